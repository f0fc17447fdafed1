"""A record with named fields (a JSON object, a row of a table) as a document."""

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from newsledger.dumps.charset import clean_text
from newsledger.dumps.markup import Page, parse_page
from newsledger.dumps.page_metadata import MAX_VALUE_CHARS, is_page_address
from newsledger.dumps.records import MAX_HTML_BYTES, Source, to_document
from newsledger.errors import RejectedRecord
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Document, Hint, HintKind

OUR_FIELDS = (
    "title",
    "text",
    "html",
    "url",
    "published",
    "modified",
    "fetched",
    "author",
    "site_name",
    "language",
    "description",
)
"""What a mapping of field names may name; its values are the keys of the dump, a dot between nested ones."""

_HINTED: tuple[HintKind, ...] = (
    "published",
    "modified",
    "author",
    "site_name",
    "language",
    "description",
)
_TAG_OF_TEXT = re.compile(
    r"</?(?:p|div|a|b|i|h[1-6]|ul|ol|li|em|strong|span|blockquote|figure|article|section|html|body)[\s>]|<br[\s/>]",
    re.IGNORECASE,
)
_MIN_TAGS = 2  # one tag may be quoted in a text about tags
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_EARLIEST_CAPTURE = dt.datetime(1990, 1, 1)
_LATEST_CAPTURE = dt.datetime(2200, 1, 1)


def fields_to_document(fields: Mapping[str, Any], raw: bytes, source: Source, part: str, media_type: str) -> Document:
    """Return the document of a record with fields.

    Its text is the title, an empty line and the text; with HTML and no text it is the text of that page.
    What the fields say of title, dates, author, site, language and description becomes hints, as written
    there. The capture clock is taken from fields of the crawl only; a moment without a zone counts as UTC.

    Raises:
        RejectedRecord: neither text nor HTML is given, or it is refused as a page.
    """
    found = _find_fields(fields, source.field_names)
    title = " ".join(_plain_text(found.get("title")).split())
    text, text_hints = _find_text(found.get("text"))
    markup = _flat_text(found.get("html"))
    if not text and not markup:
        named = ", ".join(sorted(str(key) for key in fields)[:20])
        raise RejectedRecord("no_text", f"expected a field with text or HTML, came: {named[:500]}")
    if text and not text_hints and _is_markup(text):
        text, markup = "", text
    url = next((value for value in _strings(found.get("url")) if is_page_address(value)), None)
    page_hints: list[Hint] = []
    if not text:
        page = _parse_markup(markup)
        url = url or page.url
        text = page.text
        if not text.strip():
            raise RejectedRecord("no_text", f"expected a page with text, came {len(markup):,} characters without")
        page_hints = [hint for hint in page.hints if hint.char_start is None]
        text_hints = [hint for hint in page.hints if hint.char_start is not None]
    # a page with a heading of its own has its title in the text
    is_titled = not title or title in text or any(hint.hint_kind == "heading" for hint in text_hints)
    is_joined = bool(title) and not (markup and is_titled)
    start = len(title) + 2 if is_joined else 0
    hints = [
        *_field_hints(found, title, is_joined),
        *page_hints,
        *(_moved(hint, start) for hint in text_hints),
    ]
    whole = f"{title}\n\n{text}" if is_joined else text
    return to_document(
        source, part, raw, media_type, whole, tuple(hints), url, parse_capture_clock(found.get("fetched"))
    )


def is_known_key(key: str, source: Source) -> bool:
    """Return whether a key may hold one of our fields."""
    mapped = {path.split(".")[0] for path in source.field_names.values()} | set(source.field_names.values())
    return key in mapped or any(key.lower() in keys for keys in _known_keys().values())


def has_text(fields: Mapping[str, Any], source: Source) -> bool:
    """Return whether a record has a field with text or HTML."""
    found = _find_fields(fields, source.field_names)
    return "text" in found or "html" in found


def parse_capture_clock(value: Any) -> dt.datetime | None:
    """Return a moment as naive UTC, or None: ISO 8601, its compact form, or seconds since 1970."""
    if isinstance(value, dt.datetime):
        moment: dt.datetime | None = value
    elif isinstance(value, bool) or value is None:
        return None
    elif isinstance(value, int | float):
        moment = _from_epoch(float(value))
    else:
        moment = _from_iso(str(value).strip()[:40])
    if moment is None:
        return None
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
        except OverflowError:
            return None
    return moment if _EARLIEST_CAPTURE <= moment < _LATEST_CAPTURE else None


def _from_epoch(seconds: float) -> dt.datetime | None:
    for unit in (1.0, 1e3, 1e6):  # seconds, milliseconds, microseconds
        if 6e8 <= seconds / unit < 7e9:
            return dt.datetime.fromtimestamp(seconds / unit, dt.UTC)
    return None


def _from_iso(text: str) -> dt.datetime | None:
    if text.isdecimal() and text.isascii():
        if len(text) == 14:
            text = f"{text[:8]}T{text[8:]}"
        elif len(text) in (10, 13):
            return _from_epoch(float(text))
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


@cache
def _known_keys() -> dict[str, tuple[str, ...]]:
    keys: dict[str, list[str]] = {}
    for row in read_lexicon("record_fields"):
        keys.setdefault(row["field"], []).append(row["key"])
    return {field: tuple(values) for field, values in keys.items()}


def _find_fields(fields: Mapping[str, Any], field_names: Mapping[str, str]) -> dict[str, Any]:
    """Return the first filled value for each of our fields; a mapped key comes before the known ones."""
    lowered = {str(key).lower(): value for key, value in fields.items()}
    page = lowered.get("html")
    if isinstance(page, Mapping):  # fundus keeps the page and its crawl in one record
        lowered |= {key: value for key, value in page.items() if key not in lowered and key != "content"}
        lowered["html"] = page.get("content")
    found: dict[str, Any] = {}
    for field, keys in _known_keys().items():
        candidates = [lowered.get(key) for key in keys]
        if field in field_names:
            candidates.insert(0, _dig(fields, field_names[field]))
        if field == "url":
            candidates = [value for value in candidates if isinstance(value, str) and is_page_address(value.strip())]
        elif field == "site_name":
            candidates = [value for value in candidates if not (isinstance(value, str) and is_page_address(value))]
        value = next((value for value in candidates if _is_filled(value)), None)
        if value is not None:
            found[field] = value
    return found


def _dig(fields: Any, path: str) -> Any:
    if isinstance(fields, Mapping) and path in fields:
        return fields[path]
    for key in path.split("."):
        if not isinstance(fields, Mapping):
            return None
        fields = fields.get(key)
    return fields


def _is_filled(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def _field_hints(found: Mapping[str, Any], title: str, is_joined: bool) -> Iterator[Hint]:
    if title:
        end = len(title) if is_joined else None
        start = 0 if is_joined else None
        yield Hint(hint_kind="title", hint_source="field", value_text=title, char_start=start, char_end=end)
    for kind in _HINTED:
        for value in _strings(found.get(kind)):
            yield Hint(hint_kind=kind, hint_source="field", value_text=value)


def _is_markup(text: str) -> bool:
    tags = _TAG_OF_TEXT.finditer(text)
    return sum(1 for _ in islice(tags, _MIN_TAGS)) == _MIN_TAGS


def _parse_markup(markup: str) -> Page:
    page_bytes = markup.encode("utf-8", "replace")
    if len(page_bytes) > MAX_HTML_BYTES:
        size = f"{len(page_bytes):,}"
        raise RejectedRecord("too_large", f"expected at most {MAX_HTML_BYTES:,} bytes of HTML, came {size}")
    return parse_page(page_bytes, "utf-8")


def _moved(hint: Hint, distance: int) -> Hint:
    return replace(hint, char_start=(hint.char_start or 0) + distance, char_end=(hint.char_end or 0) + distance)


def _strings(value: Any) -> list[str]:
    """Return the texts in a value: a text, a number, a moment, a thing with a name, or a list of them."""
    texts = []
    for item in value[:50] if isinstance(value, list | tuple) else [value]:
        named = item.get("name") if isinstance(item, Mapping) else item
        if isinstance(named, dt.datetime | dt.date):
            named = named.isoformat()
        if isinstance(named, str | int | float) and not isinstance(named, bool):
            text = " ".join(clean_text(str(named)).split())[:MAX_VALUE_CHARS]
            if text:
                texts.append(text)
    return texts


def _flat_text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return clean_text(value).strip().removeprefix("\ufeff")
    if isinstance(value, Mapping):  # the interface of a common blog software
        return _flat_text(value.get("rendered"))
    if isinstance(value, list | tuple):
        return "\n\n".join(text for item in value if (text := _flat_text(item)))
    return ""


def _plain_text(value: Any) -> str:
    """Return the text of a value that is no markup, with its character references resolved."""
    return clean_text(_REFERENCE.sub(lambda found: html.unescape(found.group()), _flat_text(value))).strip()


def _find_text(value: Any) -> tuple[str, list[Hint]]:
    """Return the text of a text field; headings of sections, where it has them, are hints."""
    if not isinstance(value, Mapping) or "rendered" in value:
        text = _flat_text(value)
        return (text if _is_markup(text) else _plain_text(value)), []
    parts = [(False, _plain_text(value.get("summary")))]
    sections = value.get("sections")
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, Mapping):
            parts.append((True, _plain_text(section.get("headline"))))
            parts.append((False, _plain_text(section.get("paragraphs"))))
    text, hints = "", []
    for is_heading, part in parts:
        if part:
            text += "\n\n" if text else ""
            if is_heading:
                hints.append(
                    Hint(
                        hint_kind="heading",
                        hint_source="field",
                        value_text="",
                        char_start=len(text),
                        char_end=len(text) + len(part),
                    )
                )
            text += part
    return text, hints
