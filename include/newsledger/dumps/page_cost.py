"""What a page would cost to parse, counted before the parser sees it: hostile pages are refused, not waited for."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from newsledger.errors import RejectedRecord
from newsledger.lexicon import read_lexicon

MAX_DEPTH = 1_000
"""Open elements in each other. Browsers stop at 512; the parser searches all of them at each new block."""

MAX_TAGS = 250_000
"""Tags of a page. Live blogs with all comments stay under 50,000; to walk as many takes 2 s."""

MAX_PARSE_STEPS = 200_000_000
"""Sum over all tags of the elements open there: what the searches cost at worst, about 4 ns a step."""

MAX_REOPENED = 1_000_000
"""Sum over all tags of the formatting elements that the parser would open there again, `<b>` and its kin, when
they were never closed: a small page can become a tree that fills the memory."""

MAX_ATTRIBUTE_STEPS = 100_000_000
"""Sum over long tags of the square of their attributes: the parser compares each with all before it, and 40,000
of them take 5 seconds."""

LONG_TAG_CHARS = 1_000
"""Tags below this length hold too few attributes to matter."""

_SAME_KEPT = 3  # the HTML standard opens no more than three equal formatting elements again
_MAX_WALK = 64  # an end tag further away from its start than this is taken for none, which counts too much at worst
# an attribute as the HTML standard reads it: quotes count behind an equals sign only
_ATTRIBUTE_PATTERN = r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_ATTRIBUTE = re.compile(_ATTRIBUTE_PATTERN)
# a comment's beginning, or a tag: slash, name, attributes, slash
_TOKEN = re.compile(rf"<(?:!--|(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE_PATTERN})*+)\s*+(/?))")
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
# end tags outside of these do not reach into them
_WALLS = frozenset({"table", "template", "object", "applet", "marquee", "select", "button", "svg", "math"})
_FOREIGN = frozenset({"svg", "math"})
_ITEMS = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
_LISTS = frozenset({"ul", "ol"})


@dataclass(slots=True)
class _Open:
    """What is open after the tags so far; never less than what the parser would hold open."""

    stack: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    wall_count: int = 0
    foreign_count: int = 0
    formatting: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    formatting_count: int = 0
    equal: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    kept_count: int = 0


def check_cost(markup: str) -> None:
    """Raise if a page would keep the parser or the memory busy out of proportion to its size.

    Raises:
        RejectedRecord: 'too_large', with the budget that it exceeds.
    """
    tag_count = markup.count("<")
    if tag_count > MAX_TAGS:
        raise RejectedRecord("too_large", f"expected at most {MAX_TAGS:,} tags in a page, came up to {tag_count:,}")
    open_ = _Open()
    nesting = _nesting()
    steps = reopened = attribute_steps = 0
    found = _TOKEN.search(markup)
    while found is not None:
        slash, name, attributes, end_slash = found.groups()
        position = found.end()
        if name is None:
            # "<!-->" and "<!--->" are comments too
            position = markup.find("-->", position - 2)
        else:
            if len(attributes) > LONG_TAG_CHARS:
                attribute_steps += sum(1 for _ in _ATTRIBUTE.finditer(attributes)) ** 2
            tag = name.lower()
            kind = nesting.get(tag, "")
            if tag == "script" and not slash and not open_.foreign_count:
                script_end = _SCRIPT_END.search(markup, position)
                position = script_end.start() if script_end else -1
            elif kind == "formatting":
                _end_formatting(open_, tag) if slash else _start_formatting(open_, tag, attributes)
            elif kind != "none" and not (end_slash and open_.foreign_count):
                _end(open_, tag, kind, nesting) if slash else _start(open_, tag, nesting)
            steps += len(open_.stack) + open_.formatting_count
            reopened += open_.kept_count
            if len(open_.stack) > MAX_DEPTH or steps > MAX_PARSE_STEPS or reopened > MAX_REOPENED:
                came = f"came {len(open_.stack):,} and {open_.formatting_count:,} inline"
                raise RejectedRecord("too_large", f"expected at most {MAX_DEPTH:,} open elements, {came}")
            if attribute_steps > MAX_ATTRIBUTE_STEPS:
                raise RejectedRecord("too_large", "expected tags with a few attributes, came thousands in one tag")
        if position < 0:
            return
        found = _TOKEN.search(markup, position)


def _start(open_: _Open, tag: str, nesting: dict[str, str]) -> None:
    family = _ITEMS.get(tag, ())
    if any(open_.names[name] for name in family):
        for distance, name in enumerate(reversed(open_.stack[-_MAX_WALK:]), start=1):
            if name in family:
                _drop(open_, distance)
                break
            if nesting.get(name) == "block" and name not in ("div", "address"):
                break
    open_.stack.append(tag)
    open_.names[tag] += 1
    open_.wall_count += tag in _WALLS
    open_.foreign_count += tag in _FOREIGN


def _end(open_: _Open, tag: str, kind: str, nesting: dict[str, str]) -> None:
    if not open_.names[tag]:
        return
    for distance, name in enumerate(reversed(open_.stack[-_MAX_WALK:]), start=1):
        if name == tag:
            _drop(open_, distance)
            return
        is_wall = name == "template" if tag == "table" else name in _WALLS or (tag == "li" and name in _LISTS)
        if is_wall or (kind != "block" and nesting.get(name) == "block"):
            return


def _drop(open_: _Open, count: int) -> None:
    for gone in open_.stack[-count:]:
        open_.names[gone] -= 1
        open_.wall_count -= gone in _WALLS
        open_.foreign_count -= gone in _FOREIGN
    del open_.stack[-count:]


def _start_formatting(open_: _Open, tag: str, attributes: str) -> None:
    open_.formatting.setdefault((tag, open_.wall_count), []).append(attributes)
    open_.formatting_count += 1
    same = (tag, open_.wall_count, attributes)
    open_.equal[same] += 1
    open_.kept_count += open_.equal[same] <= _SAME_KEPT


def _end_formatting(open_: _Open, tag: str) -> None:
    started = open_.formatting.get((tag, open_.wall_count))
    if started:
        attributes = started.pop()
        open_.formatting_count -= 1
        same = (tag, open_.wall_count, attributes)
        open_.kept_count -= open_.equal[same] <= _SAME_KEPT
        open_.equal[same] -= 1


@cache
def _nesting() -> dict[str, str]:
    """Return how a name nests: 'none' opens no depth, 'formatting' is opened again, 'block' holds its inside."""
    return {row["tag"]: row["nesting"] for row in read_lexicon("page_elements") if row["nesting"]}
