"""What one reporting word says, as ranges of tokens."""

from dataclasses import dataclass

from newsledger.claims.cues import CueEntry
from newsledger.claims.noun_phrases import Mention


@dataclass(slots=True)
class Relation:
    """An attribution as ranges of tokens (first, one past the last).

    `via` is who passed it on, `addressee` to whom it was told. `needs_host`: its content is that of the next
    attribution in the sentence ("Citing X, Y reported ..."). `is_phrase`: the content is no clause or quotation.
    """

    cue: tuple[int, int] | None
    entry: CueEntry
    speaker: Mention | None
    contents: list[tuple[int, int]]
    is_negated: bool = False
    is_passive: bool = False
    addressee: Mention | None = None
    via: Mention | None = None
    is_tail: bool = False
    is_carried_over: bool = False
    needs_host: bool = False
    is_phrase: bool = False
