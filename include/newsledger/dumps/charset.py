"""Bytes to text: which charset, and what becomes of characters that a ledger cannot hold."""

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from newsledger.errors import RejectedRecord

DETECTION_BYTES = 2**17
"""How much text the charset is guessed from; more does not change the guess and costs time."""

MAX_DAMAGED_SHARE = 0.1
"""Above this share of control characters and replacement marks, bytes are no text. Real pages stay below
0.01."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE
)
_META_BYTES = 4096  # browsers look at 1,024; real pages put long comments first
_DAMAGED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")


def find_bom(data: bytes) -> str | None:
    """Return the charset that a byte order mark names, else None."""
    return next((charset for bom, charset in _BOMS if data.startswith(bom)), None)


def decode_text(data: bytes, declared: str | None = None, is_html: bool = False) -> str:
    """Return bytes as clean text: line ends are LF; NUL and lone surrogates are U+FFFD.

    The first that fits decides: byte order mark; the charset that a header declares; the one in a meta
    tag; UTF-8; detection. A declared charset that does not fit its bytes gives way to UTF-8 if that fits.

    Raises:
        RejectedRecord: the bytes are no text ('binary'), or no charset makes text of them ('undecodable').
    """
    bom = find_bom(data)
    if bom is not None:
        return _checked(data.decode(bom, "replace"), data)
    wide = _wide_charset(data)
    if wide is not None:
        return _checked(data.decode(wide, "replace"), data)
    for label in (declared, _meta_charset(data) if is_html else None):
        charset = (map_encoding_to_html5(label) if label else None) or "utf-8"
        # the mapping names UTF-8 where it knows no better, and then UTF-8 is tried below
        if charset not in ("utf-8", "utf-16-le", "utf-16-be"):
            decoded = _try_decode(data, "utf-8") or _try_decode(data, charset)
            if decoded is not None:
                return _checked(decoded, data)
    decoded = _try_decode(data, "utf-8")
    if decoded is None:
        decoded = _detected(data)
    return _checked(decoded, data)


def clean_text(text: str) -> str:
    """Return text with LF line ends and U+FFFD for NUL and lone surrogates, which tables cannot hold."""
    return _UNHOLDABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _checked(text: str, data: bytes) -> str:
    damaged = len(_DAMAGED.findall(text))
    if damaged > MAX_DAMAGED_SHARE * len(text):
        is_charset = text.count("\ufffd") * 2 > damaged and b"\0" not in data
        raise RejectedRecord(
            "undecodable" if is_charset else "binary",
            f"expected text, came {len(data):,} bytes of which {damaged:,} are no characters of a text",
        )
    return clean_text(text.removeprefix("\ufeff"))


def _try_decode(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _wide_charset(data: bytes) -> str | None:
    # Latin text in UTF-16 without a mark: every second byte is NUL, on one side only
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half >= 8 and max(even, odd) > 0.7 * half and min(even, odd) < 0.05 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _meta_charset(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:_META_BYTES])
    return found.group(1).decode("ascii") if found else None


def _detected(data: bytes) -> str:
    # a UTF-8 page with a few broken bytes (cut teasers, pasted comments) stays UTF-8
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for byte in data[:DETECTION_BYTES] if byte >= 0xC2)
    if broken * 10 < whole:
        return text
    charset = detect_encoding(data[:DETECTION_BYTES]) or "cp1252"
    return data.decode(charset, "replace")
