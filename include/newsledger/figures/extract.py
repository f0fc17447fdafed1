"""The figures of an article: quantities that are no dates, names or labels, with what they count and mean."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from newsledger.dates import DateInterval, DateMention, find_date_mentions
from newsledger.figures.counted import (
    Counted,
    counted_end,
    find_collective,
    find_counted,
    find_measured,
    find_number_of,
)
from newsledger.figures.labels import is_figure
from newsledger.figures.meaning import fate_near, measure_of, metric_of
from newsledger.figures.numerals import may_hold_number, number_places
from newsledger.figures.quantities import Quantity, find_quantity, skip_number
from newsledger.figures.surroundings import FARTHEST_DATE, find_event_date, find_place
from newsledger.figures.tokens import Tokens, iter_sentences, tokenize
from newsledger.figures.units import match_denominator, si_line
from newsledger.identity import content_id
from newsledger.vocabulary import Article, Figure, Metric

_PERSON = Counted(start=0, end=0, head="person", counted_class=None, unit="person")


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity with what it counts: `counted_at` are the tokens that name it, elsewhere if it is elided."""

    quantity: Quantity
    end: int
    counted: Counted | None = None
    counted_at: tuple[int, int] | None = None
    is_elided: bool = False


@dataclass(frozen=True, slots=True)
class _Dates:
    mentions: list[DateMention]
    starts: list[int]

    def holds(self, char: int) -> bool:
        """Return whether a character is part of a date."""
        at = bisect_right(self.starts, char) - 1
        return at >= 0 and char < self.mentions[at].char_end

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether a date shares a character with start to end."""
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and start < self.mentions[at].char_end

    def between(self, start: int, end: int) -> list[DateMention]:
        """Return the dates that begin from start up to end."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def find_figures(article: Article) -> list[Figure]:
    """Return the figures stated in the body of an article, in reading order.

    A figure is a number with its bound ("at least"), its range, and the unit or the noun that it counts.
    "1.5 million people" has value 1500000.0 and unit "person"; percentages are as printed. Dates, clock
    times, ordinals, model and section numbers, scores and phone numbers are left out.

    Returns:
        Figures whose spans never overlap. `as_of_*` is filled from a date in the same sentence only; what
        was said when, and by whom, is not looked at here. Nothing for languages other than English.
    """
    if article.language not in ("en", "und"):
        return []
    text = article.body_text
    mentions = find_date_mentions(text, DateInterval(article.published_earliest, article.published_latest))
    dates = _Dates(mentions, [mention.char_start for mention in mentions])
    figures: list[Figure] = []
    for start, end in iter_sentences(text):
        if may_hold_number(text[start:end]):
            figures += _figures_of_sentence(article, tokenize(text, start, end), dates)
    return figures


def _figures_of_sentence(article: Article, tokens: Tokens, dates: _Dates) -> list[Figure]:
    found = _with_elided(tokens, _find_quantities(tokens, dates))
    limits = _limits(tokens, found)
    figures: list[Figure] = []
    for item, limit in zip(found, limits, strict=True):
        is_part = bool(figures) and not _PARTS.isdisjoint(
            tokens.lowers[max(limit[0], item.quantity.start - 3) : item.quantity.start]
        )
        figures.append(
            _to_figure(article, tokens, item, limit, dates, figures[-1].metric if is_part else None)
        )
    return figures


def _limits(tokens: Tokens, found: list[_Found]) -> list[tuple[int, int]]:
    """Return for each figure the tokens between which the word that governs it lies.

    They are the counted figures beside it; one that is merely listed with it ("60 drones and eight
    missiles") is passed over.
    """
    lefts: list[int] = []
    rights: list[int] = []
    last: _Found | None = None
    left_of_last = 0
    for item in found:
        between: list[str] = tokens.lowers[last.end : item.quantity.start] if last else []
        is_listed = len(between) <= _LONGEST_LISTING and _LISTING.issuperset(between)
        lefts.append(left_of_last if last is None or is_listed else last.end)
        if item.counted is not None:
            last, left_of_last = item, lefts[-1]
    right = len(tokens.texts)
    for item in reversed(found):
        rights.append(right)
        right = item.quantity.start if item.counted is not None else right
    return list(zip(lefts, reversed(rights), strict=True))


_LONGEST_LISTING = 4
_LISTING = frozenset([",", "and", "or", "her", "his", "their", "its", "as", "well", "plus"])
_PARTS = frozenset(["including", "among"])


# ------------------------------------------------------------------------------------ what is a figure


def _find_quantities(tokens: Tokens, dates: _Dates) -> list[_Found]:
    found: list[_Found] = []
    floor = going_on = 0
    for index in number_places(tokens):
        if index < going_on or dates.holds(tokens.starts[index]):
            continue
        item = _find_one(tokens, index)
        if isinstance(item, int):
            going_on = item
            continue
        if item.quantity.start < floor:
            item = replace(item, quantity=replace(item.quantity, start=floor))
        if dates.overlaps(tokens.starts[item.quantity.start], tokens.ends[item.end - 1]):
            continue
        found.append(item)
        going_on = floor = item.end
    return found


def _find_one(tokens: Tokens, index: int) -> _Found | int:
    """Return the figure whose number stands at a token, or where to go on when there is none."""
    quantity = find_quantity(tokens, index)
    if quantity is None:
        return _next_index(tokens, index)
    counted = None
    if quantity.unit is None:
        is_one = quantity.numeral.low == quantity.numeral.high == 1
        counted = find_counted(tokens, quantity.end, is_one=is_one, is_plain=quantity.numeral.is_plain)
    if not is_figure(tokens, index, quantity, counted):
        return max(_next_index(tokens, index), quantity.end)
    if counted is None:
        return _Found(
            quantity,
            quantity.end,
            None,
            find_measured(tokens, quantity.end, is_length=quantity.kind == "length"),
        )
    at = (counted.start, counted_end(tokens, counted.end))
    if quantity.numeral.is_fraction:
        return _Found(quantity, counted.end if counted.start_after_number else quantity.end, None, at)
    end = counted.end if counted.start_after_number else quantity.end
    denominator = match_denominator(tokens, end)
    if denominator is not None and counted.start_after_number:
        unit = f"{counted.unit}/{denominator[0]}"
        counted, end = replace(counted, unit=unit, end=counted.end), denominator[1]
    return _Found(quantity, end, counted, at)


def _next_index(tokens: Tokens, index: int) -> int:
    return skip_number(tokens, index) if tokens.texts[index][-1].isdigit() else index + 1


def _with_elided(tokens: Tokens, found: list[_Found]) -> list[_Found]:
    """Return the figures, bare counts with the noun left out: "251 hostages ..., 57 remain"."""
    complete: list[_Found] = []
    last: _Found | None = None
    for at, item in enumerate(found):
        item = _with_next_unit(tokens, item, found[at + 1] if at + 1 < len(found) else None)
        bare = item.counted is None and item.quantity.unit is None and not item.quantity.numeral.is_fraction
        is_other = item.counted is not None and item.counted.head in ("other", "more")
        if bare or is_other:
            limits = (
                found[at - 1].end if at else 0,
                found[at + 1].quantity.start if at + 1 < len(found) else len(tokens.texts),
            )
            item = _supply_noun(tokens, item, last, limits)
        is_part = not _PARTS.isdisjoint(tokens.lowers[max(0, item.quantity.start - 3) : item.quantity.start])
        if item.counted is not None and not item.is_elided and not (is_part and last):
            last = item
        complete.append(item)
    return complete


def _with_next_unit(tokens: Tokens, item: _Found, following: _Found | None) -> _Found:
    """Return "11" of "11 and 8 percent" with the unit of what it is listed with."""
    quantity = item.quantity
    if (
        following is None
        or item.counted is not None
        or quantity.unit is not None
        or quantity.numeral.is_fraction
    ):
        return item
    between = tokens.lowers[item.end : following.quantity.start]
    unit = following.quantity.unit
    if (
        unit is None
        or following.quantity.kind == "money"
        or between not in (["and"], ["or"], [","], [",", "and"], ["to"])
    ):
        return item
    return replace(item, quantity=replace(item.quantity, unit=unit, kind=following.quantity.kind))


_LARGEST_CROWD = 100_000  # millions and billions without a noun are as often money


def _is_subject(tokens: Tokens, index: int) -> bool:
    word = tokens.lowers[index] if index < len(tokens.lowers) else ""
    return word.endswith("ed") or word in (
        "were",
        "are",
        "have",
        "had",
        "came",
        "fled",
        "took",
        "stood",
        "died",
    )


def _supply_noun(tokens: Tokens, item: _Found, last: _Found | None, limits: tuple[int, int]) -> _Found:
    people = find_collective(tokens, item.quantity.start)
    if people is not None:
        return replace(item, counted=people, is_elided=True)
    if last is not None and last.counted is not None:
        return replace(item, counted=last.counted, counted_at=last.counted_at, is_elided=True)
    named = find_number_of(tokens, item.quantity.start)
    if named is not None:
        return replace(
            item, counted=named, counted_at=(named.start, counted_end(tokens, named.end)), is_elided=True
        )
    if (
        item.quantity.numeral.is_vague
        and (item.quantity.low or 0) <= _LARGEST_CROWD
        and _is_subject(tokens, item.end)
    ):
        return replace(item, counted=_PERSON, is_elided=True)  # thousands gathered
    start = item.quantity.start
    is_level = start > 0 and tokens.lowers[start - 1] in (
        "to",
        "at",
        "of",
        "by",
        "past",
        "reached",
        "was",
        "is",
    )
    if fate_near(tokens, (start, item.end), limits, reach=14 if is_level else 4):
        return replace(item, counted=_PERSON, is_elided=True)
    return item


# ------------------------------------------------------------------------------------------ the record


def _to_figure(
    article: Article,
    tokens: Tokens,
    item: _Found,
    limits: tuple[int, int],
    dates: _Dates,
    metric_of_whole: Metric | None,
) -> Figure:
    quantity, counted, text = item.quantity, item.counted, article.body_text
    span = (quantity.start, item.end)
    start, end = tokens.starts[span[0]], tokens.ends[span[1] - 1]
    unit = counted.unit if counted else quantity.unit
    counted_class = counted.counted_class if counted else None
    kind = "share" if quantity.numeral.is_fraction else quantity.kind
    metric = metric_of(tokens, span, limits, kind, unit, counted_class, metric_of_whole)
    place = find_place(tokens, *span)
    near = dates.between(
        max(tokens.starts[0], start - FARTHEST_DATE), min(tokens.ends[-1], end + FARTHEST_DATE)
    )
    event = find_event_date(near, text, tokens.starts[0], (start, end)) if near else None
    line = si_line(quantity.unit) if quantity.unit else None
    return Figure(
        figure_id=content_id(article.article_id, start, end),
        article_id=article.article_id,
        document_id=article.document_id,
        figure_text=text[start:end],
        char_start=start,
        char_end=end,
        value_low=quantity.low,
        value_high=quantity.high,
        bound=quantity.bound,
        unit=unit,
        unit_text=_words(tokens, text, _unit_at(item)),
        value_low_si=_on_line(line, quantity.low),
        value_high_si=_on_line(line, quantity.high),
        counted_text=_words(tokens, text, item.counted_at),
        counted_class=counted_class,
        metric=metric,
        measure=measure_of(tokens, span, metric, unit),
        place_text=_words(tokens, text, place),
        as_of_earliest=event.earliest if event else None,
        as_of_latest=event.latest if event else None,
        as_of_precision=event.precision if event else "unknown",
        as_of_basis="event_date" if event else "none",
    )


def _unit_at(item: _Found) -> tuple[int, int] | None:
    if item.counted is not None and item.counted.end:
        return item.counted.start, item.counted.end
    quantity = item.quantity
    return (quantity.unit_start, quantity.unit_end) if quantity.unit_end > quantity.unit_start else None


def _words(tokens: Tokens, text: str, span: tuple[int, int] | None) -> str | None:
    return text[tokens.starts[span[0]] : tokens.ends[span[1] - 1]] if span else None


def _on_line(line: tuple[float, float] | None, value: float | None) -> float | None:
    return None if line is None or value is None else float(f"{line[0] * value + line[1]:.12g}")
