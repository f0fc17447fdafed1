"""Token ranges → characters of what is said, and whether it stands in quote marks."""

from newsledger.claims.tokens import Tokens
from newsledger.vocabulary import QuoteType, Span


def spans_of(tokens: Tokens, contents: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the characters of the parts of a content in the order of the text.

    Outer quote marks, a trailing comma or full stop and parts without a word are left out.
    """
    spans = []
    classes, words = tokens.classes, tokens.words
    for first, end in contents:
        while first < end and (
            classes[first] in ",.;:-|" or (classes[first] == '"' and _reaches(tokens, first, first, end))
        ):
            first += 1
        while end > first and (
            (classes[end - 1] in ",.;:-|" and words[end - 1] not in "?!")
            or (classes[end - 1] == '"' and (_begins_before(tokens, end - 1, first) or classes[end - 2] in ",."))
        ):
            end -= 1
        if end > first and any(word[0].isalnum() or word[-1].isalnum() for word in words[first:end]):
            spans.append(Span(char_start=tokens.starts[first], char_end=tokens.ends[end - 1]))
    return tuple(sorted(spans, key=lambda span: span.char_start))


def _reaches(tokens: Tokens, mark: int, first: int, end: int) -> bool:
    """Tell whether the quotation that a mark opens goes to the end of the content."""
    index = tokens.quotation_of[mark]
    if index < 0:
        return True
    quote_end = tokens.quotations[index][1]
    return quote_end >= end or not tokens.classes[quote_end:end].strip(".,;:-|")


def _begins_before(tokens: Tokens, mark: int, first: int) -> bool:
    index = tokens.quotation_of[mark]
    return index < 0 or tokens.quotations[index][0] <= first


_MARKS = ",.;:-|\"'()_"


def quote_type_of(tokens: Tokens, contents: list[tuple[int, int]]) -> QuoteType:
    """Return direct when all words stand in quote marks, mixed when some do, else indirect."""
    has_inside = has_outside = False
    for first, end in contents:
        if max(tokens.quotation_of[first:end], default=-1) < 0:
            has_outside = has_outside or bool(tokens.classes[first:end].strip(_MARKS))
            continue
        for token in range(first, end):
            if tokens.classes[token] not in _MARKS:
                if tokens.quotation_of[token] >= 0:
                    has_inside = True
                else:
                    has_outside = True
    if has_inside:
        return "mixed" if has_outside else "direct"
    return "indirect"
