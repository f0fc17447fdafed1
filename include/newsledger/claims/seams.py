"""Sentences that a page has glued together: where the next one begins inside a word or right after a mark."""

import re
from bisect import bisect_right
from functools import cache

from newsledger.lexicon import read_lexicon


def find_seams(plain: str, classes: list[str], ends: list[int]) -> set[int]:
    """Return where a sentence begins without a space before it: "the gate is shutThe club", '"It is late,"Olsen'."""
    seams = set()
    if "G" in classes:
        for token, class_ in enumerate(classes):
            if class_ == "G":
                word = plain[max(0, ends[token] - _LONGEST_GLUED) : ends[token]]
                seams.add(ends[token] - len(glued_opener(word)))
    place = plain.find(',"')
    while place > 0:
        if (
            plain[place - 1].isalnum()
            and plain[place + 2 : place + 3].isupper()
            and plain[place + 3 : place + 4].islower()
        ):
            seams.add(place + 2)
        place = plain.find(',"', place + 2)
    return seams


_LONGEST_GLUED = 60
_GLUED = re.compile(r"(?<=[a-z][a-z][a-z])[A-Z][a-z]*\Z")


def glued_opener(word: str) -> str:
    """Return the word that begins a sentence inside another word: "The" of "shutThe"; "" where there is none."""
    match = _GLUED.search(word) if len(word) <= _LONGEST_GLUED else None
    return match.group() if match is not None and match.group() in _openers() else ""


@cache
def _openers() -> frozenset[str]:
    rows = read_lexicon("function_words")
    words = {row["word"] for row in rows if row["word_class"] in _OPENING_CLASSES} - _INNER_WORDS
    return frozenset(word.capitalize() for word in words)


_OPENING_CLASSES = ("determiner", "preposition", "subordinator", "subject_pronoun", "coordinator")
_INNER_WORDS = frozenset(("in", "up", "out", "on", "off", "us", "you", "me"))  # LinkedIn, CheckUp


def cut_at_seams(
    plain: str, starts: list[int], ends: list[int], seams: set[int]
) -> tuple[list[str], list[int], list[int]]:
    """Return the tokens of a text, their starts and ends, with those cut in two that a seam goes through."""
    cuts = sorted({*starts, *(seam for seam in seams if _is_inside(seam, starts, ends))})
    stops = sorted({*ends, *(seam for seam in seams if _is_inside(seam, starts, ends))})
    return [plain[start:stop] for start, stop in zip(cuts, stops, strict=True)], cuts, stops


def _is_inside(place: int, starts: list[int], ends: list[int]) -> bool:
    token = bisect_right(starts, place) - 1
    return token >= 0 and starts[token] < place < ends[token]
