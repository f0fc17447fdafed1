"""Whose side the counted are on: the nationality, army or movement that their words name."""

import re
from functools import cache

from newsledger.figures.tokens import POSSESSIVES
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)*|[-–‑,&/]|\S")
_DASHES = frozenset("-–‑")
_OWNED = word_group("owned_class")
_LOST = frozenset(["casualty"])
_REACH = 240  # characters between a figure and the subject of its clause
_LONGEST_GAP = 6  # words between the verb and the number, or between the counted and their verb


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


def find_side_in_clause(before: str, after: str, counted_class: str | None) -> str | None:
    """Return the side of forces, arms or casualties that their own words do not name, from the clause around them.

    It is the subject of a verb that says whose they are ("Karvia has massed 300 soldiers", "Karvian forces lost 300
    soldiers"), the agent of one that follows ("300 soldiers sent by Karvia"), a possessive right before the number, or
    the subject that "its" refers to. None when the clause does not say, and for all other counted things.

    Args:
        before: the sentence up to the figure.
        after: the sentence from the end of the figure on.
        counted_class: the class of what was counted.
    """
    if counted_class not in _OWNED | _LOST:
        return None
    words = _WORD.findall(before[-_REACH:])
    roles = ("loses", "suffers") if counted_class in _LOST else ("sends", "loses", "has")
    sides = _owner_before(words) or _subject_before(words, roles) or _agent_after(_WORD.findall(after[:_REACH]), roles)
    return "; ".join(sorted(sides)) or None


def _owner_before(words: list[str]) -> set[str]:
    """Return the side right before a number: "Karvia's 300 soldiers", "Karvia said its 300 soldiers"."""
    if not words:
        return set()
    if words[-1].endswith(POSSESSIVES):
        return _side_ending(words, len(words))
    if words[-1].lower() != "its":
        return set()
    for end in range(len(words) - 1, 0, -1):
        if words[end].islower() and (words[end] in _roles("between") or words[end] not in _links_and_joints()):
            sides = _side_ending(words, end)
            if sides and not words[end - 1].endswith(POSSESSIVES):
                others = {_match(words, at, len(words), _actors())[1] for at in range(end + 1, len(words))}
                return sides if others <= sides | {""} else set()
    return set()


def _subject_before(words: list[str], roles: tuple[str, ...]) -> set[str]:
    """Return the side that is the subject of the verb before a number."""
    for at in range(len(words) - 1, max(-1, len(words) - 1 - _LONGEST_GAP), -1):
        word = words[at].lower()
        if any(word in _roles(role) for role in roles):
            return _subject_of(words, at)
        if word not in _roles("filler"):
            return set()
    return set()


def _subject_of(words: list[str], verb: int) -> set[str]:
    end = verb
    while end and (words[end - 1].lower() in _roles("between") or words[end - 1].endswith("ly")):
        end -= 1
    return set() if end and words[end - 1].endswith(POSSESSIVES) else _side_ending(words, end)


def _side_ending(words: list[str], end: int) -> set[str]:
    """Return the side of a subject whose last word stands before `end`: "Karvia", "the Karvian armed forces"."""
    at = end
    if at and words[at - 1].islower():
        if words[at - 1] not in _bodies() and words[at - 1] not in _roles("member"):
            return set()
        at -= 1
        while at and end - at < _LONGEST_GAP and words[at - 1].islower() and words[at - 1] not in _links_and_joints():
            at -= 1
    for length in range(min(_longest(), at), 0, -1):
        side = _actors().get(_plain(words[at - length : at]))
        if side is not None:
            return {side} if side and _begins_subject(words, at - length) else set()
    return set()


def _begins_subject(words: list[str], start: int) -> bool:
    """Return whether a subject can begin here: after no preposition, no "and", no part of a longer name."""
    if start and words[start - 1].lower() == "the":
        start -= 1
    if not start:
        return True
    before = words[start - 1]
    if before.lower() in _roles("opener"):
        return True
    is_linked = before.lower() in _links() or before.lower() in ("and", "or", "nor") or before in _DASHES
    return not is_linked and not before[0].isupper() and not before.endswith(POSSESSIVES)


def _agent_after(words: list[str], roles: tuple[str, ...]) -> set[str]:
    """Return the side that a passive verb after the counted names: "were sent by Karvia"."""
    for at, word in enumerate(words[:_LONGEST_GAP]):
        if any(word.lower() in _roles(role) for role in roles if role != "has"):
            following = words[at + 1 : at + 2]
            start = at + 3 if words[at + 2 : at + 3] == ["the"] else at + 2
            if following != ["by"] or start >= len(words):
                return set()
            length, _ = _match(words, start, len(words), _actors())
            side = _actors().get(_plain(words[start : start + length])) if length else None
            return {side} if side else set()
        if word.lower() not in _roles("between") and word.lower() not in _roles("relative"):
            return set()
    return set()


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


def _match(words: list[str], at: int, end: int, names: dict[str, str] | None = None) -> tuple[int, str]:
    """Return how many words from `at` on name a side, and which; a name without a side gives an empty one."""
    if not (words[at][0].isupper() or words[at] == "al"):
        return 0, ""
    for length in range(min(_longest(), end - at), 0, -1):
        side = (names or _sides()).get(_plain(words[at : at + length]))
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
    is_name = before[:1].isupper() and not before.isupper() and not before.endswith(POSSESSIVES)
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
    return " ".join([*first, last[:-2] if last.endswith(POSSESSIVES) else last]).replace("’", "'")


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
def _actors() -> dict[str, str]:
    """Return the sides by the names that can act: their own, and the capitals that stand for a government."""
    return {row["word"]: row["side"] for row in read_lexicon("side_capitals")} | _sides()


@cache
def _roles(role: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("side_clauses") if row["role"] == role)


@cache
def _longest() -> int:
    return max(len(name.split()) for name in _sides())


@cache
def _links() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "preposition")


@cache
def _links_and_joints() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words"))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("side_bodies"))
