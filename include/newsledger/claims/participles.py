"""Reporting participles ("..., saying ...") and whose they are."""

from newsledger.claims.contents import embedded_limit
from newsledger.claims.cues import Cue, CueEntry
from newsledger.claims.noun_phrases import Mention, phrase_after, subject_before
from newsledger.claims.relation import Relation
from newsledger.claims.sides import left_content, right_content
from newsledger.claims.subjects import main_subject, person_before, subject_after_comma, subject_after_with
from newsledger.claims.tokens import Tokens
from newsledger.claims.verbs import read_with_subject, verb_group
from newsledger.claims.word_groups import word_group
from newsledger.speakers import is_document, may_be_outlet

_CONTROLLERS = word_group("controller")
_SOME = word_group("pronoun_like")


def read_participle(
    tokens: Tokens,
    cue: Cue,
    entry: CueEntry,
    sentence: tuple[int, int],
    cues: dict[int, Cue],
    earlier: list[Relation],
) -> Relation | None:
    """Read "..., saying that ..." and "is calling for ...", or None where no speaker can be told."""
    classes = tokens.classes
    floor, limit = sentence
    quoted = _read_quoted(tokens, cue, entry, sentence, cues)
    if quoted is not None:
        return quoted
    group = verb_group(tokens, cue, "ing", floor)
    is_begun = group.first > floor and tokens.words[group.first - 1] in _CONTROLLERS
    if group.is_progressive or is_begun:
        subject = subject_before(tokens, group.first - is_begun, floor)
        if subject is None:
            return None
        return read_with_subject(tokens, cue, entry, group, subject, sentence, cues, earlier)
    before = group.first - 1
    if entry.class_ == "belief" and before >= floor and classes[before] not in ",ps":
        return None
    if before >= floor and classes[before] not in ',pncN-)"os' and tokens.words[before] not in _SOME:
        return None
    tail = earlier[-1] if earlier and earlier[-1].is_tail and before >= floor and classes[before] == "," else None
    subject = (
        (tail.speaker if tail is not None else None)
        or _object_before(tokens, before, floor, earlier)
        or _document_before(tokens, before, floor)
        or subject_after_with(tokens, before, floor)
        or person_before(tokens, before, floor)
        or main_subject(tokens, floor, group.first, cues, is_nearest=before >= floor and classes[before] in "ps")
    )
    if subject is None and earlier and earlier[-1].speaker is not None:
        subject = earlier[-1].speaker
    if subject is None and (before < floor or classes[before] in "ps"):
        subject = subject_after_comma(tokens, group.first, limit)
    if subject is None:
        return None
    if group.first <= floor + 1:
        main = embedded_limit(tokens, cue.end, limit)
        if main == limit:
            return None
        limit = main
    relation = Relation((cue.first, cue.end), entry, subject, [], is_negated=group.is_negated)
    relation.contents = right_content(tokens, relation, cue, entry, limit, cues)
    if not relation.contents and tokens.words[max(floor, group.first - 2) : group.first] == ["quoted", "as"]:
        _take_quotation(tokens, relation, cue, floor, limit)
    elif not relation.contents and tokens.words[group.first - 1 : group.first] == ["as"]:
        _take_quotation_by(tokens, relation, cue, floor)
    return relation


_QUOTING = frozenset(("quoted", "quotes", "quote", "quoting", "cited", "cites", "citing"))
_LONGEST_QUOTED = 22


def _read_quoted(
    tokens: Tokens, cue: Cue, entry: CueEntry, sentence: tuple[int, int], cues: dict[int, Cue]
) -> Relation | None:
    """Read "the Post quoted X as saying ..." and '"...," the Post quoted X as saying': X speaks by way of the Post."""
    classes, words = tokens.classes, tokens.words
    floor, limit = sentence
    end = cue.first - 1
    if end <= floor or words[end] != "as":
        return None
    verb = next((v for v in range(end - 2, max(floor, end - _LONGEST_QUOTED) - 1, -1) if words[v] in _QUOTING), -1)
    if verb < 0 or words[verb + 1] in ("by", "in", "on"):
        return None
    if end == verb + 2 and classes[verb + 1] in "or":
        speaker: Mention | None = Mention(verb + 1, end, verb + 1, end)
    else:
        speaker = phrase_after(tokens, verb + 1, end)
    if speaker is None:
        return None
    speaker.full_end = min(speaker.full_end, end)
    relation = Relation((cue.first, cue.end), entry, speaker, [])
    relation.contents = right_content(tokens, relation, cue, entry, limit, cues)
    first = verb
    while first > floor and classes[first - 1] in "mb":
        first -= 1
    outlet = subject_before(tokens, first, floor) if words[verb][-3:] != "ing" else None
    if outlet is not None and may_be_outlet(tokens.text[tokens.starts[outlet.first] : tokens.ends[outlet.end - 1]]):
        relation.via = outlet
    before = outlet.full_first - 1 if outlet is not None else -1
    if not relation.contents and before > floor and classes[before] in '",':
        left = left_content(tokens, before, floor, needs_verb=True)
        if left is not None:
            relation.contents, relation.is_tail, relation.is_phrase = [left], True, False
    return relation if relation.contents else None


def _take_quotation(tokens: Tokens, relation: Relation, cue: Cue, floor: int, limit: int) -> None:
    """Read '"...," X was quoted as saying by the Post'."""
    before = relation.speaker.full_first - 1 if relation.speaker is not None else -1
    if before <= floor or tokens.classes[before] not in '",':
        return
    left = left_content(tokens, before, floor, needs_verb=True)
    if left is None:
        return
    relation.contents, relation.is_tail, relation.is_phrase = [left], True, False
    if tokens.words[cue.end : cue.end + 1] in (["by"], ["in"]):
        relation.via = phrase_after(tokens, cue.end + 1, limit)


def _take_quotation_by(tokens: Tokens, relation: Relation, cue: Cue, floor: int) -> None:
    """Read '"...," X was quoted by the Post as saying'."""
    words = tokens.words
    by = next((at for at in range(cue.first - 2, max(floor, cue.first - _LONGEST_QUOTED), -1) if words[at] == "by"), 0)
    if not by or words[by - 1] not in _QUOTING:
        return
    first = by - 1
    while first > floor and tokens.classes[first - 1] in "mb":
        first -= 1
    speaker = subject_before(tokens, first, floor)
    before = speaker.full_first - 1 if speaker is not None else -1
    if before <= floor or tokens.classes[before] not in '",':
        return
    left = left_content(tokens, before, floor, needs_verb=True)
    if left is not None:
        relation.contents, relation.is_tail, relation.is_phrase = [left], True, False
        relation.speaker, relation.via = speaker, phrase_after(tokens, by + 1, cue.first - 1)


def _object_before(tokens: Tokens, before: int, floor: int, earlier: list[Relation]) -> Mention | None:
    """Return X of "criticised X for saying ...", who says it."""
    if not earlier or before < floor or tokens.words[before] not in ("for", "of"):
        return None
    host = earlier[-1]
    if "object" not in host.entry.frames or not host.contents or not host.contents[0][0] < before < host.contents[0][1]:
        return None
    mention = phrase_after(tokens, host.contents[0][0], before)
    return mention if mention is not None and mention.end == before else None


def _document_before(tokens: Tokens, before: int, floor: int) -> Mention | None:
    """Return the paper right before a participle, as in "reports in the Post suggesting that"."""
    if before < floor or tokens.classes[before] not in "nN":
        return None
    mention = subject_before(tokens, before + 1, floor)
    if mention is None or not is_document(tokens.text[tokens.starts[mention.first] : tokens.ends[mention.end - 1]]):
        return None
    return mention
