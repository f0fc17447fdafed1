"""Which of the lines above a story is its headline."""

import re
from collections.abc import Sequence

from newsledger.segments.outlets import is_masthead, is_name_line
from newsledger.segments.phrases import Effect, normalise
from newsledger.segments.shapes import Shape
from newsledger.segments.units import Unit
from newsledger.vocabulary import HintKind

_OUTSIDE: frozenset[HintKind] = frozenset({"navigation", "aside", "footer", "comment", "link_list"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")  # the line with the date of a page is no title of a list
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME_AT = re.compile(r"(?P<name>[^\n]{4,40}?)(?: in [A-Z][\w.’' -]{1,30}|,? (?:and|&) [A-Z][\w.’' -]{3,30})\Z")
_CLOCK_FIRST = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\.?)?,? [A-Z\d]")
_IN_BRACKETS = re.compile(r" \([^()]{1,30}\)\Z")
_LOOK = 2500  # characters of the story that are compared with a headline
_PAIR_FITS = 0.25  # the same of a headline whose summary fits
_PAIR_WORDS = 6  # of a headline; the summary right under it has some more
_NAME_WORDS = 3  # so few are the name of a paper or a section when a longer title is there
_HEADING_WORDS = 8  # of a section heading
_HEADING_LEAST = 4  # words of a headline above one
_HEADER_LINES = 5  # between headline and byline
_KICKER_WORDS = 4
_LOUD_WORDS = 4  # of a headline in capitals; a kicker in capitals is shorter
_FITS = 0.34  # share of a headline's words that come back in its story


def effect_of(shape: Shape) -> Effect:
    """Return what a unit says of those after it; "none" when it is no page furniture."""
    return shape.furniture.effect if shape.furniture is not None else "none"


def is_outside(unit: Unit) -> bool:
    """Tell whether the markup says that a unit is no part of an article."""
    return bool(unit.hints & _OUTSIDE)


def is_header(shape: Shape) -> bool:
    """Tell whether a unit is a byline or a stamp, such as stand between headline and body."""
    return shape.kind in ("byline", "relative_stamp") or (shape.kind == "stamp" and shape.stamp_role != "capture")


def is_stamped_above(units: Sequence[Unit], shapes: Sequence[Shape], headline: int, body: int) -> bool:
    """Tell whether paper and stamp stand right above a headline, as in the feed of an aggregator."""
    if headline != body - 1 or headline < 2 or shapes[headline - 1].kind != "stamp":
        return False
    above = _IN_BRACKETS.sub("", units[headline - 2].text)
    is_published = shapes[headline - 1].stamp_role == "publication" and shapes[headline - 2].word_count <= _PAPER_WORDS
    return is_masthead(above) or is_published


_PAPER_WORDS = 5


def is_feed_stamp(units: Sequence[Unit], shapes: Sequence[Shape], index: int) -> bool:
    """Tell whether a stamp stands between two lines that name the same paper, as in the feed of an aggregator."""
    if shapes[index].kind not in ("stamp", "relative_stamp") or not 0 < index < len(units) - 1:
        return False
    name = normalise(units[index - 1].text)
    below = units[index + 1 : index + 3]
    return 0 < len(name) <= 60 and any(normalise(unit.text) == name for unit in below)


def stems(text: str) -> set[str]:
    """Return the beginnings of the longer words of a text, so that 'closes' and 'closed' are one."""
    return {word.casefold()[:5] for word in _WORD.findall(text)}


def find_headline(
    units: Sequence[Unit], shapes: Sequence[Shape], titles: frozenset[str], header: range, body: Sequence[int]
) -> int | None:
    """Return the unit of `header` that is the headline of the story whose paragraphs are `body`, or None.

    A line that the markup names as title wins, then headings, then the last title whose words come back in the
    story; a longer line under another title is its summary.
    """
    candidates = [i for i in header if _may_be_headline(units, shapes, i)]
    named = [i for i in candidates if normalise(units[i].text) in titles]
    if named:
        return named[-1]
    live = _live_headline(units, shapes, candidates)
    if live is not None:
        return live
    above = _above_headings(units, shapes, candidates, body)
    if above is not None:
        return above
    marked = [i for i in candidates if "heading" in units[i].hints and shapes[i].word_count >= 3]
    if marked or candidates:
        return _best(units, shapes, marked or candidates, body)
    below = body[0] - 1
    is_short = below in header and shapes[below].kind == "label" and shapes[below].word_count == 2
    return below if is_short and not is_outside(units[below]) else None


def _is_entry_time(units: Sequence[Unit], shapes: Sequence[Shape], index: int) -> bool:
    """Tell whether a line is the time of an entry of a live page: "17:20", "17:20 Wednesday 9 October 2030"."""
    is_dated = shapes[index].kind == "stamp" and _CLOCK_FIRST.match(units[index].text) is not None
    return shapes[index].kind == "clock" or is_dated


def _live_headline(units: Sequence[Unit], shapes: Sequence[Shape], candidates: Sequence[int]) -> int | None:
    """Return the headline of a live page, whose entries have clock and title of their own; None on other pages."""
    if not candidates or candidates[-1] == 0 or not _is_entry_time(units, shapes, candidates[-1] - 1):
        return None
    above = [i for i in candidates if i == 0 or not _is_entry_time(units, shapes, i - 1)]
    return next((i for i in reversed(above) if any(is_header(shape) for shape in shapes[i + 1 : i + 3])), None)


def _above_headings(
    units: Sequence[Unit], shapes: Sequence[Shape], candidates: list[int], body: Sequence[int]
) -> int | None:
    """Return the headline above byline or stamp where the title below them is the first of the section headings.

    An explainer opens each of its sections with a question or a short title; the first of them stands right above
    the first paragraph, further ones between the paragraphs.
    """
    if len(candidates) < 2 or candidates[-1] != body[0] - 1 or shapes[candidates[-1]].word_count > _HEADING_WORDS:
        return None
    lower = candidates[-1]
    header = next((i for i in range(lower - 1, candidates[0], -1) if _is_own_header(shapes[i])), None)
    after = body[-1] + 1
    is_section = after + 1 < len(units) and shapes[after].kind in ("title", "label")
    if header is None or not is_section or shapes[after + 1].kind != "prose":
        return None
    if units[lower].text.endswith("?") and not units[after].text.endswith("?"):
        return None
    upper = [i for i in candidates if header - _HEADER_LINES <= i < header and shapes[i].word_count >= _HEADING_LEAST]
    if any(effect_of(shapes[i]) == "opens_list" for i in range(candidates[0], lower)):
        return None
    return _best(units, shapes, upper, body) if upper else None


def _is_own_header(shape: Shape) -> bool:
    """Tell whether a unit is a byline, or a stamp that says more than the date of a page."""
    return is_header(shape) and (shape.kind != "stamp" or shape.stamp_role != "bare" or shape.label_text is not None)


def _may_be_headline(units: Sequence[Unit], shapes: Sequence[Shape], index: int) -> bool:
    unit, shape = units[index], shapes[index]
    if is_outside(unit) or "caption" in unit.hints or shape.is_bullet or unit.text.endswith(("»", "›")):
        return False
    if {"heading", "title"} & unit.hints:
        return shape.kind not in ("noise", "stamp")
    above = shapes[index - 1].furniture if index else None
    return shape.kind == "title" and (above is None or above.kind != "caption")


def _best(units: Sequence[Unit], shapes: Sequence[Shape], candidates: list[int], body: Sequence[int]) -> int:
    candidates = _without_captions(units, shapes, candidates)
    told = stems("\n".join(units[i].text[:_LOOK] for i in body[:12])[:_LOOK])
    fits = {i: share_told(units[i].text, told) for i in candidates}
    longer = [i for i in candidates if shapes[i].word_count > _NAME_WORDS and fits[i] >= _FITS]
    candidates = [i for i in candidates if not longer or shapes[i].word_count > _NAME_WORDS]
    best = max(fits[i] for i in candidates)
    if best >= _FITS:
        candidates = [i for i in candidates if fits[i] >= max(_FITS, 0.6 * best) and not is_person(units[i].text)]
        candidates = candidates or [max(fits, key=lambda i: fits[i])]
    last = candidates[-1]
    if fits.get(last - 1, 0.0) >= _PAIR_FITS and _is_pair(units, shapes, last - 1):
        return last - 1
    upper = candidates[-2] if len(candidates) >= 2 else None
    if upper is None or normalise(units[upper].text) == normalise(units[last].text):
        return last
    if _is_paper_name(shapes, upper, last) or _is_under_headline(units, shapes, upper, last):
        return upper
    return last


def _without_captions(units: Sequence[Unit], shapes: Sequence[Shape], candidates: list[int]) -> list[int]:
    """Return the titles without a short line printed twice in a row under another title: the caption of a picture."""
    known = frozenset(candidates)
    twice = {
        i
        for i in candidates
        if any(other in known and units[other].text == units[i].text for other in (i - 1, i + 1))
        and shapes[i].word_count <= _CAPTION_WORDS
    }
    kept = [i for i in candidates if i not in twice]
    first = min(twice, default=0)
    is_headed = any(shapes[i].word_count >= _HEADING_LEAST and i < first for i in kept)
    return kept if is_headed else candidates


_CAPTION_WORDS = 6


def share_told(title: str, told: set[str]) -> float:
    """Return the share of a line's words that come back among the stems of a text; 0 for a line without words."""
    words = stems(title)
    return len(words & told) / len(words) if words else 0.0


def is_person(text: str) -> bool:
    """Tell whether a line is the name of a person, alone, with another or with a place: 'Tam Weir in Orlen'."""
    match = _NAME_AT.match(text)
    return is_name_line(match["name"] if match else text)


def _is_paper_name(shapes: Sequence[Shape], upper: int, lower: int) -> bool:
    """Tell whether the lower of two titles is the name of a paper or author above a stamp."""
    if shapes[lower].word_count > 4 or not shapes[lower].is_title_case or shapes[upper].word_count < 5:
        return False
    return lower - upper <= 3 and is_header(shapes[lower + 1])


def _is_pair(units: Sequence[Unit], shapes: Sequence[Shape], upper: int) -> bool:
    """Tell whether a title and the longer one right below it stand alone: a headline and its summary."""
    above, below = stems(units[upper].text), stems(units[upper + 1].text)
    is_title = bool(upper) and shapes[upper - 1].kind == "title" and shapes[upper - 1].word_count > _KICKER_WORDS
    is_listed = is_title and not _YEAR.search(units[upper - 1].text)
    if is_listed or 2 * len(above & below) > len(below):
        return False
    if units[upper].text.isupper() and not units[upper + 1].text.isupper():
        return shapes[upper].word_count >= _LOUD_WORDS and is_header(shapes[upper + 2])
    return shapes[upper].word_count >= _PAIR_WORDS and shapes[upper + 1].word_count >= _PAIR_WORDS + 2


def _is_under_headline(units: Sequence[Unit], shapes: Sequence[Shape], upper: int, lower: int) -> bool:
    """Tell whether the lower of two titles is the standfirst or caption of the upper one."""
    if any(effect_of(shapes[i]) == "opens_list" for i in range(upper + 1, lower)):
        return False
    if shapes[upper].word_count < 4 or shapes[upper].kind != "title" or shapes[lower].is_title_case:
        return False
    if is_header(shapes[upper + 1]) and is_masthead(_IN_BRACKETS.sub("", units[upper].text)):
        return False  # the paper, its stamp, then the headline
    if shapes[upper].is_title_case:
        return shapes[lower].word_count >= 12 or not is_header(shapes[lower + 1])
    ratio = len(units[lower].text) / len(units[upper].text)
    is_glued = lower == upper + 1 and units[lower].blank_lines == 0
    return (ratio >= 1.3 and shapes[lower].word_count >= 11) or (is_glued and ratio >= 1.2)
