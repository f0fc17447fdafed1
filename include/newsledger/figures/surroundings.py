"""Where and when a figure holds, as the words of its sentence say."""

import re
from functools import cache

from newsledger.dates import DateMention
from newsledger.figures.tokens import Tokens, function_words
from newsledger.lexicon import read_lexicon

_REACH_AFTER, _REACH_OF_WEAK, _REACH_BEFORE, _LONGEST_NAME = 18, 3, 30, 5
FARTHEST_DATE = 120  # characters between a figure and its date
_PERIOD_OPENERS = frozenset(
    [
        "since",
        "after",
        "following",
        "before",
        "until",
        "till",
        "began",
        "from",
        "by",
        "next",
        "to",
        "than",
        "between",
    ]
)


def find_place(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens of the place nearest to the figure at tokens start to end: after it, or before."""
    for at in range(end, min(len(tokens.texts) - 1, end + _REACH_AFTER)):
        word = tokens.lowers[at]
        is_near = at <= end + _REACH_OF_WEAK and tokens.lowers[at - 1] not in (
            "according",
            "compared",
            "due",
            "thanks",
        )
        if word in _openers() and (_openers()[word] or is_near) and (place := _place_at(tokens, at + 1)):
            return place
        if word == ";":
            break
    for at in range(start - 1, max(-1, start - _REACH_BEFORE), -1):
        if _openers().get(tokens.lowers[at]) and (place := _place_at(tokens, at + 1)) and place[1] <= start:
            return place
    return None


def find_event_date(
    mentions: list[DateMention], text: str, sentence_start: int, figure: tuple[int, int]
) -> DateMention | None:
    """Return the date of what the figure tells: the nearest in its sentence that no reporting verb owns.

    Args:
        mentions: the dates of the sentence, within FARTHEST_DATE characters of the figure.
        text: the text of the article.
        sentence_start: where the sentence begins in it.
        figure: where the figure begins and ends in it.
    """
    usable = [
        mention
        for mention in mentions
        if mention.earliest is not None
        and mention.latest is not None
        and not _is_cut_off(text, figure, mention)
        and not _is_of_saying(text, sentence_start, mention)
    ]
    return min(usable, key=lambda mention: abs(mention.char_start - figure[0]), default=None)


def _is_cut_off(text: str, figure: tuple[int, int], mention: DateMention) -> bool:
    """Return whether a clause begins between a figure and a date: "fell 8% ..., which sold 12m in 2030"."""
    if mention.char_start >= figure[1]:
        return _CLAUSE.search(text, figure[1], mention.char_start) is not None
    return _TURN.search(text, mention.char_end, figure[0]) is not None


_CLAUSE = re.compile(r";|\b(?:that|which|who|while|but|where)\b")
_TURN = re.compile(r";|\b(?:while|but|whereas)\b")


def _is_of_saying(text: str, start: int, mention: DateMention) -> bool:
    """Return whether a date is of the saying ("said on Tuesday") or opens a period ("since May 2031")."""
    before = text[max(start, mention.char_start - 60) : mention.char_start].lower().split()[-4:]
    if not _PERIOD_OPENERS.isdisjoint(before[-2:]) or before[-1:] == ["and"]:
        return True
    after = text[mention.char_end : mention.char_end + 40].lower().split()[:1]
    return not _reporting().isdisjoint(word.strip(",.;:\"'“”’") for word in before + after)


def _place_at(tokens: Tokens, index: int) -> tuple[int, int] | None:
    at = index
    if tokens.lowers[at] == "the":
        at += 1
    first = at
    while (
        at < min(len(tokens.texts), first + _LONGEST_NAME)
        and tokens.texts[at][0].isupper()
        and tokens.texts[at][0].isalpha()
    ):
        if tokens.lowers[at] in _times():
            return None
        at += 1
    if at + 1 < len(tokens.texts) and tokens.touches(at):
        is_title = tokens.texts[at] == "." and tokens.texts[at + 1][0].isupper()  # Mr. Hantel
        if is_title or tokens.texts[at][0].isdigit():
            return None
    if at > first and tokens.lowers[at - 1] in _organisations():
        return None
    if at == first or tokens.lowers[at - 1].endswith(("'s", "’s")):
        return None
    if at < len(tokens.texts) and tokens.lowers[at] in _nouns():
        at += 1
    elif at < len(tokens.texts) and tokens.texts[at].islower() and tokens.lowers[at] not in function_words():
        return None  # "to Russian positions": an adjective, no place
    return index, at


@cache
def _openers() -> dict[str, bool]:
    return {row["word"]: row["is_strong"] == "yes" for row in read_lexicon("place_openers")}


@cache
def _organisations() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("organisation_words"))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("place_nouns"))


@cache
def _times() -> frozenset[str]:
    days = frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "time")
    return days | frozenset(row["form"].lower() for row in read_lexicon("months"))


@cache
def _reporting() -> frozenset[str]:
    verbs = (form for row in read_lexicon("cues") for form in row["forms"].split("|"))
    return frozenset(verbs) | frozenset(row["word"] for row in read_lexicon("saying_words"))
