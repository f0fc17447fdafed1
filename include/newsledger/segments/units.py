"""Units: the lines of a document, or its paragraphs where lines are wrapped, with their markup."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

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
    """A line or paragraph without the white space around it.

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
    is_long = text.count("\n") > _MANY_LINES
    spans = _coarse_spans(text) if is_long else _join_wrapped(text, _line_spans(text))
    hints = _hints_of(document, [start for start, _ in spans])
    units, last_end = [], 0
    for index, (start, end) in enumerate(spans):
        gap = text.count("\n", last_end, start)
        units.append(Unit(start, end, text[start:end], max(0, gap - 1), hints.get(index, frozenset())))
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


def _coarse_spans(text: str) -> list[tuple[int, int]]:
    """Return long lines by themselves and runs of short lines together: no page has so many lines."""
    spans: list[tuple[int, int]] = []
    run: tuple[int, int] | None = None
    for start, end in _line_spans(text):
        if end - start > 80:
            spans += [run, (start, end)] if run else [(start, end)]
            run = None
        elif run is None or end - run[0] > 4000:
            spans += [run] if run else []
            run = (start, end)
        else:
            run = (run[0], end)
    return spans + ([run] if run else [])


def _join_wrapped(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of paragraphs that were wrapped at a column; blank lines part them."""
    blocks: list[list[tuple[int, int]]] = []
    for span in spans:
        if blocks and text.count("\n", blocks[-1][-1][1], span[0]) <= 1:
            blocks[-1].append(span)
        else:
            blocks.append([span])
    wrapped = [_is_wrapped(text, block) for block in blocks]
    is_wrapped_page = sum(wrapped) >= 2
    joined: list[tuple[int, int]] = []
    for block, is_wrapped in zip(blocks, wrapped, strict=True):
        if is_wrapped or (is_wrapped_page and _is_wrapped_pair(text, block)):
            joined.append((block[0][0], block[-1][1]))
        else:
            joined += block
    return joined


def _is_wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    lengths = [end - start for start, end in block]
    full = lengths[:-1]
    if len(full) < 2 or min(full) < 45 or max(full) > 100 or max(full) - min(full) > 25 or lengths[-1] > 100:
        return False
    breaks = sum(text[end - 1] in '.!?"”' for _, end in block[:-1])
    starts_low = sum(text[following[0]].islower() for _, following in pairwise(block))
    return breaks <= len(full) / 2 and starts_low >= len(full) / 3


def _is_wrapped_pair(text: str, block: list[tuple[int, int]]) -> bool:
    """Tell whether a block is a paragraph of two lines, on a page whose other paragraphs are wrapped."""
    if len(block) != 2 or not 45 <= block[0][1] - block[0][0] <= 100:
        return False
    return text[block[0][1] - 1] not in ".!?:" and text[block[1][0]].islower()


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
