"""What the word lists say of a line: boilerplate, photo credits, names of agencies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsledger.dates.printed import alternation
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import SegmentKind

Effect = Literal["none", "opens_list", "opens_comments", "ends_story"]

_EDGE = " \t\u00a0\u200b*-–—•·|:;,.!?…>»«<→←›‹▶►▼▲[]()#_=~\"'“”"
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "\u00a0": " "})
_MENU_SEPARATOR = re.compile(r"\s[•·]\s")
_NAVIGATION_SEPARATOR = re.compile(r"\s*[|•·»›>/]\s*|\s{2,}|\t")
_LEADING = re.compile(r"\A[^\w©]+")
_BREADCRUMB = re.compile(r"\s[>»›]\s")
_SHORT_OPENERS = ("more from", "more in", "more on")
_TO_READER = re.compile(r"\b(?:you|your|we use|our)\b")
_TOLD = re.compile(r"[“\"]|\bsaid\b")
_SHORT_WORDS = 6
_START_WORDS = 30
_LEGAL_WORDS = 80


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line of page furniture is, and what it says of the lines after it."""

    kind: SegmentKind
    effect: Effect


def normalise(text: str) -> str:
    """Return a line for comparison: lower case, straight apostrophes, nothing but words at its ends."""
    return " ".join(_straight(text).casefold().strip(_EDGE).split())


def _straight(text: str) -> str:
    return text if text.isascii() else text.translate(_APOSTROPHES)


def find_furniture(text: str, word_count: int) -> Furniture | None:
    """Return what the word list says of a line; None when it is no page furniture that we know."""
    if len(text) > 400:
        return None
    line = normalise(text)
    known = _whole_lines().get(line)
    if known is not None:
        return known
    if word_count <= _LEGAL_WORDS:
        folded = _LEADING.sub("", _straight(text).casefold())
        for phrase, furniture in _line_starts().get(folded.split(" ", 1)[0].strip(":,|"), ()):
            if word_count > (_START_WORDS if furniture.kind != "legal" else _LEGAL_WORDS):
                continue
            if phrase in _SHORT_OPENERS and word_count > _SHORT_WORDS:
                continue
            if folded.startswith(phrase) and not (
                phrase[-1].isalpha() and folded[len(phrase) : len(phrase) + 1].isalnum()
            ):
                return furniture
    if word_count <= _START_WORDS and _follow_pattern().match(text):
        return Furniture("promotion", "none")
    if _is_navigation_bar(text, line):
        return Furniture("navigation", "none")
    return None


def is_consent_text(text: str) -> bool:
    """Tell whether a paragraph speaks to the reader about cookies, accounts or subscriptions."""
    head = text[:1500].casefold()
    if not _TO_READER.search(head) or _TOLD.search(head):
        return False
    return len({match[0] for match in _consent_terms().finditer(head)}) >= 2


def agency_name(text: str) -> str | None:
    """Return the usual name of a news agency, or None when the words name none."""
    return _agencies().get(text.strip(" ./()[]–—-"))


@cache
def agency_alternation() -> str:
    """Return a pattern for the printed names of news agencies."""
    return alternation(name for name in _agencies() if name != "agencies")


@cache
def credit_labels() -> str:
    """Return a pattern for the words that open a photo credit."""
    return alternation(row["phrase"] for row in read_lexicon("photo_credits") if row["role"] == "label")


@cache
def credit_names() -> str:
    """Return a pattern for the agencies and archives that a photo credit names."""
    return alternation(row["phrase"] for row in read_lexicon("photo_credits") if row["role"] == "credit")


@cache
def credit_words() -> re.Pattern[str]:
    """Return a quick pattern for pieces of text of which every photo credit has one."""
    pieces = {row["phrase"].split(" ")[0] for row in read_lexicon("photo_credits")}
    return any_of(pieces | {name for name in _agencies() if name != "agencies"} | {"/", "|"})


def any_of(pieces: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds one of the pieces anywhere; grouped by their first letters, it is quick."""
    by_first: dict[str, set[str]] = {}
    for piece in pieces:
        by_first.setdefault(piece[0], set()).add(piece[1:])
    return re.compile(
        "|".join(f"{re.escape(first)}(?:{alternation(rest)})" for first, rest in sorted(by_first.items()))
    )


@cache
def _agencies() -> dict[str, str]:
    return {row["name"]: row["canonical"] for row in read_lexicon("agencies")}


@cache
def _consent_terms() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(row['term'].casefold() for row in read_lexicon('consent_terms'))})\b")


@cache
def _follow_pattern() -> re.Pattern[str]:
    networks = alternation(row["name"] for row in read_lexicon("social_networks"))
    return re.compile(
        rf"\W{{0,4}}(?:Follow|Join|Like|Find|Read|Watch|Subscribe to) .{{0,60}}\b(?:on|our) (?:{networks})\b"
    )


@cache
def _whole_lines() -> dict[str, Furniture]:
    rows = read_lexicon("boilerplate")
    return {normalise(row["phrase"]): _furniture(row) for row in rows if row["match"] == "whole"}


@cache
def _line_starts() -> dict[str, tuple[tuple[str, Furniture], ...]]:
    starts: dict[str, list[tuple[str, Furniture]]] = {}
    for row in read_lexicon("boilerplate"):
        if row["match"] == "start":
            first = row["phrase"].split(" ", 1)[0].strip(":,|")
            starts.setdefault(first, []).append((row["phrase"], _furniture(row)))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in starts.items()}


def _furniture(row: dict[str, str]) -> Furniture:
    return Furniture(row["kind"], row["effect"])  # type: ignore[arg-type]


def _is_menu_part(part: str) -> bool:
    """Tell whether a part of a line may be the name of a section: one or two words with a capital, no number."""
    words = part.split()
    return 1 <= len(words) <= 2 and words[0][0].isupper() and len(part) <= 20 and not any(c.isdigit() for c in part)


_MENU_PARTS = 4


def _is_navigation_bar(text: str, line: str) -> bool:
    if len(text) > 300 or text.endswith((".", "?", "!")):
        return False
    parts = [normalise(part) for part in _NAVIGATION_SEPARATOR.split(text) if part.strip()]
    known = _whole_lines()
    if len(parts) >= 3 and _BREADCRUMB.search(text) and max(len(part) for part in parts) <= 30:
        return True
    if len(parts) >= 3 and sum(part in known for part in parts) >= max(2, len(parts) // 3):
        return True
    sections = _MENU_SEPARATOR.split(text)
    if len(sections) >= _MENU_PARTS and all(_is_menu_part(part) for part in sections):
        return True
    words = line.split(" ")
    known_count = sum(word in known for word in words)
    return known_count == len(words) >= 3 or (len(words) >= 4 and known_count >= 0.7 * len(words))
