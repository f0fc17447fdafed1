"""Relations → claims: resolved speakers, stance, dates, and the exact characters."""

from newsledger.claims.continuing import carry_on
from newsledger.claims.cues import find_cues
from newsledger.claims.relation import Relation
from newsledger.claims.relations import read_relation
from newsledger.claims.stances import stance_of
from newsledger.claims.tokens import Tokens, read_tokens
from newsledger.identity import content_id
from newsledger.speakers import SpeakerMention, name_speakers
from newsledger.vocabulary import Article, Claim, QuoteType, Span


def find_claims(article: Article) -> list[Claim]:
    """Return the attributions of an English article in the order of their first character.

    Each says who says what: `claim_text` is its spans joined by ' … ', without "that", outer quote marks and
    closing comma or full stop. Articles in other languages have none.
    """
    if article.language != "en":
        return []
    tokens = read_tokens(article.body_text)
    relations = _find_relations(tokens)
    return _to_claims(article, tokens, relations)


def _find_relations(tokens: Tokens) -> list[Relation]:
    cues = {cue.first: cue for cue in find_cues(tokens.words)}
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
    carry_on(tokens, relations)
    return [relation for relation in relations if relation.contents]


def _join_citations(earlier: list[Relation], relation: Relation) -> None:
    """Give "Citing X, Y reported ..." its content: what Y reported."""
    for waiting in earlier:
        if waiting.needs_host and not relation.needs_host:
            waiting.contents = list(relation.contents)
            waiting.via = relation.speaker
            waiting.needs_host = False


def _to_claims(article: Article, tokens: Tokens, relations: list[Relation]) -> list[Claim]:
    found: list[tuple[Relation, tuple[Span, ...], QuoteType]] = []
    for relation in relations:
        spans = _spans(tokens, relation.contents)
        if spans:
            found.append((relation, spans, _quote_type(tokens, relation.contents)))
    speakers = name_speakers(article.body_text, [_mention(tokens, relation) for relation, _, _ in found])
    claims: dict[str, Claim] = {}
    for (relation, spans, quote_type), speaker in zip(found, speakers, strict=True):
        cue_start, cue_end = tokens.starts[relation.cue[0]], tokens.ends[relation.cue[1] - 1]
        claim_id = content_id(
            article.article_id,
            *(position for span in spans for position in (span.char_start, span.char_end)),
            cue_start,
            speaker.char_start,
        )
        text = " … ".join(article.body_text[span.char_start : span.char_end] for span in spans)
        claims.setdefault(
            claim_id,
            Claim(
                claim_id=claim_id,
                article_id=article.article_id,
                document_id=article.document_id,
                claim_text=text,
                char_start=spans[0].char_start,
                char_end=spans[-1].char_end,
                spans=spans,
                quote_type=quote_type,
                speaker_text=speaker.text,
                speaker_char_start=speaker.char_start,
                speaker_char_end=speaker.char_end,
                speaker_name=speaker.name,
                speaker_kind=speaker.kind,
                speaker_role=speaker.role,
                speaker_resolution=speaker.resolution,
                cue_text=article.body_text[cue_start:cue_end],
                cue_char_start=cue_start,
                cue_char_end=cue_end,
                cue_lemma=relation.entry.lemma,
                is_negated=relation.is_negated,
                stance=stance_of(relation.entry, text, is_negated=relation.is_negated),
                via_text=None,
                said_earliest=article.published_earliest,
                said_latest=article.published_latest,
                said_precision=article.published_precision,
                said_basis="publication_proxy"
                if article.published_earliest or article.published_latest
                else "none",
                disputes_claim_id=None,
            ),
        )
    return sorted(
        claims.values(), key=lambda claim: (claim.char_start, claim.char_end, claim.cue_char_start or 0)
    )


def _mention(tokens: Tokens, relation: Relation) -> SpeakerMention | None:
    mention = relation.speaker
    if mention is None:
        return None
    antecedent = mention.antecedent
    return SpeakerMention(
        char_start=tokens.starts[mention.first],
        char_end=tokens.ends[mention.end - 1],
        full_start=tokens.starts[mention.full_first],
        full_end=tokens.ends[(mention.end if mention.is_interrupted else mention.full_end) - 1],
        position=tokens.starts[relation.cue[0]],
        antecedent_start=tokens.starts[antecedent[0]] if antecedent else None,
        antecedent_end=tokens.ends[antecedent[1] - 1] if antecedent else None,
        is_carried_over=relation.is_carried_over,
    )


def _spans(tokens: Tokens, contents: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the characters of the parts of a content, bare of outer marks; parts without a word are left out."""
    spans = []
    classes, words = tokens.classes, tokens.words
    for first, end in contents:
        while first < end and (
            classes[first] in ",.;:-|" or (classes[first] == '"' and _is_outer(tokens, first, end))
        ):
            first += 1
        while end > first and (
            (classes[end - 1] in ",.;:-|" and words[end - 1] not in "?!")
            or (
                classes[end - 1] == '"'
                and (_is_outer(tokens, end - 1, end, first) or classes[end - 2] in ",.")
            )
        ):
            end -= 1
        if end > first and any(character.isalnum() for word in words[first:end] for character in word):
            spans.append(Span(char_start=tokens.starts[first], char_end=tokens.ends[end - 1]))
    return tuple(sorted(spans, key=lambda span: span.char_start))


def _is_outer(tokens: Tokens, mark: int, end: int, first: int | None = None) -> bool:
    """Tell whether the quotation of a mark reaches from one end of the content to the other."""
    index = tokens.quotation_of[mark]
    if index < 0:
        return True
    quote_first, quote_end = tokens.quotations[index]
    if first is None:
        return quote_end >= end or tokens.classes[quote_end:end].strip(".,;:-|") == ""
    return quote_first <= first


def _quote_type(tokens: Tokens, contents: list[tuple[int, int]]) -> QuoteType:
    inside = outside = 0
    for first, end in contents:
        for token in range(first, end):
            if tokens.classes[token] in ",.;:-|\"'()_":
                continue
            if tokens.quotation_of[token] >= 0:
                inside += 1
            else:
                outside += 1
    if not outside and inside:
        return "direct"
    return "mixed" if inside else "indirect"
