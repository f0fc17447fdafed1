"""The visible text of a page's tree, with hints about stretches of it."""

from dataclasses import dataclass, field
from functools import cache

from selectolax.lexbor import LexborNode

from newsledger.dumps.charset import clean_text
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Hint, HintKind

MIN_LIST_LINKS = 2
"""Fewer links than this are no list of links: a paragraph may be one link."""

MIN_LINK_SHARE = 0.75
"""Share of the characters that stand in links, in a list of links; dates and counters stand between them."""

_ROLES: dict[str, HintKind] = {
    "navigation": "navigation",
    "complementary": "aside",
    "contentinfo": "footer",
}
_LISTS = frozenset({"ul", "ol", "div", "section", "menu", "table", "dl"})
_LINES_OWED = {"paragraph": 2, "line": 1}


@dataclass(frozen=True, slots=True)
class _Element:
    """How elements of a name are laid out, and what they mark; `is_classed`: as class or role says."""

    lines: int = 0
    is_dropped: bool = False
    kind: HintKind | None = None
    is_classed: bool = False


_INLINE = _Element()


@dataclass(slots=True)
class _Frame:
    """An element that is open, and what its text has come to so far."""

    node: LexborNode
    tag: str
    lines: int
    kind: HintKind | None
    value_text: str
    start: int | None = None
    chars: int = 0
    link_chars: int = 0
    links: int = 0


@dataclass(slots=True)
class _Writer:
    """The text so far, and the white space that is owed before the next word.

    `ended_tag` is the element that ended after the last word. Two links side by side, and a time beside a word,
    are set apart by style sheets and not by white space.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines_owed: int = 0
    breaks_owed: int = 0
    space_owed: str = ""
    ended_tag: str = ""


def find_text(root: LexborNode) -> tuple[str, list[Hint]]:
    """Return the text below a node and the hints about it, in the order in which their stretches begin."""
    writer = _Writer()
    hints: list[Hint] = []
    link_lists: list[Hint] = []
    stack: list[_Frame] = []
    pre_open = 0
    elements = _elements()
    node = root
    while True:
        tag = node.tag or ""
        if tag == "-text":
            start = _write(writer, node.text_content or "", pre_open > 0)
            if start is not None and stack:
                stack[-1].chars += writer.length - start
                for frame in reversed(stack):
                    if frame.start is not None:
                        break
                    frame.start = start
        elif tag == "br":
            writer.breaks_owed = min(2, writer.breaks_owed + 1)
        elif tag[:1].isalpha() and not (element := elements.get(tag, _INLINE)).is_dropped:
            writer.lines_owed = max(writer.lines_owed, element.lines)
            kind, value_text = _kind_of(node, tag, element)
            stack.append(_Frame(node, tag, element.lines, kind, value_text))
            if (writer.ended_tag == "a" and tag == "a") or (
                tag == "time" and writer.parts and writer.parts[-1][-1:].isalnum()
            ):
                writer.space_owed = writer.space_owed or " "
            pre_open += tag == "pre"
            child = node.child
            if child is not None:
                node = child
                continue
            _close(stack, writer, hints, link_lists)
            pre_open -= tag == "pre"
        while (following := node.next) is None:
            if not stack:
                ordered = sorted([*hints, *link_lists], key=lambda hint: (hint.char_start or 0, -(hint.char_end or 0)))
                return "".join(writer.parts), ordered
            node = stack[-1].node
            pre_open -= stack[-1].tag == "pre"
            _close(stack, writer, hints, link_lists)
        node = following


def _write(writer: _Writer, data: str, is_pre: bool) -> int | None:
    """Add a piece of text; return where it begins, or None if it is only white space."""
    words = data.split()
    if not words:
        writer.space_owed = writer.space_owed or (" " if data else "")
        return None
    if is_pre:
        content = clean_text(data.rstrip()).removeprefix("\n")
    else:
        content = " ".join(words)
        is_apart = data[0].isspace() or (writer.ended_tag == "time" and content[0].isalnum())
        if is_apart and not writer.space_owed:
            writer.space_owed = " "
    if writer.parts:
        owed = max(writer.lines_owed, writer.breaks_owed)
        before = "\n" * owed or writer.space_owed
        writer.parts.append(before)
        writer.length += len(before)
    start = writer.length
    writer.parts.append(content)
    writer.length += len(content)
    writer.lines_owed, writer.breaks_owed = 0, int(is_pre and data.endswith("\n"))
    writer.space_owed = " " if data[-1].isspace() else ""
    writer.ended_tag = ""
    return start


def _close(stack: list[_Frame], writer: _Writer, hints: list[Hint], link_lists: list[Hint]) -> None:
    frame = stack.pop()
    writer.lines_owed = max(writer.lines_owed, frame.lines)
    if frame.tag in ("td", "th"):
        writer.space_owed = "\t"
    writer.ended_tag = frame.tag
    if frame.start is None:
        return
    if frame.tag == "a":
        frame.links, frame.link_chars = 1, frame.chars
    if frame.kind is not None:
        hints.append(_hint(frame.kind, frame.value_text, frame.start, writer.length))
    if frame.tag in _LISTS and frame.links >= MIN_LIST_LINKS and frame.link_chars >= MIN_LINK_SHARE * frame.chars:
        # the widest list holds the lists within it
        while link_lists and (link_lists[-1].char_start or 0) >= frame.start:
            link_lists.pop()
        link_lists.append(_hint("link_list", "", frame.start, writer.length))
    if stack:
        outer = stack[-1]
        outer.chars += frame.chars
        outer.link_chars += frame.link_chars
        outer.links += frame.links


def _hint(kind: HintKind, value_text: str, start: int, end: int) -> Hint:
    return Hint(hint_kind=kind, hint_source="markup", value_text=value_text, char_start=start, char_end=end)


def _kind_of(node: LexborNode, tag: str, element: _Element) -> tuple[HintKind | None, str]:
    """Return what an element marks and what its markup says of it: the time, the level of a heading."""
    if element.kind == "heading":
        return element.kind, tag
    if element.kind == "time":
        return element.kind, (node.attributes.get("datetime") or "").strip()[:100]
    if element.is_classed:
        attributes = node.attributes
        if attributes:
            role = _ROLES.get((attributes.get("role") or "").lower())
            tokens = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()[:50]
            kinds = _class_kinds()
            return role or next((kinds[token] for token in tokens if token in kinds), None), ""
    return element.kind, ""


@cache
def _elements() -> dict[str, _Element]:
    return {
        row["tag"]: _Element(
            lines=_LINES_OWED.get(row["layout"], 0),
            is_dropped=row["layout"] == "dropped",
            kind=row["hint_kind"] or None,  # type: ignore[arg-type]
            is_classed=row["is_classed"] == "yes",
        )
        for row in read_lexicon("page_elements")
    }


@cache
def _class_kinds() -> dict[str, HintKind]:
    return {row["token"]: row["hint_kind"] for row in read_lexicon("markup_classes")}  # type: ignore[misc]
