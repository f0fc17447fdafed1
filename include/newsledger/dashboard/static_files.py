"""Streamlit's scripts and fonts from memory: a first visit asks for a hundred of them before it shows a word."""

import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

_ADDRESS = "/static"
_KINDS = frozenset({".js", ".css", ".woff2"})
# Their names hold a hash of what is in them.
_KEEP = (b"cache-control", b"public, immutable, max-age=31536000")


def with_files_at_hand(app: Any, folder: Path) -> Any:
    """Return the ASGI application that answers for the files of a folder itself and leaves all else to `app`.

    A file is read once, when it is first asked for; only files that were there at the start are given.
    """
    files = {
        f"{_ADDRESS}/{path.relative_to(folder).as_posix()}": path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in _KINDS
    }

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        path = files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if path is None:
            await app(scope, receive, send)
            return
        kind, body = _read(path)
        headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body)), _KEEP]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


@cache
def _read(path: Path) -> tuple[bytes, bytes]:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return kind.encode(), path.read_bytes()
