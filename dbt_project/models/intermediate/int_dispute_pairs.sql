-- Denials and the claims that they can answer, with what ties them. Candidates come through words that few claims of
-- the month hold, so that no claim is compared with all; what is tied too loosely is left out. Pairs of a denial and a
-- claim that are as they were at the last build stay.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_dispute_pairs() }}"
) }}

with in_dispute as (

    select * from {{ ref('int_claims__in_dispute') }}

),

denials_anew as (

    select * from {{ ref('int_denials__paired_anew') }}

),

articles_anew as (

    select * from {{ ref('int_articles__paired_anew') }}

),

terms as (

    select * from {{ ref('int_claims__terms') }}

),

rare_terms as (

    select *
    from {{ ref('int_terms__counted') }}
    where claim_count <= {{ var('most_claims_of_a_rare_term') }}

),

figures as (

    select * from {{ ref('figures') }}

),

common_words as (

    select * from {{ ref('common_words') }}

),

denials as (

    select
        in_dispute.*,
        denials_anew.claim_id is not null as is_anew
    from in_dispute
    left join denials_anew on in_dispute.claim_id = denials_anew.claim_id
    where in_dispute.is_current and in_dispute.dispute_kind is not null

),

answerable as (

    select
        in_dispute.*,
        articles_anew.article_id is not null as is_anew
    from in_dispute
    left join articles_anew on in_dispute.article_id = articles_anew.article_id
    where in_dispute.is_current and in_dispute.is_answerable and in_dispute.dispute_kind is null

),

-- a denial answers what was said in its own month or the one before
denial_months as (

    select
        denials.claim_id,
        denials.is_anew,
        terms.term,
        unnest([denials.said_month, (denials.said_month - interval 1 month)::date]) as said_month
    from terms
    inner join denials on terms.claim_id = denials.claim_id

),

denial_terms as (

    select denial_months.*
    from denial_months
    inner join rare_terms
        on denial_months.term = rare_terms.term and denial_months.said_month = rare_terms.said_month

),

answerable_terms as (

    select
        answerable.claim_id,
        answerable.is_anew,
        answerable.said_month,
        terms.term
    from terms
    inner join answerable on terms.claim_id = answerable.claim_id

),

candidates as (

    select
        denial_terms.claim_id as denial_claim_id,
        answerable_terms.claim_id as answered_claim_id
    from denial_terms
    inner join answerable_terms
        on denial_terms.term = answerable_terms.term and denial_terms.said_month = answerable_terms.said_month
    where denial_terms.is_anew
    union
    select
        denial_terms.claim_id as denial_claim_id,
        answerable_terms.claim_id as answered_claim_id
    from denial_terms
    inner join answerable_terms
        on denial_terms.term = answerable_terms.term and denial_terms.said_month = answerable_terms.said_month
    where not denial_terms.is_anew and answerable_terms.is_anew
    union
    select
        denials.claim_id as denial_claim_id,
        answerable.claim_id as answered_claim_id
    from denials
    inner join answerable on denials.article_id = answerable.article_id
    where denials.is_anew
    union
    select
        claim_id as denial_claim_id,
        disputes_claim_id as answered_claim_id
    from denials
    where is_anew and disputes_claim_id is not null

),

candidate_claims as (

    select denial_claim_id as claim_id
    from candidates
    union
    select answered_claim_id
    from candidates

),

candidate_terms as (

    select terms.*
    from terms
    inner join candidate_claims on terms.claim_id = candidate_claims.claim_id

),

shared_terms as (

    select
        candidates.denial_claim_id,
        candidates.answered_claim_id,
        list(denial_words.word order by denial_words.word) as shared_terms,
        count_if(denial_words.is_name or answered_words.is_name) as shared_name_count
    from candidates
    inner join candidate_terms as denial_words on candidates.denial_claim_id = denial_words.claim_id
    inner join candidate_terms as answered_words
        on candidates.answered_claim_id = answered_words.claim_id and denial_words.term = answered_words.term
    group by candidates.denial_claim_id, candidates.answered_claim_id

),

shared_figures as (

    select
        candidates.denial_claim_id,
        candidates.answered_claim_id,
        list_sort(list_distinct(list(denied.figure_text))) as shared_figures
    from candidates
    inner join figures as denied on candidates.denial_claim_id = denied.claim_id
    inner join figures as stated
        on
            candidates.answered_claim_id = stated.claim_id
            and denied.value_low is not distinct from stated.value_low
            and denied.value_high is not distinct from stated.value_high
            and denied.unit is not distinct from stated.unit
    group by candidates.denial_claim_id, candidates.answered_claim_id

),

disputants as (

    select
        in_dispute.claim_id,
        in_dispute.speaker_name,
        in_dispute.speaker_kind,
        -- without what tells two of one name apart: "Ministry of Defence (Karvia)"
        regexp_replace(in_dispute.speaker_name, ' \(.*\)$', '') as bare_name
    from in_dispute
    inner join candidate_claims on in_dispute.claim_id = candidate_claims.claim_id
    where in_dispute.speaker_name is not null

),

-- a person is known by the last name, a body by all words of its name
name_words as (

    select
        claim_id,
        speaker_name,
        unnest(
            if(
                speaker_kind = 'person',
                [regexp_extract({{ plain_words('bare_name') }}, '\p{L}+$')],
                regexp_extract_all({{ plain_words('bare_name') }}, '\p{L}{4,}')
            )
        ) as word
    from disputants

),

-- whom the other one speaks of: "the claims of the Brask council", answered by the council
speaker_terms as (

    select
        name_words.claim_id,
        name_words.speaker_name,
        {{ stem('name_words.word') }} as term,
        count(*) over (partition by name_words.claim_id) as word_count
    from name_words
    left join common_words on name_words.word = common_words.word
    where common_words.word is null

),

party_pairs as (

    select
        candidates.denial_claim_id,
        candidates.answered_claim_id,
        speaker_terms.speaker_name,
        0 as denier_word_count
    from candidates
    inner join speaker_terms on candidates.answered_claim_id = speaker_terms.claim_id
    inner join candidate_terms
        on candidates.denial_claim_id = candidate_terms.claim_id and speaker_terms.term = candidate_terms.term
    group by candidates.denial_claim_id, candidates.answered_claim_id, speaker_terms.speaker_name
    having count(*) = min(speaker_terms.word_count)
    union
    select
        candidates.denial_claim_id,
        candidates.answered_claim_id,
        speaker_terms.speaker_name,
        min(speaker_terms.word_count) as denier_word_count
    from candidates
    inner join speaker_terms on candidates.denial_claim_id = speaker_terms.claim_id
    inner join candidate_terms
        on candidates.answered_claim_id = candidate_terms.claim_id and speaker_terms.term = candidate_terms.term
    group by candidates.denial_claim_id, candidates.answered_claim_id, speaker_terms.speaker_name
    having count(*) = min(speaker_terms.word_count)

),

shared_parties as (

    select
        denial_claim_id,
        answered_claim_id,
        list(distinct speaker_name order by speaker_name) as shared_parties,
        max(denier_word_count) as denier_word_count
    from party_pairs
    group by denial_claim_id, answered_claim_id

),

name_counts as (

    select
        claim_id,
        count_if(is_name) as name_count
    from candidate_terms
    group by claim_id

),

scored as (

    select
        candidates.denial_claim_id,
        candidates.answered_claim_id,
        denials.dispute_kind,
        denials.article_id = answerable.article_id as is_same_article,
        coalesce(denials.disputes_claim_id = answerable.claim_id, false) as is_read_in_article,
        denials.term_count,
        denials.char_start - answerable.char_end as distance,
        answerable.char_start as answered_char_start,
        denials.article_id as denial_article_id,
        answerable.article_id as answered_article_id,
        coalesce(shared_terms.shared_terms, []) as shared_terms,
        coalesce(shared_figures.shared_figures, []) as shared_figures,
        coalesce(shared_parties.shared_parties, []) as shared_parties,
        len(coalesce(shared_terms.shared_terms, []))
        / greatest(least(denials.term_count, answerable.term_count), 1) as shared_share,
        -- an accusation names whom it accuses, and the denial need not
        len(coalesce(shared_terms.shared_terms, []))
        / greatest(
            denials.term_count, answerable.term_count - coalesce(shared_parties.denier_word_count, 0), 1
        ) as share_of_longer,
        coalesce(shared_terms.shared_name_count, 0) as shared_name_count,
        -- names alone tell where it happened, not what
        len(coalesce(shared_terms.shared_terms, [])) > coalesce(shared_terms.shared_name_count, 0)
        or len(coalesce(shared_figures.shared_figures, [])) > 0 as is_of_one_matter,
        least(coalesce(denied_names.name_count, 0), coalesce(answered_names.name_count, 0))
        - coalesce(shared_terms.shared_name_count, 0) as other_name_count
    from candidates
    inner join denials on candidates.denial_claim_id = denials.claim_id
    inner join answerable on candidates.answered_claim_id = answerable.claim_id
    left join name_counts as denied_names on candidates.denial_claim_id = denied_names.claim_id
    left join name_counts as answered_names on candidates.answered_claim_id = answered_names.claim_id
    left join shared_terms
        on
            candidates.denial_claim_id = shared_terms.denial_claim_id
            and candidates.answered_claim_id = shared_terms.answered_claim_id
    left join shared_figures
        on
            candidates.denial_claim_id = shared_figures.denial_claim_id
            and candidates.answered_claim_id = shared_figures.answered_claim_id
    left join shared_parties
        on
            candidates.denial_claim_id = shared_parties.denial_claim_id
            and candidates.answered_claim_id = shared_parties.answered_claim_id
    where
        denials.speaker_id is distinct from answerable.speaker_id
        -- "the union said that he denied it" is not what he denied
        and not (
            denials.article_id = answerable.article_id
            and answerable.char_start < denials.char_start
            and answerable.char_end >= denials.char_end
        )
        -- nobody answers what is said later
        and coalesce(answerable.said_earliest <= denials.said_latest + 1, true)

),

tied as (

    select
        *,
        case
            when is_read_in_article then 'read_in_article'
            -- which claim of its article a denial answers, its sentences tell better than words
            when is_same_article and dispute_kind = 'denies' then null
            when
                is_of_one_matter
                and len(shared_terms) + len(shared_figures) >= if(is_same_article, 2, 3)
                and shared_share >= {{ var('least_shared_share') }}
                -- a long claim holds some words of everything
                and share_of_longer >= if(is_same_article, 0.25, 0.4)
                -- in another article, the same words about other people and places are another matter
                and if(
                    is_same_article,
                    distance <= {{ var('farthest_denied_characters') }},
                    other_name_count < shared_name_count or (other_name_count <= 0 and len(shared_parties) > 0)
                ) then 'shared_words'
            when
                dispute_kind = 'contradicts'
                and is_same_article
                and distance between 0 and {{ var('farthest_answered_characters') }}
                and term_count <= 2
                then 'stands_right_after'
        end as tie
    from scored

)

select
    denial_claim_id,
    answered_claim_id,
    denial_article_id,
    answered_article_id,
    answered_char_start,
    dispute_kind,
    is_same_article,
    is_read_in_article,
    tie,
    shared_terms,
    shared_figures,
    shared_parties,
    shared_share
from tied
where tie is not null
