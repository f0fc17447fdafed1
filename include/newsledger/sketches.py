"""Article → what is left of its words when copies and rewrites are looked for: hashed shingles and facts.

A shingle is three consecutive words of one sentence. Words in quotation marks are left out: rivals who report the
same event print the same quotations, and only who copies also prints the words around them. Facts (numbers and names)
tell reports apart that a desk writes over the same form each day: the words agree, the numbers do not.
"""

import re
from collections.abc import Iterable
from zlib import crc32

from newsledger.identity import content_id
from newsledger.vocabulary import Article, Sketch

_QUOTED = re.compile(r'"[^"\n]{1,2000}"|“[^”\n]{1,2000}”|„[^“”\n]{1,2000}[“”]|«[^»\n]{1,2000}»')
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# A capital after a lower-case word or a comma: a name and no beginning of a sentence.
_NAME = re.compile(r"(?<=[^\W\d_A-Z.!?] |[,;:] )[^\W\d_a-z]\w+")
_SHINGLE_WORDS = 3
# An interview or a speech has hardly any words outside quotation marks; then all of them count.
_LEAST_SHINGLES = 20


def sketch_article(article: Article) -> Sketch:
    """Return the sketch of an article's body; equal for bodies that differ in case, marks and white space only."""
    text = article.body_text
    narrated = _sentences(_QUOTED.sub("\n", text))
    if sum(map(len, narrated)) < _LEAST_SHINGLES:
        narrated = _sentences(text)
    facts = _facts(text)
    return Sketch(
        article_id=article.article_id,
        document_id=article.document_id,
        sketch_id=content_id(" ".join(_words(text)), str(narrated), str(facts)),
        sentences=narrated,
        facts=facts,
    )


def _sentences(text: str) -> tuple[tuple[int, ...], ...]:
    """Return the hashes of the shingles of each sentence that has any, each hash once a sentence."""
    shingles = (_shingles(_words(sentence)) for sentence in _SENTENCE_END.split(text))
    return tuple(found for found in shingles if found)


def _shingles(words: list[str]) -> tuple[int, ...]:
    return _hashes(" ".join(words[place : place + _SHINGLE_WORDS]) for place in range(len(words) - _SHINGLE_WORDS + 1))


def _facts(text: str) -> tuple[int, ...]:
    numbers = (number.replace(",", "") for number in _NUMBER.findall(text))
    return tuple(sorted({*_hashes(numbers), *_hashes(name.casefold() for name in _NAME.findall(text))}))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _hashes(texts: Iterable[str]) -> tuple[int, ...]:
    """Return 32 bits of each text, each once, in the order of their first."""
    return tuple(dict.fromkeys(crc32(text.encode("utf-8", "surrogatepass")) for text in texts))
