"""What the speaker does with the content: claims it, denies it, could not verify it."""

from functools import cache
from typing import get_args

from newsledger.claims.cues import CueEntry
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Stance

_STANCES: dict[str, Stance] = {stance: stance for stance in get_args(Stance)}
_OPENING_WORDS = 14
_OVERRIDABLE = frozenset(("asserts", "confirms", "questions", "predicts", "denies"))


def stance_of(entry: CueEntry, content_words: list[str], *, is_negated: bool) -> Stance:
    """Return the stance that the cue and the words of the content express.

    "could not verify", "cannot confirm" and the like make it could_not_verify, whether they are the cue or
    open the content; a cue that says nothing when it is negated ("did not respond to") declines to comment.
    """
    if is_negated and "verifies" in entry.frames:
        return "could_not_verify"
    if is_negated and "answers" in entry.frames:
        return "declined_to_comment"
    if entry.stance in _OVERRIDABLE:
        said = [word for word in content_words[:_OPENING_WORDS] if not word.endswith("ly")]
        for phrase, stance in _phrases():
            if _holds(said, phrase):
                return stance
    return entry.stance


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], Stance], ...]:
    return tuple(
        (tuple(row["phrase"].split()), _STANCES[row["stance"]]) for row in read_lexicon("stance_phrases")
    )


def _holds(words: list[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[start : start + size]) == phrase for start in range(len(words) - size + 1))
