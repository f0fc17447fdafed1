"""Printed numbers: digits in all notations of the news, number words, fractions and vague words."""

import re
from dataclasses import dataclass
from functools import cache

from newsledger.figures.tokens import Tokens, function_words
from newsledger.figures.units import match_unit
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_MOST_DIGITS = 24
_LONGEST_NUMBER = 16
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z½¼¾⅓⅔⅛⅜⅝⅞]+")
_ARTICLES = frozenset(["a", "an"])
_VULGAR = {
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
_MINUS = frozenset("-−–")
_MANTISSA_SIGNS = frozenset("×x*·")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed: tokens start to end (exclusive) and the values that they allow."""

    start: int
    end: int
    low: float
    high: float
    scale: float = 1.0
    is_digits: bool = False
    is_marked: bool = False
    is_vague: bool = False
    is_fraction: bool = False

    @property
    def is_plain(self) -> bool:
        """Digits without thousands mark, decimals or scale word: they may be a label as well as a count."""
        return self.is_digits and not self.is_marked and self.scale == 1.0


def may_hold_number(sentence: str) -> bool:
    """Return whether a text has a digit or a word of numbers: a quick look before it is cut up."""
    return bool(_DIGIT.search(sentence)) or not _telling_words().isdisjoint(_WORD.findall(sentence.lower()))


def number_places(tokens: Tokens) -> list[int]:
    """Return the tokens at which a number may begin, in order."""
    starts = number_starts()
    return [
        index
        for index, word in enumerate(tokens.lowers)
        if word[-1].isdigit() or (word in starts and (word not in _ARTICLES or _is_a_number(tokens, index)))
    ]


def _is_a_number(tokens: Tokens, index: int) -> bool:
    """Return whether "a" is part of a number: "a million", "a third of", "the equivalent of a"."""
    return _at(tokens, index + 1) in _after_article() or _at(tokens, index - 1) == "of"


def parse_numeral(tokens: Tokens, index: int, *, is_money: bool = False) -> Numeral | None:
    """Return the number that begins at a token, its scale word applied, or None.

    `is_money` says that a currency stands before it: "$5m" is millions, "5m" may be metres and is left to the
    caller, who sees what follows.
    """
    word = tokens.lowers[index]
    if word[-1].isdigit():
        return _digits(tokens, index, is_money=is_money)
    if word in _VULGAR:
        value = _VULGAR[word]
        return Numeral(index, index + 1, value, value, is_digits=True, is_marked=True)
    if word not in number_starts():
        return None
    return _vague(tokens, index) or _half(tokens, index) or _fraction(tokens, index) or _words(tokens, index)


def printed_value(text: str) -> float | None:
    """Return the value of a run of digits with marks, or None when the marks make no number ("1,2,3")."""
    if len(text) > _MOST_DIGITS:
        return None
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _THOUSANDS.fullmatch(text) or _INDIAN.fullmatch(text):
        return float(text.replace(",", ""))
    if _DOTTED_THOUSANDS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return None


# ---------------------------------------------------------------------------------------------- digits


def _digits(tokens: Tokens, index: int, *, is_money: bool) -> Numeral | None:
    text = tokens.texts[index]
    value = printed_value(text)
    if value is None or (text[0] == "0" and len(text) > 1 and text[1].isdigit()):
        return None
    end, is_marked = index + 1, not text.isdigit()
    if not is_marked and len(text) <= 3:
        while (
            end < len(tokens.texts)
            and len(tokens.texts[end]) == 3
            and tokens.texts[end].isdigit()
            and tokens.starts[end] == tokens.ends[end - 1] + 1
            and end - index < 5
        ):
            value, end, is_marked = value * 1000 + float(tokens.texts[end]), end + 1, True
    part = 0.0 if is_marked else _printed_fraction(tokens, end)
    if part:
        value, end, is_marked = value + part, end + 3, True
    if end < len(tokens.texts) and tokens.texts[end] in _VULGAR:
        value, end, is_marked = value + _VULGAR[tokens.texts[end]], end + 1, True
    power = _power_of_ten(tokens, end)
    if power:
        value, end, is_marked = value * power[0], power[1], True
    more, after = _and_a_half(tokens, end)
    if more:
        value, end, is_marked = value + more, after, True
    if not is_marked and not is_money and (share := share_of(tokens, index, end, value)):
        return share
    scale, end = _scale_after(tokens, end, is_money=is_money)
    value = _product(value, scale)
    return Numeral(index, end, value, value, scale=scale, is_digits=True, is_marked=is_marked)


def _product(value: float, scale: float) -> float:
    """Return value * scale without the noise of binary fractions: 1.1 * 1e6 is 1100000."""
    product = value * scale
    return float(f"{product:.15g}")


def _power_of_ten(tokens: Tokens, index: int) -> tuple[float, int] | None:
    """Return the factor of "×10−30" or "x 10^6", and where it ends."""
    if _at(tokens, index) not in _MANTISSA_SIGNS or _at(tokens, index + 1) != "10":
        return None
    index += 2
    if _at(tokens, index) == "^":
        index += 1
    sign = 1
    if _at(tokens, index) in _MINUS:
        sign, index = -1, index + 1
    exponent = _at(tokens, index)
    if not (exponent.isascii() and exponent.isdigit() and len(exponent) <= 2 and tokens.touches(index)):
        return None
    return float(f"1e{sign * int(exponent)}"), index + 1


def _scale_after(tokens: Tokens, index: int, *, is_money: bool) -> tuple[float, int]:
    """Return the product of the scale words after a number in digits, and where they end."""
    factor = 1.0
    for _ in range(2):
        at = index + 1 if _at(tokens, index) == "-" and tokens.touches(index) and tokens.touches(index + 1) else index
        if at >= len(tokens.texts):
            break
        found = _scale_forms().get(tokens.texts[at]) or _scales().get(tokens.lowers[at])
        if found is None or not _fits(tokens, at, found[1], is_money=is_money):
            break
        factor, index = factor * found[0], at + 1
    return factor, index


def _fits(tokens: Tokens, index: int, where: str, *, is_money: bool) -> bool:
    if where in ("word", "after_digits"):
        return True
    if where == "right_at_digits":
        return tokens.touches(index)
    return where.startswith("money") and is_money


# ----------------------------------------------------------------------------------------------- words


def _words(tokens: Tokens, index: int) -> Numeral | None:
    """Return the number that a run of number words spells: "two hundred and fifty thousand", "a million"."""
    total = group = 0.0
    scale, end = 1.0, index
    if tokens.lowers[index] in ("a", "an"):
        if _word_scale(tokens, index + 1) is None:
            is_equivalent = tokens.lowers[max(0, index - 2) : index] == ["equivalent", "of"]
            return Numeral(index, index + 1, 1.0, 1.0) if is_equivalent else None
        group, end = 1.0, index + 1
    while end < len(tokens.texts):
        at = _next_number_word(tokens, index, end, can_take_and=scale > 1)
        value, factor = _values().get(_at(tokens, at)), _word_scale(tokens, at)
        if value is not None and _can_follow(group, value, is_first=end == index):
            group += value
        elif factor is not None and group and end - index < _LONGEST_NUMBER:
            group, total = (group * factor, total) if factor <= 100 else (0.0, total + group * factor)
            scale = max(scale, factor)
        else:
            break
        end = at + 1
    if end == index:
        return None
    more, end = _and_a_half(tokens, end)
    if more:
        factor = _word_scale(tokens, end) if scale == 1 else None
        last = scale if total and not group else 1.0
        group, total = (group + more, total) if not total else (group, total + more * last)
        if factor is not None:
            group, scale, end = group * factor, factor, end + 1
    value = _product(total + group, 1.0)
    return Numeral(index, end, value, value, scale=scale)


def _next_number_word(tokens: Tokens, first: int, index: int, *, can_take_and: bool) -> int:
    """Return where the next word of a number stands: "twenty-five", "two hundred and five"."""
    if index == first:
        return index
    if _at(tokens, index) == "-" and tokens.touches(index) and index + 1 < len(tokens.texts):
        return index + 1 if tokens.touches(index + 1) else index
    return index + 1 if can_take_and and _at(tokens, index) == "and" and _at(tokens, index + 1) in _values() else index


def _can_follow(group: float, value: float, *, is_first: bool) -> bool:
    if is_first or (not group and value):
        return True
    if 0 < value < 10:
        return group % 10 == 0 and group % 100 != 10
    return value >= 10 and group >= 100 and group % 100 == 0


def _word_scale(tokens: Tokens, index: int) -> float | None:
    found = _scales().get(_at(tokens, index))
    return found[0] if found and found[1] == "word" else None


def _and_a_half(tokens: Tokens, index: int) -> tuple[float, int]:
    if tokens.lowers[index : index + 5 : 2] == ["-", "-", "-"] and tokens.touches(index):
        words, index = tuple(tokens.lowers[index + 1 : index + 6 : 2]), index + 3  # two-and-a-half
    else:
        words = tuple(tokens.lowers[index : index + 3])
    if words in (("and", "a", "half"), ("and", "one", "half")):
        return 0.5, index + 3
    return (0.25, index + 3) if words == ("and", "a", "quarter") else (0.0, index)


def _half(tokens: Tokens, index: int) -> Numeral | None:
    """Return "half a million", "a quarter of a million", "half a dozen" and "half an hour"."""
    at = index + (1 if tokens.lowers[index] in ("a", "an") else 0)
    share = {"half": 0.5, "quarter": 0.25}.get(_at(tokens, at))
    if share is None:
        return None
    at += 1
    if _at(tokens, at) == "of":
        at += 1
    if _at(tokens, at) not in ("a", "an"):
        if at == index + 2 and _at(tokens, at) in _scales() and _scales()[_at(tokens, at)][0] >= 12:
            at -= 1
        else:
            return None
    scale = _scales().get(_at(tokens, at + 1))
    if scale and scale[1] == "word":
        return Numeral(index, at + 2, share * scale[0], share * scale[0], scale=scale[0])
    return Numeral(index, at + 1, share, share) if at > index and _at(tokens, at + 1).isalpha() else None


def _fraction(tokens: Tokens, index: int) -> Numeral | None:
    """Return "two-thirds", "three quarters", "one in five", "nine out of ten", "half of"."""
    word = tokens.lowers[index]
    if word == "half":
        return Numeral(index, index + 1, 0.5, 0.5, is_fraction=True) if _is_half(tokens, index) else None
    count = 1.0 if word in ("a", "an") else _values().get(word)
    if count is None or not count:
        return None
    at = index + 1
    if _at(tokens, at) == "-" and tokens.touches(at) and tokens.touches(at + 1):
        at += 1
    divisor = _divisors().get(_at(tokens, at))
    if divisor and at < len(tokens.texts):
        is_plural = _at(tokens, at).endswith("s")
        is_share = (
            count > 1
            or _at(tokens, at + 1) in _AFTER_A_FRACTION
            or _is_amount_of_change(tokens, index)
            or (_at(tokens, index - 1) in _BEFORE_A_FRACTION and _is_no_noun(tokens, at + 1))
        )
        is_half = count > 1 and count * 2 == divisor and _at(tokens, at + 1) != "of"  # two quarters of a year
        if is_plural == (count > 1) and count < divisor and is_share and not is_half:
            return Numeral(index, at + 1, count / divisor, count / divisor, is_fraction=True)
        return None
    return share_of(tokens, index, index + 1, count)


def _is_half(tokens: Tokens, index: int) -> bool:
    """Return whether "half" is a share: "half of them", "half the price", "more than half were", "fell by half"."""
    before, following = _at(tokens, index - 1), _at(tokens, index + 1)
    if before in _HALVES_OF_A_TIME or following in ("a", "an", "past"):
        return False
    if following == "of":
        return _at(tokens, index + 2) not in ("a", "an")
    is_opened = before in _BEFORE_A_FRACTION or before == "by"
    if following in _AFTER_HALF:
        is_alone = not before.isalpha() or is_opened or before in function_words()
        is_alone = is_alone and before not in ("the", "a", "an", "that", "this", "each", "and", "one", "per")
        return is_alone and _at(tokens, index + 2) not in ("time", "battle", "fun", "story")
    if following in ("were", "are", "have"):
        return index == 0 or is_opened or not before.isalpha()
    return is_opened and _is_no_noun(tokens, index + 1) and following != "-"


def _is_no_noun(tokens: Tokens, index: int) -> bool:
    """Return whether no noun can begin at a token: what stands before it is a share and no ordinal."""
    word = _at(tokens, index)
    return not word[:1].isalnum() or word in function_words()


def _is_amount_of_change(tokens: Tokens, index: int) -> bool:
    """Return whether "a third" says by how much: "rose by more than a quarter", "cut the debt by a fifth"."""
    return "by" in tokens.lowers[max(0, index - 4) : index] and tokens.lowers[index] in ("a", "one")


_LARGEST_RATIO = 20


def _printed_fraction(tokens: Tokens, index: int) -> float:
    """Return the fraction of "3 1/2" that begins at a token behind a blank, 0 when there is none."""
    if index + 2 >= len(tokens.texts) or tokens.texts[index + 1] != "/" or tokens.touches(index):
        return 0.0
    upper, lower = tokens.texts[index], tokens.texts[index + 2]
    is_tight = tokens.touches(index + 1) and tokens.touches(index + 2) and not tokens.touches(index + 3)
    if not is_tight or lower not in _PARTS or not upper.isdigit() or not 0 < int(upper) < int(lower):
        return 0.0
    return int(upper) / int(lower)


_PARTS = frozenset(["2", "3", "4", "5", "8", "16"])


def share_of(tokens: Tokens, start: int, end: int, count: float) -> Numeral | None:
    """Return "one in five" or "9 out of 10" as a fraction, given its first number; None when it is none."""
    at = end
    is_noun_between = count == 1 and _at(tokens, at).isalpha() and _at(tokens, at + 1) == "in"
    if is_noun_between and _at(tokens, at) not in function_words():
        at += 1  # "one train in three"
    if _at(tokens, at) == "out" and _at(tokens, at + 1) == "of":
        at += 2
    elif _at(tokens, at) == "in":
        at += 1
    else:
        return None
    if _at(tokens, at) == "every":
        at += 1
    whole = _values().get(_at(tokens, at))
    if whole is None and _at(tokens, at)[:1].isdigit():
        whole = printed_value(tokens.texts[at])
    if whole is None or not 1 < whole <= 1_000_000 or count >= whole or (whole > 10 and whole % 10):
        return None
    following = match_unit(tokens, at + 1)
    if following is not None and following.kind != "share":
        return None  # three in ten minutes
    if at > end + 1 and count == 1 and is_noun_between and (whole > _LARGEST_RATIO or not _is_no_noun(tokens, at + 1)):
        return None  # one goal in ten games
    return Numeral(start, at + 1, count / whole, count / whole, is_fraction=True)


def _vague(tokens: Tokens, index: int) -> Numeral | None:
    for words, low, high in _vague_phrases().get(tokens.lowers[index], ()):
        end = index + len(words)
        if tuple(tokens.lowers[index:end]) != words:
            continue
        if words in (("scores",), ("tens",)) and _at(tokens, end) != "of":
            continue
        return Numeral(index, end, low, high, is_vague=True)
    return None


def _at(tokens: Tokens, index: int) -> str:
    return tokens.lowers[index] if 0 <= index < len(tokens.lowers) else ""


# -------------------------------------------------------------------------------------------- lexicons

_AFTER_A_FRACTION = word_group("after_fraction")
_AFTER_HALF = word_group("after_half")
_BEFORE_A_FRACTION = word_group("before_fraction")
_HALVES_OF_A_TIME = word_group("half_of_time")


@cache
def _values() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in read_lexicon("number_words")}


@cache
def _scales() -> dict[str, tuple[float, str]]:
    rows = read_lexicon("scale_words")
    return {r["word"]: (float(r["factor"]), r["where"]) for r in rows if r["where"] == "word" or len(r["word"]) > 3}


@cache
def _scale_forms() -> dict[str, tuple[float, str]]:
    return {row["word"]: (float(row["factor"]), row["where"]) for row in read_lexicon("scale_words")}


@cache
def _divisors() -> dict[str, float]:
    return {row["word"]: float(row["divisor"]) for row in read_lexicon("fraction_words")}


@cache
def _vague_phrases() -> dict[str, list[tuple[tuple[str, ...], float, float]]]:
    phrases: dict[str, list[tuple[tuple[str, ...], float, float]]] = {}
    for row in sorted(read_lexicon("vague_quantities"), key=lambda row: -len(row["phrase"].split())):
        words = tuple(row["phrase"].split())
        phrases.setdefault(words[0], []).append((words, float(row["low"]), float(row["high"])))
    return phrases


@cache
def _after_article() -> frozenset[str]:
    seconds = (words[1] for phrases in _vague_phrases().values() for words, *_ in phrases if words[0] == "a")
    return frozenset(_scales()) | frozenset(_divisors()) | frozenset(seconds)


@cache
def _telling_words() -> frozenset[str]:
    words = frozenset(_values()) | frozenset(_scales()) | frozenset(_divisors()) | frozenset(_vague_phrases())
    return (words | frozenset(_VULGAR) | {"equivalent"}) - {"a", "few", "several"}


@cache
def number_starts() -> frozenset[str]:
    """Return the lower-case words that a number in words can begin with."""
    return frozenset(_values()) | frozenset(_vague_phrases()) | frozenset(_VULGAR) | _ARTICLES | {"half"}
