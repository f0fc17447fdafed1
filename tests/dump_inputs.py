"""Small dumps written for the tests of the readers."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

from fastwarc.warc import WarcRecord, WarcRecordType

from newsledger.dumps import DumpFile, SkippedRecord, hash_dump, list_dumps, read_dump
from newsledger.vocabulary import Document, Reject

STORY = {
    "title": "Ferry to Karsholt runs again",
    "text": "The ferry between Brenne and Karsholt runs again.\n\nMayor Oda Fenn said 40 workers had mended the quay.",
}
LINES = b"".join(json.dumps({**STORY, "title": f"Story {number}"}).encode() + b"\n" for number in range(1, 6))
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry runs again | Brenne Post</title></head>'
    "<body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a><li><a href=/s>Sport</a></ul></nav>"
    "<article><h1>Ferry runs again</h1><p>Mayor Oda Fenn said 40 workers mended the quay — in March.</p></article>"
    "</body></html>"
).encode()


def read_bytes(
    folder: Path, name: str, data: bytes, field_names: dict[str, str] | None = None
) -> list[Document | Reject | SkippedRecord]:
    path = folder / name
    path.write_bytes(data)
    (dump,) = list_dumps(str(path))
    return list(read_dump(dump, hash_dump(dump), field_names))


def one_document(outcomes: list[Any]) -> Document:
    (outcome,) = outcomes
    assert isinstance(outcome, Document), outcome
    return outcome


def one_reject(outcomes: list[Any]) -> Reject:
    (outcome,) = outcomes
    assert isinstance(outcome, Reject), outcome
    return outcome


def kinds(outcomes: list[Any]) -> list[str]:
    return [outcome.reason if isinstance(outcome, Reject) else type(outcome).__name__ for outcome in outcomes]


def hinted(document: Document, kind: str, source: str | None = None) -> list[str]:
    """What the hints of a kind say: the words of their stretch, or their value."""
    return [
        document.text[hint.char_start : hint.char_end] if hint.char_start is not None else hint.value_text
        for hint in document.hints
        if hint.hint_kind == kind and source in (None, hint.hint_source)
    ]


def warc_record(
    body: bytes,
    headers: str = "Content-Type: text/html; charset=utf-8",
    kind: WarcRecordType = WarcRecordType.response,
    status: str = "200 OK",
    url: str = "https://brennepost.example/ferry",
) -> bytes:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = "2031-02-03T04:05:06Z"
    if kind == WarcRecordType.response:
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body)
    else:
        record.headers["Content-Type"] = headers.removeprefix("Content-Type: ")
        record.set_bytes_content(body)
    written = io.BytesIO()
    record.write(written)
    return written.getvalue()


def chunked(body: bytes, size: int = 50) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def packed_members(*parts: bytes) -> bytes:
    return b"".join(gzip.compress(part) for part in parts)


def dump_of(path: Path) -> DumpFile:
    (dump,) = list_dumps(str(path))
    return dump
