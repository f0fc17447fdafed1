"""Quotations without reporting words of their own: the speaker before them goes on."""

from newsledger.claims.cues import CueEntry
from newsledger.claims.noun_phrases import Mention, subject_before
from newsledger.claims.relation import Relation
from newsledger.claims.subjects import main_subject
from newsledger.claims.tokens import Tokens
from newsledger.speakers import can_speak


def carry_on(tokens: Tokens, relations: list[Relation]) -> list[Relation]:
    """Add the quotations that continue an attribution to it, and return those that only seem to.

    A sentence of nothing but a quotation after '"...," he said.' in the same paragraph belongs to that claim,
    and so does the next paragraph where a quotation was left open at the end of one, and those before that the
    quotation runs through. A paragraph of nothing but a quotation right after, also after 'he said that ...', is a
    claim of its own, carried over from that speaker.
    """
    owners: dict[int, Relation] = {}
    taken: set[int] = set()
    for relation in relations:
        for first, end in relation.contents:
            taken.update(index for index in set(tokens.quotation_of[first:end]) if index >= 0)
        if (
            relation.cue is not None
            and "quote" in relation.entry.frames
            and (_has_quotation(tokens, relation) or _ends_paragraph(tokens, relation))
        ):
            sentence = tokens.sentence_of(relation.cue[0])
            if sentence in owners and owners[sentence].is_tail and not relation.is_tail:
                continue
            owners[sentence] = relation
            owners[tokens.sentence_of(relation.contents[-1][1] - 1)] = relation
    for relation in relations:
        if relation.is_tail:
            _take_paragraphs_before(tokens, relation, taken)
    carried: list[Relation] = []
    for index, (start, end) in enumerate(tokens.sentences):
        if tokens.classes[start] != '"' or index in owners or index - 1 not in owners:
            continue
        quotation = tokens.quotation_of[start]
        if quotation < 0 or quotation in taken or tokens.quotations[quotation][0] != start:
            continue
        quotation_end = tokens.quotations[quotation][1]
        rest = tokens.classes[quotation_end:end]
        if rest.strip(".,|") and (rest[0] not in "-w" or quotation_end - start < 2 * len(rest)):
            continue
        owner = owners[index - 1]
        if tokens.classes[start - 1] == "|" and not _is_left_open(tokens, start):
            owner = Relation(None, owner.entry, owner.speaker, [], is_carried_over=True)
            carried.append(owner)
        owner.contents.append((start, quotation_end))
        owners[index] = owner
        taken.add(quotation)
    return carried


def _take_paragraphs_before(tokens: Tokens, relation: Relation, taken: set[int]) -> None:
    """Add the paragraphs that a quotation runs through before the one that ends with '..., he said'."""
    classes, quotation_of = tokens.classes, tokens.quotation_of
    start = relation.contents[0][0]
    while start > 0 and classes[start] == '"' and quotation_of[start] >= 0 and classes[start - 1] == "|":
        if not _is_left_open(tokens, start):
            return
        before = start - 1
        while classes[before] == "|":
            before -= 1
        quotation = quotation_of[before]
        first, end = tokens.quotations[quotation]
        is_same_mark = tokens.text[tokens.starts[first]] == tokens.text[tokens.starts[start]]
        if quotation in taken or not is_same_mark or (first > 0 and classes[first - 1] != "|"):
            return
        taken.add(quotation)
        relation.contents.insert(0, (first, end))
        start = first


def announced_quotations(tokens: Tokens, relations: list[Relation], entry: CueEntry) -> list[Relation]:
    """Return the quotations that only a colon gives to somebody: the subject of the sentence before it.

    'Brandt shook her head: "No, never again."'
    """
    taken = {
        index for relation in relations for first, end in relation.contents for index in tokens.quotation_of[first:end]
    }
    found = []
    for index, (first, end) in enumerate(tokens.quotations):
        if index in taken or end - first < _MIN_WORDS:
            continue
        colon = first - 1
        while colon > 0 and tokens.classes[colon] == "|":
            colon -= 1
        if colon < 1 or tokens.classes[colon] != ":":
            continue
        floor = tokens.sentences[tokens.sentence_of(colon)][0]
        speaker = main_subject(tokens, floor, colon)
        if speaker is None or not can_speak(_text(tokens, speaker)):
            speaker = subject_before(tokens, colon, floor)
        if speaker is not None and can_speak(_text(tokens, speaker)):
            found.append(Relation((colon, colon + 1), entry, speaker, [(first, end)]))
    return found


_MIN_WORDS = 7


def _text(tokens: Tokens, mention: Mention) -> str:
    return tokens.text[tokens.starts[mention.first] : tokens.ends[mention.end - 1]]


def _has_quotation(tokens: Tokens, relation: Relation) -> bool:
    return any(index >= 0 for first, end in relation.contents for index in tokens.quotation_of[first:end])


def _ends_paragraph(tokens: Tokens, relation: Relation) -> bool:
    """Tell whether what is said runs to the end of its paragraph, and a paragraph of quotation follows."""
    place = relation.contents[-1][1]
    if relation.speaker is None or relation.is_phrase or relation.is_tail:
        return False
    while place < len(tokens.classes) and tokens.classes[place] == ".":
        place += 1
    while place < len(tokens.classes) and tokens.classes[place] == "|":
        place += 1
    return place < len(tokens.classes) and tokens.classes[place] == '"' and tokens.classes[place - 1] == "|"


def _is_left_open(tokens: Tokens, start: int) -> bool:
    """Tell whether the paragraph before ends inside a quotation that nobody closed."""
    before = start - 1
    while before >= 0 and tokens.classes[before] == "|":
        before -= 1
    return before >= 0 and tokens.quotation_of[before] >= 0 and tokens.classes[before] != '"'
