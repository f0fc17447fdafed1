"""Quote marks → quotations, for straight marks that do not say which way they face."""

import re
from collections.abc import Iterator

from newsledger.claims.word_groups import word_group

_NOT_QUOTED = word_group("clipped_word")
_MARK = re.compile(r"[\"'|]")


def pair_quotes(
    plain: str, starts: list[int], ends: list[int], words: list[str], classes: list[str]
) -> list[tuple[int, int]]:
    """Return the outer quotations as pairs of first token and one past the last, quote marks included.

    A quotation never leaves its paragraph: one without a closing mark ends where the paragraph does, one
    without an opening mark begins where the paragraph does. A single mark that opens or closes a quotation
    gets the class of a quote mark; the others stay apostrophes.
    """
    quotations: list[tuple[int, int]] = []
    marks: list[int] = []
    first = 0
    for match in _MARK.finditer("".join(classes)):
        token = match.start()
        if match.group() == "|":
            if marks:
                quotations.extend(_pair_paragraph(plain, starts, ends, words, classes, marks, (first, token)))
                marks = []
            first = token + 1
        elif match.group() == '"' or words[token] == "'":
            marks.append(token)
    if marks:
        quotations.extend(_pair_paragraph(plain, starts, ends, words, classes, marks, (first, len(classes))))
    return quotations


def _pair_paragraph(
    plain: str,
    starts: list[int],
    ends: list[int],
    words: list[str],
    classes: list[str],
    marks: list[int],
    paragraph: tuple[int, int],
) -> Iterator[tuple[int, int]]:
    free_from = paragraph[0]
    index = 0
    opens = [_opens(plain, starts[token], ends[token]) for token in marks]
    closes = [_closes(plain, starts[token], ends[token]) for token in marks]
    while index < len(marks):
        token = marks[index]
        if classes[token] == '"':
            if closes[index] and not opens[index]:
                if classes[token - 1] in ".,":
                    other = _other_opening(classes, marks[:index], opens, closes, free_from)
                    if other >= 0 or free_from == paragraph[0]:
                        yield (max(other, free_from), token + 1)
                        free_from = token + 1
                index += 1
                continue
            close = index + 1
            while close < len(marks) and (
                classes[marks[close]] != '"' or (opens[close] and not closes[close] and close + 1 < len(marks))
            ):
                if classes[marks[close]] == '"' and _has_stop_before(classes, token, marks[close]):
                    break
                close += 1
            if close == len(marks):
                close = _other_closing(classes, marks, opens, closes, index)
                if close < 0:
                    yield (token, paragraph[1])
                    return
                classes[marks[close]] = '"'
            if opens[close] and not closes[close]:
                yield (token, marks[close])
                index = close
            else:
                yield (token, marks[close] + 1)
                index = close + 1
            free_from = marks[index - 1] + 1
        elif opens[index] and not closes[index] and words[min(token + 1, len(words) - 1)] not in _NOT_QUOTED:
            close = _closing_single(plain, starts, classes, marks, closes, opens, index)
            if close < 0:
                index += 1
                continue
            classes[token] = classes[marks[close]] = '"'
            yield (token, marks[close] + 1)
            free_from = marks[close] + 1
            index = close + 1
        else:
            index += 1


def _other_opening(classes: list[str], marks: list[int], opens: list[bool], closes: list[bool], floor: int) -> int:
    """Return the single mark with which a quotation begins that a double one closes, or -1."""
    for index in range(len(marks) - 1, -1, -1):
        token = marks[index]
        if token < floor:
            break
        if opens[index] and not closes[index] and classes[token] == "'":
            classes[token] = '"'
            return token
    return -1


def _other_closing(classes: list[str], marks: list[int], opens: list[bool], closes: list[bool], index: int) -> int:
    """Return the index of the single mark that ends, after a full stop or comma, what a double one began, or -1."""
    for later in range(index + 1, len(marks)):
        if opens[later] and not closes[later]:
            break
        if closes[later] and classes[marks[later] - 1] in ".,":
            return later
    return -1


def _closing_single(
    plain: str,
    starts: list[int],
    classes: list[str],
    marks: list[int],
    closes: list[bool],
    opens: list[bool],
    index: int,
) -> int:
    """Return the index of the mark that closes the single quotation, or -1; "the workers' rights" closes none."""
    doubtful = -1
    for later in range(index + 1, len(marks)):
        token = marks[later]
        if classes[token] == '"' or (opens[later] and not closes[later]):
            break
        if not closes[later]:
            continue
        start = starts[token]
        is_possessive = (
            plain[start - 1] == "s" and plain[start + 1 : start + 2] == " " and plain[start + 2 : start + 3].islower()
        )
        if not is_possessive:
            return later
        if doubtful < 0:
            doubtful = later
    return doubtful


def _opens(plain: str, start: int, end: int) -> bool:
    if end >= len(plain) or plain[end].isspace():
        return False
    return start == 0 or plain[start - 1].isspace() or plain[start - 1] in "([—-/\"'"


def _closes(plain: str, start: int, end: int) -> bool:
    if start == 0 or plain[start - 1].isspace():
        return False
    return end >= len(plain) or not plain[end].isalnum()


def _has_stop_before(classes: list[str], opened: int, mark: int) -> bool:
    """Tell whether a quotation that was never closed can end right before this opening mark."""
    return mark - opened > 2 and classes[mark - 1] in ".:"
