"""Noun phrases: where they end, and where the words end that say which ones were counted."""

from functools import cache

from newsledger.figures.nouns import is_plural, nominal_adjectives
from newsledger.figures.places import is_adjective, place_nouns
from newsledger.figures.tokens import Tokens, function_words
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon

_LONGEST_COUNTED = 16
LONGEST_PHRASE = 8
DASHES = frozenset("-–‑")


_ORIGINS = word_group("origin")
_PERIODS = word_group("period")
_DETERMINERS = word_group("determiner")
_LINKS = word_group("phrase_link")


def find_measured(tokens: Tokens, index: int, *, is_length: bool) -> tuple[int, int] | None:
    """Return the tokens of what a measured amount is an amount of: "12 tonnes of jet fuel".

    A length is one of snow or of road, but "within 5 km of the border" measures no border.
    """
    if lower_at(tokens, index) != "of" or (is_length and lower_at(tokens, index + 1) in _DETERMINERS):
        return None
    start = after_of(tokens, index)[0]
    end = _phrase_end(tokens, start)
    return (start, end) if end > start else None


def counted_end(tokens: Tokens, end: int, *, is_weapon: bool = False) -> int:
    """Return where the words end that say which ones were counted: "troops | stationed in Kursk"."""
    limit = min(len(tokens.texts), end + _LONGEST_COUNTED)
    at = end
    while at < limit:
        word = tokens.lowers[at]
        step = at
        if word in _participles():
            step += 1
            if step >= limit or tokens.lowers[step] not in _LINKS:
                break
        if step >= limit or tokens.lowers[step] not in _LINKS:
            break
        phrase = after_determiner(tokens, step + 1)
        phrase_end = _phrase_end(tokens, phrase)
        if phrase_end == phrase or _is_time(tokens, phrase) or tokens.lowers[phrase_end - 1] in _PERIODS | _times():
            break
        if tokens.lowers[step] == "from" and not _is_origin(tokens, phrase, phrase_end):
            break
        if is_weapon and tokens.lowers[step] in ("at", "on", "from"):
            break  # "shells | at the suburb": a target
        at = phrase_end
    return at


def _is_origin(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether "from" opens where the counted come from, and not what they were taken out of."""
    words = range(start, end)
    return any(tokens.texts[at][0].isupper() or tokens.lowers[at] in _ORIGINS for at in words)


def _phrase_end(tokens: Tokens, start: int) -> int:
    limit = min(len(tokens.texts), start + LONGEST_PHRASE)
    at = start
    while at < limit:
        word, text = tokens.lowers[at], tokens.texts[at]
        if text in DASHES and tokens.touches(at):
            at += 1
            continue
        if (
            not (text[0].isalpha() or (text[0].isdigit() and at > start))
            or is_break(tokens, at)
            or word in third_persons()
        ):
            break
        if at > start and (word in irregular_pasts() or (word.endswith("ed") and text.islower())):
            break
        if at > start and text.islower() and not _is_of_name(tokens, at, start):
            break
        at += 1
        if is_plural(word) and text.islower() and not continues(tokens, at, limit):
            break
    return at


def _is_of_name(tokens: Tokens, index: int, start: int) -> bool:
    """Return whether a word belongs to the name before it: "Kursk | region", "Obrin | air base", "US | population".

    It does, too, when no name ends before it.
    """
    before = tokens.texts[index - 1]
    if before.islower():
        is_closed = tokens.lowers[index - 1] in place_nouns() and index - 2 >= start
        return not (is_closed and tokens.texts[index - 2][0].isupper()) or tokens.lowers[index] in place_nouns()
    if not before[0].isupper() or is_adjective(before):
        return True
    if tokens.lowers[index] in place_nouns() or is_plural(tokens.lowers[index]):
        return True
    if tokens.lowers[index] in verbs() or lower_at(tokens, index) in _times():
        return False
    if index == start + 1 and start and tokens.lowers[start - 1] == "the":
        return True  # the Keppe ridge
    return index + 1 < len(tokens.texts) and tokens.lowers[index + 1] in place_nouns()


def continues(tokens: Tokens, index: int, limit: int) -> bool:
    """Return whether the plural before is itself a modifier: "sports | cars", "states | officials"."""
    return (
        index < limit
        and is_plural(tokens.lowers[index])
        and not tokens.touches(index)
        and not is_break(tokens, index)
        and tokens.lowers[index] not in nominal_adjectives()
        and tokens.lowers[index] not in third_persons()
        and tokens.lowers[index] not in _verbs_in_s()
    )


def after_of(tokens: Tokens, index: int) -> tuple[int, bool]:
    """Return where a phrase begins after "of the", and whether there was an "of"."""
    if lower_at(tokens, index) != "of":
        return index, False
    return after_determiner(tokens, index + 1), True


def after_determiner(tokens: Tokens, index: int) -> int:
    """Return where the articles and possessives from a token on end."""
    while lower_at(tokens, index) in _DETERMINERS:
        index += 1
    return index


def is_break(tokens: Tokens, index: int) -> bool:
    """Return whether a word ends a noun phrase; "US" and "WHO" in capitals do not, nor "12 earlier | cases"."""
    word, after = tokens.lowers[index], lower_at(tokens, index + 1)
    if word in ("earlier", "later") and is_plural(after) and after not in function_words():
        return False
    return word in function_words() and not (len(word) > 1 and tokens.texts[index].isupper())


def _is_time(tokens: Tokens, index: int) -> bool:
    return lower_at(tokens, index) in _times() or lower_at(tokens, index)[:1].isdigit()


def lower_at(tokens: Tokens, index: int) -> str:
    """Return a token in small letters, or nothing after the last."""
    return tokens.lowers[index] if index < len(tokens.lowers) else ""


@cache
def _times() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] == "time")


@cache
def irregular_pasts() -> frozenset[str]:
    """Return the past forms that do not end in -ed."""
    forms = frozenset(
        form for row in read_lexicon("common_verbs") for form in (row["past"] + " " + row["participle"]).split()
    )
    return frozenset(form for form in forms if not form.endswith("ed"))


@cache
def _participles() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("modifying_participles"))


@cache
def third_persons() -> frozenset[str]:
    """Return verbs in -s that no noun looks like."""
    return frozenset(
        ["says", "has", "is", "was", "does", "goes", "comes", "takes", "makes", "gives", "remains", "means"]
    )


@cache
def _verbs_in_s() -> frozenset[str]:
    return frozenset(form for row in read_lexicon("common_verbs") for form in row["third_person"].split())


@cache
def verbs() -> frozenset[str]:
    """Return the common verbs as the dictionary has them."""
    return frozenset(row["lemma"] for row in read_lexicon("common_verbs"))
