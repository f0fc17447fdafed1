"""Words and signs that bound a number: about, at least, up to, or more."""

from functools import cache

from newsledger.figures.tokens import Tokens
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Bound


def bound_before(tokens: Tokens, index: int) -> tuple[Bound | None, int]:
    """Return the bound whose words end right before a token, and where they begin; or None and the token."""
    at = index
    while at > 0 and tokens.lowers[at - 1] in ("another", "further", "additional", "just") and index - at < 1:
        at -= 1
    found = _phrase_before(tokens, at)
    if found is None:
        return None, index
    bound, start = found
    wider = _phrase_before(tokens, start)
    return (wider[0], wider[1]) if wider and wider[0] in ("at_least", "at_most", "more_than") else (bound, start)


def _phrase_before(tokens: Tokens, index: int) -> tuple[Bound, int] | None:
    if index <= 0:
        return None
    phrases = _bounds_before_article() if tokens.lowers[index] in ("a", "an") else _bounds_before()
    for words, bound in phrases.get(tokens.lowers[index - 1], ()):
        start = index - len(words)
        if start >= 0 and tuple(tokens.lowers[start:index]) == words:
            return bound, start
    return None


def bound_after(tokens: Tokens, at: int) -> tuple[Bound | None, int]:
    """Return the bound whose words begin at a token ("or more"), and where they end; or None and the token."""
    if at >= len(tokens.texts):
        return None, at
    for words, bound in _bounds_after().get(tokens.lowers[at], ()):
        end = at + len(words)
        if tuple(tokens.lowers[at:end]) != words or (words[0] in ("+", "-") and not tokens.touches(at)):
            continue
        if end < len(tokens.texts) and tokens.lowers[end] in ("than", "of"):
            continue
        is_sum = words == ("plus",) and end < len(tokens.texts)
        if is_sum and (tokens.texts[end][0].isdigit() or tokens.texts[end][0] in _OPENERS_OF_AMOUNTS):
            continue
        return bound, end
    return None, at


_OPENERS_OF_AMOUNTS = frozenset("$€£¥₹")


@cache
def _bounds_before() -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    return _bounds(("before",), -1)


@cache
def _bounds_before_article() -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    """Return what bounds "a million" too: "the equivalent of a battalion", but not of 500 men, is about one."""
    return _bounds(("before", "before_article"), -1)


@cache
def _bounds_after() -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    return _bounds(("after",), 0)


def _bounds(positions: tuple[str, ...], key: int) -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    phrases: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for row in sorted(read_lexicon("bound_words"), key=lambda row: -len(row["phrase"].split())):
        if row["position"] in positions:
            words = tuple(row["phrase"].split())
            phrases.setdefault(words[key], []).append((words, row["bound"]))  # type: ignore[arg-type]
    return phrases


def is_during(tokens: Tokens, index: int) -> bool:
    """Return whether "over 10 years" says during, not more than: no word for a length before it."""
    return tokens.lowers[index] == "over" and (index == 0 or tokens.lowers[index - 1] not in _LENGTH_OPENERS)


_LENGTH_OPENERS = word_group("length_opener")
