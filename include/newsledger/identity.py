"""Ids that come from content: the same parts give the same id on any machine, in any order, in any run."""

import hashlib


def content_id(*parts: str | int | None) -> str:
    """Return 32 hexadecimal digits of the sha256 of the parts; None and the empty string differ."""
    data = [b"\xff" if part is None else str(part).encode("utf-8", "surrogatepass") for part in parts]
    return hashlib.sha256(b"".join(len(one).to_bytes(8, "big") + one for one in data)).hexdigest()[:32]


def bytes_id(data: bytes) -> str:
    """Return the 64 hexadecimal digits of the sha256 of the bytes."""
    return hashlib.sha256(data).hexdigest()
