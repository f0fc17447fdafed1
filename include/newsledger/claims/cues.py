"""The reporting words of the lexicon, and where they stand in a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import get_args

from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Stance

_STANCES: dict[str, Stance] = {stance: stance for stance in get_args(Stance)}
SAYING_FRAMES = frozenset(("quote", "that", "clause"))
"""What every plain verb of saying takes: "said", "argued", "warned"."""
_VERB_FORMS = ("base", "third", "past", "past", "ing")


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A line of lexicon/cues.csv as one of its forms uses it.

    `form` is base, third, past (participle too) or ing for a verb; noun, adverb, preposition, citing, adjective
    or colon for the others. `frames` says what may be its content: quote (a quotation on either side), that,
    clause (without "that"), wh ("whether ..."), to (an infinitive), np (a noun phrase), object ("accused X of
    ..."), passive ("is expected to"); for nouns and adjectives the preposition before it. Further frames: told
    (a hearer may stand before the content), personal (only somebody can be its subject), paper (a noun phrase
    only after a paper), silent (says nothing when negated), verifies and answers (see `stance_of`), homonym
    (the form in -s or the base is a noun as well), self (the noun is its own source: "reports that"), hearer (never
    "told X" for "X told"), refuses and excludes (see `stance_of`), counters (denies what it
    names: "countered the reports"), caused ("to ..." must follow), naming ("called
    him at home" names nothing), topic (in -ing it only says of what: "Responding to questions, he said"),
    as_only ("identified X as"), drawn (only "would not be drawn on").
    """

    lemma: str
    form: str
    frames: frozenset[str]
    stance: Stance
    class_: str
    particles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word in a text: first token, one past the last, and what the lexicon says of it."""

    first: int
    end: int
    entries: tuple[CueEntry, ...]
    shorter: "Cue | None" = None


@cache
def cue_lexicon() -> dict[str, tuple[CueEntry, ...]]:
    """Return the entries by the first word of each form, those with more words first."""
    entries: dict[str, list[CueEntry]] = {}
    for row in read_lexicon("cues"):
        frames = frozenset(row["frame"].split())
        other = next((frame for frame in frames if frame in _NOT_VERBS), None)
        for index, form in enumerate(row["forms"].split("|")):
            first, *particles = form.split()
            kind = other or (_VERB_FORMS[index] if index < 5 else "ing" if first.endswith("ing") else "past")
            entry = CueEntry(row["lemma"], kind, frames, _STANCES[row["stance"]], row["class"], tuple(particles))
            known = entries.setdefault(first, [])
            if entry not in known:
                known.append(entry)
    return {word: tuple(sorted(found, key=lambda e: -len(e.particles))) for word, found in entries.items()}


def is_claim_noun(word: str) -> bool:
    """Tell whether a word names what somebody says: "reports", "accusation"."""
    return any(names_a_claim(entry) for entry in cue_lexicon().get(word, ()))


def names_a_claim(entry: CueEntry) -> bool:
    """Tell whether a cue is a noun for what somebody says."""
    return entry.form == "noun" and entry.class_ == "speech"


_NOT_VERBS = frozenset(("noun", "adverb", "preposition", "citing", "adjective", "colon"))


def read_places(words: list[str]) -> dict[str, list[int]]:
    """Return where each word of a text stands."""
    places: dict[str, list[int]] = {}
    for token, word in enumerate(words):
        if word in places:
            places[word].append(token)
        else:
            places[word] = [token]
    return places


def places_of(places: dict[str, list[int]], known: Iterable[str]) -> list[int]:
    """Return where known words stand, in order."""
    return sorted(chain.from_iterable(places[word] for word in places.keys() & known))


@cache
def _readings() -> dict[str, tuple[tuple[tuple[str, ...], tuple[CueEntry, ...]], ...]]:
    """Return for each first word what may follow it and the entries of that, the longest first."""
    readings = {}
    for word, entries in cue_lexicon().items():
        particles = dict.fromkeys(entry.particles for entry in entries)
        readings[word] = tuple((some, tuple(e for e in entries if e.particles == some)) for some in particles)
    return readings


def find_cues(words: list[str], places: dict[str, list[int]]) -> list[Cue]:
    """Return the reporting words in the order of the text; the longest reading of a place wins.

    `places` says where each word stands, as `read_places` does.
    """
    readings = _readings()
    found: list[Cue] = []
    taken = 0
    for token in places_of(places, readings.keys()):
        if token < taken:
            continue
        of_word = readings[words[token]]
        for particles, entries in of_word:
            size = len(particles)
            if size and tuple(words[token + 1 : token + 1 + size]) != particles:
                continue
            last, alone = of_word[-1]
            shorter = Cue(token, token + 1, alone) if size and not last else None
            found.append(Cue(token, token + 1 + size, entries, shorter))
            taken = token + 1 + size
            break
    return found
