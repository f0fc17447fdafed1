"""Printed dates and a reference, resolved to the days that they allow."""

import datetime as dt
from collections.abc import Callable
from functools import cache

from newsledger.dates.intervals import (
    DateInterval,
    DateMention,
    month_end,
    month_start,
    precision_of,
    to_date,
)
from newsledger.dates.printed import PrintedDate, find_printed_dates, is_ahead
from newsledger.lexicon import read_lexicon

_Days = tuple[dt.date, dt.date]

_NARROW_DAYS = {
    "day": 31,
    "month": 62,
    "year": 366,
}  # how wide a reference may be for a phrase counted in that unit
_FARTHEST_DEADLINE = dt.timedelta(days=240)
_WEEKDAY_YEARS = 6  # how far off a weekday-date pair is looked for when the reference is wide


def find_date_mentions(text: str, reference: DateInterval | None) -> list[DateMention]:
    """Return the dates that a text names, in order; spans never overlap.

    Dates printed with their year stand for themselves. "November 19" is the last one that is not after
    `reference.latest`, and the next one where the words before it say that it lay ahead ("until",
    "will"); a printed weekday must agree. "On Monday", "last week", "earlier this year" are counted from
    the reference and left out when it is missing, open or too wide to say anything. When the reference
    leaves more than one year open, both ends are None and the precision is "unknown".

    Args:
        text: any text; offsets count its code points.
        reference: the days on which the text can have been printed.
    """
    mentions = (to_mention(text, printed, reference) for printed in find_printed_dates(text))
    return [mention for mention in mentions if mention is not None]


def to_mention(text: str, printed: PrintedDate, reference: DateInterval | None) -> DateMention | None:
    """Return one printed date resolved as find_date_mentions does it; None when it is left out."""
    start, end = printed.char_start, printed.char_end
    days = _resolve(text, printed, reference)
    if days is not None:
        return DateMention(start, end, days[0], days[1], precision_of(days[0], days[1]))
    is_relative = printed.kind == "month" and (printed.shift or printed.phrase)
    if printed.kind in ("day", "month", "year", "numeric") and not is_relative and not _is_impossible(printed):
        return DateMention(start, end, None, None, "unknown")
    return None


def resolve_printed(printed: PrintedDate) -> DateInterval | None:
    """Return the days that a date allows by its own words, or None when it needs a reference."""
    days = _resolve("", printed, None)
    return DateInterval(*days) if days else None


def _is_impossible(printed: PrintedDate) -> bool:
    if printed.month is None or printed.day is None:
        return False
    return to_date(printed.year or 2000, printed.month, printed.day) is None


def _resolve(text: str, printed: PrintedDate, reference: DateInterval | None) -> _Days | None:
    match printed.kind:
        case "year":
            assert printed.year is not None  # noqa: S101 - narrows the type
            return dt.date(printed.year, 1, 1), dt.date(printed.year, 12, 31)
        case "numeric":
            return _either_order(printed)
        case "weekday":
            return _weekday(text, printed, reference)
        case "relative":
            return _relative(printed.phrase or "", reference)
        case "ago":
            return _ago(printed.phrase or "", printed.count or 0, reference)
        case _ if printed.year is not None:
            return _in_year(printed, printed.year)
        case _ if printed.phrase is not None:
            return _year_by_phrase(printed, reference)
        case _ if printed.shift is not None:
            return _shifted_month(printed, reference)
        case _:
            return _yearless(text, printed, reference)


def _in_year(printed: PrintedDate, year: int) -> _Days | None:
    month = printed.month or 1
    if printed.day is None:
        return month_start(year, month), month_end(year, month)
    first = to_date(year, month, printed.day)
    last = to_date(year, month, printed.last_day) if printed.last_day else first
    if first is None or last is None:
        return None
    return (first, last) if first <= last else (first, first)


def _either_order(printed: PrintedDate) -> _Days | None:
    year, first, second = printed.year or 0, printed.month or 0, printed.day or 0
    readings = [day for day in (to_date(year, first, second), to_date(year, second, first)) if day is not None]
    if printed.weekday is not None:
        readings = [day for day in readings if day.weekday() == printed.weekday] or readings
    return (min(readings), max(readings)) if readings else None


def _yearless(text: str, printed: PrintedDate, reference: DateInterval | None) -> _Days | None:
    """Resolve by the last occurrence before each end of the reference; they must agree."""
    if reference is None or reference.latest is None:
        return None
    is_narrow = reference.earliest is not None and (reference.latest - reference.earliest).days <= 366
    years = 2 if is_narrow else _WEEKDAY_YEARS
    choose = _next_occurrence if is_ahead(text, printed) else _last_occurrence
    latest = choose(printed, reference.latest, years)
    if choose is _next_occurrence and latest is not None and latest[0] - reference.latest > _FARTHEST_DEADLINE:
        before = text[max(0, printed.char_start - len("by ")) : printed.char_start]
        past = _last_occurrence(printed, reference.latest, years)
        if before.lower() == "by ":  # on 15 May, "by 10 May" is over
            is_one = reference.earliest is None or past in (
                choose(printed, reference.earliest, years),
                _last_occurrence(printed, reference.earliest, years),
            )
            return past if is_one else None
    if latest is None or (reference.earliest is None and choose is _next_occurrence):
        return None
    if reference.earliest is None or reference.earliest == reference.latest:
        return latest
    return latest if choose(printed, reference.earliest, years) == latest else None


def _last_occurrence(printed: PrintedDate, limit: dt.date, years: int = 2) -> _Days | None:
    for year in range(limit.year, max(0, limit.year - years), -1):
        days = _in_year(printed, year)
        if days and days[0] <= limit and printed.weekday in (None, days[0].weekday()):
            return days
    return None


def _next_occurrence(printed: PrintedDate, limit: dt.date, years: int = 2) -> _Days | None:
    for year in range(limit.year, min(10_000, limit.year + years)):
        days = _in_year(printed, year)
        if days and days[1] >= limit and printed.weekday in (None, days[0].weekday()):
            return days
    return None


def _closed(reference: DateInterval | None, unit: str) -> _Days | None:
    if reference is None or reference.earliest is None or reference.latest is None:
        return None
    if (reference.latest - reference.earliest).days > _NARROW_DAYS[unit] or not 100 < reference.latest.year < 9900:
        return None
    return reference.earliest, reference.latest


def _weekday(text: str, printed: PrintedDate, reference: DateInterval | None) -> _Days | None:
    days = _closed(reference, "day")
    if days is None or printed.weekday is None:
        return None
    first, last = days
    wanted = printed.weekday
    before, after = _weekday_before(first, wanted), _weekday_before(last, wanted)
    week = dt.timedelta(days=7)
    if printed.shift == "last":
        return _weekday_before(first - dt.timedelta(days=1), wanted) - week, after
    if printed.shift == "next":
        return before + week, after + week + week
    if printed.shift == "this":
        return before, after + week
    return (before, after + week) if is_ahead(text, printed) else (before, after)


def _weekday_before(day: dt.date, weekday: int) -> dt.date:
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


@cache
def _relative_rows() -> dict[str, dict[str, str]]:
    return {row["phrase"]: row for row in read_lexicon("relative_dates")}


def _relative(phrase: str, reference: DateInterval | None) -> _Days | None:
    row = _relative_rows()[phrase]
    days = _closed(reference, row["unit"])
    if days is None:
        return None
    first, last = _MOVED[row["unit"]](days, int(row["first"]), int(row["last"]))
    return (first, min(last, days[1])) if row["is_past"] == "yes" else (first, last)


def _moved_by_days(days: _Days, first: int, last: int) -> _Days:
    return days[0] + dt.timedelta(days=first), days[1] + dt.timedelta(days=last)


def _moved_by_months(days: _Days, first: int, last: int) -> _Days:
    return month_start(days[0].year, days[0].month + first), month_end(days[1].year, days[1].month + last)


def _moved_by_years(days: _Days, first: int, last: int) -> _Days:
    return dt.date(days[0].year + first, 1, 1), dt.date(days[1].year + last, 12, 31)


_MOVED: dict[str, Callable[[_Days, int, int], _Days]] = {
    "day": _moved_by_days,
    "month": _moved_by_months,
    "year": _moved_by_years,
}


def _ago(unit: str, count: int, reference: DateInterval | None) -> _Days | None:
    """Resolve 'two weeks ago' with half a unit of slack; 'three days ago' has none."""
    if unit == "day":
        days = _closed(reference, "day")
        return _moved_by_days(days, -count, -count) if days else None
    if unit == "week":
        days = _closed(reference, "day")
        return _moved_by_days(days, -7 * count - 4, -7 * count + 4) if days else None
    if unit == "month":
        days = _closed(reference, "month")
        return _moved_by_months(days, -count, -count) if days else None
    days = _closed(reference, "year")
    if days is None or days[0].year <= count + 1:
        return None
    return dt.date(days[0].year - count - 1, 7, 1), min(dt.date(days[1].year - count + 1, 6, 30), days[1])


def _year_by_phrase(printed: PrintedDate, reference: DateInterval | None) -> _Days | None:
    years = _relative(printed.phrase or "", reference)
    if years is None or years[0].year != years[1].year:
        return None
    return _in_year(printed, years[0].year)


def _shifted_month(printed: PrintedDate, reference: DateInterval | None) -> _Days | None:
    """Resolve 'last October', which in November may still be the one thirteen months back."""
    days = _closed(reference, "month")
    if days is None or printed.month is None:
        return None
    if printed.shift == "this":
        return month_start(days[0].year, printed.month), month_end(days[1].year, printed.month)
    if printed.shift == "next":
        first, last = _next_occurrence(printed, days[0]), _next_occurrence(printed, days[1])
        return (first[0], month_end(last[1].year + 1, printed.month)) if first and last else None
    first = _last_occurrence(printed, month_start(days[0].year, days[0].month) - dt.timedelta(days=1))
    last = _last_occurrence(printed, month_start(days[1].year, days[1].month) - dt.timedelta(days=1))
    if first is None or last is None:
        return None
    is_this_year = last[0].year == days[1].year
    return month_start(first[0].year - 1, printed.month) if is_this_year else first[0], last[1]
