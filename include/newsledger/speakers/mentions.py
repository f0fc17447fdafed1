"""A speaker as the text mentions it, and as a claim names it."""

from dataclasses import dataclass

from newsledger.vocabulary import SpeakerKind, SpeakerResolution


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """Characters of a speaker in a text.

    `full_end` takes in the apposition; `position` is where it is said, `content_start` where the words begin that
    stand before a closing "he said": he is nobody named in them; `antecedent_start` and `antecedent_end`
    are the noun phrase that "who" or "which" stands for. `is_carried_over`: the words stand before another
    attribution.
    """

    char_start: int
    char_end: int
    full_end: int
    position: int
    antecedent_start: int | None = None
    antecedent_end: int | None = None
    is_carried_over: bool = False
    content_start: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as a claim names it."""

    text: str | None
    char_start: int | None
    char_end: int | None
    name: str | None
    kind: SpeakerKind | None
    role: str | None
    resolution: SpeakerResolution
