"""Digests: pages of several short stories, each closed or stamped in the same way."""

import re
from collections.abc import Sequence
from functools import cache

from newsledger.dates.printed import month_forms, weekday_forms
from newsledger.lexicon import read_lexicon
from newsledger.segments.headlines import effect_of, is_outside, share_told, stems
from newsledger.segments.phrases import normalise
from newsledger.segments.shapes import Shape
from newsledger.segments.units import Unit

_LEAST = 2  # items that are alike
_TITLE_WORDS = 3
_TOLD = 0.3  # share of a title's words that its paragraph uses again
_LOOK = 700
_HEADER_LINES = 4  # between the title of an item and its text
_NUMBERED = re.compile(r"(\d{1,2})[.)] ")


def find_items(units: Sequence[Unit], shapes: Sequence[Shape]) -> frozenset[int]:
    """Return the titles of the items of a digest; empty on other pages.

    Items are closed by the same "Read more here", or open with a title and the same labelled stamp ("News brief April
    26, 2024"), under a bullet with the same paper in it ("Morning Lamp - 05:11 Nov 17, 2025"). There are at least two
    of them, and each title comes back in the text under it. A list of links holds none. In a letter to subscribers the
    titles are numbered from 1; elsewhere numbers head the sections of one story.
    """
    by_mark: dict[str, list[int]] = {}
    is_list = False
    for index in range(1, len(units) - 1):
        is_list = is_list or effect_of(shapes[index]) in ("opens_list", "opens_comments")
        if is_list:
            break
        mark = _mark_of(units, shapes, index)
        if mark is not None and _is_told_below(units, shapes, index):
            by_mark.setdefault(mark, []).append(index)
    by_mark["number"] = _numbered_titles(units, shapes)
    return frozenset(index for found in by_mark.values() if len(found) >= _LEAST for index in found)


def _numbered_titles(units: Sequence[Unit], shapes: Sequence[Shape]) -> list[int]:
    """Return the titles "1. Eel bill passes", "2. Tunnel opens" of a letter, each right above a paragraph."""
    found: list[int] = []
    for index in range(len(units) - 1):
        number = _NUMBERED.match(units[index].text)
        is_title = shapes[index].kind in ("title", "label") and shapes[index + 1].kind == "prose"
        if number is not None and is_title and int(number[1]) == len(found) + 1:
            found.append(index)
    is_letter = bool(found) and any(normalise(unit.text).startswith(_letter_signs()) for unit in units)
    return found if is_letter else []


def greeting_end(units: Sequence[Unit], items: frozenset[int]) -> int:
    """Return where the numbered items of a letter begin; what stands above greets. 0 on other pages."""
    first = min(items, default=None)
    return 0 if first is None or _NUMBERED.match(units[first].text) is None else first


@cache
def _letter_signs() -> tuple[str, ...]:
    return tuple(row["phrase"] for row in read_lexicon("letter_signs"))


def _mark_of(units: Sequence[Unit], shapes: Sequence[Shape], index: int) -> str | None:
    """Return what makes a title that of an item: the line that closed the one before, or its own labelled stamp."""
    if shapes[index].kind not in ("title", "prose") or shapes[index].word_count < _TITLE_WORDS:
        return None
    above, below = shapes[index - 1], shapes[index + 1]
    if is_outside(units[index]) or (shapes[index].kind == "prose" and not shapes[index].is_bullet):
        return None
    if shapes[index].is_bullet:
        return below.label_text if below.kind == "stamp" and below.label_text is not None else None
    if above.furniture is not None and normalise(units[index - 1].text).startswith("read "):
        return normalise(units[index - 1].text)
    opener = units[index + 1].text.split(" ", 1)[0].rstrip(".,")
    is_dated = opener in month_forms() or opener in weekday_forms()
    if below.kind == "stamp" and opener.isalpha() and not is_dated:
        return normalise(units[index + 1].text)
    return None


def _is_told_below(units: Sequence[Unit], shapes: Sequence[Shape], index: int) -> bool:
    for at in range(index + 1, min(len(units), index + 2 + _HEADER_LINES)):
        if shapes[at].kind == "prose":
            return share_told(units[index].text, stems(units[at].text[:_LOOK])) >= _TOLD
        if shapes[at].kind == "title":
            return False
    return False
