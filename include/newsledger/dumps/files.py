"""Files, folders and object stores: which dumps there are, and their bytes."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import unquote_to_bytes

import fsspec
from pyarrow.fs import FileSelector, FileType, S3FileSystem

from newsledger.dumps.streams import CHUNK_BYTES
from newsledger.errors import LedgerError
from newsledger.identity import content_id

_LOCAL = "file://"
_S3 = "s3://"


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpFile:
    """A dump as its store lists it.

    `uri` is an absolute POSIX path or an fsspec URI; its last part is the file name.
    """

    uri: str
    byte_count: int
    modified_text: str


def list_dumps(location: str) -> list[DumpFile]:
    """Return the dumps at a file, a folder or an fsspec URI, sorted by uri.

    Folders are searched to the bottom. Left out are hidden files and folders (a name that begins with a
    dot) and links that lead outside of the folder. Every other file is one dump, whatever its ending.

    Raises:
        LedgerError: there is nothing at the location, or it cannot be listed.
    """
    if "://" not in location or location.startswith(_LOCAL):
        # links are kept: what a folder is called is what its user called it
        path = Path(os.path.abspath(_local_path(location)))  # noqa: PTH100  resolve() follows links
        return _list_local(path, location)
    if "::" in location:
        raise LedgerError(f"expected one address, came several chained by '::': {location}")
    return _list_s3(location) if location.startswith(_S3) else _list_remote(location)


def hash_dump(dump: DumpFile) -> str:
    """Return the sha256 of a dump's bytes as they lie there, in hexadecimal digits.

    Raises:
        LedgerError: it cannot be read.
        ConnectionError, TimeoutError: its store cannot be reached now; try again later.
    """
    digest = hashlib.sha256()
    try:
        with open_dump(dump) as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
    except (ConnectionError, TimeoutError):
        raise
    except OSError as error:
        raise LedgerError(f"expected a dump that can be read, came {dump.uri}: {error}") from error
    return digest.hexdigest()


def read_dump_id(dump: DumpFile) -> str:
    """Return the id of a dump: a hash of its file name and of its bytes as they lie there.

    Raises:
        LedgerError, ConnectionError, TimeoutError: as `hash_dump`.
    """
    return content_id(dump.uri.rsplit("/", 1)[-1], hash_dump(dump))


@contextmanager
def open_dump(dump: DumpFile) -> Iterator[BinaryIO]:
    """Open a dump for reading, closed at the end of the with block; its bytes can be sought.

    Raises:
        OSError: it cannot be opened.
    """
    if "://" not in dump.uri or dump.uri.startswith(_LOCAL):
        with Path(_local_path(dump.uri)).open("rb") as local:
            yield local
        return
    if "::" in dump.uri:
        raise OSError("expected one address, came several chained by '::'")
    if dump.uri.startswith(_S3):
        with _s3().open_input_file(dump.uri.removeprefix(_S3)) as stored:
            yield cast(BinaryIO, stored)
        return
    filesystem, path = fsspec.url_to_fs(dump.uri)
    with filesystem.open(path, "rb") as remote:
        yield cast(BinaryIO, remote)


def _list_local(path: Path, location: str) -> list[DumpFile]:
    if path.is_file():
        return [_local_dump(path)]
    if not path.is_dir():
        raise LedgerError(f"expected a file or a folder, found nothing at {location}")
    root = path.resolve()
    dumps = []
    for folder, folders, names in os.walk(path, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(folder) / name
            if not name.startswith(".") and file.is_file() and file.resolve().is_relative_to(root):
                dumps.append(_local_dump(file))
    return sorted(dumps, key=lambda dump: dump.uri)


def _local_dump(path: Path) -> DumpFile:
    status = path.stat()
    uri = path.as_posix()
    try:
        uri.encode("utf-8")
    except UnicodeEncodeError:
        uri = path.as_uri()  # a name that is no UTF-8: its bytes as %E9, since no table could hold it
    return DumpFile(uri=uri, byte_count=status.st_size, modified_text=str(status.st_mtime_ns))


def _local_path(location: str) -> str:
    if location.startswith(_LOCAL):
        return os.fsdecode(unquote_to_bytes(location.removeprefix(_LOCAL)))
    return location


def _refuse_folder(error: OSError) -> None:
    raise LedgerError(f"expected a folder that can be listed, came {error.filename}: {error.strerror}") from error


def _s3() -> S3FileSystem:
    """Return the S3 of the environment's keys, region and AWS_ENDPOINT_URL; Arrow is here anyway, s3fs is not."""
    return S3FileSystem(endpoint_override=os.environ.get("AWS_ENDPOINT_URL"))


def _list_s3(location: str) -> list[DumpFile]:
    path = location.removeprefix(_S3).rstrip("/")
    try:
        store = _s3()
        found = store.get_file_info(FileSelector(path, recursive=True, allow_not_found=True))
        found = found or [store.get_file_info(path)]
    except OSError as error:
        raise LedgerError(f"expected dumps at {location}: {error}") from error
    files = [info for info in found if info.type == FileType.File]
    if not files:
        raise LedgerError(f"expected a file or a folder, found nothing at {location}")
    return [
        DumpFile(uri=f"{_S3}{info.path}", byte_count=int(info.size or 0), modified_text=str(info.mtime_ns or ""))
        for info in sorted(files, key=lambda info: info.path)
        if not any(part.startswith(".") for part in info.path.removeprefix(path).strip("/").split("/"))
    ]


def _list_remote(location: str) -> list[DumpFile]:
    try:
        filesystem, path = fsspec.url_to_fs(location)
        found: dict[str, dict[str, Any]] = filesystem.find(path, detail=True)
    except (OSError, ValueError, ImportError) as error:
        raise LedgerError(f"expected dumps at {location}: {error}") from error
    if not found:
        raise LedgerError(f"expected a file or a folder, found nothing at {location}")
    inside = {name.removeprefix(path).strip("/"): info for name, info in found.items()}
    return [
        DumpFile(
            uri=filesystem.unstrip_protocol(info["name"]),
            byte_count=int(info.get("size") or 0),
            modified_text=_modified_text(info),
        )
        for name, info in sorted(inside.items())
        if not any(part.startswith(".") for part in name.split("/"))
    ]


def _modified_text(info: dict[str, Any]) -> str:
    # each store has its own word for it; an ETag changes with the bytes and comes first
    keys = ("ETag", "etag", "md5Hash", "LastModified", "last_modified", "mtime", "updated", "created")
    return str(next((info[key] for key in keys if info.get(key) is not None), ""))
