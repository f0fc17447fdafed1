"""The noun whose level a bare number gives: "Arrivals fell by 9% to 4,100", "net migration was 52,000"."""

from functools import cache

from newsledger.figures.counted import CHANGED_BY_SOMEBODY, Counted, find_phrase_at, people_nouns
from newsledger.figures.nouns import is_plural
from newsledger.figures.phrases import after_determiner
from newsledger.figures.tokens import Tokens, change_words, function_words
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_FARTHEST_VERB = 9
_LONGEST_SUBJECT = 16
_STANDS = word_group("stands")
_BETWEEN = word_group("between_stands")
_EDGES = word_group("subject_edge")
_HELPERS = word_group("subject_helper")
_PASSES = frozenset(["passed", "surpassed", "topped", "exceeded", "crossed"])
_TALLIES = frozenset(["number", "backlog", "total", "count", "tally", "stock"])
_NOT_COUNTED = word_group("not_counted")


def find_subject(tokens: Tokens, start: int) -> Counted | None:
    """Return what the clause of a bare number at a token is about, or None when no verb of level ties the two."""
    verb = _verb_before(tokens, start)
    if verb is None:
        return None
    end = _subject_end(tokens, verb)
    first = end
    while first > 0 and end - first < _LONGEST_SUBJECT and tokens.lowers[first - 1] not in _EDGES:
        first -= 1
        if first > 1 and tokens.lowers[first] == "the" and tokens.lowers[first - 1] not in function_words():
            break  # "The army believes | the number is 900"
    is_theirs = tokens.lowers[first : first + 1] in (["their"], ["its"])
    first = after_determiner(tokens, first)
    head = first
    while head < end and tokens.texts[head][0].isalpha() and tokens.lowers[head] not in function_words():
        head += 1
    head -= 1
    if head < first:
        return None
    word = tokens.lowers[head]
    if word in _TALLIES:
        if tokens.lowers[head + 1 : head + 2] == ["of"]:
            return _plural_phrase(tokens, after_determiner(tokens, head + 2), end)
        return _first_plural(tokens, first) if is_theirs and head == first else None
    if word in people_nouns():
        return Counted(0, 0, "person", "person", "person")
    return _plural_phrase(tokens, first, head + 1)


def is_toll(tokens: Tokens, start: int) -> bool:
    """Return whether the clause of a bare number is about a death toll: "the toll of the fire has risen to 214"."""
    verb = _verb_before(tokens, start)
    if verb is None:
        return False
    for at in range(verb - 1, max(-1, verb - _FARTHEST_TOLL), -1):
        if tokens.lowers[at] == "toll":
            return tokens.lowers[at - 1] not in _OTHER_TOLLS and tokens.lowers[at + 1 : at + 2] != ["road"]
        if tokens.lowers[at] in (";", ":", "while", "but", "said"):
            return False
    return False


_FARTHEST_TOLL = 24
_OTHER_TOLLS = frozenset(["injury", "casualty", "a", "road", "motorway", "bridge"])


def _verb_before(tokens: Tokens, start: int) -> int | None:
    """Return the verb of level or change that a number depends on, with nothing but amounts between."""
    for at in range(start - 1, max(-1, start - _FARTHEST_VERB), -1):
        word = tokens.lowers[at]
        if at == start - 1 and word in CHANGED_BY_SOMEBODY:
            return None  # "rivals cut 2,000": of what they cut
        if word in _STANDS or word in _PASSES or (word in change_words() and word not in ("up", "down", "lower")):
            return at
        if word not in _BETWEEN and not word[0].isdigit():
            return None
    return None


def _subject_end(tokens: Tokens, verb: int) -> int:
    """Return the token after the subject of a verb, before auxiliaries and what stands in commas."""
    end = verb
    while end > 0 and (tokens.lowers[end - 1] in _HELPERS or tokens.lowers[end - 1].endswith("ly")):
        end -= 1
    if end and tokens.texts[end - 1] == ",":
        for at in range(end - 2, max(0, end - 12), -1):
            if tokens.texts[at] == ",":
                return at
    return end


def _plural_phrase(tokens: Tokens, first: int, end: int) -> Counted | None:
    counted = find_phrase_at(tokens, first)
    if counted is None or counted.end > end or not is_plural(tokens.lowers[counted.end - 1]):
        return None
    word = tokens.lowers[counted.end - 1]
    return counted if _is_counted(word) else None


def _first_plural(tokens: Tokens, end: int) -> Counted | None:
    """Return the first plural of a sentence, which "their number" is the number of."""
    for at in range(end):
        if is_plural(tokens.lowers[at]) and _is_counted(tokens.lowers[at]):
            return find_phrase_at(tokens, at) if tokens.texts[at].islower() or not at else None
    return None


def _is_counted(word: str) -> bool:
    return word not in _NOT_COUNTED and word not in money_nouns()


@cache
def money_nouns() -> frozenset[str]:
    """Return the nouns of which a bare number is one of money: "revenue"."""
    return frozenset(row["word"] for row in read_lexicon("money_nouns"))
