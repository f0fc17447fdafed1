"""Ages that no word for years stands beside: "Anna Bell, 61, said", "the driver (52)", "aged four and six"."""

from functools import cache

from newsledger.figures.nouns import class_of, is_plural, singular
from newsledger.figures.numerals import number_starts
from newsledger.figures.places import place_nouns
from newsledger.figures.quantities import Quantity
from newsledger.figures.tokens import Tokens, function_words
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_AGES = frozenset(["aged", "ages", "age"])
_AGE_JOINTS = frozenset([",", "and", "or", "to", "between"])
_CLOSERS = frozenset([",", ";", "—", "–", "."])
_OLDEST = 110
_YOUNGEST_IN_BRACKETS = 14  # smaller ones are as often goals or a rank
_LONGEST_NAME = 6
_PARTICLES = word_group("name_particle")
_PLACE_LINKS = word_group("place_link")
_SHORT_LINKS = _PLACE_LINKS | {"from", "of", "to", "on", "against", "over", "beat", "between"}
_TURNS_OF_LIFE = frozenset(
    ["died", "dies", "debut", "retired", "retires", "married", "orphaned", "widowed", "graduated"]
)
_REACH_OF_TURN = 6
_BEING = frozenset(["was", "is", "turned", "turns"])
_BEARERS = frozenset(["man", "woman", "boy", "girl", "child"])


def is_age_of_someone(tokens: Tokens, quantity: Quantity) -> bool:
    """Return whether a bare number is the age of a person who stands beside it, or of those "aged 18 to 24"."""
    if quantity.unit is not None or quantity.numeral.scale > 1 or quantity.numeral.is_fraction:
        return False
    value = quantity.high if quantity.high is not None else quantity.low
    if value is None or not 0 < value <= _OLDEST or value != int(value) or quantity.numeral.is_vague:
        return False
    word = _age_word(tokens, quantity.start)
    if (word >= 0 and _is_of_some(tokens, word)) or _is_at_turn(tokens, quantity):
        return True
    if quantity.bound in ("more_than", "less_than") and _is_age_of_group(tokens, quantity):
        return True
    return quantity.bound == "exact" and quantity.numeral.is_plain and _is_beside_name(tokens, quantity)


def is_said_to_be_aged(tokens: Tokens, start: int) -> bool:
    """Return whether "aged" or "the age of" stands before a number, or before the list that it stands in."""
    return _age_word(tokens, start) >= 0


def _age_word(tokens: Tokens, start: int) -> int:
    """Return the token of "aged", "ages" or "age" that a number goes with, or -1."""
    at = start - 2 if tokens.lowers[start - 1 : start] == ["of"] else start - 1
    if at >= 0 and at < start - 1:
        is_bearer = tokens.lowers[at] in _BEARERS and tokens.lowers[at - 1 : at] in (["a"], ["the"])
        return at if tokens.lowers[at] in ("age", "ages") or is_bearer else -1  # a boy of nine
    while at > 0 and start - at < 7 and (tokens.lowers[at] in _AGE_JOINTS or tokens.texts[at].isdigit()):
        at -= 1
    if tokens.lowers[at] == "of" and 0 < at < start - 1 and tokens.lowers[at - 1] in _AGES:
        return at - 1  # the ages of 18 and 29
    if at < start - 1 and at > 0 and tokens.lowers[at] in number_starts() and tokens.lowers[at - 1] in _AGES:
        return at - 1
    return at if at >= 0 and tokens.lowers[at] in _AGES else -1


def _is_of_some(tokens: Tokens, word: int) -> bool:
    """Return whether a word for age is said of certain people and bounds no group: "women aged 25 to 54"."""
    before = tokens.lowers[word - 1] if word else ""
    if tokens.lowers[word] == "age":
        opener = tokens.lowers[word - 2] if before == "the" and word > 1 else before
        return opener in ("at", "by", "since", "from", "until")
    if tokens.lowers[word] == "ages":
        return before in (",", "(")
    return before not in _GROUPS and not is_plural(before)


_GROUPS = word_group("age_group")


def _is_at_turn(tokens: Tokens, quantity: Quantity) -> bool:
    """Return whether the number says when in a life something came: "died at 84", "was 17 when".."""
    start = quantity.start
    if start > 1 and tokens.lowers[start - 1] in _BEING and _is_one_person(tokens, start - 2):
        return _is_closed(tokens, quantity.end) or tokens.lowers[quantity.end] in ("when", "at", "and", "on", "in")
    if tokens.lowers[start - 1 : start] != ["at"] or not _is_closed(tokens, quantity.end):
        return False
    return not _TURNS_OF_LIFE.isdisjoint(tokens.lowers[max(0, start - _REACH_OF_TURN) : start - 1])


def _is_age_of_group(tokens: Tokens, quantity: Quantity) -> bool:
    """Return whether "over 70" is said of people: "half of the victims were over 70"."""
    at = quantity.start
    if at < 2 or tokens.lowers[at] not in ("over", "under") or tokens.lowers[at - 1] not in ("were", "are"):
        return False
    people = tokens.lowers[at - 2]
    is_people = people in ("they", "them") or (is_plural(people) and class_of(singular(people))[1] == "person")
    return is_people and _is_closed(tokens, quantity.end)


def _is_one_person(tokens: Tokens, index: int) -> bool:
    """Return whether a pronoun or "whose son", "her mother" ends at a token."""
    word = tokens.lowers[index]
    if word in ("he", "she", "who"):
        return True
    return word in _KIN and tokens.lowers[index - 1 : index][:1] in (["whose"], ["his"], ["her"], ["my"], ["their"])


_KIN = word_group("kin")


def _is_closed(tokens: Tokens, index: int) -> bool:
    return index >= len(tokens.texts) or not tokens.texts[index][0].isalnum()


def _is_beside_name(tokens: Tokens, quantity: Quantity) -> bool:
    """Return whether a number stands in commas or brackets right after a person: "Anna Bell, 61,"."""
    start, end = quantity.start, quantity.end
    if start < 2 or tokens.touches(start) != (tokens.texts[start - 1] == "("):
        return False
    opener, closer = tokens.texts[start - 1], tokens.texts[end] if end < len(tokens.texts) else ""
    after = tokens.texts[end + 1] if end + 1 < len(tokens.texts) else ""
    if opener == "(":
        if closer != ")" or (quantity.low or 0) < _YOUNGEST_IN_BRACKETS:
            return False
        after = tokens.texts[end + 2] if after == "," and end + 2 < len(tokens.texts) else after
        is_followed = after.islower() or after in (".", "")
    else:
        is_followed = opener == "," and closer in _CLOSERS and not after[:1].isdigit()
        is_followed = is_followed and (closer != "." or not after)
    return is_followed and _ends_in_person(tokens, start - 1, is_strict=opener == "(" or closer == ".", after=after)


def _ends_in_person(tokens: Tokens, end: int, *, is_strict: bool, after: str) -> bool:
    """Return whether a person is named before a token; strictly, by more than one word."""
    at = end
    while at > 0 and end - at < _LONGEST_NAME and _is_in_name(tokens, at - 1, end):
        at -= 1
    words = [word for word in tokens.lowers[at:end] if word[0].isalpha()]
    if not words:
        return _is_person(tokens, end - 1)
    if tokens.lowers[at] in function_words():
        at, words = at + 1, words[1:]
    if not words or words[-1] in _no_person() or _is_thing(words[-1]) or not _not_in_names().isdisjoint(words):
        return False
    before = tokens.lowers[at - 1] if at else ""
    if len(words) > 1:
        return before not in _PLACE_LINKS
    if is_strict or words[0].endswith("ly") or not after.islower():
        return False
    return before not in _SHORT_LINKS and not (before == "," and tokens.texts[at - 2][0].isdigit())


def _is_thing(word: str) -> bool:
    counted_class, unit = class_of(word)
    return word in _THINGS or (counted_class is not None and unit != "person")


_THINGS = word_group("named_thing")


def _is_in_name(tokens: Tokens, index: int, end: int) -> bool:
    text = tokens.texts[index]
    if text[0].isupper() or (tokens.lowers[index] in _PARTICLES and index + 1 < end):
        return True
    is_dot = text == "." and tokens.touches(index) and index + 1 < end and len(tokens.texts[index - 1]) <= 2
    return is_dot or (text in "-’'‑" and 0 < index < end - 1 and tokens.touches(index) and tokens.touches(index + 1))


def _is_person(tokens: Tokens, index: int) -> bool:
    """Return whether a common noun for one person ends at a token: "the former inspector | , 63,"."""
    word = tokens.lowers[index]
    if not tokens.texts[index].isalpha() or is_plural(word) or class_of(word)[1] != "person":
        return False
    return not _OPENERS.isdisjoint(tokens.lowers[max(0, index - 5) : index])


_OPENERS = word_group("age_opener")


@cache
def _no_person() -> frozenset[str]:
    """Return what a name of something else ends in: "Section", "Bank", "Valley"."""
    numbered = frozenset(row["word"] for row in read_lexicon("numbered_names"))
    return numbered | frozenset(row["word"] for row in read_lexicon("organisation_words")) | place_nouns()


@cache
def _not_in_names() -> frozenset[str]:
    return (
        frozenset(row["form"].lower() for name in ("weekdays", "months") for row in read_lexicon(name)) - _MAY_BE_NAMES
    )


_MAY_BE_NAMES = frozenset(["may", "april", "june", "august", "jan", "mar", "sun"])
