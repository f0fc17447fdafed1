"""JSON files: an array of records, one record, or several in a row over any number of lines."""

import codecs
import json
import re
from typing import Any

from newsledger.dumps.charset import find_bom
from newsledger.dumps.fields import has_text
from newsledger.dumps.json_lines import record_outcome
from newsledger.dumps.records import MAX_RECORD_BYTES, Outcomes, Source, locate, to_reject
from newsledger.dumps.streams import Chunks, split_head
from newsledger.errors import RejectedRecord

_BETWEEN = re.compile(r"[\s,\ufeff]*")
_DECODER = json.JSONDecoder()
_CUT_CHARS = 16
"""An error this near to the end of what has been read may come from a word that is cut there: `fal`."""
_WORDS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")


def read_json_values(chunks: Chunks, source: Source) -> Outcomes:
    """Return an outcome for each record of a JSON file, read piece by piece.

    A record is an element of an array, or a value at the top. An object at the top without text that holds
    a list of objects with text (`{"articles": [...]}`) stands for these. After a place that is no JSON the
    rest cannot be told into records: it is one reject.
    """
    head, chunks = split_head(chunks)
    decoder = codecs.getincrementaldecoder(find_bom(head) or "utf-8")("surrogateescape")
    buffer, position, number, is_ended, is_array = "", 0, 0, False, False
    wanted = 1
    while True:
        while len(buffer) - position < wanted and not is_ended:
            chunk = next(chunks, None)
            is_ended = chunk is None
            buffer = buffer[position:] + decoder.decode(chunk or b"", is_ended)
            position = 0
        position = _skip(buffer, position)
        if position == len(buffer):
            if is_ended:
                break
            wanted = 1
            continue
        if buffer[position] == ("]" if is_array else "["):
            is_array = not is_array
            position += 1
            continue
        try:
            value, end = _DECODER.raw_decode(buffer, position)
        except (json.JSONDecodeError, RecursionError) as error:
            if not is_ended and _is_cut(error, buffer) and len(buffer) - position <= MAX_RECORD_BYTES:
                wanted = 2 * (len(buffer) - position)
                continue
            yield to_reject(source, f"record {number + 1}", _refusal(error, buffer, is_ended))
            return
        if end == len(buffer) and not is_ended and not isinstance(value, dict | list | str):
            wanted = len(buffer) - position + 1
            continue
        raw = buffer[position:end].encode("utf-8", "surrogateescape")
        position, wanted = end, 1
        for element in [raw] if is_array else _unwrap(value, raw, source):
            number += 1
            yield record_outcome(element, source, f"record {number}")
    if is_array:
        raise RejectedRecord("truncated", f"expected the end of an array, came the end of {locate(source, '')}")


def _skip(buffer: str, position: int) -> int:
    found = _BETWEEN.match(buffer, position)
    return found.end() if found else position


def _is_cut(error: Exception, buffer: str) -> bool:
    """Return whether more text could mend an error."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    rest = buffer[error.pos :].rstrip()
    return error.msg.startswith("Unterminated string") or (
        len(rest) < _CUT_CHARS
        and (not rest or error.msg.startswith("Invalid \\") or any(word.startswith(rest) for word in _WORDS))
    )


def _refusal(error: Exception, buffer: str, is_ended: bool) -> RejectedRecord:
    if isinstance(error, RecursionError):
        return RejectedRecord("broken_record", "expected JSON, came values nested too deeply; the rest is not read")
    if not _is_cut(error, buffer):
        return RejectedRecord("broken_record", f"expected JSON, the rest cannot be read: {error}")
    if is_ended:
        return RejectedRecord("truncated", f"expected the end of a record, came the end of the file: {error}")
    return RejectedRecord("too_large", f"expected records of at most {MAX_RECORD_BYTES:,} bytes, came a longer one")


def _unwrap(value: Any, raw: bytes, source: Source) -> list[bytes]:
    if not isinstance(value, dict) or has_text(value, source):
        return [raw]
    for inner in value.values():
        records = inner if isinstance(inner, list) and all(isinstance(element, dict) for element in inner) else []
        if any(has_text(element, source) for element in records):
            return [json.dumps(element, ensure_ascii=False).encode("utf-8", "replace") for element in records]
    return [raw]
