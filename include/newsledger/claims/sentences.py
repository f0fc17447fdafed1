"""Tokens → sentences: never inside a quotation, never longer than 200 tokens."""

import re

from newsledger.claims.cues import cue_lexicon, places_of

_LONGEST_SENTENCE = 200  # tokens; text without full stops stays linear


def cut_sentences(
    raw: list[str],
    classes: list[str],
    places: dict[str, list[int]],
    quotations: list[tuple[int, int]],
    quotation_of: list[int],
    ends_at: set[int],
) -> list[tuple[int, int]]:
    """Return the sentences as pairs of first token and one past the last, paragraph marks left out.

    Args:
        raw: the tokens as printed.
        classes: their word classes.
        places: where each word stands.
        quotations: pairs of first token and one past the last.
        quotation_of: for each token the index of its quotation, or -1.
        ends_at: tokens that end a sentence though no mark says so.
    """
    sentences: list[tuple[int, int]] = []
    start = 0
    count = len(classes)
    before = -1
    for token in [*sorted({*_possible_ends(classes, places), *ends_at}), count]:
        while (cut := max(before + 1, start + _LONGEST_SENTENCE)) < token:
            sentences.append((start, cut + 1))
            start = cut + 1
        if token == count:
            break
        before = token
        class_ = classes[token]
        if class_ == "|":
            end = token
        elif class_ == "." and quotation_of[token] < 0:
            if (
                token + 1 < count
                and classes[token + 1] in ".)\"'"
                and (classes[token + 1] != '"' or quotation_of[token + 1] == -1)
            ):
                continue
            end = token + 1
        elif class_ == ")" and token and classes[token - 1] == "." and quotation_of[token] < 0 and token + 1 < count:
            if not raw[token + 1][0].isupper():
                continue
            end = token + 1
        elif (
            class_ == '"'
            and token not in ends_at
            and quotation_of[token] >= 0
            and quotations[quotation_of[token]][1] == token + 1
        ):
            if not _ends_after_quotation(raw, classes, quotations[quotation_of[token]], token):
                continue
            end = token + 1
        elif (
            token - start >= _LONGEST_SENTENCE
            or (token in ends_at and (quotation_of[token] < 0 or quotations[quotation_of[token]][1] == token + 1))
            or (class_ not in '.)"|' and quotation_of[token] < 0 and _is_dotted_end(raw, classes, token))
        ):
            end = token + 1
        else:
            continue
        if end > start:
            sentences.append((start, end))
        start = token + 1
    if start < count:
        sentences.append((start, count))
    return sentences


def _possible_ends(classes: list[str], places: dict[str, list[int]]) -> list[int]:
    """Return the tokens at which a sentence can end: marks, and names that end with a dot."""
    marks = [match.start() for match in _END_MARK.finditer("".join(classes))]
    dotted = [token for word, found in places.items() if word[-1] == "." for token in found]
    return sorted({*marks, *(token for token in dotted if classes[token] == "N"), *places_of(places, _CLOCKS)})


_CLOCKS = frozenset(("a.m.", "p.m."))


_END_MARK = re.compile(r"[|.)\"]")


def _ends_after_quotation(raw: list[str], classes: list[str], quotation: tuple[int, int], close: int) -> bool:
    """Tell whether a sentence ends with this closing mark: 'Yes.' ends one, 'Yes,' and 'a "yes"' do not."""
    if close + 1 >= len(classes) or classes[close - 1] != "." or close - quotation[0] < 3:
        return False
    following = raw[close + 1]
    if not (following[0].isupper() or classes[close + 1] == '"' or following[0].isdigit()):
        return False
    return raw[close - 1] not in "?!" or not _is_tag_ahead(raw, classes, close + 1)


def _is_tag_ahead(raw: list[str], classes: list[str], token: int) -> bool:
    """Tell whether a short "Name said." follows, as after '"Who knows?" Mr. Smith asked.'."""
    ahead = "".join(classes[token : token + 7])
    if _TAG_AHEAD.match(ahead):
        return True
    match = _NAME_AHEAD.match(ahead)
    if match is None:
        return False
    place = token + match.end()
    if classes[place : place + 1] == [","]:
        closing = next(
            (other for other in range(place + 1, min(place + 14, len(raw))) if classes[other] in ',.|"'), place
        )
        place = closing + 1 if classes[closing] == "," else place
    verb = raw[place] if place < len(raw) else ""
    return any(
        entry.form in ("past", "third")
        and "quote" in entry.frames
        and [word.lower() for word in raw[place + 1 : place + 1 + len(entry.particles)]] == list(entry.particles)
        for entry in cue_lexicon().get(verb, ())
    )


_NAME_AHEAD = re.compile(r"(?:r|d?[Nna_]{1,4})b?")
_TAG_AHEAD = re.compile(r"(?:r|d?[Nna_]{1,4})[evb]{1,2}[.,p|y]")


def _is_dotted_end(raw: list[str], classes: list[str], token: int) -> bool:
    """Tell whether an abbreviation with dots also ends the sentence: "in the U.S. The ..."."""
    word = raw[token]
    if len(word) < 4 or word[-1] != "." or "." not in word[:-1] or token + 1 >= len(classes):
        return False
    if word in _CLOCKS and raw[token + 1] == '"':
        return token + 2 < len(raw) and raw[token + 2][0].isupper()
    return raw[token + 1][0].isupper() and classes[token + 1] in "drpsb"
