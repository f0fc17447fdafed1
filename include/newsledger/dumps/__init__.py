"""Raw dumps in, documents out: one module per format, listed in READERS."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from typing import BinaryIO

from newsledger.dumps.archive import read_zip
from newsledger.dumps.charset import clean_text
from newsledger.dumps.fields import OUR_FIELDS
from newsledger.dumps.files import DumpFile, hash_dump, list_dumps, open_dump, read_dump_id
from newsledger.dumps.html import read_html
from newsledger.dumps.json_lines import read_json_lines
from newsledger.dumps.json_values import read_json_values
from newsledger.dumps.parquet import read_parquet
from newsledger.dumps.records import (
    MAX_REFUSED_RUN,
    MAX_SPOOLED_BYTES,
    Outcomes,
    SkippedRecord,
    Source,
    inner_source,
    locate,
    to_reject,
)
from newsledger.dumps.sniff import Format, find_format, strip_compression
from newsledger.dumps.streams import Chunks, decompress, find_compression, read_chunks, split_head, spool
from newsledger.dumps.text import read_text
from newsledger.dumps.warc import read_warc
from newsledger.errors import RejectedRecord
from newsledger.vocabulary import Document, Reject

__all__ = ["OUR_FIELDS", "DumpFile", "SkippedRecord", "hash_dump", "list_dumps", "read_dump", "read_dump_id"]

READERS: dict[Format, Callable[[Chunks, Source], Outcomes]] = {
    "text": read_text,
    "html": read_html,
    "json_lines": read_json_lines,
    "json_values": read_json_values,
    "warc": read_warc,
}
"""Formats that are read from front to back. Those that must be sought are called in _read_seekable."""


def read_dump(
    dump: DumpFile, dump_id: str, field_names: Mapping[str, str] | None = None
) -> Iterator[Document | Reject | SkippedRecord]:
    """Return an outcome for each record of a dump, in its order; memory does not grow with the dump.

    Format and compression are told by the content where the file name says otherwise. Records before a
    break are kept; what lies behind it is one reject, whose record_locator begins with 'after'. No path
    that a dump names is ever opened.

    Args:
        dump: a dump that list_dumps named.
        dump_id: what its documents and rejects name it by, as `read_dump_id` gives it.
        field_names: keys of records with fields, by our name for them (fields.OUR_FIELDS); they come before the
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
    try:
        with open_dump(dump) as file:
            yield from _read_source(read_chunks(file), source, file)
    except (ConnectionError, TimeoutError):
        raise
    except OSError as error:
        yield to_reject(source, "", RejectedRecord("unreadable", f"expected a file that can be read: {error}"))


def _read_source(chunks: Chunks, source: Source, file: BinaryIO | None = None) -> Outcomes:
    """Return the outcomes of a file or member, and one reject for what lies behind a break."""
    last_locator = ""
    refused_count = 0
    try:
        for outcome in _read_stream(chunks, source, file):
            last_locator = outcome.record_locator
            yield outcome
            refused_count = refused_count + 1 if isinstance(outcome, Reject) else 0
            if refused_count >= MAX_REFUSED_RUN:
                detail = f"expected records, came {refused_count:,} refused ones in a row; the rest is not read"
                raise RejectedRecord("broken_record", detail)
    except (ConnectionError, TimeoutError):
        raise
    except OSError as error:
        refusal = RejectedRecord("unreadable", f"expected a file that can be read: {error}")
        yield _reject_rest(source, last_locator, refusal)
    except RejectedRecord as refusal:
        yield _reject_rest(source, last_locator, refusal)


def _reject_rest(source: Source, last_locator: str, refusal: RejectedRecord) -> Reject:
    if last_locator:
        return to_reject(replace(source, locator_prefix=""), f"after {last_locator}", refusal)
    return to_reject(source, "", refusal)


def _read_stream(chunks: Chunks, source: Source, file: BinaryIO | None) -> Outcomes:
    head, chunks = split_head(chunks)
    compression = find_compression(head)
    if compression is not None:
        inner = inner_source(source, "", source.file_name)
        yield from _read_stream(decompress(chunks, compression), inner, None)
        return
    is_empty = True
    for outcome in _read_format(head, chunks, source, file):
        is_empty = False
        yield outcome
    if is_empty:
        raise RejectedRecord("empty", f"expected a record, came none in {locate(source, '')}")


def _read_format(head: bytes, chunks: Chunks, source: Source, file: BinaryIO | None) -> Outcomes:
    if not head:
        for _ in chunks:
            pass  # a stream that breaks before its first byte raises here
        return
    format_ = find_format(head, source.file_name)
    if format_ in READERS:
        yield from READERS[format_](chunks, source)
        return
    with nullcontext(file) if file is not None else spool(chunks, MAX_SPOOLED_BYTES) as seekable:
        seekable.seek(0)
        if format_ == "parquet":
            yield from read_parquet(seekable, source)
        else:
            yield from read_zip(seekable, source, _read_source)
