"""Publication stamps: a printed date with its clock and time zone, and dates that machines wrote."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache

from newsledger.dates.printed import PrintedDate, alternation, find_printed_dates
from newsledger.dates.resolving import resolve_printed
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import DatePrecision


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date with its year, as printed or as a machine wrote it.

    `at` is the moment in UTC, naive, when clock and zone are known; `earliest` and `latest` are the days
    that it allows, the printed one and that of the moment in UTC; `printed_on` is null unless it is one day.
    """

    char_start: int
    char_end: int
    earliest: dt.date
    latest: dt.date
    precision: DatePrecision
    at: dt.datetime | None
    printed_on: dt.date | None = None

    @property
    def published_at(self) -> dt.datetime | None:
        """The moment, or midnight of the printed day; None when not even the day is certain.

        A moment that falls on another day in UTC gives way to the printed day: that is the day of the story.
        """
        day = self.printed_on
        if self.at is not None and day in (None, self.at.date()):
            return self.at
        return dt.datetime.combine(day, dt.time()) if day else None


_CLOCK = r"(?P<{0}h>[01]?\d|2[0-3])[:.](?P<{0}m>[0-5]\d)(?::[0-5]\d)?(?:[ \u00a0]?(?P<{0}p>[AaPp]\.?[Mm]\b\.?))?"
_HOUR = r"|(?P<{0}H>1[0-2]|[1-9])[ \u00a0]?(?P<{0}q>[AaPp]\.?[Mm]\b\.?)"


@cache
def _zones() -> dict[str, tuple[tuple[int, str], ...]]:
    zones: dict[str, tuple[tuple[int, str], ...]] = {}
    for row in read_lexicon("time_zones"):
        zones[row["zone"]] = (*zones.get(row["zone"], ()), (int(row["offset_minutes"]), row["country"]))
    return zones


@cache
def _clock_after() -> re.Pattern[str]:
    names = alternation(_zones())
    zone = rf"(?:[ \u00a0]?\(?(?P<z>(?:GMT|UTC)?[ ]?[+-]\d\d?(?::?\d\d)?|(?:{names})(?:\b|(?=[A-Z][a-z])))\)?)"
    return re.compile(
        rf"(?:T| / |[ ,|•·@–—-]{{0,4}}(?:at )?(?:\()?)(?:{_CLOCK.format('a')}{_HOUR.format('a')})"
        rf"(?:[:.]\d+)*{zone}?(?![a-z\d])"
    )


@cache
def _clock_before() -> re.Pattern[str]:
    zone = rf"(?:[ \u00a0]?\(?(?P<z>(?:GMT|UTC)[+-]\d\d?(?::?\d\d)?|(?:{alternation(_zones())})\b)\)?)"
    return re.compile(rf"(?<![\d:.])(?:{_CLOCK.format('a')}{_HOUR.format('a')}){zone}?(?:[ ,|•·–—-]|on ){{1,4}}\Z")


def find_stamps(text: str, country: str | None = None) -> Iterator[Stamp]:
    """Yield the dates of a text that carry their year, with clock and time zone where printed beside them.

    Args:
        text: a line, or a few.
        country: two-letter code of the outlet's country, which settles zone names with several meanings.
    """
    for printed in find_printed_dates(text):
        days = resolve_printed(printed)
        if days is None or days.earliest is None or days.latest is None:
            continue
        yield _to_stamp(text, printed, days.earliest, days.latest, country)


def parse_machine_date(value: str) -> Stamp | None:
    """Return the date of a meta tag, a JSON field or a feed; None when it holds no date with a year.

    A clock without an offset leaves only the day.
    """
    value = value.strip()
    for parse in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value)
        except ValueError:
            continue
        return _from_moment(value, moment, has_clock=len(value) > 10)
    if re.fullmatch(r"1[0-9]{9}(?:[0-9]{3})?", value):
        return _from_moment(value, dt.datetime.fromtimestamp(int(value[:10]), dt.UTC), has_clock=True)
    return next(find_stamps(value), None)


def _from_moment(value: str, moment: dt.datetime, *, has_clock: bool) -> Stamp | None:
    printed = moment.date()
    if not 1990 <= printed.year <= 9990:
        return None
    if moment.tzinfo is None or not has_clock:
        return Stamp(0, len(value), printed, printed, "day", None, printed)
    at = moment.astimezone(dt.UTC).replace(tzinfo=None)
    first, last = sorted((printed, at.date()))
    return Stamp(0, len(value), first, last, "minute", at, printed)


def _to_stamp(text: str, printed: PrintedDate, earliest: dt.date, latest: dt.date, country: str | None) -> Stamp:
    start, end = printed.char_start, printed.char_end
    if earliest != latest:
        precision: DatePrecision = {"month": "month", "year": "year"}.get(printed.kind, "interval")  # type: ignore[assignment]
        beside = _clock_after().match(text, end) if printed.kind == "numeric" else None
        end = beside.end() if beside is not None else end
        return Stamp(start, end, earliest, latest, precision, None)
    clock = _clock_after().match(text, end)
    if clock is None:
        clock = _clock_before().search(text, max(0, start - 30), start)
    if clock is None:
        return Stamp(start, end, earliest, latest, "day", None, earliest)
    start, end = min(start, clock.start()), max(end, clock.end())
    time, offsets = _time(clock), _offsets(clock["z"], country)
    if time is None or not offsets:
        return Stamp(start, end, earliest, latest, "day", None, earliest)
    local = dt.datetime.combine(earliest, time)
    moments = [local - dt.timedelta(minutes=offset) for offset in offsets]
    days = sorted([earliest, *(moment.date() for moment in moments)])
    if len(set(moments)) > 1:
        return Stamp(start, end, days[0], days[-1], "day", None, earliest)
    return Stamp(start, end, days[0], days[-1], "minute", moments[0], earliest)


def _time(clock: re.Match[str]) -> dt.time | None:
    hour, minute = int(clock["ah"] or clock["aH"]), int(clock["am"] or 0)
    half = (clock["ap"] or clock["aq"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return dt.time(hour, minute)


def _offsets(zone: str | None, country: str | None) -> list[int]:
    if zone is None:
        return []
    if zone in _zones():
        rows = _zones()[zone]
        at_home = [offset for offset, where in rows if country is not None and where == country]
        return at_home or [offset for offset, _ in rows]
    match = re.search(r"([+-])(\d\d?):?(\d\d)?$", zone)
    if match is None or int(match[2]) > 14:
        return []
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return [minutes if match[1] == "+" else -minutes]
