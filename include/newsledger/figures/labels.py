"""Numbers that count nothing: years, times, ages in commas, model and section numbers, addresses, scores."""

import re
from functools import cache
from itertools import pairwise

from newsledger.figures.ages import is_said_to_be_aged
from newsledger.figures.counted import Counted
from newsledger.figures.meaning import fate_near
from newsledger.figures.nouns import class_of, is_plural, singular
from newsledger.figures.numerals import number_starts
from newsledger.figures.phrases import third_persons, verbs
from newsledger.figures.quantities import Quantity
from newsledger.figures.tokens import POSSESSIVES, Tokens, function_words
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_CALL_SIGN = re.compile(r"[KW][A-Z]{3}")
_CLOCKS = word_group("clock")
_TIGHT_MARKS = frozenset("/#@_=&:\\.*'’|")
_DASHES = frozenset("-–—‑")
_CLOSERS = frozenset(",;)(")
_LONGEST_PLAIN_NUMBER = 9
_DISPLAY_LINES = frozenset([480.0, 720.0, 1080.0, 1440.0, 2160.0])
_SCORE_JOINTS = frozenset(["to", "for", "on", "in", "by"])
_OLDEST = 115
_FIRST_YEAR, _LAST_YEAR = 1700, 2099


def is_figure(tokens: Tokens, index: int, quantity: Quantity, counted: Counted | None) -> bool:
    """Return whether the quantity whose number stands at a token counts or measures something."""
    if quantity.kind == "time" and tokens.lowers[quantity.end : quantity.end + 1] == ["ago"]:
        return False
    if quantity.unit == "hour" and _is_military_time(tokens, index):
        return False
    if index and _CALL_SIGN.fullmatch(tokens.texts[index - 1]) is not None:
        return False  # KGLN 6
    if quantity.unit is not None:
        if quantity.unit == "GBX" and quantity.low in _DISPLAY_LINES:
            return False
        if _is_name_in_capitals(tokens, index, quantity) or _is_milestone(tokens, quantity):
            return False
        return not _is_inside_word(tokens, min(index, quantity.start) if quantity.kind == "money" else index)
    if quantity.low in _BASES and tokens.lowers[max(0, quantity.start - 1)] == "per":
        return False  # 74 cases per 100,000 inhabitants
    if counted is None and is_said_to_be_aged(tokens, quantity.start):
        return False
    if counted is None and _is_age_limit(tokens, quantity):
        return False
    if not quantity.numeral.is_digits:
        return _is_counted_word(tokens, index, quantity, counted)
    if _is_inside_word(tokens, index) or _is_glued(tokens, quantity):
        return False
    if quantity.bound == "between":
        return not _is_label_range(tokens, quantity, counted)
    if not quantity.numeral.is_plain:
        return not _is_short_form(tokens, quantity, counted)
    return not _is_label(tokens, index, quantity, counted)


def _is_military_time(tokens: Tokens, index: int) -> bool:
    """Return whether four digits before "hours" are a time of day: "at 1015 hours", "till around 1600 hrs"."""
    text = tokens.texts[index]
    if len(text) != 4 or not text.isdigit() or int(text[:2]) > 23 or int(text[2:]) > 59:
        return False
    before = tokens.lowers[max(0, index - 2) : index]
    return text[0] == "0" or before[-1:] in _AT or (before[-1:] in (["around"], ["about"]) and before[:1] in _AT)


_AT = (["at"], ["till"], ["until"], ["by"], ["before"], ["after"], ["since"], ["from"])


def _is_name_in_capitals(tokens: Tokens, index: int, quantity: Quantity) -> bool:
    """Return whether a numbered name and a name go side by side, and no unit: "Phase 3 LUMEN study"."""
    at = quantity.unit_start
    if not index or tokens.lowers[index - 1] not in _numbered_names() or at != quantity.numeral.end:
        return False
    return tokens.texts[index - 1][0].isupper() and len(tokens.texts[at]) > 3 and tokens.texts[at].isupper()


def _is_milestone(tokens: Tokens, quantity: Quantity) -> bool:
    """Return whether a length names a spot on a road: "at the 81 kilometre peg"."""
    if quantity.kind != "length" or quantity.start == 0 or tokens.lowers[quantity.start - 1] != "the":
        return False
    return tokens.lowers[quantity.end : quantity.end + 1] in _MILESTONES


_MILESTONES = (["peg"], ["marker"], ["milestone"])


def _is_short_form(tokens: Tokens, quantity: Quantity, counted: Counted | None) -> bool:
    """Return whether a digit and a capital letter are a name: 4K video, the 3M company."""
    last = quantity.numeral.end - 1
    is_letter = tokens.texts[last] in ("K", "M", "B") and tokens.touches(last)
    is_digit = is_letter and len(tokens.texts[last - 1]) == 1
    return is_digit and (counted is None or not is_plural(tokens.lowers[counted.end - 1]))


def _is_age_limit(tokens: Tokens, quantity: Quantity) -> bool:
    """Return whether "under five" after people is their age: "children under five", "those over 60"."""
    at = quantity.start
    if at == 0 or quantity.numeral.scale > 1:
        return False
    before = tokens.lowers[at - 1]
    if tokens.lowers[quantity.numeral.end : quantity.numeral.end + 2] in _AND_OLDER:
        return _is_people(before) or before in _AGE_OPENERS
    if quantity.bound == "between" and (quantity.high or 0) <= _OLDEST and _is_people(before):
        return not _AGE_WORDS.isdisjoint(tokens.lowers)
    if tokens.lowers[at] not in ("under", "over", "above", "below"):
        return False
    return before in ("those", "anyone", "everyone") or _is_people(before)


def _is_people(word: str) -> bool:
    return word in _GROUPS or (is_plural(word) and class_of(singular(word))[1] == "person")


_GROUPS = frozenset(["blacks", "whites", "latinos", "hispanics", "asians", "seniors", "adults", "voters", "those"])
_AGE_WORDS = frozenset(["age", "ages", "aged", "older", "younger"])
_AGE_OPENERS = frozenset(["aged", "ages", "age", "everyone", "anyone", "is", "are"])
_AND_OLDER = (["and", "older"], ["and", "over"], ["or", "older"], ["and", "younger"], ["or", "younger"], ["or", "over"])


# -------------------------------------------------------------------------------------------- in words


def _is_counted_word(tokens: Tokens, index: int, quantity: Quantity, counted: Counted | None) -> bool:
    before = tokens.lowers[index - 1] if index else ""
    if index and tokens.texts[index][0].isupper() and tokens.texts[index - 1][0].isupper():
        return False  # Formula One
    if before in _DASHES and tokens.touches(index):
        return False
    if _CLOCKS.intersection(tokens.lowers[quantity.end : quantity.end + 1]) or _is_clock(tokens, index, quantity):
        return False
    is_small = quantity.numeral.scale == 1 and (quantity.low or 0) <= 20 and not quantity.numeral.is_fraction
    if is_small and before in _numbered_names() and (counted is None or before not in _ORDER_WORDS):
        return False  # number one, phase two
    is_joined = tokens.texts[quantity.end : quantity.end + 1] == ["-"] and tokens.touches(quantity.end)
    if is_joined and quantity.numeral.scale == 1:
        if quantity.low == 1:
            return False  # one-man band
        return counted is not None and counted.start > quantity.end  # three-judge panel, but no two-state solution
    if quantity.numeral.high == 0:
        return counted is not None and is_plural(tokens.lowers[counted.end - 1])
    if quantity.low == quantity.high == 1 and before == "and" and _is_last_of_list(tokens, index):
        return True
    if quantity.low == quantity.high == 1 and _is_pronoun(tokens, quantity.end):
        return False
    if quantity.low == quantity.high == 1:
        return counted is not None and before not in _ONE_IS_A_PRONOUN and not _is_praise(tokens, quantity, counted)
    if before in _KNOWN_ALREADY and quantity.numeral.scale == 1 and not quantity.numeral.is_fraction:
        return counted is not None and fate_near(tokens, (quantity.start, counted.end), (0, len(tokens.texts)))
    if quantity.numeral.is_vague or quantity.numeral.is_fraction or counted or quantity.numeral.scale > 1:
        return True
    return quantity.bound != "exact" or before not in _TWO_IS_A_PRONOUN


def _is_pronoun(tokens: Tokens, end: int) -> bool:
    """Return whether a verb follows "one": "if one adds the north"."""
    word = tokens.lowers[end] if end < len(tokens.lowers) else ""
    return word.endswith("s") and (word[:-1] in verbs() or word in third_persons())


def _is_last_of_list(tokens: Tokens, index: int) -> bool:
    """Return whether "one" closes a list of numbers by place: "13 in Bugar, five in Selm, and one in Tubel"."""
    if tokens.lowers[index + 1 : index + 2] not in (["in"], ["at"], ["near"], ["from"]):
        return False
    place = tokens.texts[index + 2 : index + 3]
    before = tokens.lowers[max(0, index - _REACH_OF_LIST) : index - 1]
    is_listed = any(
        word in ("in", "at", "near", "from") and (other[0].isdigit() or other in number_starts())
        for other, word in pairwise(before)
    )
    return bool(place) and place[0][0].isupper() and is_listed


_REACH_OF_LIST = 9


def _is_clock(tokens: Tokens, index: int, quantity: Quantity) -> bool:
    """Return whether a number in words is a time of day: "eleven twenty", "half past three", "two in the morning"."""
    if index and tokens.lowers[index - 1] == "past" and quantity.numeral.scale == 1:
        return True
    following = tokens.lowers[quantity.end : quantity.end + 3]
    if following[:2] == ["in", "the"] and following[2:] in (["morning"], ["afternoon"], ["evening"]):
        return True
    beside = tokens.lowers[max(0, index - 1) : index] + tokens.lowers[quantity.end : quantity.end + 1]
    return quantity.numeral.scale == 1 and any(word in number_starts() and len(word) > 2 for word in beside)


_ORDER_WORDS = frozenset(["last", "top", "big", "under", "a", "test", "day", "week", "year"])
_KNOWN_ALREADY = frozenset(["the", "these", "those", "both"])
_ONE_IS_A_PRONOUN = frozenset(["no", "this", "that", "each", "the", "which", "any", "every", "single"])
_TWO_IS_A_PRONOUN = word_group("two_pronoun")


def _is_praise(tokens: Tokens, quantity: Quantity, counted: Counted) -> bool:
    """Return whether "one of the oldest bridges" says what a thing is like, and does not count people."""
    return tokens.lowers[quantity.end : quantity.end + 1] == ["of"] and counted.unit != "person"


# ------------------------------------------------------------------------------------------- in digits


def _is_inside_word(tokens: Tokens, index: int) -> bool:
    """Return whether letters or a mark stand right before the number: F-16, iPhone11, a/12, 10:30."""
    if not tokens.touches(index):
        return False
    mark = tokens.texts[index - 1]
    if mark in _DASHES:
        return index > 1 and tokens.touches(index - 1) and not _is_sign(tokens, index - 2)
    return mark in _TIGHT_MARKS or (mark[-1].isalpha() and mark.islower())


def _is_sign(tokens: Tokens, index: int) -> bool:
    """Return whether the word before a hyphen makes it a sign or a slip: minus-5, $-5, 10 to-12; not 3-to-1."""
    return tokens.lowers[index] in ("minus", "$") or (tokens.lowers[index] == "to" and not tokens.touches(index))


def _is_glued(tokens: Tokens, quantity: Quantity) -> bool:
    """Return whether letters or a mark stand right after the number (5G, 10:30), or it is a clock time."""
    end, start = quantity.numeral.end, quantity.numeral.start
    if start and tokens.touches(start) and tokens.texts[start - 1][-1].isalpha():
        return True  # M50
    if end < len(tokens.texts) and tokens.touches(end):
        mark = tokens.texts[end]
        if mark[0].isalnum() or mark in "/_@#°&":
            return True
        follows = end + 1 < len(tokens.texts) and tokens.touches(end + 1)
        if follows and mark == "-" and tokens.lowers[end + 1] in _SCORE_JOINTS:
            return True  # 3-to-1
        if follows and mark in ":-–" and tokens.texts[end + 1][0].isdigit():
            return True
    return bool(_CLOCKS.intersection(tokens.lowers[end : end + 1]))


def _is_label_range(tokens: Tokens, quantity: Quantity, counted: Counted | None) -> bool:
    if counted is not None and _is_span_of_years(quantity) and not is_plural(tokens.lowers[counted.end - 1]):
        return True  # the 1991-2020 norm
    if counted is not None or quantity.numeral.is_marked or quantity.numeral.scale > 1:
        return False
    if quantity.low is None or quantity.low >= 1000 or tokens.lowers[quantity.start] in ("between", "from"):
        return quantity.low is not None and _FIRST_YEAR <= quantity.low <= _LAST_YEAR
    following = tokens.texts[quantity.end] if quantity.end < len(tokens.texts) else ""
    is_dashed = any(word in _DASHES for word in tokens.texts[quantity.start : quantity.end])
    return is_dashed or following[:1].isupper()


def _is_span_of_years(quantity: Quantity) -> bool:
    low, high = quantity.low or 0.0, quantity.high or 0.0
    return not quantity.numeral.is_marked and _FIRST_YEAR <= low < high <= _LAST_YEAR


def _is_label(tokens: Tokens, index: int, quantity: Quantity, counted: Counted | None) -> bool:
    before = tokens.texts[index - 1] if index else ""
    if quantity.numeral.end == index + 1 and len(tokens.texts[index]) > _LONGEST_PLAIN_NUMBER:
        return True  # a key of some machine
    if _is_numbered_name(tokens, index, counted) or _is_list_mark(tokens, index, counted):
        return True
    if _is_route(tokens, quantity, counted) or (counted is None and _is_in_list_of_names(tokens, index)):
        return True
    value = quantity.low if quantity.low is not None else quantity.high or 0.0
    is_since = quantity.bound == "more_than" and tokens.lowers[quantity.start] == "over" and counted is None
    if (
        _FIRST_YEAR <= value <= _LAST_YEAR
        and is_since
        and _CHANGES.intersection(tokens.lowers[max(0, quantity.start - 2) : quantity.start])
    ):
        return True  # up 3 per cent over 2018
    if _FIRST_YEAR <= value <= _LAST_YEAR and quantity.bound == "exact" and _is_year(before, value, counted):
        return True
    if quantity.start < index and quantity.low is not None and quantity.low < 0 and counted is not None:
        return True  # a count is not negative: a dash
    if counted is not None and before[:1].isupper() and index > 1 and not is_plural(tokens.lowers[counted.end - 1]):
        return True  # the OBX 30 index
    if counted is not None and counted.counted_class is None and _is_between_capitals(tokens, index, counted):
        return True  # the Velo 3 Series
    if counted is not None or quantity.bound != "exact":
        return False
    following = tokens.texts[quantity.end] if quantity.end < len(tokens.texts) else ""
    if before[:1].isdigit() or following[:1].isdigit():
        return True  # a phone number, a table
    if following[:1].isupper() or (before in _CLOSERS and following in _CLOSERS):
        return True
    is_after_name = before == "," and index > 1 and tokens.texts[index - 2][0].isupper()
    if is_after_name and value <= _OLDEST and following in ("", "."):
        return True  # Ansa Brill, 58.
    if before.endswith(POSSESSIVES):
        return False  # compared with Orla's 538
    return before[:1].isupper() and (index > 1 or before.lower() not in function_words())


_CHANGES = frozenset(
    ["%", "percent", "cent", "pc", "up", "down", "increase", "rise", "growth", "gain", "decline", "drop"]
)


def _is_between_capitals(tokens: Tokens, index: int, counted: Counted) -> bool:
    before = tokens.texts[index - 1] if index > 1 else ""
    is_name_before = before[:1].isupper() and before.lower() not in function_words()
    return is_name_before and all(tokens.texts[at][0].isupper() for at in (index + 1, counted.end - 1))


def _is_numbered_name(tokens: Tokens, index: int, counted: Counted | None) -> bool:
    at = index - 1
    while at > 0 and tokens.texts[at] in (".", "-") and tokens.touches(at):
        at -= 1
    if at < 0 or tokens.lowers[at] not in _numbered_names():
        return False
    if counted is not None and at == 0 and tokens.lowers[at] == "a":
        return False  # A 12-member panel
    return counted is None or tokens.texts[at][0].isupper()


def _is_in_list_of_names(tokens: Tokens, index: int) -> bool:
    """Return whether a number is one of several that name things: "sections 302, 148 and 149", "rooms 4 to 6"."""
    for at in range(index - 1, max(-1, index - _LONGEST_LIST_OF_NAMES), -1):
        word = tokens.lowers[at]
        if word.endswith("s") and word[:-1] in _numbered_names():
            return at < index - 1
        if word not in _LINKS_OF_NAMES and not (tokens.texts[at].isdigit() and len(word) <= _LONGEST_NUMBER_OF_NAME):
            return False
    return False


_LONGEST_LIST_OF_NAMES, _LONGEST_NUMBER_OF_NAME = 14, 4
_LINKS_OF_NAMES = frozenset([",", "and", "or", "&", "to"])


def _is_route(tokens: Tokens, quantity: Quantity, counted: Counted | None) -> bool:
    """Return whether a number names a line: "the 9 tram"."""
    if counted is None or counted.counted_class not in ("vehicle", "flight") or counted.start != quantity.end:
        return False
    return not is_plural(tokens.lowers[counted.end - 1]) and quantity.bound == "exact"


_BASES = frozenset([100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0])


def _is_list_mark(tokens: Tokens, index: int, counted: Counted | None) -> bool:
    if index:
        return False
    return tokens.texts[1:2] in (["."], [")"]) or (counted is None and len(tokens.texts) <= 2)


def _is_year(before: str, value: float, counted: Counted | None) -> bool:
    if counted is None:
        return True
    is_round = value % 100 == 0
    return not is_round and (counted.counted_class is None or before.lower() in ("in", "since", "the", "of", "by"))


@cache
def _numbered_names() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("numbered_names"))
