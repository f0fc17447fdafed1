"""Dates as they are printed: which words of a text name a day, a month, a year or a stretch of time.

Nothing is resolved here: "November 19" has no year, "on Monday" no day. `resolving.py` does that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from newsledger.lexicon import read_lexicon

PrintedKind = Literal["day", "month", "year", "numeric", "weekday", "relative", "ago"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """The words of one date, taken apart. What is not printed is None."""

    char_start: int
    char_end: int
    kind: PrintedKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    shift: str | None = None
    phrase: str | None = None
    count: int | None = None
    is_full_name: bool = True


_SPACE = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|\r?\n)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?!\d(?!\d?:\d\d))"
_END = r"(?![^\W\d]|%|\d(?!\d?:\d\d)|[.,:]\d)"
_SHIFT = r"(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]his past|[Pp]ast)"
_COUNT_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "a an one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
    for word in words.split()
}
_BACK = 90  # how far to the left the words around a date are looked at
_CLAUSE_END = re.compile(r"[.!?]\s|[\n,;:\"“”‘]")
_PLURAL_NEXT = re.compile(r" [a-z]{2,20}s\b")
_LAST_WORD = re.compile(r"([A-Za-z]+)[ \t\u00a0\n-]{1,2}\Z")


@cache
def month_forms() -> dict[str, int]:
    """Return the number of each month by its printed form, in capitals too."""
    forms = {row["form"]: int(row["month"]) for row in read_lexicon("months")}
    return forms | {form.upper(): month for form, month in forms.items()}


@cache
def weekday_forms() -> dict[str, int]:
    """Return the number of each weekday, Monday 0, by its printed form, in capitals too."""
    forms = {row["form"]: int(row["weekday"]) for row in read_lexicon("weekdays")}
    return forms | {form.upper(): weekday for form, weekday in forms.items()}


@cache
def _full_names() -> frozenset[str]:
    rows = (*read_lexicon("months"), *read_lexicon("weekdays"))
    names = {row["form"] for row in rows if row["is_full"] == "yes"}
    return frozenset(names | {name.upper() for name in names})


def alternation(forms: Iterable[str]) -> str:
    """Return the forms as one pattern, longer ones first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


_TOLD_APART = 5  # characters: "the p(ast week)" is not every "the"


@cache
def _trigger() -> re.Pattern[str]:
    """Return a cheap pattern for the character before each place where a date may begin.

    After a number there must be the rest of a year, a separator, or a space and the first letter of a month or unit.
    """
    phrases = (row["phrase"] for row in read_lexicon("relative_dates"))
    words = {phrase[:_TOLD_APART] for phrase in phrases} | {"last", "next", "this", "past"}
    words |= {word.capitalize() for word in words} | {form[:3] for form in (*month_forms(), *weekday_forms())}
    begins = {re.escape(word) for word in words}
    begins |= {rf"{count}{_SPACE}[dwmy]" for count in _COUNT_WORDS if count}
    by_letter: dict[str, list[str]] = {}
    for begin in sorted(begins, key=lambda begin: (-len(begin), begin)):
        by_letter.setdefault(begin[0], []).append(begin[1:])
    letters = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
    months = "".join(sorted({form[0] for form in month_forms()}))
    number = rf"[0-9](?=\d?(?:[-/.–]|(?:st|nd|rd|th)?(?:{_SPACE}|-)[{months}o]|{_SPACE}[dwmy])|[09]\d\d)"
    return re.compile(rf"[^\w$€£#](?={number}|{letters})")


@cache
def _pattern() -> re.Pattern[str]:
    month = f"(?:{alternation(month_forms())})"
    weekday = alternation(weekday_forms())
    phrases = [row["phrase"] for row in read_lexicon("relative_dates")]
    relative = alternation(phrases + [phrase[0].upper() + phrase[1:] for phrase in phrases])
    count = alternation(list(_COUNT_WORDS))
    return re.compile(
        rf"(?<![\w$€£#])(?:"
        rf"(?P<ymd>(?<![.,:/-])(?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>0?[1-9]|1[0-2])(?P=s1)(?P<d1>{_DAY})(?!\d|[-/]\d))"
        rf"|(?P<num>(?<![.,:/-])(?P<a2>{_DAY})(?P<s2>[-/.])(?P<b2>{_DAY})(?P=s2)(?P<y2>{_YEAR})(?!\w|\.\d))"
        rf"|(?P<dmy>(?<![.,:])(?P<d3>{_DAY}){_ORDINAL}(?:[-–](?P<e3>{_DAY}){_ORDINAL})?(?:{_SPACE}of)?(?:{_SPACE}|-)"
        rf"(?P<m3>{month})(?:\.?,?(?:{_SPACE}|-)(?P<y3>{_YEAR}))?{_END})"
        rf"|(?P<ago>(?P<n4>\d{{1,2}}|{count}){_SPACE}(?P<u4>day|week|month|year)s?{_SPACE}ago)(?!\w)"
        rf"|(?P<yo>(?<![.,:/-])(?P<y5>{_YEAR})(?![\w%$/]|[.,:]\d|-\d))"
        rf"|(?P<mdy>(?P<m6>{month})\.?{_SPACE}(?P<d6>{_DAY}){_ORDINAL}(?:{_SPACE}?[-–/]{_SPACE}?(?P<e6>{_DAY}){_ORDINAL})?"
        rf"(?:,?{_SPACE}(?P<y6>{_YEAR})|,(?P<z6>{_YEAR}))?{_END})"
        rf"|(?P<my>(?P<m7>{month})\.?,?(?:{_SPACE}of)?{_SPACE}(?P<y7>{_YEAR}))(?![\w%]|,\d)"
        rf"|(?P<mo>(?:(?P<h8>{_SHIFT}){_SPACE})?(?P<m8>{month}))(?!\w)"
        rf"|(?P<wd>(?:(?P<h9>{_SHIFT}){_SPACE})?(?P<w9>{weekday}))(?!\w)"
        rf"|(?P<rel>{relative})(?![\w])(?!['’]s)"
        rf")"
    )


def find_printed_dates(text: str) -> list[PrintedDate]:
    """Return the dates of a text as printed, in order, never overlapping, in linear time."""
    pattern, end = _pattern(), 0
    found: list[PrintedDate | None] = []
    for trigger in _trigger().finditer(f"\n{text}"):
        match = pattern.match(text, trigger.start()) if trigger.start() >= end else None
        if match is not None:
            end = match.end()
            found.append(_to_printed(text, match))
    return _keep_dated(text, _share_years(text, _merge(text, [printed for printed in found if printed])))


def is_ahead(text: str, printed: PrintedDate) -> bool:
    """Tell whether the words before a date, in its clause, say that it lay ahead: 'will', 'until', 'due'."""
    before = text[max(0, printed.char_start - _BACK) : printed.char_start]
    return printed.shift == "next" or bool(_ahead_pattern().search(_CLAUSE_END.split(before)[-1]))


@cache
def _ahead_pattern() -> re.Pattern[str]:
    rows = read_lexicon("future_cues")
    anywhere = alternation([row["phrase"] for row in rows if row["is_adjacent"] == "no"])
    adjacent = alternation([row["phrase"] for row in rows if row["is_adjacent"] == "yes"])
    return re.compile(rf"\b(?:{anywhere})\b|\b(?:{adjacent})(?: the)? \Z", re.IGNORECASE)


def _to_printed(text: str, match: re.Match[str]) -> PrintedDate | None:
    start, end = match.span()
    group = match.lastgroup
    months, weekdays = month_forms(), weekday_forms()
    match group:
        case "ymd":
            return PrintedDate(
                char_start=start,
                char_end=end,
                kind="day",
                year=int(match["y1"]),
                month=int(match["m1"]),
                day=int(match["d1"]),
            )
        case "num":
            return _numeric(match)
        case "dmy":
            return PrintedDate(
                char_start=start,
                char_end=end,
                kind="day",
                year=_number(match["y3"]),
                month=months[match["m3"]],
                day=int(match["d3"]),
                last_day=_number(match["e3"]),
            )
        case "ago":
            count = match["n4"]
            number = int(count) if count.isdigit() else _COUNT_WORDS[count]
            return PrintedDate(char_start=start, char_end=end, kind="ago", phrase=match["u4"], count=number)
        case "yo":
            return PrintedDate(char_start=start, char_end=end, kind="year", year=int(match["y5"]))
        case "mdy":
            return _month_day(text, match)
        case "my":
            return PrintedDate(
                char_start=start, char_end=end, kind="month", year=int(match["y7"]), month=months[match["m7"]]
            )
        case "mo":
            return PrintedDate(
                char_start=start,
                char_end=end,
                kind="month",
                month=months[match["m8"]],
                shift=_shift(match["h8"]),
                is_full_name=match["m8"] in _full_names(),
            )
        case "wd":
            return PrintedDate(
                char_start=start,
                char_end=end,
                kind="weekday",
                weekday=weekdays[match["w9"]],
                shift=_shift(match["h9"]),
                is_full_name=match["w9"] in _full_names(),
            )
        case _:
            return PrintedDate(char_start=start, char_end=end, kind="relative", phrase=match["rel"].lower())


def _month_day(text: str, match: re.Match[str]) -> PrintedDate:
    start, end = match.span()
    month, year = month_forms()[match["m6"]], _number(match["y6"] or match["z6"])
    if year is None and _word_before(text, start) == "in" and re.compile(r" [a-z]").match(text, end):
        # "In June 17 soldiers fell": no day of a month comes after "in", so the number counts something
        return PrintedDate(char_start=start, char_end=match.end("m6"), kind="month", month=month)
    return PrintedDate(
        char_start=start,
        char_end=end,
        kind="day",
        year=year,
        month=month,
        day=int(match["d6"]),
        last_day=_number(match["e6"]),
    )


def _numeric(match: re.Match[str]) -> PrintedDate | None:
    first, second, year = int(match["a2"]), int(match["b2"]), int(match["y2"])
    start, end = match.span()
    if first > 12 and second > 12:
        return None
    if first > 12 or match["s2"] == ".":
        return PrintedDate(char_start=start, char_end=end, kind="day", year=year, month=second, day=first)
    if second > 12 or first == second:
        return PrintedDate(char_start=start, char_end=end, kind="day", year=year, month=first, day=second)
    return PrintedDate(char_start=start, char_end=end, kind="numeric", year=year, month=first, day=second)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _shift(text: str | None) -> str | None:
    return (
        {"last": "last", "past": "last", "this past": "last", "next": "next", "this": "this"}[text.lower()]
        if text
        else None
    )


def _word_before(text: str, position: int) -> str:
    match = _LAST_WORD.search(text, max(0, position - 16), position)
    return match[1].lower() if match else ""


def _merge(text: str, found: list[PrintedDate]) -> list[PrintedDate]:
    """Join 'Wednesday' with '(June 4)', and 'June 4' with 'last year'."""
    merged: list[PrintedDate] = []
    for printed in found:
        last = merged[-1] if merged else None
        gap = text[last.char_end : printed.char_start] if last and printed.char_start - last.char_end <= 4 else None
        if last is None or gap is None:
            merged.append(printed)
        elif (
            last.kind == "weekday"
            and printed.kind in ("day", "numeric")
            and gap.strip() in (",", "(", ".", "", ".,", "|")
        ):
            end = printed.char_end + (gap.strip() == "(" and text[printed.char_end : printed.char_end + 1] == ")")
            merged[-1] = replace(printed, char_start=last.char_start, char_end=end, weekday=last.weekday)
        elif last.kind == "day" and printed.kind == "weekday" and gap == " (" and last.weekday is None:
            end = printed.char_end + (text[printed.char_end : printed.char_end + 1] == ")")
            merged[-1] = replace(last, char_end=end, weekday=printed.weekday)
        elif (
            last.kind in ("day", "month")
            and last.year is None
            and last.shift is None
            and printed.phrase in ("last year", "this year", "next year")
            and gap.strip() in ("", "of")
        ):
            merged[-1] = replace(last, char_end=printed.char_end, phrase=printed.phrase)
        else:
            merged.append(printed)
    return merged


def _share_years(text: str, found: list[PrintedDate]) -> list[PrintedDate]:
    """Give 'January' and 'March' in 'January, March and May 2024' the year of the last one."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        this, following = shared[index], shared[index + 1]
        gap = text[this.char_end : following.char_start] if following.char_start - this.char_end <= 6 else "\n"
        if (
            this.kind in ("month", "day")
            and this.year is None
            and this.shift is None
            and this.phrase is None
            and following.kind == this.kind
            and following.year is not None
            and following.month is not None
            and gap.strip(" ,") in ("", "and", "or", "to", "-", "–")
            and this.month is not None
            and (this.month, this.day or 0) < (following.month, following.day or 0)
        ):
            shared[index] = replace(this, year=following.year)
    return shared


def _keep_dated(text: str, found: list[PrintedDate]) -> list[PrintedDate]:
    """Drop what only looks like a date: 'May' the verb, '1948' a count, 'Sun' a newspaper, 'Black Friday'."""
    kept: list[PrintedDate] = []
    for printed in found:
        follows = (
            bool(kept) and kept[-1].kind == printed.kind and _is_list_gap(text[kept[-1].char_end : printed.char_start])
        )
        if printed.kind == "weekday":
            if not printed.is_full_name or _title_pattern().search(
                text, max(0, printed.char_start - 12), printed.char_end + 14
            ):
                continue
        elif printed.kind == "year":
            opener = _word_before(text, printed.char_start)
            if not (opener in _openers(for_years=True) or follows) or _PLURAL_NEXT.match(text, printed.char_end):
                continue
        elif printed.kind == "month" and printed.year is None:
            opener = _word_before(text, printed.char_start)
            has_opener = printed.shift or printed.phrase or opener in _openers(for_years=False)
            if not (has_opener or follows) or not printed.is_full_name:
                continue
        kept.append(printed)
    return kept


def _is_list_gap(gap: str) -> bool:
    return len(gap) <= 6 and gap.strip(" ,") in ("", "and", "or", "to", "-", "–")


@cache
def _openers(*, for_years: bool) -> frozenset[str]:
    rows = read_lexicon("date_openers")
    return frozenset(row["word"] for row in rows if row["for_years"] == "yes" or not for_years)


@cache
def _title_pattern() -> re.Pattern[str]:
    return re.compile(alternation([row["phrase"] for row in read_lexicon("weekday_titles")]))
