"""Plain text files: one document each."""

from newsledger.dumps.charset import decode_text
from newsledger.dumps.records import MAX_RECORD_BYTES, Outcomes, Source, to_document
from newsledger.dumps.streams import Chunks, join_chunks


def read_text(chunks: Chunks, source: Source) -> Outcomes:
    """Return the one document of a plain text file."""
    raw = join_chunks(chunks, MAX_RECORD_BYTES)
    yield to_document(source, "", raw, "text/plain", decode_text(raw))
