"""The figures of an article: quantities that are no dates, names or labels, with what they count."""

from bisect import bisect_right
from dataclasses import replace
from functools import cache

from newsledger.dates import DateInterval, DateMention, find_date_mentions
from newsledger.figures.counted import Counted, counted_end, find_counted, find_measured
from newsledger.figures.numerals import number_starts
from newsledger.figures.quantities import Quantity, find_quantity, skip_number
from newsledger.figures.tokens import Tokens, iter_sentences, tokenize
from newsledger.figures.units import si_line
from newsledger.identity import content_id
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Article, Figure


def find_figures(article: Article) -> list[Figure]:
    """Return the figures stated in the body of an article, in reading order."""
    if article.language not in ("en", "und"):
        return []
    text = article.body_text
    reference = DateInterval(article.published_earliest, article.published_latest)
    mentions = find_date_mentions(text, reference)
    starts = [mention.char_start for mention in mentions]
    figures = []
    for start, end in iter_sentences(text):
        tokens = tokenize(text, start, end)
        if not _has_number(tokens):
            continue
        for quantity, counted in _find_in_sentence(tokens, mentions, starts):
            figures.append(_to_figure(article, tokens, quantity, counted))
    return figures


def _has_number(tokens: Tokens) -> bool:
    return any(word[-1].isdigit() or word in number_starts() for word in tokens.lowers)


def _find_in_sentence(
    tokens: Tokens, mentions: list[DateMention], starts: list[int]
) -> list[tuple[Quantity, Counted | None]]:
    found: list[tuple[Quantity, Counted | None]] = []
    index, floor = 0, 0
    while index < len(tokens.texts):
        word = tokens.lowers[index]
        if not (word[-1].isdigit() or word in number_starts()):
            index += 1
            continue
        if _in_date(tokens.starts[index], mentions, starts):
            index += 1
            continue
        quantity = find_quantity(tokens, index)
        if quantity is None:
            index = skip_number(tokens, index) if word[-1].isdigit() else index + 1
            continue
        counted = None
        if quantity.unit is None:
            is_one = quantity.low == quantity.high == 1 and not quantity.numeral.is_fraction
            counted = find_counted(tokens, quantity.end, is_one=is_one)
        if not _is_figure(tokens, index, quantity, counted):
            index = max(quantity.numeral.end, skip_number(tokens, index) if word[-1].isdigit() else index + 1)
            continue
        if quantity.start < floor:
            quantity = replace(quantity, start=floor)
        found.append((quantity, counted))
        index = floor = max(quantity.end, counted.end if counted else 0)
    return found


def _in_date(char: int, mentions: list[DateMention], starts: list[int]) -> bool:
    at = bisect_right(starts, char) - 1
    return at >= 0 and char < mentions[at].char_end


def _is_figure(tokens: Tokens, index: int, quantity: Quantity, counted: Counted | None) -> bool:
    numeral = quantity.numeral
    if quantity.unit is not None:
        return True
    if not numeral.is_digits:
        return _is_counted_word(tokens, index, quantity, counted)
    if not numeral.is_plain:
        return not _touches_text(tokens, index, quantity)
    return not (_touches_text(tokens, index, quantity) or _is_label(tokens, index, quantity, counted))


def _is_counted_word(tokens: Tokens, index: int, quantity: Quantity, counted: Counted | None) -> bool:
    before = tokens.lowers[index - 1] if index else ""
    if tokens.texts[index][0].isupper() and index and tokens.texts[index - 1][0].isupper():
        return False
    if before in ("-", "–") and tokens.touches(index):
        return False
    if tokens.texts[quantity.end : quantity.end + 1] == ["-"] and tokens.touches(quantity.end):
        return False
    if quantity.low == quantity.high == 1:
        return counted is not None and before not in (
            "no",
            "this",
            "that",
            "each",
            "the",
            "which",
            "any",
            "every",
        )
    if counted is None and quantity.bound == "exact" and not numeral_is_large(quantity):
        return before not in ("the", "these", "those", "all", "at", "by", "s")
    return True


def numeral_is_large(quantity: Quantity) -> bool:
    return quantity.numeral.scale > 1


def _touches_text(tokens: Tokens, index: int, quantity: Quantity) -> bool:
    """Return whether letters or marks stand right at the number: a model, a time, an address, an ordinal."""
    if tokens.touches(index) and index > quantity.start - 1:
        mark = tokens.texts[index - 1]
        if quantity.numeral.start == index and mark[-1].isalnum():
            return True
        if mark in "/#@_=&:\\.*'’" and quantity.start >= index:
            return True
        if mark in "-–—" and index > 1 and tokens.touches(index - 1) and quantity.start >= index:
            return True
    end = quantity.numeral.end
    if end < len(tokens.texts) and tokens.touches(end):
        mark = tokens.texts[end]
        if mark[0].isalnum() or mark in "/_@#°":
            return True
        if (
            mark in ":-–"
            and end + 1 < len(tokens.texts)
            and tokens.touches(end + 1)
            and tokens.texts[end + 1][0].isdigit()
        ):
            return True
    return tokens.lowers[end : end + 1] in (
        ["am"],
        ["pm"],
        ["a.m."],
        ["p.m."],
        ["gmt"],
        ["o'clock"],
        ["est"],
        ["et"],
    )


def _is_label(tokens: Tokens, index: int, quantity: Quantity, counted: Counted | None) -> bool:
    if quantity.bound == "between":
        return counted is None and quantity.low is not None and 1000 <= quantity.low <= 2100
    before = tokens.texts[index - 1] if index else ""
    value = quantity.low or quantity.high or 0.0
    if before.lower() in _numbered_names() and (counted is None or before[0].isupper()):
        return True
    if index == 0 and tokens.texts[index + 1 : index + 2] in (["."], [")"]):
        return True
    if counted is None and index == 0 and len(tokens.texts) <= 2:
        return True
    if before == "." and counted is None and index > 1 and tokens.lowers[index - 2] in _numbered_names():
        return True
    if 1700 <= value <= 2099 and quantity.bound == "exact" and not (counted and value % 100 == 0):
        return (
            counted is None
            or counted.counted_class is None
            or before.lower() in ("in", "since", "the", "of", "by")
        )
    if counted is not None:
        return False
    following = tokens.texts[quantity.end] if quantity.end < len(tokens.texts) else ""
    if following[:1].isupper() and following.lower() not in ("and",):
        return True
    return (
        before[:1].isupper()
        and index > 1
        or (before[:1].isupper() and before.lower() not in _function_words())
    )


def _to_figure(article: Article, tokens: Tokens, quantity: Quantity, counted: Counted | None) -> Figure:
    last = max(quantity.end, counted.end if counted else 0)
    start, end = tokens.starts[quantity.start], tokens.ends[last - 1]
    text = article.body_text
    unit, unit_text, counted_text = quantity.unit, None, None
    if counted is not None:
        unit = counted.unit
        unit_text = text[tokens.starts[counted.start] : tokens.ends[counted.end - 1]]
        counted_text = text[tokens.starts[counted.start] : tokens.ends[counted_end(tokens, counted.end) - 1]]
    elif quantity.unit_end > quantity.unit_start:
        unit_text = text[tokens.starts[quantity.unit_start] : tokens.ends[quantity.unit_end - 1]]
        measured = find_measured(tokens, quantity.end)
        counted_text = text[tokens.starts[measured[0]] : tokens.ends[measured[1] - 1]] if measured else None
    line = si_line(unit) if quantity.unit else None
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
        unit_text=unit_text,
        value_low_si=line[0] * quantity.low + line[1] if line and quantity.low is not None else None,
        value_high_si=line[0] * quantity.high + line[1] if line and quantity.high is not None else None,
        counted_text=counted_text,
        counted_class=counted.counted_class if counted else None,
        metric="other",
        measure="stock",
        place_text=None,
        as_of_earliest=None,
        as_of_latest=None,
        as_of_precision="unknown",
        as_of_basis="none",
    )


@cache
def _numbered_names() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("numbered_names"))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words"))
