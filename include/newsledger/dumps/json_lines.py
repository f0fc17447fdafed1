"""JSON lines: one record a line."""

import json
from typing import Any

import orjson

from newsledger.dumps.charset import decode_text
from newsledger.dumps.fields import fields_to_document
from newsledger.dumps.records import MAX_RECORD_BYTES, Outcome, Outcomes, Source, to_reject
from newsledger.dumps.streams import Chunks
from newsledger.errors import RejectedRecord

MEDIA_TYPE = "application/json"


def read_json_lines(chunks: Chunks, source: Source) -> Outcomes:
    """Return an outcome for each line that is not blank; a broken line does not stop the others."""
    parts: list[bytes] = []
    size, number = 0, 1
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            yield from _read_line(parts, size, line, source, number)
            parts, size = [], 0
            number += 1
        size += len(rest)
        if size <= MAX_RECORD_BYTES:
            parts.append(rest)
        else:
            parts = []  # only its length is of interest now
    yield from _read_line(parts, size, b"", source, number)


def parse_object(raw: bytes) -> dict[str, Any]:
    """Return a JSON object.

    Raises:
        RejectedRecord: it is no JSON, or no object.
    """
    try:
        value = orjson.loads(raw)
    except ValueError as error:
        value = _parse_leniently(raw, error)
    if not isinstance(value, dict):
        raise RejectedRecord("broken_record", f"expected a JSON object, came {type(value).__name__}")
    return value


def _read_line(parts: list[bytes], size: int, end: bytes, source: Source, number: int) -> Outcomes:
    size += len(end)
    try:
        if size > MAX_RECORD_BYTES:
            raise RejectedRecord("too_large", f"expected lines of at most {MAX_RECORD_BYTES:,} bytes, came {size:,}")
        raw = b"".join((*parts, end)).strip()
        if raw:
            yield record_outcome(raw, source, f"line {number}")
    except RejectedRecord as refusal:
        yield to_reject(source, f"line {number}", refusal)


def record_outcome(raw: bytes, source: Source, part: str) -> Outcome:
    """Return the document of one JSON object, or its reject."""
    try:
        return fields_to_document(parse_object(raw), raw, source, part, MEDIA_TYPE)
    except RejectedRecord as refusal:
        return to_reject(source, part, refusal)


def _parse_leniently(raw: bytes, error: ValueError) -> Any:
    # lone surrogates, NaN and charsets other than UTF-8 are against the standard and yet in real dumps
    try:
        return json.loads(decode_text(raw))
    except (ValueError, RecursionError):
        raise RejectedRecord("broken_record", f"expected JSON, came {len(raw):,} bytes: {error}") from error
