"""Units: the lines of a document, or its paragraphs where lines are wrapped, with their markup."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from newsledger.segments.wrapping import join_wrapped
from newsledger.vocabulary import Document, HintKind

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_MANY_LINES = 20_000
_STRUCTURE: tuple[HintKind, ...] = (
    "title",
    "body",
    "heading",
    "time",
    "caption",
    "navigation",
    "aside",
    "footer",
    "comment",
    "link_list",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or paragraph without the white space around it; line ends within it are spaces.

    `blank_lines` counts the empty lines above it; `hints` holds the kinds of the markup that encloses it.
    """

    char_start: int
    char_end: int
    text: str
    blank_lines: int
    hints: frozenset[HintKind]


def split_units(document: Document) -> list[Unit]:
    """Return the units of a document in order; what lies between them is white space."""
    text = document.text
    spans = join_wrapped(text, _line_spans(text))
    if len(spans) > _MANY_LINES:
        spans = _coarse(spans)
    hints = _hints_of(document, [start for start, _ in spans])
    units, last_end = [], 0
    for index, (start, end) in enumerate(spans):
        gap = text.count("\n", last_end, start)
        units.append(
            Unit(start, end, text[start:end].replace("\n", " "), max(0, gap - 1), hints.get(index, frozenset()))
        )
        last_end = end
    return units


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _LINE.finditer(text):
        line = match[0]
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, start + len(stripped)))
    return spans


def _coarse(lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return long lines by themselves and runs of short lines together: no page has so many lines."""
    spans: list[tuple[int, int]] = []
    run: tuple[int, int] | None = None
    for start, end in lines:
        if end - start > 80:
            spans += [run, (start, end)] if run else [(start, end)]
            run = None
        elif run is None or end - run[0] > 4000:
            spans += [run] if run else []
            run = (start, end)
        else:
            run = (run[0], end)
    return spans + ([run] if run else [])


def _hints_of(document: Document, starts: list[int]) -> dict[int, frozenset[HintKind]]:
    """Return the kinds of markup that enclose each unit, by index; linear in units for each kind."""
    found: dict[int, set[HintKind]] = {}
    for kind in _STRUCTURE:
        ranges = sorted(
            (hint.char_start, hint.char_end)
            for hint in document.hints
            if hint.hint_kind == kind and hint.char_start is not None and hint.char_end is not None
        )
        done = 0
        for first, last in ranges:
            begin = max(bisect_left(starts, first), done)
            for index in range(begin, bisect_left(starts, last)):
                found.setdefault(index, set()).add(kind)
                done = index + 1
    return {index: frozenset(kinds) for index, kinds in found.items()}
