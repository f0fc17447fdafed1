"""When a story was published: all candidates with their evidence, then one decision.

Structured data comes before meta tags, a feed's field, a printed stamp, the byline, the address and a
relative time whose clock is known. The page header, the capture clock and copyright lines only bound it.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsledger.dates import DateInterval, Stamp, find_stamps, parse_machine_date
from newsledger.dates.intervals import to_date
from newsledger.dates.offices import bound_by_offices
from newsledger.dates.printed import PrintedDate, find_printed_dates, is_ahead
from newsledger.dates.resolving import to_mention
from newsledger.vocabulary import CandidateRole, DatePrecision, Document, PublishedBasis

_ORDER: tuple[PublishedBasis, ...] = (
    "structured_data",
    "meta",
    "feed",
    "printed_stamp",
    "byline",
    "url",
    "relative_to_capture",
)
_BASIS: dict[str, PublishedBasis] = {
    "structured_data": "structured_data",
    "meta": "meta",
    "field": "feed",
    "markup": "printed_stamp",
}
_SLACK = dt.timedelta(days=1)  # what time zones may put between two clocks that mean one moment
_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|\Z)|[/-]((?:20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=/)")
_AGO = re.compile(
    r"(?P<count>an?|one|two|three|\d{1,3})\s?(?P<unit>s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)\.?\s+ago",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|has|have|said|told|killed|held|took|began|left|made|went|came|since|\w{3,}ed)\b")
_IN_PRINT = re.compile(r"\bprint(?:ed)?\b")  # the paper comes out some days after the page
_FIRST = re.compile(r"\W{0,4}(?:First|Originally|FIRST|first|originally) (?:published|posted|PUBLISHED)\b")
_LABELLED = re.compile(r"publish|posted|issued|created", re.IGNORECASE)
_PAGE_KINDS: tuple[CandidateRole, ...] = ("page", "capture", "copyright")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A date that might be the publication date."""

    role: CandidateRole
    basis: PublishedBasis
    evidence_text: str
    earliest: dt.date | None
    latest: dt.date | None
    precision: DatePrecision
    at: dt.datetime | None = None
    moment: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """When a story was published, as far as anything says so."""

    at: dt.datetime | None
    earliest: dt.date | None
    latest: dt.date | None
    precision: DatePrecision
    basis: PublishedBasis
    evidence_text: str | None
    chosen: Candidate | None


def page_candidates(document: Document) -> list[Candidate]:
    """Return the dates that the page's own data give: hints of the whole document, and its address."""
    found = []
    for hint in document.hints:
        role: CandidateRole = "publication" if hint.hint_kind == "published" else "update"
        if hint.hint_kind in ("published", "modified") and hint.hint_source in _BASIS:
            stamp = parse_machine_date(hint.value_text)
            if stamp is not None:
                found.append(to_candidate(stamp, role, _BASIS[hint.hint_source], hint.value_text))
    return found + _url_candidates(document.url)


def printed_candidates(text: str, role: CandidateRole, basis: PublishedBasis, country: str | None) -> list[Candidate]:
    """Return the dates of a printed stamp; a line that says 'updated' before one makes it an update."""
    found = []
    last_end = 0
    for stamp in find_stamps(text, country):
        before = text[last_end : stamp.char_start].casefold()
        is_update = any(word in before for word in ("updat", "modif", "edited", "revised", "reviewed"))
        is_publication = any(word in before for word in ("publish", "posted", "created", "issued"))
        own: CandidateRole = "update" if is_update else "publication" if is_publication else role
        own_basis = "byline" if basis == "printed_stamp" and _IN_PRINT.search(before) else basis
        found.append(to_candidate(stamp, own, own_basis, text))
        last_end = stamp.char_end
    return found


def settle_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates where "First published on …" makes later stamps without a label updates."""
    firsts = [c.latest for c in candidates if c.role == "publication" and c.latest and _FIRST.match(c.evidence_text)]
    if not firsts:
        return list(candidates)
    return [
        replace(c, role="update")
        if c.role == "publication"
        and c.basis == "printed_stamp"
        and c.earliest
        and c.earliest > min(firsts)
        and not _LABELLED.search(c.evidence_text)
        else c
        for c in candidates
    ]


def marked_candidate(document: Document, start: int, end: int, printed: Sequence[Candidate]) -> list[Candidate]:
    """Return the moment that the markup gives for the one time in a stamp, "<time datetime=…>3 hours ago</time>".

    Empty when the stamp has no such time or several, or prints another day.
    """
    times = [
        hint
        for hint in document.hints
        if hint.hint_kind == "time" and hint.char_start is not None and start <= hint.char_start < end
    ]
    stamp = parse_machine_date(times[0].value_text) if len(times) == 1 and len(printed) <= 1 else None
    if stamp is None or stamp.at is None:
        return []
    for own in printed:
        if (
            own.earliest is None
            or own.latest is None
            or not own.earliest - _SLACK <= stamp.earliest <= own.latest + _SLACK
        ):
            return []
    said = document.text[start:end].casefold()
    is_update = "updat" in said or "modif" in said
    role = printed[0].role if printed else "update" if is_update else "publication"
    return [to_candidate(stamp, role, "printed_stamp", times[0].value_text)]


def relative_candidate(text: str, fetched_at: dt.datetime | None) -> Candidate | None:
    """Return the date that "35 minutes ago" means by the capture clock; without a clock it means nothing."""
    match = _AGO.search(text)
    if match is None or fetched_at is None:
        return None
    count = match["count"].casefold()
    number = int(count) if count.isdigit() else {"two": 2, "three": 3}.get(count, 1)
    unit = match["unit"].casefold()[0]
    step = {"s": dt.timedelta(seconds=1), "m": dt.timedelta(minutes=1), "h": dt.timedelta(hours=1)}.get(
        unit, dt.timedelta(days=7 if unit == "w" else 1)
    )
    try:
        newest, oldest = fetched_at - number * step, fetched_at - (number + 1) * step
    except OverflowError:
        return None
    is_day = newest.date() == oldest.date()
    role: CandidateRole = "update" if "updat" in text[: match.start()].casefold() else "publication"
    if unit in "sm":
        moment = newest.replace(second=0, microsecond=0)
        return Candidate(
            role=role,
            basis="relative_to_capture",
            evidence_text=text,
            earliest=moment.date(),
            latest=moment.date(),
            precision="minute",
            at=moment,
            moment=moment,
        )
    return Candidate(
        role=role,
        basis="relative_to_capture",
        evidence_text=text,
        earliest=oldest.date(),
        latest=newest.date(),
        precision="day" if is_day else "interval",
        at=dt.datetime.combine(newest.date(), dt.time()) if is_day else None,
    )


def to_candidate(stamp: Stamp, role: CandidateRole, basis: PublishedBasis, evidence_text: str) -> Candidate:
    """Return a stamp as a candidate."""
    return Candidate(
        role=role,
        basis=basis,
        evidence_text=evidence_text.strip()[:300],
        earliest=stamp.earliest,
        latest=stamp.latest,
        precision=stamp.precision,
        at=stamp.published_at,
        moment=stamp.at,
    )


def decide(candidates: Sequence[Candidate], body_text: str, fetched_at: dt.datetime | None) -> Decision:
    """Return the publication date that the candidates and the text allow.

    A candidate after the capture clock is set aside. Publication dates that lie more than a day apart give
    the interval that holds them all. Without any, an update bounds the date from above, and dated events in
    the text from below.
    """
    ceiling = fetched_at.date() + _SLACK if fetched_at else None
    usable = [c for c in candidates if _is_usable(c, ceiling, fetched_at)]
    stated = sorted((c for c in usable if c.role == "publication"), key=lambda c: _ORDER.index(c.basis))
    bounds = [c.latest for c in usable if c.role in ("update", *_PAGE_KINDS) and c.latest]
    if fetched_at is not None:
        bounds.append(fetched_at.date())
    upper = min(bounds) if bounds else None
    if stated:
        return _from_stated(stated, fetched_at)
    update = next((c for c in usable if c.role == "update" and c.latest == upper), None)
    lower, upper, evidence = _bounds_of_content(body_text, upper)
    if update is not None and not (lower and lower > (update.latest or lower)):
        return Decision(
            at=None,
            earliest=lower,
            latest=upper,
            precision="interval",
            basis=update.basis,
            evidence_text=update.evidence_text,
            chosen=update,
        )
    if lower is not None:
        return Decision(
            at=None,
            earliest=lower,
            latest=upper,
            precision="interval",
            basis="content",
            evidence_text=evidence,
            chosen=None,
        )
    return Decision(
        at=None,
        earliest=None,
        latest=upper,
        precision="unknown",
        basis="none",
        evidence_text=None,
        chosen=None,
    )


def _bounds_of_content(text: str, upper: dt.date | None) -> tuple[dt.date | None, dt.date | None, str | None]:
    """Return the bounds that the events and the offices in a text give, and the words of the tighter one."""
    lower, evidence = content_bound(text, upper)
    office = bound_by_offices(text, DateInterval(lower, upper))
    if office is not None:
        if office.interval.latest != upper:  # a passing office dates the events that come without a year
            upper = office.interval.latest
            again, again_evidence = content_bound(text, upper)
        else:
            again, again_evidence = None, None
        is_tighter = again is not None and (office.interval.earliest is None or again > office.interval.earliest)
        lower, evidence = (again, again_evidence) if is_tighter else (office.interval.earliest, office.evidence_text)
    if upper is None and lower is not None:
        return _weekday_bound(text, lower, evidence)
    return lower, upper, evidence


_LONGEST_CALENDAR = 12  # years until the same date falls on the same weekday again, at the most


def _weekday_bound(
    text: str, lower: dt.date, evidence: str | None
) -> tuple[dt.date | None, dt.date | None, str | None]:
    """Return the first day from a year before `lower` on that "Wednesday (June 4)" can be, where that is later.

    A date told as past without its year lies within the year before the publication.
    """
    for own in find_printed_dates(text):
        if own.kind != "day" or own.year is not None or own.weekday is None or not own.month or not own.day:
            continue
        if is_ahead(text, own) or not _PAST.search(text, max(0, own.char_start - 200), own.char_end + 200):
            continue
        years = range(lower.year - 1, min(lower.year + _LONGEST_CALENDAR, dt.MAXYEAR))
        days = (to_date(year, own.month, own.day) for year in years)
        after = lower - dt.timedelta(days=366)
        first = next((day for day in days if day and day > after and day.weekday() == own.weekday), None)
        if first is not None and first > lower:
            lower, evidence = first, text[own.char_start : own.char_end]
    return lower, None, evidence


def content_bound(text: str, upper: dt.date | None) -> tuple[dt.date | None, str | None]:
    """Return the last day that the text tells of as past, and the words that say so.

    Dates without a year are resolved against what is known by then: first the dates with a year give a lower
    bound, then the others are read between that and `upper`.
    """
    printed = find_printed_dates(text)
    bound, evidence = _last_past(text, printed, DateInterval(None, upper), None)
    if upper is None or bound is None:
        return bound, evidence
    later, later_evidence = _last_past(text, printed, DateInterval(bound, upper), bound)
    return (later, later_evidence) if later is not None else (bound, evidence)


def _last_past(
    text: str, printed: Sequence[PrintedDate], reference: DateInterval, bound: dt.date | None
) -> tuple[dt.date | None, str | None]:
    """Return the latest date after `bound` that the text tells of as past; None when there is none."""
    evidence = None
    upper = reference.latest
    latest = None
    for own in printed:
        if own.kind in ("weekday", "relative", "ago") or (upper is None and (own.year is None or own.kind == "year")):
            continue
        mention = to_mention(text, own, reference)
        if mention is None or mention.earliest is None or (upper is not None and mention.earliest > upper):
            continue
        if (bound is not None and mention.earliest <= bound) or is_ahead(text, own):
            continue
        if upper is None and not _PAST.search(text, max(0, own.char_start - 200), own.char_end + 200):
            continue
        bound = latest = mention.earliest
        evidence = text[own.char_start : own.char_end]
    return latest, evidence


def _is_usable(candidate: Candidate, ceiling: dt.date | None, fetched_at: dt.datetime | None) -> bool:
    if candidate.role == "capture" or candidate.earliest is None:
        return False
    if ceiling is not None and candidate.earliest > ceiling:
        return False
    return not (candidate.moment and fetched_at and candidate.moment > fetched_at)


def _from_stated(stated: list[Candidate], fetched_at: dt.datetime | None) -> Decision:
    chosen = stated[0]
    weak = ("relative_to_capture", "byline") if chosen.basis != "byline" else ()
    exact = [c for c in stated if c.precision in ("minute", "day") and c.basis not in weak]
    firsts, lasts = [c.earliest for c in exact if c.earliest], [c.latest for c in exact if c.latest]
    if firsts and lasts and max(firsts) - min(lasts) > _SLACK:
        return Decision(
            at=None,
            earliest=min(firsts),
            latest=max(lasts),
            precision="interval",
            basis=chosen.basis,
            evidence_text=chosen.evidence_text,
            chosen=chosen,
        )
    if chosen.precision not in ("minute", "day") and exact:
        chosen = exact[0]
    at = chosen.at if chosen.precision in ("minute", "day") else None
    if at is not None and fetched_at is not None and at > fetched_at:
        at = None
    precision = chosen.precision if at is not None or chosen.precision not in ("minute", "day") else "interval"
    if at is not None and chosen.moment is not None and at != chosen.moment:
        precision = "day"  # 22:10 EST is another day in UTC
    return Decision(
        at=at,
        earliest=chosen.earliest,
        latest=chosen.latest,
        precision=precision,
        basis=chosen.basis,
        evidence_text=chosen.evidence_text,
        chosen=chosen,
    )


def _url_candidates(url: str | None) -> list[Candidate]:
    if not url:
        return []
    found = []
    match = _URL_DAY.search(url)
    if match is not None:
        stamp = parse_machine_date("-".join(f"{int(part):02}" for part in match.groups() if part))
        if stamp is not None:
            found.append(to_candidate(stamp, "publication", "url", url))
    elif (match := _URL_MONTH.search(url)) is not None:
        stamps = list(find_stamps(f"{_MONTHS[int(match[2]) - 1]} {match[1]}"))
        found += [to_candidate(stamp, "publication", "url", url) for stamp in stamps]
    return found


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
