"""Where a figure holds, as the words of its sentence say."""

from functools import cache

from newsledger.figures.nouns import class_of, is_plural, singular
from newsledger.figures.tokens import POSSESSIVES, Tokens, function_words
from newsledger.figures.units import is_currency_sign
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_REACH_AFTER, _REACH_OF_NEAR, _REACH_BEFORE, _LONGEST_NAME = 18, 3, 30, 6
_LONGEST_PART = 3
_DASHES = frozenset("-–‑")
_QUOTES = frozenset("\"'“”‘’")
_TURNS = frozenset([";", "while", "but", "whereas", "although", "though"])
_ARTICLES = frozenset(["al", "el", "as", "at", "ad", "an", "ar"])  # al-Mawasi
_HEADS_OF_NAMES = word_group("name_head")
_SEATS = frozenset(["based", "headquartered", "born", "registered"])
_NO_PLACE_BEFORE = frozenset(["according", "compared", "due", "thanks"])


def find_place(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens of the place nearest to the figure at tokens start to end: after it, or before.

    It is a name with what says which part of it or what kind of place it is: "Russia's Kursk region", "the southern
    city of Mykolaiv". The place where a speaker is ("officials in Brask said") is not taken.
    """
    openers, reports = _openers(), reporting_words()
    if "lives" in tokens.lowers[start:end]:
        reports -= {"claim", "claims", "claimed"}  # the fever has claimed 26 lives
    is_quoted = False
    for at in range(end, min(len(tokens.texts) - 1, end + _REACH_AFTER)):
        word = tokens.lowers[at]
        if word in _TURNS or word == "that" or word in reports:
            break
        is_quoted ^= at > end and tokens.texts[at] in _QUOTES
        if word not in openers or is_quoted or not _opens(tokens, at, is_near=at <= end + _REACH_OF_NEAR):
            continue
        if place := _place_at(tokens, at + 1):
            if not _is_of_speaker(tokens, place[1]):
                return place
            break
    is_front = False  # only a place at the head of the sentence is left
    for at in range(start - 1, max(-1, start - _REACH_BEFORE), -1):
        word = tokens.lowers[at]
        if word in _TURNS:
            break
        is_new_clause = word == "and" and at > 0 and tokens.texts[at - 1] == ","
        is_front = is_front or is_new_clause or word in reports
        if word not in openers or (is_front and at > 0) or not _opens(tokens, at, is_near=False):
            continue
        place = _place_at(tokens, at + 1)
        if place and place[1] <= start and not _is_of_speaker(tokens, place[1]):
            is_listed = tokens.lowers[place[1] : start] in (["and"], [",", "and"], ["or"])
            return None if is_listed else place  # in Lessa and 14 other cities
    return None


def _opens(tokens: Tokens, index: int, *, is_near: bool) -> bool:
    """Return whether a word of place_openers.csv opens a place where it stands: "in" always, "to" near the figure."""
    reach = _openers()[tokens.lowers[index]]
    before = tokens.lowers[index - 1] if index else ""
    if reach == "far":
        return before not in _holdings() and before not in _SEATS and not _is_one_person(before)
    if reach == "near":
        return (is_near and before not in _NO_PLACE_BEFORE) or before in _motions()
    return class_of(singular(before))[0] == "strike"


def _is_one_person(word: str) -> bool:
    """Return whether a word is for one person: "an analyst at Marlow Pike" works there."""
    return (
        not is_plural(word)
        and class_of(word)[1] == "person"
        and word not in ("dead", "wounded", "injured", "killed", "missing")
    )


def _is_of_speaker(tokens: Tokens, index: int) -> bool:
    return index < len(tokens.lowers) and tokens.lowers[index] in reporting_words()


def _place_at(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Return the tokens of the place that begins at a token, or None."""
    is_definite = tokens.lowers[index] == "the"
    first = index + 1 if tokens.lowers[index] in ("its", "their") else index
    at = _after_modifiers(tokens, index + 1 if is_definite or first > index else index)
    if is_definite:
        at = _part_of_place(tokens, at)
    if at + 2 < len(tokens.texts) and tokens.lowers[at] in place_nouns() and tokens.lowers[at + 1] == "of":
        at, is_definite = _after_modifiers(tokens, at + 2), False
    end = _name_end(tokens, at)
    if end == at or any(word in _times() for word in tokens.lowers[at:end]):
        return None
    if end < len(tokens.texts) and tokens.texts[end][0].isdigit() and is_currency_sign(tokens.texts[end - 1]):
        return None  # up 30% to Rs 295 crore
    if end + 1 < len(tokens.texts) and tokens.touches(end):
        is_title = tokens.texts[end] == "." and tokens.texts[end + 1][0].isupper()  # Mr. Hantel
        if is_title or tokens.texts[end][0].isdigit():
            return None
    last = tokens.lowers[end - 1]
    if last in _organisations() or last.endswith(POSSESSIVES) or tokens.texts[end - 1] in _demonyms():
        return (
            None if tokens.lowers[end : end + 1] == [] or tokens.lowers[end] not in place_nouns() else (first, end + 1)
        )
    for more in (1, 2):  # the Orlan region, Obrin air base
        if end + more <= len(tokens.texts) and tokens.lowers[end + more - 1] in place_nouns():
            return first, end + more
        if end >= len(tokens.texts) or not _is_noun_like(tokens, end):
            return first, end
    return None if is_definite or last.endswith(("ian", "ean", "ese", "ish")) else (first, end)


def _part_of_place(tokens: Tokens, index: int) -> int:
    """Return the noun of "the old quarter | of Brask", "the station district | of Brask", else the token given."""
    for at in range(index, min(len(tokens.texts) - 2, index + _LONGEST_PART)):
        if tokens.lowers[at] in place_nouns() and tokens.lowers[at + 1] == "of":
            return at
        if not _is_noun_like(tokens, at):
            break
    return index


def _is_noun_like(tokens: Tokens, index: int) -> bool:
    return (
        tokens.texts[index].islower() and tokens.texts[index].isalpha() and tokens.lowers[index] not in function_words()
    )


def _after_modifiers(tokens: Tokens, index: int) -> int:
    """Return where "southern", "north-eastern" and the like end."""
    at = index
    while (
        at + 1 < len(tokens.texts)
        and tokens.lowers[at] in _modifiers()
        and tokens.texts[at + 1][0].isalnum() | (tokens.texts[at + 1] in _DASHES)
    ):
        at += 2 if tokens.texts[at + 1] in _DASHES else 1
    return at


def _name_end(tokens: Tokens, start: int) -> int:
    """Return where a name in capitals ends, with dashes and possessives: "Russia's western Kursk", "al-Mawasi"."""
    at = start
    limit = min(len(tokens.texts), start + _LONGEST_NAME)
    if at + 2 < limit and tokens.lowers[at] in _ARTICLES and tokens.texts[at + 1] in _DASHES and tokens.touches(at + 1):
        at += 2
    while at < limit:
        if tokens.texts[at][0].isupper():
            at += 1
            if tokens.lowers[at - 1].endswith(POSSESSIVES):
                beyond = _after_modifiers(tokens, at)
                at = beyond if beyond < limit and tokens.texts[beyond][0].isupper() else at
        elif (
            at > start
            and at + 1 < limit
            and tokens.texts[at] in _DASHES
            and tokens.touches(at)
            and tokens.touches(at + 1)
        ):
            at += 2
        elif at > start and at + 1 < limit and tokens.lowers[at] == "of" and tokens.lowers[at - 1] in _HEADS_OF_NAMES:
            at += 1
        else:
            break
    return at


def is_adjective(name: str) -> bool:
    """Return whether a name in capitals says whose: "Russian", "Karvian", "US"."""
    return name in _demonyms() or name.endswith(("ian", "ean", "ese", "ish")) or (len(name) > 1 and name.isupper())


@cache
def reporting_words() -> frozenset[str]:
    """Return the verbs of saying in all their forms, and the nouns for what is said."""
    verbs = (form for row in read_lexicon("cues") for form in row["forms"].split("|"))
    return frozenset(verbs) | frozenset(row["word"] for row in read_lexicon("saying_words"))


@cache
def place_nouns() -> frozenset[str]:
    """Return the common nouns that close the name of a place: "the Orlan region"."""
    return frozenset(row["word"] for row in read_lexicon("place_nouns"))


@cache
def _openers() -> dict[str, str]:
    return {row["word"]: row["reach"] for row in read_lexicon("place_openers")}


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("place_modifiers"))


@cache
def _motions() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("motion_words"))


@cache
def _holdings() -> frozenset[str]:
    """Return the words for what one holds in a company: "shares in Veltrac"."""
    return frozenset(row["word"] for row in read_lexicon("holding_words"))


@cache
def _demonyms() -> frozenset[str]:
    """Return the adjectives of nations, which are no places: "in Russian hands"."""
    return frozenset(row["word"] for row in read_lexicon("sides") if row["note"].startswith("its people"))


@cache
def _organisations() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("organisation_words"))


@cache
def _times() -> frozenset[str]:
    days = frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "time")
    return days | frozenset(row["form"].lower() for row in read_lexicon("months"))
