"""What a number counts: the noun phrase after it, its head, its class."""

from dataclasses import dataclass, replace
from functools import cache

from newsledger.figures.nouns import class_of, is_plural, nominal_adjectives, not_plural, singular
from newsledger.figures.phrases import (
    DASHES,
    LONGEST_PHRASE,
    after_determiner,
    after_of,
    continues,
    counted_end,
    irregular_pasts,
    is_break,
    lower_at,
    third_persons,
    verbs,
)
from newsledger.figures.tokens import Tokens, change_words
from newsledger.figures.units import match_unit
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_QUOTES = frozenset("\"'“”‘’")


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase that a number counts: its tokens (end exclusive), its head in singular, class, unit.

    `start_after_number` is False when another number stands between ("six 155mm howitzers").
    """

    start: int
    end: int
    head: str
    counted_class: str | None
    unit: str
    start_after_number: bool = True


def find_counted(tokens: Tokens, index: int, *, is_one: bool, is_plain: bool) -> Counted | None:
    """Return what the number that ends before a token counts, or None when no counted noun follows.

    "11,000 North Korean soldiers are" gives "North Korean soldiers"; "two of the mayor's deputies" gives
    "mayor's deputies". A plural ends the search; without one only "one", and a noun joined to the
    number as in "12 page document", take a singular.
    """
    start, is_part = after_of(tokens, index)
    if start >= len(tokens.texts):
        return None
    is_joined = tokens.texts[start] in DASHES and tokens.touches(start)
    if is_joined and (is_plain or lower_at(tokens, start + 1) in _ATTRIBUTES):
        return _attributive(tokens, start)
    if is_one and not is_part:
        return _singular(tokens, start)
    if tokens.texts[start][0].isdigit() and not is_part:
        return _after_measure(tokens, start)
    if is_part:
        return _part_of(tokens, start)
    is_attribute = tokens.lowers[start] in _ATTRIBUTES and lower_at(tokens, start + 1).isalpha()
    return _plural(tokens, start) or (_attributive(tokens, start) if is_plain or is_attribute else None)


def find_collective(tokens: Tokens, index: int, end: int) -> Counted | None:
    """Return people for a number from one token to another after "a crowd of" or "its workforce to", else None."""
    if lower_at(tokens, end) == "strong":
        known = next(
            (c for w in reversed(tokens.lowers[max(0, index - 8) : index]) if (c := _collectives().get(w))), None
        )
        return Counted(0, 0, "person", known or "person", "person")
    if index > 1 and tokens.lowers[index - 1] == "of" and tokens.lowers[index - 2] in _ASKINGS:
        return Counted(0, 0, "person", "person", "person")  # a poll of 38
    for at in range(index - 1, max(0, index - 4), -1):
        if tokens.lowers[at] == "at":
            before = tokens.lowers[max(0, at - 6) : at]
            if not people_nouns().isdisjoint(before) and not any(word[0].isdigit() for word in before):
                return Counted(0, 0, "person", "person", "person")  # put the crowd in the capital at 85,000
        if tokens.lowers[at] in _LEVELS and (known := _collectives().get(tokens.lowers[at - 1])):
            return Counted(0, 0, "person", known, "person")
    return None


_ASKINGS = frozenset(["poll", "survey"])
_LEVELS = frozenset(["of", "to", "at", "is", "was", "reached", "topped", "exceeded", "numbered"])


def find_phrase_at(tokens: Tokens, index: int) -> Counted | None:
    """Return the plural noun phrase that begins at a token, or None."""
    return _plural(tokens, index) if index < len(tokens.texts) else None


def find_number_of(tokens: Tokens, index: int) -> Counted | None:
    """Return the noun before a number at a token: "the number of deployed troops", "troops number"."""
    for at in range(index - 1, max(0, index - 16), -1):
        word = tokens.lowers[at]
        if word == "of" and tokens.lowers[at - 1] in ("number", "total", "count", "tally", "toll"):
            return _plural(tokens, after_determiner(tokens, at + 1))
        if at == index - 1 and word in CHANGED_BY_SOMEBODY:
            return None
        if (word in _NUMBERING or word in change_words()) and is_plural(tokens.lowers[at - 1]) and index - at < 5:
            return _counted(tokens, _phrase_start(tokens, at - 1), at - 1)
        if word in _NUMBERING and at and index - at < 3 and tokens.texts[at].islower():
            return _subject_before(tokens, at)
    return None


def _subject_before(tokens: Tokens, end: int) -> Counted | None:
    """Return the plural whose phrase, place and all, ends before a token: "soldiers in the Obrin enclave | number"."""
    for at in range(end - 2, max(0, end - 9), -1):
        if is_plural(tokens.lowers[at]) and counted_end(tokens, at + 1) == end:
            return _counted(tokens, _phrase_start(tokens, at), at)
    return None


def _phrase_start(tokens: Tokens, head: int) -> int:
    """Return where the capitalised words before a noun begin: "North Korean | troops"."""
    at = head
    while at > 0 and tokens.texts[at - 1][0].isupper() and not is_break(tokens, at - 1):
        at -= 1
    return at


CHANGED_BY_SOMEBODY = frozenset(["cut", "cuts", "raised", "raise", "lowered", "reduced", "boosted", "extended"])
_NUMBERING = frozenset(["number", "numbers", "numbered", "numbering", "total", "totalled", "totaled", "totalling"])


def _part_of(tokens: Tokens, start: int) -> Counted | None:
    """Return what is counted after "of", past another number: "2,000 of the city's 30,000 inhabitants"."""
    for at in range(start, min(len(tokens.texts) - 1, start + 4)):
        if tokens.texts[at][0].isdigit() or tokens.lowers[at] in _number_words():
            after = at + 1
            while after < len(tokens.texts) and tokens.lowers[after] in _number_words():
                after += 1
            beyond = _plural(tokens, after) if after < len(tokens.texts) else None
            return replace(beyond, start_after_number=False) if beyond else None
        if is_plural(tokens.lowers[at]) or is_break(tokens, at):
            break
    return _plural(tokens, start)


def _after_measure(tokens: Tokens, start: int) -> Counted | None:
    """Return what is counted after a size: "six | 155mm howitzers", "two | 500-kilogram bombs"."""
    at = start + 1
    if tokens.texts[at : at + 1] == ["-"] and tokens.touches(at):
        at += 1
    unit = match_unit(tokens, at)
    counted = _plural(tokens, unit.end) if unit is not None and unit.kind != "money" else None
    return replace(counted, start_after_number=False) if counted else None


# --------------------------------------------------------------------------------------------- phrases


def _plural(tokens: Tokens, start: int) -> Counted | None:
    limit = min(len(tokens.texts), start + LONGEST_PHRASE)
    at, head = start, -1
    while at < limit:
        word, text = tokens.lowers[at], tokens.texts[at]
        if text in DASHES:
            if not (tokens.touches(at) and at + 1 < limit and tokens.touches(at + 1)):
                break
        elif text in _QUOTES:
            pass
        elif is_plural(word) and (at == start or word not in nominal_adjectives()):
            head = at
            if _is_pair_of_people(tokens, at, limit):
                head = at + 2
                break
            if not continues(tokens, at + 1, limit):
                break
        elif head >= 0 or (at == start and word in _JOINERS) or not _can_modify(tokens, at, limit):
            break
        at += 1
    return _counted(tokens, start, head) if head >= 0 else None


def _is_pair_of_people(tokens: Tokens, index: int, limit: int) -> bool:
    """Return whether a plural goes on with another: "men and boys"."""
    if index + 2 >= limit or tokens.lowers[index + 1] not in ("and", "or"):
        return False
    pair = (tokens.lowers[index], tokens.lowers[index + 2])
    return nominal_adjectives().isdisjoint(pair) and all(
        is_plural(word) and class_of(singular(word))[1] == "person" for word in pair
    )


def _can_modify(tokens: Tokens, index: int, limit: int) -> bool:
    word, text = tokens.lowers[index], tokens.texts[index]
    if _is_joined_number(tokens, index, limit):
        return True
    if text[0].isdigit():
        following = tokens.texts[index + 1] if index + 1 < limit else ""
        is_name = following[:1].isupper() and len(following) > 1 and not tokens.touches(index + 1)
        return is_name or (tokens.texts[index - 1] in DASHES and tokens.touches(index))
    if word in _JOINERS:
        is_open = index + 2 < limit and tokens.texts[index + 2].isalpha()
        return is_open and _is_plain_modifier(tokens, index + 1)
    if word in ("more", "other", "less", "second", "first", "such"):
        return True
    if word in _MODIFYING_ADVERBS and index + 1 < limit and is_plural(tokens.lowers[index + 1]):
        return True
    return (
        text[0].isalpha()
        and not is_break(tokens, index)
        and (word not in irregular_pasts() or tokens.texts[index - 1] in DASHES)
    )


def _is_joined_number(tokens: Tokens, index: int, limit: int) -> bool:
    """Return whether a number word is joined to a noun: "84 | six-car trains"."""
    return (
        tokens.lowers[index] in _number_words()
        and index + 2 < limit
        and tokens.texts[index + 1] in DASHES
        and tokens.touches(index + 1)
        and tokens.touches(index + 2)
        and tokens.texts[index + 2].isalpha()
    )


def _is_plain_modifier(tokens: Tokens, index: int) -> bool:
    word = tokens.lowers[index]
    if word in _number_words():
        return False
    return word.isalpha() and not is_break(tokens, index) and not is_plural(word) and word not in irregular_pasts()


def _singular(tokens: Tokens, start: int) -> Counted | None:
    """Return the phrase after "one" or "a": adjectives, the first noun and what is compounded with it."""
    limit = min(len(tokens.texts), start + LONGEST_PHRASE)
    at, head = start, -1
    while at < limit:
        word, text = tokens.lowers[at], tokens.texts[at]
        if text in DASHES and tokens.touches(at) and at + 1 < limit and tokens.touches(at + 1):
            at += 1
            continue
        if not text[0].isalpha() or is_break(tokens, at) or word in irregular_pasts() or word in third_persons():
            break
        if head >= 0 and (word.endswith(("ed", "ing", "ly")) or is_plural(word)):
            break
        if not _is_adjective(word) or head < 0:
            head = at
        at += 1
    if head < 0 or (tokens.lowers[head].endswith("ed") and len(tokens.lowers[head]) > 4):
        return None
    return _counted(tokens, start, head)


def _attributive(tokens: Tokens, start: int) -> Counted | None:
    """Return the singular noun right after a number in digits: "12 page document", "11-member board"."""
    at = start
    if tokens.texts[at] in DASHES:
        if not (tokens.touches(at) and at + 1 < len(tokens.texts) and tokens.touches(at + 1)):
            return None
        at += 1
    word = tokens.lowers[at]
    if word == "strong" and at > start:
        return Counted(at, at + 1, "person", _collectives().get(lower_at(tokens, at + 1), "person"), "person")
    if (
        word == "strong"
        or not tokens.texts[at].islower()
        or len(word) < 3
        or is_break(tokens, at)
        or word in irregular_pasts()
    ):
        return None
    if word == "bed" and lower_at(tokens, at + 1) in _WARDS:
        return _counted(tokens, at, at)
    if word.endswith(("ed", "ly", "ing")) or word in verbs() or word in not_plural() or word in _COMPARISONS:
        return None
    return _counted(tokens, at, at)


def _counted(tokens: Tokens, start: int, head: int) -> Counted:
    first = start
    while first < head and (not tokens.texts[first][0].isalnum() or tokens.lowers[first] in _MERE_ADDITIONS):
        first += 1
    noun = singular(tokens.lowers[head])
    counted_class, unit = class_of(noun)
    if (
        counted_class is None
        and head - 2 >= start
        and tokens.texts[head - 1] == "-"
        and len(tokens.texts[head - 2]) == 1
    ):
        unit = f"{tokens.lowers[head - 2]}-{noun}"  # e-mails
    if head > first + 1 and tokens.lowers[head - 1] in ("and", "or"):
        counted_class = _class_of_pair(singular(tokens.lowers[head - 2]), noun)
    elif head > first and (of_two := class_of(f"{tokens.lowers[head - 1]} {noun}"))[0] is not None:
        counted_class, unit = of_two
    if counted_class is None and tokens.texts[head][0].isupper() and noun.endswith(("an", "ese", "ite")):
        counted_class = unit = "person"  # Parisians, Muscovites
    return Counted(start=first, end=head + 1, head=noun, counted_class=counted_class, unit=unit)


def _class_of_pair(one: str, other: str) -> str | None:
    """Return the class of two kinds of people counted together: "men and boys" are persons."""
    classes = {class_of(one)[0], class_of(other)[0]}
    if len(classes) == 1:
        return classes.pop()
    is_peaceful = all(noun == "woman" or class_of(noun)[0] in ("civilian", "child") for noun in (one, other))
    return "civilian" if is_peaceful else "person"


def _is_adjective(word: str) -> bool:
    return word in _adjectives() or word.endswith(
        ("al", "ic", "ive", "ous", "ful", "less", "ed", "able", "ible", "ish", "ese")
    )


# -------------------------------------------------------------------------------------------- lexicons

_MERE_ADDITIONS = frozenset(["such", "more", "additional", "further", "extra"])
_ATTRIBUTES = word_group("attribute")
_WARDS = word_group("ward")
_COMPARISONS = word_group("compared")
_MODIFYING_ADVERBS = frozenset(["online", "overseas", "downtown", "inshore", "offshore"])  # 983 online readers
_JOINERS = frozenset(["and", "or", ",", "/"])


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "adjective")


@cache
def _number_words() -> frozenset[str]:
    scales = (row["word"] for row in read_lexicon("scale_words") if row["where"] == "word")
    return frozenset(row["word"] for row in read_lexicon("number_words")) | frozenset(scales)


@cache
def people_nouns() -> frozenset[str]:
    """Return the collective nouns that are for as many people as come: "attendance"."""
    return frozenset(row["noun"] for row in read_lexicon("collective_nouns") if row["size"] == "open")


@cache
def _collectives() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in read_lexicon("collective_nouns")}
