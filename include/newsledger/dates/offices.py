"""What the offices that a text names say of its date: nobody is a president-elect before the election."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsledger.dates.intervals import DateInterval
from newsledger.lexicon import read_lexicon

_OFFICE = re.compile(
    r"\b(?P<then>then[ -]|former |ex-)?(?:[A-Z]\.?[A-Z]\.? )?"
    r"(?P<office>(?:vice )?president-elect|(?:vice )?president|prime minister|chancellor|pope)\s+"
    r"(?=(?P<name>[\w.'’-]{1,40}(?:\s[\w.'’-]{1,40}){0,4}))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class _Term:
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeBound:
    """What an office by a name says: the text was not written before, nor after when the office is a passing one."""

    interval: DateInterval
    evidence_text: str


def bound_by_offices(text: str, known: DateInterval) -> OfficeBound | None:
    """Return when a text can have been written, by the offices that it gives to people; None when they say nothing.

    A holder of an office bounds from below only, since the title is kept in later reports. Somebody elected and not
    sworn in bounds from both sides. Where a name had two such terms, those that `known` allows are taken together.
    """
    lower, upper = known.earliest, known.latest
    lower_evidence: str | None = None
    upper_evidence: str | None = None
    passing: list[tuple[str, tuple[_Term, ...]]] = []
    for evidence, terms in _named_terms(text):
        if any(term.until for term in terms):
            passing.append((evidence, terms))
        since = min(term.since for term in terms)
        if lower is None or since > lower:
            lower, lower_evidence = since, evidence
    for evidence, terms in passing:
        fitting = [
            t for t in terms if (lower is None or (t.until or lower) >= lower) and (upper is None or t.since <= upper)
        ]
        if not fitting:
            continue
        since, until = min(t.since for t in fitting), max(t.until or t.since for t in fitting)
        if lower is None or since > lower:
            lower, lower_evidence = since, evidence
        if upper is None or until < upper:
            upper, upper_evidence = until, evidence
    words = upper_evidence or lower_evidence
    if words is None or (lower is not None and upper is not None and lower > upper):
        return None
    return OfficeBound(interval=DateInterval(lower, upper), evidence_text=words)


def _named_terms(text: str) -> Iterator[tuple[str, tuple[_Term, ...]]]:
    for match in _OFFICE.finditer(text):
        office = " ".join(match["office"].casefold().split())
        ends = [word.end() for word in _WORD.finditer(match["name"])]
        for end in reversed(ends):
            name = _POSSESSIVE.sub("", match["name"][:end].rstrip(".,"))
            terms = _terms().get((office, " ".join(name.casefold().split())))
            if terms and not (match["then"] and terms[0].until):
                yield text[match.start("office") : match.start("name") + len(name)], terms
                break


@cache
def _terms() -> dict[tuple[str, str], tuple[_Term, ...]]:
    terms: dict[tuple[str, str], tuple[_Term, ...]] = {}
    for row in read_lexicon("office_terms"):
        until = dt.date.fromisoformat(row["until"]) if row["until"] else None
        term = _Term(dt.date.fromisoformat(row["since"]), until)
        for name in {row["name"], row["family_name"]} - {""}:
            key = (row["office"], name.casefold())
            terms[key] = (*terms.get(key, ()), term)
    return terms
