"""Words from the web as HTML that stays text: every stretch escaped, and its writing direction kept to itself."""

import datetime as dt
import html
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import quote, urlsplit

Mark = Literal["content", "speaker", "cue", "number"]
Stretch = tuple[int, int, Mark]

# Told apart by shape too, and translucent, so that they are read on light and on dark ground.
_STYLES: dict[Mark, str] = {
    "content": "background:rgba(86,180,233,.22)",
    "speaker": "border-bottom:2px solid #009E73",
    "cue": "border-bottom:3px dotted #CC79A7",
    "number": "background:rgba(230,159,0,.45);font-weight:700",
}
_NAMES: dict[Mark, str] = {"number": "number", "content": "what is said", "cue": "cue", "speaker": "speaker"}
_LINE = "display:flex;flex-wrap:wrap;gap:0 .8em;padding:.25em 0;border-bottom:1px solid rgba(128,128,128,.25)"
_MOST_LETTERS = 30
_LARGE = (("trillion", 1e12), ("billion", 1e9), ("million", 1e6))
_TINY = 1e-9
_BLOCK = "line-height:1.65;white-space:pre-wrap;overflow-wrap:anywhere"


def plain(value: Any) -> str:
    """Return a value as escaped text in an isolate of its own; a missing one as a dash."""
    return f"<bdi>{html.escape(_as_text(value))}</bdi>"


def mark_words(text: str, stretches: Sequence[Stretch], around: int | None = None) -> str:
    """Return text as a block with its stretches marked; with `around`, only so many characters about them."""
    first, last = 0, len(text)
    if around is not None and stretches:
        first = max(0, min(start for start, _, _ in stretches) - around)
        last = min(len(text), max(end for _, end, _ in stretches) + around)
        first += _letters(text[first - 1 : first - 1 + _MOST_LETTERS]) if first else 0
        last -= _letters(text[last - _MOST_LETTERS : last + 1][::-1]) if last < len(text) else 0
    pieces = "".join(_piece(text[start:end], marks) for start, end, marks in _cut(stretches, first, last))
    before, after = "… " if first else "", " …" if last < len(text) else ""
    return f'<div dir="auto" style="{_BLOCK}">{before}{pieces}{after}</div>'


def spelled(value: str | None) -> str | None:
    """Return a word of a closed list as people write it: 'publication_proxy' is 'publication proxy'."""
    return value.replace("_", " ") if value else value


def key_of_marks(marks: Iterable[Mark]) -> str:
    """Return a line that says what each kind of mark is."""
    shown = " &nbsp; ".join(f'<span style="{_STYLES[mark]}">{_NAMES[mark]}</span>' for mark in marks)
    return f'<div style="font-size:.85em;opacity:.85;margin-bottom:.4em">{shown}</div>'


def key_of_colours(colours: Mapping[str, str]) -> str:
    """Return a line that says whose each colour is, names of one colour together; names are escaped."""
    shown = "".join(
        f'<span style="white-space:nowrap;max-width:100%;overflow:hidden;text-overflow:ellipsis">'
        f'<span style="display:inline-block;width:.8em;height:.8em;border-radius:50%;background:{colour}"></span> '
        f"{' or '.join(plain(name) for name, other in colours.items() if other == colour)}</span>"
        for colour in dict.fromkeys(colours.values())
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.2em 1.2em">{shown}</div>'


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Return names of ours and values that are HTML already as two columns; one column where the page is narrow."""
    lines = "".join(
        f'<div style="{_LINE}">'
        f'<div style="flex:0 0 8.5em;opacity:.75">{html.escape(name)}</div>'
        f'<div style="flex:1 1 14em;overflow-wrap:anywhere">{value}</div></div>'
        for name, value in rows
    )
    return f'<div style="margin:.3em 0 .8em">{lines}</div>'


def page_link(page: str, text: str, **query: str) -> str:
    """Return a link to a page of the dashboard; names and values are put into its address safely."""
    words = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in query.items())
    return f'<a href="/{quote(page)}?{html.escape(words)}" target="_self">{html.escape(text)}</a>'


def web_address(url: str | None) -> str:
    """Return an address as a link when it is of the web, else as text: nothing else may run on a click."""
    if url is None or _scheme(url) not in ("http", "https"):
        return plain(url)
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer nofollow">{plain(url)}</a>'


def _scheme(url: str) -> str:
    """Return the scheme of an address in small letters, or nothing when it cannot be read."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def days(earliest: dt.date | None, latest: dt.date | None) -> str:
    """Return an interval of days for people: one day, both ends, one end, or that nothing is known."""
    if earliest is None and latest is None:
        return "unknown"
    if earliest == latest:
        return f"{earliest}"
    if earliest is None:
        return f"until {latest}"
    if latest is None:
        return f"since {earliest}"
    return f"{earliest} to {latest}"


def amount(low: float | None, high: float | None, bound: str | None = None) -> str:
    """Return a range for people: '10,000 or more', 'more than 10,000', 'about 12,000', '10,900 to 12,000'."""
    if low is None and high is None:
        return "open"
    if high is None:
        return f"more than {_number(low)}" if bound == "more_than" else f"{_number(low)} or more"
    if low is None:
        return f"less than {_number(high)}" if bound == "less_than" else f"{_number(high)} or less"
    if low == high:
        return f"about {_number(low)}" if bound == "about" else _number(low)
    if bound == "vague":
        is_large = high >= _LARGE[-1][1]
        return f"vague: {_number(low)} to " + (f"under {_number(high + 1)}" if is_large else _number(high))
    return f"{_number(low)} to {_number(high)}"


def _letters(text: str) -> int:
    """Return how many letters of a cut word stand at the beginning of a text."""
    head = text.split(None, 1)[0] if text and not text[0].isspace() else ""
    return len(head) if len(head) < len(text) else 0


def _number(value: float | None) -> str:
    """Return a number for people; millions and more in words where that says all of it."""
    for name, size in _LARGE:
        if value is not None and abs(value) >= size and abs(value / size - round(value / size, 2)) < _TINY:
            return f"{value / size:,.10g} {name}"
    return f"{value:,.0f}" if value is not None and value == int(value) else f"{value:,.4g}"


def _cut(stretches: Sequence[Stretch], first: int, last: int) -> Iterable[tuple[int, int, tuple[Mark, ...]]]:
    """Give the pieces between all borders, in reading order, each with the marks that lie over it."""
    borders = {first, last}
    borders |= {place for start, end, _ in stretches for place in (start, end) if first < place < last}
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        yield start, end, tuple(dict.fromkeys(mark for a, b, mark in stretches if a <= start and end <= b))


def _piece(text: str, marks: tuple[Mark, ...]) -> str:
    escaped = f"<bdi>{html.escape(text)}</bdi>"
    if not marks:
        return escaped
    names, styles = " ".join(marks), ";".join(_STYLES[mark] for mark in marks)
    return f'<span class="mark {names}" data-mark="{names}" style="{styles}">{escaped}</span>'


def _as_text(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, list | tuple):
        return ", ".join(_as_text(part) for part in value)
    return str(value)
