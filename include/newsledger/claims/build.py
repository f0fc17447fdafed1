"""Relations → claims: resolved speakers, stance, dates, and the exact characters."""

from dataclasses import dataclass, replace

from newsledger.claims.compared import add_comparisons
from newsledger.claims.continuing import announced_quotations, carry_on
from newsledger.claims.cues import cue_lexicon, find_cues
from newsledger.claims.denied import is_rebuttal
from newsledger.claims.disputes import disputed_claims
from newsledger.claims.occasions import Said, find_occasions
from newsledger.claims.relation import Relation
from newsledger.claims.relations import read_relation
from newsledger.claims.spans import quote_type_of, spans_of
from newsledger.claims.stances import stance_of
from newsledger.claims.tokens import Tokens, read_tokens
from newsledger.identity import content_id
from newsledger.speakers import Speaker, SpeakerMention, may_be_outlet, name_speakers
from newsledger.vocabulary import Article, Claim, QuoteType, Span


def find_claims(article: Article) -> list[Claim]:
    """Return the attributions of an English article in the order of their first character.

    Each says who says what: `claim_text` is its spans joined by ' … ', without "that", outer quote marks and
    closing comma or full stop. Articles in other languages have none.
    """
    if article.language != "en":
        return []
    tokens = read_tokens(article.body_text)
    drafts = _find_drafts(tokens)
    mentions = [_mention(tokens, draft.relation) for draft in drafts]
    speakers = name_speakers(article.body_text, mentions)
    said = find_occasions(
        article,
        tokens,
        [draft.relation for draft in drafts],
        [draft.spans for draft in drafts],
        [speaker.name for speaker in speakers],
    )
    claims: dict[str, Claim] = {}
    for draft, speaker, when in zip(drafts, speakers, said, strict=True):
        claim = _to_claim(article, tokens, draft, speaker, when)
        claims.setdefault(claim.claim_id, claim)
    found = sorted(claims.values(), key=_reading_order)
    answers = disputed_claims(found, article.body_text)
    return [
        replace(claim, is_rebuttal=is_rebuttal(claim), disputes_claim_id=answers.get(claim.claim_id))
        if claim.stance == "denies" or claim.claim_id in answers
        else claim
        for claim in found
    ]


def _reading_order(claim: Claim) -> tuple[int, int, int, str]:
    return (claim.char_start, claim.char_end, claim.cue_char_start or 0, claim.claim_id)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A relation whose content has characters."""

    relation: Relation
    spans: tuple[Span, ...]
    quote_type: QuoteType


def _find_drafts(tokens: Tokens) -> list[_Draft]:
    drafts = []
    for relation in _find_relations(tokens):
        spans = spans_of(tokens, relation.contents)
        if spans:
            drafts.append(_Draft(relation, spans, quote_type_of(tokens, relation.contents)))
    return drafts


def _find_relations(tokens: Tokens) -> list[Relation]:
    cues = {cue.first: cue for cue in find_cues(tokens.words, tokens.places)}
    relations: list[Relation] = []
    earlier: list[Relation] = []
    current = -1
    for cue in cues.values():
        if tokens.quotation_of[cue.first] >= 0:
            continue
        index = tokens.sentence_of(cue.first)
        if index != current:
            earlier, current = [], index
        relation = read_relation(tokens, cue, tokens.sentences[index], cues, earlier)
        if relation is not None:
            _join_citations(earlier, relation)
            relations.append(relation)
            earlier.append(relation)
    relations = _without_nested_phrases([relation for relation in relations if relation.contents])
    _pass_on(tokens, relations)
    add_comparisons(tokens, relations)
    relations += carry_on(tokens, relations)
    (colon,) = (entry for entry in cue_lexicon()[":"] if entry.form == "colon")
    return relations + announced_quotations(tokens, relations, colon)


def _without_nested_phrases(relations: list[Relation]) -> list[Relation]:
    """Leave out "criticised the plan" inside what somebody says; "that" clauses and quotations there are kept."""
    kept: list[Relation] = []
    for index, relation in enumerate(relations):
        near = relations[max(0, index - _NEAR) : index] + relations[index + 1 : index + 1 + _NEAR]
        first = relation.cue[0] if relation.cue is not None else relation.contents[0][0]
        if relation.is_phrase and any(_holds(other.contents, first) for other in near):
            continue
        kept.append(relation)
    return kept


_NEAR = 6


def _holds(contents: list[tuple[int, int]], token: int) -> bool:
    for first, end in contents:  # noqa: SIM110 - this runs for every pair of neighbours, where a generator is slow
        if first <= token < end:
            return True
    return False


def _join_citations(earlier: list[Relation], relation: Relation) -> None:
    """Give "Citing X, Y reported ..." its content: what Y reported."""
    for waiting in earlier:
        if waiting.needs_host and not relation.needs_host:
            waiting.contents = list(relation.contents)
            waiting.via = relation.speaker
            waiting.needs_host = False


def _pass_on(tokens: Tokens, relations: list[Relation]) -> None:
    """Name the outlet that passes on what somebody says inside its report: "X denied it, the Post reported"."""
    for index, outer in enumerate(relations):
        speaker = outer.speaker
        if speaker is None or outer.entry.lemma not in _REPORTS:
            continue
        near = relations[max(0, index - _NEAR) : index] + relations[index + 1 : index + 1 + _NEAR]
        inner = [
            other
            for other in near
            if other.via is None
            and other.cue is not None
            and other.speaker is not None
            and _holds(outer.contents, other.cue[0])
        ]
        if inner and may_be_outlet(tokens.text[tokens.starts[speaker.first] : tokens.ends[speaker.end - 1]]):
            for other in inner:
                other.via = speaker


_REPORTS = frozenset(("report", "say", "write", "according to"))


def _mention(tokens: Tokens, relation: Relation) -> SpeakerMention | None:
    mention = relation.speaker
    if mention is None:
        return None
    antecedent = mention.antecedent
    full_end = mention.end if mention.is_interrupted else mention.full_end
    return SpeakerMention(
        char_start=tokens.starts[mention.first],
        char_end=tokens.ends[mention.end - 1],
        full_end=tokens.ends[full_end - 1],
        position=tokens.starts[relation.cue[0] if relation.cue is not None else relation.contents[0][0]],
        antecedent_start=tokens.starts[antecedent[0]] if antecedent else None,
        antecedent_end=tokens.ends[antecedent[1] - 1] if antecedent else None,
        is_carried_over=relation.is_carried_over,
        content_start=tokens.starts[relation.contents[0][0]] if relation.is_tail and relation.contents else None,
    )


def _opening_words(tokens: Tokens, contents: list[tuple[int, int]]) -> list[str]:
    """Return the words with which a content opens, those of a later part only where it is quoted or the first short."""
    words: list[str] = []
    for first, end in contents:
        if first < end and (len(words) < _SHORT or tokens.quotation_of[first] >= 0):
            words += tokens.words[first : min(end, first + _OPENING)]
    return words


_OPENING = 30  # tokens
_SHORT = 4


def _to_claim(article: Article, tokens: Tokens, draft: _Draft, speaker: Speaker, said: Said) -> Claim:
    relation, spans, body = draft.relation, draft.spans, article.body_text
    cue_start = cue_end = None
    if relation.cue is not None:
        cue_start, cue_end = tokens.starts[relation.cue[0]], tokens.ends[relation.cue[1] - 1]
    words = _opening_words(tokens, relation.contents)
    via = body[tokens.starts[said.via[0]] : tokens.ends[said.via[1] - 1]] if said.via else None
    return Claim(
        claim_id=content_id(
            article.article_id,
            *(position for span in spans for position in (span.char_start, span.char_end)),
            cue_start,
            speaker.char_start,
        ),
        article_id=article.article_id,
        document_id=article.document_id,
        claim_text=" … ".join(body[span.char_start : span.char_end] for span in spans),
        char_start=spans[0].char_start,
        char_end=spans[-1].char_end,
        spans=spans,
        quote_type=draft.quote_type,
        speaker_text=speaker.text,
        speaker_char_start=speaker.char_start,
        speaker_char_end=speaker.char_end,
        speaker_name=speaker.name,
        speaker_kind=speaker.kind,
        speaker_role=speaker.role,
        speaker_resolution=speaker.resolution,
        cue_text=None if cue_start is None else body[cue_start:cue_end],
        cue_char_start=cue_start,
        cue_char_end=cue_end,
        cue_lemma=None if cue_start is None else relation.entry.lemma,
        is_negated=relation.is_negated,
        stance=stance_of(relation.entry, words, is_negated=relation.is_negated),
        is_rebuttal=False,
        via_text=via,
        said_earliest=said.earliest,
        said_latest=said.latest,
        said_precision=said.precision,
        said_basis=said.basis,
        disputes_claim_id=None,
    )
