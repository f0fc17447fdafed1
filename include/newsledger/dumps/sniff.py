"""What a stream is: told by its content first, by the ending of its name where the content allows several."""

import codecs
import re
from pathlib import PurePosixPath
from typing import Literal

import orjson

from newsledger.dumps.charset import find_bom
from newsledger.errors import RejectedRecord

Format = Literal["text", "html", "json_lines", "json_values", "parquet", "warc", "zip"]

_COMPRESSED_ENDINGS = (".gz", ".gzip", ".bz2", ".zst", ".zstd")
_LINE_ENDINGS = (".jsonl", ".ndjson", ".jsonlines", ".jl")
_HTML_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
_TEXT_ENDINGS = ("", ".txt", ".text")
_OUR_ENDINGS = (*_LINE_ENDINGS, *_HTML_ENDINGS, *_TEXT_ENDINGS, ".parquet", ".warc", ".wet", ".zip", ".json")
_FOREIGN = {
    b"%PDF": "PDF",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite f": "SQLite",
    b"{\\rtf": "RTF",
    b"From ": "a mailbox",
}
_HTML_BEGINNINGS = (b"<!doctype html", b"<html", b"<head>", b"<head ", b"<body>", b"<body ")
_ANY_TAG = re.compile(rb"<[a-zA-Z!/]")
_ARRAY_OF_OBJECTS = re.compile(rb"\[\s*(?:\{|\])")
_OBJECT = re.compile(rb"\{\s*(?:\"|\})")


def strip_compression(file_name: str) -> str:
    """Return a file name without the ending of its compression."""
    lowered = file_name.lower()
    ending = next((ending for ending in _COMPRESSED_ENDINGS if lowered.endswith(ending)), "")
    return file_name[: len(file_name) - len(ending)]


def find_format(head: bytes, file_name: str) -> Format:
    """Return the format of a stream, given its first bytes, decompressed, and its name.

    Raises:
        RejectedRecord: it is a format that is not read ('unsupported_format').
    """
    ending = PurePosixPath(file_name.lower()).suffix
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    start = _as_ascii(head).lstrip()
    if start.startswith(b"WARC/"):
        return "warc"
    foreign = next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), None)
    foreign = "a tar archive" if head[257:262] == b"ustar" else foreign
    if foreign is not None and not (foreign == "a mailbox" and ending in _TEXT_ENDINGS):
        raise RejectedRecord("unsupported_format", f"expected a dump of text, pages or records, came {foreign}")
    if _is_html(start, ending):
        return "html"
    by_json = _json_format(start, ending)
    if by_json is not None:
        return by_json
    if start.startswith(b"<?xml") and ending not in _TEXT_ENDINGS:
        raise RejectedRecord("unsupported_format", "expected a dump of text, pages or records, came XML")
    if ending in _OUR_ENDINGS or _is_number_or_prose(ending):
        return "text"
    raise RejectedRecord(
        "unsupported_format", f"expected an ending that is read, came '{ending[:40]}' on other content"
    )


def looks_like_html(data: bytes) -> bool:
    """Return whether bytes begin as an HTML page does."""
    return _is_html(_as_ascii(data[:10_000]).lstrip(), "")


def _as_ascii(head: bytes) -> bytes:
    bom = find_bom(head)
    if bom == "utf-8":
        return head.removeprefix(codecs.BOM_UTF8)
    return head.decode(bom, "ignore").removeprefix("\ufeff").encode() if bom else head


def _is_html(start: bytes, ending: str) -> bool:
    lowered = start[:8192].lower()
    if lowered.startswith(_HTML_BEGINNINGS):
        return True
    if lowered.startswith((b"<!--", b"<?xml")) and b"<html" in lowered:
        return True
    return ending in _HTML_ENDINGS and _ANY_TAG.search(start) is not None


def _json_format(start: bytes, ending: str) -> Format | None:
    line, newline, _ = start.partition(b"\n")
    is_array = _ARRAY_OF_OBJECTS.match(start) is not None
    if ending in _LINE_ENDINGS:
        return "json_values" if is_array and not _is_json(line) else "json_lines"
    if not is_array and _OBJECT.match(start) is None:
        return "json_values" if ending == ".json" else None
    if not is_array and newline and _is_json(line):
        return "json_lines"
    return "json_values"


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except ValueError:
        return False
    return True


def _is_number_or_prose(ending: str) -> bool:
    # "report.2", "Mr. Smith speaks": what follows the last dot is no ending
    return ending[1:].isdecimal() or " " in ending
