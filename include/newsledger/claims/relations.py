"""One reporting word in its sentence → who says what: token ranges, nothing resolved yet."""

import re
from dataclasses import dataclass

from newsledger.claims.contents import (
    embedded_limit,
    end_of_content,
    has_verb,
    is_occasion,
    quotation_with_tail,
    relative_limit,
    skip_adverbials,
)
from newsledger.claims.cues import Cue, CueEntry
from newsledger.claims.noun_phrases import Mention, antecedent_of, phrase_after, subject_before
from newsledger.claims.other_cues import (
    read_adjective,
    read_adverb,
    read_citing,
    read_colon,
    read_noun,
    read_passive,
)
from newsledger.claims.relation import Relation
from newsledger.claims.tokens import Tokens, is_adjective
from newsledger.speakers import can_speak, may_speak


_BE = frozenset(
    ("is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m", "gets", "got", "get")
)
_ADDRESSEE = re.compile(
    r"(?:o|r|d?[aeg#b]*[nN#][Nn#&_']*(?:p[daeg#]{0,3}[Nn][Nn#&_']*)?(?:[(][^()]{1,8}[)])?)"
)
_THAT_AHEAD = re.compile(r'(?:[^t".;:|mvws,]|,(?!g)){0,14}?t')


def read_relation(
    tokens: Tokens, cue: Cue, sentence: tuple[int, int], cues: dict[int, Cue], earlier: list[Relation]
) -> Relation | None:
    """Return the attribution that this reporting word makes in its sentence, or None where it makes none.

    `earlier` are those already found in the sentence: "announced ... and vowed" share their speaker.
    """
    sentence = _after_dateline(tokens, _within_parenthesis(tokens, cue, sentence))
    relation = _read_entries(tokens, cue, sentence, cues, earlier)
    if relation is None and cue.shorter is not None:
        relation = _read_entries(tokens, cue.shorter, sentence, cues, earlier)
    return relation


def _read_entries(
    tokens: Tokens, cue: Cue, sentence: tuple[int, int], cues: dict[int, Cue], earlier: list[Relation]
) -> Relation | None:
    for entry in cue.entries:
        form = entry.form
        if form == "preposition":
            relation = _read_preposition(tokens, cue, entry, sentence, cues)
        elif form in ("base", "third", "past"):
            relation = _read_verb(tokens, cue, entry, sentence, cues, earlier)
        elif form == "ing":
            relation = _read_participle(tokens, cue, entry, sentence, cues, earlier)
        elif form == "noun":
            relation = read_noun(tokens, cue, entry, sentence, cues)
        elif form == "adverb":
            relation = read_adverb(tokens, cue, entry, sentence, cues)
        elif form == "colon":
            relation = read_colon(tokens, cue, entry, sentence)
        elif form == "adjective":
            relation = read_adjective(tokens, cue, entry, sentence, cues)
        else:
            relation = read_citing(tokens, cue, entry, sentence, cues, earlier)
        if (
            relation is not None
            and (relation.contents or relation.needs_host)
            and _is_claim(tokens, relation)
        ):
            return relation
    return None


def _is_claim(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether something is claimed: "did not specify", "no court has ruled" and "did not say whether" are not."""
    speaker, entry = relation.speaker, relation.entry
    if speaker is not None and tokens.words[speaker.first] in ("no", "nobody", "none", "neither"):
        return False
    if relation.is_negated and relation.contents:
        opening = tokens.classes[relation.contents[0][0]]
        if (
            "silent" in entry.frames
            or opening == "w"
            or tokens.words[relation.contents[0][0]] in ("whether", "if")
        ):
            return False
    if "personal" in entry.frames and speaker is not None:
        return can_speak(tokens.text[tokens.starts[speaker.first] : tokens.ends[speaker.end - 1]])
    return True


_DATELINE = re.compile(r"N[N,()_y#.]{0,10}-")


def _after_dateline(tokens: Tokens, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the sentence without "BRILL (Agency) -" at its start."""
    floor, limit = sentence
    if floor and tokens.classes[floor - 1] != "|":
        return sentence
    match = _DATELINE.match(tokens.classes, floor, limit)
    if match is None or not (tokens.text[tokens.starts[floor] : tokens.ends[floor]].isupper() or "(" in match.group()):
        return sentence
    return (match.end(), limit) if tokens.starts[match.end() - 1] - tokens.starts[floor] < 60 else sentence


def _within_parenthesis(tokens: Tokens, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the part of the sentence that a cue can reach: inside the parentheses that it stands in."""
    opened = tokens.classes.rfind("(", sentence[0], cue.first)
    if opened < 0 or tokens.classes.find(")", opened, cue.first) >= 0:
        return sentence
    closed = tokens.classes.find(")", cue.end, sentence[1])
    return (opened + 1, closed if closed > 0 else sentence[1])


# ------------------------------------------------------------------------------------------------- verbs


@dataclass(slots=True)
class _Group:
    """The verb group around a reporting verb."""

    first: int
    has_auxiliary: bool
    is_negated: bool
    is_passive: bool
    is_infinitive: bool
    is_progressive: bool


def _verb_group(tokens: Tokens, cue: Cue, form: str, floor: int) -> _Group:
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
        elif class_ == "b":
            pass
        else:
            break
        first -= 1
    while first < cue.first and classes[first] == "b" and False:
        first += 1
    return _Group(
        first,
        has_auxiliary,
        is_negated,
        is_be and form == "past",
        first > floor and words[first - 1] == "to",
        is_be and form == "ing",
    )


def _read_verb(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    classes, words = tokens.classes, tokens.words
    floor, limit = sentence
    if classes[cue.first] == "N" and cue.first > floor and classes[cue.first - 1] in "Nn":
        if entry.form != "third" or "homonym" in entry.frames or "quote" not in entry.frames:
            return None
    group = _verb_group(tokens, cue, entry.form, floor)
    if group.is_passive:
        return read_passive(tokens, cue, entry, group.first, sentence, cues, is_negated=group.is_negated)
    if group.is_infinitive:
        return _read_infinitive(tokens, cue, entry, group, sentence, cues)
    before = group.first - 1
    if before > floor and (
        (classes[before] == "c" and words[before] in ("and", "but", "or")) or _continues_list(tokens, before, entry, earlier)
    ):
        return _read_coordinated(tokens, cue, entry, group, sentence, cues, earlier)
    quote_before = group.first > floor and classes[group.first - 1] == '"'
    subject = None if quote_before else subject_before(tokens, group.first, floor)
    if subject is None:
        return _read_inverted(tokens, cue, entry, group, sentence, cues)
    if entry.form == "base" and not group.has_auxiliary and not _takes_base(tokens, subject):
        return None
    if entry.form == "past" and not group.has_auxiliary and _is_object(tokens, subject, floor, cues):
        return None
    if entry.class_ == "belief" and subject.is_relative and classes[subject.first - 1] != ",":
        return None
    if entry.form in ("third", "base") and _is_noun(tokens, cue, entry, subject):
        return None
    return _complete(tokens, cue, entry, group, subject, sentence, cues, earlier)


_CONTROLLERS = frozenset(
    "continue continued continues began begins begin started starts went goes go appeared seemed used uses using use tried tries try came comes returned returns".split()
)


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
    relation.contents = _right_content(tokens, relation, cue, entry, limit, cues)
    return relation


def _continues_list(tokens: Tokens, before: int, entry: CueEntry, earlier: list[Relation]) -> bool:
    """Tell whether a verb is the next of "supports A, opposes B and recalled C"."""
    if tokens.classes[before] not in ',"' or not earlier or earlier[-1].entry.form != entry.form:
        return False
    last = earlier[-1]
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
    speaker = next(
        (r.speaker for r in reversed(earlier) if r.speaker is not None and r.entry.form != "ing"), None
    )
    if speaker is None:
        speaker = main_subject(tokens, sentence[0], group.first, cues)
    if speaker is None:
        return None
    relation = Relation((cue.first, cue.end), entry, speaker, [], is_negated=group.is_negated)
    relation.contents = _right_content(tokens, relation, cue, entry, sentence[1], cues)
    return relation


def _is_object(tokens: Tokens, subject: Mention, floor: int, cues: dict[int, Cue]) -> bool:
    """Tell whether a noun phrase hangs on a verb or preposition, so that a participle follows: "a club called X"."""
    before = subject.first - 1
    if before < floor or subject.is_relative or tokens.classes[subject.first] == "r":
        return False
    return tokens.classes[before] in "pvmgT" or (tokens.classes[before] == "e" and before not in cues)


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


_PLURALS = frozenset(
    "people police men women percent media majority half most many some few several others both all two three four five six seven eight nine ten thousands hundreds dozens these those more".split()
)


def _is_noun(tokens: Tokens, cue: Cue, entry: CueEntry, subject: Mention) -> bool:
    """Tell whether a form that is a noun too ("claims", "reports") stands here as one."""
    classes = tokens.classes
    if "homonym" not in entry.frames or tokens.classes[cue.first] == "v" or subject.end != cue.first:
        return False
    before = classes[cue.first - 1]
    following = classes[cue.end : cue.end + 1]
    if before in "a#'dep":
        return True
    words = tokens.text[tokens.starts[subject.first] : tokens.ends[subject.end - 1]]
    if before in "n)":
        return following in ("p", ",", ".", "c", "m", "e", "v", "b", "n", "") or not may_speak(words)
    if subject.end - subject.first == 1 and before == "N":
        return following in ("m", "v") or is_adjective(words)
    return False


def _complete(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    group: _Group,
    subject: Mention,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
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
    elif subject.is_relative:
        limit = relative_limit(tokens, cue.end, limit)
    antecedent = _object_relative(tokens, subject, cue, floor)
    if antecedent is not None and "clause" in entry.frames:
        end = end_of_content(tokens, cue.end, relative_limit(tokens, cue.end, limit), cues, is_clause=True)
        relation.contents = [antecedent, (cue.end, end)]
        return relation
    if "quote" in entry.frames and not subject.is_relative:
        after = cue.end
        if "told" in entry.frames and after < limit and classes[after] in "daeNn#or":
            after = _skip_addressee(tokens, relation, after, limit)
        is_tail = _is_tail(tokens, after, limit) and not (
            "to" in entry.frames and classes[after : after + 1] == "T"
        )
        if _stands_after_content(tokens, subject, before, floor, cue, is_tail=is_tail):
            left = _left_content(tokens, before, floor, needs_verb=classes[cue.end : cue.end + 1] != ",")
            if left is not None and _is_followed_by_sentence(tokens, after, limit) and classes[before] != '"':
                left = None
            if left is not None and not any(
                first <= before < end + (classes[before] == '"')
                and not other.is_tail
                and not other.is_passive
                for other in earlier
                for first, end in other.contents
            ):
                relation.contents = [left]
                relation.is_tail = True
                _add_right_part(tokens, relation, cue.end, limit, cues)
                return relation
        is_aside = is_subordinate and words[subject.first - 1] == "as"
        if is_tail and classes[cue.end : cue.end + 1] == "," and (before < floor + 2 or is_aside):
            start = cue.end + 1
            if (
                start < limit
                and (classes[start] == '"' or has_verb(tokens, start, limit))
                and start not in cues
            ):
                relation.contents = [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
                return relation
    relation.contents = _right_content(tokens, relation, cue, entry, limit, cues)
    if relation.is_phrase and not group.has_auxiliary and entry.form == "past" and relation.contents:
        if _VERB_AFTER.match(classes, relation.contents[-1][1], limit) or (
            classes[subject.first : subject.end] == "#" and classes[cue.end : cue.end + 1] == "n"
        ):
            return None
    return relation


_VERB_AFTER = re.compile(r",?b?[mv]")


def _stands_after_content(
    tokens: Tokens, subject: Mention, before: int, floor: int, cue: Cue, *, is_tail: bool
) -> bool:
    """Tell whether what is said can stand before the subject: a quotation, or a clause and its comma."""
    if before < floor or tokens.classes[cue.end : cue.end + 1] == "t":
        return False
    if tokens.classes[before] == '"' and tokens.quotation_of[before] >= 0:
        first, end = tokens.quotations[tokens.quotation_of[before]]
        return is_tail or first == floor or end - first > 6
    if not is_tail or tokens.classes[before] not in ",-":
        return False
    if not any("np" in entry.frames for entry in cue.entries):
        return True
    return may_speak(tokens.text[tokens.starts[subject.first] : tokens.ends[subject.end - 1]])


def _object_relative(tokens: Tokens, subject: Mention, cue: Cue, floor: int) -> tuple[int, int] | None:
    """Return the noun phrase before "which critics said was unfair": it belongs to the content."""
    place = subject.first - 1
    if place <= floor or tokens.words[place] not in ("which", "who", "whom", "that"):
        return None
    if not _FINITE_NEXT.match(tokens.classes, cue.end):
        return None
    antecedent = antecedent_of(tokens, place, floor)
    if antecedent is None or antecedent[1] - antecedent[0] > 8:
        return (place, place + 1)
    return antecedent


_NO_CONTENT = frozenset(("nothing", "little", "much", "so", "yes", "no", "something", "anything", "goodbye"))
_THAT_ALONE = re.compile(r"t[ab]?n?(?:[p.,|:;]|$)")
_FINITE_NEXT = re.compile(r"b*[mve]")


def _is_followed_by_sentence(tokens: Tokens, place: int, limit: int) -> bool:
    """Tell whether a quotation that is a sentence of its own follows at once: "In June, he said, "We ..."."""
    if tokens.classes[place : place + 2] not in (',"', ':"') or place + 2 >= limit:
        return False
    return tokens.text[tokens.starts[place + 2]].isupper()


def _left_content(tokens: Tokens, before: int, floor: int, *, needs_verb: bool) -> tuple[int, int] | None:
    """Return what stands before a tail such as ', he said': the quotation and its sentence, or the clause."""
    classes = tokens.classes
    if classes[before] == '"' and tokens.quotation_of[before] >= 0:
        first, end = tokens.quotations[tokens.quotation_of[before]]
        inner = end - 2
        while inner > first and classes[inner] in "'\"":
            inner -= 1
        if end != before + 1 or (classes[inner] not in ",.-" and classes[end : end + 1] != ","):
            return None
        return (_clause_start(tokens, floor, first), end)
    if classes[before - 1] == '"' and tokens.quotation_of[before - 1] >= 0:
        first, _ = tokens.quotations[tokens.quotation_of[before - 1]]
        return (_clause_start(tokens, floor, first), before)
    if before - floor < 2 and classes[floor] in "bcs":
        return None
    if needs_verb and not has_verb(tokens, floor, before):
        return None
    if (
        classes[floor] in "sg"
        and tokens.words[floor] not in ("whether", "if")
        and classes.find(",", floor, before) < 0
        and needs_verb
    ):
        return None
    return (floor, before)


def _clause_start(tokens: Tokens, floor: int, quote: int) -> int:
    """Return where content begins whose last part is a quotation: at a colon before it, or with its sentence."""
    return quote if quote > floor and tokens.classes[quote - 1] == ":" else floor


def _is_tail(tokens: Tokens, place: int, limit: int) -> bool:
    """Tell whether nothing follows the reporting word but when, where or to whom it was said."""
    classes = tokens.classes
    if place >= limit or classes[place] in ".,;-":
        return True
    after = skip_adverbials(tokens, place, limit)
    if after < limit and tokens.words[after] == "by":
        return False
    return (
        after >= limit
        or classes[after] in ".,;-"
        or (classes[after] == "p" and not _THAT_AHEAD.match(classes, after, limit))
    )


def _add_right_part(tokens: Tokens, relation: Relation, place: int, limit: int, cues: dict[int, Cue]) -> None:
    """Add the rest of content that the reporting words interrupt: '"A," he said, "B."'."""
    classes = tokens.classes
    stop = place
    while stop < limit and classes[stop] not in '";:|':
        stop += 1
    if (
        stop < limit
        and classes[stop] == '"'
        and stop - place < 30
        and classes[stop - 1] in ",:-"
        and tokens.quotation_of[stop] >= 0
    ):
        first, end = tokens.quotations[tokens.quotation_of[stop]]
        if first == stop and not any(
            other in cues and _is_finite_speech(cues[other]) for other in range(place + 1, stop)
        ):
            relation.contents.append((first, end_of_content(tokens, first, limit, cues, is_clause=True)))
            return
    first, end = relation.contents[0]
    if classes[place : place + 1] == "," and classes[end - 1] != '"' and classes[end - 2] != '"':
        start = place + 1
        if (
            start < limit
            and classes[start] in "cdrNnpTtswbmvea"
            and start not in cues
            and (classes[start] in "Tp" or has_verb(tokens, start, limit))
        ):
            relation.contents.append((start, end_of_content(tokens, start, limit, cues, is_clause=True)))


def _is_finite_speech(cue: Cue) -> bool:
    return any(entry.form in ("past", "third", "ing") and "quote" in entry.frames for entry in cue.entries)


def _read_inverted(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    group: _Group,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
) -> Relation | None:
    """Read '"...," said the minister' and 'The bridge will open, said the minister'."""
    classes = tokens.classes
    floor, limit = sentence
    if "quote" not in entry.frames or group.has_auxiliary or entry.form == "base":
        return None
    if group.first <= floor:
        return _read_opening(tokens, cue, entry, sentence, cues)
    before = group.first - 1
    if classes[before] not in '",-':
        return None
    subject = phrase_after(tokens, cue.end, limit)
    if subject is None:
        return None
    left = _left_content(
        tokens, before, floor, needs_verb=classes[subject.full_end : subject.full_end + 1] != ","
    )
    if left is None:
        return None
    relation = Relation(
        (cue.first, cue.end), entry, subject, [left], is_negated=group.is_negated, is_tail=True
    )
    _add_right_part(tokens, relation, subject.full_end, limit, cues)
    return relation


def _read_opening(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read 'Added Smith: "..."'."""
    subject = phrase_after(tokens, cue.end, sentence[1])
    if subject is None or tokens.classes[subject.full_end : subject.full_end + 1] != ":":
        return None
    contents = _after_colon(tokens, subject.full_end, sentence[1], cues)
    return Relation((cue.first, cue.end), entry, subject, contents)


def _quotation_ahead(
    tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]
) -> list[tuple[int, int]]:
    """Return the quotation after 'wrote on her page, in capital letters, "..."': no verb stands in between."""
    classes = tokens.classes
    stop = classes.find('"', place, min(limit, place + 18))
    if stop <= place or classes[stop - 1] not in ",:" or tokens.quotation_of[stop] < 0:
        return []
    if any(class_ in "mv|" for class_ in classes[place:stop]) or any(other in cues for other in range(place, stop)):
        return []
    if tokens.quotations[tokens.quotation_of[stop]][0] != stop or quotation_with_tail(tokens, stop, limit, cues):
        return []
    return [(stop, end_of_content(tokens, stop, limit, cues, is_clause=True))]


def _right_content(
    tokens: Tokens, relation: Relation, cue: Cue, entry: CueEntry, limit: int, cues: dict[int, Cue]
) -> list[tuple[int, int]]:
    """Return the content after a reporting verb, as its frames allow; empty where there is none."""
    classes, words = tokens.classes, tokens.words
    frames = entry.frames
    place = cue.end
    if place >= limit:
        return []
    if classes[place] == ":":
        return _after_colon(tokens, place, limit, cues)
    if "told" in frames and place < limit and classes[place] in "daeNn#or":
        place = _skip_addressee(tokens, relation, place, limit)
        if place < limit and words[place] in ("of", "about", "against") and relation.addressee is not None:
            return [(place + 1, end_of_content(tokens, place + 1, limit, cues, is_clause=False))]
    if place < limit and classes[place] == "," and place + 1 < limit and classes[place + 1] == '"':
        place += 1
    if place >= limit:
        return []
    if classes[place] in "pTby,aes" or words[place] in ("last", "this", "earlier"):
        if "quote" in frames and classes[place] in "spTby":
            colon = classes.find(":", place, min(limit, place + 16))
            if (
                colon > 0
                and classes[colon + 1 : colon + 2] in ('"', "|", "")
                and "m" not in classes[place:colon]
            ):
                return _after_colon(tokens, colon, limit, cues)
        match = _THAT_AHEAD.match(classes, place, limit)
        if (
            match is not None
            and "that" in frames
            and classes[match.end() - 2] != "p"
            and not _has_verb_between(classes, place, match.end())
            and (classes[place] == "p" or _ends_adverbial(tokens, match.end() - 2))
        ):
            place = match.end() - 1
        else:
            after = skip_adverbials(tokens, place, limit)
            if after < limit and classes[after] in ",:" and after + 1 < limit and classes[after + 1] in '"t':
                after += 1
            if after > place and after < limit and ("quote" in frames or "that" in frames):
                place = after
    class_ = classes[place]
    if "quote" in frames and class_ in "pTb,oyn":
        quotation = _quotation_ahead(tokens, place, limit, cues)
        if quotation:
            return quotation
    if class_ == ":":
        return _after_colon(tokens, place, limit, cues)
    if class_ == '"' and tokens.quotation_of[place] >= 0:
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    if classes[place : place + 2] == "t'" and "clause" in frames:
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    if (
        class_ == "t"
        and "that" in frames
        and (has_verb(tokens, place + 1, limit) or not _THAT_ALONE.match(classes, place, limit))
    ):
        start = place + 1
        return [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
    relation.is_phrase = True
    if class_ == "T" and ({"to", "object"} & frames) and place == cue.end:
        return (
            [(place + 1, end_of_content(tokens, place + 1, limit, cues, is_clause=False))]
            if "to" in frames
            else []
        )
    if (class_ == "w" or words[place] in ("whether", "if")) and "wh" in frames:
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    if {"object", "wh"} <= frames and class_ in "daNnor":
        match = _ADDRESSEE.match(classes, place, limit)
        if (
            match is not None
            and match.end() < limit
            and (classes[match.end()] == "w" or words[match.end()] in ("if", "whether"))
        ):
            relation.addressee = Mention(place, match.end(), place, match.end())
            start = match.end()
            return [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
    relation.is_phrase = False
    if (
        "clause" in frames
        and class_ in "drNna#so'gewb"
        and _is_clause_ahead(tokens, place, limit, or_phrase=bool({"np", "object"} & frames))
    ):
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    relation.is_phrase = True
    if (
        "object" in frames
        and entry.stance in ("demands", "questions")
        and "T" not in classes[place : min(place + 14, limit)]
    ):
        return []
    if ({"np", "object"} & frames) and _opens_phrase(tokens, entry, place) and place < limit:
        end = end_of_content(tokens, place, limit, cues, is_clause=class_ == "w")
        return [(place, end)] if end > place else []
    return []


def _opens_phrase(tokens: Tokens, entry: CueEntry, place: int) -> bool:
    """Tell whether a noun phrase can begin here: "called for more water", "talks about how ..."."""
    class_, following = tokens.classes[place], tokens.classes[place + 1 : place + 2]
    if class_ in 'daNn#or"ge\'':
        return True
    if class_ == "b":
        return following in tuple("daenN#")
    if class_ == "t":
        return following == '"'
    return class_ == "w" and bool(entry.particles)


def _after_colon(tokens: Tokens, colon: int, limit: int, cues: dict[int, Cue]) -> list[tuple[int, int]]:
    """Return what a colon announces: the rest of the sentence, or the quotation that the next paragraph is."""
    classes = tokens.classes
    if quotation_with_tail(tokens, colon + 1, limit, cues):
        return []
    if colon + 1 < limit:
        return [(colon + 1, limit_of(tokens, limit))]
    start = colon + 1
    while start < len(classes) and classes[start] == "|":
        start += 1
    if start < len(classes) and classes[start] == '"' and tokens.quotation_of[start] >= 0:
        return [tokens.quotations[tokens.quotation_of[start]]]
    return []


def _ends_adverbial(tokens: Tokens, place: int) -> bool:
    """Tell whether a word can stand before the "that" of what is said: "in May that", not "the drama that"."""
    class_, word = tokens.classes[place], tokens.words[place]
    return class_ != "n" or is_occasion(word) or can_speak(word)


def limit_of(tokens: Tokens, limit: int) -> int:
    """Return the end of a sentence without its full stop."""
    while tokens.classes[limit - 1] in ".|":
        limit -= 1
    return limit


def _has_verb_between(classes: str, start: int, end: int) -> bool:
    return any(class_ in "mv" for class_ in classes[start:end])


def _skip_addressee(tokens: Tokens, relation: Relation, place: int, limit: int) -> int:
    match = _ADDRESSEE.match(tokens.classes, place, limit)
    if match is None:
        return place
    end = match.end()
    relation.addressee = Mention(place, end, place, end)
    return end


_SUBJECT = r"[bs]*(?:[^;:.|]{1,40}?,)?[bc]*(?:r|w|o|g[daNn#'_aep]*|[daegb\"]*[Nn#)][aNn#'_&egcp()/dTb\"-]*?|d|\"[^\"]{1,12}\"?)(?:w[^,;:.|]{1,20})?(?:,[^,;:.|]{1,40},)?[b\"]*"
_CLAUSE = re.compile(_SUBJECT + r"(?:m|v|e|n(?=[dtTwo])|'(?=[begadxmpn\"]))|[bs]*rb*n")
_CLAUSE_NOT_PHRASE = re.compile(_SUBJECT + r"(?:m|v|e(?=[^Nn]|$)|n(?=[dtTwo])|'(?=[begadx\"]))|[bs]*rb*n")


def _is_clause_ahead(tokens: Tokens, place: int, limit: int, *, or_phrase: bool) -> bool:
    if not or_phrase and tokens.classes[place] in "drN":
        if has_verb(tokens, place, limit):
            return True
    if not or_phrase and tokens.classes[place] in "drN#a" and tokens.words[place] not in _NO_CONTENT:
        return limit - place > 3
    pattern = _CLAUSE_NOT_PHRASE if or_phrase else _CLAUSE
    return pattern.match(tokens.classes, place, limit) is not None


# ---------------------------------------------------------------------------------- participles and the rest


def _read_participle(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    classes, words = tokens.classes, tokens.words
    floor, limit = sentence
    group = _verb_group(tokens, cue, "ing", floor)
    if group.is_progressive:
        subject = subject_before(tokens, group.first, floor)
        if subject is None:
            return None
        return _complete(tokens, cue, entry, group, subject, sentence, cues, earlier)
    before = group.first - 1
    if entry.class_ == "belief" and before >= floor and classes[before] not in ",ps":
        return None
    if before >= floor and classes[before] not in ',pncN-)"os':
        return None
    subject = _subject_after_with(tokens, before, floor) or main_subject(
        tokens, floor, group.first, cues, is_nearest=before >= floor and classes[before] in "ps"
    )
    if subject is None and earlier and earlier[-1].speaker is not None:
        subject = earlier[-1].speaker
    if subject is None and (before < floor or classes[before] in "ps"):
        subject = _subject_after_comma(tokens, group.first, limit)
    if subject is None:
        return None
    if group.first <= floor + 1:
        main = embedded_limit(tokens, cue.end, limit)
        if main == limit:
            return None
        limit = main
    relation = Relation((cue.first, cue.end), entry, subject, [], is_negated=group.is_negated)
    relation.contents = _right_content(tokens, relation, cue, entry, limit, cues)
    return relation


def _subject_after_with(tokens: Tokens, before: int, floor: int) -> Mention | None:
    """Return the subject of "with each candidate questioning ..."."""
    if before < floor or tokens.classes[before] not in "nN":
        return None
    for place in range(before, max(floor, before - 8), -1):
        if tokens.words[place] == "with":
            return Mention(place + 1, before + 1, place + 1, before + 1)
        if tokens.classes[place] not in "daNn#'_gec":
            return None
    return None


def main_subject(
    tokens: Tokens, floor: int, end: int, cues: dict[int, Cue] | None = None, *, is_nearest: bool = False
) -> Mention | None:
    """Return the subject of the clause that a participle hangs on: the first finite one, or the nearest."""
    classes = tokens.classes
    places = range(end - 1, floor, -1) if is_nearest else range(floor, end)
    for place in places:
        if tokens.quotation_of[place] >= 0:
            continue
        cue = cues.get(place) if cues else None
        if classes[place] in "mve" or (cue is not None and any(e.form == "past" for e in cue.entries)):
            first = place
            while first > floor and classes[first - 1] in "bmx":
                first -= 1
            mention = subject_before(tokens, first, floor)
            if mention is not None and not mention.is_relative and classes[mention.first] != "t":
                if not is_nearest or not _is_object(tokens, mention, floor, cues or {}):
                    return mention
            if cue is not None and classes[place - 1] == '"':
                return phrase_after(tokens, cue.end, end)
    return None


def _subject_after_comma(tokens: Tokens, start: int, limit: int) -> Mention | None:
    """Return the subject that an opening participle waits for: "Speaking of ..., he ..."."""
    classes = tokens.classes
    for place in range(start, min(limit - 1, start + 40)):
        if classes[place] == "," and classes[place + 1] in "rdNna" and tokens.quotation_of[place] < 0:
            for verb in range(place + 2, min(limit, place + 10)):
                if classes[verb] in "mve,":
                    first = verb
                    while classes[first - 1] in "bm":
                        first -= 1
                    return subject_before(tokens, first, place + 1)
            return None
    return None


def _read_preposition(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "according to X": X is the speaker, the rest of the sentence the content."""
    classes = tokens.classes
    floor, limit = sentence
    speaker = _source_after(tokens, cue.end, limit)
    if speaker is None:
        return None
    relation = Relation((cue.first, cue.end), entry, speaker, [])
    if cue.first == floor or (classes[floor] in "bc" and cue.first <= floor + 2):
        comma = speaker.full_end
        if speaker.full_end > speaker.end and not has_verb(tokens, speaker.full_end, limit):
            comma = speaker.full_end = speaker.end
        elif (
            speaker.full_end > speaker.end
            and has_verb(tokens, speaker.end, speaker.full_end)
            and classes[speaker.end + 1] != "w"
        ):
            comma = speaker.full_end = speaker.end
        while comma < limit and comma < speaker.end + 6 and classes[comma] != ",":
            comma += 1
        if comma < limit and classes[comma] == ",":
            start = comma + 1
            relation.contents = [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
        return relation
    end = cue.first
    while end > floor and classes[end - 1] in ",b-":
        end -= 1
    if end > floor:
        relation.contents = [(floor, end)]
        after = speaker.full_end
        if (
            after < limit
            and classes[after] == ","
            and classes[after + 1 : after + 2] not in ("c", "w", "g", "s")
            and has_verb(tokens, after, limit)
        ):
            relation.contents.append(
                (after + 1, end_of_content(tokens, after + 1, limit, cues, is_clause=True))
            )
    return relation


def _source_after(tokens: Tokens, start: int, limit: int) -> Mention | None:
    mention = phrase_after(tokens, start, limit)
    return mention
