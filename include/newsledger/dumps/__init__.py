"""Raw dumps in, documents out: one module per format, listed in READERS."""

from collections.abc import Callable, Iterator, Mapping

from newsledger.dumps.charset import clean_text
from newsledger.dumps.files import DumpFile, hash_dump, list_dumps, open_dump
from newsledger.dumps.html import read_html
from newsledger.dumps.json_lines import read_json_lines
from newsledger.dumps.json_values import read_json_values
from newsledger.dumps.records import Outcomes, SkippedRecord, Source, inner_source, locate, to_reject
from newsledger.dumps.sniff import Format, find_format, strip_compression
from newsledger.dumps.streams import Chunks, decompress, find_compression, read_chunks, split_head
from newsledger.dumps.text import read_text
from newsledger.errors import RejectedRecord
from newsledger.vocabulary import Document, Reject

__all__ = ["DumpFile", "SkippedRecord", "hash_dump", "list_dumps", "read_dump"]

READERS: dict[Format, Callable[[Chunks, Source], Outcomes]] = {
    "text": read_text,
    "html": read_html,
    "json_lines": read_json_lines,
    "json_values": read_json_values,
}


def read_dump(
    dump: DumpFile, dump_id: str, field_names: Mapping[str, str] | None = None
) -> Iterator[Document | Reject | SkippedRecord]:
    """Return an outcome for each record of a dump, in its order; memory does not grow with the dump.

    Format and compression are told by the content where the file name says otherwise. Records before a
    break are kept; what lies behind it is one reject, whose record_locator begins with 'after'. No path
    that a dump names is ever opened.

    Args:
        dump: a dump that list_dumps named.
        dump_id: what hash_dump returned for it.
        field_names: keys of records with fields, by our name for them (fields.OUR_FIELDS); they come
        before the
            known ones of lexicon/record_fields.csv.

    Raises:
        ConnectionError, TimeoutError: the store of the dump cannot be reached now; try again later.
    """
    source = Source(
        dump_id=dump_id,
        dump_uri=clean_text(dump.uri),
        file_name=strip_compression(dump.uri.rsplit("/", 1)[-1]),
        locator_prefix="",
        field_names=dict(field_names or {}),
    )
    last_locator = ""
    try:
        with open_dump(dump) as file:
            for outcome in _read_stream(read_chunks(file), source):
                last_locator = outcome.record_locator
                yield outcome
    except (ConnectionError, TimeoutError):
        raise
    except OSError as error:
        refusal = RejectedRecord("unreadable", f"expected a file that can be read: {error}")
        yield to_reject(source, f"after {last_locator}" if last_locator else "", refusal)
    except RejectedRecord as refusal:
        yield to_reject(source, f"after {last_locator}" if last_locator else "", refusal)


def _read_stream(chunks: Chunks, source: Source) -> Outcomes:
    head, chunks = split_head(chunks)
    compression = find_compression(head)
    if compression is not None:
        yield from _read_stream(decompress(chunks, compression), inner_source(source, "", source.file_name))
        return
    has_records = False
    if head.strip():
        read = READERS[find_format(head, source.file_name)]
        for outcome in read(chunks, source):
            has_records = True
            yield outcome
    else:
        for _ in chunks:
            pass  # a break is raised here
    if not has_records:
        raise RejectedRecord("empty", f"expected a record, came none in {locate(source, '')}")
