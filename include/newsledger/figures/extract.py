"""The figures of an article: quantities that are no dates, names or labels, with what they count and mean."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from newsledger.dates import DateInterval, DateMention, find_date_mentions
from newsledger.figures.ages import is_age_of_someone
from newsledger.figures.counted import Counted, find_counted
from newsledger.figures.elision import antecedent_of, is_alternative, is_further, is_part, supply_left_out
from newsledger.figures.event_dates import FARTHEST_DATE, find_event_date, with_named_years
from newsledger.figures.found import Antecedent, Found, characters
from newsledger.figures.labels import is_figure
from newsledger.figures.meaning import WEAPONS_IN_FLIGHT, fate_of_noun, measure_of, metric_of
from newsledger.figures.nouns import nominal_adjectives
from newsledger.figures.numerals import may_hold_number, number_places
from newsledger.figures.phrases import counted_end, find_measured, irregular_pasts, lower_at
from newsledger.figures.places import find_place
from newsledger.figures.quantities import find_quantity, skip_number
from newsledger.figures.sides import find_side, find_side_in_clause
from newsledger.figures.tokens import Tokens, iter_sentences, tokenize
from newsledger.figures.units import match_denominator, si_line
from newsledger.figures.word_groups import word_group
from newsledger.footnotes import blank_footnotes
from newsledger.identity import content_id
from newsledger.vocabulary import Article, Figure, Metric


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
    if article.language != "en":
        return []
    text = blank_footnotes(article.body_text)
    mentions = find_date_mentions(text, DateInterval(article.published_earliest, article.published_latest))
    mentions = with_named_years(text, mentions)
    dates = _Dates(mentions, [mention.char_start for mention in mentions])
    figures: list[Figure] = []
    before: Antecedent | None = None
    told: dict[float, Antecedent] = {}
    for start, end in iter_sentences(text):
        if may_hold_number(text[start:end]):
            more, before = _figures_of_sentence(article, tokenize(text, start, end), dates, before, told)
            figures += more
    return figures


def _figures_of_sentence(
    article: Article, tokens: Tokens, dates: _Dates, before: Antecedent | None, told: dict[float, Antecedent]
) -> tuple[list[Figure], Antecedent | None]:
    """Return the figures of a sentence, and what the next one may leave out; `told` learns what it counts."""
    found = supply_left_out(tokens, _find_quantities(tokens, dates), before, told)
    limits = _limits(tokens, found)
    others = [characters(tokens, item.quantity.start, item.end) for item in found]
    figures: list[Figure] = []
    following: Antecedent | None = None
    for at, (item, limit) in enumerate(zip(found, limits, strict=True)):
        is_same = bool(at) and (is_part(tokens, item) or is_alternative(tokens, found[at - 1], item))
        whole = figures[-1].metric if is_same else _fate_left_out(tokens, item)
        if at and item.metric_before is None and is_further(tokens, found[at - 1], item):
            item = replace(item, metric_before=figures[-1].metric)
        figures.append(_to_figure(article, tokens, item, limit, dates, whole, others))
        new = antecedent_of(item, figures[-1].metric, figures[-1].char_end)
        value = item.quantity.low if item.quantity.low is not None else item.quantity.high
        if new is not None and new.counted is not None and value is not None:
            told.setdefault(value, new)
        if following is None or (following.counted is None and new is not None and new.counted is not None):
            following = new
    return figures, following or before


def _fate_left_out(tokens: Tokens, item: Found) -> Metric | None:
    """Return the fate that the noun tells which a number leaves out: "the number of deaths rose to 5"."""
    if not item.is_elided or item.counted is None or item.counted.end <= item.counted.start:
        return None
    return fate_of_noun(tokens, item.counted.start, item.counted.end)


def _limits(tokens: Tokens, found: list[Found]) -> list[tuple[int, int]]:
    """Return for each figure the tokens between which the word that governs it lies.

    They are the counted figures beside it; one that is merely listed with it ("60 drones and eight
    missiles") is passed over.
    """
    lefts: list[int] = []
    rights: list[int] = []
    listed: list[bool] = []
    last: Found | None = None
    left_of_last = 0
    for item in found:
        between = tokens.lowers[_end_of_counted(tokens, last) : item.quantity.start] if last else []
        is_listed = len(between) <= _LONGEST_LISTING and _LISTING.issuperset(between)
        lefts.append(left_of_last if last is None or is_listed else last.end)
        listed.append(last is not None and is_listed)
        if item.counted is not None:
            last, left_of_last = item, lefts[-1]
    right = len(tokens.texts)
    for item, is_listed in zip(reversed(found), reversed(listed), strict=True):
        rights.append(right)
        right = item.quantity.start if item.counted is not None and not is_listed else right
    return list(zip(lefts, reversed(rights), strict=True))


def _end_of_counted(tokens: Tokens, item: Found) -> int:
    """Return the token after the words that say what a figure counts, when they follow it."""
    return max(item.end, bisect_left(tokens.starts, item.counted_at[1])) if item.counted_at else item.end


_LONGEST_LISTING = 4
_LISTING = word_group("listing")


# ------------------------------------------------------------------------------------ what is a figure


def _find_quantities(tokens: Tokens, dates: _Dates) -> list[Found]:
    found: list[Found] = []
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
        if _is_further_day(tokens, item, dates):
            going_on = item.end
            continue
        found.append(item)
        going_on = floor = item.end
    return found


def _is_further_day(tokens: Tokens, item: Found, dates: _Dates) -> bool:
    """Return whether a bare number is one more day of a date: "on July 9, 23 and 29"."""
    quantity = item.quantity
    if item.counted is not None or quantity.unit is not None or not quantity.numeral.is_plain:
        return False
    if not 1 <= (quantity.low or 0) <= _LAST_DAY or quantity.bound != "exact":
        return False
    if lower_at(tokens, item.end)[:1].isalnum() and lower_at(tokens, item.end) not in ("and", "or"):
        return False
    for at in range(quantity.start - 1, max(-1, quantity.start - _LONGEST_LIST_OF_DAYS), -1):
        if dates.holds(tokens.starts[at]):
            return at < quantity.start - 1
        if tokens.lowers[at] not in _DAY_LINKS and not (len(tokens.texts[at]) <= 2 and tokens.texts[at].isdigit()):
            return False
    return False


_DAY_LINKS = frozenset([",", "and", "or", "&"])
_LONGEST_LIST_OF_DAYS = 16  # tokens
_LAST_DAY = 31


def _find_one(tokens: Tokens, index: int) -> Found | int:
    """Return the figure whose number stands at a token, or where to go on when there is none."""
    quantity = find_quantity(tokens, index)
    if quantity is None:
        return _next_index(tokens, index)
    if is_age_of_someone(tokens, quantity):
        quantity = replace(quantity, unit="year", kind="time", is_age=True)
        return Found(quantity, quantity.end)
    counted = None
    if quantity.unit is None:
        is_one = quantity.numeral.low == quantity.numeral.high == 1
        counted = find_counted(tokens, quantity.end, is_one=is_one, is_plain=quantity.numeral.is_plain)
    if counted is not None and (_is_forecast(tokens, counted) or _is_of_these(tokens, quantity.start, quantity.end)):
        counted = None
    if counted is not None and counted.head == "point" and not _POLLS.isdisjoint(tokens.lowers):
        quantity = replace(quantity, end=counted.end, unit="percentage_point", kind="share")
        quantity, counted = replace(quantity, unit_start=counted.start, unit_end=counted.end), None
    if not is_figure(tokens, index, quantity, counted):
        return max(_next_index(tokens, index), quantity.end)
    if counted is None:
        measured = find_measured(tokens, quantity.end, is_length=quantity.kind == "length")
        return Found(quantity, quantity.end, None, characters(tokens, *measured) if measured else None)
    is_weapon = counted.counted_class in WEAPONS_IN_FLIGHT
    at = characters(tokens, counted.start, counted_end(tokens, counted.end, is_weapon=is_weapon))
    if quantity.numeral.is_fraction:
        return Found(quantity, counted.end if counted.start_after_number else quantity.end, None, at)
    end = counted.end if counted.start_after_number else quantity.end
    denominator = match_denominator(tokens, end)
    if denominator is not None and counted.start_after_number:
        unit = f"{counted.unit}/{denominator[0]}"
        counted, end = replace(counted, unit=unit), denominator[1]
    return Found(quantity, end, counted, at)


def _is_forecast(tokens: Tokens, counted: Counted) -> bool:
    """Return whether the noun after a number is the subject of a clause: "the 40,000 | economists had expected"."""
    is_forecaster = counted.counted_class in ("expert", "investor") and counted.end == counted.start + 1
    return is_forecaster and lower_at(tokens, counted.end) in _FORECASTS


def _is_of_these(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a past verb follows a number of those just counted: "Of these, 12 | carried bombs"."""
    is_opened = tokens.lowers[max(0, start - 3) : start] in (["of", "these", ","], ["of", "those", ","])
    verb = lower_at(tokens, end)
    return is_opened and verb not in nominal_adjectives() and (verb.endswith("ed") or verb in irregular_pasts())


_POLLS = word_group("poll")
_FORECASTS = frozenset(["had", "expected", "expect", "predicted", "forecast", "anticipated", "projected"])


def _next_index(tokens: Tokens, index: int) -> int:
    return skip_number(tokens, index) if tokens.texts[index][-1].isdigit() else index + 1


# ------------------------------------------------------------------------------------------ the record


def _to_figure(
    article: Article,
    tokens: Tokens,
    item: Found,
    limits: tuple[int, int],
    dates: _Dates,
    metric_of_whole: Metric | None,
    others: list[tuple[int, int]],
) -> Figure:
    quantity, counted, text = item.quantity, item.counted, article.body_text
    span = (quantity.start, item.end)
    start, end = tokens.starts[span[0]], tokens.ends[span[1] - 1]
    unit = counted.unit if counted else quantity.unit
    counted_class = counted.counted_class if counted else None
    kind = "share" if quantity.numeral.is_fraction else quantity.kind
    if kind == "time" and quantity.is_age:
        kind = "age"
    metric = metric_of(tokens, span, limits, kind, unit, counted_class, metric_of_whole, item.metric_before)
    place = find_place(tokens, *span)
    near = (
        []
        if quantity.is_age
        else dates.between(max(tokens.starts[0], start - FARTHEST_DATE), min(tokens.ends[-1], end + FARTHEST_DATE))
    )
    sentence = (tokens.starts[0], tokens.ends[-1])
    event = find_event_date(near, text, sentence, (start, end), others, article.published_latest) if near else None
    line = si_line(quantity.unit) if quantity.unit else None
    counted_text = text[slice(*item.counted_at)] if item.counted_at else None
    around = text[tokens.starts[0] : start], text[end : tokens.ends[-1]]
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
        counted_text=counted_text,
        counted_class=counted_class,
        side_name=_side(counted_text, around, counted_class),
        metric=metric,
        measure=measure_of(tokens, span, metric, unit),
        place_text=_words(tokens, text, place),
        as_of_earliest=event.earliest if event else None,
        as_of_latest=event.latest if event else None,
        as_of_precision=event.precision if event else "unknown",
        as_of_basis="event_date" if event else "none",
    )


def _side(counted_text: str | None, around: tuple[str, str], counted_class: str | None) -> str | None:
    """Return the side that the words of the counted name, else the one that the clause around them does."""
    is_named = counted_text is not None and not counted_text.islower()
    return (find_side(counted_text or "") if is_named else None) or find_side_in_clause(*around, counted_class)


def _unit_at(item: Found) -> tuple[int, int] | None:
    if item.counted is not None and item.counted.end:
        return item.counted.start, item.counted.end
    quantity = item.quantity
    return (quantity.unit_start, quantity.unit_end) if quantity.unit_end > quantity.unit_start else None


def _words(tokens: Tokens, text: str, span: tuple[int, int] | None) -> str | None:
    return text[tokens.starts[span[0]] : tokens.ends[span[1] - 1]] if span else None


def _on_line(line: tuple[float, float] | None, value: float | None) -> float | None:
    return None if line is None or value is None else float(f"{line[0] * value + line[1]:.12g}")
