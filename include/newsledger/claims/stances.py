"""What the speaker does with the content: claims it, denies it, could not verify it."""

import re
from functools import cache
from typing import get_args

from newsledger.claims.cues import CueEntry, is_claim_noun
from newsledger.claims.word_groups import word_group
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Stance

_STANCES: dict[str, Stance] = {stance: stance for stance in get_args(Stance)}
_OPENING_WORDS = 14
_NEAR_NOUN = 3  # "countered the reports", "countered recent media reports"
_QUESTIONS = (["whether"], ["if"], ["when"], ["how"], ["what"], ["which"], ["who"], ["why"], ["where"])
_ANSWERS = word_group("answer")
_OVERRIDABLE = frozenset(("asserts", "confirms", "questions", "predicts", "denies"))


def stance_of(entry: CueEntry, content_words: list[str], *, is_negated: bool) -> Stance:
    """Return the stance that the cue and the words of the content express.

    "could not verify", "cannot confirm" and the like make it could_not_verify, whether they are the cue or
    open the content; a cue that says nothing when it is negated ("did not respond to", "would not say whether")
    declines to comment, and so does who "has not denied" it or "refused to discuss" it.
    """
    if is_negated and "verifies" in entry.frames:
        return "could_not_verify"
    if is_negated and ("answers" in entry.frames or content_words[:1] in _QUESTIONS):
        return "declined_to_comment"
    if "refuses" in entry.frames and content_words[:2] == ["rule", "out"]:
        return "asserts"
    if "refuses" in entry.frames and content_words[:1] and content_words[0] in _ANSWERS:
        return "declined_to_comment"
    if is_negated and entry.stance == "denies":
        return "asserts" if "excludes" in entry.frames else "declined_to_comment"
    if "counters" in entry.frames and any(is_claim_noun(word) for word in content_words[:_NEAR_NOUN]):
        return "denies"
    if entry.stance in _OVERRIDABLE and not _first_words().isdisjoint(content_words[:_OPENING_WORDS]):
        said = " ".join(word for word in content_words[:_OPENING_WORDS] if not word.endswith("ly"))
        match = _phrases().search(f" {said} ")
        if match is not None:
            return _phrase_stances()[match.group(1)]
    return entry.stance


@cache
def _phrase_stances() -> dict[str, Stance]:
    return {row["phrase"]: _STANCES[row["stance"]] for row in read_lexicon("stance_phrases")}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in _phrase_stances())


@cache
def _phrases() -> re.Pattern[str]:
    phrases = sorted(_phrase_stances(), key=len, reverse=True)
    return re.compile(" (" + "|".join(re.escape(phrase) for phrase in phrases) + ") ")
