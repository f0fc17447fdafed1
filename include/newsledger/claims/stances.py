"""What the speaker does with the content."""

from newsledger.claims.cues import CueEntry
from newsledger.vocabulary import Stance


def stance_of(entry: CueEntry, claim_text: str, *, is_negated: bool) -> Stance:
    """Return the stance that the cue and the words of the content express."""
    return entry.stance
