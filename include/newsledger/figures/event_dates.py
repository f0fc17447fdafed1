"""When a figure holds: the date in its own clause that is no date of something else."""

import datetime as dt
import re
from dataclasses import replace
from functools import cache

from newsledger.dates import DateMention
from newsledger.figures.places import reporting_words
from newsledger.figures.tokens import POSSESSIVES
from newsledger.lexicon import read_lexicon

FARTHEST_DATE = 120  # characters between a figure and its date
_FARTHEST_OPENER = 80  # characters before a date in which the words stand that say what it dates

# A clause of its own begins between a figure and the date after it.
_NEW_CLAUSE = re.compile(
    r"[;:]|\b(?:that|which|who|whom|whose|while|but|where|when|whereas|since|after|before|following|until|because|although"
    r"|though|unless|if)\b|\bas\b(?!\s+(?:well|part|many|much|few|of|an?)\b)",
    re.IGNORECASE,
)
_TURN = re.compile(r"[;:]|\b(?:while|but|whereas|although|though|after which)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|since|after|before|following|until|because|although|though|while|if)\b",
    re.IGNORECASE,
)
# What follows is what the figure is compared with; its date is not the figure's.
_COMPARISON = re.compile(
    r"\b(?:up|down) (?:from|on)\b|\b(?:compared|versus|than)\b|\b(?:from|against) (?:\w{0,12} ){0,2}[$€£]?\d",
    re.IGNORECASE,
)
_IS_COMPARED = re.compile(r"\b(?:from|compared (?:with|to)|than|against|versus)\s*$", re.IGNORECASE)
_EARLIER = re.compile(
    r"\W{0,2}(?:\w+ ){0,2}(?:a (?:year|month|week|decade) (?:earlier|ago|before)|(?:the|a) (?:previous|prior)"
    r"|previously|the (?:year|month|week) before)\b",
    re.IGNORECASE,
)
_SET_IN = re.compile(r", (?:set|recorded|reached|registered|measured|seen) (?:in|on|back in) \Z")
_RELATIVE = re.compile(r"\w (?:that|which|who) (?!on\b|in\b|the\b)\w", re.IGNORECASE)
_MAIN_VERB = re.compile(r" (?:has|have|had|was|were|is|are|rose|stood|stands|reached|climbed|fell|passed)\b")
_WHEN = re.compile(r",? when (?![^,;]*[,;])")
_GOES_ON = re.compile(
    r",? (?:with|including|among|leaving|for|at|(?:that|which) (?:left|killed|claimed|injured|displaced))\b"
)
_FROM = re.compile(r"\b(between|from) \Z", re.IGNORECASE)
_TO = {"between": " and ", "from": " to "}
_COMMA = re.compile(r",(?!\d)")
_DASH = re.compile(r" [-–—] |—")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def find_event_date(
    mentions: list[DateMention],
    text: str,
    sentence: tuple[int, int],
    figure: tuple[int, int],
    others: list[tuple[int, int]],
    published: dt.date | None,
) -> DateMention | None:
    """Return the date of what the figure tells: the nearest in its clause that dates nothing else, or None.

    Not its date: that of the saying ("the army said on Tuesday"), of a beginning or an end ("since May", "until
    2033"), of a noun ("the siege of 2024"), of another clause ("which sold 12m in 2030"), of the figure that it is
    compared with.

    Args:
        mentions: the dates of the sentence, within FARTHEST_DATE characters of the figure.
        text: the text of the article.
        sentence: where the sentence begins and ends in it.
        figure: where the figure begins and ends in it.
        others: where the figures of the sentence stand.
        published: the last day on which the article can have been published.
    """
    blocked_before = blocked_after = False
    past = [_in_the_past(text, mention, published) for mention in _stretches(text, mentions)]
    for mention in sorted(past, key=lambda mention: _gap(mention, figure)):
        is_after = mention.char_start >= figure[1]
        if (blocked_after if is_after else blocked_before) or mention.earliest is None or mention.latest is None:
            continue
        if not is_after and _WHEN.match(text, mention.char_end, figure[0]):
            return mention  # since 1997, when 74 people drowned
        if not _dates_an_event(text, sentence[0], mention, published):
            blocked_before, blocked_after = blocked_before or not is_after, blocked_after or is_after
            continue
        if is_after:
            is_tied = _is_tied_after(text, figure, mention, others)
        else:
            is_tied = _is_tied_before(text, sentence[0], figure, mention, others)
        if is_tied:
            return mention
    return None


def with_named_years(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Return the dates of a text with the years that say which of several it was: "in the 2012 election"."""
    if " the 20" not in text and " the 19" not in text:
        return mentions
    more: list[DateMention] = []
    for match in _NAMED_YEAR.finditer(text):
        start, end = match.span("year")
        if not text.endswith(_NAMED_YEAR_OPENERS, 0, match.start()):
            continue
        noun = _WORD.search(text, end, end + _FARTHEST_NOUN)
        for _ in range(_MODIFIERS):
            if noun is None or noun[0].lower() in _yearly():
                break
            noun = _WORD.search(text, noun.end(), end + _FARTHEST_NOUN)
        if noun is not None and noun[0].lower() in _yearly() and _SAME_PHRASE.fullmatch(text, end, noun.start()):
            year = int(match["year"])
            more.append(DateMention(start, end, dt.date(year, 1, 1), dt.date(year, 12, 31), "year"))
    if not more:
        return mentions
    known = {mention.char_start for mention in mentions}
    return sorted([*mentions, *(m for m in more if m.char_start not in known)], key=lambda mention: mention.char_start)


_NAMED_YEAR = re.compile(r" the (?P<year>(?:19|20)\d\d) (?=[A-Za-z])")  # begins with letters that are quick to find
_NAMED_YEAR_OPENERS = (" in", "In", "uring", " at", "At")
_SAME_PHRASE = re.compile(r"[\w ’'-]*")
_FARTHEST_NOUN, _MODIFIERS = 45, 3


@cache
def _yearly() -> frozenset[str]:
    """Return what is held or counted year by year, so that its year dates what it brought: "election", "census"."""
    return _context("yearly")


def _stretches(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Return the dates with "between January and August 2020" and "from 2019 to 2023" as one date each."""
    joined: list[DateMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        opener = _FROM.search(text, max(0, last.char_start - 8), last.char_start) if last else None
        if (
            last is not None
            and opener is not None
            and text[last.char_end : mention.char_start] == _TO[opener[1].lower()]
            and last.earliest is not None
            and mention.latest is not None
            and last.earliest < mention.latest
        ):
            start = opener.start()
            joined[-1] = replace(
                last, char_start=start, char_end=mention.char_end, latest=mention.latest, precision="interval"
            )
        else:
            joined.append(mention)
    return joined


def _gap(mention: DateMention, figure: tuple[int, int]) -> int:
    return mention.char_start - figure[1] if mention.char_start >= figure[1] else figure[0] - mention.char_end


# ------------------------------------------------------------------------------------- the date by itself


def _dates_an_event(text: str, start: int, mention: DateMention, published: dt.date | None) -> bool:
    words = _words(text[max(start, mention.char_start - _FARTHEST_OPENER) : mention.char_start])
    if text[mention.char_end : mention.char_end + 2] in POSSESSIVES:
        return not words or words == ["the"]  # "Tuesday's blast killed 14", not "the toll of Tuesday's blast"
    opener = _opener(words)
    if opener == "by":
        is_past = published is not None and mention.latest is not None and mention.latest <= published
        return is_past and mention.precision == "day"
    if opener == "of":
        return words[-2:] == ["as", "of"]
    return opener not in _context("other_time") and _verb_before(words) not in _background_verbs()


def _in_the_past(text: str, mention: DateMention, published: dt.date | None) -> DateMention:
    """Return the earlier of the two days of "by Monday" where what follows had happened: "by Monday 300 had died"."""
    if published is None or mention.earliest is None or mention.latest is None:
        return mention
    is_either = mention.latest - mention.earliest == _WEEK and mention.earliest <= published < mention.latest
    before = text[max(0, mention.char_start - 3) : mention.char_start].lower()
    if not (is_either and before == "by " and _HAD.search(text, mention.char_end, mention.char_end + 80)):
        return mention
    return replace(mention, latest=mention.earliest, precision="day")


_WEEK = dt.timedelta(days=7)
_HAD = re.compile(r"\bhad\b")


def _opener(words: list[str]) -> str:
    """Return the word that governs a date after these words: "by" of "by the end of", "of" of "the siege of"."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word == "of" and at and words[at - 1] in _context("time"):
            continue
        if word == "to" and at + 1 < len(words):
            continue
        if word not in _context("around") and not (word in _context("time") and words[at + 1 : at + 2] == ["of"]):
            return word
        if word == "to":
            return word
    return ""


def _verb_before(words: list[str]) -> str:
    """Return the word before the preposition of a date: "built" of "built in"."""
    at = len(words) - 1
    while at >= 0 and (words[at] == "of" or any(words[at] in _context(role) for role in ("around", "front", "time"))):
        at -= 1
    return words[at] if at >= 0 else ""


# ----------------------------------------------------------------------------- the date beside the figure


def _is_tied_after(text: str, figure: tuple[int, int], mention: DateMention, others: list[tuple[int, int]]) -> bool:
    """Return whether a date after a figure is in its clause, and not owned by a reporting verb."""
    between = text[figure[1] : mention.char_start]
    if _NEW_CLAUSE.search(between) or _COMPARISON.search(between) or _EARLIER.match(between):
        return False
    if _SET_IN.search(between):  # above the record of 6.3m, set in 1974
        return not any(figure[1] <= other[0] < mention.char_start for other in others)
    commas = list(_COMMA.finditer(between))
    if mention.precision == "year":
        listed = sum(figure[1] <= other[0] < mention.char_start for other in others)
        if len(commas) > listed:
            return False
    last = commas[-1].end() if commas else 0
    said = _words(between[last:])[-8:] + _words(text[mention.char_end : mention.char_end + 40])[:1]
    return reporting_words().isdisjoint(said)


def _is_tied_before(
    text: str, start: int, figure: tuple[int, int], mention: DateMention, others: list[tuple[int, int]]
) -> bool:
    """Return whether a date before a figure is in its clause, and neither a reporting verb's nor another figure's."""
    between = text[mention.char_end : figure[0]]
    turn = _TURN.search(between)
    is_over_all = turn is not None and turn[0].lower() in ("while", "whereas") and between.startswith(",")
    if (
        (turn and not (is_over_all and not text[start : mention.char_start].strip()))
        or _IS_COMPARED.search(between)
        or _EARLIER.match(text, figure[1])
    ):
        return False
    before = text[max(start, mention.char_start - _FARTHEST_OPENER) : mention.char_start]
    fragment = before[max((comma.end() for comma in _COMMA.finditer(before)), default=0) :]
    words = _words(fragment)
    last = _words(before)[-4:]
    said = (last[last.index("that") + 1 :] if "that" in last else last) + _words(between)
    if not reporting_words().isdisjoint(said):
        return False
    if any(other[1] <= mention.char_start and other[0] >= start for other in others if other != figure):
        nearest = max(other[1] for other in others if other[1] <= mention.char_start)
        if not _COMMA.search(text, nearest, mention.char_start) and not _GOES_ON.match(between):
            return False  # it dates the figure before
    if _DASH.search(between):
        return False  # the date stands between dashes
    is_closed = _COMMA.search(between) is not None
    if not is_closed and _MAIN_VERB.match(between) and _RELATIVE.search(fragment):
        return False  # the fire that broke out on Friday has killed 40
    if not is_closed:
        return not (mention.precision == "year" and _verb_before(words).endswith("ed"))
    is_front = not words or words[0] in _context("front")
    return is_front or not (_SUBORDINATE.search(fragment) or _verb_before(words).endswith(("ed", "n", "t")))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


@cache
def _context(role: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("date_context_words") if row["role"] == role)


@cache
def _background_verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("background_verbs"))
