"""Attribution without a verb of saying in the active voice: passives, nouns, adverbs, adjectives, citations."""

import re

from newsledger.claims.contents import (
    embedded_limit,
    end_of_content,
    has_verb,
    opens_main_clause,
    relative_limit,
    skip_adverbials,
)
from newsledger.claims.cues import Cue, CueEntry, names_a_claim
from newsledger.claims.noun_phrases import Mention, phrase_after, subject_before
from newsledger.claims.relation import Relation
from newsledger.claims.sides import opens_clause
from newsledger.claims.tokens import Tokens
from newsledger.claims.word_groups import word_group
from newsledger.speakers import can_speak, is_document, may_be_outlet


def read_passive(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    group_first: int,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    *,
    is_negated: bool,
) -> Relation | None:
    """Read "X is expected to ..." (nobody is named) and "X was praised by Y" (Y speaks)."""
    classes, words = tokens.classes, tokens.words
    floor, limit = sentence
    place = cue.end
    subject = subject_before(tokens, group_first, floor)
    tail = read_told(tokens, cue, entry, subject, sentence)
    tail = tail or _read_told_clause(tokens, cue, entry, subject, limit, cues)
    if tail is not None:
        return tail
    if subject is not None and subject.is_relative and subject.antecedent is not None:
        subject = Mention(*subject.antecedent, *subject.antecedent)
        limit = relative_limit(tokens, place, limit)
    if subject is None or subject.is_relative:
        return None
    if is_negated and "verifies" in entry.frames:
        contents = [(subject.first, subject.end)]
        return Relation((cue.first, cue.end), entry, None, contents, is_negated=True, is_passive=True)
    if place >= limit:
        return None
    if classes[subject.first - 1] in "wt," and subject.first > floor:
        limit = relative_limit(tokens, place, limit)
    if classes[place] == "T" and "passive" in entry.frames:
        end = end_of_content(tokens, place + 1, limit, cues, is_clause=False)
        contents = [(subject.first, subject.end), (place + 1, end)]
        return Relation((cue.first, cue.end), entry, None, contents, is_passive=True, is_phrase=True)
    if (
        classes[place : place + 1] == "t"
        and "that" in entry.frames
        and words[subject.first] == "it"
        and not any(word in _HYPOTHETICAL for word in words[group_first : cue.first])
    ):
        end = end_of_content(tokens, place + 1, limit, cues, is_clause=True)
        return Relation((cue.first, cue.end), entry, None, [(place + 1, end)], is_passive=True, is_phrase=True)
    if (
        words[subject.first] == "it"
        and "that" in entry.frames
        and classes[place] in "dN#"
        and opens_main_clause(classes, place, limit)
        and not any(word in _HYPOTHETICAL for word in words[group_first : cue.first])
    ):
        end = end_of_content(tokens, place, limit, cues, is_clause=True)
        return Relation((cue.first, cue.end), entry, None, [(place, end)], is_passive=True, is_phrase=True)
    if words[place] == "as" and "as" in entry.frames:
        end = end_of_content(tokens, place + 1, limit, cues, is_clause=False)
        contents = [(subject.first, subject.end), (place, end)]
        return Relation((cue.first, cue.end), entry, None, contents, is_passive=True, is_phrase=True)
    if words[place] == "by" and ({"np", "object"} & entry.frames):
        speaker = phrase_after(tokens, place + 1, limit)
        if speaker is not None:
            contents = [(subject.first, subject.end)]
            role = _end_of_agent(tokens, speaker, entry)
            if role is not None:
                contents.append((role, end_of_content(tokens, role + 1, limit, cues, is_clause=False)))
            if role is not None or classes[subject.first] != "r":
                return Relation((cue.first, cue.end), entry, speaker, contents, is_passive=True, is_phrase=True)
    return None


def _end_of_agent(tokens: Tokens, speaker: Mention, entry: CueEntry) -> int | None:
    """Return where "as ...", "of lying" or "to act" goes on after "by X", and end X there; None where nothing does."""
    classes, words = tokens.classes, tokens.words
    if "object" not in entry.frames:
        return None
    for place in range(speaker.first + 1, speaker.full_end + 1):
        opener = words[place] if place < len(words) else ""
        following = words[place + 1 : place + 2]
        is_deed = opener in ("of", "for") and entry.stance != "asserts" and "".join(following).endswith("ing")
        is_demand = opener == "to" and entry.stance == "demands" and classes[place + 1 : place + 2] not in tuple("dN#")
        if (opener == "as" and "as" in entry.frames) or is_deed or is_demand:
            speaker.end = speaker.full_end = place
            return place + (classes[place] == "T")
    return None


def read_claim_answered(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read ", a claim denied by Y": Y answers what stands before."""
    classes = tokens.classes
    floor, limit = sentence
    noun = first = cue.first - 1
    while first > floor and classes[first - 1] in "da":
        first -= 1
    if first == noun or first <= floor or classes[first - 1] not in ",-" or noun not in cues:
        return None
    if not any(names_a_claim(other) for other in cues[noun].entries):
        return None
    speaker = phrase_after(tokens, cue.end + 1, limit)
    if speaker is None:
        return None
    return Relation((cue.first, cue.end), entry, speaker, [(first, cue.first)], is_passive=True, is_phrase=True)


_HYPOTHETICAL = word_group("hypothetical")
_HEARING_BODIES = word_group("hearing_body")


def read_told(
    tokens: Tokens, cue: Cue, entry: CueEntry, subject: Mention | None, sentence: tuple[int, int]
) -> Relation | None:
    """Read "The lamp was out, the jury was told." and "..., a court heard.": nobody is named."""
    classes = tokens.classes
    floor, limit = sentence
    if subject is None or entry.lemma not in ("tell", "hear") or tokens.words[subject.end - 1] not in _HEARING_BODIES:
        return None
    comma = subject.first - 1
    after = skip_adverbials(tokens, cue.end, limit)
    if comma <= floor or classes[comma] not in ',"' or (after < limit and classes[after] not in ".,"):
        return None
    if not has_verb(tokens, floor, comma):
        return None
    return Relation((cue.first, cue.end), entry, None, [(floor, comma + (classes[comma] == '"'))], is_tail=True)


def _read_told_clause(
    tokens: Tokens, cue: Cue, entry: CueEntry, subject: Mention | None, limit: int, cues: dict[int, Cue]
) -> Relation | None:
    """Read "The jury was told that it was late", where nobody is named, and "Brandt was told by X that ..."."""
    if subject is None or "told" not in entry.frames:
        return None
    speaker = None
    place = cue.end
    if tokens.words[place : place + 1] == ["by"]:
        speaker = phrase_after(tokens, place + 1, limit)
        if speaker is None:
            return None
        place = speaker.end
    elif entry.lemma != "tell" or tokens.words[subject.end - 1] not in _HEARING_BODIES:
        return None
    place = skip_adverbials(tokens, place, limit)
    if place >= limit:
        return None
    if tokens.classes[place] == "t":
        place += 1
    elif speaker is not None or not opens_clause(tokens, place, limit):
        return None
    contents = [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    return Relation((cue.first, cue.end), entry, speaker, contents, is_passive=True)


def read_heard_clause(
    tokens: Tokens, cue: Cue, entry: CueEntry, subject: Mention, limit: int, cues: dict[int, Cue]
) -> Relation | None:
    """Read "The court heard he was at home", "... heard how he fell" and "... heard evidence that he lied"."""
    place = cue.end + (tokens.words[cue.end : cue.end + 1] in _HEARD)
    is_body = tokens.words[subject.end - 1] in _HEARING_BODIES or (
        place > cue.end and tokens.words[subject.first] == "it"
    )
    if entry.lemma != "hear" or not is_body:
        return None
    if place >= limit:
        return None
    if place > cue.end and tokens.classes[place] == "t":
        place += 1
    elif place > cue.end or not (tokens.words[place] == "how" or opens_clause(tokens, place, limit)):
        return None
    contents = [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    return Relation((cue.first, cue.end), entry, subject, contents)


_HEARD = (["evidence"], ["testimony"], ["claims"], ["allegations"])


def read_reported_by(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "As reported by X, ...": X speaks, the rest of the sentence is the content."""
    floor, limit = sentence
    if cue.first != floor + 1 or tokens.words[floor] != "as" or tokens.words[cue.end : cue.end + 1] != ["by"]:
        return None
    speaker = phrase_after(tokens, cue.end + 1, limit)
    if speaker is None:
        return None
    comma = tokens.classes.find(",", speaker.end, limit)
    if comma < 0 or not has_verb(tokens, comma, limit):
        return None
    for place in range(speaker.first, speaker.end):
        if place in cues and cues[place].entries[0].form == "citing":
            speaker.end = speaker.full_end = place
            break
    contents = [(comma + 1, end_of_content(tokens, comma + 1, limit, cues, is_clause=True))]
    return Relation((cue.first, cue.end), entry, speaker, contents)


def read_noun(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "the ministry's claim that ..." and "his opposition to ...": the owner speaks."""
    classes, words = tokens.classes, tokens.words
    floor, limit = sentence
    place = cue.end
    if place >= limit or classes[cue.first] == "N":
        return None
    opener = words[place]
    if opener == "," and "aside" in entry.frames:
        return _read_view(tokens, cue, entry, sentence, cues)
    if opener in ("by", "from", "in") and entry.class_ == "speech" and "that" in entry.frames:
        return _read_issued(tokens, cue, entry, sentence, cues)
    if opener not in entry.frames or (opener == "to" and "to" not in entry.frames):
        return None
    owner_end = cue.first
    while owner_end > floor and classes[owner_end - 1] in "aegnb#":
        owner_end -= 1
    if owner_end == floor:
        return None
    speaker: Mention | None = None
    before = owner_end - 1
    if classes[before] == "'":
        speaker = subject_before(tokens, before, floor)
        if speaker is not None and speaker.is_relative:
            return None
    elif words[before] in ("his", "her", "their", "its"):
        speaker = Mention(before, owner_end, before, owner_end)
    elif (
        words[before] in ("the", "a", "an") and words[before - 1] in _MAKING and before - 1 > floor and opener == "that"
    ):
        speaker = subject_before(tokens, before - 1, floor)  # "Olsen made the claim that"
    if speaker is None and "self" in entry.frames and words[cue.first].endswith("s") and classes[owner_end - 1] != "d":
        speaker = Mention(cue.first, cue.end, cue.first, cue.end)
    is_hearsay = (
        opener == "that"
        and entry.class_ == "speech"
        and words[cue.first].endswith("s")
        and words[before] != "the"
        and classes[before] not in "w'"
    )
    if speaker is None and not is_hearsay:
        return None
    start = place + 1
    is_clause = opener == "that"
    end = end_of_content(tokens, start, embedded_limit(tokens, start, limit), cues, is_clause=is_clause)
    if words[before - 1] not in _MAKING:
        end = min(end, _end_of_noun_clause(tokens, start, end) if is_clause else _before_verb(tokens, start, end))
    return Relation((cue.first, cue.end), entry, speaker, [(start, end)], is_phrase=not is_clause)


_MAKING = word_group("making")


def _read_issued(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "a report by X that ..." and "claims from X that ...": X speaks; "a report in X that" needs an outlet."""
    limit = sentence[1]
    speaker = phrase_after(tokens, cue.end + 1, limit)
    if speaker is None or tokens.classes[speaker.end : speaker.end + 1] != "t":
        return None
    words = tokens.text[tokens.starts[speaker.first] : tokens.ends[speaker.end - 1]]
    if not (may_be_outlet(words) if tokens.words[cue.end] == "in" else can_speak(words)):
        return None
    start = speaker.end + 1
    end = end_of_content(tokens, start, limit, cues, is_clause=True)
    if not has_verb(tokens, start, end):
        return None
    end = min(end, _end_of_noun_clause(tokens, start, end))
    return Relation((cue.first, cue.end), entry, speaker, [(start, end)])


def _before_verb(tokens: Tokens, start: int, end: int) -> int:
    """Return where the finite verb begins of which the noun phrase is the subject."""
    classes = tokens.classes
    for place in range(start + 1, end):
        if classes[place] in "wt":
            return end
        if (
            classes[place] == "m"
            or (classes[place] in "ve" and classes[place + 1 : place + 2] in ("d", "N", "T", "r", "g"))
            or (classes[place] == "e" and classes[place + 1 : place + 2] in ("d", "N", "T"))
        ):
            while place > start and classes[place - 1] == "b":
                place -= 1
            return place
    return end


def _end_of_noun_clause(tokens: Tokens, start: int, end: int) -> int:
    """Return where the clause after "the claim that" ends: at a comma, or before the verb of the main clause."""
    classes = tokens.classes
    has_verb = False
    for place in range(start, end):
        class_ = classes[place]
        if class_ == "," and place > start + 3:
            return place
        if class_ in "wtscTr" and has_verb:
            has_verb = False
        elif class_ in "mve" and classes[place - 1] not in "mbxd'a":
            if has_verb and not (class_ == "e" and classes[place + 1 : place + 2] in ("p", "")):
                return place
            has_verb = True
        elif class_ == "m":
            has_verb = True
    return end


def read_adverb(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "Forces reportedly launched ...": nobody is named, the clause around the adverb is the content."""
    classes = tokens.classes
    floor, limit = sentence
    following = classes[cue.end : cue.end + 1]
    if following not in tuple("evmgbnaT"):
        return None
    first = cue.first
    while first > floor and classes[first - 1] in "mbx":
        first -= 1
    subject = subject_before(tokens, first, floor)
    if subject is not None and subject.antecedent is not None:
        limit = relative_limit(tokens, cue.end, limit)
        subject = Mention(*subject.antecedent, *subject.antecedent)
    if subject is None or subject.is_relative:
        return None
    end = end_of_content(tokens, cue.end, limit, cues, is_clause=False)
    if end <= cue.end:
        return None
    contents = [(subject.first, cue.first if subject.end >= first else subject.end), (cue.end, end)]
    return Relation((cue.first, cue.end), entry, None, contents)


def read_adjective(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "X is confident that ..."."""
    classes = tokens.classes
    floor, limit = sentence
    place = cue.end
    first = cue.first
    while first > floor and classes[first - 1] in "mbx'":
        first -= 1
    if place >= limit or first == cue.first:
        return None
    is_clause = classes[place] == "t"
    if not is_clause and tokens.words[place] not in entry.frames:
        return None
    subject = subject_before(tokens, first, floor)
    if subject is None or tokens.words[subject.first] in ("it", "there"):
        return None
    end = end_of_content(tokens, place + 1, limit, cues, is_clause=is_clause)
    is_negated = any(
        class_ == "x" or tokens.words[first + i].endswith("n't") for i, class_ in enumerate(classes[first : cue.first])
    )
    return Relation((cue.first, cue.end), entry, subject, [(place + 1, end)], is_negated=is_negated)


_LONGEST_SOURCE = 16


def read_citing(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    """Read "Y reported ..., citing X" and "Citing X, Y reported ...": X is the speaker, Y passed it on."""
    classes = tokens.classes
    floor, limit = sentence
    if cue.first > floor and classes[cue.first - 1] not in ",-c" and cue.end == cue.first + 1:
        return None
    source = phrase_after(tokens, cue.end, limit)
    if source is None or source.end - source.first > _LONGEST_SOURCE:
        return None
    words = tokens.text[tokens.starts[source.first] : tokens.ends[source.end - 1]]
    if not (can_speak(words) or is_document(words)):
        return None
    relation = Relation((cue.first, cue.end), entry, source, [])
    host = earlier[-1] if earlier else None
    is_before_host = host is None and classes.find(",", source.end, min(limit, source.end + _LONGEST_SOURCE)) > 0
    if cue.first <= floor + 1 or is_before_host:
        relation.needs_host = True
        return relation
    if host is None or host.speaker is None:
        return None
    relation.contents = list(host.contents)
    relation.via = host.speaker
    return relation


_NAME_AND_COLON = re.compile(r"[N_]{1,6}:")
_NAME_REACH = 20_000


def read_colon(tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int]) -> Relation | None:
    """Read "SMITH: Well, ..." in a transcript and "Smith: Bridge will open" in a headline: the paragraph is said."""
    classes = tokens.classes
    floor = sentence[0]
    if (floor and classes[floor - 1] != "|") or not _NAME_AND_COLON.match(classes, floor, cue.end):
        return None
    if cue.first - floor > 5 or classes[floor : cue.first].count("_") > 2:
        return None
    end = classes.find("|", cue.end)
    end = len(classes) if end < 0 else end
    if end <= cue.end + 1:
        return None
    if floor and not tokens.is_transcript:
        return None
    text = tokens.text
    name = text[tokens.starts[cue.first - 1] : tokens.ends[cue.first - 1]]
    start, after = tokens.starts[floor], tokens.ends[cue.first]
    if not any(
        text.find(form, max(0, start - _NAME_REACH), start) >= 0 or text.find(form, after, after + _NAME_REACH) >= 0
        for form in {name, name.capitalize()}
    ):
        return None
    speaker = Mention(floor, cue.first, floor, cue.first)
    return Relation((cue.first, cue.end), entry, speaker, [(cue.end, end)])


def read_preposition(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "according to X": X is the speaker, the rest of the sentence the content."""
    classes = tokens.classes
    floor, limit = sentence
    speaker = _source_after(tokens, cue.end, limit)
    if speaker is None and tokens.words[cue.end : cue.end + 1] in (["him"], ["her"], ["them"]):
        speaker = Mention(cue.end, cue.end + 1, cue.end, cue.end + 1)
    if speaker is None:
        return None
    relation = Relation((cue.first, cue.end), entry, speaker, [])
    if cue.first > floor and classes[cue.first - 1] in ":;":
        floor = cue.first
        sentence = (floor, limit)
    if cue.first == floor or (classes[floor] in "bc" and cue.first <= floor + 2):
        comma = speaker.full_end
        has_apposition = speaker.full_end > speaker.end
        if has_apposition and (
            not has_verb(tokens, speaker.full_end, limit) or _has_own_verb(classes, speaker.end + 1, speaker.full_end)
        ):
            comma = speaker.full_end = speaker.end
        while comma < limit and comma < speaker.end + 6 and classes[comma] != ",":
            comma += 1
        if comma < limit and classes[comma] == ",":
            start = comma + 1
            relation.contents = [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
        elif _opens_clause(tokens, speaker.end, limit):
            start = speaker.end
            relation.contents = [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
        return relation
    relation.contents = _around(tokens, (cue.first, speaker.full_end), sentence, cues)
    return relation


def _opens_clause(tokens: Tokens, place: int, limit: int) -> bool:
    """Tell whether a clause follows at once: "According to the army about 60 shells fell"."""
    if tokens.words[place : place + 1] in (["about"], ["around"], ["over"], ["nearly"], ["almost"]):
        place += 1
    return opens_main_clause(tokens.classes, place, limit)


_OWN_VERB = re.compile(r"[^wtgem]*?[mv]")


def _has_own_verb(classes: str, start: int, end: int) -> bool:
    """Tell whether a stretch is a clause, not an apposition with "who ..." or "published ..." in it."""
    return _OWN_VERB.match(classes, start, end) is not None


def _around(
    tokens: Tokens, aside: tuple[int, int], sentence: tuple[int, int], cues: dict[int, Cue]
) -> list[tuple[int, int]]:
    """Return the clause around words that name its source: before them, and after them where it goes on."""
    classes = tokens.classes
    (end, after), (floor, limit) = aside, sentence
    while end > floor and classes[end - 1] in ",b-":
        end -= 1
    contents = [(floor, end)] if end > floor else []
    goes_on = classes[after : after + 1] == "," and classes[after + 1 : after + 2] not in ("c", "w", "g", "s")
    if after < limit and goes_on and has_verb(tokens, after, limit):
        contents.append((after + 1, end_of_content(tokens, after + 1, limit, cues, is_clause=True)))
    return contents


def _read_view(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "in her view, ..." and "..., in the bank's opinion, ..."."""
    classes, words = tokens.classes, tokens.words
    floor = sentence[0]
    opener = cue.first - 1
    while opener >= floor and words[opener] != "in" and cue.first - opener < 12:
        opener -= 1
    if opener < floor or words[opener] != "in" or classes[opener + 1] == "|":
        return None
    if cue.first - opener == 2 and words[opener + 1] in ("his", "her", "their", "its", "my", "our"):
        speaker: Mention | None = Mention(opener + 1, cue.first, opener + 1, cue.first)
    elif classes[cue.first - 1] == "'":
        speaker = subject_before(tokens, cue.first - 1, opener + 1)
    else:
        return None
    contents = _around(tokens, (opener, cue.end), sentence, cues)
    return Relation((cue.first, cue.end), entry, speaker, contents) if speaker is not None else None


def _source_after(tokens: Tokens, start: int, limit: int) -> Mention | None:
    return phrase_after(tokens, start, limit)
