"""Reporting verbs in the active voice, with their subject before or after them."""

import re
from dataclasses import dataclass

from newsledger.claims.contents import embedded_limit, end_of_content, has_verb, relative_limit, skip_adverbials
from newsledger.claims.cues import SAYING_FRAMES, Cue, CueEntry, cue_lexicon
from newsledger.claims.noun_phrases import Mention, phrase_after, subject_before
from newsledger.claims.other_cues import (
    read_claim_answered,
    read_heard_clause,
    read_passive,
    read_reported_by,
    read_told,
)
from newsledger.claims.relation import Relation
from newsledger.claims.sides import (
    add_right_part,
    after_colon,
    after_earlier_tail,
    is_followed_by_sentence,
    is_tail_ahead,
    left_content,
    object_relative,
    right_content,
    skip_addressee,
    stands_after_content,
)
from newsledger.claims.subjects import is_object, main_subject
from newsledger.claims.tokens import Tokens, is_adjective
from newsledger.claims.word_groups import word_group
from newsledger.speakers import can_speak, is_document, may_speak

_BE = word_group("be")


@dataclass(slots=True)
class _Group:
    """The verb group around a reporting verb."""

    first: int
    has_auxiliary: bool
    is_negated: bool
    is_passive: bool
    is_infinitive: bool
    is_progressive: bool


def verb_group(tokens: Tokens, cue: Cue, form: str, floor: int) -> _Group:
    """Return the verb group that ends with a reporting verb: its first token, negation and voice."""
    classes, words = tokens.classes, tokens.words
    first = cue.first
    is_negated = has_auxiliary = is_be = False
    nearest = ""
    while first > floor:
        class_ = classes[first - 1]
        word = words[first - 1]
        if class_ in "mx" or (class_ == "'" and word == "'s" and classes[first - 2] in "rw"):
            if class_ == "x" or word.endswith("n't") or word == "cannot":
                is_negated = True
            elif not nearest:
                nearest = word
                has_auxiliary = True
                is_be = word in _BE and (word != "'s" or form == "ing")
            if class_ == "m":
                has_auxiliary = True
                nearest = nearest or word
                is_be = nearest in _BE
        elif class_ == "b" or (word == "since" and first - 1 > floor and classes[first - 2] == "m"):
            pass
        else:
            break
        first -= 1
    return _Group(
        first,
        has_auxiliary,
        is_negated,
        is_be and form == "past",
        first > floor and words[first - 1] == "to",
        is_be and form == "ing",
    )


def read_verb(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    """Read a finite reporting verb: "X said ...", "..., said X", "X and Y have denied ...", "was praised by X"."""
    classes, words = tokens.classes, tokens.words
    floor = sentence[0]
    is_capitalised = classes[cue.first] == "N" and cue.first > floor and classes[cue.first - 1] in "Nn"
    if is_capitalised and (entry.form != "third" or not _can_be_capitalised(tokens, entry, sentence)):
        return None
    group = verb_group(tokens, cue, entry.form, floor)
    if entry.form == "past" and group.first == cue.first and floor + 1 == cue.first and "that" in entry.frames:
        reported = read_reported_by(tokens, cue, entry, sentence, cues)
        if reported is not None:
            return reported
    if entry.form == "past" and group.first == cue.first and words[cue.end : cue.end + 1] == ["by"]:
        answered = read_claim_answered(tokens, cue, entry, sentence, cues)
        if answered is not None:
            return answered
    if group.is_passive:
        return read_passive(tokens, cue, entry, group.first, sentence, cues, is_negated=group.is_negated)
    if group.is_infinitive:
        return _read_infinitive(tokens, cue, entry, group, sentence, cues)
    before = group.first - 1
    if before > floor and words[before] in ("or", "nor") and _is_negated_before(tokens, before, floor):
        return None
    if before > floor and (
        (classes[before] == "c" and words[before] in ("and", "but", "or"))
        or _continues_list(tokens, before, entry, earlier)
    ):
        return _read_coordinated(tokens, cue, entry, group, sentence, cues, earlier)
    quote_before = group.first > floor and classes[group.first - 1] == '"'
    is_inverted = quote_before or _is_inverted(tokens, cue, entry, group, sentence)
    subject = None if is_inverted else subject_before(tokens, group.first, floor)
    if subject is None:
        inverted = _read_inverted(tokens, cue, entry, group, sentence, cues, earlier)
        return inverted or _read_far(tokens, cue, entry, group, sentence, cues)
    if entry.form == "base" and not group.has_auxiliary and not _takes_base(tokens, subject):
        return _read_far(tokens, cue, entry, group, sentence, cues)
    if entry.form == "past" and not group.has_auxiliary and is_object(tokens, subject, floor, cues):
        return None
    if entry.form == "past" and classes[cue.first - 1] == "#" and classes[cue.end : cue.end + 1] in ("n", "a"):
        return None  # "55 of 75 confirmed dead"
    if entry.class_ == "belief" and subject.is_relative and subject.antecedent is None:
        return None
    if entry.form in ("third", "base") and _is_noun(tokens, cue, entry, subject):
        return None
    if entry.class_ == "perception":
        told = read_told(tokens, cue, entry, subject, sentence)
        told = told or read_heard_clause(tokens, cue, entry, subject, sentence[1], cues)
        if told is not None:
            return told
    return read_with_subject(tokens, cue, entry, group, subject, sentence, cues, earlier)


def _is_inverted(tokens: Tokens, cue: Cue, entry: CueEntry, group: _Group, sentence: tuple[int, int]) -> bool:
    """Tell whether ", said lobbyist Bert Ohm." closes the sentence: the speaker stands after the cue."""
    floor, limit = sentence
    if "quote" not in entry.frames or group.has_auxiliary or entry.form not in ("past", "third"):
        return False
    if (
        "hearer" in entry.frames
        or group.first != cue.first
        or cue.first - floor < _SHORTEST_BEFORE
        or tokens.classes[cue.first - 1] != ","
    ):
        return False
    subject = phrase_after(tokens, cue.end, limit)
    if subject is None or not has_verb(tokens, floor, cue.first - 1):
        return False
    if _is_main_verb(tokens.classes, floor, cue.first - 1):
        return False
    return subject.full_end >= limit or tokens.classes[subject.full_end] in ".;"


_CLAUSE_SO_FAR = re.compile(r"[^,;:.|\"mv]{1,24},p?d?w[^;:|\"]*\Z")


def _is_main_verb(classes: str, floor: int, comma: int) -> bool:
    """Tell whether a clause waits for its verb at this comma: "X, who has lived in Brill since May, denies ..."."""
    chunk = classes[floor:comma]
    return _CLAUSE_SO_FAR.match(chunk) is not None and not any(part[:1] in "mve" for part in chunk.split(",")[2:])


_SHORTEST_BEFORE = 5
_REACH_OF_NEGATION = 5
_NEGATIONS = word_group("pair_negation")


def _is_negated_before(tokens: Tokens, coordinator: int, floor: int) -> bool:
    """Tell whether "or", "nor" joins verbs that are negated together: "never confirmed or denied"."""
    for place in range(coordinator - 1, max(floor, coordinator - _REACH_OF_NEGATION) - 1, -1):
        if tokens.classes[place] in ',;:."' or tokens.classes[place] == "r":
            return False
        if tokens.classes[place] == "x" or tokens.words[place] in _NEGATIONS or tokens.words[place].endswith("n't"):
            return True
    return False


def _read_far(
    tokens: Tokens, cue: Cue, entry: CueEntry, group: _Group, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "Several people we met there last week said ...": the sentence opens with a subject that has a long tail."""
    classes = tokens.classes
    floor, limit = sentence
    if not entry.frames >= SAYING_FRAMES or '"' in classes[floor : cue.first]:
        return None
    if entry.form == "past" and not group.has_auxiliary and tokens.words[cue.end : cue.end + 1] == ["by"]:
        return None
    if ("homonym" in entry.frames or entry.form == "past") and classes[cue.first - 1] in "da'":
        return None
    start = floor
    while start < group.first and classes[start] in "cb":
        start += 1
    subject = phrase_after(tokens, start, group.first)
    if subject is None or subject.end >= group.first or classes[subject.first] in "rp":
        return None
    if classes[subject.end] not in "wrgte,-" and classes[subject.end : subject.end + 1] != "a":
        return None
    words = tokens.text[tokens.starts[subject.first] : tokens.ends[subject.end - 1]]
    if not (can_speak(words) or is_document(words)) or (
        entry.form == "base" and not group.has_auxiliary and not _takes_base(tokens, subject)
    ):
        return None
    relation = Relation((cue.first, cue.end), entry, subject, [], is_negated=group.is_negated)
    relation.contents = right_content(tokens, relation, cue, entry, limit, cues)
    return None if relation.is_phrase else relation


_CONTROLLERS = word_group("controller")


def _read_infinitive(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    group: _Group,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
) -> Relation | None:
    """Read "X continued to insist that ..."."""
    floor, limit = sentence
    if entry.form != "base" or entry.class_ not in ("speech", "belief") or group.is_negated:
        return None
    verb = group.first - 2
    if verb > floor and "verifies" in entry.frames and tokens.words[verb] in ("able", "unable"):
        return _read_unable(tokens, cue, entry, verb, sentence, cues)
    while verb > floor and tokens.classes[verb] in "bp":
        verb -= 1
    if verb <= floor or tokens.words[verb] not in _CONTROLLERS:
        return None
    first = verb
    while first > floor and tokens.classes[first - 1] in "bm":
        first -= 1
    subject = subject_before(tokens, first, floor)
    if subject is None:
        return None
    relation = Relation((cue.first, cue.end), entry, subject, [])
    relation.contents = right_content(tokens, relation, cue, entry, limit, cues)
    return relation


def _read_unable(
    tokens: Tokens, cue: Cue, entry: CueEntry, able: int, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "X has not been able to verify ..." and "X was unable to confirm ..."."""
    floor, limit = sentence
    is_negated = tokens.words[able] == "unable"
    first = able
    while first > floor and tokens.classes[first - 1] in "mbx":
        first -= 1
        is_negated = is_negated or tokens.classes[first] == "x" or tokens.words[first].endswith("n't")
    subject = subject_before(tokens, first, floor)
    if subject is None or not is_negated:
        return None
    relation = Relation((cue.first, cue.end), entry, subject, [], is_negated=True)
    relation.contents = right_content(tokens, relation, cue, entry, limit, cues)
    return relation


def _continues_list(tokens: Tokens, before: int, entry: CueEntry, earlier: list[Relation]) -> bool:
    """Tell whether a verb is the next of "supports A, opposes B and recalled C"."""
    if tokens.classes[before] not in ',"' or not earlier or earlier[-1].entry.form != entry.form:
        return False
    last = earlier[-1]
    if last.speaker is not None and last.speaker.is_relative:
        return False
    return not last.is_tail and bool(last.contents) and last.contents[-1][1] in (before, before + 1)


def _read_coordinated(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    group: _Group,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    """Read the second verb of "announced that ... and vowed to ..."."""
    if entry.form == "base" and not group.has_auxiliary:
        return None
    speaker = next((r.speaker for r in reversed(earlier) if r.speaker is not None and r.entry.form != "ing"), None)
    if earlier and earlier[-1].entry.lemma == "hear" and earlier[-1].contents:  # "heard he was there but told ..."
        start = earlier[-1].contents[0][0]
        is_pronoun = tokens.classes[start] == "r"
        speaker = (
            Mention(start, start + 1, start, start + 1) if is_pronoun else phrase_after(tokens, start, group.first)
        )
    if speaker is None:
        speaker = main_subject(tokens, sentence[0], group.first, cues)
    if speaker is None:
        return None
    relation = Relation((cue.first, cue.end), entry, speaker, [], is_negated=group.is_negated)
    relation.contents = right_content(tokens, relation, cue, entry, sentence[1], cues)
    return relation


def _takes_base(tokens: Tokens, subject: Mention) -> bool:
    """Tell whether a subject goes with a base form: they, officials, "X and Y"."""
    classes, words = tokens.classes, tokens.words
    if subject.is_relative:
        return True
    if classes[subject.first] == "r":
        return words[subject.first] in ("they", "we", "i", "you")
    if "c" in classes[subject.first : subject.end]:
        return True
    head = subject.first
    while head + 1 < subject.end and classes[head + 1] in "Nn#aeg'_d":
        head += 1
    word = words[head]
    if word in _PLURALS or classes[subject.first] == "#" or words[subject.first] in _PLURALS:
        return True
    return word.endswith("s") and not word.endswith("ss") and classes[head] in "nN"


_PLURALS = word_group("plural")


def _is_noun(tokens: Tokens, cue: Cue, entry: CueEntry, subject: Mention) -> bool:
    """Tell whether a form that is a noun too ("claims", "reports") stands here as one."""
    classes = tokens.classes
    before = classes[cue.first - 1]
    if "homonym" not in entry.frames or subject.end != cue.first:
        return False
    if before in "Nn" and _has_noun(tokens.words[cue.end : cue.end + 1]):
        return True
    if classes[cue.first] == "v":
        return False
    following = classes[cue.end : cue.end + 1]
    if before in "a#'dep":
        return True
    words = tokens.text[tokens.starts[subject.first] : tokens.ends[subject.end - 1]]
    if following in (".", "") and subject.first > 1 and classes[subject.first - 1] == "," and can_speak(words):
        return False
    if before in "n)":
        return following in ("p", ",", ".", "c", "m", "e", "v", "b", "n", "") or not may_speak(words)
    if subject.end - subject.first == 1 and before == "N":
        return following in ("m", "v") or is_adjective(words)
    return False


def _has_noun(following: list[str]) -> bool:
    """Tell whether what follows a form in -s shows it to be a noun: "army claims about", "court documents allege"."""
    if not following:
        return False
    entries = cue_lexicon().get(following[0], ())
    return following[0] in _ABOUT or any(entry.form == "base" and entry.frames >= SAYING_FRAMES for entry in entries)


_ABOUT = frozenset(("about", "concerning", "regarding"))


def read_with_subject(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    group: _Group,
    subject: Mention,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    """Read a reporting verb whose subject is known: what is said stands before or after the two."""
    classes, words = tokens.classes, tokens.words
    floor, limit = sentence
    relation = Relation((cue.first, cue.end), entry, subject, [], is_negated=group.is_negated)
    before = subject.full_first - 1
    is_subordinate = False
    while before >= floor and classes[before] in "bcs":
        is_subordinate = is_subordinate or classes[before] == "s"
        before -= 1
    if is_subordinate:
        limit = embedded_limit(tokens, cue.end, limit)
    elif subject.is_relative or (before > floor and words[before] == "which" and classes[before - 1] == "p"):
        limit = relative_limit(tokens, cue.end, limit)
    antecedent = object_relative(tokens, subject, cue, floor)
    if (
        entry.form == "past"
        and not group.has_auxiliary
        and entry.lemma not in ("say", "add", "write")
        and words[skip_adverbials(tokens, cue.end, limit) : limit][:1] == ["by"]
    ):
        return None
    if antecedent is not None and "clause" in entry.frames:
        end = end_of_content(tokens, cue.end, relative_limit(tokens, cue.end, limit), cues, is_clause=True)
        relation.contents = [antecedent, (cue.end, end)]
        return relation
    if "quote" in entry.frames and not subject.is_relative:
        after = cue.end
        if "told" in entry.frames and after < limit and classes[after] in "daeNn#or":
            after = skip_addressee(tokens, relation, after, limit)
        is_tail = is_tail_ahead(tokens, after, limit) and not (
            "to" in entry.frames and classes[after : after + 1] == "T"
        )
        if stands_after_content(tokens, subject, before, floor, cue, is_tail=is_tail):
            start = _after_own_clause(tokens, before, floor, earlier)
            left = left_content(tokens, before, start, needs_verb=start == floor and classes[after : after + 1] != ",")
            if group.is_negated and left is not None and '"' not in classes[left[0] : left[1]]:
                left = None
            if left is not None and is_followed_by_sentence(tokens, after, limit) and classes[before] != '"':
                left = None
            if left is not None and not any(
                first <= before < end + (classes[before] == '"') and not other.is_tail and not other.is_passive
                for other in earlier
                for first, end in other.contents
            ):
                relation.contents = [after_earlier_tail(tokens, left, earlier)]
                relation.is_tail = True
                add_right_part(tokens, relation, after, limit, cues)
                return relation
        is_aside = is_subordinate and words[subject.first - 1] == "as"
        opens = is_aside and before < floor
        limit = sentence[1] if opens else limit
        comma = skip_adverbials(tokens, after, limit) if opens else cue.end
        if (is_tail or opens) and classes[comma : comma + 1] == "," and (before < floor + 2 or is_aside):
            start = comma + 1
            if start < limit and (classes[start] == '"' or has_verb(tokens, start, limit)) and start not in cues:
                relation.contents = [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
                return relation
    relation.contents = right_content(tokens, relation, cue, entry, limit, cues)
    is_bare = relation.is_phrase and not group.has_auxiliary and entry.form == "past"
    if is_bare and relation.contents and _is_description(classes, subject, cue, relation.contents[-1][1], limit):
        return None
    return relation


def _after_own_clause(tokens: Tokens, before: int, floor: int, earlier: list[Relation]) -> int:
    """Return where "the road, he added, is shut" begins after "Olsen said it was late;"."""
    semicolon = tokens.classes.rfind(";", floor, before)
    if any(r.cue is not None and floor <= r.cue[0] < semicolon for r in earlier):
        return semicolon + 1
    return floor


def _can_be_capitalised(tokens: Tokens, entry: CueEntry, sentence: tuple[int, int]) -> bool:
    """Tell whether a capitalised form in -s can be a verb: "Says" can, "Slams" in a headline where all words are."""
    if "homonym" not in entry.frames and "quote" in entry.frames:
        return True
    words = [class_ for class_ in tokens.classes[slice(*sentence)] if class_ not in ",.;:-|\"'()"]
    return len(words) > 3 and 2 * words.count("N") > len(words) and "e" not in words


def _is_description(classes: str, subject: Mention, cue: Cue, end: int, limit: int) -> bool:
    """Tell whether a participle only describes: "a club called X was", "475 pledged delegates"."""
    if classes[subject.end - 1] == "#" and classes[cue.end : cue.end + 1] in ("n", "a"):
        return True
    return _VERB_AFTER.match(classes, end, limit) is not None


_VERB_AFTER = re.compile(r",?b?[mv]")


def _read_inverted(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    group: _Group,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    """Read '"...," said the minister' and 'The bridge will open, said the minister'."""
    classes = tokens.classes
    floor, limit = sentence
    if "quote" not in entry.frames or "hearer" in entry.frames or group.has_auxiliary or entry.form == "base":
        return None
    if _PRONOUN_AND_VERB.match(classes, cue.end, limit):
        return None
    if group.first <= floor:
        return _read_opening(tokens, cue, entry, sentence, cues)
    before = group.first - 1
    if classes[before] not in '",-':
        return None
    subject = phrase_after(tokens, cue.end, limit)
    if subject is None:
        return None
    left = left_content(tokens, before, floor, needs_verb=classes[subject.full_end : subject.full_end + 1] != ",")
    if left is None:
        return None
    left = after_earlier_tail(tokens, left, earlier)
    relation = Relation((cue.first, cue.end), entry, subject, [left], is_negated=group.is_negated, is_tail=True)
    add_right_part(tokens, relation, subject.full_end, limit, cues)
    return relation


_PRONOUN_AND_VERB = re.compile(r"r[bx]*[mve]")


def _read_opening(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read 'Added Smith: "..."'."""
    subject = phrase_after(tokens, cue.end, sentence[1])
    if subject is None or tokens.classes[subject.full_end : subject.full_end + 1] != ":":
        return None
    contents = after_colon(tokens, subject.full_end, sentence[1], cues)
    return Relation((cue.first, cue.end), entry, subject, contents)
