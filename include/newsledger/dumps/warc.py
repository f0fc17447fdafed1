"""WARC and WET archives: a document for each response of HTML or plain text, and for each converted text."""

import datetime as dt
import io
import zlib
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsledger.dumps.charset import clean_text, decode_text
from newsledger.dumps.markup import parse_page
from newsledger.dumps.records import (
    MAX_HTML_BYTES,
    MAX_RECORD_BYTES,
    Outcome,
    Outcomes,
    Source,
    to_document,
    to_reject,
    to_skipped,
)
from newsledger.dumps.sniff import looks_like_html
from newsledger.dumps.streams import ChunkFile, Chunks, decompress, join_chunks, split_head
from newsledger.errors import RejectedRecord
from newsledger.vocabulary import Document

_READ_BYTES = 2**16
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text/plain"})


@dataclass(frozen=True, slots=True)
class _Capture:
    """A record's body as it went over the wire, and what the headers say of it."""

    body: bytes
    media_type: str
    charset: str | None
    content_codings: tuple[str, ...]
    is_chunked: bool


def read_warc(chunks: Chunks, source: Source) -> Outcomes:
    """Return an outcome for each record of an archive, named by its number from 1.

    Documents come from responses with status 200, from resources of HTML or plain text, and from conversions
    (WET). Their bytes are the body without transfer and content coding, so that a page has the id of the same
    page in a file. Other records are skipped. What lies behind a place that is no record is one reject.
    """
    head, chunks = split_head(chunks)
    file = ChunkFile(chunks)
    # line feeds alone are against the standard, but archives made by hand have them
    is_lenient = not head.partition(b"\n")[0].endswith(b"\r")
    records = ArchiveIterator(file, parse_http=False, stream_detect=False, quirks_mode=is_lenient)
    number = 0
    while True:
        try:
            record = next(records, None)
        except OSError as error:
            raise RejectedRecord(
                "broken_record", f"expected a WARC record, the rest cannot be read: {error}"
            ) from error
        if record is None:
            break
        number += 1
        yield _record_outcome(record, source, f"record {number}")
    if file.read(_READ_BYTES).strip():
        raise RejectedRecord("broken_record", "expected a WARC record, came bytes that are none; the rest is not read")


def _record_outcome(record: WarcRecord, source: Source, part: str) -> Outcome:
    try:
        kind = record.record_type
        if record.headers.get("Content-Length") is None:
            raise RejectedRecord("broken_record", "expected a Content-Length in the header of a record, came none")
        if kind not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
            return to_skipped(source, part, f"a record of type {kind}")
        if record.is_http:
            record.parse_http(quirks_mode=True)
            status = record.http_headers.status_code
            if status is not None and status != 200:
                return to_skipped(source, part, f"a response with status {status}")
        capture = _read_capture(record)
        if isinstance(capture, str):
            return to_skipped(source, part, capture)
        return _to_document(record, capture, source, part)
    except RejectedRecord as refusal:
        return to_reject(source, part, refusal)
    except (OSError, ValueError) as error:
        return to_reject(source, part, RejectedRecord("broken_record", f"expected a WARC record: {error}"))


def _read_capture(record: WarcRecord) -> _Capture | str:
    """Return what was captured, or why it is skipped."""
    headers = record.http_headers if record.is_http else record.headers
    media_type, _, _ = (headers.get("Content-Type") or "").partition(";")
    media_type = media_type.strip().lower()
    if media_type and media_type not in _HTML_TYPES | _TEXT_TYPES:
        return f"content of type {clean_text(media_type)[:100]}"
    expected = record.content_length
    if expected > MAX_RECORD_BYTES:
        raise RejectedRecord("too_large", f"expected a body of at most {MAX_RECORD_BYTES:,} bytes, came {expected:,}")
    parts = []
    while part := record.reader.read(_READ_BYTES):
        parts.append(part)
    body = b"".join(parts)
    if len(body) < expected:
        raise RejectedRecord("truncated", f"expected {expected:,} bytes of a record, came {len(body):,}")
    codings = (headers.get("Content-Encoding") or "").lower().split(",") if record.is_http else []
    return _Capture(
        body=body,
        media_type=media_type,
        charset=record.http_charset if record.is_http else None,
        content_codings=tuple(coding.strip() for coding in codings if coding.strip()),
        is_chunked=record.is_http and "chunked" in (headers.get("Transfer-Encoding") or "").lower(),
    )


def _to_document(record: WarcRecord, capture: _Capture, source: Source, part: str) -> Document | Outcome:
    raw = _without_chunks(capture.body) if capture.is_chunked else capture.body
    for coding in reversed(capture.content_codings):
        raw = _without_coding(raw, coding)
    url = record.headers.get("WARC-Target-URI")
    url = clean_text(url).strip().strip("<>") if url else None
    is_html = capture.media_type in _HTML_TYPES or (not capture.media_type and looks_like_html(raw))
    if not capture.media_type and not is_html:
        return to_skipped(source, part, "content of no type that is no HTML")
    if not is_html:
        text = decode_text(raw, capture.charset)
        return to_document(source, part, raw, "text/plain", text, (), url, _captured_at(record))
    if len(raw) > MAX_HTML_BYTES:
        raise RejectedRecord("too_large", f"expected at most {MAX_HTML_BYTES:,} bytes of HTML, came {len(raw):,}")
    page = parse_page(raw, capture.charset)
    return to_document(source, part, raw, "text/html", page.text, page.hints, url or page.url, _captured_at(record))


def _captured_at(record: WarcRecord) -> dt.datetime | None:
    moment = record.record_date
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment is not None else None


def _without_chunks(body: bytes) -> bytes:
    # crawlers often store the body joined and leave the header as it was
    try:
        return _read_all(ChunkedReader(io.BytesIO(body)))
    except OSError:
        return body


def _without_coding(body: bytes, coding: str) -> bytes:
    """Return a body without a content coding; one stored decoded under its old header stays as it is."""
    if coding in ("gzip", "x-gzip"):
        is_coded = body.startswith(b"\x1f\x8b\x08")
        return join_chunks(decompress(iter([body]), "gzip"), MAX_RECORD_BYTES) if is_coded else body
    if coding == "zstd":
        is_coded = body.startswith(b"\x28\xb5\x2f\xfd")
        return join_chunks(decompress(iter([body]), "zstd"), MAX_RECORD_BYTES) if is_coded else body
    if coding == "deflate":
        return _inflate(body)
    if coding == "br":
        try:
            return _read_all(BrotliReader(io.BytesIO(body)))
        except OSError:
            return body
    return body


def _inflate(body: bytes) -> bytes:
    # servers send deflate with and without the header of zlib
    for window_bits in (15, -15):
        inflater = zlib.decompressobj(window_bits)
        try:
            content = inflater.decompress(body, MAX_RECORD_BYTES + 1)
        except zlib.error:
            continue
        if len(content) > MAX_RECORD_BYTES:
            raise RejectedRecord("too_large", f"expected at most {MAX_RECORD_BYTES:,} bytes of a body, came more")
        if inflater.eof:
            return content
    return body


def _read_all(reader: ChunkedReader | BrotliReader) -> bytes:
    def chunks() -> Chunks:
        while chunk := reader.read(_READ_BYTES):
            yield chunk

    return join_chunks(chunks(), MAX_RECORD_BYTES)
