"""Lines that were broken at a column, as in mail, wire feeds and e-books, joined to paragraphs again.

A text is wrapped when line after line ends in the middle of a sentence, the next goes on in lower case, and its
first word would not have fitted before the column. Then every full line is joined with the next, capital or not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

_LEAST_COLUMN, _MOST_COLUMN = 38, 130
_LEAST_LINES = 2  # lines that run on; fewer prove no column
_FEW_LINES = 4  # fewer prove one only when none of them stands against it
_LONGER = 1.15  # the longest line by the longest that runs on
_SHORT = 25  # a shorter line is a tag or a label, whatever follows it
_SLACK = 2  # columns are counted with or without a trailing space
_RAGGED = 0.25  # share of the column by which lines of uneven letters fall short
_GAPS = (1, 2)  # newlines between lines: each below the other, or a blank line between any two
_SENTENCE_END = re.compile(r"[.!?:][\"”’')\]]{0,2}\Z")
_OWN_LINE = re.compile(r"[>|=_#•·*▪►‣●○■□]|[-–—]{1,3}\s|\d{1,2}[.)]\s")  # quotations, rules, items of a list
_FIELD = re.compile(r"[A-Z][\w-]{1,24}: ")  # "Subject: …": the head of a message


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a text was wrapped, how far short of it a full line may end, and what stands between such lines."""

    width: int
    slack: int
    gap: int
    indent: int


def join_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines with those joined that a wrapped paragraph was broken into; the others as they are.

    Args:
        text: the text of the document.
        lines: start and end of each line that is not blank, without the white space around it, in order.
    """
    if len(lines) * _SHORT > len(text):
        return list(lines)
    gaps = [text.count("\n", end, start) for (_, end), (start, _) in pairwise(lines)]
    column = next((found for gap in _GAPS if (found := _find_column(text, lines, gaps, gap))), None)
    if column is None:
        return list(lines)
    joined = list(lines[:1])
    for index, gap in enumerate(gaps):
        is_alone = (index == 0 or gaps[index - 1] > column.gap) and (
            index + 1 == len(gaps) or gaps[index + 1] > column.gap
        )
        if gap <= column.gap and _goes_on(text, lines[index], lines[index + 1], column, is_alone=is_alone):
            joined[-1] = (joined[-1][0], lines[index + 1][1])
        else:
            joined.append(lines[index + 1])
    return joined


def _find_column(text: str, lines: Sequence[tuple[int, int]], gaps: Sequence[int], gap: int) -> _Column | None:
    """Return the column at which the text is wrapped, lines `gap` newlines apart; None when it is not."""
    pairs = [
        (line, following)
        for (line, following), own in zip(pairwise(lines), gaps, strict=True)
        if own == gap and _runs_on(text, line, following)
    ]
    all_count = len(pairs)
    lengths = sorted(end - start for (start, end), _ in pairs if end - start <= _MOST_COLUMN)
    pairs = [pair for pair in pairs if pair[0][1] - pair[0][0] >= _SHORT]
    if len(lengths) < 0.8 * all_count or len(pairs) < max(_LEAST_LINES, all_count / 2):
        return None
    width = lengths[min(len(lengths) - 1, int(0.97 * len(lengths)))]
    if width < _LEAST_COLUMN:
        return None
    reaches = [end - start + 1 + _first_word(text, following) for (start, end), following in pairs]
    indent = median_low(_indent(text, start) for _, (start, _) in pairs)
    for slack, share in ((_SLACK, 0.9), (int(_RAGGED * width), 0.8)):
        needed = len(pairs) if len(pairs) < _FEW_LINES else share * len(pairs)
        if sum(reach > width - slack for reach in reaches) >= needed:
            return _Column(width, slack, gap, indent)
        if len(pairs) < _FEW_LINES:
            return None
    return None


def _runs_on(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Tell whether a line ends in the middle of a sentence that the next takes up in lower case."""
    return text[following[0]].islower() and _SENTENCE_END.search(text, max(line[0], line[1] - 3), line[1]) is None


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], column: _Column, *, is_alone: bool) -> bool:
    """Tell whether a line is continued by the next; `is_alone`: the two are a paragraph, so that a title may be."""
    length = line[1] - line[0]
    if length > _LONGER * column.width + _SLACK or _OWN_LINE.match(text, following[0]):
        return False
    if _runs_on(text, line, following):
        return 2 * length >= column.width
    is_indented = _indent(text, following[0]) >= column.indent + 2
    if is_indented or (_FIELD.match(text, line[0]) and _FIELD.match(text, following[0])):
        return False
    if not is_alone and _is_title(text[line[0] : line[1]]) and not text[following[0] : following[1]].isupper():
        return False
    return length + 1 + _first_word(text, following) > column.width - column.slack


def _is_title(line: str) -> bool:
    """Tell whether all the longer words of a line are capitalised."""
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and all(word[0].isupper() for word in words)


def _first_word(text: str, line: tuple[int, int]) -> int:
    """Return how long the first word of a line is."""
    space = text.find(" ", line[0], line[1])
    return (space if space >= 0 else line[1]) - line[0]


def _indent(text: str, start: int) -> int:
    """Return how many spaces stand before a line, up to 8; a tab counts for as many."""
    begin = max(0, start - 8)
    space = text[begin + len(text[begin:start].rstrip(" \t\u00a0")) : start]
    return 8 if "\t" in space else len(space)
