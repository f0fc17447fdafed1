"""When a dump was captured, told without opening it."""

import datetime as dt
import re
from collections.abc import Iterator

# 2026-03-01, 20260301, 20260301T1215, 20260301121500, 2026/03/01, year=2026/month=03/day=01
_DAY_IN_PATH = re.compile(
    r"(?<![0-9])(?:year=)?(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-_./]?)(?:month=)?(?P<month>[0-9]{2})"
    r"(?P=mark)(?:day=)?(?P<day>[0-9]{2})(?=$|[^0-9]|[0-9]{4}(?:[0-9]{2})?(?![0-9]))"
)
_NANOSECONDS = 10**9
# Smaller numbers are an ETag or a size, not a local file's time of change.
_LEAST_NANOSECONDS = 10**17


def find_capture_days(
    uri: str, modified_text: str, clocks: tuple[dt.datetime, dt.datetime] | None = None
) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day on which a dump was captured (UTC), or None when nothing tells.

    The best that is known: the capture clocks of its records, when the lake holds them; else the last date in its
    address, as archives of crawls are named; else the day of its last change, when the store tells one.
    """
    if clocks is not None:
        return clocks[0].date(), clocks[1].date()
    day = next(_days_in_path(uri), None) or _changed_on(modified_text)
    return (day, day) if day else None


def _days_in_path(uri: str) -> Iterator[dt.date]:
    for match in reversed([*_DAY_IN_PATH.finditer(uri)]):
        try:
            yield dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue  # 2026-13-45 is a number that looks like a day


def _changed_on(modified_text: str) -> dt.date | None:
    if modified_text.isascii() and modified_text.isdigit() and int(modified_text) >= _LEAST_NANOSECONDS:
        return dt.datetime.fromtimestamp(int(modified_text) / _NANOSECONDS, dt.UTC).date()
    try:
        moment = dt.datetime.fromisoformat(modified_text)
    except ValueError:
        return None
    return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
