"""Words that somebody looks for, met in any inflection: "troops" finds "troop", "Korean" finds "Korea"."""

import re
import unicodedata
from dataclasses import dataclass

from newsledger.errors import LedgerError
from newsledger.lexicon import read_lexicon

# An ending that a word loses, and those that the rest may have instead; the first that leaves four letters is lost.
_ENDINGS = (
    (("ians", "ian"), r"(?:ians?|ia|e|y)?"),
    (("ans", "an", "ia", "a"), r"(?:ians?|ans?|ia|a)"),
    (("ies", "y"), r"(?:ies|y|ians?)"),
    (("ing", "ed"), r"(?:[bdgmnprt]?(?:ed|ing|ers?)|es|s|e)?"),
    (("es", "e"), r"(?:es|ed|ing|ians?|e|s)"),
    (("is", "i"), r"(?:is|i|s)?"),
    (("s", ""), r"(?:es|s|[bdgmnprt]?(?:ed|ing)|ians?|is|i)?"),
)
_LEAST_STEM = 4
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_QUERY = re.compile(r'"([^"]*)"|(\w+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or a phrase in quote marks that somebody looks for.

    `plain` is in small letters without accents; `pattern` finds it in a text in small letters without accents, in
    Python and in DuckDB alike, with what stands before it; `classes` are those that the word counts as.
    """

    plain: str
    pattern: str
    stem: str
    classes: tuple[str, ...]


def parse_words(text: str) -> tuple[Word, ...]:
    """Return the words of a question. What stands in quote marks is one phrase, met as it stands.

    Words that only join others ("of", "the") are left out when others are left.

    Raises:
        LedgerError: the text has no word.
    """
    found = [
        _phrase(to_plain(phrase)) if phrase.strip() else _word(to_plain(word))
        for phrase, word in _QUERY.findall(text)
        if phrase.strip() or word
    ]
    if not found:
        raise LedgerError(f"expected a word to look for, came {text!r}")
    joining = {row["word"] for row in read_lexicon("function_words")}
    told = [word for word in found if word.plain not in joining]
    return tuple(dict.fromkeys(told or found))


def find_hits(text: str, words: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Return where the words stand in a text: code points, end exclusive, in order, without overlaps."""
    plain, places = _plain_with_places(text)
    spans = sorted(
        (places[match.start("hit")], places[match.end("hit") - 1] + 1)
        for word in words
        for match in re.finditer(rf"(?:^|[\W_])(?P<hit>{word.pattern})(?=$|[\W_])", plain)
    )
    hits: list[tuple[int, int]] = []
    for start, end in spans:
        if hits and start < hits[-1][1]:
            hits[-1] = (hits[-1][0], max(end, hits[-1][1]))
        else:
            hits.append((start, end))
    return hits


def sql_pattern(word: Word) -> str:
    """Return the pattern for DuckDB's regexp_matches on strip_accents(lower(text))."""
    return rf"(?:^|[^\pL\pN]){word.pattern}(?:$|[^\pL\pN])"


def to_plain(text: str) -> str:
    """Return a text in small letters without accents."""
    return _plain_with_places(text)[0]


def _phrase(plain: str) -> Word:
    words = plain.split()
    return Word(plain=plain, pattern=r"\s+".join(re.escape(word) for word in words), stem=words[0], classes=())


def _word(plain: str) -> Word:
    stem, endings = _stem(plain)
    nouns = read_lexicon("counted_classes")
    classes = tuple(sorted({row["class"] for row in nouns if row["class"] and _stem(row["noun"])[0] == stem}))
    return Word(plain=plain, pattern=re.escape(stem) + endings, stem=stem, classes=classes)


def _stem(word: str) -> tuple[str, str]:
    """Return what stays of a word in every inflection, and a pattern of what may follow it."""
    if len(word) < _LEAST_STEM or not word.isalpha():
        return word, "s?" if len(word) == _LEAST_STEM - 1 and word.isalpha() else ""
    stem, pattern = next(
        (word.removesuffix(ending), pattern)
        for endings, pattern in _ENDINGS
        for ending in endings
        if word.endswith(ending)
        and len(word) - len(ending) >= min(_LEAST_STEM, len(word))
        and not (ending == "s" and word.endswith("ss"))
    )
    if word.endswith(("ed", "ing")) and _DOUBLED.search(stem) and len(stem) > _LEAST_STEM:
        return stem[:-1], pattern
    return stem, pattern


def _plain_with_places(text: str) -> tuple[str, list[int]]:
    """Return the plain text, and for each of its characters the place in the text that it came from."""
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character.lower()):
            if not unicodedata.combining(part):
                plain.append(part)
                places.append(place)
    return "".join(plain), places
