"""Bytes as iterators of chunks: decompressed as they come, never all at once."""

import bz2
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO, cast

import zstandard

from newsledger.dumps.records import EXPANSION_ALLOWED_BYTES, MAX_EXPANSION
from newsledger.errors import RejectedRecord

CHUNK_BYTES = 2**18
"""Bytes read at a time: large enough for throughput, small beside the memory of one page's tree."""

ZSTD_SLICE_BYTES = 512
"""Compressed bytes fed to zstd at a time. It cannot be told to stop early, and 4 bytes can become 128 KiB."""

ZSTD_WINDOW_BYTES = 2**27
"""Largest zstd window, what `zstd --long` uses; a header may ask for terabytes."""

SPOOL_MEMORY_BYTES = 2**24
"""Streams up to this size are sought in memory, larger ones in a temporary file."""

HEAD_BYTES = 2**16
"""How much of a stream is looked at to tell what it is."""

Chunks = Iterator[bytes]


def read_chunks(file: BinaryIO) -> Chunks:
    """Return the bytes of an open file, chunk by chunk."""
    while chunk := file.read(CHUNK_BYTES):
        yield chunk


def split_head(chunks: Chunks) -> tuple[bytes, Chunks]:
    """Return the first HEAD_BYTES or more of a stream, and the whole stream again.

    An error while looking is raised when the stream comes to that place, not before.
    """
    seen: list[bytes] = []
    size = 0
    try:
        for chunk in chunks:
            seen.append(chunk)
            size += len(chunk)
            if size >= HEAD_BYTES:
                break
    except RejectedRecord as refusal:
        return b"".join(seen), chain(seen, _raise_later(refusal))
    return b"".join(seen), chain(seen, chunks)


def join_chunks(chunks: Chunks, limit: int) -> bytes:
    """Return a whole stream as bytes.

    Raises:
        RejectedRecord: it is longer than the limit.
    """
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise RejectedRecord("too_large", f"expected at most {limit:,} bytes in one record, came more")
        parts.append(chunk)
    return b"".join(parts)


def find_compression(head: bytes) -> str | None:
    """Return 'gzip', 'bzip2' or 'zstd' as the first bytes tell, else None."""
    if head[:3] == b"\x1f\x8b\x08":
        return "gzip"
    if head[:3] == b"BZh" and head[4:10] in (b"\x31\x41\x59\x26\x53\x59", b"\x17\x72\x45\x38\x50\x90"):
        return "bzip2"
    # a zstd frame, or one of the 16 skippable frames that may stand before it
    if head[:4] == b"\x28\xb5\x2f\xfd" or (head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50):
        return "zstd"
    return None


def decompress(chunks: Chunks, compression: str) -> Chunks:
    """Return the decompressed stream, several members or frames in a row as one.

    Raises:
        RejectedRecord: while iterating, after what could be read: the stream stops short ('truncated'), is
            damaged ('unreadable') or grows beyond MAX_EXPANSION ('too_large').
    """
    inflate = {"gzip": _inflate_gzip, "bzip2": _inflate_bzip2, "zstd": _inflate_zstd}[compression]
    came, went = 0, 0

    def counted() -> Chunks:
        nonlocal came
        for chunk in chunks:
            came += len(chunk)
            yield chunk

    for chunk in inflate(counted()):
        went += len(chunk)
        if went > EXPANSION_ALLOWED_BYTES and went > MAX_EXPANSION * came:
            detail = f"expected at most {MAX_EXPANSION} bytes for a {compression} byte, came {went:,} for {came:,}"
            raise RejectedRecord("too_large", detail)
        yield chunk


def _raise_later(refusal: RejectedRecord) -> Chunks:
    raise refusal
    yield b""


def _inflate_gzip(chunks: Chunks) -> Chunks:
    def step(member: Any, data: bytes) -> Chunks:
        while data and not member.eof:
            yield member.decompress(data, CHUNK_BYTES)
            data = member.unconsumed_tail

    return _inflate(chunks, lambda: zlib.decompressobj(31), step, zlib.error)


def _inflate_bzip2(chunks: Chunks) -> Chunks:
    def step(member: Any, data: bytes) -> Chunks:
        yield member.decompress(data, CHUNK_BYTES)
        while not member.eof and not member.needs_input:
            yield member.decompress(b"", CHUNK_BYTES)

    return _inflate(chunks, bz2.BZ2Decompressor, step, OSError)


def _inflate_zstd(chunks: Chunks) -> Chunks:
    context = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES)

    def step(member: Any, data: bytes) -> Chunks:
        yield member.decompress(data)

    slices = (chunk[at : at + ZSTD_SLICE_BYTES] for chunk in chunks for at in range(0, len(chunk), ZSTD_SLICE_BYTES))
    return _inflate(slices, context.decompressobj, step, zstandard.ZstdError)


def _inflate(
    chunks: Chunks,
    start_member: Callable[[], Any],
    step: Callable[[Any, bytes], Chunks],
    failure: type[Exception],
) -> Chunks:
    member = None
    for chunk in chunks:
        data = chunk
        while data:
            if member is None:
                data = data.lstrip(b"\0")  # padding between members, as tape and block writers leave it
                if not data:
                    break
                member = start_member()
            try:
                yield from step(member, data)
            except failure as error:
                raise RejectedRecord("unreadable", f"expected compressed bytes, came damaged ones: {error}") from error
            data = b""
            if member.eof:
                data, member = member.unused_data, None
    if member is not None:
        raise RejectedRecord("truncated", "expected the end of the compressed stream, came the end of the file")


@contextmanager
def spool(chunks: Chunks, limit: int) -> Iterator[BinaryIO]:
    """Copy a stream to a nameless temporary file, so that it can be sought.

    Raises:
        RejectedRecord: it is longer than the limit.
    """
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_MEMORY_BYTES) as file:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise RejectedRecord("too_large", f"expected at most {limit:,} bytes to be copied, came more")
            file.write(chunk)
        file.seek(0)
        yield cast(BinaryIO, file)


class ChunkFile:
    """The few methods of a file that a reader of archives calls, over a stream that goes forward only."""

    def __init__(self, chunks: Chunks) -> None:
        """Begin at the first chunk."""
        self._chunks = chunks
        self._rest = memoryview(b"")
        self._position = 0

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """Return up to size bytes; fewer do not mean the end, none do."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
        piece = bytes(self._rest[:size])
        self._rest = self._rest[size:]
        self._position += len(piece)
        return piece

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse: there is no way back."""
        raise OSError(f"expected reading forward, came seek({offset}, {whence})")

    def close(self) -> None:
        """Do nothing: the stream is closed by who opened it."""

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._position
