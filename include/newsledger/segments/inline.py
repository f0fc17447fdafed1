"""What stands inside a paragraph and is no part of it: advertisements, photo credits, datelines, stamps."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from newsledger.dates.printed import alternation, month_forms
from newsledger.lexicon import read_lexicon
from newsledger.segments.phrases import agency_alternation, any_of, credit_labels, credit_words
from newsledger.vocabulary import SegmentKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph with its kind; offsets count from the start of the paragraph."""

    char_start: int
    char_end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a story: "KYIV, Nov 19 (AFP) –", "(Scypre.com) –"."""

    char_end: int
    place: str | None
    source: str | None


_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPTION_MAX = 320
_SENTENCE_BREAK = re.compile(r"[.!?][\"”’')\]]{0,2}\s+(?=[A-Z“\"‘'(])")


def cut_paragraph(text: str) -> list[Piece]:
    """Return the interruptions of a paragraph, in order, never overlapping; the rest is its own text."""
    pieces: list[Piece] = []
    others = sorted([*_phrases(text), *_stamps(text), *_agency_line(text), *_cut_marks(text)])
    captions = _captions(text, [end for _, end, _ in others])
    for start, end, kind in sorted([*others, *captions]):
        if pieces and start < pieces[-1].char_end:
            continue
        pieces.append(Piece(start, end, kind))
    return pieces


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline that opens a paragraph, or None."""
    match = _dateline_pattern().match(text[:160])
    if match is None or not (match["dash"] or (match["date"] and match["agency"])):
        return None
    place, source = match["place"], match["agency"] or match["site"] or match["wire"]
    if match["held"] or match["wire"]:
        return Dateline(match.end(), None, source)  # "(HOLTON) —" may be a town, a station or a site
    has_dash = match["dash"] in ("—", "–", "--") or source is not None
    if source is None and not (match["date"] or (place and place.split(",")[0].isupper()) or has_dash):
        return None
    if source is None and not match["date"] and place and not place.split(",")[0].isupper() and len(place.split()) > 4:
        return None
    return Dateline(match.end(), place, source)


@cache
def _dateline_pattern() -> re.Pattern[str]:
    months = alternation(month_forms())
    date = rf"(?:(?:{months})\.? \d{{1,2}}|\d{{1,2}} (?:{months})\.?)(?:,? (?:19|20)\d\d)?"
    word = r"[A-Z][\w.'’-]{1,20}"
    place = rf"{word}(?: (?:{word}|de|del|la|al)){{0,3}}(?:, {word}(?: {word})?)?"
    source = r"[^()\n]{2,40}"
    wire = r"(?: ?/[A-Z][\w -]{1,20}/)?"
    return re.compile(
        rf"(?:\((?P<site>[\w-]{{2,40}}(?:\.\w{{2,10}}){{1,2}}|{agency_alternation()})\)\s*"
        rf"|\((?P<held>[A-Z][A-Z.'’ -]{{2,30}})\)\s*(?=[—–-])|(?P<day>{date}) ?\((?P<wire>{source})\)\s*(?=[—–-])"
        rf"|(?P<place>{place})(?:[,:]? (?P<date>{date}))?(?:,? ?\((?P<agency>{source})\))?,?{wire}\s*)"
        rf"(?P<dash>(?<=\d)\. /[A-Z][\w -]{{1,20}}/\.|—|–|--|(?<=[)\s])[-_](?=\s)|(?<=[A-Z]{{4}}):|(?<=\)):|(?<=\)\s))"
        rf"\s*(?=[A-Z0-9“\"‘'])"
    )


@cache
def _phrase_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(row['phrase'] for row in read_lexicon('inline_boilerplate'))})(?!\w)")


@cache
def _any_phrase() -> re.Pattern[str]:
    return any_of(row["phrase"] for row in read_lexicon("inline_boilerplate"))


@cache
def _phrase_rows() -> dict[str, dict[str, str]]:
    return {row["phrase"]: row for row in read_lexicon("inline_boilerplate")}


def _phrases(text: str) -> list[tuple[int, int, SegmentKind]]:
    found: list[tuple[int, int, SegmentKind]] = []
    if not _any_phrase().search(text):
        return found
    for match in _phrase_pattern().finditer(text):
        row = _phrase_rows()[match[0]]
        start, end = match.span()
        before, after = text[max(0, start - 3) : start].rstrip(), text[end : end + 3].lstrip()
        is_loud = match[0].isupper() or len(match[0]) > 24 or match[0].endswith((":", "|")) or match[0].startswith("[")
        if (
            not is_loud
            and not (before == "" or before.endswith((".", "!", "?", "”", '"', ")")))
            and match[0] != "read more"
        ):
            continue
        if not is_loud and not (after == "" or after[0].isupper() or after[0] in "“\"‘'(") and not row["until"]:
            continue
        is_last = after == "" and before.endswith((".", "?", "!", "”", '"'))
        if match[0] == "read more" and not is_last and not (after[:1].isupper() and re.search(r"\w\Z|[.?!]\Z", before)):
            continue
        if row["until"]:
            stop = text.find(row["until"], end, end + 160)
            end = stop + len(row["until"]) if stop >= 0 else end
        found.append((start, end, row["kind"]))  # type: ignore[arg-type]
    return found


@cache
def _credit_pattern() -> re.Pattern[str]:
    names = r"(?:[A-Z][\w.’'-]{1,20})(?: [A-Z][\w.’'-]{1,20})?"
    sources = agency_alternation()
    return re.compile(
        rf"[(\[](?:{credit_labels()})(?: credit| by)?\s?[:|/ ]\s?[^()\[\]]{{0,60}}[)\]]"
        rf"|(?<=[.!?”\"] )(?:{credit_labels()})(?: credit| by)?\s?[:/|]\s?"
        rf"(?:(?:{sources})(?!\w)(?:/{names})?|{names}/{names}|{names}(?= [A-Z“\"‘']|\Z)|(?=[A-Z]))"
        rf"|(?<=[.!?] )(?:(?:{sources})/{names}|(?:{sources})(?= [A-Z][a-z]|\Z| [A-Z] ))"
    )


def _captions(text: str, other_ends: list[int]) -> list[tuple[int, int, SegmentKind]]:
    """Return captions glued into a paragraph: a photo credit and the sentence before it.

    A caption never reaches back over another interruption; `other_ends` says where those end, in order.
    """
    found: list[tuple[int, int, SegmentKind]] = []
    floor = 0
    if not credit_words().search(text):
        return found
    for match in _credit_pattern().finditer(text):
        before = bisect_right(other_ends, match.start())
        floor = max(floor, other_ends[before - 1] if before else 0)
        window = max(floor, match.start() - _CAPTION_MAX)
        breaks = [b.end() for b in _SENTENCE_BREAK.finditer(text, window, match.start())]
        if breaks and breaks[-1] >= match.start():
            breaks.pop()
        start = breaks[-1] if breaks else (window if window == floor else match.start())
        start += len(text[start : match.start()]) - len(text[start : match.start()].lstrip())
        found.append((start, match.end(), "caption"))
        floor = match.end()
    return found


@cache
def _stamp_pattern() -> re.Pattern[str]:
    labels = (row["label"] for row in read_lexicon("stamp_labels") if row["role"] in ("publication", "update"))
    named = [label[0].upper() + label[1:] for label in labels if len(label) > 6 or " " in label]
    named += [label.title() for label in named] + [label.upper() for label in named]
    month = rf"(?:{alternation(month_forms())})\.?"
    date = rf"(?:{month} \d{{1,2}},? \d{{4}}|\d{{1,2}} {month},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
    clock = r"(?:,? ?(?:at )?\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4}\b)?)?"
    return re.compile(rf"(?<!\w)(?:{alternation(set(named))}) ?[:|-] ?{date}{clock}")


_CREDIT_CHARS = 140


@cache
def _credit_line() -> re.Pattern[str]:
    return re.compile(
        r"(?<=[.!?”\"'’)] )(?:\(?With (?:agency )?inputs? from [^.()]{2,60}\)?\.?"
        r"|\(?(?:Additional reporting|Reporting|Writing|Editing) by [A-Z][^.()]{2,110}\)?\.?"
        rf"|\((?:{agency_alternation()}|[A-Z]{{2,6}}(?:/[A-Z]{{2,6}}){{0,2}})\)\.?)\s?\Z"
    )


def find_credit_line(text: str) -> tuple[int, int] | None:
    """Return where a paragraph ends in who wrote or supplied it: 'With inputs from AFP', 'Reporting by …', '(AFP)'."""
    match = _credit_line().search(text, max(0, len(text) - _CREDIT_CHARS))
    return match.span() if match else None


def _agency_line(text: str) -> list[tuple[int, int, SegmentKind]]:
    found = find_credit_line(text)
    return [(*found, "byline")] if found else []


_CUT_MARK = re.compile(r"\[\+\d+ chars\]\Z")


def _cut_marks(text: str) -> list[tuple[int, int, SegmentKind]]:
    match = _CUT_MARK.search(text, max(0, len(text) - 20))
    return [(match.start(), match.end(), "noise")] if match else []


def _stamps(text: str) -> list[tuple[int, int, SegmentKind]]:
    if not _YEAR.search(text):
        return []
    return [(match.start(), match.end(), "published_stamp") for match in _stamp_pattern().finditer(text)]
