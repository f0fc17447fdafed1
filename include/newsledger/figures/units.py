"""Units and currencies: their printed forms, and their size in SI base units."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from newsledger.figures.tokens import Tokens, tokenize
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_DENOMINATOR_OPENERS = frozenset(["per", "a", "an", "each", "every", "/"])


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed beside a number: its code, its kind, and the token where it ends (exclusive)."""

    code: str
    kind: str
    end: int


def match_unit(tokens: Tokens, index: int, *, after_word: bool = False) -> Unit | None:
    """Return the longest unit of measurement or currency that begins at a token, "per ..." part included.

    After a number in words only words are units: "half a dozen HP directors" has no horsepower.
    """
    found = _longest(_unit_forms(), tokens, index, after_word=after_word)
    if found is None:
        return None
    (code, kind), end = found
    denominator = match_denominator(tokens, end)
    if denominator is None:
        return Unit(code, kind, end)
    kind = kind if kind in ("share", "money") else "rate"
    return Unit(f"{code}/{denominator[0]}", kind, denominator[1])


def match_currency_before(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Return the currency whose sign ends right before a token ("US $", "Rs"), and where it starts."""
    for size in (3, 2, 1):
        start = index - size
        if start < 0 or tokens.starts[index] - tokens.ends[index - 1] > 1:
            continue
        code = _currency_signs().get(tuple(tokens.texts[start:index]))
        if code and all(tokens.starts[at] - tokens.ends[at - 1] <= 1 for at in range(start + 1, index)):
            is_inside_word = start > 0 and tokens.touches(start) and tokens.texts[start - 1][-1].isalnum()
            if not is_inside_word:
                return code, start
    return None


@cache
def si_line(code: str) -> tuple[float, float] | None:
    """Return slope and offset that turn a value in a unit into SI base units; None where it has no size."""
    numerator, _, denominator = code.partition("/")
    if code in _pint_names():
        expression = _pint_names()[code]
    elif denominator:
        parts = (_pint_names().get(numerator, ""), _pint_names().get(denominator, ""))
        expression = f"({parts[0]}) / ({parts[1]})" if all(parts) else ""
    else:
        expression = ""
    if not expression:
        return None
    registry = _registry()
    unit = registry.parse_units(expression)
    at_zero = float(registry.Quantity(0.0, unit).to_base_units().magnitude)
    at_one = float(registry.Quantity(1.0, unit).to_base_units().magnitude)
    return at_one - at_zero, at_zero


def is_currency_sign(text: str) -> bool:
    """Return whether a token is the sign or the code of a currency as it stands before a sum: "Rs", "KD"."""
    return (text,) in _currency_signs()


def unit_kind(code: str) -> str:
    """Return what a unit measures (length, time, money, share, ...), or an empty string for anything else."""
    return _kinds().get(code, "")


# -------------------------------------------------------------------------------------------- matching

_Forms = dict[str, list[tuple[tuple[str, ...], tuple[str, str], bool]]]


def _longest(
    forms: _Forms, tokens: Tokens, index: int, *, after_word: bool = False
) -> tuple[tuple[str, str], int] | None:
    if index >= len(tokens.texts):
        return None
    lowers, texts = tokens.lowers, tokens.texts
    for form, unit, is_symbol in forms.get(lowers[index], ()):
        end = index + len(form)
        if tuple((texts if is_symbol else lowers)[index:end]) != form:
            continue
        if is_symbol and (not _stands_alone(tokens, index, end) or (after_word and form[0].isalpha())):
            continue
        return unit, end
    return None


def _stands_alone(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a symbol is no beginning of something longer, and a lone letter touches its number."""
    if end < len(tokens.texts) and tokens.touches(end) and tokens.texts[end][0].isalnum():
        return False
    is_letter = end == start + 1 and len(tokens.texts[start]) == 1 and tokens.texts[start].isalpha()
    return not is_letter or tokens.touches(start) or tokens.texts[start] in "WVgmt"


def match_denominator(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Return the unit or noun of "per day", "a barrel", "each month" at a token, and where it ends."""
    at, texts = index, tokens.texts
    if tokens.lowers[at : at + 1] and tokens.lowers[at] in _ADDED and not tokens.touches(at):
        at += 1  # 500 more a month
    if at + 1 >= len(texts):
        return None
    hyphens = 0
    while at + 1 < len(texts) and texts[at] == "-" and tokens.touches(at) and tokens.touches(at + 1):
        at, hyphens = at + 1, hyphens + 1
    opener = tokens.lowers[at]
    if opener not in _DENOMINATOR_OPENERS or at + 1 >= len(texts):
        return None
    at += 1
    if texts[at] == "-" and hyphens and at + 1 < len(texts):
        at += 1
    if texts[at].lower() in _KINDS_OF_TIME and (after := _longest(_unit_forms(), tokens, at + 1)) is not None:
        at += after[0][1] == "time"  # per working day
    found = _longest(_unit_forms(), tokens, at)
    if found is not None:
        if opener in ("a", "an", "each", "every") and found[0][1] not in ("time", "volume", "mass"):
            return None
        if opener in ("a", "an") and tokens.lowers[found[1] : found[1] + 1] and tokens.lowers[found[1]] in _COMPARED:
            return None  # 860 million yuan a year earlier
        return found[0][0], found[1]
    if tokens.lowers[at] in _KINDS_OF_SHARE and tokens.lowers[at + 1 : at + 2] == ["share"]:
        at += 1
    noun = tokens.lowers[at]
    if opener == "per" and noun.isalpha():
        return noun, at + 1
    if opener in ("a", "an") and noun in _SOLD_BY:
        return noun, at + 1
    return None


_KINDS_OF_TIME = frozenset(["working", "business", "trading", "calendar", "school", "single", "financial", "full"])
_KINDS_OF_SHARE = frozenset(["equity", "ordinary", "common", "diluted", "basic", "preferred"])
_ADDED = frozenset(["more", "less", "extra"])
_COMPARED = frozenset(["earlier", "ago", "later", "before", "after", "previously"])
_SOLD_BY = word_group("sold_by")


@cache
def _unit_forms() -> _Forms:
    forms: _Forms = {}
    for row in read_lexicon("units"):
        for form in filter(None, row["symbols"].split("|")):
            _add(forms, form, (row["unit"], row["kind"]), is_symbol=True)
        for form in filter(None, row["words"].split("|")):
            _add(forms, form, (row["unit"], row["kind"]), is_symbol=False)
    for row in read_lexicon("currencies"):
        for form in filter(None, row["after"].split("|")):
            _add(forms, form, (row["currency"], "money"), is_symbol=True)
        for form in filter(None, row["words"].split("|")):
            _add(forms, form, (row["currency"], "money"), is_symbol=False)
    for rows in forms.values():
        rows.sort(key=lambda row: -len(row[0]))
    return forms


def _add(forms: _Forms, form: str, unit: tuple[str, str], *, is_symbol: bool) -> None:
    if " " in form and not is_symbol and "." not in form:
        _add(forms, form.replace(" ", "-"), unit, is_symbol=False)
    cut = tokenize(form, 0, len(form))
    words = tuple(cut.texts if is_symbol else cut.lowers)
    forms.setdefault(words[0].lower(), []).append((words, unit, is_symbol))


@cache
def _currency_signs() -> dict[tuple[str, ...], str]:
    signs = {}
    for row in read_lexicon("currencies"):
        for form in filter(None, row["before"].split("|")):
            signs[tuple(tokenize(form, 0, len(form)).texts)] = row["currency"]
    return signs


@cache
def _kinds() -> dict[str, str]:
    kinds = {row["unit"]: row["kind"] for row in read_lexicon("units")}
    return kinds | {row["currency"]: "money" for row in read_lexicon("currencies")}


@cache
def _pint_names() -> dict[str, str]:
    return {row["unit"]: row["pint"] for row in read_lexicon("units") if row["pint"]}


@cache
def _registry() -> Any:
    import pint  # half a second that only the first measured figure pays

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True, cache_folder=None)
