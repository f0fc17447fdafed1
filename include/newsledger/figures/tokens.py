"""Text cut into sentences, and sentences into words, numbers and signs, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsledger.lexicon import read_lexicon

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"  # 1,250.5
    r"|(?<![\w.])\.\d+"  # .500
    r"|(?:[A-Za-z]\.){2,}"  # U.S. and p.m.
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # words; don't, women's
    r"|\S"
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,3}[A-Z0-9$£€])|\n")
_LAST_WORD = re.compile(r"[^\s.]*$")
_LONGEST_WRAPPED_LINE = 60
POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence as parallel lists: the words, the words in lower case, and where each begins and ends."""

    texts: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]

    def touches(self, index: int) -> bool:
        """Return whether nothing, not even a blank, stands between token `index` and the one before it."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of text[start:end]; places count from the start of the text."""
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    texts = [text[first:last] for first, last in spans]
    return Tokens(
        texts=texts,
        lowers=[word.lower() for word in texts],
        starts=[first for first, _ in spans],
        ends=[last for _, last in spans],
    )


def iter_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends; a line break ends one unless the line was merely wrapped."""
    start = line_start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.end()
        if match.group() == "\n":
            is_wrapped = _is_wrapped(text, line_start, match.start())
            line_start = end
            if is_wrapped:
                continue
        elif text[match.start()] == "." and "\n" not in match.group() and _is_abbreviation(text, match.start()):
            continue
        if text[start:end].strip():
            yield start, end
        start = end
    if text[start:].strip():
        yield start, len(text)


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Return whether a line runs on in the next: it is long, or its last word or the next says so."""
    after = text[end + 1 : end + 2]
    if not after.strip():
        return False
    last = _LAST_WORD.search(text, max(start, end - 14), end)
    is_open = after.islower() or (last is not None and last.group().lower() in function_words())
    return is_open or end - start >= _LONGEST_WRAPPED_LINE


def _is_abbreviation(text: str, stop: int) -> bool:
    found = _LAST_WORD.search(text, max(0, stop - 12), stop)
    word = found.group() if found else ""
    is_initial = len(word) == 1 and word.isalpha() and word != "I"
    return is_initial or word.lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"].rstrip(".") for row in read_lexicon("abbreviations"))


@cache
def function_words() -> frozenset[str]:
    """Return the lower-case words that are neither noun, verb nor adjective: they end a noun phrase."""
    rows = read_lexicon("function_words")
    return frozenset(row["word"].lower() for row in rows if row["word_class"] not in ("adjective", "noun"))


@cache
def change_words() -> frozenset[str]:
    """Return the lower-case words that tell of a change in a number: "rose", "fallen", "up"."""
    return frozenset(row["word"] for row in read_lexicon("change_words"))
