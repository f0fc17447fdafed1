"""What a number counts: the noun phrase after it, its head, its class."""

from dataclasses import dataclass, replace
from functools import cache

from newsledger.figures.nouns import class_of, is_plural, nominal_adjectives, not_plural, singular
from newsledger.figures.tokens import Tokens, function_words
from newsledger.figures.units import match_unit
from newsledger.lexicon import read_lexicon

_LONGEST_PHRASE = 8
_LONGEST_COUNTED = 16
_QUOTES = frozenset("\"'“”‘’")
_DASHES = frozenset("-–‑")


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
    start, is_part = _after_of(tokens, index)
    if start >= len(tokens.texts):
        return None
    is_joined = tokens.texts[start] in _DASHES and tokens.touches(start)
    if is_joined and is_plain:
        return _attributive(tokens, start)
    if is_one and not is_part:
        return _singular(tokens, start)
    if tokens.texts[start][0].isdigit() and not is_part:
        return _after_measure(tokens, start)
    if is_part:
        return _part_of(tokens, start)
    return _plural(tokens, start) or (_attributive(tokens, start) if is_plain else None)


def find_collective(tokens: Tokens, index: int) -> Counted | None:
    """Return people for a number at a token after "a crowd of" or "its workforce to", else None."""
    for at in range(index - 1, max(0, index - 4), -1):
        if tokens.lowers[at] in _LEVELS and (known := _collectives().get(tokens.lowers[at - 1])):
            return Counted(0, 0, "person", known, "person")
    return None


_LEVELS = frozenset(["of", "to", "at", "is", "was", "reached", "topped", "exceeded", "numbered"])


def find_number_of(tokens: Tokens, index: int) -> Counted | None:
    """Return the noun before a number at a token: "the number of deployed troops", "troops number"."""
    for at in range(index - 1, max(0, index - 16), -1):
        word = tokens.lowers[at]
        if word == "of" and tokens.lowers[at - 1] in ("number", "total", "count", "tally", "toll"):
            return _plural(tokens, _after_determiner(tokens, at + 1))
        if (word in _NUMBERING or word in _changes()) and is_plural(tokens.lowers[at - 1]) and index - at < 5:
            return _counted(tokens, at - 1, at - 1)
    return None


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
        if is_plural(tokens.lowers[at]) or _is_break(tokens, at):
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


def find_measured(tokens: Tokens, index: int, *, is_length: bool) -> tuple[int, int] | None:
    """Return the tokens of what a measured amount is an amount of: "12 tonnes of jet fuel".

    A length is one of snow or of road, but "within 5 km of the border" measures no border.
    """
    if _lower(tokens, index) != "of" or (is_length and _lower(tokens, index + 1) in _DETERMINERS):
        return None
    start = _after_of(tokens, index)[0]
    end = _phrase_end(tokens, start)
    return (start, end) if end > start else None


def counted_end(tokens: Tokens, end: int) -> int:
    """Return where the words end that say which ones were counted: "troops | stationed in Kursk"."""
    limit = min(len(tokens.texts), end + _LONGEST_COUNTED)
    at = end
    while at < limit:
        word = tokens.lowers[at]
        step = at
        if word in _participles():
            step += 1
            if step >= limit or tokens.lowers[step] not in _LINKS:
                break
        if step >= limit or tokens.lowers[step] not in _LINKS:
            break
        phrase = _after_determiner(tokens, step + 1)
        phrase_end = _phrase_end(tokens, phrase)
        if phrase_end == phrase or _is_time(tokens, phrase):
            break
        at = phrase_end
    return at


# --------------------------------------------------------------------------------------------- phrases


def _plural(tokens: Tokens, start: int) -> Counted | None:
    limit = min(len(tokens.texts), start + _LONGEST_PHRASE)
    at, head = start, -1
    while at < limit:
        word, text = tokens.lowers[at], tokens.texts[at]
        if text in _DASHES:
            if not (tokens.touches(at) and at + 1 < limit and tokens.touches(at + 1)):
                break
        elif text in _QUOTES:
            pass
        elif is_plural(word) and (at == start or word not in nominal_adjectives()):
            if at > start and tokens.texts[at - 1] in _DASHES and at + 1 < limit and tokens.texts[at + 1].isalpha():
                pass
            head = at
            if _is_pair_of_people(tokens, at, limit):
                head = at + 2
                break
            if not _continues(tokens, at + 1, limit):
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


def _continues(tokens: Tokens, index: int, limit: int) -> bool:
    """Return whether the plural before is itself a modifier: "sports | cars", "states | officials"."""
    return (
        index < limit
        and is_plural(tokens.lowers[index])
        and not tokens.touches(index)
        and not _is_break(tokens, index)
        and tokens.lowers[index] not in nominal_adjectives()
        and tokens.lowers[index] not in _third_persons()
        and tokens.lowers[index] not in _verbs_in_s()
    )


def _can_modify(tokens: Tokens, index: int, limit: int) -> bool:
    word, text = tokens.lowers[index], tokens.texts[index]
    if text[0].isdigit():
        following = tokens.texts[index + 1] if index + 1 < limit else ""
        is_name = following[:1].isupper() and len(following) > 1 and not tokens.touches(index + 1)
        return is_name or (tokens.texts[index - 1] in _DASHES and tokens.touches(index))
    if word in _JOINERS:
        is_open = index + 2 < limit and tokens.texts[index + 2].isalpha()
        return is_open and _is_plain_modifier(tokens, index + 1)
    if word in ("more", "other", "less", "second", "first", "such"):
        return True
    return (
        text[0].isalpha()
        and not _is_break(tokens, index)
        and (word not in _pasts() or tokens.texts[index - 1] in _DASHES)
    )


def _is_plain_modifier(tokens: Tokens, index: int) -> bool:
    word = tokens.lowers[index]
    if word in _number_words():
        return False
    return word.isalpha() and not _is_break(tokens, index) and not is_plural(word) and word not in _pasts()


def _singular(tokens: Tokens, start: int) -> Counted | None:
    """Return the phrase after "one" or "a": adjectives, the first noun and what is compounded with it."""
    limit = min(len(tokens.texts), start + _LONGEST_PHRASE)
    at, head = start, -1
    while at < limit:
        word, text = tokens.lowers[at], tokens.texts[at]
        if text in _DASHES and tokens.touches(at) and at + 1 < limit and tokens.touches(at + 1):
            at += 1
            continue
        if not text[0].isalpha() or _is_break(tokens, at) or word in _pasts() or word in _third_persons():
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
    if tokens.texts[at] in _DASHES:
        if not (tokens.touches(at) and at + 1 < len(tokens.texts) and tokens.touches(at + 1)):
            return None
        at += 1
    word = tokens.lowers[at]
    if not tokens.texts[at].islower() or len(word) < 3 or _is_break(tokens, at) or word in _pasts():
        return None
    if word.endswith(("ed", "ly", "ing")) or word in _verbs() or word in not_plural():
        return None
    return _counted(tokens, at, at)


def _counted(tokens: Tokens, start: int, head: int) -> Counted:
    first = start
    while first < head and (not tokens.texts[first][0].isalnum() or tokens.lowers[first] == "such"):
        first += 1
    noun = singular(tokens.lowers[head])
    counted_class, unit = class_of(noun)
    if counted_class is None and tokens.texts[head][0].isupper() and noun.endswith(("an", "ese", "ite")):
        counted_class = unit = "person"  # Parisians, Muscovites
    return Counted(start=first, end=head + 1, head=noun, counted_class=counted_class, unit=unit)


def _after_of(tokens: Tokens, index: int) -> tuple[int, bool]:
    if _lower(tokens, index) != "of":
        return index, False
    return _after_determiner(tokens, index + 1), True


def _after_determiner(tokens: Tokens, index: int) -> int:
    while _lower(tokens, index) in _DETERMINERS:
        index += 1
    return index


def _phrase_end(tokens: Tokens, start: int) -> int:
    limit = min(len(tokens.texts), start + _LONGEST_PHRASE)
    at = start
    while at < limit:
        word, text = tokens.lowers[at], tokens.texts[at]
        if text in _DASHES and tokens.touches(at):
            at += 1
            continue
        if (
            not (text[0].isalpha() or (text[0].isdigit() and at > start))
            or _is_break(tokens, at)
            or word in _third_persons()
        ):
            break
        if at > start and (word in _pasts() or (word.endswith("ed") and text.islower())):
            break
        at += 1
        if is_plural(word) and text.islower() and not _continues(tokens, at, limit):
            break
    return at


def _is_break(tokens: Tokens, index: int) -> bool:
    """Return whether a word ends a noun phrase; "US" and "WHO" in capitals do not."""
    return tokens.lowers[index] in function_words() and not (
        len(tokens.texts[index]) > 1 and tokens.texts[index].isupper()
    )


def _is_time(tokens: Tokens, index: int) -> bool:
    return _lower(tokens, index) in _times() or _lower(tokens, index)[:1].isdigit()


def _is_adjective(word: str) -> bool:
    return word in _adjectives() or word.endswith(
        ("al", "ic", "ive", "ous", "ful", "less", "ed", "able", "ible", "ish", "ese")
    )


def _lower(tokens: Tokens, index: int) -> str:
    return tokens.lowers[index] if index < len(tokens.lowers) else ""


# -------------------------------------------------------------------------------------------- lexicons

_DETERMINERS = frozenset(
    [
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "these",
        "those",
        "all",
        "such",
        "this",
        "that",
        "a",
        "an",
    ]
)
_JOINERS = frozenset(["and", "or", ",", "/"])
_LINKS = frozenset(["of", "in", "from", "at", "near", "inside", "outside", "across", "along", "around", "within", "on"])


@cache
def _times() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "time")


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "adjective")


@cache
def _pasts() -> frozenset[str]:
    forms = frozenset(
        form for row in read_lexicon("common_verbs") for form in (row["past"] + " " + row["participle"]).split()
    )
    return frozenset(form for form in forms if not form.endswith("ed"))


@cache
def _changes() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("change_words"))


@cache
def _number_words() -> frozenset[str]:
    scales = (row["word"] for row in read_lexicon("scale_words") if row["where"] == "word")
    return frozenset(row["word"] for row in read_lexicon("number_words")) | frozenset(scales)


@cache
def _collectives() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in read_lexicon("collective_nouns")}


@cache
def _participles() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("modifying_participles"))


@cache
def _third_persons() -> frozenset[str]:
    return frozenset(
        ["says", "has", "is", "was", "does", "goes", "comes", "takes", "makes", "gives", "remains", "means"]
    )


@cache
def _verbs_in_s() -> frozenset[str]:
    return frozenset(form for row in read_lexicon("common_verbs") for form in row["third_person"].split())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in read_lexicon("common_verbs"))
