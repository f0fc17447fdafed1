"""A story as an article: its words, its outlet and authors, its dates with their candidates."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from resiliparse.parse.lang import detect_fast

from newsledger.dates.printed import find_printed_dates
from newsledger.identity import content_id
from newsledger.lexicon import read_lexicon
from newsledger.segments.dating import (
    Candidate,
    Decision,
    decide,
    marked_candidate,
    page_candidates,
    printed_candidates,
    relative_candidate,
    settle_first,
)
from newsledger.segments.inline import Dateline
from newsledger.segments.mastheads import find_own_masthead
from newsledger.segments.outlets import (
    Outlet,
    find_authors,
    from_byline,
    from_print_line,
    from_source_line,
    host_of,
    outlet_from_label,
    outlet_from_source,
)
from newsledger.segments.parts import feed_label_of
from newsledger.segments.phrases import agency_name
from newsledger.segments.shapes import Shape, count_words, provider_in
from newsledger.segments.stories import Story
from newsledger.segments.units import Unit
from newsledger.vocabulary import Article, DateCandidate, Document, SegmentKind

_AROUND_HEADLINE = re.compile(
    r"\A(?:date (?:19|20)\d\d-\d\d-\d\d (?=\S)|#{1,6}\s+|[•▪►‣●○■□]\s+|\*\*(?=\w)|Subject: (?:(?:Re|Fwd?): ){0,3})"
    r"|(?<=\w)\*\*\Z"
)
_HELPER = re.compile(r"\bwith (?P<name>[A-Z]{2,6})\)?\.?\Z")  # "by our newsroom with LPA"
_STAMP_SOURCE = re.compile(  # "COASTWIRE / 15 May 2024"
    r"(?P<name>[A-Z][\w-]{0,20}(?: [A-Z][\w-]{0,20}){0,2}?"
    r"(?:[Ww]ire|WIRE| Press Agency| News Agency| News Service))\s?[/|•·–—-]"
)
_WIRE = re.compile(r" \((?P<name>[^()]{2,40})\) ")  # "ORLEN, Karvia (AFP) Oct 14, 2004"
_POSTED_AT = re.compile(r"Posted by .{2,60} at \d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\.?)?")  # the foot of a post in a weblog
_FOOT_LINES = 8  # below the last paragraph
_LANGUAGE_SCORE = 1200  # resiliparse calls a text unknown above this distance
_LANGUAGE_CHARS = 120  # a shorter text says too little
_LITTLE_CHARS = 2000
_LITTLE_WORDS = 8
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Page:
    """What the stories of a page share; `page_stamps` are the units above its first headline that show a date."""

    document: Document
    units: Sequence[Unit]
    shapes: Sequence[Shape]
    site: Outlet | None
    page_stamps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the document with the white space after it, and the number of its story."""

    char_start: int
    char_end: int
    kind: SegmentKind
    story: int | None


def to_article(
    page: Page,
    story: Story,
    number: int,
    spans: Sequence[Span],
    dateline: tuple[int, Dateline] | None,
    above: range,
) -> tuple[Article, list[DateCandidate]]:
    """Return a story as an article, with the candidates for its date.

    Args:
        page: the page that prints it.
        story: its units.
        number: its place among the stories of the page, from 0.
        spans: the stretches of the document that are part of it, in order.
        dateline: its dateline and the unit that holds it.
        above: the units between the story before and it; empty for the first.
    """
    document = page.document
    body_text = _text_of(document, spans, "standfirst", "body")
    headline = _AROUND_HEADLINE.sub("", _text_of(document, spans, "headline")) or None
    outlet = _outlet(page, story, spans, dateline, above)
    candidates = _candidates(page, story, number, spans, outlet)
    candidates = settle_first(candidates)
    decision = decide(candidates, body_text, document.fetched_at)
    article = Article(
        article_id=content_id(outlet.name if outlet else None, headline, body_text),
        document_id=document.document_id,
        ordinal=number,
        is_embedded=number > 0,
        headline=headline,
        standfirst_text=_text_of(document, spans, "standfirst") or None,
        body_text=body_text,
        text_sha256=hashlib.sha256(body_text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=_language(body_text),
        outlet_name=outlet.name if outlet else None,
        outlet_evidence_text=outlet.evidence_text if outlet else None,
        provider_name=_provider(document, spans, dateline),
        author_names=_authors(document, spans, number, outlet, dateline[1].place if dateline else None),
        dateline_place=dateline[1].place if dateline else None,
        published_at=decision.at,
        published_earliest=decision.earliest,
        published_latest=decision.latest,
        published_precision=decision.precision,
        published_basis=decision.basis,
        published_evidence_text=decision.evidence_text,
        page_date=next((c.earliest for c in candidates if c.role == "page"), None),
        word_count=count_words(body_text),
    )
    return article, _date_rows(article, candidates, decision)


def _text_of(document: Document, spans: Sequence[Span], *kinds: SegmentKind) -> str:
    return "".join(_unwrapped(document.text[s.char_start : s.char_end]) for s in spans if s.kind in kinds).strip()


def _words_of(document: Document, span: Span) -> str:
    return _unwrapped(document.text[span.char_start : span.char_end]).strip()


def _unwrapped(text: str) -> str:
    """Return the words of a span with the lines of a wrapped paragraph as one; the white space after it stays."""
    own = text.rstrip()
    if "\n" not in own:
        return text
    lines = (line.strip(" \t\r") for line in own.split("\n"))
    return " ".join(line for line in lines if line) + text[len(own) :]


def _language(text: str) -> str:
    language, score = ("unknown", 0)
    if len(text) >= _LANGUAGE_CHARS:
        language, score = detect_fast(text[:20_000].encode("utf-8", "replace").decode("utf-8"))
    if language != "en" and _is_plainly_english(text):
        return "en"
    return language if language != "unknown" and score <= _LANGUAGE_SCORE else "und"


def _is_plainly_english(text: str) -> bool:
    """Tell whether the little words of a short text, which the detector takes for Frisian or Scots, are English."""
    words = _LETTERS.findall(text[:_LITTLE_CHARS].lower())
    little = sum(word in _little_words() for word in words)
    return len(words) >= _LITTLE_WORDS and words.count("the") * 50 >= len(words) and little * 3 >= len(words)


@cache
def _little_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words"))


def _outlet(
    page: Page, story: Story, spans: Sequence[Span], dateline: tuple[int, Dateline] | None, above: range
) -> Outlet | None:
    """Return the outlet of one story: its feed label, its dateline, a paper's name by it, else the page's."""
    label = _feed_label(page, story)
    labelled = outlet_from_label(label) if label else None
    named = outlet_from_source(dateline[1].source) if dateline else None
    lines = [(s.kind, _words_of(page.document, s)) for s in spans if s.kind in ("byline", "published_stamp")]
    stamps = [line for kind, line in lines if kind == "published_stamp"]
    stamped = next((o for line in stamps if (o := from_byline(line) or from_print_line(line))), None)
    printed = next((o for kind, line in lines if kind == "byline" and (o := from_byline(line))), None)
    sourced = next((o for kind, line in lines if kind == "byline" and (o := from_source_line(line))), None)
    own = None
    if above:
        told = " ".join(_words_of(page.document, s) for s in spans if s.kind in ("dateline", "body", "standfirst"))
        own = find_own_masthead(page.units, page.shapes, above, told)
    return labelled or named or stamped or sourced or own or (printed if page.site is None else None) or page.site


def _feed_label(page: Page, story: Story) -> str | None:
    return feed_label_of(page.units, page.shapes, story.headline) if story.headline is not None else None


def _provider(document: Document, spans: Sequence[Span], dateline: tuple[int, Dateline] | None) -> str | None:
    for span in spans:
        if span.kind == "byline":
            names = provider_in(_words_of(document, span))
            if names and from_source_line(_words_of(document, span)) is None:
                return names[0]
            helper = _HELPER.search(_words_of(document, span)) if names is None else None
            if helper is not None:
                return agency_name(helper["name"]) or helper["name"]
        elif span.kind == "published_stamp":
            first = _STAMP_SOURCE.match(_words_of(document, span)) or _WIRE.search(_words_of(document, span))
            if first is not None and (first.re is _STAMP_SOURCE or agency_name(first["name"])):
                return agency_name(first["name"]) or first["name"]
    return agency_name(dateline[1].source) if dateline and dateline[1].source else None


def _authors(
    document: Document, spans: Sequence[Span], number: int, outlet: Outlet | None, place: str | None
) -> tuple[str, ...]:
    names: list[str] = []
    for span in spans:
        if span.kind in ("byline", "published_stamp"):
            names += find_authors(_words_of(document, span))
    if not names and number == 0:
        names = [hint.value_text.strip() for hint in document.hints if hint.hint_kind == "author"]
    printer = outlet.name.casefold() if outlet else None
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() != printer and name != place))


def _candidates(page: Page, story: Story, number: int, spans: Sequence[Span], outlet: Outlet | None) -> list[Candidate]:
    document = page.document
    country = _country(document.url, outlet)
    is_fed = any(
        page.shapes[i].kind == "relative_stamp" for i, kind in story.kinds.items() if kind == "published_stamp"
    )
    found = page_candidates(document) if number == 0 and not is_fed else []
    for span in spans:
        text = _words_of(document, span)
        if span.kind == "published_stamp":
            relative = relative_candidate(text, document.fetched_at)
            printed = printed_candidates(text, "publication", "printed_stamp", country)
            marked = marked_candidate(document, span.char_start, span.char_end, printed)
            found += marked or printed or ([relative] if relative else [])
        elif span.kind in ("byline", "dateline"):
            found += printed_candidates(text, "publication", "byline", country)
    own_days = _dateline_days(document, spans) if number == 0 else frozenset()
    is_post = number == 0 and len(page.page_stamps) == 1 and _is_post(page, story)
    for order, index in enumerate(page.page_stamps):
        stamp = page.units[index].text
        stamps = printed_candidates(stamp, "page", "none", country)
        own = [c for c in stamps if _is_on(c, own_days) or is_post]
        found += [replace(c, role="publication", basis="printed_stamp") for c in own]
        if order == 0:
            found += [replace(c, role="page") for c in stamps]
    return found


def _is_post(page: Page, story: Story) -> bool:
    """Tell whether the foot of a story says at what hour it was posted: the weblog prints the day above its title."""
    below = page.units[story.body[-1] + 1 : story.body[-1] + 1 + _FOOT_LINES]
    return any(_POSTED_AT.match(unit.text) for unit in below)


def _dateline_days(document: Document, spans: Sequence[Span]) -> frozenset[tuple[int, int]]:
    """Return month and day of the dates in the dateline of a story: 'KYIV, Nov 19 (AFP)'."""
    lines = (document.text[s.char_start : s.char_end] for s in spans if s.kind == "dateline")
    return frozenset((d.month, d.day) for line in lines for d in find_printed_dates(line) if d.month and d.day)


def _is_on(candidate: Candidate, days: frozenset[tuple[int, int]]) -> bool:
    """Tell whether a date above the headline is the one that the dateline prints: then it is the story's own."""
    first, last = candidate.earliest, candidate.latest
    if first is None or last is None or (last - first).days > 1:
        return False
    return any((day.month, day.day) in days for day in (first, last))


@cache
def _countries() -> dict[str, str]:
    return {row["word"]: row["country"] for row in read_lexicon("outlet_countries")}


def _country(url: str | None, outlet: Outlet | None) -> str | None:
    """Return the country of an outlet by its address or its name, to settle names of time zones."""
    ending = host_of(url).rsplit(".", 1)[-1]
    if len(ending) == 2 and ending.isalpha():
        return "gb" if ending == "uk" else ending
    words = outlet.name.split() if outlet else []
    return next((_countries()[word] for word in words if word in _countries()), None)


def _date_rows(article: Article, candidates: Sequence[Candidate], decision: Decision) -> list[DateCandidate]:
    return [
        DateCandidate(
            article_id=article.article_id,
            document_id=article.document_id,
            ordinal=ordinal,
            candidate_role=candidate.role,
            basis=candidate.basis,
            evidence_text=candidate.evidence_text,
            dated_at=candidate.moment,
            earliest=candidate.earliest,
            latest=candidate.latest,
            date_precision=candidate.precision,
            is_chosen=candidate is decision.chosen,
        )
        for ordinal, candidate in enumerate(candidates)
    ]
