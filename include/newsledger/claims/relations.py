"""One reporting word in its sentence → who says what: token ranges, nothing resolved yet."""

import re

from newsledger.claims.cues import Cue
from newsledger.claims.other_cues import (
    read_adjective,
    read_adverb,
    read_citing,
    read_colon,
    read_noun,
    read_preposition,
)
from newsledger.claims.participles import read_participle
from newsledger.claims.relation import Relation
from newsledger.claims.tokens import Tokens
from newsledger.claims.verbs import read_verb
from newsledger.claims.word_groups import word_group
from newsledger.speakers import can_speak, is_document


def read_relation(
    tokens: Tokens, cue: Cue, sentence: tuple[int, int], cues: dict[int, Cue], earlier: list[Relation]
) -> Relation | None:
    """Return the attribution that this reporting word makes in its sentence, or None where it makes none.

    `earlier` are those already found in the sentence: "announced ... and vowed" share their speaker.
    """
    sentence = _after_dateline(tokens, cue, _within_parenthesis(tokens, cue, sentence))
    relation = _read_entries(tokens, cue, sentence, cues, earlier)
    if cue.shorter is not None and (relation is None or relation.is_phrase):
        shorter = _read_entries(tokens, cue.shorter, sentence, cues, earlier)
        if shorter is not None and (relation is None or not (shorter.is_phrase or shorter.is_tail)):
            return shorter
    return relation


def _read_entries(
    tokens: Tokens, cue: Cue, sentence: tuple[int, int], cues: dict[int, Cue], earlier: list[Relation]
) -> Relation | None:
    for entry in cue.entries:
        form = entry.form
        if form == "colon" and sentence[0] == 0 and _has_tail(tokens, cues, sentence):
            continue
        if form == "preposition":
            relation = read_preposition(tokens, cue, entry, sentence, cues)
        elif form in ("base", "third", "past"):
            relation = read_verb(tokens, cue, entry, sentence, cues, earlier)
        elif form == "ing":
            relation = read_participle(tokens, cue, entry, sentence, cues, earlier)
        elif form == "noun":
            relation = read_noun(tokens, cue, entry, sentence, cues)
        elif form == "adverb":
            relation = read_adverb(tokens, cue, entry, sentence, cues)
        elif form == "colon":
            relation = read_colon(tokens, cue, entry, sentence)
        elif form == "adjective":
            relation = read_adjective(tokens, cue, entry, sentence, cues)
        else:
            relation = read_citing(tokens, cue, entry, sentence, cues, earlier)
        if relation is not None and (relation.contents or relation.needs_host) and _is_claim(tokens, relation):
            return relation
    return None


def _is_claim(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether something is claimed: "did not specify", "no court has ruled" and "did not say whether" are not."""
    speaker, entry = relation.speaker, relation.entry
    if speaker is not None and tokens.words[speaker.first] in ("no", "nobody", "nothing", "none", "neither"):
        return False
    if speaker is not None and speaker.first and tokens.words[speaker.first - 1] == "nor":
        return False
    if speaker is not None and tokens.words[speaker.first] == "you" and speaker.end == speaker.first + 1:
        return False
    if relation.is_phrase and (relation.is_negated or entry.class_ == "belief") and _is_pronoun(tokens, relation):
        return False
    if relation.is_negated and relation.contents:
        opening = tokens.classes[relation.contents[0][0]]
        is_question = opening == "w" or tokens.words[relation.contents[0][0]] in _QUESTIONS
        if "silent" in entry.frames or (is_question and not _withholds(tokens, relation)):
            return False
    if "topic" in entry.frames and entry.form == "ing":
        return False
    if relation.is_negated and relation.is_phrase and entry.stance in ("accuses", "praises"):
        return False
    if "caused" in entry.frames and not any("T" in tokens.classes[a:b] for a, b in relation.contents):
        return False
    if "as_only" in entry.frames and not any("as" in tokens.words[a:b] for a, b in relation.contents):
        return False
    if entry.lemma == "claim" and relation.is_phrase and relation.contents and _takes_lives(tokens, relation):
        return False
    if "drawn" in entry.frames and not relation.is_negated:
        return False
    if "naming" in entry.frames and relation.is_phrase and _names_nothing(tokens, relation):
        return False
    if "measured" in entry.frames and speaker is not None and not _has_measure(tokens, relation):
        return False
    if entry.form == "third" and relation.cue is not None and tokens.words[relation.cue[0] - 1] in _MEASURES:
        return False
    if "paper" in entry.frames and relation.is_phrase:
        return speaker is not None and is_document(
            tokens.text[tokens.starts[speaker.first] : tokens.ends[speaker.end - 1]]
        )
    if "personal" in entry.frames and speaker is not None:
        return can_speak(tokens.text[tokens.starts[speaker.first] : tokens.ends[speaker.end - 1]])
    return True


def _takes_lives(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether what is claimed are lives: "the flood has claimed 26 lives", "claimed its third victim"."""
    first, end = relation.contents[0]
    return not _LIVES.isdisjoint(tokens.words[first : min(end, first + _REACH_OF_LIVES)])


_REACH_OF_LIVES = 4
_LIVES = frozenset(("life", "lives", "victim", "victims"))
_QUESTIONS = frozenset(("whether", "if", "when", "how", "where", "why"))


def _withholds(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether somebody keeps something back: "would not say whether", "has not confirmed whether"."""
    if {"verifies", "drawn"} & relation.entry.frames:
        return True
    if relation.cue is None or "quote" not in relation.entry.frames:
        return False
    before = tokens.words[max(0, relation.cue[0] - 3) : relation.cue[0]]
    return any(word in ("would", "wouldn't", "will", "won't") for word in before)


def _is_pronoun(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether the content is nothing but "it" or "them"."""
    return all(end - first == 1 and tokens.classes[first] in "ro" for first, end in relation.contents)


def _has_tail(tokens: Tokens, cues: dict[int, Cue], sentence: tuple[int, int]) -> bool:
    """Tell whether a sentence has a reporting verb outside quotations: a place with a colon before it is a dateline."""
    return any(
        tokens.quotation_of[place] < 0
        and any(entry.form in ("past", "third") and "quote" in entry.frames for entry in cue.entries)
        for place, cue in cues.items()
        if sentence[0] <= place < sentence[1]
    )


_NAME_ONLY = re.compile(r"[N_]+(?:[,.mvew]|\Z)")


def _names_nothing(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether a pronoun gets no name after it, "called me at home", or one has it: "a guard called Ann Lee"."""
    first, end = relation.contents[0]
    speaker = relation.speaker
    is_described = speaker is not None and tokens.words[speaker.first] in ("a", "an", "one")
    if is_described and relation.entry.form == "past" and _NAME_ONLY.match(tokens.classes, first) is not None:
        return True
    return tokens.classes[first] == "o" and (end == first + 1 or tokens.classes[first + 1] in "py,.b")


_MEASURES = word_group("measure")
_MEASURE = re.compile(r"p[bdapT\"]{0,4}(?:np)?#")


def _has_measure(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether a content ends in a number after a preposition: "the number of dead at 61"."""
    return any(_MEASURE.search(tokens.classes, first, end) is not None for first, end in relation.contents)


_DATELINE = re.compile(r"N[N,()_y#.]{0,10}-")
_PLACE_AND_COLON = re.compile(r"N(?:N|,N){0,2}:(?=[Ndarn#])")


def _after_dateline(tokens: Tokens, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the sentence without "BRILL (Agency) -" at its start."""
    floor, limit = sentence
    if floor and tokens.classes[floor - 1] != "|":
        return sentence
    if floor == 0 and not tokens.is_transcript:  # "Brill: The gate is shut, said Olsen."
        match = _PLACE_AND_COLON.match(tokens.classes)
        if match is not None and match.end() <= cue.first:
            return match.end(), limit
    match = _DATELINE.match(tokens.classes, floor, limit)
    if match is None or not (tokens.text[tokens.starts[floor] : tokens.ends[floor]].isupper() or "(" in match.group()):
        return sentence
    return (match.end(), limit) if tokens.starts[match.end() - 1] - tokens.starts[floor] < 60 else sentence


def _within_parenthesis(tokens: Tokens, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the part of the sentence that a cue can reach: inside the parentheses that it stands in."""
    opened = tokens.classes.rfind("(", sentence[0], cue.first)
    if opened < 0 or tokens.classes.find(")", opened, cue.first) >= 0:
        return sentence
    closed = tokens.classes.find(")", cue.end, sentence[1])
    return (opened + 1, closed if closed > 0 else sentence[1])
