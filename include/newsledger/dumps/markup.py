"""An HTML page as text and hints."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from newsledger.dumps.charset import decode_text
from newsledger.dumps.page_metadata import find_metadata, find_page_url
from newsledger.dumps.page_text import find_text
from newsledger.errors import RejectedRecord
from newsledger.vocabulary import Hint

MAX_DEPTH = 1_000
"""Open elements in each other. Browsers stop at 512; the parser searches all of them at each new block."""

MAX_TAGS = 250_000
"""Tags of a page. Live blogs with all their comments stay under 50,000; walking as many takes under 2
seconds."""

MAX_PARSE_STEPS = 50_000_000
"""Sum over all tags of the elements open there: what the search for an open paragraph costs at worst."""

MAX_REOPENED = 1_000_000
"""Sum over all tags of the formatting elements open there. The parser opens `<b>` and its kin again in
each new block when they were never closed, so that a small page can become a tree that fills the memory."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
# closed by their next neighbour or by the end of their parent, so that a missing end tag opens no depth
_SELF_ENDING = frozenset(
    {
        "p",
        "option",
        "optgroup",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "colgroup",
        "html",
        "head",
        "body",
    }
)
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)


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


def _check_cost(markup: str) -> None:
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise RejectedRecord(
            "too_large", f"expected at most {MAX_TAGS:,} tags in a page, came up to {tags:,}"
        )
    depth = formatting = steps = reopened = 0
    for slash, name in _TAG.findall(markup):
        tag = name.lower()
        if tag in _VOID:
            continue
        if tag in _FORMATTING:
            formatting = max(0, formatting + (-1 if slash else 1))
        elif tag not in _SELF_ENDING:
            depth = max(0, depth + (-1 if slash else 1))
        steps += depth + formatting
        reopened += formatting
        if depth > MAX_DEPTH or steps > MAX_PARSE_STEPS or reopened > MAX_REOPENED:
            detail = f"expected at most {MAX_DEPTH:,} open elements, came {depth:,} and {formatting:,} inline"
            raise RejectedRecord("too_large", detail)
