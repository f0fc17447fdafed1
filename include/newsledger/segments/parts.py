"""The parts of a story around its body: standfirst, byline, stamps, feed label, agency line."""

import re
from collections.abc import Sequence

from newsledger.dates.printed import find_printed_dates
from newsledger.segments.headlines import (
    effect_of,
    is_feed_stamp,
    is_header,
    is_outside,
    is_person,
    is_stamped_above,
    share_told,
    stems,
)
from newsledger.segments.inline import find_dateline
from newsledger.segments.outlets import is_masthead
from newsledger.segments.phrases import normalise
from newsledger.segments.shapes import Shape
from newsledger.segments.stories import Story, to_story
from newsledger.segments.units import Unit
from newsledger.vocabulary import SegmentKind

_FEED_LINES = 4  # how far above a headline its feed label may begin
_ABOUT = re.compile(
    r"[A-Z][\w.’'-]+ (?:[A-Z][\w.’'-]+ ){1,3}is (?:a|an|the|our) (?:[\w’'-]+ ){0,6}"
    r"(?:columnist|reporter|correspondent|journalist|writer|editor|author|contributor)\b"
)
_ABOUT_SCHOLAR = re.compile(
    r"[A-Z][\w.’'-]+ (?:[A-Z][\w.’'-]+ ){1,3}is (?:a|an|the) (?:[\w’'-]+ ){0,6}"
    r"(?:fellow|professor|lecturer|researcher|analyst|director|scientist|economist)\b.{0,160}"
    r"\b(?:[Vv]iews|[Oo]pinions) (?:expressed|are)\b"
)
_ABOUT_BEAT = re.compile(  # "Tam Weir covers courts. Reach her at 555-0142."
    r"[A-Z][\w.’'-]+ (?:[A-Z][\w.’'-]+ ){1,3}(?:covers|reports on|writes about) .{2,120}"
    r"\b(?:Reach|Contact|Email|Follow|Call) (?:him|her|them)\b"
)
_ABOUT_WORDS = 40
_TOLD = 0.55  # share of a standfirst's words that its story uses again
_TOLD_ABOVE_BYLINE = 0.35  # the same where a byline follows: captions seldom stand there
_PULL_QUOTE_WORDS = 40
_PULL_QUOTES = 30  # looked for in one story
_STANDFIRST_WORDS = 60
_HEADING_WORDS = 8
_NUMBERED = re.compile(r"\d{1,2}[.)] [A-Z]")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b(?!\.)")
_DATELINE_CHARS = 60
_TAGS = 12  # lines below a story among which its topics may stand before its stamp


def add_parts(
    units: Sequence[Unit], shapes: Sequence[Shape], stories: Sequence[Story], *, has_markup: bool
) -> list[Story]:
    """Return the stories with their headers and tails; a stamp goes to the story that it stands with.

    Args:
        units: the units of the document.
        shapes: the shape of each unit.
        stories: what find_stories found.
        has_markup: captions are marked as such, so that a line under the headline is none.
    """
    full: list[Story] = []
    for number, story in enumerate(stories):
        above = full[-1].body[-1] + 1 if full else 0
        below = _top(stories[number + 1]) if number + 1 < len(stories) else len(units)
        kinds = dict(story.kinds)
        body = story.body
        _add_feed_label(units, shapes, kinds, range(max(above, _top(story) - _FEED_LINES), _top(story)))
        stamp = _stamp_above(units, shapes, story, above) if number else None
        if stamp is not None:
            kinds[stamp] = "published_stamp"
        label = feed_label_of(units, shapes, _top(story))
        for index in range(_top(story) + 1, body[0]):
            if label is not None and units[index].text == f"- {label}":
                continue
            kind = _header_kind(units, shapes, story, index, has_markup=has_markup)
            if kind is not None:
                kinds[index] = kind
        _add_interruptions(units, shapes, kinds, body)
        _mark_captions(units, shapes, kinds, body)
        _mark_standfirst(shapes, kinds, body)
        _mark_repeats(units, shapes, kinds, body)
        if len(body) > 2 and shapes[body[-1]].word_count <= _ABOUT_WORDS and _is_about(units[body[-1]].text):
            kinds[body[-1]] = "byline"
        _add_tail(units, shapes, kinds, range(body[-1] + 1, below))
        full.append(to_story(story.headline, kinds))
    return full


def feed_label_of(units: Sequence[Unit], shapes: Sequence[Shape], headline: int) -> str | None:
    """Return the outlet named beside "35 minutes ago" right above a headline, or in the card below it, or None."""
    return _label_above(units, shapes, headline) or _label_below(units, shapes, headline)


def _label_below(units: Sequence[Unit], shapes: Sequence[Shape], headline: int) -> str | None:
    for index in range(headline + 1, min(len(units), headline + _FEED_LINES)):
        if is_feed_stamp(units, shapes, index) and index > headline + 1:
            return units[index - 1].text
        if shapes[index].kind not in ("label", "title", "byline"):
            return None
    return None


def _label_above(units: Sequence[Unit], shapes: Sequence[Shape], headline: int) -> str | None:
    for index in range(headline - 1, max(-1, headline - _FEED_LINES), -1):
        if is_feed_stamp(units, shapes, index):
            return units[index - 1].text
        if shapes[index].kind == "relative_stamp":
            if shapes[index].label_text is not None:
                return shapes[index].label_text
            is_named = index > 0 and shapes[index - 1].kind in ("label", "title") and shapes[index - 1].word_count <= 6
            return units[index - 1].text if is_named else None
        if shapes[index].kind not in ("label", "title") and not _is_topic(units[index]):
            return None
    return None


def _is_topic(unit: Unit) -> bool:
    """Tell whether a line is a topic in the card of a feed: "- Climate"."""
    return unit.text.startswith("- ") and len(unit.text) <= 40


def _is_about(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_ABOUT, _ABOUT_SCHOLAR, _ABOUT_BEAT))


def _top(story: Story) -> int:
    return story.headline if story.headline is not None else story.body[0]


def _add_feed_label(
    units: Sequence[Unit], shapes: Sequence[Shape], kinds: dict[int, SegmentKind], above: range
) -> None:
    """Add what stands right above a headline: the label of a feed and its stamp, or a labelled stamp."""
    label = feed_label_of(units, shapes, above.stop)
    for index in reversed(above):
        shape = shapes[index]
        is_labelled = shape.kind == "stamp" and shape.stamp_role in ("publication", "update")
        if shape.kind == "relative_stamp" or is_labelled or is_feed_stamp(units, shapes, index):
            kinds[index] = "published_stamp"
        elif (label is not None and normalise(units[index].text) == normalise(label)) or shape.kind == "byline":
            kinds[index] = "byline"
        elif label is None or not (shape.is_bullet or _is_topic(units[index])):
            return


def _stamp_above(units: Sequence[Unit], shapes: Sequence[Shape], story: Story, above: int) -> int | None:
    """Return the bare stamp right above the headline of a later story that has no other, or None.

    The date of a page stands there too: it prints the weekday, or no clock. The day of the dateline settles it, and
    so does a clock with the headline right below and a blank line above.
    """
    index = _top(story) - 1
    if index < above or shapes[index].kind != "stamp" or shapes[index].stamp_role != "bare":
        return None
    if any(is_header(shapes[i]) for i in range(_top(story) + 1, story.body[0])):
        return None
    if is_stamped_above(units, shapes, _top(story), story.body[0]):
        return index
    is_glued = units[index].blank_lines > 0 and units[_top(story)].blank_lines == 0
    is_title_above = index > above and shapes[index - 1].kind == "title"
    if is_title_above and shapes[index - 1].word_count > _FEED_LINES and not is_glued:
        return None
    days = {(d.month, d.day) for d in find_printed_dates(units[story.body[0]].text[:_DATELINE_CHARS])}
    printed = find_printed_dates(units[index].text)
    if any((d.month, d.day) in days or (d.day, d.month) in days for d in printed):
        return index
    is_moment = _CLOCK.search(units[index].text) is not None
    return index if is_moment and (is_glued or all(d.weekday is None for d in printed)) else None


def _header_kind(
    units: Sequence[Unit], shapes: Sequence[Shape], story: Story, index: int, *, has_markup: bool
) -> SegmentKind | None:
    shape, unit = shapes[index], units[index]
    if is_outside(unit) or "caption" in unit.hints or shape.kind == "caption":
        return None
    if shape.kind == "clock" or (shapes[index - 1].kind == "clock" and shape.kind in ("title", "label")):
        return "section_heading"
    if shape.kind in ("byline", "provider"):
        return "byline"
    if shape.kind in ("stamp", "relative_stamp") and shape.stamp_role not in ("capture", "page"):
        return "published_stamp"
    if shape.kind in ("title", "label") and is_masthead(unit.text):
        return "byline"
    if shape.kind in ("title", "label") and is_person(unit.text):
        return "byline"
    if _is_first_heading(units, shapes, story, index):
        return "section_heading"
    if shape.is_bullet and shape.word_count >= 3:
        return "standfirst" if _share_told(units, story, index) >= _TOLD else None
    if shape.kind == "prose" and shape.word_count <= _STANDFIRST_WORDS:
        below = shapes[index + 1 : story.body[0]]
        is_above = any(is_header(other) or other.kind == "label" for other in below)
        return "standfirst" if is_above or _share_told(units, story, index) >= _TOLD else None
    if shape.kind == "title" and not shape.is_bullet and shape.word_count >= 5:
        needed = _TOLD_ABOVE_BYLINE if is_header(shapes[index + 1]) else _TOLD
        return "standfirst" if has_markup or _share_told(units, story, index) >= needed else None
    return None


def _is_first_heading(units: Sequence[Unit], shapes: Sequence[Shape], story: Story, index: int) -> bool:
    """Tell whether a short title below byline or stamp heads the first section: "What is on the table?"."""
    if index != story.body[0] - 1 or shapes[index].kind != "title" or shapes[index].word_count > _HEADING_WORDS:
        return False
    top = story.headline + 1 if story.headline is not None else index
    is_heading = units[index].text.endswith("?") or _NUMBERED.match(units[index].text) is not None
    return is_heading and any(is_header(shape) for shape in shapes[top:index])


def _share_told(units: Sequence[Unit], story: Story, index: int) -> float:
    """Return the share of a line's words that come back in headline or body: few of a caption's do."""
    rest = " ".join(units[i].text[:2000] for i in story.body[:30])
    told = stems((units[story.headline].text if story.headline is not None else "") + " " + rest)
    return share_told(units[index].text, told)


def _add_interruptions(
    units: Sequence[Unit], shapes: Sequence[Shape], kinds: dict[int, SegmentKind], body: Sequence[int]
) -> None:
    """Add bylines, labelled stamps and the clocks of a live page that stand between paragraphs."""
    is_list = False
    for index in range(body[0], body[-1]):
        if index in kinds:
            is_list = False
            continue
        shape = shapes[index]
        is_list = is_list or effect_of(shape) in ("opens_list", "opens_comments")
        if is_list or is_outside(units[index]):
            continue
        if shape.kind in ("byline", "provider"):
            kinds[index] = "byline"
        elif shape.kind == "clock" or (shape.kind == "relative_stamp" and shape.label_text is None):
            kinds[index] = "section_heading"
        elif shape.kind == "stamp":
            near_top = index < body[min(1, len(body) - 1)]
            is_labelled = shape.stamp_role in ("publication", "update")
            kinds[index] = "published_stamp" if is_labelled or near_top else "section_heading"


def _mark_captions(
    units: Sequence[Unit], shapes: Sequence[Shape], kinds: dict[int, SegmentKind], body: Sequence[int]
) -> None:
    """Take the caption of a picture out of the body: a paragraph with its credit, above the one with the dateline."""
    first = next((i for i in body[1:_CAPTIONS_ABOVE] if find_dateline(units[i].text) is not None), None)
    if first is None or find_dateline(units[body[0]].text) is not None:
        return
    for index in body:
        if index >= first:
            return
        is_credited = index > 0 and units[index - 1].text.startswith("©") and index - 1 not in kinds
        if shapes[index].word_count <= _CAPTION_WORDS and (is_credited or _GLUED_CREDIT.match(units[index].text)):
            kinds[index] = "caption"


_CAPTIONS_ABOVE = 3
_CAPTION_WORDS = 60
_GLUED_CREDIT = re.compile(r"(?:AP|AFP|EPA|Reuters|Getty Images|ITAR-TASS)(?=[A-Z][a-z]|A [a-z])")  # "APA man rowing"


def _mark_standfirst(shapes: Sequence[Shape], kinds: dict[int, SegmentKind], body: Sequence[int]) -> None:
    """Make the first paragraph the standfirst when byline or stamp stand between it and the next."""
    if len(body) < 2 or shapes[body[0]].word_count > _STANDFIRST_WORDS or "standfirst" in kinds.values():
        return
    if any(kinds.get(i) in ("byline", "published_stamp") for i in range(body[0] + 1, body[1])):
        kinds[body[0]] = "standfirst"


def _mark_repeats(
    units: Sequence[Unit], shapes: Sequence[Shape], kinds: dict[int, SegmentKind], body: Sequence[int]
) -> None:
    """Take out of the body what stands in it twice: pull quotes, and paragraphs printed again."""
    seen: set[str] = set()
    short = []
    for index in body:
        text = units[index].text
        if text in seen:
            kinds[index] = "noise"
        elif 5 <= shapes[index].word_count <= _PULL_QUOTE_WORDS and text[0] in "“\"‘'":
            short.append(index)
        seen.add(text)
    if not short:
        return
    whole = "\n".join(units[index].text for index in body if kinds[index] == "body")
    for index in short[:_PULL_QUOTES]:
        if kinds[index] == "body" and whole.count(units[index].text.strip("“”\"‘’'. ")) > 1:
            kinds[index] = "pull_quote"


def _add_tail(units: Sequence[Unit], shapes: Sequence[Shape], kinds: dict[int, SegmentKind], below: range) -> None:
    """Add the agency line, the byline and the labelled stamps that follow the last paragraph."""
    for index in below:
        shape = shapes[index]
        if shape.kind == "label" and not is_outside(units[index]) and index < below.start + _TAGS:
            continue
        if is_outside(units[index]) or shape.kind in ("title", "label", "relative_stamp", "prose"):
            return
        if effect_of(shape) in ("opens_list", "opens_comments"):
            return
        if shape.kind in ("provider", "byline"):
            kinds[index] = "byline"
        elif shape.kind == "stamp" and shape.stamp_role in ("publication", "update"):
            kinds[index] = "published_stamp"
