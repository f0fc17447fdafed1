"""Whose side the counted are on: the nationality, army or movement that their words name."""

import re
from functools import cache

from newsledger.lexicon import read_lexicon

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)*|[-–‑,&/]|\S")
_POSSESSIVES = ("'s", "’s")
_DASHES = frozenset("-–‑")


def find_side(counted_text: str) -> str | None:
    """Return the side of what was counted, or None when its words name none.

    "North Korean troops stationed in Kursk" is "North Korea": a country or movement in the short form of
    lexicon/sides.csv. Several are sorted and joined: "Russian and North Korean troops" is "North Korea; Russia". Words
    for a place ("troops in Russia") and for a relation ("pro-Russian", "Iranian-made") name no side; names in small
    letters do not either.
    """
    words = _WORD.findall(counted_text)
    end = _phrase_end(words, 0)
    sides = _sides_of(words, 0, end)
    while not sides and end < len(words):
        link, start = words[end].lower(), end + 1
        end = _phrase_end(words, start)
        if link == "from" or (link == "of" and _is_owner(words, start, end)):
            sides = _sides_of(words, start, end)
    return "; ".join(sorted(sides)) or None


def _phrase_end(words: list[str], start: int) -> int:
    """Return where a preposition stands that is no part of a name."""
    at = start
    while at < len(words) and words[at].lower() not in _links():
        at += _match(words, at, len(words))[0] or 1
    return at


def _sides_of(words: list[str], start: int, end: int) -> set[str]:
    sides: set[str] = set()
    at = start
    while at < end:
        length, side = _match(words, at, end)
        if side and _stands_free(words, at, at + length, (start, end)):
            sides.add(side)
        at += length or 1
    return sides


def _match(words: list[str], at: int, end: int) -> tuple[int, str]:
    """Return how many words from `at` on name a side, and which; a name without a side gives an empty one."""
    if not (words[at][0].isupper() or words[at] == "al"):
        return 0, ""
    for length in range(min(_longest(), end - at), 0, -1):
        side = _sides().get(_plain(words[at : at + length]))
        if side is not None:
            return length, side
    return 0, ""


def _stands_free(words: list[str], at: int, after: int, limits: tuple[int, int]) -> bool:
    """Return whether a side is no part of a longer name or of a word with a dash, unless the dash joins two sides."""
    before = words[at - 1] if at > limits[0] else ""
    following = words[after] if after < limits[1] else ""
    if before in _DASHES:
        return at - 2 >= limits[0] and _is_side_before(words, at - 1, limits[0])
    if following in _DASHES and after + 1 < limits[1]:
        return bool(_match(words, after + 1, limits[1])[1])
    is_name = before[:1].isupper() and not before.isupper() and not before.endswith(_POSSESSIVES)
    return not is_name or _is_side_before(words, at, limits[0])


def _is_side_before(words: list[str], end: int, start: int) -> bool:
    return any(_sides().get(_plain(words[at:end])) for at in range(max(start, end - _longest()), end))


def _is_owner(words: list[str], start: int, end: int) -> bool:
    """Return whether the words after "of" say whose men they are: "of Hamas", "of the Russian army"."""
    if end > start and words[start].lower() == "the":
        start += 1
    length, side = _match(words, start, end) if start < end else (0, "")
    return bool(side) and (start + length == end or words[start + length].lower() in _bodies())


def _plain(words: list[str]) -> str:
    *first, last = words
    return " ".join([*first, last[:-2] if last.endswith(_POSSESSIVES) else last]).replace("’", "'")


@cache
def _sides() -> dict[str, str]:
    """Return the sides by name, plurals of people too; the parts of a name are divided by blanks."""
    sides: dict[str, str] = {}
    for row in read_lexicon("sides"):
        name = " ".join(_WORD.findall(row["word"])).replace("’", "'")
        sides.setdefault(name, row["side"])
        if row["note"].startswith(("its people", "a people")) and not name.endswith(("s", "sh", "ch", "ese", "men")):
            sides.setdefault(f"{name}s", row["side"])
    return sides


@cache
def _longest() -> int:
    return max(len(name.split()) for name in _sides())


@cache
def _links() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "preposition")


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("side_bodies"))
