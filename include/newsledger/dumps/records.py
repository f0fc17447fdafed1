"""What the readers of all formats share: the shape of a source, of an outcome, and the limits."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from newsledger.errors import RejectedRecord
from newsledger.identity import bytes_id, content_id
from newsledger.vocabulary import Document, Hint, Reject

MAX_RECORD_BYTES = 16 * 2**20
"""Longest text file, line or field read as one record. A novel has 1 MB; longer ones are logs or data
tables, and the readers hold one record in memory several times over."""

MAX_HTML_BYTES = 10 * 2**20
"""Longest HTML page. Common Crawl cuts pages at 5 MB; the tree of a page takes ten to forty times its
bytes."""

MAX_EXPANSION = 200
"""Most bytes out for a byte in. News text shrinks 3 to 20 fold; a zip bomb grows 1,000 fold and more."""

EXPANSION_ALLOWED_BYTES = 64 * 2**20
"""Expansion is judged beyond this size only: a small file of blanks is no bomb."""

MAX_LAYERS = 4
"""How deep compression and archives may lie in each other, such as a .jsonl.gz in a .zip; bombs nest."""

MAX_MEMBERS = 200_000
"""Most members of one archive. Their list is held in memory; larger archives are cut before they come
here."""

MAX_REFUSED_RUN = 50_000
"""Most records refused in a row before the rest of a file is given up: it is no dump of articles, and a
table of numbers would fill the rejects with a row for each of its lines."""

MAX_SPOOLED_BYTES = 4 * 2**30
"""Largest Parquet file or archive that may lie inside another file: it is copied to a temporary file to be
read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRecord:
    """A record that holds no page by its nature: a WARC request, an image. It is counted, not rejected."""

    record_locator: str
    reason_text: str


Outcome = Document | Reject | SkippedRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a stream of bytes comes from: what each reader needs beside the bytes."""

    dump_id: str
    dump_uri: str
    file_name: str
    locator_prefix: str
    field_names: Mapping[str, str]
    layers: int = 0


def locate(source: Source, part: str) -> str:
    """Return the record_locator of a part of a source; '' is the whole of it."""
    return ", ".join(text for text in (source.locator_prefix, part) if text) or "file"


def inner_source(source: Source, part: str, file_name: str) -> Source:
    """Return the source that lies inside another one, one layer deeper.

    Raises:
        RejectedRecord: too many layers lie in each other.
    """
    if source.layers >= MAX_LAYERS:
        raise RejectedRecord("too_large", f"more than {MAX_LAYERS} layers of compression and archives in each other")
    prefix = ", ".join(text for text in (source.locator_prefix, part) if text)
    return replace(source, locator_prefix=prefix, file_name=file_name, layers=source.layers + 1)


def to_document(
    source: Source,
    part: str,
    raw: bytes,
    media_type: str,
    text: str,
    hints: tuple[Hint, ...] = (),
    url: str | None = None,
    fetched_at: dt.datetime | None = None,
) -> Document:
    """Return the document of a record; its id is the hash of the record's raw bytes.

    Raises:
        RejectedRecord: nothing but white space is left.
    """
    if not text.strip():
        raise RejectedRecord("no_text", f"expected text, {len(raw):,} bytes of {media_type} held none")
    return Document(
        document_id=bytes_id(raw),
        dump_id=source.dump_id,
        dump_uri=source.dump_uri,
        record_locator=locate(source, part),
        media_type=media_type,
        url=url,
        fetched_at=fetched_at,
        text=text,
        hints=hints,
    )


def to_reject(source: Source, part: str, refusal: RejectedRecord) -> Reject:
    """Return the reject of a record."""
    locator = locate(source, part)
    return Reject(
        reject_id=content_id(source.dump_id, locator, refusal.reason),
        dump_id=source.dump_id,
        dump_uri=source.dump_uri,
        record_locator=locator,
        reason=refusal.reason,
        detail_text=refusal.detail_text,
    )


def to_skipped(source: Source, part: str, reason_text: str) -> SkippedRecord:
    """Return the mark of a record that is no page."""
    return SkippedRecord(record_locator=locate(source, part), reason_text=reason_text)


Outcomes = Iterator[Outcome]
