"""Whose a verb form is that has no subject right before it: the clause around it tells."""

from newsledger.claims.contents import embedded_limit, has_verb
from newsledger.claims.cues import Cue
from newsledger.claims.noun_phrases import Mention, phrase_after, subject_before
from newsledger.claims.tokens import Tokens
from newsledger.claims.word_groups import word_group


def main_subject(
    tokens: Tokens, floor: int, end: int, cues: dict[int, Cue] | None = None, *, is_nearest: bool = False
) -> Mention | None:
    """Return the subject of the clause that a participle hangs on: the first finite one, or the nearest."""
    classes = tokens.classes
    if not is_nearest and tokens.words[floor] in _OPENERS:  # "After talks had ended, Olsen was heard saying"
        comma = embedded_limit(tokens, floor + 1, end)
        floor = comma + 1 if comma < end and has_verb(tokens, floor + 1, comma) else floor
    places = range(end - 1, floor, -1) if is_nearest else range(floor, end)
    for place in places:
        if tokens.quotation_of[place] >= 0:
            continue
        cue = cues.get(place) if cues else None
        if classes[place] in "mve" or (cue is not None and any(e.form == "past" for e in cue.entries)):
            first = place
            while first > floor and classes[first - 1] in "bmx":
                first -= 1
            mention = subject_before(tokens, first, floor)
            is_free = mention is not None and not mention.is_relative and classes[mention.first] != "t"
            is_free = is_free and mention is not None and tokens.words[mention.first] != "whose"
            if mention is not None and is_free and not (is_nearest and is_object(tokens, mention, floor, cues or {})):
                return mention
            if cue is not None and classes[place - 1] == '"':
                return phrase_after(tokens, cue.end, end)
    return None


_OPENERS = word_group("clause_opener")
_SOME = word_group("pronoun_like")


def subject_after_with(tokens: Tokens, before: int, floor: int) -> Mention | None:
    """Return the subject of "with each candidate questioning ..." and "including Berg in May saying ..."."""
    if before < floor or (tokens.classes[before] not in "nNy" and tokens.words[before] not in _SOME):
        return None
    end = before + 1
    for place in range(before, max(floor, before - 10), -1):
        if tokens.words[place] in ("with", "including"):
            return Mention(place + 1, end, place + 1, before + 1) if end > place + 1 else None
        if tokens.classes[place] == "p" and tokens.classes[before] != "N":
            end = place
        elif tokens.classes[place] not in "daNn#'_gecy":
            return None
    return None


def person_before(tokens: Tokens, before: int, floor: int) -> Mention | None:
    """Return the name right before a participle of its own: "and Finance Minister Ann Lee urging a ban"."""
    if before < floor or tokens.classes[before] != "N" or tokens.classes[before - 1] != "N":
        return None
    mention = subject_before(tokens, before + 1, floor)
    if mention is None or (mention.full_first > floor and tokens.classes[mention.full_first - 1] in "pT"):
        return None
    return mention if "p" not in tokens.classes[mention.first : mention.end] else None


def subject_after_comma(tokens: Tokens, start: int, limit: int) -> Mention | None:
    """Return the subject that an opening participle waits for: "Speaking of ..., he ..."."""
    classes = tokens.classes
    for place in range(start, min(limit - 1, start + 40)):
        if classes[place] == "," and classes[place + 1] in "rdNna" and tokens.quotation_of[place] < 0:
            for verb in range(place + 2, min(limit, place + 10)):
                if classes[verb] in "mve,":
                    first = verb
                    while classes[first - 1] in "bm":
                        first -= 1
                    return subject_before(tokens, first, place + 1)
            return None
    return None


def is_object(tokens: Tokens, subject: Mention, floor: int, cues: dict[int, Cue]) -> bool:
    """Tell whether a noun phrase hangs on a verb or preposition, so that a participle follows: "a club called X"."""
    before = subject.first - 1
    if before < floor or subject.is_relative or tokens.classes[subject.first] == "r":
        return False
    return tokens.classes[before] in "pvmgT" or (tokens.classes[before] == "e" and before not in cues)
