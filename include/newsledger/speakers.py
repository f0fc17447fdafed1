"""Mentions → one name an article."""

from dataclasses import dataclass

from newsledger.vocabulary import SpeakerKind, SpeakerResolution


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """Characters of a speaker in a text; `full_start` and `full_end` take in the apposition."""

    char_start: int
    char_end: int
    full_start: int
    full_end: int


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


def name_speakers(text: str, mentions: list[SpeakerMention | None]) -> list[Speaker]:
    """Return the speaker of each mention, as fully named as the text allows."""
    speakers = []
    for mention in mentions:
        if mention is None:
            speakers.append(Speaker(None, None, None, None, None, None, "unattributed"))
            continue
        words = text[mention.char_start : mention.char_end]
        speakers.append(
            Speaker(words, mention.char_start, mention.char_end, words, "person", None, "in_sentence")
        )
    return speakers
