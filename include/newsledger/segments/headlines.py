"""Which of the lines above a story is its headline."""

import re
from collections.abc import Sequence

from newsledger.segments.outlets import is_name_line
from newsledger.segments.phrases import Effect, normalise
from newsledger.segments.shapes import Shape
from newsledger.segments.units import Unit
from newsledger.vocabulary import HintKind

_OUTSIDE: frozenset[HintKind] = frozenset({"navigation", "aside", "footer", "comment", "link_list"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME_AT = re.compile(r"(?P<name>[^\n]{4,40}?)(?: in [A-Z][\w.’' -]{1,30}|,? (?:and|&) [A-Z][\w.’' -]{3,30})\Z")
_HEADER_LINES = 4  # how far below a headline its byline or stamp begins
_LOOK = 2500  # characters of the story that are compared with a headline
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
    live = _live_headline(shapes, candidates)
    if live is not None:
        return live
    marked = [i for i in candidates if "heading" in units[i].hints and shapes[i].word_count >= 3]
    if marked or candidates:
        return _best(units, shapes, marked or candidates, body)
    below = body[0] - 1
    is_short = below in header and shapes[below].kind == "label" and shapes[below].word_count == 2
    return below if is_short and not is_outside(units[below]) else None


def _live_headline(shapes: Sequence[Shape], candidates: Sequence[int]) -> int | None:
    """Return the headline of a live page, whose entries have clock and title of their own; None on other pages."""
    if not candidates or candidates[-1] == 0 or shapes[candidates[-1] - 1].kind != "clock":
        return None
    above = [i for i in candidates if i == 0 or shapes[i - 1].kind != "clock"]
    return next((i for i in above if any(is_header(shape) for shape in shapes[i + 1 : i + _HEADER_LINES])), None)


def _may_be_headline(units: Sequence[Unit], shapes: Sequence[Shape], index: int) -> bool:
    unit, shape = units[index], shapes[index]
    if is_outside(unit) or "caption" in unit.hints or shape.is_bullet:
        return False
    if {"heading", "title"} & unit.hints:
        return shape.kind not in ("noise", "stamp")
    above = shapes[index - 1].furniture if index else None
    return shape.kind == "title" and (above is None or above.kind != "caption")


def _best(units: Sequence[Unit], shapes: Sequence[Shape], candidates: list[int], body: Sequence[int]) -> int:
    told = stems("\n".join(units[i].text[:_LOOK] for i in body[:12])[:_LOOK])
    fits = {i: _share_told(units[i].text, told) for i in candidates}
    best = max(fits.values())
    if best >= _FITS:
        candidates = [i for i in candidates if fits[i] >= max(_FITS, 0.6 * best) and not is_person(units[i].text)]
        candidates = candidates or [max(fits, key=lambda i: fits[i])]
    last = candidates[-1]
    upper = candidates[-2] if len(candidates) >= 2 else None
    if upper is None or normalise(units[upper].text) == normalise(units[last].text):
        return last
    if _is_paper_name(shapes, upper, last) or _is_under_headline(units, shapes, upper, last):
        return upper
    return last


def _share_told(title: str, told: set[str]) -> float:
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


def _is_under_headline(units: Sequence[Unit], shapes: Sequence[Shape], upper: int, lower: int) -> bool:
    """Tell whether the lower of two titles is the standfirst or caption of the upper one."""
    if any(effect_of(shapes[i]) == "opens_list" for i in range(upper + 1, lower)):
        return False
    if shapes[upper].word_count < 4 or shapes[upper].kind != "title" or shapes[lower].is_title_case:
        return False
    if shapes[upper].is_title_case:
        return shapes[lower].word_count >= 12 or not is_header(shapes[lower + 1])
    ratio = len(units[lower].text) / len(units[upper].text)
    is_glued = lower == upper + 1 and units[lower].blank_lines == 0
    return (ratio >= 1.3 and shapes[lower].word_count >= 11) or (is_glued and ratio >= 1.2)
