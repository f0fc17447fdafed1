"""Denials → the claims that they answer, inside one article."""

from newsledger.claims.cues import is_claim_noun
from newsledger.vocabulary import Claim

_LOOK_BACK = 12
_ENOUGH = 0.5
_MIN_WORD = 4


def disputed_claims(claims: list[Claim]) -> dict[str, str]:
    """Return for each denial the claim that it answers, by id: another speaker's, before it, about the same.

    "denied the allegation" answers the last claim before it; "denied that the dam leaked" the last one that
    shares at least half of its longer words. A denial that answers none is left out.
    """
    answers: dict[str, str] = {}
    for index, claim in enumerate(claims):
        if claim.stance != "denies" or claim.is_negated:
            continue
        words = _words(claim.claim_text)
        refers = any(is_claim_noun(word.strip(",.'\"")) for word in claim.claim_text.lower().split()[:5])
        best: tuple[float, str] | None = None
        for other in reversed(claims[max(0, index - _LOOK_BACK) : index]):
            if other.stance in ("denies", "declined_to_comment", "could_not_verify", "questions"):
                continue
            if other.speaker_name is not None and other.speaker_name == claim.speaker_name:
                continue
            if _overlaps(other, claim):
                continue
            if refers:
                best = (1.0, other.claim_id)
                break
            others = _words(other.claim_text)
            common = len(words & others)
            share = common / max(1, min(len(words), len(others)))
            if common > 1 and share >= _ENOUGH and (best is None or share > best[0]):
                best = (share, other.claim_id)
        if best is not None:
            answers[claim.claim_id] = best[1]
    return answers


def _overlaps(one: Claim, other: Claim) -> bool:
    return one.char_start < other.char_end and other.char_start < one.char_end


def _words(text: str) -> set[str]:
    return {word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if len(word) >= _MIN_WORD}
