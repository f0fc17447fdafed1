"""What a denial denies: a claim, and whose, or no claim at all."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from newsledger.claims.cues import cue_lexicon, names_a_claim
from newsledger.claims.word_groups import word_group
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Claim

ToldKind = Literal["claim", "figure", "accusation", "prediction"]

_WORD = re.compile(r"[^\W_]+(?:[-.,’'][^\W_]+)*['’]?")
_ENDING = re.compile(r"^(\w{4,}?)(?:ians?|iens?|ese|ia|ans?|ings?|ed|ies|es|is?|s|e|a|y|n)$")
_LEAST_LETTERS = 4
_HEAD_WITHIN = 8
_NAMED_WITHIN = 9
_BARE = 3
# "rejected that as false", "disputed that, saying ...": the reading of claims takes "that" for a conjunction
_SWALLOWED = ("as", "and", "but", "saying")
_KINDS: dict[str, ToldKind] = {"asserts": "claim", "predicts": "prediction", "accuses": "accusation"}
_TELLING = ("adjective", "adverb", "noun", "number", "time")
_OPENERS = ("preposition", "coordinator", "subordinator", "relative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """What is denied. `owner` and `topic` are stems: "the council's claim that dams leak" has council and dam, leak.

    A clause has its words as topic. A figure, an accusation or a prediction is told by its noun, as is any other claim.
    `is_definite`: it has been spoken of ("the report", "those claims"). `is_persons`: one person's ("her number").
    `is_legal`: brought before a court.
    """

    kind: Literal["pronoun", "clause", "claim", "figure", "accusation", "prediction"]
    owner: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    is_definite: bool = False
    is_plural: bool = False
    is_persons: bool = False
    is_legal: bool = False


def denied_by(claim: Claim) -> Denied | None:
    """Return what a claim denies or could not verify; null when it does neither.

    "rejected a request", "refused to leave" and "ruled out a bid" deny no claim, nor does "denied them a permit".
    """
    if claim.stance not in ("denies", "could_not_verify"):
        return None
    words = _WORD.findall(claim.claim_text)
    if claim.stance == "could_not_verify":
        return _unverified(words, claim)
    if claim.is_negated or not words:
        return None
    frames = _denying_frames().get(claim.cue_lemma or "")
    if frames is None:
        return _named(words)
    if frames & {"refuses", "excludes"}:
        return None
    if words[0].lower() in _SWALLOWED or (
        _is_pronoun(words[0]) and (len(words) == 1 or words[1].lower() in _closers())
    ):
        return Denied(kind="pronoun", is_definite=True)
    if words[0].lower() in ("him", "her", "them", "us", "me", "you") and (len(words) > 1 or "clause" not in frames):
        told = _told(words)
        return told if told is not None and words[0].lower() == "her" else None
    told = _told(words)
    if told is not None:
        return told
    is_clause = "clause" in frames or (len(words) > 1 and words[1].lower() in _auxiliaries())
    return Denied(kind="clause", topic=content_words(claim.claim_text)) if is_clause else None


def is_rebuttal(claim: Claim) -> bool:
    """Return whether a claim denies what is said, rather than refuse what is asked for."""
    return claim.stance == "denies" and denied_by(claim) is not None


def _unverified(words: list[str], claim: Claim) -> Denied | None:
    lowered = [word.lower() for word in words[:_NAMED_WITHIN]]
    checks = [index for index, word in enumerate(lowered) if word in word_group("check")]
    rest = words[checks[0] + 1 :] if checks else words if claim.is_negated else []
    if rest and _is_pronoun(rest[0]) and (len(rest) == 1 or rest[1].lower() in _closers()):
        return Denied(kind="pronoun", is_definite=True)
    told = _told(rest)
    if told is None or not (told.is_definite or told.topic):
        return None
    is_bare = len(rest) < _BARE or rest[1].lower() in _told_nouns()
    return told if is_bare or told.topic or told.owner else None


def _named(words: list[str]) -> Denied | None:
    """What is called untrue: "called the figure a lie", "said that was false"."""
    lowered = [word.lower() for word in words]
    if lowered[0] in word_group("be"):
        return Denied(kind="pronoun", is_definite=True)
    opener = re.split("['’]", lowered[0])[0]
    if _is_pronoun(opener):
        if "that" in lowered[1:_NAMED_WITHIN]:
            return Denied(kind="clause", topic=_topic(words[lowered.index("that", 1) :]))
        return Denied(kind="pronoun", is_definite=True) if len(words) <= _NAMED_WITHIN else None
    return _told(words) or Denied(kind="clause", topic=content_words(" ".join(words)))


def _told(words: list[str]) -> Denied | None:
    """Read "the council's claim that the dam leaked": nothing but names and modifiers stands before the noun."""
    for index, word in enumerate(words[:_HEAD_WITHIN]):
        lowered = word.lower()
        if lowered in _linking_words():
            return None
        kind = _told_nouns().get(lowered)
        if kind is not None and not _is_modifier(words, index):
            return _of_noun(words, index, kind)
    return None


def _is_modifier(words: list[str], index: int) -> bool:
    """Whether the noun is followed by another of its kind: "the report figures"."""
    return index + 1 < len(words) and words[index + 1].lower() in _told_nouns()


def _of_noun(words: list[str], index: int, kind: ToldKind) -> Denied:
    before, after = words[:index], words[index + 1 :]
    owner = [word for word in before if _is_possessive(word) or word[0].isupper()]
    lowered = [word.lower() for word in after]
    if lowered[:1] == ["made"]:
        after, lowered = after[1:], lowered[1:]
    if lowered[:1] and lowered[0] in ("by", "from", "in"):
        stops = {"that", "about", "of", "as"} | word_group("telling_participle")
        end = next((at for at, word in enumerate(lowered) if word in stops), len(after))
        named = after[2:end] if lowered[1:2] == ["the"] else after[1:end]
        if lowered[0] != "in" or (named and named[0][0].isupper()):
            owner += [word for word in named if word[0].isupper()] or named
        after = after[end:]
    openers = {"that", "of", "about", "over", "on"} | word_group("telling_participle")
    topic = _topic(after[1:]) if after and after[0].lower() in openers else frozenset()
    first = before[0].lower() if before else ""
    return Denied(
        kind=kind,
        owner=frozenset(stem_of(word) for word in map(_bare, owner) if word not in _function_words()),
        topic=topic,
        # a noun that needs an article and has none had "that", which the reading of claims takes for a conjunction
        is_definite=first in word_group("pointing") or (index == 0 and not words[0].endswith("s")),
        is_plural=words[index].endswith("s"),
        is_persons=first in ("his", "her"),
        is_legal=words[index].lower() in word_group("legal_charge"),
    )


def _topic(words: list[str]) -> frozenset[str]:
    end = next((at for at, word in enumerate(words) if word.lower() == "as"), len(words))
    return content_words(" ".join(words[:end]))


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the longer words of a text that tell what it is about."""
    words = {_bare(word) for word in _WORD.findall(text)} - _function_words()
    return frozenset(stem_of(word) for word in words if len(word) >= _LEAST_LETTERS)


@lru_cache(maxsize=4096)
def name_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a name."""
    return frozenset(stem_of(word) for word in {_bare(word) for word in _WORD.findall(text)} - _function_words())


def stem_of(word: str) -> str:
    """Return a word in small letters without its ending, so that Korea and Korean meet; four letters stay."""
    return _ENDING.sub(r"\1", word)


def _bare(word: str) -> str:
    lowered = word.lower()
    return lowered.rstrip("'’") if lowered[-1] in "'’" else lowered.removesuffix("'s").removesuffix("’s")


def _is_possessive(word: str) -> bool:
    return word.endswith(("'", "’", "'s", "’s"))


def _is_pronoun(word: str) -> bool:
    return word.lower() in ("it", "this", "that", "these", "those", "all")


@cache
def _denying_frames() -> dict[str, frozenset[str]]:
    return {
        entry.lemma: entry.frames
        for entries in cue_lexicon().values()
        for entry in entries
        if entry.stance == "denies" and entry.form != "noun"
    }


@cache
def _told_nouns() -> dict[str, ToldKind]:
    nouns: dict[str, ToldKind] = {}
    for word, entries in cue_lexicon().items():
        for entry in entries:
            if names_a_claim(entry) and entry.stance in _KINDS:
                nouns[word] = _KINDS[entry.stance]
    return (
        nouns
        | dict.fromkeys(word_group("told_account"), "claim")
        | dict.fromkeys(word_group("told_figure"), "figure")
        | dict.fromkeys(word_group("general_criticism"), "claim")
    )


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] not in _TELLING)


@cache
def _linking_words() -> frozenset[str]:
    """Words that never stand between an article and its noun: prepositions, conjunctions, forms of verbs."""
    return frozenset(
        row["word"]
        for row in read_lexicon("function_words")
        if row["word_class"]
        in (*_OPENERS, "auxiliary", "negated_auxiliary", "negation", "that", "to", "subject_pronoun")
    )


@cache
def _closers() -> frozenset[str]:
    """Words that may follow a pronoun that is the whole of what is denied: "denied it in court"."""
    return frozenset(row["word"] for row in read_lexicon("function_words") if row["word_class"] in _OPENERS)


@cache
def _auxiliaries() -> frozenset[str]:
    return frozenset(
        row["word"] for row in read_lexicon("function_words") if row["word_class"] in ("auxiliary", "negated_auxiliary")
    )
