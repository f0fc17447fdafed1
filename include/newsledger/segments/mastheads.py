"""The name of a paper at the top of its page, told by where it stands and by what the page says of itself."""

import re
from collections.abc import Sequence
from functools import cache

from newsledger.dates.printed import alternation
from newsledger.lexicon import read_lexicon
from newsledger.segments.outlets import Outlet, is_masthead
from newsledger.segments.phrases import agency_name, find_furniture
from newsledger.segments.shapes import Shape
from newsledger.segments.units import Unit

_TOP_LINES = 6
_NAME_CHARS = 45
_NAME_WORDS = 5
_SELF_CHARS = 200_000  # of a page that are searched for what it says of itself
_SMALL = frozenset({"of", "the", "and", "&", "for", "in"})
_TAGLINE = re.compile(r"\s[|•·–—>›»-]\s")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|\.[a-z]{2,6}\Z")
_INITIALS = re.compile(r" \([A-Z][\w. ]{1,20}\)\Z")
_VOWEL = re.compile(r"[AEIOU]")


def find_masthead(
    units: Sequence[Unit], shapes: Sequence[Shape], first: range, text: str, owner: Outlet | None
) -> Outlet | None:
    """Return the paper that the lines above the first story name, or None.

    A name counts when the page speaks of itself by it ("told the Lantern", "© 2025 Lantern", "(Lantern) -"), or
    when it is the first name on the page and more than itself stands above the story.

    Args:
        units: the units of the document.
        shapes: the shape of each unit.
        first: the units of the first story.
        text: the text of the document.
        owner: whom the copyright line names; it is the paper where the story speaks of it as its own.
    """
    top = first.start
    lines = [i for i in range(top) if shapes[i].kind in ("label", "title", "provider")][:_TOP_LINES]
    names = [(i, name) for i in lines if (name := name_of_paper(units[i].text)) is not None]
    for index, name in names:
        own = names_itself(name, text)
        if own is not None:
            return Outlet(own, units[index].text)
    prose = "\n".join(units[i].text for i in first if shapes[i].kind == "prose")
    if owner is not None and names_itself(owner.name, prose) is not None:
        return owner
    if not names or names[0][0] != lines[0] or top < 2:
        return None
    index, name = next(((i, n) for i, n in names[:2] if is_masthead(n)), names[0])
    is_name = len(name.split()) >= 2 or _INNER_CAPITAL.search(name) is not None
    is_alone = index + 1 == top and not is_masthead(name)
    if any(word.casefold() in _interface_words() for word in name.split()):
        return None
    return Outlet(tidy_name(name), units[index].text) if is_name and not is_alone else None


def find_own_masthead(units: Sequence[Unit], shapes: Sequence[Shape], above: range, told: str) -> Outlet | None:
    """Return the paper named in the lines between two stories, right above the second; None when none is.

    Args:
        units: the units of the document.
        shapes: the shape of each unit.
        above: the units between the story before and this one's headline.
        told: the text of this story, with its dateline.
    """
    for index in reversed(above[-_TOP_LINES:]):
        name = name_of_paper(units[index].text) if shapes[index].kind in ("label", "title") else None
        if name is not None and (is_masthead(name) or names_itself(name, told) is not None):
            return Outlet(names_itself(name, told) or tidy_name(name), units[index].text)
    return None


def name_of_paper(line: str) -> str | None:
    """Return a line that may be the name of a paper, without its motto; None when it is something else."""
    name = _INITIALS.sub("", _TAGLINE.split(line, maxsplit=1)[0].strip(" *_#[]"))
    words = name.split()
    if not 1 <= len(words) <= _NAME_WORDS or len(name) > _NAME_CHARS or name.endswith((",", ":", ";", "?", "!")):
        return None
    if not words[0][:1].isupper() and not _INNER_CAPITAL.search(name):
        return None
    if len(words) > 1 and not all(w[:1].isupper() or w[:1].isdigit() or w in _SMALL for w in words):
        return None
    if "," in name or '"' in name or "“" in name or find_furniture(name, len(words)) is not None:
        return None
    return name


def names_itself(name: str, text: str) -> str | None:
    """Return a name as the page prints it where it speaks of itself by it; None when it does not."""
    bare = name[4:] if name.casefold().startswith("the ") else name
    pattern = re.compile(_self_pattern().replace("NAME", re.escape(bare)), re.IGNORECASE)
    match = pattern.search(text[:_SELF_CHARS])
    if match is None:
        return None
    printed = next(form for form in match.groups() if form)
    if not name.isupper() or printed.isupper():
        return tidy_name(name)
    return ("The " if bare != name else "") + printed


@cache
def _interface_words() -> frozenset[str]:
    return frozenset(row["word"].casefold() for row in read_lexicon("interface_words"))


@cache
def _self_pattern() -> str:
    before = alternation(row["before"] for row in read_lexicon("self_mentions") if row["before"])
    after = alternation(row["after"] for row in read_lexicon("self_mentions") if row["after"])
    return (
        rf"\b(?:{before}) (?:the )?(NAME)\b"
        rf"|\b(NAME)(?:['’]s)? (?:{after})\b"
        r"|\((NAME)\)\s?[-–—]|/(NAME)/|©[\s\d,–-]{0,14}(?:the )?(NAME)\b"
    )


def tidy_name(name: str) -> str:
    """Return a name in capitals with capitals at the beginnings of its words; initials stay: "KPLV 6"."""
    if not name.isupper() or len(name.split()) < 2 or any(c.isdigit() for c in name) or agency_name(name) is not None:
        return name
    return " ".join(_tidy_word(word) for word in name.split())


def _tidy_word(word: str) -> str:
    if not _VOWEL.search(word):
        return word
    return word.casefold() if word in ("OF", "AND") else word.capitalize()
