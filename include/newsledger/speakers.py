"""Mentions → one name an article: who "he", "Syrskyi" and "the ministry" are, and what kind of speaker."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import SpeakerKind, SpeakerResolution


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """Characters of a speaker in a text.

    `full_end` takes in the apposition; `position` is where it is said; `antecedent_start` and `antecedent_end` are the noun
    phrase that "who" or "which" stands for. `is_carried_over`: the words stand before another attribution.
    """

    char_start: int
    char_end: int
    full_end: int
    position: int
    antecedent_start: int | None = None
    antecedent_end: int | None = None
    is_carried_over: bool = False


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


@dataclass(frozen=True, slots=True)
class _Entity:
    """Somebody or something already met in the article."""

    name: str
    kind: SpeakerKind
    gender: str
    head: str
    is_plural: bool
    role: str | None
    position: int


_NO_ONE = Speaker(None, None, None, None, None, None, "unattributed")
_KINDS: dict[str, SpeakerKind] = {kind: kind for kind in get_args(SpeakerKind)}
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&/-][^\W_]+)*\.?")
_NAME = re.compile(
    r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
    r"(?:[ \u00a0](?:[A-Z]\.|(?:de|da|del|van|von|der|den|bin|al|el|ibn|la|le)(?=[ \u00a0][A-Z])"
    r"|[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*)){1,5}"
)
_ACRONYM = re.compile(
    r"((?:[A-Z][\w’'-]*|of|for|and|the|on|&)(?:[ \u00a0](?:[A-Z][\w’'-]*|of|for|and|the|on|&)){1,8}) \(([A-Z][A-Z.&]{1,7})\)"
)
_ARTICLE = re.compile(r"\A(?:the|an?|our|its|his|her|their|this|that|these|those)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\Z")
_SENTENCE_START = re.compile(
    r"(?:\A|[.!?][\"”’']?\s+|\n\s*|[\"”]\s+)(?:(?:But|And|Yet|So|Then|Later|Still),?\s+)?\Z"
)
_PRONOUN_GENDERS = {
    "he": "male",
    "she": "female",
    "his": "male",
    "her": "female",
    "him": "male",
    "himself": "male",
    "herself": "female",
}
_PLURAL_PRONOUNS = frozenset(("they", "their", "them", "we", "our", "us"))
_NEUTER_PRONOUNS = frozenset(("it", "its"))
_RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
_FIRST_PERSON = frozenset(("i", "my", "me", "you", "one", "there"))
_REACH = 1200  # characters a pronoun looks back


def name_speakers(text: str, mentions: list[SpeakerMention | None]) -> list[Speaker]:
    """Return the speaker of each mention, in their order, as fully named as the text allows.

    A last name gets the full name printed elsewhere in the text, an acronym its long form, a pronoun or "the
    official" the speaker it stands for. A mention that is None is unattributed. What cannot be told keeps its
    own words as name.
    """
    names = _read_names(text)
    order = sorted(
        (index for index, mention in enumerate(mentions) if mention is not None),
        key=lambda i: mentions[i].position,
    )  # type: ignore[union-attr]
    speakers: list[Speaker] = [_NO_ONE] * len(mentions)
    met: list[_Entity] = []
    for index in order:
        mention = mentions[index]
        if mention is not None:
            speakers[index], entity = _resolve(text, mention, names, met)
            if entity is not None:
                met.append(entity)
    return speakers


def can_speak(words: str) -> bool:
    """Tell whether a noun phrase is somebody: a name, a pronoun, people, or a body, not a thing or an event."""
    core = _POSSESSIVE.sub("", words.strip())
    if (
        core.lower() in _PRONOUN_GENDERS
        or core.lower() in _PLURAL_PRONOUNS | _NEUTER_PRONOUNS | _RELATIVES | _FIRST_PERSON
    ):
        return True
    tokens = _WORD.findall(_head_part(_ARTICLE.sub("", core)))
    if not tokens or tokens[-1][:1].isupper():
        return True
    head = tokens[-1].lower()
    kind = _heads().get(head) or (_heads().get(head[:-1]) if head.endswith("s") else None)
    return kind is not None and kind != "document"


def may_speak(words: str) -> bool:
    """Tell whether a noun phrase may be somebody: all but things, of which nothing more is known than "a plan"."""
    core = words.strip().lower()
    if can_speak(words) or core.startswith(("the ", "his ", "her ", "its ", "their ", "our ", "my ")):
        return True
    tokens = _WORD.findall(_head_part(_ARTICLE.sub("", core)))
    while len(tokens) > 1 and tokens[-1].endswith("ed"):
        tokens.pop()
    return bool(tokens) and (tokens[-1] in _heads() or (tokens[-1].endswith("s") and not core.startswith(("a ", "an "))))


def is_media(words: str) -> bool:
    """Tell whether a noun phrase names an outlet: "Radio Gelna", "the Gelna Post (GP)", "a newspaper"."""
    bare = re.sub(r"\s*\([^()]*\)", "", words.strip())
    bare = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    if "media" in (_known_names().get(bare), _known_names().get(f"The {bare}")):
        return True
    tokens = _WORD.findall(_head_part(bare))
    return bool(tokens) and any(_heads().get(token.lower()) == "media" for token in tokens[-1:] + tokens[:1])


# --------------------------------------------------------------------------------------- the names of a text


@dataclass(frozen=True, slots=True)
class _Names:
    """The names printed in a text: full ones by last name, long forms by acronym, subjects by position."""

    full_names: dict[str, str]
    genders: dict[str, str]
    long_forms: dict[str, str]
    subjects: list[tuple[int, str]]


def _read_names(text: str) -> _Names:
    counts: dict[str, Counter[str]] = {}
    genders: dict[str, str] = {}
    spotted: list[tuple[int, str]] = []
    titles, given = _titles(), _given_names()
    for match in _NAME.finditer(text):
        words = match.group().split()
        gender = ""
        while words and words[0].rstrip(".").lower() in titles:
            gender = titles[words[0].rstrip(".").lower()] or gender
            words = words[1:]
        if words and words[0].lower() in _NOT_NAMES:
            words = words[1:]
        if len(words) == 3 and words[0] not in given and words[0].lower().endswith(_ROLE_ENDINGS):
            words = words[1:]
        while len(words) > 2 and words[0] not in given and any(word in given for word in words[1:-1]):
            words = words[1:]
        if not words or len(words) > 5:
            continue
        last = _POSSESSIVE.sub("", words[-1])
        name = " ".join([*words[:-1], last])
        if gender or words[0] in given:
            genders.setdefault(last, gender or given[words[0]])
        spotted.append((match.start(), last))
        if (len(words) > 1 and last.lower() not in _heads() and words[0] in given) or (
            len(words) > 1 and _looks_personal(words)
        ):
            counts.setdefault(last, Counter())[name] += 1
    full_names = {
        last: max(found, key=lambda name: (found[name] * 2 + (name.split()[0] in given) * 3, len(name)))
        for last, found in counts.items()
    }
    long_forms = {
        match.group(2): match.group(1)
        for match in _ACRONYM.finditer(text)
        if _fits(match.group(1), match.group(2))
    }
    subjects = [(place, full_names[last]) for place, last in spotted if last in full_names]
    return _Names(full_names, genders, long_forms, subjects)


_ROLE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer")
_NOT_NAMES = frozenset(
    (
        "the",
        "in",
        "on",
        "at",
        "but",
        "and",
        "for",
        "as",
        "when",
        "while",
        "after",
        "if",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    )
)


def _looks_personal(words: list[str]) -> bool:
    """Tell whether capitalised words can be a person's name: none of them names a body or a place."""
    if len(words) > 4 or _known_names().get(" ".join(words)):
        return False
    heads = _heads()
    return not any(word.lower() in heads or (word.isupper() and len(word) > 1) for word in words)


def _fits(long_form: str, acronym: str) -> bool:
    letters = "".join(word[0] for word in long_form.split() if word[0].isupper())
    return acronym.replace(".", "")[:1] in letters and letters.endswith(acronym.replace(".", "")[-1:])


@cache
def _titles() -> dict[str, str]:
    return {row["title"]: row["gender"] for row in read_lexicon("titles")}


@cache
def _given_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_lexicon("given_names")}


@cache
def _heads() -> dict[str, SpeakerKind]:
    return {row["head"]: _KINDS[row["speaker_kind"]] for row in read_lexicon("speaker_heads")}


@cache
def _known_names() -> dict[str, SpeakerKind]:
    return {row["name"]: _KINDS[row["speaker_kind"]] for row in read_lexicon("speaker_names")}


# ------------------------------------------------------------------------------------------- one mention


def _resolve(
    text: str, mention: SpeakerMention, names: _Names, met: list[_Entity]
) -> tuple[Speaker, _Entity | None]:
    words = text[mention.char_start : mention.char_end]
    lower = words.lower()
    resolution: SpeakerResolution = "carried_over" if mention.is_carried_over else "in_sentence"
    found: _Entity | None
    if lower in _RELATIVES:
        found = None
        if mention.antecedent_start is not None and mention.antecedent_end is not None:
            antecedent = text[mention.antecedent_start : mention.antecedent_end]
            found = _describe(antecedent, None, mention.position, names, met)
        return _as_speaker(mention, words, found, resolution if mention.is_carried_over else "pronoun"), found
    if (
        lower in _PRONOUN_GENDERS
        or lower in _PLURAL_PRONOUNS
        or lower in _NEUTER_PRONOUNS
        or lower in _FIRST_PERSON
    ):
        found = _antecedent(text, lower, mention.position, names, met)
        return _as_speaker(mention, words, found, resolution if mention.is_carried_over else "pronoun"), found
    apposition = _apposition(text, mention)
    if apposition is not None and not _has_person(words, names):
        named = _describe(apposition, None, mention.position, names, met)
        if (
            named is not None
            and named.kind == "person"
            and apposition[:1].isupper()
            and _has_person(apposition, names)
        ):
            role = _ARTICLE.sub("", words)
            found = replace(named, role=role, head=_last_noun(role))
            whole = text[mention.char_start : mention.full_end].rstrip(" ,–—-")
            end = mention.char_start + len(whole)
            return Speaker(whole, mention.char_start, end, found.name, "person", role, resolution), found
    found = _describe(words, apposition, mention.position, names, met)
    return _as_speaker(mention, words, found, resolution), found


def _has_person(words: str, names: _Names) -> bool:
    core = _POSSESSIVE.sub("", words.strip())
    return _person(_WORD.findall(_head_part(_ARTICLE.sub("", core))), core, names) is not None


def _as_speaker(
    mention: SpeakerMention, words: str, entity: _Entity | None, resolution: SpeakerResolution
) -> Speaker:
    if entity is None:
        lower = words.lower()
        kind: SpeakerKind = (
            "group"
            if lower in _PLURAL_PRONOUNS or lower in _RELATIVES
            else "organisation"
            if lower in _NEUTER_PRONOUNS
            else "person"
        )
        return Speaker(words, mention.char_start, mention.char_end, words, kind, None, resolution)
    return Speaker(
        words, mention.char_start, mention.char_end, entity.name, entity.kind, entity.role, resolution
    )


def _apposition(text: str, mention: SpeakerMention) -> str | None:
    after = text[mention.char_end : mention.full_end].strip(" ,–—-()\n")
    return after or None


def _antecedent(text: str, pronoun: str, position: int, names: _Names, met: list[_Entity]) -> _Entity | None:
    """Return whom a pronoun stands for: the last fitting speaker or subject before it."""
    if pronoun in _FIRST_PERSON:
        return None
    gender = _PRONOUN_GENDERS.get(pronoun)
    speaker = next(
        (
            e
            for e in reversed(met)
            if e.position > position - _REACH and e.position < position and _fits_pronoun(e, pronoun, gender)
        ),
        None,
    )
    if gender is None:
        return _moved(speaker, position)
    place = bisect_left(names.subjects, (position, "")) - 1
    while place >= 0 and names.subjects[place][0] > max(
        position - _REACH, speaker.position if speaker else -1
    ):
        start, name = names.subjects[place]
        known = names.genders.get(name.split()[-1], "")
        if known in ("", gender) and _SENTENCE_START.search(text, max(0, start - 12), start):
            return _Entity(name, "person", gender, "", False, None, position)
        place -= 1
    if speaker is not None:
        return _moved(speaker, position)
    place = bisect_left(names.subjects, (position, "")) - 1
    while place >= 0 and names.subjects[place][0] > position - _REACH:
        name = names.subjects[place][1]
        if names.genders.get(name.split()[-1], "") in ("", gender):
            return _Entity(name, "person", gender, "", False, None, position)
        place -= 1
    return None


def _moved(entity: _Entity | None, position: int) -> _Entity | None:
    if entity is None:
        return None
    return _Entity(
        entity.name, entity.kind, entity.gender, entity.head, entity.is_plural, entity.role, position
    )


def _fits_pronoun(entity: _Entity, pronoun: str, gender: str | None) -> bool:
    if gender is not None:
        return (
            not entity.is_plural and entity.kind in ("person", "anonymous") and entity.gender in ("", gender)
        )
    if pronoun in _PLURAL_PRONOUNS:
        return entity.is_plural or entity.kind in ("organisation", "group", "government", "media")
    return not entity.is_plural and entity.kind in ("organisation", "government", "media", "document")


def _describe(
    words: str, apposition: str | None, position: int, names: _Names, met: list[_Entity]
) -> _Entity | None:
    """Return who a noun phrase is, by its name, its head noun and those met before."""
    core = _POSSESSIVE.sub("", words.strip())
    is_definite = core[:4].lower() in ("the ", "this", "that") or core[:5].lower() == "these"
    bare = _ARTICLE.sub("", core, count=1) if _ARTICLE.match(core) else core
    known = _known_names().get(core) or _known_names().get(bare)
    tokens = [
        token.rstrip(".") if len(token) > 3 or token[:1].islower() else token
        for token in _WORD.findall(_head_part(bare))
    ]
    if not tokens:
        return None
    head = tokens[-1]
    lower_head = head.lower()
    heads = _heads()
    if known is not None:
        return _Entity(_long_form(bare, names), known, "", lower_head, False, apposition, position)
    acronym = head if head in names.long_forms else None
    if acronym and len(tokens) == 1:
        name = names.long_forms[acronym]
        return _Entity(
            _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name,
            _body_kind(name),
            "",
            acronym,
            False,
            apposition,
            position,
        )
    person = _person(tokens, core, names)
    if person is not None and (lower_head not in heads or head in names.full_names):
        name, gender, title = person
        return _Entity(
            name, "person", gender, _last_noun(title or apposition), False, title or apposition, position
        )
    kind = heads.get(lower_head)
    is_plural = (
        (lower_head.endswith("s") and not lower_head.endswith("ss"))
        or " and " in bare
        or lower_head in ("people", "police", "men", "women")
    )
    if kind is None and head[:1].isupper() and len(tokens) > 1:
        kind = next(
            (
                heads[token.lower()]
                for token in reversed(tokens)
                if heads.get(token.lower()) in ("government", "organisation", "media")
            ),
            None,
        )
    if kind is None and lower_head.endswith("s") and heads.get(lower_head[:-1]) in ("person", "anonymous"):
        kind = "group" if heads[lower_head[:-1]] == "person" else "anonymous"
    if is_definite or core[:4].lower() in ("his ", "her ", "its "):
        earlier = _earlier_with_head(tokens, lower_head, kind, met, position)
        if earlier is not None:
            return earlier
    if kind is None:
        kind = _guess_kind(tokens, core, is_plural=is_plural)
    if (
        kind == "person"
        and head[:1].islower()
        and not is_definite
        and not is_plural
        and core[:2].lower() in ("a ", "an")
    ):
        kind = "anonymous"
    return _Entity(_long_form(bare, names), kind, "", lower_head, is_plural, apposition, position)


def _head_part(bare: str) -> str:
    """Return a noun phrase up to the first preposition or mark after its head."""
    match = _AFTER_HEAD.search(bare)
    return bare[: match.start()] if match and match.start() else bare


_AFTER_HEAD = re.compile(
    r"\s+(?:of|for|from|in|on|at|with|by|who|which|that|near|close|familiar|speaking|working|to|as|whose|and)\b|[,(]|\s[–—-]"
)


def _long_form(bare: str, names: _Names) -> str:
    stripped = re.sub(r"\s*\([A-Z][A-Z.&]{1,7}\)", "", bare)
    return names.long_forms.get(stripped, stripped)


def _person(tokens: list[str], core: str, names: _Names) -> tuple[str, str, str | None] | None:
    """Return name, gender and title of a noun phrase that ends in a person's name."""
    titles, given = _titles(), _given_names()
    start = len(tokens)
    while start and (
        tokens[start - 1][:1].isupper()
        or tokens[start - 1] in ("de", "van", "von", "der", "bin", "al", "del", "da", "la")
    ):
        start -= 1
    run = tokens[start:]
    if not run or not run[-1][:1].isupper():
        return None
    gender = ""
    cut = 0
    for place, word in enumerate(run[:-1]):
        if word.rstrip(".").lower() in titles:
            cut = place + 1
            gender = titles[word.rstrip(".").lower()] or gender
    if cut == 0 and len(run) == 3 and run[0] not in given and run[0].lower().endswith(_ROLE_ENDINGS):
        cut = 1
    had_title = cut > 0 or start > 0
    name_words = run[cut:]
    for place, word in enumerate(name_words[:-1]):
        if word in given and place and name_words[0] not in given:
            name_words = name_words[place:]
            had_title = True
            break
    last = name_words[-1]
    full = names.full_names.get(last)
    if len(name_words) > 3 and full is not None and len(full.split()) < len(name_words):
        name_words = full.split()
        had_title = True
    looks = (
        full is not None
        or name_words[0] in given
        or (had_title and cut > 0)
        or (len(name_words) in (2, 3) and _looks_personal(name_words))
    )
    if not looks or (last.lower() in _heads() and full is None):
        return None
    name = " ".join(name_words)
    if (
        full is not None
        and (len(name_words) == 1 or len(full) > len(name))
        and full.split()[0][:1] == name_words[0][:1]
    ) or (full is not None and len(name_words) == 1):
        name = full
    gender = gender or names.genders.get(last, "") or given.get(name.split()[0], "")
    title = None
    if had_title:
        first = core.find(name_words[0])
        title = _ARTICLE.sub("", core[:first], count=1).strip(" ,") if first > 0 else None
        title = title or None
    return name, gender, title


def _last_noun(role: str | None) -> str:
    words = _WORD.findall(_head_part(_ARTICLE.sub("", role, count=1))) if role else []
    return words[-1].lower() if words else ""


def _body_kind(name: str) -> SpeakerKind:
    heads = _heads()
    for word in name.split():
        kind = heads.get(word.lower())
        if kind in ("government", "organisation", "media"):
            return kind
    return "organisation"


def _earlier_with_head(
    tokens: list[str], head: str, kind: SpeakerKind | None, met: list[_Entity], position: int
) -> _Entity | None:
    """Return the one met before that "the official" or "the ministry" means."""
    if len(tokens) > 2 or head.endswith("s"):
        return None
    for entity in reversed(met):
        if entity.head == head or entity.name.lower().split()[-1] == head:
            return _moved(entity, position)
    if head.endswith("year-old") or head in (
        "man",
        "woman",
        "candidate",
        "nominee",
        "texan",
        "billionaire",
        "frontrunner",
        "front-runner",
        "politician",
    ):
        return _moved(
            next((e for e in reversed(met) if e.kind == "person" and not e.is_plural), None), position
        )
    if (
        kind in ("organisation", "government")
        and len(tokens) == 1
        and head
        in (
            "company",
            "firm",
            "ministry",
            "agency",
            "bank",
            "airline",
            "carmaker",
            "club",
            "university",
            "group",
        )
    ):
        named = {e.name: e for e in met if e.kind == kind and not e.is_plural and e.name[:1].isupper()}
        return _moved(next(iter(named.values())), position) if len(named) == 1 else None
    return None


def _guess_kind(tokens: list[str], core: str, *, is_plural: bool) -> SpeakerKind:
    if any(character.isdigit() for character in core) or core.lower().endswith("percent"):
        return "person" if "year-old" in core else "group"
    if any(word in core.lower().split() for word in ("anonymous", "unnamed", "unidentified")):
        return "anonymous"
    head = tokens[-1]
    if head[:1].isupper():
        if head.isupper() or (len(tokens) > 1 and any(token[:1].isupper() for token in tokens[:-1])):
            return "organisation"
        return "group" if is_plural else "person"
    return "group" if is_plural else "person"
