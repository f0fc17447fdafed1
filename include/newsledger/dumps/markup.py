"""An HTML page as text and hints."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from newsledger.dumps.charset import decode_text
from newsledger.dumps.page_cost import check_cost
from newsledger.dumps.page_metadata import find_metadata, find_page_url
from newsledger.dumps.page_text import find_text
from newsledger.vocabulary import Hint


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
    check_cost(markup)
    tree = LexborHTMLParser(markup)
    if tree.root is None:
        return Page("", (), None)
    text, text_hints = find_text(tree.root)
    return Page(text, (*find_metadata(tree), *text_hints), find_page_url(tree))
