"""Stretches of days, and how one is moved or widened."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from newsledger.vocabulary import DatePrecision


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The days from earliest to latest, both included; an end that is None is open."""

    earliest: dt.date | None
    latest: dt.date | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date that a text names: where it stands and which days it allows.

    `earliest` and `latest` are None, and the precision "unknown", when neither the text nor the reference
    says which year is meant.
    """

    char_start: int
    char_end: int
    earliest: dt.date | None
    latest: dt.date | None
    precision: DatePrecision


def month_start(year: int, month: int) -> dt.date:
    """Return the first day of a month; the month may lie outside 1..12 and is carried into the year."""
    years, index = divmod(month - 1, 12)
    return dt.date(year + years, index + 1, 1)


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month; the month may lie outside 1..12 and is carried into the year."""
    first = month_start(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def to_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, or None when the calendar has no such day."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return dt.date(year, month, day)


def precision_of(earliest: dt.date, latest: dt.date) -> DatePrecision:
    """Name the precision of closed bounds: a day, a calendar month or year, or else an interval."""
    if earliest == latest:
        return "day"
    if earliest.day != 1 or latest != month_end(latest.year, latest.month):
        return "interval"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return "month"
    return "year" if (earliest.year, earliest.month, latest.month) == (latest.year, 1, 12) else "interval"
