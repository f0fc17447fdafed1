"""What the units outside the stories are: navigation, teasers, captions, comments, legal lines."""

from collections.abc import Sequence
from typing import Literal

from newsledger.segments.outlets import split_title
from newsledger.segments.phrases import normalise
from newsledger.segments.shapes import Shape
from newsledger.segments.stories import Story
from newsledger.segments.units import Unit
from newsledger.vocabulary import SegmentKind

_Zone = Literal["top", "story", "list", "comments", "tail"]


def kinds_outside(
    units: Sequence[Unit], shapes: Sequence[Shape], stories: Sequence[Story], outlet_names: frozenset[str]
) -> dict[int, SegmentKind]:
    """Return the kind of each unit that no story owns, by index; `outlet_names` are normalised."""
    inside: set[int] = set()
    ends: set[int] = set()
    starts: set[int] = set()
    for story in stories:
        inside |= set(story.kinds) | ({story.headline} if story.headline is not None else set())
        ends.add(story.body[-1])
        starts.add(story.body[0] if story.headline is None else story.headline)
    headlines = {normalise(units[s.headline].text) for s in stories if s.headline is not None}
    first = min(inside) if inside else len(units)
    kinds: dict[int, SegmentKind] = {}
    zone: _Zone = "top"
    for index, (unit, shape) in enumerate(zip(units, shapes, strict=True)):
        if index in inside:
            is_after = zone == "tail" and index not in starts
            zone = "tail" if index in ends or is_after else "story"
            continue
        if shape.furniture is not None and index > first:
            zone = {"opens_list": "list", "opens_comments": "comments"}.get(shape.furniture.effect, zone)  # type: ignore[assignment]
        before = kinds.get(index - 1)
        is_repeat = len(unit.text) <= 300 and normalise(split_title(unit.text)[0]) in headlines
        if is_repeat or normalise(unit.text) in outlet_names:
            kinds[index] = "navigation"
            continue
        kinds[index] = _kind(unit, shape, zone, before, is_above=index < first)
    return kinds


def _kind(
    unit: Unit,
    shape: Shape,
    zone: _Zone,
    before: SegmentKind | None,
    *,
    is_above: bool,
) -> SegmentKind:
    marked = _by_markup(unit, shape)
    if marked is not None:
        return marked
    if shape.furniture is not None:
        return shape.furniture.kind
    if shape.kind in ("noise", "clock"):
        return "noise"
    if shape.kind == "byline":
        return "navigation"
    if shape.kind == "caption":
        return "caption"
    if zone == "comments":
        return "comment"
    if shape.kind in ("stamp", "relative_stamp"):
        return "page_date" if is_above and shape.stamp_role in ("bare", "page") else "noise"
    if shape.kind == "label" or (shape.kind == "sentence" and before != "teaser"):
        return "navigation" if shape.kind == "label" else "promotion"
    if zone == "story":
        return "caption"
    if shape.kind == "title":
        return "teaser"
    return "teaser" if before == "teaser" else "promotion"


def _by_markup(unit: Unit, shape: Shape) -> SegmentKind | None:
    if "comment" in unit.hints:
        return "comment"
    if "caption" in unit.hints:
        return "caption"
    if "footer" in unit.hints:
        return shape.furniture.kind if shape.furniture else "navigation"
    if "navigation" in unit.hints:
        return "navigation"
    if "link_list" in unit.hints or "aside" in unit.hints:
        if shape.furniture is not None:
            return shape.furniture.kind
        if "aside" in unit.hints and shape.kind in ("sentence",):
            return "promotion"
        return "navigation" if shape.kind == "label" else "teaser"
    return None
