"""The word lists about speakers: titles, given names, head nouns, bodies and outlets."""

from functools import cache
from typing import get_args

from newsledger.lexicon import read_group, read_lexicon
from newsledger.vocabulary import SpeakerKind

_KINDS: dict[str, SpeakerKind] = {kind: kind for kind in get_args(SpeakerKind)}


@cache
def title_genders() -> dict[str, str]:
    """Return the words that stand before a name, lower case, with the gender that they tell, if any."""
    return {row["title"]: row["gender"] for row in read_lexicon("titles")}


@cache
def given_names() -> dict[str, str]:
    """Return the gender of given names."""
    return {row["name"]: row["gender"] for row in read_lexicon("given_names")}


@cache
def head_kinds() -> dict[str, SpeakerKind]:
    """Return the kind of speaker by the head noun of its noun phrase, lower case."""
    return {row["head"]: _KINDS[row["speaker_kind"]] for row in read_lexicon("speaker_heads")}


@cache
def known_names() -> dict[str, SpeakerKind]:
    """Return the kind of speaker by its whole name, as printed."""
    return {row["name"]: _KINDS[row["speaker_kind"]] for row in read_lexicon("speaker_names")}


def _words_of(group: str) -> frozenset[str]:
    return read_group("claim_words", group)


BODY_KINDS: tuple[SpeakerKind, ...] = ("government", "organisation", "media")
NOT_NAMES = _words_of("never_name")
NOT_PERSONAL = _words_of("never_personal")
COURTESY_TITLES = _words_of("courtesy_title")
FIRM_ENDINGS = _words_of("firm_ending")
PORTFOLIOS = _words_of("portfolio")
FIRM_NOUNS = _words_of("firm_noun")
