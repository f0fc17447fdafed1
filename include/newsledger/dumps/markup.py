"""An HTML page as text and hints."""

import re
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from newsledger.dumps.charset import decode_text
from newsledger.dumps.page_metadata import find_metadata, find_page_url
from newsledger.dumps.page_text import find_text
from newsledger.errors import RejectedRecord
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Hint

MAX_DEPTH = 1_000
"""Open elements in each other. Browsers stop at 512; the parser searches all of them at each new block."""

MAX_TAGS = 250_000
"""Tags of a page. Live blogs with all comments stay under 50,000; to walk as many takes 2 s."""

MAX_PARSE_STEPS = 50_000_000
"""Sum over all tags of the elements open there: what the search for an open paragraph costs at worst."""

MAX_REOPENED = 1_000_000
"""Sum over all tags of the formatting elements open there. The parser opens `<b>` and its kin again in each
new block when they were never closed, so that a small page can become a tree that fills the memory."""

MAX_ATTRIBUTE_STEPS = 100_000_000
"""Sum over long tags of the square of their attributes: the parser compares each with all before it, and
40,000 of them take 5 seconds."""

LONG_TAG_CHARS = 1_000
"""Tags below this length hold too few attributes to matter."""

# an attribute as the HTML standard reads it: quotes count behind an equals sign only
_ATTRIBUTE_PATTERN = r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_ATTRIBUTE = re.compile(_ATTRIBUTE_PATTERN)
# a comment's beginning, or a tag: slash, name, attributes, slash
_TOKEN = re.compile(rf"<(?:!--|(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE_PATTERN})*+)\s*+(/?))")
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its visible text, hints about stretches of it and the whole, its address."""

    text: str
    hints: tuple[Hint, ...]
    url: str | None


def parse_page(raw: bytes, declared_charset: str | None = None) -> Page:
    """Return the text and hints of an HTML page; the same bytes give the same text.

    All text that a browser without styles would show is kept, navigation and footers too; blocks begin on
    a line of their own and paragraphs are separated by an empty line. Script, style, template and noscript
    are left out.

    Raises:
        RejectedRecord: the bytes are no text, or the page is built to exhaust a parser.
    """
    markup = decode_text(raw, declared_charset, is_html=True)
    _check_cost(markup)
    tree = LexborHTMLParser(markup)
    if tree.root is None:
        return Page("", (), None)
    text, text_hints = find_text(tree.root)
    return Page(text, (*find_metadata(tree), *text_hints), find_page_url(tree))


@dataclass(slots=True)
class _Cost:
    """What a parser would hold open and do, by the tags so far."""

    depth: int = 0
    formatting: int = 0
    foreign: int = 0
    steps: int = 0
    reopened: int = 0
    attribute_steps: int = 0


def _check_cost(markup: str) -> None:
    """Raise if a page would keep the parser busy out of proportion to its size."""
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise RejectedRecord("too_large", f"expected at most {MAX_TAGS:,} tags in a page, came up to {tags:,}")
    cost = _Cost()
    elements = _nesting_elements()
    found = _TOKEN.search(markup)
    while found is not None:
        slash, name, attributes, end_slash = found.groups()
        position = found.end()
        if name is None:
            position = markup.find("-->", position)
        else:
            tag = name.lower()
            if len(attributes) > LONG_TAG_CHARS:
                cost.attribute_steps += sum(1 for _ in _ATTRIBUTE.finditer(attributes)) ** 2
            if tag == "script" and not slash and not cost.foreign:
                position = _end_of_script(markup, position)
            elif not (end_slash and cost.foreign):
                _count_tag(cost, tag, elements.get(tag, ""), -1 if slash else 1)
            _check_limits(cost)
        if position < 0:
            return
        found = _TOKEN.search(markup, position)


def _count_tag(cost: _Cost, tag: str, nesting: str, change: int) -> None:
    if nesting == "formatting":
        cost.formatting = max(0, cost.formatting + change)
    elif not nesting:
        cost.depth = max(0, cost.depth + change)
        if tag in ("svg", "math"):
            cost.foreign = max(0, cost.foreign + change)
    cost.steps += cost.depth + cost.formatting
    cost.reopened += cost.formatting


def _check_limits(cost: _Cost) -> None:
    if cost.depth > MAX_DEPTH or cost.steps > MAX_PARSE_STEPS or cost.reopened > MAX_REOPENED:
        came = f"came {cost.depth:,} and {cost.formatting:,} inline"
        raise RejectedRecord("too_large", f"expected at most {MAX_DEPTH:,} open elements, {came}")
    if cost.attribute_steps > MAX_ATTRIBUTE_STEPS:
        raise RejectedRecord("too_large", "expected tags with a few attributes, came thousands in one tag")


def _end_of_script(markup: str, position: int) -> int:
    found = _SCRIPT_END.search(markup, position)
    return found.start() if found else -1


@cache
def _nesting_elements() -> dict[str, str]:
    """Return how a name that opens no depth nests: 'none', or 'formatting' when the parser opens it again."""
    return {row["tag"]: row["nesting"] for row in read_lexicon("page_elements") if row["nesting"]}
