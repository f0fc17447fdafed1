"""Who printed a story, who supplied it and who wrote it, each from words that say so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from newsledger.dates.printed import alternation
from newsledger.dates.stamps import find_stamps
from newsledger.lexicon import read_lexicon
from newsledger.segments.phrases import agency_name, find_furniture, normalise
from newsledger.segments.shapes import byline_pattern
from newsledger.vocabulary import Document, HintSource

_SUFFIX = re.compile(r"\s(?:[-–—|•·»]|::)\s")
_SPLIT_NAMES = re.compile(r",? and |, | & |; |\s?\|\s?|/")
_NAME_TOKEN = re.compile(r"[A-Z][\w.’'-]*\Z|(?:de|da|di|van|von|der|den|al|el|bin|la|le|del|du)\Z")
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright (?=©|\(|(?:19|20)\d\d))[\s©,]{0,5}(?:\([cC]\)\s?)?"
    r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s{0,3}"
    r"|(?=[^/\n]{2,60}(?:(?:19|20)\d\d|[Rr]ights|\b(?:Ltd|Limited|Inc|LLC|PLC|GmbH|Pvt)\b)))"
    r"(?:[Cc]opyright )?(?:by )?(?P<name>[A-Z][\w&.’'-]*(?: (?:[A-Z&][\w&.’'-]*|of|the|and)){0,5})"
)
_COMPANY_TAIL = re.compile(
    r",? (?:Ltd|Limited|Inc|LLC|PLC|plc|GmbH|Pvt|Corp|Co|Group plc|All|All Rights.*|All rights.*)\.?\Z"
)
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{4})\. (?=[A-Z])")
_ACRONYM_FIRST = re.compile(r"[A-Z]{3,} ")  # "RKB Orlan" is no author
_SITE = re.compile(r"\A[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}\Z", re.IGNORECASE)
_HANDLE = re.compile(r"\s{1,4}\(?@\w{2,30}\)?.*")
_SOURCE_WORD = re.compile(r"\A(?:Source|SOURCE|[Vv]ia|From): ?")
_SOURCE_LINE = re.compile(r"(?:Source|SOURCE|[Vv]ia|Originally from)(?::| [-–—])? ?(?P<name>[A-Z0-9][^\n|]{2,50})")
_PRINTED_IN = re.compile(
    r"(?:First |Originally )?[Pp]ublished in (?:the )?"
    r"(?P<name>[A-Z][\w&’'-]*(?: (?:of |the )?[A-Z][\w&’'-]*){0,3})(?:,| on) "
)
_ASIDE = re.compile(r"\s?\((?:now|earlier|until now|previously)\)")
_PIECES = re.compile(r"\s?[|•·;]\s?|\s[–—-]\s| and ")
_MASTHEAD_LINES = 12
_BREADCRUMB = re.compile(r"\s[>»›]\s")
_BYLINE_PARTS = re.compile(r"\s[|·•–—/]\s|, ")
_SOURCE_ORDER: tuple[HintSource, ...] = ("structured_data", "meta", "field", "markup", "header")


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who printed a story, and the words, tag or address that say so."""

    name: str
    evidence_text: str


def find_site_outlet(
    document: Document,
    top_lines: Sequence[str],
    lines: Sequence[str],
    headline: str | None,
    masthead: Outlet | None = None,
) -> Outlet | None:
    """Return the outlet of the page: by data, tag or field, page title, masthead, copyright line, address.

    Args:
        document: the page.
        top_lines: the short lines above its first headline.
        lines: all its short lines that are neither prose nor headline.
        headline: its first headline.
        masthead: the name at the top of the page, where one is known.
    """
    for source in _SOURCE_ORDER:
        for hint in document.hints:
            if hint.hint_kind == "site_name" and hint.hint_source == source and hint.value_text.strip():
                return Outlet(_tidy(hint.value_text), hint.value_text.strip())
    return (
        _from_titles(document, lines, headline)
        or _first(_from_phrase(line) for line in lines)
        or masthead
        or _first(from_masthead(line) for line in top_lines[:_MASTHEAD_LINES])
        or copyright_owner(lines)
        or _first(_from_breadcrumb(line) for line in top_lines[:_MASTHEAD_LINES])
        or _from_address(document.url)
    )


def outlet_from_label(label: str) -> Outlet | None:
    """Return the outlet that a feed label names, or None when the label is something else."""
    label = _SOURCE_WORD.sub("", label)
    label = label.strip(" -–—·•|,:\u00a0")
    words = label.split()
    if not 1 <= len(words) <= 6 or not any(word[:1].isupper() for word in words):
        return None
    return None if label.endswith((".", "?", "!")) else Outlet(label, label)


def outlet_from_source(source: str | None) -> Outlet | None:
    """Return the outlet that a dateline names by its site, "(Scypre.com) –"; agencies are no outlets."""
    if source is None or agency_name(source) is not None or not _SITE.match(source):
        return None
    return Outlet(source, source)


def find_authors(line: str) -> tuple[str, ...]:
    """Return the names in a byline, in order; desks, titles, places and agencies are left out."""
    for stamp in reversed(list(find_stamps(line))):
        line = line[: stamp.char_start].rstrip(" ,|·•–—-(") + " | " + line[stamp.char_end :]
    line = _HANDLE.sub(" ", line.strip("*_ "))
    line = _ASIDE.sub("", line)
    parts = (part.strip() for part in (line, *line.split(" | ")))
    match = next((found for part in parts if (found := byline_pattern().match(part.strip(" |")))), None)
    if match is None:
        pieces = [piece.strip(" |,·•–—-").split(" in ")[0].split(", ")[0] for piece in _PIECES.split(line)]
        own = [piece for piece in pieces if is_name_line(piece) and not _ACRONYM_FIRST.match(piece)]
        return tuple(own if ";" in line or " and " in line else own[:1])
    names = []
    is_list = match["tail"].lstrip().startswith(";")
    tail = match["tail"] if is_list else match["tail"].split(";")[0] if " in " in match["tail"][:4] else ""
    for part in _SPLIT_NAMES.split(match["names"] + tail):
        name = part.split(" in ")[0].strip(" .")
        words = name.split()
        if name.isupper():
            name = " ".join(word.capitalize() for word in words)
            words = name.split()
        is_name = 2 <= len(words) <= 5 and all(_NAME_TOKEN.match(word) for word in words)
        if (
            is_name
            and agency_name(name) is None
            and not any(word.strip(".,").casefold() in _not_names() for word in words)
        ):
            names.append(name)
    return tuple(dict.fromkeys(names))


def is_name_line(line: str) -> bool:
    """Tell whether a line may be the name of a person and nothing else: 'Tam Weir'."""
    words = line.split() if len(line) <= 50 else []
    if not 2 <= len(words) <= 4 or not all(_NAME_TOKEN.match(word) for word in words) or line.isupper():
        return False
    return not any(word.strip(".,").casefold() in _not_names() for word in words)


def host_of(url: str | None) -> str:
    """Return the host of an address in lower case; empty when there is none or the address is malformed."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def split_title(title: str) -> tuple[str, str | None]:
    """Return a page title without the name of the site, and that name where there is one."""
    parts = _SUFFIX.split(title)
    if len(parts) < 2:
        return title, None
    last = parts[-1].strip()
    if not 1 <= len(last.split()) <= 5 or len(last) > 40:
        return title, None
    cut = title.rstrip()[: -len(parts[-1].rstrip())]
    return re.sub(r"\s(?:[-–—|•·»]|::)\s*\Z", "", cut), last


def _from_titles(document: Document, lines: Sequence[str], headline: str | None) -> Outlet | None:
    if headline is None:
        return None
    wanted = normalise(headline)
    printed = [hint.value_text for hint in document.hints if hint.hint_kind == "title"]
    own_lines = frozenset(normalise(line) for line in lines)
    for title in [*printed, *lines]:
        if len(title) > 300 or not _SUFFIX.search(title):
            continue
        head, name = split_title(title)
        if name is None or not _looks_like_outlet(name):
            continue
        if normalise(head) == wanted or (title in printed and normalise(name) in own_lines):
            return Outlet(name, title.strip())
    return None


def _looks_like_outlet(name: str) -> bool:
    words = name.split()
    if _SITE.match(name):
        return True
    return all(word[:1].isupper() or word[:1].isdigit() or word in ("of", "the", "and") for word in words)


@cache
def _outlet_phrase() -> tuple[re.Pattern[str], ...]:
    word = r"(?:[A-Z][\w.&’'-]*|\d{1,3})"
    name = rf"(?P<name>(?:[Tt]he )?{word}(?: (?:{word}|of)){{0,4}}|[a-z0-9][\w-]{{2,20}})"
    patterns = []
    for row in read_lexicon("outlet_phrases"):
        after = rf"(?:’s|'s)?\s+{re.escape(row['after'])}\b" if row["after"] else r"\s*[.!]?\Z"
        patterns.append(re.compile(rf"(?:\A|\W){re.escape(row['before'])}\s+{name}{after}"))
    return tuple(patterns)


@cache
def _any_phrase() -> re.Pattern[str]:
    return re.compile(alternation({row["before"] for row in read_lexicon("outlet_phrases")}))


def _is_common(name: str) -> bool:
    """Tell whether a name is a section or a word for any paper: 'World', 'our', 'news'."""
    return name.casefold() in ("the", "our", "your", "this", "free", "mobile", "new") or (
        find_furniture(name, len(name.split())) is not None
    )


def _from_phrase(line: str) -> Outlet | None:
    if len(line) > 200 or not _any_phrase().search(line):
        return None
    for pattern in _outlet_phrase():
        match = pattern.search(line)
        if match is not None and not _is_common(match["name"]):
            return Outlet(match["name"], line)
    return None


def copyright_owner(lines: Sequence[str]) -> Outlet | None:
    """Return the owner that the first copyright line among these names: '© 2025 Orlen Courier'."""
    return _first(_from_copyright(line) for line in lines)


def _from_copyright(line: str) -> Outlet | None:
    if len(line) > 300:
        return None
    match = _COPYRIGHT.search(line)
    if match is None:
        return None
    name = _COMPANY_TAIL.sub("", _NEXT_SENTENCE.split(match["name"], maxsplit=1)[0]).strip(" .,")
    name = _COMPANY_TAIL.sub("", name).strip(" .,")
    if not name or name.casefold() in ("all", "reserved") or agency_name(name) is not None:
        return None  # an agency supplied the story; who printed it is not said
    return Outlet(name, line.strip())


def from_masthead(line: str) -> Outlet | None:
    """Return a line that is the name of a paper by its words: 'Harbour Gazette', 'The Daily Lantern'."""
    return Outlet(_title_case(line), line) if is_masthead(line) else None


def from_byline(line: str) -> Outlet | None:
    """Return the paper that a byline names as one of its parts: 'By Tam Weir | The Daily Lantern'."""
    parts = (
        [_SOURCE_WORD.sub("", part.strip(" ()[]")) for part in _BYLINE_PARTS.split(line)] if len(line) <= 160 else []
    )
    name = next((part for part in parts if is_masthead(part)), None)
    return Outlet(_title_case(name), line) if name is not None else None


def from_print_line(line: str) -> Outlet | None:
    """Return the paper that a line says printed the story on a day: "Published in Lantern, March 14th, 2022"."""
    match = _PRINTED_IN.match(line)
    if match is None or next(find_stamps(line[match.end() :]), None) is None or _is_common(match["name"]):
        return None
    return Outlet(match["name"], line)


def from_source_line(line: str) -> Outlet | None:
    """Return the paper that a line gives as the source of a story: "Source: Harbour Gazette", "via Harbour Gazette"."""
    match = _SOURCE_LINE.fullmatch(line)
    return from_masthead(match["name"]) if match else None


def is_masthead(line: str) -> bool:
    """Tell whether a line is the name of a paper by its words."""
    words = line.split() if len(line) <= 60 else []
    if not 2 <= len(words) <= 5 or not _looks_like_outlet(line) or "," in line or line.endswith((".", "?", "!")):
        return False
    first = words[1] if words[0].casefold() == "the" else words[0]
    return bool({words[-1].capitalize(), first.capitalize()} & _masthead_words())


def _title_case(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name


@cache
def _masthead_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("outlet_words") if row["is_masthead"] == "yes")


def _from_breadcrumb(line: str) -> Outlet | None:
    """Return the site that a breadcrumb begins with: 'Northern Lens > News > Accidents'."""
    parts = [part.strip() for part in _BREADCRUMB.split(line)] if len(line) <= 160 else []
    if len(parts) < 3 or not 2 <= len(parts[0].split()) <= 4 or _is_common(parts[0]):
        return None
    return Outlet(parts[0], line) if _looks_like_outlet(parts[0]) and _is_common(parts[1]) else None


def _from_address(url: str | None) -> Outlet | None:
    host = host_of(url)
    host = re.sub(r"\A(?:www\d?|m|amp|mobile|edition)\.", "", host)
    return Outlet(host, url or "") if "." in host and not re.fullmatch(r"[\d.]+", host) else None


def _first(outlets: Iterable[Outlet | None]) -> Outlet | None:
    return next((outlet for outlet in outlets if outlet is not None), None)


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


@cache
def _not_names() -> frozenset[str]:
    return frozenset(row["phrase"].casefold() for row in read_lexicon("byline_words") if row["role"] == "not_a_name")
