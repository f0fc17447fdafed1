"""Text → tokens with word classes, quotations and sentences: what every other module here looks at.

A word class is one character, so that a stretch of text is a string that patterns can read:
d determiner, p preposition, T 'to', t 'that', w who/which/what, c and/or/but, s although/while/if,
r subject pronoun, o object pronoun, m auxiliary, x not, b adverb, a adjective, y day or month, n other word,
N capitalised word, # number, v finite verb, e word in -ed, g word in -ing, ' possessive 's, _ dot of an
abbreviation; the rest stand for themselves: , ; : ( ) " - . and the paragraph mark |.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import cast

from newsledger.claims.cues import cue_lexicon, places_of, read_places
from newsledger.claims.quotes import pair_quotes
from newsledger.claims.seams import cut_at_seams, find_seams, glued_opener
from newsledger.claims.sentences import cut_sentences
from newsledger.claims.word_groups import word_group
from newsledger.footnotes import blank_footnotes
from newsledger.lexicon import read_lexicon

_STRAIGHT = tuple(zip("“”„‟«»‘’‚‛`´–", "\"\"\"\"\"\"''''''—", strict=True))
_TOKEN = re.compile(
    r"((?-i:[a-zA-Z]{2,}+)(?=[ ,]|\.[ \n]|'s )|[^\W\d_]{2,}+(?![\w.'\-‐‑&/])"  # most words, at once
    r"|[ \t\r]*\n\s*"  # paragraph mark
    r"|(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}"  # U.S., D-R.I.
    r"|(?-i:[A-Z][a-z]\.(?:[A-Z]\.)+)"  # Ph.D.
    r"|[$€£¥#@]*\d+(?:[.,:]\d+)*(?:%|[^\W\d_]+)?(?:-\w+)*"  # 10,000 or 12-year-old
    r"|n't\b|[^\W_]+(?:[-‐‑&/][^\W_]+|'(?!(?:s|d|m|ll|re|ve)\b)[^\W_]+)*"
    r"|'(?:s|d|m|ll|re|ve)\b"
    r"|'''|''|\.{2,}|…|--+|\S)",
    re.IGNORECASE,
)
_SOFT_BREAK = re.compile(r"\n(?=[a-z])(?:(?<=[^\s.!?:\"']\n)|(?<=[^\s.!?:\"']\r\n))")
_HARD_WRAP = re.compile(r"\n(?=\S)(?:(?<=\S\n)|(?<=\S\r\n))")
_TURN = re.compile(r"\n([A-Z][^\n:.!?]{1,30}):")
_CLASS_CHARACTERS = {
    "determiner": "d",
    "preposition": "p",
    "coordinator": "c",
    "subordinator": "s",
    "that": "t",
    "to": "T",
    "relative": "w",
    "subject_pronoun": "r",
    "object_pronoun": "o",
    "auxiliary": "m",
    "negation": "x",
    "negated_auxiliary": "m",
    "adverb": "b",
    "time": "y",
    "adjective": "a",
    "noun": "n",
    "number": "#",
}
_PUNCTUATION = {"''": '"', "'''": '"', "…": ".", "[": "(", "]": ")", "!": ".", "?": ".", "•": "|", "*": "|"}
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "able", "ible", "ic", "ive", "al")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, and where each word stands; all lists but the last two run over tokens."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    places: dict[str, list[int]]
    classes: str
    quotation_of: list[int]
    quotations: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    is_transcript: bool

    def sentence_of(self, token: int) -> int:
        """Return the index of the sentence that holds the token."""
        return bisect_left(self.sentences, (token + 1, -1)) - 1


def read_tokens(text: str) -> Tokens:
    """Return the tokens of a text with their classes, the outer quotations and the sentences around them.

    `words` are lower case with straight quotes. `quotation_of` is -1 outside quotations, else an index into
    `quotations`, pairs of first token and one past the last, quote marks included. A sentence does not end
    inside a quotation.
    """
    plain = _unwrapped(_straightened(blank_footnotes(text)))
    pieces = _TOKEN.split(plain)  # by turns what stands between tokens, and a token
    bounds = list(accumulate(map(len, pieces)))
    raw, starts, ends = pieces[1::2], bounds[:-1:2], bounds[1::2]
    known = _known_classes()
    classes = _classes_of(raw, known)
    seams = find_seams(plain, classes, ends)
    if seams:
        raw, starts, ends = cut_at_seams(plain, starts, ends, seams)
        classes = [known.get(word) or _classify(known, word) for word in raw]
    words = list(map(str.lower, raw))
    places = read_places(words)
    dots = places.get(".", [])
    _mark_abbreviations(raw, classes, dots)
    _mark_inner_dots(raw, classes, starts, ends, dots)
    _settle_verbs(words, classes)
    _settle_people(classes, places)
    _mark_bounds(words, classes, places)
    quotations = pair_quotes(plain, starts, ends, words, classes)
    quotation_of = [-1] * len(classes)
    for index, (first, end) in enumerate(quotations):
        quotation_of[first:end] = [index] * (end - first)
    ends_at = {token for token, end in enumerate(ends) if end in seams} if seams else set()
    sentences = cut_sentences(raw, classes, places, quotations, quotation_of, ends_at)
    turns = Counter(_TURN.findall(plain))
    is_transcript = any(count > 1 for count in turns.values())
    return Tokens(
        text, starts, ends, words, places, "".join(classes), quotation_of, quotations, sentences, is_transcript
    )


def _straightened(text: str) -> str:
    for printed, plain in _STRAIGHT:
        text = text.replace(printed, plain)
    return text


def _unwrapped(plain: str) -> str:
    """Blank out line ends that do not end a paragraph, keeping every offset."""
    if "\n" not in plain:
        return plain
    long_lines = [line for line in (line.strip() for line in plain.split("\n")) if len(line) > 44]
    wrapped_count = sum(len(line) < 110 and line[-1] not in ".!?:\"'" for line in long_lines)
    if wrapped_count > 4 and wrapped_count * 2 > len(long_lines):
        return _HARD_WRAP.sub(" ", plain)
    return _SOFT_BREAK.sub(" ", plain)


@cache
def _known_classes() -> dict[str, str]:
    """Return the word classes of the lexicon; words met later are added, so that each is looked at once."""
    known: dict[str, str] = {}
    for row in read_lexicon("common_verbs"):
        known[row["third_person"]] = "v"
        for form in (row["past"], row["participle"]):
            known[form] = "e"
        known[row["lemma"]] = "v" if row["note"].startswith("irregular") else "n"
    for row in read_lexicon("function_words"):
        known[row["word"]] = _CLASS_CHARACTERS[row["word_class"]]
    return known


_KNOWN_LIMIT = 200_000


def _classes_of(raw: list[str], known: dict[str, str]) -> list[str]:
    classes = list(map(known.get, raw))
    if None in classes:
        return [class_ or _learn(known, word) for class_, word in zip(classes, raw, strict=True)]
    return cast("list[str]", classes)


def _learn(known: dict[str, str], word: str) -> str:
    class_ = _classify(known, word)
    if len(known) < _KNOWN_LIMIT and len(word) < 30:
        known[word] = class_
    return class_


def _classify(known: dict[str, str], word: str) -> str:
    first = word[0]
    if word.isspace():
        return "|"
    if glued_opener(word):
        return "G"
    if not (word[-1].isalnum() or first.isalnum()):
        return _PUNCTUATION.get(word) or ("-" if first in "-—" else "." if first == "." else first)
    if any(character.isdigit() for character in word):
        return "#"
    lower = word.lower()
    if first == "'":
        return "'" if lower == "'s" else "m"
    if first.isupper():
        if word.isupper() and len(word) > 1 and lower not in ("the", "and", "of", "in", "on", "at", "to"):
            return "N"
        class_ = known.get(lower)
        if class_ is not None and class_ not in "vena":
            return class_
        return "g" if lower.endswith("ing") and lower[:-3] in known else "N"
    return known.get(lower) or _class_by_ending(lower)


def _class_by_ending(word: str) -> str:
    if word.endswith("ly") and len(word) > 4:
        return "b"
    if word.endswith("ed") and len(word) > 4:
        return "e"
    if word.endswith("ing") and len(word) > 5:
        return "g"
    return "a" if word.endswith(_ADJECTIVE_ENDINGS) else "n"


def _mark_inner_dots(raw: list[str], classes: list[str], starts: list[int], ends: list[int], dots: list[int]) -> None:
    """Call a dot with no space and no capital after it part of the word: "example.com"."""
    last = len(raw) - 1
    for token in dots:
        if 0 < token < last and ends[token] == starts[token + 1] and classes[token] == ".":
            following = raw[token + 1][0]
            if following.isalnum() and not following.isupper():
                classes[token] = "_"


def _settle_verbs(words: list[str], classes: list[str]) -> None:
    """Call a form in -s a noun where it stands as one: "its collective moves", "of campaigns"."""
    last = len(classes) - 1
    for match in _FINITE.finditer("".join(classes)):
        token = match.start()
        if not token or not words[token].endswith("s"):
            if token and classes[token - 1] in "da'":
                classes[token] = "n"
            continue
        before = classes[token - 1]
        following = classes[token + 1] if token < last else "."
        if before in "da'p#ecg" or (before in "nN" and following not in 'dtTpro"wbx.,|:'):
            classes[token] = "n"


_FINITE = re.compile("v")


def _settle_people(classes: list[str], places: dict[str, list[int]]) -> None:
    """Call "official", "relative" and the like nouns where no noun follows: "said an official", "the military"."""
    for token in reversed(places_of(places, word_group("noun_or_adjective"))):
        if classes[token] == "a" and (token + 1 == len(classes) or classes[token + 1] not in "nNa"):
            classes[token] = "n"


@cache
def _bound_phrases() -> dict[str, tuple[list[str], ...]]:
    """Return the phrases that bound a number, such as "at least", by their first word, the longest first."""
    phrases: dict[str, list[list[str]]] = {}
    for row in read_lexicon("bound_words"):
        words = row["phrase"].split()
        if row["position"] == "before" and all(word.isalpha() for word in words):
            phrases.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in phrases.items()}


def _mark_bounds(words: list[str], classes: list[str], places: dict[str, list[int]]) -> None:
    """Call "at least" before a number a determiner, so that "said at least six boats sank" has a clause.

    A single word such as "about" is one only right after a reporting verb: elsewhere it says what about.
    """
    phrases = _bound_phrases()
    cues = cue_lexicon()
    last = len(words) - 1
    for token in places_of(places, phrases.keys()):
        for phrase in phrases[words[token]]:
            after = token + len(phrase)
            if after > last or (len(phrase) > 1 and words[token:after] != phrase):
                continue
            is_counted = classes[after] == "#" or words[after] in _QUANTITIES
            is_counted = is_counted or (len(phrase) > 1 and "".join(classes[after : after + 2]) == "N#")
            before = cues.get(words[token - 1], ()) if token else ()
            if is_counted and (len(phrase) > 1 or any({"that", "clause"} <= entry.frames for entry in before)):
                classes[token:after] = ["d"] * len(phrase)
            break


_QUANTITIES = frozenset(("half", "all", "every", "one"))


def is_adjective(word: str) -> bool:
    """Tell whether a word is an adjective of the lexicon, however it is capitalised: "Current"."""
    return _known_classes().get(word.lower()) in ("a", "b")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"] for row in read_lexicon("abbreviations"))


def _mark_abbreviations(raw: list[str], classes: list[str], dots: list[int]) -> None:
    abbreviations = _abbreviations()
    last = len(raw) - 1
    for token in dots:
        if token in (0, last):
            continue
        before = raw[token - 1]
        if (
            before[0].isupper() and (len(before) == 1 or before.lower().rpartition("-")[2] in abbreviations)
        ) or before in (
            "vs",
            "etc",
        ):
            following = raw[token + 1]
            if (
                before == "I"
                or (following.isspace() or following[0] in "\"'")
                or (len(before) > 1 and before.lower() == "no" and classes[token + 1] != "#")
            ):
                continue
            classes[token] = "_"
