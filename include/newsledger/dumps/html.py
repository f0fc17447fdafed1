"""HTML files: one document each."""

from newsledger.dumps.markup import parse_page
from newsledger.dumps.records import MAX_HTML_BYTES, Outcomes, Source, to_document
from newsledger.dumps.streams import Chunks, join_chunks


def read_html(chunks: Chunks, source: Source) -> Outcomes:
    """Return the one document of an HTML file."""
    raw = join_chunks(chunks, MAX_HTML_BYTES)
    page = parse_page(raw)
    yield to_document(source, "", raw, "text/html", page.text, page.hints, page.url)
