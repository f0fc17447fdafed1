"""Zip archives: each member is read as a file of its own, and never written to the file system."""

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from newsledger.dumps.charset import clean_text
from newsledger.dumps.records import (
    EXPANSION_ALLOWED_BYTES,
    MAX_EXPANSION,
    MAX_MEMBERS,
    Outcomes,
    Source,
    inner_source,
    to_reject,
    to_skipped,
)
from newsledger.dumps.sniff import strip_compression
from newsledger.dumps.streams import Chunks, read_chunks
from newsledger.errors import RejectedRecord

MAX_DIRECTORY_BYTES = 64 * 2**20
"""Largest list of members, which is read whole before the first one."""

_END_RECORD = b"PK\x05\x06"
_END_BYTES = 22 + 65_535  # the end record and the longest comment behind it
_PACKAGE_MARKS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_MAX_NAME_CHARS = 300
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def read_zip(file: BinaryIO, source: Source, read_member: Callable[[Chunks, Source], Outcomes]) -> Outcomes:
    """Return the outcomes of all members, in the order of the archive's list.

    Hidden members are skipped; links and paths that lead out of the archive are rejected.
    """
    archive = _open(file)
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_MEMBERS:
        raise RejectedRecord("too_large", f"expected at most {MAX_MEMBERS:,} members, came {len(members):,}")
    if members and members[0].filename in _PACKAGE_MARKS:
        raise RejectedRecord("unsupported_format", "expected an archive of dumps, came an office document or package")
    times_seen: Counter[str] = Counter()
    spent = _Spent(allowed=4 * EXPANSION_ALLOWED_BYTES + MAX_EXPANSION * file.seek(0, 2))
    for member in members:
        name = clean_text(member.filename)[:_MAX_NAME_CHARS]
        times_seen[name] += 1
        again = f" ({times_seen[name]})" if times_seen[name] > 1 else ""
        part = f"member {name}{again}"
        try:
            _check_member(member)
            if any(piece.startswith((".", "__MACOSX")) for piece in name.split("/")):
                yield to_skipped(source, part, "a hidden member")
                continue
            inner = inner_source(source, part, strip_compression(name.rsplit("/", 1)[-1]))
        except RejectedRecord as refusal:
            yield to_reject(source, part, refusal)
            continue
        yield from read_member(_member_chunks(archive, member, spent), inner)


@dataclass(slots=True)
class _Spent:
    """Bytes that came out of the archive so far: members may share their compressed bytes."""

    allowed: int
    byte_count: int = 0


def _open(file: BinaryIO) -> zipfile.ZipFile:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES))
    tail = file.read(_END_BYTES)
    at = tail.rfind(_END_RECORD)
    if at < 0 or len(tail) < at + 22:
        raise RejectedRecord("truncated", "expected a list of members at the end of a zip archive, came none")
    (directory_bytes,) = struct.unpack_from("<I", tail, at + 12)
    if directory_bytes > MAX_DIRECTORY_BYTES:
        raise RejectedRecord("too_large", f"expected a list of members of at most {MAX_DIRECTORY_BYTES:,} bytes")
    try:
        return zipfile.ZipFile(file)
    except _FAILURES as error:
        raise RejectedRecord("unreadable", f"expected a zip archive: {error}") from error


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    is_outside = name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" or "\0" in member.orig_filename
    if is_outside or stat.S_ISLNK(member.external_attr >> 16):
        raise RejectedRecord(
            "unsafe_path", "expected a file within the archive, came a path or link that leads outside"
        )
    if member.flag_bits & 0x1:
        raise RejectedRecord("unreadable", "expected a member that can be read, came an encrypted one")


def _member_chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, spent: _Spent) -> Chunks:
    went = 0
    try:
        with archive.open(member) as file:
            for chunk in read_chunks(file):  # type: ignore[arg-type]  # typeshed: IO[bytes]
                went += len(chunk)
                spent.byte_count += len(chunk)
                limit = max(EXPANSION_ALLOWED_BYTES, MAX_EXPANSION * member.compress_size)
                if went > limit or spent.byte_count > spent.allowed:
                    detail = f"expected at most {MAX_EXPANSION} bytes for a compressed byte, came {went:,}"
                    raise RejectedRecord("too_large", f"{detail} for {member.compress_size:,}")
                yield chunk
    except _FAILURES as error:
        raise RejectedRecord("unreadable", f"expected a member that can be read: {error}") from error
