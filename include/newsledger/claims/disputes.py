"""Denials → the claims that they answer, inside one article."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from newsledger.claims.cues import cue_lexicon
from newsledger.claims.denied import Denied, content_words, denied_by, name_stems
from newsledger.claims.word_groups import word_group
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Claim

_LOOK_BACK = 12
_ENOUGH = 0.5
_NEXT_SENTENCE = 1
_SAME_PASSAGE = 2
_SAME_PAGE = 5
_LONGEST_LEAD = 40
_LONGEST_DASH = 3
# no full stop of "Mr.", "Gov." or an initial
_SENTENCE_END = re.compile(r"""[.!?](?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)["”’')\]]{0,3}(?:\s|(?=[A-Z]))""")
_INWARD = ("belief", "perception")
_DANGLING = re.compile(r"\b(?:it|this|that|them)$", re.IGNORECASE)
_ANSWERED = ("asserts", "estimates", "confirms", "accuses", "promises", "predicts")


def disputed_claims(claims: list[Claim], body_text: str) -> dict[str, str]:
    """Return for each denial, and each claim that could not be verified, the claim that it answers, by id.

    "denied it" answers what another has said in the sentence before; "rejected the estimate" the last claim with a
    number in it; "the council's claim that the dam leaked" what the council said of it, else the very words that
    follow; "denied that the dam leaked" the last claim that shares at least half of its longer words. What refuses a
    request or a plan answers none, nor does a denial that leaves more than one reading.
    """
    if not any(claim.stance in ("denies", "could_not_verify") for claim in claims):
        return {}
    answers: dict[str, str] = {}
    sentences = [match.end() for match in _SENTENCE_END.finditer(body_text)]
    for index, claim in enumerate(claims):
        denied = denied_by(claim)
        if denied is None:
            continue
        others = _others_before(claim, claims[max(0, index - _LOOK_BACK) : index], sentences)
        answered = _answered_by(denied, _lead_of(claim, sentences), others) or _inner_claim(denied, claim, claims)
        if answered is not None:
            answers[claim.claim_id] = answered.claim_id
    return answers


@dataclass(frozen=True, slots=True)
class _Other:
    """A claim of somebody else, and how many sentences end, and how many characters stand, before the denial."""

    claim: Claim
    between: int
    gap: int


def _others_before(denial: Claim, earlier: list[Claim], sentences: list[int]) -> list[_Other]:
    """Return the claims of others that end before a denial, nearest first.

    The sentence of what answers nothing itself ("Radio Gelna could not verify this", "he knew nothing of that") does
    not count.
    """
    start = _start_of(denial)
    found: list[_Other] = []
    passed = 0
    here = bisect_right(sentences, start)
    for other in sorted(earlier, key=lambda one: (-one.char_end, -one.char_start)):
        if other.char_end > start:
            continue
        between = here - bisect_right(sentences, other.char_end) - passed
        if not _is_answerable(other):
            passed += 1
        elif not _are_of_one_side(denial, other):
            found.append(_Other(other, between, start - other.char_end))
    return found


def _is_answerable(claim: Claim) -> bool:
    return claim.stance in _ANSWERED and not claim.is_negated and not _DANGLING.search(claim.claim_text)


def _start_of(claim: Claim) -> int:
    starts = (claim.char_start, claim.speaker_char_start, claim.cue_char_start)
    return min(at for at in starts if at is not None)


def _answered_by(denied: Denied, lead: int, others: list[_Other]) -> Claim | None:
    numbers = frozenset(word for word in denied.topic if denied.kind == "figure" and word[0].isdigit())
    if numbers:  # the figure of 4,800
        near = [other.claim for other in others if other.between <= _SAME_PAGE]
        return _first(claim for claim in near if numbers <= content_words(claim.claim_text))
    if denied.topic:
        return _same_words(denied, others, _SAME_PAGE * (3 if denied.kind == "clause" else 2))
    if denied.kind == "clause":
        return None
    if not (denied.is_definite or denied.owner):
        # "… – a claim denied by the council"
        return _first(other.claim for other in others[:1] if other.gap <= _LONGEST_DASH)
    told = [other for other in others if not _is_belief(other.claim)]
    if denied.kind == "pronoun":
        return _right_before(told, lead)
    reach = _SAME_PAGE if denied.owner or denied.kind in ("figure", "accusation") else _SAME_PASSAGE
    fitting = [
        other
        for other in told
        if other.between <= reach
        and _is_owned(other.claim, denied.owner)
        and (not denied.is_persons or other.claim.speaker_kind == "person")
    ]
    near = [other.claim for other in fitting]
    if denied.kind == "figure":
        near = [other.claim for other in fitting if _has_number(other)]
        return near[0] if len(near) == 1 or (near and (denied.is_plural or denied.owner)) else None
    if denied.kind == "prediction":
        return _first(claim for claim in near if claim.stance == "predicts")
    if denied.kind == "accusation":
        accusing = [claim for claim in near if claim.stance == "accuses"]
        if accusing or denied.is_legal:
            return _first(accusing)
        first = told[0] if told and told[0].between <= _SAME_PASSAGE else None
        near = [claim for claim in near if first and claim is first.claim and claim.stance == "asserts"]
    return _first(near)


def _right_before(others: list[_Other], lead: int) -> Claim | None:
    """What "it" means: the nearest claim, in the same sentence, or in the one before when nothing else comes first."""
    for other in others[:1]:
        if other.between <= 0 or (other.between <= _NEXT_SENTENCE and lead <= _LONGEST_LEAD):
            return other.claim
    return None


def _lead_of(denial: Claim, sentences: list[int]) -> int:
    """How many characters of its sentence stand before a denial and its speaker."""
    start = _start_of(denial)
    index = bisect_right(sentences, start)
    return start - (sentences[index - 1] if index else 0)


def _has_number(other: _Other) -> bool:
    """Whether a claim gives a figure; in words ("eleven boats") it is one that may be meant only when it is near."""
    words = [word.strip(".,;$€£“”\"'") for word in other.claim.claim_text.lower().replace("-", " ").split()]
    is_spelled_out = other.between <= _NEXT_SENTENCE and not _number_words().isdisjoint(words)
    return is_spelled_out or any(word[:1].isdigit() for word in words)


@cache
def _number_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("number_words")) - {"a", "an", "one"}


def _same_words(denied: Denied, others: list[_Other], reach: int) -> Claim | None:
    best: tuple[float, Claim] | None = None
    for other in others:
        if other.between > reach or not _is_owned(other.claim, denied.owner):
            continue
        words = content_words(other.claim.claim_text)
        common = len(denied.topic & words)
        share = common / max(1, min(len(denied.topic), len(words)))
        is_close = other.between <= _NEXT_SENTENCE and (other.claim.stance == "accuses" or len(denied.topic) == 1)
        if common >= (1 if is_close else 2) and (share >= _ENOUGH or is_close) and (best is None or share > best[0]):
            best = (share, other.claim)
    return best[1] if best is not None else None


def _inner_claim(denied: Denied, denial: Claim, claims: list[Claim]) -> Claim | None:
    """The claim that the denial itself reports: "denied reports that the dam leaked"."""
    if denied.kind not in ("claim", "accusation") or not denied.topic:
        return None
    return _first(
        other
        for other in claims
        if other.cue_char_start is not None
        and denial.char_start <= other.cue_char_start
        and other.char_end <= denial.char_end
        and (_is_noun(other) or (other.cue_text or "").lower() in word_group("telling_participle"))
        and _is_answerable(other)
        and not _are_of_one_side(denial, other)
    )


def _is_belief(claim: Claim) -> bool:
    """Whether nobody said it: "it is seen as a success"."""
    return (claim.cue_lemma or "") in _belief_lemmas()


@cache
def _belief_lemmas() -> frozenset[str]:
    said = {entry.lemma for entries in cue_lexicon().values() for entry in entries if entry.class_ not in _INWARD}
    return frozenset(entry.lemma for entries in cue_lexicon().values() for entry in entries) - said


def _is_noun(claim: Claim) -> bool:
    return (claim.cue_text or "").lower() in _noun_cues()


@cache
def _noun_cues() -> frozenset[str]:
    return frozenset(word for word, entries in cue_lexicon().items() for entry in entries if entry.form == "noun")


def _is_owned(claim: Claim, owner: frozenset[str]) -> bool:
    """Whether one of the owner's names is among those of the speaker: "the Varnian figure", said by Varnia's army."""
    return not owner or bool(owner & _names(claim.speaker_name, claim.speaker_text, claim.speaker_role, claim.via_text))


def _are_of_one_side(one: Claim, other: Claim) -> bool:
    """Whether both are of one speaker, or the one speaks for the other, as far as names tell."""
    if one.speaker_name is None or other.speaker_name is None:
        return False
    names, others = _names(one.speaker_name), _names(other.speaker_name)
    return (
        one.speaker_name == other.speaker_name
        or names <= others
        or others <= names
        or (bool(names) and names <= _names(other.speaker_role))
        or (bool(others) and others <= _names(one.speaker_role))
    )


def _names(*texts: str | None) -> frozenset[str]:
    return frozenset(stem for text in texts if text for stem in name_stems(text))


def _first(claims: Iterable[Claim]) -> Claim | None:
    return next(iter(claims), None)
