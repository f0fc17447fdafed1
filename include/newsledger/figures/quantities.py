"""Quantities: a number with its currency or unit, its range and the words that bound it."""

from dataclasses import dataclass, replace
from itertools import pairwise

from newsledger.figures.bounds import bound_after, bound_before, is_during
from newsledger.figures.numerals import Numeral, number_starts, parse_numeral
from newsledger.figures.tokens import Tokens, change_words, function_words
from newsledger.figures.units import match_currency_before, match_denominator, match_unit
from newsledger.figures.word_groups import word_group
from newsledger.vocabulary import Bound

_DASHES = frozenset("-–—‒−")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range in a sentence: tokens start to end (exclusive), values, and unit if one is printed.

    `unit_start` and `unit_end` are the tokens of the unit as written, and equal when there is none.
    """

    start: int
    end: int
    numeral: Numeral
    low: float | None
    high: float | None
    bound: Bound = "exact"
    unit: str | None = None
    kind: str = ""
    unit_start: int = 0
    unit_end: int = 0
    is_hyphenated: bool = False
    is_age: bool = False


def find_quantity(tokens: Tokens, index: int) -> Quantity | None:
    """Return the quantity whose number begins at a token, range and bound included, or None."""
    first = _single(tokens, index)
    if first is None:
        return None
    return _bounded(tokens, _range(tokens, first) or first)


def skip_number(tokens: Tokens, index: int) -> int:
    """Return the token after a run that looks like one printed thing: 555-123-4567, 10:30, 12/05/2024."""
    index += 1
    while index < len(tokens.texts) and tokens.touches(index):
        word = tokens.texts[index]
        is_joint = word in ".:/-–,_" and index + 1 < len(tokens.texts) and tokens.touches(index + 1)
        if not (word[0].isalnum() or is_joint):
            break
        index += 1
    return index


# ------------------------------------------------------------------------------------------ one number


def _single(tokens: Tokens, index: int) -> Quantity | None:
    start, sign = _signed_start(tokens, index)
    money = match_currency_before(tokens, start)
    numeral = parse_numeral(tokens, index, is_money=money is not None)
    if numeral is None:
        return None
    if money and numeral.is_plain and _is_name(tokens.texts[money[1] : start], numeral.low):
        return None
    if money and tokens.texts[start - 1] in ("N", "P") and not _is_sum_after_letter(tokens, start, numeral):
        return None
    value_low, value_high = sign * numeral.low, sign * numeral.high
    quantity = Quantity(
        start=money[1] if money else start, end=numeral.end, numeral=numeral, low=value_low, high=value_high
    )
    if money:
        quantity = _with_money(tokens, quantity, money[0], money[1], start)
        is_loss = money[1] > 0 and tokens.lowers[money[1] - 1] == "minus" and sign == 1
        return replace(quantity, start=money[1] - 1, low=-value_low, high=-value_high) if is_loss else quantity
    return _with_unit(tokens, quantity)


def _is_name(sign: list[str], value: float) -> bool:
    """Return whether letters before a short number name a thing: PS5, R8; a price in such a sign is longer."""
    return len(sign) == 1 and sign[0].isupper() and len(sign[0]) <= 2 and sign[0] != "RM" and value < 10


def _is_sum_after_letter(tokens: Tokens, index: int, numeral: Numeral) -> bool:
    """Return whether a letter before a number is a currency: N617, P1.7 billion; not N95 masks, the N340, P 4."""
    is_named = index > 1 and tokens.lowers[index - 2] in ("the", "motorway", "road", "highway", "route")
    return tokens.touches(index) and not is_named and (numeral.low >= _LEAST_SUM or not numeral.is_plain)


_LEAST_SUM = 100  # smaller numbers after the letter are names as often


def _signed_start(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return where a number with its sign begins, and the sign: "-5", "minus-5", "+0.2"."""
    before = index - 1
    if before < 0 or not tokens.texts[index][-1].isdigit():
        return index, 1
    word = tokens.lowers[before]
    if word == "minus" and tokens.lowers[max(0, before - 2) : before] == ["plus", "or"]:
        return before - 2, 1
    if word == "minus":
        return before, -1
    if word in _DASHES and tokens.touches(index):
        if before > 0 and tokens.lowers[before - 1] == "minus":
            return before - 1, -1
        if not tokens.touches(before) or tokens.texts[before - 1] in "$£€(":
            return before, -1 if word in "-−–" else 1
    if word == "+" and tokens.touches(index) and not tokens.touches(before):
        return before, 1
    return index, 1


def _with_money(tokens: Tokens, quantity: Quantity, code: str, start: int, end: int) -> Quantity:
    after = match_unit(tokens, quantity.end)
    if after is not None and after.kind == "money" and (after.code == code or code == "USD"):
        quantity, code = replace(quantity, end=after.end), after.code
    denominator = match_denominator(tokens, quantity.end)
    unit_start, unit_end = start, end
    if denominator is not None:
        code, quantity = f"{code}/{denominator[0]}", replace(quantity, end=denominator[1])
    return replace(quantity, unit=code, kind="money", unit_start=unit_start, unit_end=unit_end)


def _with_unit(tokens: Tokens, quantity: Quantity) -> Quantity:
    at, is_hyphenated = quantity.end, False
    if at + 1 < len(tokens.texts) and tokens.texts[at] in _DASHES and tokens.touches(at) and tokens.touches(at + 1):
        at, is_hyphenated = at + 1, True
    if at < len(tokens.texts) and tokens.lowers[at] == "of" and quantity.numeral.is_vague:
        at += 1
    if at < len(tokens.texts) and tokens.lowers[at] in _FILLERS and match_unit(tokens, at + 1):
        at += 1
    found = match_unit(tokens, at, after_word=not quantity.numeral.is_digits)
    if found is not None and found.code == "BRL" and tokens.texts[at] == "real" and quantity.low != 1:
        found = None  # five real reports
    if found is None:
        is_quake = quantity.start > 0 and tokens.lowers[quantity.start - 1] == "magnitude"
        return replace(quantity, unit="magnitude") if is_quake else quantity
    if tokens.texts[at] == "m" and tokens.touches(at) and not is_hyphenated:
        million = _millions(tokens, quantity, at)
        if million is not None:
            return million
    is_vague = quantity.numeral.is_vague and tokens.lowers[at + 1 : at + 2] != ["of"]
    if tokens.lowers[at] in ("pound", "pounds") and (quantity.numeral.scale >= 1_000_000 or is_vague):
        found = replace(found, code="GBP", kind="money")  # thousands of pounds, but not of explosives
    end = found.end
    is_age = found.kind == "time" and _is_age(tokens, end)
    if is_age:
        end = _age_end(tokens, end)
    return replace(
        quantity,
        end=end,
        unit=found.code,
        kind=found.kind,
        unit_start=at,
        unit_end=end,
        is_hyphenated=is_hyphenated,
        is_age=is_age,
    )


_FILLERS = frozenset(["full", "more", "whole", "straight", "consecutive", "additional", "further", "extra", "long"])


def _millions(tokens: Tokens, quantity: Quantity, at: int) -> Quantity | None:
    """Return "12m" as twelve million where a unit or a plural follows, else None: it is metres."""
    if at + 1 >= len(tokens.texts) or not tokens.texts[at + 1][0].isalpha():
        return None
    word = tokens.lowers[at + 1]
    numeral = replace(quantity.numeral, end=at + 1, scale=1e6)
    low, high = (round(1e6 * (end or 0.0), 3) for end in (quantity.low, quantity.high))
    scaled = replace(quantity, end=at + 1, numeral=numeral, low=low, high=high)
    following = match_unit(tokens, at + 1)
    if following is not None and word not in ("a", "an", "in"):
        return _with_unit(tokens, scaled)
    is_plural = (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word in (
        "people",
        "children",
        "men",
        "women",
    )
    next_word = tokens.lowers[at + 2] if at + 2 < len(tokens.lowers) else ""
    is_plural = is_plural or (next_word.endswith("s") and word not in _METRE_FOLLOWERS and next_word.isalpha())
    return scaled if is_plural and word not in _METRE_FOLLOWERS else None


_METRE_FOLLOWERS = word_group("metre_follower")


def _is_age(tokens: Tokens, index: int) -> bool:
    return _age_end(tokens, index) > index


def _age_end(tokens: Tokens, index: int) -> int:
    """Return where "-old", " old" or " of age" ends after a unit of time, or the index itself."""
    at = index
    if at + 1 < len(tokens.texts) and tokens.texts[at] in _DASHES and tokens.touches(at):
        at += 1
    if at < len(tokens.texts) and tokens.lowers[at] in ("old", "olds"):
        return at + 1
    return index + 2 if tokens.lowers[index : index + 2] == ["of", "age"] else index


# ---------------------------------------------------------------------------------------------- ranges


def _range(tokens: Tokens, first: Quantity) -> Quantity | None:
    """Return first joined with what follows "to", "-" or, after "between", "and"; None if it is no range."""
    opener = tokens.lowers[first.start - 1] if first.start else ""
    joint = _joint(tokens, first.end, is_between=opener == "between")
    if joint is None:
        return None
    at = joint
    number = at
    while number < len(tokens.texts) and number - at < 4 and not _starts_number(tokens, number):
        number += 1
    if number >= len(tokens.texts) or not _starts_number(tokens, number):
        return None
    second = _single(tokens, number)
    if second is None or second.start > at or first.low is None or second.high is None:
        return None
    return _joined(tokens, first, second, opener)


def _joint(tokens: Tokens, index: int, *, is_between: bool) -> int | None:
    """Return the token after "to", "-", "-to-", "up to", or "and" after "between", or None."""
    word = tokens.lowers[index] if index < len(tokens.lowers) else ""
    if word in _DASHES and index + 1 < len(tokens.texts):
        if tokens.lowers[index + 1] == "to" and tokens.touches(index + 1):
            return index + 2 + (tokens.texts[index + 2 : index + 3] == ["-"])
        return index + 1 if tokens.touches(index) == tokens.touches(index + 1) else None
    if word == "to":
        return index + 1 + (tokens.texts[index + 1 : index + 2] == ["-"] and tokens.touches(index + 1))
    if word == "up" and tokens.lowers[index + 1 : index + 2] == ["to"]:
        return index + 2
    is_or = word == "or" and tokens.lowers[index - 1] in number_starts() and _starts_number_at(tokens, index + 1)
    return index + 1 if is_or or (word == "and" and is_between) else None


def _starts_number(tokens: Tokens, index: int) -> bool:
    word = tokens.lowers[index]
    return word[-1].isdigit() or word in number_starts()


def _joined(tokens: Tokens, first: Quantity, second: Quantity, opener: str) -> Quantity | None:
    low, high = first.low or 0.0, second.high or 0.0
    one, two = first.numeral, second.numeral
    if one.is_fraction != two.is_fraction:
        return None
    coefficient = high / two.scale
    if one.scale == 1.0 and two.scale > 1.0 and low < coefficient:
        low = low * two.scale
    if first.unit and second.unit and first.unit.split("/")[0] != second.unit.split("/")[0]:
        return None
    if first.unit and not second.unit and first.kind != "money" and not first.is_hyphenated:
        return None
    unit_source = second if second.unit and (not first.unit or "/" in second.unit or second.kind != "money") else first
    is_or = tokens.lowers[first.end] == "or"
    if is_or and (two.is_digits or not low < high <= 2 * low or high > 20 * two.scale):
        return None
    if low >= high or _is_change(tokens, first, second, opener):
        return None
    has_opener = opener in ("between", "from")
    unit, end = unit_source.unit, second.end
    if unit_source is first and second.unit is None and (denominator := match_denominator(tokens, end)):
        unit, end = f"{unit}/{denominator[0]}", denominator[1]
    numeral = replace(two, start=one.start, is_marked=one.is_marked or two.is_marked, scale=max(one.scale, two.scale))
    return Quantity(
        start=first.start - has_opener,
        end=end,
        numeral=numeral,
        low=low,
        high=high,
        bound="between",
        unit=unit,
        kind=unit_source.kind,
        unit_start=unit_source.unit_start,
        unit_end=unit_source.unit_end,
        is_hyphenated=second.is_hyphenated,
        is_age=unit_source.is_age,
    )


def _is_change(tokens: Tokens, first: Quantity, second: Quantity, opener: str) -> bool:
    """Return whether "from 5 to 9" or "raised 5 cents to 9 cents" tells of a change: two figures and no range."""
    if tokens.lowers[first.end] != "to":
        return False
    is_printed_twice = bool(first.unit and second.unit) and first.unit_start >= first.numeral.end
    is_level = (second.high or 0.0) > _LEVEL_RATIO * abs(first.low or 0.0) and not first.unit
    if is_level and not change_words().isdisjoint(tokens.lowers[max(0, first.start - 2) : first.start]):
        return True  # increased 8,300 to 11,933,400
    is_money = first.kind == second.kind == "money" and bool(first.unit and second.unit)
    if is_money and opener in _MOVES:
        return True  # gained $1.62 to $73.81
    if opener not in ("from", "by") and not is_printed_twice:
        return False
    if opener == "by" and first.unit is None:
        return False  # rose by 5 to 9 cents
    reach = 9 if opener == "from" else 5
    return not change_words().isdisjoint(tokens.lowers[max(0, first.start - reach) : first.start])


_LEVEL_RATIO = 20  # a range is narrower
_MOVES = word_group("move")


def _bounded(tokens: Tokens, quantity: Quantity) -> Quantity:
    before, start = bound_before(tokens, quantity.start)
    after, end = bound_after(tokens, quantity.end)
    is_time = quantity.kind == "time" or tokens.lowers[quantity.end : quantity.end + 1] in _TIMES
    if before == "more_than" and is_time and is_during(tokens, start):
        before, start = None, quantity.start
    if tokens.lowers[start : start + 1] == ["within"] and (
        quantity.kind not in _REACHES or quantity.is_age or _is_denied(tokens, start)
    ):
        before, start = None, quantity.start
    if before == "at_most" and _is_verb_with_up(tokens, start):
        before, start = None, quantity.start
    if before in _OPPOSITES and (_is_difference(tokens, start) or _is_quarrelled_over(tokens, start, quantity)):
        before, start = None, quantity.start
    if before in _OPPOSITES and _is_denied(tokens, start):
        before = _OPPOSITES[before]
    bound = before or after
    if bound is not None:
        quantity = replace(quantity, start=start, end=end)
    if quantity.bound == "between" or bound is None:
        return replace(quantity, bound="vague") if quantity.numeral.is_vague and bound is None else quantity
    if quantity.numeral.is_vague and bound in ("about", "exact"):
        return replace(quantity, bound="vague")
    low, high = quantity.low, quantity.high
    if bound in ("at_least", "more_than"):
        high = None
    elif bound in ("at_most", "less_than"):
        low = None
    quantity = replace(quantity, bound=bound, low=low, high=high)
    return _with_unit(tokens, quantity) if after and quantity.unit is None else quantity


_TIMES = (["nights"], ["seasons"], ["games"], ["matches"], ["quarters"], ["weekends"], ["sessions"], ["episodes"])
_REACHES = frozenset(["length", "time", "share"])
_OPPOSITES: dict[Bound | None, Bound] = {"more_than": "at_most", "less_than": "at_least"}


def _is_verb_with_up(tokens: Tokens, index: int) -> bool:
    """Return whether "up" belongs to the verb before "up to": "adds up to $5", "takes us up to 314", "gone up to 9"."""
    if tokens.lowers[index : index + 2] != ["up", "to"] or index == 0:
        return False
    at = index - 2 if tokens.lowers[index - 1] in _OBJECTS and index > 1 else index - 1
    return tokens.lowers[at] in (_VERBS_WITH_UP if at == index - 1 else _BRINGERS)


_OBJECTS = frozenset(["us", "it", "them", "him", "her", "me", "you"])
_BRINGERS = frozenset(["takes", "take", "took", "brings", "bring", "brought", "pushes", "pushed", "gets", "got"])
_VERBS_WITH_UP = frozenset(["add", "adds", "added", "adding", "go", "goes", "going", "gone", "went", "crept", "creeps"])


def _is_difference(tokens: Tokens, index: int) -> bool:
    """Return whether what stands before "higher than" says by how much: "31 per cent higher than $5m"."""
    return tokens.lowers[index : index + 2][-1:] == ["than"] and bool(
        _SHARES.intersection(tokens.lowers[max(0, index - 1) : index])
    )


def _is_quarrelled_over(tokens: Tokens, index: int, quantity: Quantity) -> bool:
    """Return whether "over" says what a quarrel is about: "in a row with ministers over $4bn of cuts"."""
    if tokens.lowers[index] != "over" or quantity.kind != "money" or index == 0:
        return False
    before = tokens.lowers[index - 1]
    is_noun = before.isalpha() and before not in function_words() and before not in _PRICED
    return is_noun and not _QUARRELS.isdisjoint(tokens.lowers[max(0, index - 5) : index])


_SHARES = frozenset(["%", "percent", "cent", "pc", "times", "points"])
_PRICED = frozenset(["worth", "costing", "valued", "totalling", "totaling", "spent", "paid", "cost", "costs"])
_QUARRELS = word_group("quarrel")


def _is_denied(tokens: Tokens, index: int) -> bool:
    """Return whether a negation right before turns "more than" round: "nobody will lose more than"."""
    words = tokens.lowers[max(0, index - _FARTHEST_NEGATION) : index]
    is_nobody = any(pair == ("no", "one") for pair in pairwise(words))
    is_negated = is_nobody or any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in words)
    return is_negated and "," not in words


_FARTHEST_NEGATION = 4
_NEGATIONS = frozenset(["not", "never", "nobody", "none", "nowhere", "neither", "nor", "cannot"])


def _starts_number_at(tokens: Tokens, index: int) -> bool:
    return index < len(tokens.texts) and _starts_number(tokens, index)
