"""Mentions → one name an article: who "he", "Syrskyi" and "the ministry" are, and what kind of speaker."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsledger.speakers.lists import BODY_KINDS, FIRM_NOUNS, head_kinds, known_names, title_genders
from newsledger.speakers.mentions import Speaker, SpeakerMention
from newsledger.speakers.names import Names, has_person, long_form, person_in, read_names
from newsledger.speakers.phrases import (
    ARTICLE,
    FIRST_PERSON,
    NEUTER_PRONOUNS,
    PLURAL_PRONOUNS,
    PRONOUN_GENDERS,
    RELATIVES,
    WORD,
    head_part,
    is_possessive,
    last_noun,
    without_possessive,
)
from newsledger.speakers.posts import split_post
from newsledger.vocabulary import SpeakerKind, SpeakerResolution

_NO_ONE = Speaker(None, None, None, None, None, None, "unattributed")


_SENTENCE_START = re.compile(r"(?:\A|[.!?][\"”’']?\s+|\n\s*|[\"”]\s+)(?:(?:But|And|Yet|So|Then|Later|Still),?\s+)?\Z")


_REACH = 1200  # characters a pronoun looks back
_MEMORY = 300  # speakers that a description looks back


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


def name_speakers(text: str, mentions: list[SpeakerMention | None]) -> list[Speaker]:
    """Return the speaker of each mention, in their order, as fully named as the text allows.

    A last name gets the full name printed elsewhere in the text, an acronym its long form, a pronoun or "the
    official" the speaker it stands for. A mention that is None is unattributed. What cannot be told keeps its
    own words as name.
    """
    names = read_names(text)
    order = sorted((mention.position, index) for index, mention in enumerate(mentions) if mention is not None)
    speakers: list[Speaker] = [_NO_ONE] * len(mentions)
    met: list[_Entity] = []
    for _, index in order:
        mention = mentions[index]
        if mention is not None:
            speakers[index], entity = _resolve(text, mention, names, met)
            if entity is not None:
                met.append(entity)
    return speakers


def _resolve(text: str, mention: SpeakerMention, names: Names, met: list[_Entity]) -> tuple[Speaker, _Entity | None]:
    words = text[mention.char_start : mention.char_end]
    lower = words.lower()
    resolution: SpeakerResolution = "carried_over" if mention.is_carried_over else "in_sentence"
    found: _Entity | None
    if lower in RELATIVES:
        found = None
        if mention.antecedent_start is not None and mention.antecedent_end is not None:
            antecedent = text[mention.antecedent_start : mention.antecedent_end]
            found = _describe(antecedent, None, mention.position, names, met)
        return _as_speaker(mention, words, found, resolution if mention.is_carried_over else "pronoun"), found
    if lower in PRONOUN_GENDERS or lower in PLURAL_PRONOUNS or lower in NEUTER_PRONOUNS or lower in FIRST_PERSON:
        start = mention.position if mention.content_start is None else mention.content_start
        found = _of_main_clause(text, lower, mention, names)
        found = found or _antecedent(text, lower, min(start, mention.position), names, met)
        found = _moved(found, mention.position)
        return _as_speaker(mention, words, found, resolution if mention.is_carried_over else "pronoun"), found
    apposition = _apposition(text, mention)
    called = _CALLED.search(apposition) if apposition is not None else None
    if apposition is not None and called is not None:  # "its leader, a miner called Osman Kara,"
        apposition = apposition[called.end() :]
    if apposition is not None and (not has_person(words, names) or _is_post(words, apposition, names)):
        named = _describe(apposition, None, mention.position, names, met)
        is_name = apposition[:1].isupper() or _TITLED.match(apposition) is not None
        if named is not None and named.kind == "person" and is_name and has_person(apposition, names):
            role = ARTICLE.sub("", words)
            found = replace(named, role=role, head=last_noun(role))
            whole = text[mention.char_start : mention.full_end].rstrip(" ,–—-")
            end = mention.char_start + len(whole)
            return Speaker(whole, mention.char_start, end, found.name, "person", role, resolution), found
    found = _describe(words, apposition, mention.position, names, met)
    return _as_speaker(mention, words, found, resolution), found


_CALLED = re.compile(r"\A[a-z ]{3,40} (?:called|named) (?=[A-Z])")


_TITLED = re.compile(
    r"(?:former |retired |acting |then |now )?(?:[A-Z]\w+n )?"
    r"(?:(?!(?:of|for|to|in|at|from|with|by|and|who|the|a)\b)[a-z][a-z-]+ ){1,3}(?=[A-Z]\w+ [A-Z])"
)


def _is_post(words: str, apposition: str, names: Names) -> bool:
    """Tell whether capitals before a name are a post: "the UN Special Envoy, Ann Lee"."""
    if ARTICLE.match(words) is None:
        return False
    last = without_possessive(words.split()[-1])
    return (last not in names.full_names or last.lower() in title_genders()) and (
        _PLAIN_NAME.fullmatch(apposition) is not None
    )


_PLAIN_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z]\.|[a-z]{1,3}|[A-Z][\w’'-]+)){1,3}")


def _as_speaker(mention: SpeakerMention, words: str, entity: _Entity | None, resolution: SpeakerResolution) -> Speaker:
    if entity is None:
        lower = words.lower()
        kind: SpeakerKind = (
            "group"
            if lower in PLURAL_PRONOUNS or lower in RELATIVES
            else "organisation"
            if lower in NEUTER_PRONOUNS
            else "person"
        )
        return Speaker(words, mention.char_start, mention.char_end, words, kind, None, resolution)
    return Speaker(words, mention.char_start, mention.char_end, entity.name, entity.kind, entity.role, resolution)


def _apposition(text: str, mention: SpeakerMention) -> str | None:
    after = text[mention.char_end : mention.full_end].strip(" ,–—-()\n")
    first = after.split(maxsplit=1)[0].lower() if after else ""
    return None if not first or first in RELATIVES or first.endswith("ing") else after


def _antecedent(text: str, pronoun: str, position: int, names: Names, met: list[_Entity]) -> _Entity | None:
    """Return whom a pronoun stands for: the last fitting speaker or subject before it."""
    if pronoun in FIRST_PERSON:
        return _interviewee(names, position) if pronoun in ("i", "my", "me") else None
    gender = PRONOUN_GENDERS.get(pronoun)
    speaker = next(
        (
            entity
            for entity in _near(met, position)
            if entity.position < position and _fits_pronoun(entity, pronoun, gender)
        ),
        None,
    )
    if gender is None:
        pair = _pair_before(names, position) if pronoun in PLURAL_PRONOUNS else None
        if pair is not None and (speaker is None or pair.position > speaker.position):
            speaker = pair
        return _moved(speaker, position)
    place = bisect_left(names.subjects, (position, "")) - 1
    while place >= 0 and names.subjects[place][0] > max(position - _REACH, speaker.position if speaker else -1):
        start, name = names.subjects[place]
        known = names.genders.get(name.split()[-1], "")
        if known in ("", gender) and _is_subject(text, start, name):
            return _Entity(name, "person", gender, "", False, None, position)
        place -= 1
    paragraph = text.rfind("\n", 0, position) + 1
    if speaker is None or speaker.position < paragraph:
        alone = _only_person(names, paragraph, position)
        if alone is not None and names.genders.get(alone.split()[-1], "") in ("", gender):
            return _Entity(alone, "person", gender, "", False, None, position)
    if speaker is not None:
        return _moved(speaker, position)
    place = bisect_left(names.subjects, (position, "")) - 1
    while place >= 0 and names.subjects[place][0] > position - _REACH:
        name = names.subjects[place][1]
        if names.genders.get(name.split()[-1], "") in ("", gender):
            return _Entity(name, "person", gender, "", False, None, position)
        place -= 1
    return None


def _of_main_clause(text: str, pronoun: str, mention: SpeakerMention, names: Names) -> _Entity | None:
    """Return the one person whom a sentence names before "when he": "It cites Ann Lee being late when she spoke"."""
    gender = PRONOUN_GENDERS.get(pronoun)
    start = mention.char_start
    if gender is None or _SUBORDINATE.search(text, max(0, start - 10), start) is None:
        return None
    low = max(0, start - _NEAR)
    opening = max(text.rfind(mark, low, start) for mark in (". ", "\n", "? ", "! ", '" ', "” ")) + 1
    if PRONOUN_GENDERS.keys() & set(text[opening:start].lower().split()):
        return None
    alone = _only_person(names, opening, start) if opening > 0 else None
    if alone is None or names.genders.get(alone.split()[-1], "") not in ("", gender):
        return None
    return _Entity(alone, "person", gender, "", False, None, mention.position)


_SUBORDINATE = re.compile(r"\b(?:when|while|where|because|after|before) \Z")


def _pair_before(names: Names, position: int) -> _Entity | None:
    """Return the last two persons named side by side within reach: "Ann Lee and Tom Berg, in May, wrote that they"."""
    index = bisect_left(names.persons, (position, "")) - 1
    while index > 0 and names.persons[index][0] > position - _REACH:
        (first, one), (second, other) = names.persons[index - 1 : index + 1]
        if one != other and _SIDE_BY_SIDE.fullmatch(names.text, first, second):
            return _Entity(f"{one} and {other}", "group", "", "", True, None, second)
        index -= 1
    return None


_SIDE_BY_SIDE = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4},? and (?:[A-Za-z]+ ){0,2}")


def _only_person(names: Names, start: int, end: int) -> str | None:
    """Return the one person that a stretch of text names, if it is but one."""
    first = bisect_left(names.persons, (start, ""))
    near = names.persons[first : bisect_left(names.persons, (end, ""))]
    found = {name for place, name in near if not _is_quoted(names.text, start, place)}
    return next(iter(found)) if len(found) == 1 else None


def _is_quoted(text: str, start: int, place: int) -> bool:
    """Tell whether a place of a paragraph lies inside a quotation of it."""
    return text.count("“", start, place) > text.count("”", start, place) or text.count('"', start, place) % 2 == 1


_QUESTION_MARKER = re.compile(r"^(?:Q|A|Question|Answer)[:.] ", re.MULTILINE)
_FEWEST_MARKERS = 4
_FEWEST_MENTIONS = 2


def _interviewee(names: Names, position: int) -> _Entity | None:
    """Return who "I" is in an interview of questions and answers: the first person named before them."""
    markers = [match.start() for match in _QUESTION_MARKER.finditer(names.text)]
    if len(markers) < _FEWEST_MARKERS or position < markers[0]:
        return None
    first = next((name for place, name in names.persons if place < markers[0]), None)
    return (
        None
        if first is None or names.text.count(first.split()[-1]) < _FEWEST_MENTIONS
        else _Entity(first, "person", "", "", False, None, position)
    )


def _is_subject(text: str, start: int, name: str) -> bool:
    """Tell whether a name opens its sentence, alone or after a title: "State Railways chief Ann Lee, who"."""
    if _SENTENCE_START.search(text, max(0, start - 12), start):
        return True
    low = max(0, start - 90)
    opening = max(text.rfind(mark, low, start) for mark in (". ", "\n", "? ", "! ", '" ', "” "))
    if opening < 0 and low > 0:
        return False
    before = text[opening + 1 : start].split()
    has_comma = bool(before) and before[-1][-1] == ","
    last = text.find(name.split()[-1], start, start + len(name) + 20)
    has_role = len(before) > 1 and before[-1][-1] == "," and before[0].lower() in ("his", "her", "its", "their", "the")
    before = [*before[:-1], before[-1].rstrip(",")] if has_role else before
    has_role = has_role or (len(before) > 1 and has_comma and is_possessive(before[0]))
    is_title = not any(word[-1] in ",.:;" or word.endswith(_VERBAL) or word.lower() in _NOT_TITLE for word in before)
    end = last + len(name.split()[-1])
    is_aside = has_role and text[end : end + 2] == ", " and text[end + 2 : end + 3].islower()
    return is_title and last >= 0 and (is_aside or _GOES_ON.match(text, end) is not None)


_VERBAL = ("ed", "ing")
_NOT_TITLE = (
    frozenset(PRONOUN_GENDERS) | PLURAL_PRONOUNS | FIRST_PERSON | {"that", "with", "for", "by", "to", "said", "told"}
)
_GOES_ON = re.compile(
    r",? (?:who|whose|has|had|is|was|will|would|could|may|said|told|[a-z]+ed|[a-z]+s)\b|, (?:a|an|the) "
)


def _near(met: list[_Entity], position: int) -> Iterator[_Entity]:
    """Give those met within reach, the last first."""
    for entity in reversed(met):
        if entity.position <= position - _REACH:
            return
        yield entity


def _moved(entity: _Entity | None, position: int) -> _Entity | None:
    if entity is None:
        return None
    return _Entity(entity.name, entity.kind, entity.gender, entity.head, entity.is_plural, entity.role, position)


def _fits_pronoun(entity: _Entity, pronoun: str, gender: str | None) -> bool:
    if gender is not None:
        is_named = entity.name[:1].isupper() and "'s " not in entity.name and "’s " not in entity.name
        is_somebody = is_named or entity.head in head_kinds()
        is_one = not entity.is_plural and entity.kind in ("person", "anonymous")
        return is_one and is_somebody and entity.gender in ("", gender)
    if pronoun in PLURAL_PRONOUNS:
        return entity.is_plural or entity.kind in ("organisation", "group", "government", "media")
    return not entity.is_plural and entity.kind in ("organisation", "government", "media", "document")


def _describe(words: str, apposition: str | None, position: int, names: Names, met: list[_Entity]) -> _Entity | None:
    """Return who a noun phrase is, by its name, its head noun and those met before."""
    core = without_possessive(words.strip())
    together = _describe_together(core, position, names, met)
    if together is not None:
        return together
    is_definite = core[:4].lower() in ("the ", "this", "that") or core[:5].lower() == "these"
    bare = ARTICLE.sub("", core, count=1) if ARTICLE.match(core) else core
    known = known_names().get(core) or known_names().get(bare)
    post = split_post(bare, names.full_names) if known is None else None
    if post is not None:
        role, name = post
        named = _describe(name, None, position, names, met)
        if named is not None:
            return replace(named, kind="person", role=role, head=last_noun(role))
    own = head_part(bare)
    tokens = [token.rstrip(".") if len(token) > 3 or token[:1].islower() else token for token in WORD.findall(own)]
    if not tokens:
        return None
    head = tokens[-1]
    lower_head = head.lower()
    heads = head_kinds()
    if known is not None:
        return _Entity(long_form(bare, names), known, "", lower_head, False, apposition, position)
    acronym = head if head in names.long_forms else None
    if acronym and len(tokens) == 1:
        name = names.long_forms[acronym]
        return _Entity(
            ARTICLE.sub("", name, count=1) if ARTICLE.match(name) else name,
            _body_kind(name),
            "",
            acronym,
            False,
            apposition,
            position,
        )
    if " & " in own and head[:1].isupper():  # "Prost & Sons Co."
        name = bare.split(",", 1)[0]
        return _Entity(_undotted(name), "organisation", "", lower_head, False, apposition, position)
    last_common = max((place for place, token in enumerate(tokens) if token[:1].islower()), default=-1)
    # "the survey firm Nordic Pulse" is no person
    is_body = 0 <= last_common < len(tokens) - 1 and heads.get(tokens[last_common].lower()) in BODY_KINDS
    person = None if is_body else person_in(tokens, core, names)
    if person is None and " and " in core:
        person = _two_roles(core, tokens, names)
        if person is not None:
            return _Entity(person[0], "person", person[1], last_noun(person[2]), False, person[2], position)
    if person is not None and (lower_head not in heads or head in names.full_names):
        name, gender, title = person
        return _Entity(name, "person", gender, last_noun(title or apposition), False, title or apposition, position)
    kind = heads.get(lower_head)
    is_plural = (
        (lower_head.endswith("s") and not lower_head.endswith("ss"))
        or " and " in bare
        or lower_head in ("people", "police", "men", "women")
    )
    if is_plural and names.long_forms:  # "the Joint Chiefs of Staff (JCS)" is one body
        whole = long_form(bare, names)
        if whole in [ARTICLE.sub("", name) for name in names.long_forms.values()]:
            is_plural, kind = False, _body_kind(whole)
    if kind is None and head[:1].isupper() and len(tokens) > 1:
        kind = next(
            (heads[token.lower()] for token in reversed(tokens) if heads.get(token.lower()) in BODY_KINDS),
            None,
        )
    if kind is None and lower_head.endswith("s") and heads.get(lower_head[:-1]) in ("person", "anonymous"):
        kind = "group" if heads[lower_head[:-1]] == "person" else "anonymous"
    owner = core.split(maxsplit=1)[0].lower()
    if is_definite or owner in ("his", "her", "its"):
        earlier = _earlier_with_head(tokens, lower_head, kind, names, met, position)
        if earlier is not None:
            return earlier
    if is_definite and len(tokens) == 1:
        titled = names.by_title.get(lower_head, ())
        if len(titled) == 1 and titled[0] in names.full_names.values():
            gender = names.genders.get(titled[0].split()[-1], "")
            return _Entity(titled[0], "person", gender, lower_head, False, lower_head, position)
    if is_definite and 1 < len(tokens) <= _LONGEST_ROLE and kind in ("person", None):
        incumbent = names.holder(bare)
        if incumbent is not None:
            gender = names.genders.get(incumbent.split()[-1], "")
            return _Entity(incumbent, "person", gender, lower_head, False, bare, position)
    if (is_definite or bare == core) and len(tokens) == 1 and kind in BODY_KINDS:
        body = names.body(lower_head)
        if body is None and lower_head in FIRM_NOUNS:
            body = _main_firm(names)
        if body is not None:
            return _Entity(body, kind, "", lower_head, False, apposition, position)
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
    name = long_form(bare, names)
    if last_common >= 0 and tokens[last_common] in heads and (is_body or len(tokens) - last_common > _SHORTEST_PROPER):
        name, kind = " ".join(tokens[last_common + 1 :]), heads[tokens[last_common]]
    if owner in PRONOUN_GENDERS or owner == "its":
        holder = _antecedent(names.text, owner, position, names, met)
        if holder is not None and holder.name[:1].isupper():
            name = f"{holder.name}'s {bare}"
    return _Entity(_undotted(name), kind, "", lower_head, is_plural, apposition, position)


_LONGEST_ROLE = 3


def _two_roles(core: str, tokens: list[str], names: Names) -> tuple[str, str, str | None] | None:
    """Return the one person with two roles: "deputy and party chief Ann Lee", not "the deputy and Senator Lee"."""
    first, _, second = core.rpartition(" and ")
    if ARTICLE.match(core) or not first or tokens[-1].lower() not in head_kinds().keys() | title_genders().keys():
        return None
    words = WORD.findall(head_part(second))
    opening = words[0] if words else ""
    if not opening[:1].islower() or head_kinds().get(tokens[-1].lower(), "person") not in ("person", "anonymous"):
        return None
    return person_in(words, core, names)


_BETWEEN_PERSONS = re.compile(r",? and |, ")
_MOST_TOGETHER = 4


def _describe_together(core: str, position: int, names: Names, met: list[_Entity]) -> _Entity | None:
    """Return the persons of "Ann Lee and Tom Berg", all by name; None when the words name one, or anything else."""
    if " and " not in core:
        return None
    parts = _BETWEEN_PERSONS.split(core)
    if not 1 < len(parts) <= _MOST_TOGETHER or not all(has_person(part, names) for part in parts):
        return None
    found = [_describe(part, None, position, names, met) for part in parts]
    persons = [one for one in found if one is not None and one.kind == "person" and one.name[:1].isupper()]
    if len(persons) < len(parts) or len({one.name for one in persons}) < len(persons):
        return None
    listed = f"{', '.join(one.name for one in persons[:-1])} and {persons[-1].name}"
    return _Entity(listed, "group", "", "", True, None, position)


_SHORTEST_PROPER = 2  # "publication Global Defence": words of a name after its common noun
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")


def _undotted(name: str) -> str:
    """Return a name with its abbreviations written without dots: "US Senate" for "U.S. Senate"."""
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), name)


def _main_firm(names: Names) -> str | None:
    """Return the firm that a text is about: the only one, or the one named far more often than the next."""
    heads = head_kinds()
    firms = {
        firm.split()[0].lower(): firm
        for firm in names.firms
        if firm.split()[-1] not in _OTHER_BODIES and heads.get(firm.split()[-1].lower()) != "media"
    }
    if len(firms) < _SEVERAL:
        return next(iter(firms.values()), None)
    counts = sorted(((names.text.count(firm.split()[0]), firm) for firm in firms.values()), reverse=True)
    (most, firm), (next_most, _) = counts[:2]
    return firm if most >= _OFTEN and most > 2 * next_most else None


_SEVERAL = 2
_OFTEN = 4


def _body_kind(name: str) -> SpeakerKind:
    heads = head_kinds()
    for word in name.split():
        kind = heads.get(word.lower())
        if kind in BODY_KINDS:
            return kind
    return "organisation"


_NEAR = 300  # characters


def _earlier_with_head(
    tokens: list[str], head: str, kind: SpeakerKind | None, names: Names, met: list[_Entity], position: int
) -> _Entity | None:
    """Return the one met before that "the official" or "the ministry" means."""
    if len(tokens) > 2 or head.endswith("s"):
        return None
    if len(tokens) == 2 and tokens[0][:1].isupper():
        met = [entity for entity in met if tokens[0] in entity.name]
    for entity in reversed(met[-_MEMORY:]):
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
        speaker = next((e for e in reversed(met[-_MEMORY:]) if e.kind == "person" and not e.is_plural), None)
        if head in _SEXES and speaker is not None and speaker.gender != _SEXES[head]:
            return None
        place = bisect_left(names.persons, (position, "")) - 1
        if place >= 0 and names.persons[place][0] > max(position - _NEAR, speaker.position if speaker else 0):
            return _Entity(names.persons[place][1], "person", "", head, False, None, position)
        return _moved(speaker, position)
    if (
        kind in ("organisation", "government")
        and len(tokens) == 1
        and head in FIRM_NOUNS | {"ministry", "agency", "university"}
    ):
        named = {
            e.name: e
            for e in met[-_MEMORY:]
            if e.kind == kind and not e.is_plural and e.name[:1].isupper() and e.name.split()[-1] not in _OTHER_BODIES
        }
        return _moved(next(iter(named.values())), position) if len(named) == 1 else None
    return None


_SEXES = {"man": "male", "woman": "female"}
_OTHER_BODIES = frozenset(
    (
        *(
            "Office",
            "Ministry",
            "Council",
            "Department",
            "Party",
            "Police",
            "Court",
            "Union",
            "Committee",
            "Commission",
        ),
        *("Board", "Authority", "Directorate", "Agency", "Inspectorate", "Federation", "Association"),
    )
)


_SITE = re.compile(r"[A-Za-z\d][\w-]*(?:\.[\w-]+)*\.(?:com|net|org|info|news|tv|co|io)(?:\.[a-z]{2})?")


def _guess_kind(tokens: list[str], core: str, *, is_plural: bool) -> SpeakerKind:
    if _SITE.fullmatch(core):
        return "media"
    if any(character.isdigit() for character in core) or core.lower().endswith("percent"):
        return "person" if "year-old" in core else "group"
    if any(word in core.lower().split() for word in ("anonymous", "unnamed", "unidentified")):
        return "anonymous"
    head = tokens[-1]
    if head[:1].isupper():
        if head[1:] != head[1:].lower() or (len(tokens) > 1 and any(token[:1].isupper() for token in tokens[:-1])):
            return "organisation"
        return "group" if is_plural else "person"
    return "group" if is_plural else "person"
