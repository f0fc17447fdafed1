"""The shape of a unit by its own words: prose, title, stamp, byline, caption, page furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from newsledger.dates.printed import alternation, month_forms, weekday_forms
from newsledger.dates.stamps import Stamp, find_stamps
from newsledger.lexicon import read_lexicon
from newsledger.segments.inline import find_credit_line, find_dateline
from newsledger.segments.phrases import (
    Furniture,
    agency_alternation,
    agency_name,
    credit_labels,
    credit_names,
    credit_words,
    find_furniture,
    is_consent_text,
    normalise,
)
from newsledger.segments.units import Unit

ShapeKind = Literal[
    "prose",
    "sentence",
    "title",
    "label",
    "stamp",
    "relative_stamp",
    "clock",
    "byline",
    "provider",
    "caption",
    "furniture",
    "noise",
]
StampRole = Literal["publication", "update", "capture", "page", "bare"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a unit looks like by itself."""

    kind: ShapeKind
    word_count: int
    is_title_case: bool = False
    furniture: Furniture | None = None
    stamp_role: StampRole | None = None
    label_text: str | None = None
    is_bullet: bool = False


_LETTER = re.compile(r"[^\W\d_]")
_PROSE_END = re.compile(r"[.!?…。؟।](?:[\"”’'»)\]]|\s){0,4}\Z")
_MARKDOWN = re.compile(r"\A(?:#{1,6}\s+|[*_]{1,3}(?=\w))|[*_]{1,3}\Z")
_NEXT_SENTENCE = re.compile(r"[.!?] [A-Z“\"]")
_PERIOD_END = re.compile(r"(?<!\b[A-Z])[.…。।](?:[\"”’'»)\]]|\s){0,4}\Z|[.,!?][\"”’']\Z")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\s?[\[(][^\[\]()]{1,20}[\])]\Z")  # an export's mark: "… [+2314 chars]"
_SIGNATURE = "--"  # opens the signature of a message
_CODE = re.compile(
    r"function ?\(|\}\s*;|\bvar \w+ ?=|</?\w+[^<>]{0,80}>"
    r"|\{\s*\"|&\w=\d+|https?://\S+\Z|\w\.\w+\(\)|\[object "
)
_NUMBER = re.compile(r"\A\d{1,2}[.)] (?=[A-Z])")  # of a section: its point ends no sentence
_READ_MORE = re.compile(r"(?<=[.!?”\"]) read more\Z")
_BULLET = re.compile(r"[-–—•·*▪►‣●○■□]\s+(?=\S)")
_RELATIVE = re.compile(
    r"(?:(?P<label>[^\n]{2,60}?)\s*(?:[·•|,–—-]|\s)\s*)?"
    r"(?P<stamp>(?:(?:updated|published|posted|modified|edited):?\s+)?(?:an?|one|two|three|\d{1,3})\s?"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?|years?)"
    r"\.?\s+ago|just now)",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:ago|now)\b", re.IGNORECASE)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")  # Thai, Burmese, Japanese, Chinese
_BYLINE_WORDS = 12  # a longer line with a full stop is a sentence
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIVE_ENTRY = re.compile(  # "2. Underground closurespublished at 12:10 British Summer Time 17 June 2017"
    r"(?:\d{1,3}\. ?)?[^\n]{3,110}?published at \d{1,2}:\d\d [A-Z][\w ]{2,30} \d{1,2} [A-Z][a-z]+(?: \d{4})?"
)
_READING_TIME = re.compile(
    r"\W{0,4}(?:(?:estimated )?read(?:ing)? time:? )?(?:\d{1,2}-)?\d{1,2}[ -]?min(?:ute)?s?(?:[ -]read)?\W{0,2}",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:[Bb]y )?(?:(?:[A-Z][\w&.’'-]*|our|a|the|of) ){0,6}(?:/ (?:[A-Z][\w&.’'-]* ){0,2})?"
    r"(?:[Ss]taff|[Ss]taff [Ww]riters?|[Ss]taff [Rr]eporters?|[Dd]esk|[Bb]ureau|[Nn]ewsroom"
    r"|[Cc]orrespondents?|[Rr]eporters?|Editorial Team|News Team|News Service)"
    r"(?:, (?:[A-Z][\w&.’'-]* ?){1,4})?"
)
_POST = re.compile(  # "Environment correspondent, Tarn News"
    r"[A-Z][\w&’'-]*(?: [\w&’'-]+){0,4} (?:correspondent|reporter|editor|columnist|writer)"
    r"(?:,? (?:in |at |for )?(?:[A-Z][\w&.’'-]* ?){1,4})?"
)
_TEAM = re.compile(  # "by our newsroom with LPA", "From our correspondent in Dorvale"
    r"(?:[Bb]y|BY|[Ff]rom) (?:our|a|the|an)? ?(?:own )?(?:[A-Z]?[\w&-]+ ){0,2}"
    r"(?:newsroom|staff|team|desk|reporters?|correspondents?|editors?|agencies)"
    r"(?: (?:and|with|in|at) (?:the )?(?:agencies|wires|[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,2})){0,2}"
)
_SHIFTS = re.compile(  # who kept a live page: "Tess Orlan (now) and Bo Hill (earlier)"
    r"(?=[^\n]{0,120}\((?:now|earlier|until now|previously)\))"
    r"(?:(?:[A-Z][\w.’'-]{0,30}|and|&|\([a-z ]{3,12}\))[,;]?(?: |\Z)){2,24}"
)
_AUTHORS = re.compile(  # three or more: "Ann Lee, Tom Berg, with Ilka Norn"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}(?:,? and |,? with |, )"
    r"(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}(?:,? and |,? with |, )){1,6}[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}"
)
_HANDLE = re.compile(r"\s{1,4}\(?@\w{2,30}\)?")
_DOCUMENT = re.compile(  # "Briefing note no. 41, November 2023"
    r"(?:[A-Z][a-z]+ )?(?:[Bb]riefing|[Nn]ote|[Pp]aper|[Bb]rief|[Rr]eport|[Bb]ulletin|[Mm]emo|[Rr]elease|[Ss]tatement)"
    r"(?: (?:note|paper|brief|report|series))?(?:,? (?:[Nn]o\.?|[Nn]umber|#)? ?\d{1,4}(?:[/-]\d{1,4})?)?"
)
_PRINT = re.compile(  # "Published in the printed edition of", "A version of this article appears in print on"
    r"(?:(?:this|a version of this) (?:article|story|report|piece) )?(?:was )?(?:(?:first|also) )?"
    r"(?:published|appeared|appears|printed)(?: originally)? in "
    r"(?:(?:the |our )?print(?:ed)?(?: (?:edition|issue|version))?|the (?:[\w-]+ )?(?:edition|issue))"
    r"(?: (?:of|on|dated|from))?(?: the)?",
)
_WIRE_LINE = re.compile(  # what stands before the date of "ORLEN, Karvia (AFP) Oct 14, 2004", a line of its own
    r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,2}(?:, [A-Z][\w.’' -]{1,30})? \((?P<agency>[^()]{2,40})\)"
)
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2} ")
_PAPER_AFTER_DATE = re.compile(r"[A-Z]{2,6}(?: [A-Z][\w’'-]{1,20}){0,2}")  # "2024.02.06 RKB Orlan"
_TRANSLATED = re.compile(  # "Translated by Ann Lee. Edited by Tom Berg."
    r"(?:(?:Translated|Reported|Compiled|Written|Edited)(?: in English| for the web)? by "
    r"[A-Z][\w.’'-]*(?: [A-Z][\w’'-]*){0,3}(?:,? and [A-Z][\w.’'-]*(?: [A-Z][\w’'-]*){0,3})?\.?(?: |\Z)){1,3}"
)
_NAMED_POST = re.compile(  # "Tam Weir, Rivers editor"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2}, (?:[A-Za-z]+ ){0,3}"
    r"(?:editor|correspondent|reporter|columnist|writer|bureau chief)(?: in [A-Z]\w+)?"
)
_SLUG = re.compile(  # what a wire service puts above its copy
    r"(?:[A-Z]{2,3}[-–—]{1,2}[A-Z][\w&.’'-]*(?:,.{0,40})?|\(?(?:Eds?(?:itors?)?|ATTN): .{0,160}|\(ENDS?\)"
    r"|[A-Z]{2,3}(?:-[\w&]{1,12}){2,6} \d{4} ?[A-Z]{3})"
)
_CONTRIBUTED = re.compile(r"[A-Z].{2,160} contributed (?:reporting|to (?:this|the) (?:report|story|article))\b.{0,60}")
_CLOCK = re.compile(
    r"(?:(?:updated|as of|posted|published)(?: at)?:?\s+)?[\[(]?(?:[01]?\d|2[0-3])[:.h][0-5]\d"
    r"(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?[\])]?",
    re.IGNORECASE,
)
_REMAINDER = re.compile(
    r"\b(?:est\.? ?)?\d{1,2}[ -]?min(?:ute)?s?(?: read)?\b|[\W_]+|\b(?:at|on|by|in|the|hrs|am|pm|read|ist)\b",
    re.IGNORECASE,
)
_PARTICLE = r"(?:de|da|di|van|von|der|den|al|el|bin|la|le|del|du)"
_NAME = rf"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|{_PARTICLE})){{0,5}}"


_READER = re.compile(r"\b(?:[Yy]ou|[Yy]our)\b")
_READER_WORDS = 25


def shape_of(unit: Unit, known: dict[str, Shape]) -> Shape:
    """Return the shape of a unit; `known` remembers the shapes of lines already seen in the document."""
    shape = known.get(unit.text)
    if shape is None:
        shape = known[unit.text] = _shape(unit.text)
    return shape


def settle_shapes(units: Sequence[Unit], shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shapes after a look at their neighbours.

    A line that speaks to the reader and stands beside a promotion is one too. "The budget includes:" above bullets
    is text. A first line in title case is a title though a full stop ends it.
    """
    settled = list(shapes)
    if len(shapes) > 2 and _is_titled(units, shapes) and shapes[1].kind == "prose":
        settled[0] = replace(shapes[0], kind="title", is_title_case=True)
    for index in range(len(shapes) - 2):
        if _announces_list(units, shapes, index):
            settled[index] = replace(shapes[index], kind="prose")
    for index, (unit, shape) in enumerate(zip(units, shapes, strict=True)):
        if shape.kind not in ("prose", "sentence", "title") or shape.word_count > _READER_WORDS:
            continue
        beside = (
            settled[index - 1] if index else None,
            shapes[index + 1] if index + 1 < len(shapes) else None,
        )
        if (
            any(_is_promotion(other) for other in beside)
            and _READER.search(_opening(unit.text))
            and "“" not in unit.text
        ):
            settled[index] = Shape("furniture", shape.word_count, furniture=Furniture("promotion", "none"))
    return settled


def _is_titled(units: Sequence[Unit], shapes: Sequence[Shape]) -> bool:
    """Tell whether the first line is a title though it ends like a sentence.

    Its capitals say so, a semicolon before the rest of the title, or the dateline right below.
    """
    text, shape = units[0].text, shapes[0]
    if shape.kind not in ("prose", "sentence") or not _TITLE_LEAST <= shape.word_count <= _TITLE_WORDS:
        return False
    is_open = text.endswith(";") or find_dateline(units[1].text) is not None
    return (is_open or _is_title_case(text.split())) and _NEXT_SENTENCE.search(text) is None


_TITLE_LEAST, _TITLE_WORDS = 4, 18


def _announces_list(units: Sequence[Unit], shapes: Sequence[Shape], index: int) -> bool:
    """Tell whether a short line ends in a colon and two bullets of some words follow: "The budget includes:"."""
    shape = shapes[index]
    if shape.kind not in ("title", "label"):
        return False
    text = units[index].text
    is_announced = text.endswith(":") and shape.word_count >= _ANNOUNCING_WORDS and not shape.is_title_case
    if not is_announced:
        return False
    return all(below.is_bullet and below.word_count > _ANNOUNCING_WORDS for below in shapes[index + 1 : index + 3])


_ANNOUNCING_WORDS = 3


def is_list_opener(text: str) -> bool:
    """Tell whether a line heads a list that is part of its story: "Key points:"."""
    return len(text) <= _OPENER_CHARS and normalise(text) in _list_openers()


_OPENER_CHARS = 30


@cache
def _list_openers() -> frozenset[str]:
    return frozenset(row["phrase"] for row in read_lexicon("list_openers"))


def _opening(text: str) -> str:
    """Return the first sentence of a line: what a paragraph of news asks of its reader stands behind news."""
    stop = _NEXT_SENTENCE.search(text)
    return text[: stop.start()] if stop else text


def _is_promotion(shape: Shape | None) -> bool:
    return shape is not None and shape.furniture is not None and shape.furniture.kind in ("promotion", "legal")


def count_words(text: str) -> int:
    """Return how many words a text has, by the spaces between them; two letters a word where none are written."""
    count = len(text.split()) if len(text) < 2000 else text.count(" ") + text.count("\n") + 1
    return count if text.isascii() or len(text) < 8 * count else count + len(_UNSPACED.findall(text)) // 2


def _shape(text: str) -> Shape:
    word_count = count_words(text)
    text = _MARKDOWN.sub("", text) if text[0] in "#*_" else text
    if text == _SIGNATURE:
        return Shape("furniture", word_count, furniture=Furniture("noise", "ends_story"))
    if not _LETTER.search(text) and not _has_date(text):
        kind: ShapeKind = "clock" if _CLOCK.fullmatch(text) else "noise"
        return Shape(kind, word_count)
    if len(text) > 25 * word_count + 40 or (len(text) <= 600 and _CODE.search(text)):
        return Shape("noise", word_count)
    if len(text) <= 400:
        special = _special(text, word_count)
        if special is not None:
            return special
    if word_count <= 160 and is_consent_text(text):
        return Shape(
            "furniture",
            word_count,
            furniture=Furniture("legal" if "cookie" in text.casefold() else "promotion", "none"),
        )
    return _plain(text, word_count)


def _has_date(text: str) -> bool:
    return (
        len(text) <= 60 and any(character.isdigit() for character in text) and next(find_stamps(text), None) is not None
    )


def _special(text: str, word_count: int) -> Shape | None:
    if word_count <= 25 and any(character.isdigit() for character in text) and len(text) <= 160:
        stamped = _stamp(text, word_count)
        if stamped is not None:
            return stamped
    furniture = find_furniture(text, word_count)
    if furniture is not None:
        return Shape("furniture", word_count, furniture=furniture)
    if provider_in(text) is not None:
        return Shape("provider", word_count)
    if word_count <= 8 and (_DESK.fullmatch(text) or _POST.fullmatch(text)):
        return Shape("byline", word_count)
    if word_count <= 20 and (
        _TEAM.fullmatch(text) or _AUTHORS.fullmatch(text) or _SHIFTS.fullmatch(text) or _NAMED_POST.fullmatch(text)
    ):
        return Shape("byline", word_count)
    if _CONTRIBUTED.fullmatch(text) or (word_count <= 24 and _TRANSLATED.fullmatch(text)):
        return Shape("byline", word_count)
    if _SLUG.fullmatch(text):
        return Shape("noise", word_count)
    if word_count <= 24 and is_byline(text, word_count):
        return Shape("byline", word_count)
    if is_caption(text, word_count):
        return Shape("caption", word_count)
    return None


def _stamp(text: str, word_count: int) -> Shape | None:
    relative = _RELATIVE.fullmatch(text) if _AGO.search(text) else None
    if relative is not None and (relative["label"] is None or len(relative["label"].split()) <= 6):
        label = (relative["label"] or "").strip(" -–—·•|,:")
        label = "" if _label_role(normalise(label)) is not None else label
        return Shape("relative_stamp", word_count, label_text=label or None)
    if _CLOCK.fullmatch(text):
        return Shape("clock", word_count)
    if _LIVE_ENTRY.fullmatch(text):
        return Shape("clock", word_count)
    if _READING_TIME.fullmatch(text):
        return Shape("noise", word_count)
    stamps = list(find_stamps(text)) if _YEAR.search(text) else []
    if not stamps or stamps[0].precision == "year":
        return None
    remainder = text
    for stamp in reversed(stamps):
        remainder = remainder[: stamp.char_start] + " | " + remainder[stamp.char_end :]
    rest_text = remainder.strip(" |,·•–—-")
    if word_count <= 18 and (_DESK.fullmatch(rest_text) or byline_pattern().match(rest_text)):
        return Shape("byline", word_count, stamp_role="publication")
    wire = _WIRE_LINE.fullmatch(rest_text)
    if wire is not None and len(stamps) == 1 and agency_name(wire["agency"]) is not None:
        return Shape("stamp", word_count, stamp_role="publication")
    if _YEAR_FIRST.match(text) and len(stamps) == 1 and _PAPER_AFTER_DATE.fullmatch(rest_text):
        return Shape("stamp", word_count, stamp_role="bare", label_text=rest_text)
    label = remainder.split(" | ")[0]
    if _PRINT.fullmatch(normalise(label)) and len(rest_text) <= 120:
        return Shape("stamp", word_count, stamp_role="publication")
    if _DOCUMENT.fullmatch(label.strip(" ,:;-–—|")) and rest_text == label.strip(" |,·•–—-"):
        return Shape("stamp", word_count, stamp_role="bare")
    role = _label_role(normalise(label))
    if normalise(label) == "date" and ":" not in label and rest_text != label.strip(" |,·•–—-"):
        # "date 2020-01-02 Latest News": the mark of whoever stored the page, before a button or before the headline
        is_button = len(rest_text.split()) <= _BUTTON_WORDS
        return Shape("stamp", word_count, stamp_role="capture") if is_button else None
    if len(stamps) == 1 and _RELATIVE.fullmatch(label.strip()) is not None and rest_text == label.strip(" |,·•–—-"):
        return Shape("stamp", word_count, stamp_role="publication")
    rest = _REMAINDER.sub(" ", remainder if role is None else remainder[remainder.index(" | ") :]).split()
    rest = [word for word in rest if word.casefold() not in _zone_words() and "°" not in word]
    if len(stamps) > 1:
        rest = [word for word in rest if _label_role(word.casefold()) is None]
    if role is not None and len(rest) <= 8:
        return Shape("stamp", word_count, stamp_role=role)
    if not rest:
        return Shape("stamp", word_count, stamp_role="bare")
    between = [part for part in (normalise(part) for part in remainder.split(" | ")) if part]
    if len(stamps) > 1 and between and all(_label_role(part) == "update" for part in between):
        return Shape("stamp", word_count, stamp_role="publication")
    is_last = rest_text == label.strip(" |,·•–—-")
    is_apart = _PARTS.search(text) or (is_last and (_AND_COMMA.search(label) or _opens_with_clock(text, stamps[0])))
    if len(rest) <= 5 and all(word[:1].isupper() or word == "and" for word in rest) and is_apart:
        found = next((own for part in _PARTS.split(remainder) if (own := _label_role(normalise(part)))), None)
        label_text = _REMAINDER_EDGE.sub("", remainder.replace(" | ", " ")).strip()
        return Shape("stamp", word_count, stamp_role=found or "bare", label_text=label_text or None)
    return None


_BUTTON_WORDS = 5  # with the label


def _opens_with_clock(text: str, stamp: Stamp) -> bool:
    """Tell whether a stamp has its clock before its date: "All News 17:26 February 11, 2024"."""
    return _CLOCK_FIRST.match(text, stamp.char_start) is not None


_CLOCK_FIRST = re.compile(r"\d{1,2}[:.]\d\d\b(?![.:]\d)")
_AND_COMMA = re.compile(r",\s*\Z")  # a place or a name, a comma, then the date and nothing more
_PARTS = re.compile(r"\s?[|•·–—]\s?|\s[-/]\s|\s{2,6}")
_REMAINDER_EDGE = re.compile(r"^[\s|•·,–—-]+|[\s|•·,–—-]+$")


def _label_role(label: str) -> StampRole | None:
    """Return what the words before a date say of it: by the word list, or by a word in a short label."""
    known = _stamp_labels().get(label)
    if known is not None or len(label.split()) > 5:
        return known
    if any(stem in label for stem in ("updat", "modifi", "revis")):
        return "update"
    return "publication" if any(stem in label for stem in ("publish", "posted", "issued")) else None


@cache
def _zone_words() -> frozenset[str]:
    zones = {row["zone"].casefold() for row in read_lexicon("time_zones")}
    days = {row["form"].casefold() for row in read_lexicon("weekdays")}
    return frozenset(zones | days)


@cache
def _stamp_labels() -> dict[str, StampRole]:
    return {row["label"]: row["role"] for row in read_lexicon("stamp_labels")}  # type: ignore[misc]


def is_byline(text: str, word_count: int) -> bool:
    """Tell whether a line opens like a byline and goes on with names, not with a sentence."""
    match = byline_pattern().match(_HANDLE.sub(",", text, count=1) if "@" in text else text)
    if match is None or text.endswith(("?", "!")) or (text.endswith(".") and word_count > _BYLINE_WORDS):
        return False
    names = match["names"].split()
    if names[0] in weekday_forms() or names[0] in month_forms():
        return False
    return len(names) >= 2 or agency_name(match["names"]) is not None


@cache
def byline_pattern() -> re.Pattern[str]:
    """Return the pattern of a byline: an opener such as "By", then names, then a place, a desk or a date."""
    openers = alternation(row["phrase"] for row in read_lexicon("byline_words") if row["role"] == "opener")
    return re.compile(
        rf"[(\[]?(?:{openers})\s*:?\s+"
        rf"(?P<names>{_NAME}(?:(?:, and | and |, | & ){_NAME}){{0,5}})"
        r"(?P<tail>(?:\s*(?:[,|•·(/–—;-]|in\b|for\b|at\b|with\b).{0,110})?)\.?[)\]]?\s*\Z"
    )


@cache
def _provider_pattern() -> re.Pattern[str]:
    agencies = agency_alternation()
    name = r"[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,3}"
    return re.compile(
        rf"[(\[]?(?:(?:[Ww]ith|WITH) (?:additional |agency |agencies )?(?:inputs?|reporting|INPUTS)|Inputs?|INPUTS)"
        rf"(?: (?:from|by|FROM) (?P<names>[^.()\[\]]{{2,60}}))?[)\]]?\.?"
        rf"|[(\[]?(?:[Ww]ith|WITH) (?P<short>(?:{agencies}|[A-Z]\w{{1,12}})(?:(?:, | and |/)[A-Z]\w{{1,12}}){{0,2}})"
        rf" (?:inputs?|reports?|reporting)[)\]]?\.?"
        rf"|[(\[](?:[Ww]ith|WITH) (?P<wire>(?:{agencies}|[A-Z]{{2,6}})(?:(?:, | and |/)[A-Z]{{2,6}}){{0,2}})[)\]]\.?"
        rf"|[(\[]?(?:[Ww]ith|WITH|[Ff]rom) (?:news |wire )?(?:agencies|AGENCIES|wires)[)\]]?\.?"
        rf"|[(\[]?(?:Source|SOURCE|Agency|Via|Wire)s?: ?(?P<source>{agencies})[)\]]?\.?"
        rf"|(?:Provided|Distributed|Supplied|Syndicated) by (?P<supplier>{name})|[Vv]ia (?P<via>{name})"
        rf"|(?P<body>(?:[A-Z][\w-]+ ){{1,3}}"
        rf"(?:(?:Press|News) (?:Agency|Service)|(?:PRESS|NEWS) (?:AGENCY|SERVICE)|Newswire))"
        rf"|(?:Source|SOURCE)(?::| [-–—]) ?(?P<other>[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){{0,4}})"
        rf"|[–—-]{{0,2}} ?[(\[]?(?P<bare>{agencies})[)\]]?(?:/[A-Za-z]{{2,20}})?\.?"
    )


def provider_in(text: str) -> tuple[str, ...] | None:
    """Return the agencies that a line credits with the story, none for "agencies"; None for other lines."""
    if len(text) > 120:
        return None
    match = _provider_pattern().fullmatch(text)
    if match is None:
        return None
    words = next((words for words in match.groupdict().values() if words), "")
    if words.casefold() in ("agencies", "agency", "wires"):
        return ()
    return tuple(agency_name(part) or part.strip() for part in re.split(r", | and |/| & ", words) if part.strip())


@cache
def _caption_pattern() -> re.Pattern[str]:
    labels, names = credit_labels(), credit_names()
    return re.compile(
        rf"\A(?:{labels})(?: credit| by)?\s?[:|/(]\s?\S"
        rf"|\A©\s?[A-Z][^\d/]{{2,40}}/"
        rf"|\A[A-Z][^.]{{2,60}}(?:/| via )(?:{names})\Z"
        rf"|\[[A-Z][^\[\]]{{2,50}}/[^\[\]]{{2,40}}\]\Z"
        rf"|\([A-Z][\w.’'-]{{1,20}}(?: [A-Z][\w.’'-]{{1,20}}){{1,2}}/[^()]{{2,40}}\)\.?\Z"
        rf"|\s/\s?(?:[A-Z0-9][\w.]*)(?: [A-Z][\w.]*){{0,3}}\Z"
        rf"|[(\[](?:[A-Z]\w{{1,14}} )?(?:{labels})(?: credit| by)?\s?[:|/ ][^()\[\]]{{0,80}}[)\]]?\.?\Z"
        rf"|[(\[](?:{names})(?:[/ ][^()\[\]]{{0,60}})?[)\]]\Z"
        rf"|(?:\A|[.”\"|/]\s?|\s[-–—]\s)(?:{labels})\s?[:/|]\s?[^.]{{0,60}}\Z"
        rf"|(?:\A|[.|”\"]\s?)(?:{labels} by )[A-Z][^.]{{2,60}}\Z"
        rf"|(?:\A|[.|”\"]\s?|\s[-–—]\s)(?:{names})(?:\s?[/|]\s?[A-Z][^.]{{1,60}})?\Z"
    )


_PICTURE = re.compile(  # "This file photo, taken on May 3, shows ...", "Screenshot from the ministry's video"
    r"This (?:(?:file|undated|handout|combination|satellite|aerial|still) )*"
    r"(?:photo(?:graph)?|image|picture|grab|screengrab|screenshot|frame)\b[^.]{0,160}"
    r"\b(?:shows?|released|taken|carried|provided)\b"
    r"|(?:Screenshot|Screengrab|Screen grab|Stock photo|Illustrative (?:photo|image))"
    r"(?: (?:from|of|by) [^.!?]{2,80}| ?[:(/][^.!?]{2,80})?\Z"
)


def is_caption(text: str, word_count: int) -> bool:
    """Tell whether a line ends or opens with a photo credit."""
    if word_count <= 70 and _PICTURE.match(text):
        return True
    if word_count > 70 or not credit_words().search(text):
        return False
    return _caption_pattern().search(text) is not None


def _plain(text: str, word_count: int) -> Shape:
    bullet = _BULLET.match(text)
    credit = find_credit_line(text)
    body = text[bullet.end() if bullet else 0 : credit[0] if credit else len(text)].rstrip()
    body = _READ_MORE.sub("", _NUMBER.sub("", body))
    ends_low = bool(_PERIOD_END.search(body[-12:])) or _CUT_OFF.search(body, max(0, len(body) - 40)) is not None
    ends = ends_low or bool(_PROSE_END.search(body[-12:]))
    is_bullet = bullet is not None
    if (ends and word_count >= 28) or (ends_low and word_count > 16):
        return Shape("prose", word_count, is_bullet=is_bullet)
    is_title_case = _is_title_case(body.split() if len(body) < 400 else [])
    if word_count >= 28 and not is_title_case:
        return Shape("prose", word_count, is_bullet=is_bullet)
    if ends_low and not (is_title_case and word_count <= 16 and not body.rstrip("\"”’'").endswith(".")):
        return Shape("prose" if word_count >= 8 else "sentence", word_count, is_bullet=is_bullet)
    if ends and (word_count > 16 or _NEXT_SENTENCE.search(body)):
        return Shape("prose", word_count, is_bullet=is_bullet)
    if word_count >= 10 and not is_title_case and len(_NEXT_SENTENCE.findall(body)) >= 2:
        return Shape("prose", word_count, is_bullet=is_bullet)
    if word_count >= 6 and body.endswith((":", ",", ";", "—", "–")) and not is_title_case:
        return Shape("prose", word_count, is_bullet=is_bullet)
    if word_count >= 3:
        return Shape("title", word_count, is_title_case=is_title_case, is_bullet=is_bullet)
    return Shape("label", word_count, is_title_case=is_title_case, is_bullet=is_bullet)


def _is_title_case(words: list[str]) -> bool:
    """Tell whether the longer words are capitalised, but for one in four."""
    long_words = [
        word for word in words if (len(word) > 3 and word[:1].isalpha()) or (word[1:2].isalpha() and len(word) > 4)
    ]
    if not long_words:
        return bool(words) and all(word[:1].isupper() for word in words if word[:1].isalpha())
    capitals = sum(word.lstrip("‘’“\"'(")[:1].isupper() for word in long_words)
    return capitals >= 0.75 * len(long_words)
