"""Stories: which units belong to which article, and as what.

A page is read from top to bottom. A run of prose under a headline opens a story; captions, advertisements and
section headings inside it interrupt it; a list of other stories, a comment section or a feed label ends it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsledger.segments.digests import find_items, greeting_end
from newsledger.segments.headlines import (
    effect_of,
    find_headline,
    is_feed_stamp,
    is_header,
    is_outside,
    is_stamped_above,
    stems,
)
from newsledger.segments.inline import find_dateline
from newsledger.segments.phrases import normalise
from newsledger.segments.shapes import Shape, is_list_opener
from newsledger.segments.units import Unit
from newsledger.vocabulary import SegmentKind


@dataclass(frozen=True, slots=True)
class Story:
    """The units of one story by index: headline, what each other one is, standfirst and body in order."""

    headline: int | None
    kinds: dict[int, SegmentKind]
    body: tuple[int, ...]


def to_story(headline: int | None, kinds: dict[int, SegmentKind]) -> Story:
    """Return a story of these units."""
    body = sorted(index for index, kind in kinds.items() if kind in ("body", "standfirst"))
    return Story(headline, kinds, tuple(body))


@dataclass(slots=True)
class _Draft:
    """A story while it is read: it grows run by run."""

    headline: int | None
    kinds: dict[int, SegmentKind]
    body: list[int]


@dataclass(frozen=True, slots=True)
class _Run:
    """Prose from `first` up to, not including, `stop`, with the interruptions inside it."""

    body: tuple[int, ...]
    stop: int
    word_count: int
    sentence_count: int


_SENTENCE = re.compile(r"[.!?…](?:[\"”’')\]]{0,2})(?:\s|\Z)|[。！？]")
_ENDING_TITLE = re.compile(r"About (?:the )?[A-Z]")  # a company or author tells of itself
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]{2,}")
_LOOK = 700  # characters of a run that are compared with a headline or with the story before
_BOX_TITLE_WORDS = 4  # of a box inside a page, "The view from Orlen"; a story has a longer headline
_GREETING_WORDS = 40  # above the first item of a letter
_CREDIT_GAP = 4  # interruptions in a row that prose survives


def find_stories(units: Sequence[Unit], shapes: Sequence[Shape], titles: frozenset[str]) -> list[Story]:
    """Return the stories of a page in order, headline and body; their units never overlap.

    Args:
        units: the units of the document.
        shapes: the shape of each unit.
        titles: the page's titles by markup and fields, normalised.
    """
    stories: list[_Draft] = []
    items = find_items(units, shapes)
    greeted = greeting_end(units, items)
    boundary, index = 0, 0
    while index < len(units):
        if not _is_prose(units[index], shapes[index]) and not _is_answer(units, shapes, stories, index):
            index += 1
            continue
        run = _run_from(units, shapes, index)
        last = stories[-1] if stories else None
        above = range(run.body[0] - 1, max(boundary, run.body[0] - _ITEM_HEADER) - 1, -1)
        item = next((i for i in above if i in items), None)
        is_item = item is not None
        if last is None and run.stop <= greeted and run.word_count < _GREETING_WORDS:
            boundary = index = run.stop  # "Good morning. Here is what you need to know."
            continue
        if last is not None and not is_item and _goes_on(units, shapes, last, run):
            _extend(units, shapes, last, run)
            boundary = run.stop
        else:
            story = _opened(units, shapes, titles, boundary, run, is_first=last is None, item=item)
            if story is not None:
                stories.append(story)
                boundary = run.stop
        index = run.stop
    return [to_story(draft.headline, draft.kinds) for draft in stories]


def _is_prose(unit: Unit, shape: Shape) -> bool:
    return (
        shape.kind == "prose" and not is_outside(unit) and "caption" not in unit.hints and "heading" not in unit.hints
    )


def _is_answer(units: Sequence[Unit], shapes: Sequence[Shape], stories: Sequence[_Draft], index: int) -> bool:
    """Tell whether a short sentence goes on with a story right under a section heading of it."""
    if not stories or shapes[index].kind != "sentence" or is_outside(units[index]):
        return False
    is_under = index - stories[-1].body[-1] == 2 and shapes[index - 1].kind in ("title", "label")
    return is_under and not is_outside(units[index - 1])


def _interrupts(unit: Unit, shape: Shape) -> bool:
    if is_outside(unit) or "caption" in unit.hints:
        return True
    if shape.furniture is not None:
        return effect_of(shape) == "none"
    return shape.kind in ("caption", "noise", "clock", "byline", "stamp")


def _run_from(units: Sequence[Unit], shapes: Sequence[Shape], first: int) -> _Run:
    body, index, gap = [first], first + 1, 0
    while index < len(units) and gap <= _CREDIT_GAP:
        unit, shape = units[index], shapes[index]
        if (
            _is_prose(unit, shape)
            or (shape.kind == "sentence" and not is_outside(unit))
            or _is_list_item(units, shapes, index, body)
            or _opens_own_list(units, shapes, index, body)
        ):
            body.append(index)
            gap = 0
        elif _interrupts(unit, shape):
            gap += 1
        else:
            break
        index += 1
    words = sum(shapes[i].word_count for i in body)
    sentences = sum(len(_SENTENCE.findall(units[i].text)) or 1 for i in body)
    return _Run(tuple(body), body[-1] + 1, words, sentences)


def _opens_own_list(units: Sequence[Unit], shapes: Sequence[Shape], index: int, body: list[int]) -> bool:
    """Tell whether a line between paragraphs heads a list of the story itself: "Key points:"."""
    is_inside = body[-1] == index - 1 and index + 1 < len(units) and not is_outside(units[index])
    return is_inside and is_list_opener(units[index].text) and shapes[index + 1].is_bullet


def _is_list_item(units: Sequence[Unit], shapes: Sequence[Shape], index: int, body: list[int]) -> bool:
    """Tell whether a bullet goes on with a list that a paragraph of the body announces by a colon."""
    if not shapes[index].is_bullet or body[-1] != index - 1 or is_outside(units[index]):
        return False
    before = units[index - 1]
    return (
        before.text.endswith(":")
        or is_list_opener(before.text)
        or (shapes[index - 1].is_bullet and not shapes[index].is_title_case)
    )


def _goes_on(units: Sequence[Unit], shapes: Sequence[Shape], story: _Draft, run: _Run) -> bool:
    """Tell whether a run of prose goes on with the story before it."""
    gap = range(story.body[-1] + 1, run.body[0])
    if len(gap) > _FARTHEST_HEADLINE:
        return False
    effects = [shape.furniture.effect for i in gap if (shape := shapes[i]).furniture and not is_outside(units[i])]
    titles = [i for i in gap if shapes[i].kind == "title" and not is_outside(units[i])]
    if titles and any(shapes[i].kind == "relative_stamp" or is_feed_stamp(units, shapes, i) for i in gap):
        return False
    if "opens_comments" in effects or any(_is_ending(units[i], shapes[i]) for i in gap):
        return False
    has_header = bool(titles) and any(is_header(shapes[i]) for i in range(titles[-1] + 1, run.body[0]))
    has_header = has_header or (bool(titles) and is_stamped_above(units, shapes, titles[-1], run.body[0]))
    if "opens_list" not in effects and "ends_story" not in effects:
        bullets = sum(shapes[i].is_bullet for i in titles)
        if len(titles) - bullets + bool(bullets) <= 2:
            is_new = has_header or (bool(titles) and _has_dateline(units[run.body[0]].text))
            return not (is_new and run.word_count >= 40)
        if has_header or run.word_count < 40:
            return False
        return _is_same_topic(units, story, run) or _is_box_of(units, shapes, story, run, titles[-1])
    if has_header or (titles and _title_fits(units, titles[-1], run)):
        return False
    if _is_list_closed(units, shapes, gap):
        return True
    if "ends_story" not in effects and len(gap) <= _LIST_INSIDE and _is_named_again(units, story, run):
        return True
    return run.word_count >= 25 and run.sentence_count >= 1 and _is_same_topic(units, story, run) and len(titles) != 1


def _is_ending(unit: Unit, shape: Shape) -> bool:
    """Tell whether a line heads what a company says of itself: "About Tarnholm Wind"."""
    return shape.kind in ("title", "label") and not is_outside(unit) and _ENDING_TITLE.match(unit.text) is not None


def _is_list_closed(units: Sequence[Unit], shapes: Sequence[Shape], gap: range) -> bool:
    """Tell whether all that follows the opening of a list is marked as links: the text after it goes on."""
    opening = next((i for i in gap if effect_of(shapes[i]) == "opens_list"), None)
    if opening is None or any(effect_of(shapes[i]) in ("ends_story", "opens_comments") for i in gap):
        return False
    rest = range(opening + 1, gap.stop)
    return bool(rest) and all(is_outside(units[i]) for i in rest)


def _is_named_again(units: Sequence[Unit], story: _Draft, run: _Run) -> bool:
    """Tell whether a run begins with a name that the story before it is about: "Weir was sentenced to ..."."""
    name = _CAPITAL.match(units[run.body[0]].text)
    if name is None or len(name[0]) < _NAME_LETTERS or run.word_count < _NAMED_WORDS:
        return False
    told = " ".join(units[i].text[:_LOOK] for i in story.body[:20])
    return re.search(rf"[\w,] {re.escape(name[0])}\b", told) is not None


_LIST_INSIDE = 6  # lines of a list that a story goes on behind
_NAME_LETTERS, _NAMED_WORDS = 4, 15


def _has_dateline(text: str) -> bool:
    return find_dateline(text) is not None


def _is_same_topic(units: Sequence[Unit], story: _Draft, run: _Run) -> bool:
    before = set(_CAPITAL.findall(" ".join(units[i].text[:400] for i in story.body[:12])))
    after = set(_CAPITAL.findall(" ".join(units[i].text[:400] for i in run.body[:4])))
    return bool(after) and len(before & after) >= 0.3 * len(after)


def _is_box_of(units: Sequence[Unit], shapes: Sequence[Shape], story: _Draft, run: _Run, title: int) -> bool:
    """Tell whether a run under a short title of its own tells more of the story: a name of the headline is in it."""
    if story.headline is None or title != run.body[0] - 1 or shapes[title].word_count > _BOX_TITLE_WORDS:
        return False
    words = set(_CAPITAL.findall(" ".join(units[i].text[:_LOOK] for i in run.body[:4])))
    told = " ".join(units[i].text[:_LOOK] for i in story.body[:20])
    wanted = {word for word in words if len(word) > 4 and told.count(word) >= 2}
    headline = units[story.headline].text.casefold()
    return len(wanted) >= 2 or any(word.casefold() in headline or told.count(word) >= 4 for word in wanted)


def _title_fits(units: Sequence[Unit], title: int, run: _Run) -> bool:
    lead = stems(units[run.body[0]].text[:_LOOK])
    words = stems(units[title].text)
    return run.word_count >= 60 and bool(words) and len(words & lead) >= 0.34 * len(words)


def _opened(
    units: Sequence[Unit],
    shapes: Sequence[Shape],
    titles: frozenset[str],
    boundary: int,
    run: _Run,
    *,
    is_first: bool,
    item: int | None,
) -> _Draft | None:
    """Return the story that a run of prose opens, or None when it is a teaser or furniture."""
    total, sentences = _reach(units, shapes, run)
    least = (_FIRST_WORDS, 2) if is_first else (_STORY_WORDS, _STORY_SENTENCES)
    if item is None and (total < least[0] or sentences < least[1]):
        return None
    header = range(boundary if item is None else item, run.body[0])
    headline = (
        item if item is not None else find_headline(units, shapes, titles, _near(header, is_first=is_first), run.body)
    )
    below = range(run.body[0] if headline is None else headline + 1, run.body[0])
    is_marked = headline is not None and (
        "heading" in units[headline].hints or normalise(units[headline].text) in titles
    )
    has_header = (
        is_marked
        or any(is_header(shapes[i]) for i in below)
        or _has_feed_label(units, shapes, header, headline)
        or (headline is not None and is_stamped_above(units, shapes, headline, run.body[0]))
        or _has_dateline(units[run.body[0]].text)
    )
    if item is not None:
        if total < _ITEM_WORDS or sentences < 2:
            return None
    elif is_first:
        needed = _FIRST_WORDS if has_header else 40
        if not has_header and (
            _is_teaser(units, shapes, run) or (headline is None and _is_summary(units, shapes, run))
        ):
            return None
        if total < needed:
            return None
    else:
        if headline is None or total < (_STORY_WORDS if has_header else 90):
            return None
        if run.word_count < 45 and not has_header:
            return None
        if not has_header and not _title_fits(units, headline, run) and _is_listed(shapes, header):
            return None
    return _Draft(headline, dict.fromkeys(run.body, "body"), list(run.body))


def _is_listed(shapes: Sequence[Shape], header: range) -> bool:
    """Tell whether a list, comments or the end of a story stand among these lines."""
    return any(effect_of(shapes[i]) != "none" for i in header)


_FIRST_WORDS = 25  # of the first story, at the least
_STORY_WORDS, _STORY_SENTENCES = 40, 3  # of a later one


def _near(header: range, *, is_first: bool) -> range:
    """Return the lines above a story among which its headline is looked for: of a later story the last ones."""
    return header if is_first else header[-_FARTHEST_HEADLINE:]


_FARTHEST_HEADLINE = 150  # lines; a page of lists would be read again for each of its paragraphs
_ITEM_WORDS = 20  # of an item of a digest
_ITEM_HEADER = 7  # lines from its title to its text


def _reach(units: Sequence[Unit], shapes: Sequence[Shape], run: _Run) -> tuple[int, int]:
    """Count words and sentences of a run and of the two that follow it under section headings."""
    words, sentences, stop = run.word_count, run.sentence_count, run.stop
    for _ in range(2):
        stop += stop < len(units) and shapes[stop].kind == "clock"
        if stop >= len(units) or shapes[stop].kind not in ("title", "label") or is_outside(units[stop]):
            break
        if stop + 1 >= len(units) or not _is_prose(units[stop + 1], shapes[stop + 1]):
            break
        following = _run_from(units, shapes, stop + 1)
        words += following.word_count
        sentences += following.sentence_count
        stop = following.stop
    return words, sentences


def _is_summary(units: Sequence[Unit], shapes: Sequence[Shape], run: _Run) -> bool:
    """Tell whether a run is one short paragraph above the headline of its story, which has a dateline."""
    stop = run.stop
    if len(run.body) > 1 or run.word_count > _LONGEST_SUMMARY or stop + 1 >= len(units):
        return False
    return shapes[stop].kind == "title" and _has_dateline(units[stop + 1].text)


_LONGEST_SUMMARY = 45


def _is_teaser(units: Sequence[Unit], shapes: Sequence[Shape], run: _Run) -> bool:
    """Tell whether a run is one short paragraph followed by a title and another short paragraph."""
    if len(run.body) > 1 or run.word_count > 60:
        return False
    stop = run.stop
    if stop + 1 >= len(units) or shapes[stop].kind != "title" or not _is_prose(units[stop + 1], shapes[stop + 1]):
        return False
    following = _run_from(units, shapes, stop + 1)
    return len(following.body) == 1 and following.word_count <= 60 and shapes[stop].word_count >= 4


def _has_feed_label(units: Sequence[Unit], shapes: Sequence[Shape], header: range, headline: int | None) -> bool:
    if headline is None:
        return False
    above = range(max(header.start, headline - 4), headline)
    return any(shapes[i].kind == "relative_stamp" or is_feed_stamp(units, shapes, i) for i in above)


def _extend(units: Sequence[Unit], shapes: Sequence[Shape], story: _Draft, run: _Run) -> None:
    """Add a further run of prose and the section headings before it."""
    gap = range(story.body[-1] + 1, run.body[0])
    opened = any(effect_of(shapes[i]) == "opens_list" for i in gap)
    titles = [i for i in gap if shapes[i].kind in ("title", "label") and not is_outside(units[i])]
    for i in titles[-1:] if len(titles) > 2 else gap:
        if is_outside(units[i]) or opened or shapes[i].kind not in ("title", "label"):
            continue
        story.kinds[i] = "section_heading" if shapes[i].word_count <= 14 else "caption"
    story.kinds.update(dict.fromkeys(run.body, "body"))
    story.body += run.body
