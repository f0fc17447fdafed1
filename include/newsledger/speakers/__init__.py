"""Mentions → one name an article. Start reading at `name_speakers`."""

from newsledger.speakers.mentions import Speaker, SpeakerMention
from newsledger.speakers.naming import name_speakers
from newsledger.speakers.phrases import can_speak, is_document, is_media, may_be_outlet, may_speak

__all__ = [
    "Speaker",
    "SpeakerMention",
    "can_speak",
    "is_document",
    "is_media",
    "may_be_outlet",
    "may_speak",
    "name_speakers",
]
