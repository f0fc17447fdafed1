"""Cut a document: each character into one segment, stories into articles, dates into candidates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsledger.identity import content_id
from newsledger.segments.articles import Page, Span, to_article
from newsledger.segments.inline import Dateline, cut_paragraph, find_dateline
from newsledger.segments.leftovers import kinds_outside
from newsledger.segments.mastheads import find_masthead
from newsledger.segments.outlets import Outlet, copyright_owner, find_site_outlet, split_title
from newsledger.segments.parts import add_parts
from newsledger.segments.phrases import normalise
from newsledger.segments.shapes import Shape, settle_shapes, shape_of
from newsledger.segments.stories import Story, find_stories
from newsledger.segments.units import Unit, split_units
from newsledger.vocabulary import Article, DateCandidate, Document, Segment, SegmentKind

_ARTICLE_KINDS = frozenset(
    {"headline", "standfirst", "byline", "dateline", "published_stamp", "section_heading", "body"}
)
_SPEAKER = re.compile(r"[A-Z][A-Z.’' -]{2,40}: ")
_FURNITURE_LINES = 200  # a page names itself at its top or its end
_SUMMARY_CHARS = 600  # a longer text before "read more" is no summary


@dataclass(frozen=True, slots=True)
class Cut:
    """A document cut up: its segments in order, its articles in order, and the candidates for their dates."""

    segments: tuple[Segment, ...]
    articles: tuple[Article, ...]
    date_candidates: tuple[DateCandidate, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of the document without the white space after it: what it is, and the number of its story."""

    char_start: int
    kind: SegmentKind
    story: int | None


def cut_document(document: Document) -> Cut:
    """Return the segments, articles and date candidates of a document.

    Segments tile `document.text` in order; each takes the white space after it. `body_text` of an article
    is the text of its standfirst and body segments in order, stripped at both ends; what interrupts it is a
    segment of its own and left out. A story printed twice is one article. A document without an article gives
    segments only.
    """
    units = split_units(document)
    known: dict[str, Shape] = {}
    shapes = settle_shapes(units, [shape_of(unit, known) for unit in units])
    titles = _titles(document)
    has_markup = document.media_type == "text/html"
    stories = add_parts(units, shapes, find_stories(units, shapes, titles), has_markup=has_markup)
    datelines = [_dateline_of(units, story) for story in stories]
    site = _site_outlet(document, units, shapes, stories)
    names = frozenset({normalise(site.name)} if site else ())
    spans = _spans(document.text, _marks(units, shapes, stories, datelines, names))
    page = Page(document, units, shapes, site, _page_stamps(shapes, stories))
    articles: dict[int, Article] = {}
    candidates: list[DateCandidate] = []
    end = 0
    for place, (story, own) in enumerate(zip(stories, _by_story(spans, len(stories)), strict=True)):
        gap, end = range(end if place else 0, _top_of(story) if place else 0), max(story.kinds) + 1
        article, dates = to_article(page, story, len(articles), own, datelines[place], gap)
        if all(article.article_id != earlier.article_id for earlier in articles.values()):
            articles[place] = article
            candidates += dates
    segments = _segments(document, spans, articles)
    return Cut(segments, tuple(articles.values()), tuple(candidates))


def _titles(document: Document) -> frozenset[str]:
    """Return the page's titles by markup and fields, with and without the name of the site, normalised."""
    printed = [hint.value_text for hint in document.hints if hint.hint_kind == "title"]
    return frozenset(normalise(part) for title in printed for part in (title, split_title(title)[0]) if part.strip())


def _site_outlet(
    document: Document, units: Sequence[Unit], shapes: Sequence[Shape], stories: Sequence[Story]
) -> Outlet | None:
    first = stories[0] if stories else None
    top = _top_of(first) if first else 0
    above = [unit.text for unit, shape in zip(units[:top], shapes[:top], strict=True) if shape.kind != "prose"]
    headline = units[first.headline].text if first and first.headline is not None else None
    lines = _furniture_lines(units, shapes, stories)
    own = range(top, first.body[-1] + 1 if first else 0)
    masthead = find_masthead(units, shapes, own, document.text, copyright_owner(lines))
    return find_site_outlet(document, above, lines, headline, masthead)


def _top_of(story: Story) -> int:
    first = min(story.kinds)
    return first if story.headline is None else min(first, story.headline)


def _furniture_lines(units: Sequence[Unit], shapes: Sequence[Shape], stories: Sequence[Story]) -> list[str]:
    """Return the short lines that are neither prose nor headline, where a page names itself."""
    headlines = {story.headline for story in stories}
    lines = [
        unit.text
        for index, (unit, shape) in enumerate(zip(units, shapes, strict=True))
        if shape.kind != "prose" and len(unit.text) <= 300 and index not in headlines
    ]
    return lines[:_FURNITURE_LINES] + lines[-_FURNITURE_LINES:] if len(lines) > 2 * _FURNITURE_LINES else lines


def _dateline_of(units: Sequence[Unit], story: Story) -> tuple[int, Dateline] | None:
    first = next((i for i in story.body if story.kinds[i] == "body"), story.body[0])
    for index in (first, story.body[0]):
        dateline = find_dateline(units[index].text)
        if dateline is not None and not _is_transcript(units, story, index, dateline):
            return index, dateline
    return None


def _is_transcript(units: Sequence[Unit], story: Story, index: int, dateline: Dateline) -> bool:
    """Tell whether a name in capitals and a colon opens other lines of a story too: they say who speaks."""
    if not units[index].text[: dateline.char_end].rstrip().endswith(":"):
        return False
    return any(i != index and _SPEAKER.match(units[i].text) for i in story.kinds)


def _marks(
    units: Sequence[Unit],
    shapes: Sequence[Shape],
    stories: Sequence[Story],
    datelines: Sequence[tuple[int, Dateline] | None],
    outlet_names: frozenset[str],
) -> list[_Mark]:
    owned: dict[int, tuple[SegmentKind, int]] = {}
    for ordinal, story in enumerate(stories):
        owned |= {index: (own, ordinal) for index, own in story.kinds.items()}
        if story.headline is not None:
            owned[story.headline] = ("headline", ordinal)
    outside = kinds_outside(units, shapes, stories, outlet_names)
    begins = {dateline[0]: dateline[1].char_end for dateline in datelines if dateline}
    marks: list[_Mark] = []
    kind: SegmentKind
    number: int | None
    for index, unit in enumerate(units):
        kind, number = owned[index] if index in owned else (outside.get(index, "noise"), None)
        if kind not in ("body", "standfirst"):
            marks.append(_Mark(unit.char_start, kind, number if kind in _ARTICLE_KINDS else None))
            continue
        is_first = number is not None and index == stories[number].body[0]
        marks += _body_marks(unit, kind, number, begins.get(index, 0), is_first=is_first)
    return marks


def _body_marks(unit: Unit, kind: SegmentKind, number: int | None, dateline_end: int, *, is_first: bool) -> list[_Mark]:
    """Return the marks of a paragraph: its dateline, its own text, and what interrupts it.

    A summary that ends in "read more" and runs into the first paragraph is a standfirst.
    """
    marks = [_Mark(unit.char_start, "dateline", number)] if dateline_end else []
    position = dateline_end
    for piece in cut_paragraph(unit.text):
        if piece.char_start < position:
            continue
        if unit.text[position : piece.char_start].strip():
            is_summary = is_first and not marks and unit.text[piece.char_start : piece.char_end] == "read more"
            own = "standfirst" if is_summary and piece.char_start < _SUMMARY_CHARS else kind
            marks.append(_Mark(unit.char_start + position, own, number))
        owner = number if piece.kind in _ARTICLE_KINDS else None
        marks.append(_Mark(unit.char_start + piece.char_start, piece.kind, owner))
        position = piece.char_end
        while position < len(unit.text) and unit.text[position].isspace():
            position += 1
    if position < len(unit.text):
        marks.append(_Mark(unit.char_start + position, kind, number))
    return marks


def _spans(text: str, marks: Sequence[_Mark]) -> list[Span]:
    """Return the marks as stretches that tile the text; runs of navigation and noise become one."""
    merged: list[_Mark] = []
    for mark in marks:
        if merged and mark.kind == merged[-1].kind and mark.kind in ("navigation", "noise"):
            continue
        merged.append(mark)
    if not merged:
        return [Span(0, len(text), "noise", None)] if text else []
    starts = [0, *(mark.char_start for mark in merged[1:]), len(text)]
    return [Span(starts[i], starts[i + 1], mark.kind, mark.story) for i, mark in enumerate(merged)]


def _by_story(spans: Sequence[Span], count: int) -> list[list[Span]]:
    own: list[list[Span]] = [[] for _ in range(count)]
    for span in spans:
        if span.story is not None:
            own[span.story].append(span)
    return own


def _page_stamps(shapes: Sequence[Shape], stories: Sequence[Story]) -> tuple[int, ...]:
    """Return the units above the first headline that show a date; the first is that of the page."""
    top = min(stories[0].kinds) if stories else 0
    roles = ("bare", "page")
    return tuple(i for i in range(top) if shapes[i].kind == "stamp" and shapes[i].stamp_role in roles)


def _segments(document: Document, spans: Sequence[Span], articles: Mapping[int, Article]) -> tuple[Segment, ...]:
    """Return the spans as segments; a story that the page prints a second time is noise."""
    owners = {place: article.article_id for place, article in articles.items()}
    return tuple(
        Segment(
            segment_id=content_id(document.document_id, span.char_start),
            document_id=document.document_id,
            ordinal=ordinal,
            segment_kind=span.kind if span.story is None or span.story in owners else "noise",
            char_start=span.char_start,
            char_end=span.char_end,
            article_id=owners.get(span.story) if span.story is not None else None,
            segment_text=document.text[span.char_start : span.char_end],
        )
        for ordinal, span in enumerate(spans)
    )
