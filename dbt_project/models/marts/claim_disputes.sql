-- Denials and the claims that they answer, with what ties them. Candidates come through words that few claims of the
-- month hold, so that no claim is compared with all; what is tied too loosely is left out.
with in_dispute as (

    select * from {{ ref('int_claims__in_dispute') }}

),

terms as (

    select * from {{ ref('int_claims__terms') }}

),

figures as (

    select * from {{ ref('figures') }}

),

denials as (

    select *
    from in_dispute
    where is_current and dispute_kind is not null

),

answerable as (

    select *
    from in_dispute
    where is_current and is_answerable and dispute_kind is null

),

answerable_terms as (

    select
        terms.claim_id,
        terms.term,
        terms.article_id,
        answerable.said_month,
        count(*) over (partition by terms.term, answerable.said_month) as claim_count
    from terms
    inner join answerable on terms.claim_id = answerable.claim_id

),

denial_terms as (

    select
        terms.claim_id,
        terms.term,
        terms.article_id,
        denials.said_month
    from terms
    inner join denials on terms.claim_id = denials.claim_id

),

-- a denial answers what was said in its own month or the one before
denial_months as (

    select
        claim_id,
        term,
        unnest([said_month, (said_month - interval 1 month)::date]) as said_month
    from denial_terms

),

candidates as (

    select
        denial_months.claim_id as denial_claim_id,
        answerable_terms.claim_id as answered_claim_id
    from denial_months
    inner join answerable_terms
        on
            denial_months.term = answerable_terms.term
            and denial_months.said_month = answerable_terms.said_month
    where answerable_terms.claim_count <= {{ var('most_claims_of_a_rare_term') }}
    union
    select
        denials.claim_id as denial_claim_id,
        answerable.claim_id as answered_claim_id
    from denials
    inner join answerable on denials.article_id = answerable.article_id
    union
    select
        claim_id as denial_claim_id,
        disputes_claim_id as answered_claim_id
    from denials
    where disputes_claim_id is not null

),

shared_terms as (

    select
        candidates.denial_claim_id,
        candidates.answered_claim_id,
        list(denial_words.word order by denial_words.word) as shared_terms,
        count_if(denial_words.is_name or answered_words.is_name) as shared_name_count
    from candidates
    inner join terms as denial_words on candidates.denial_claim_id = denial_words.claim_id
    inner join terms as answered_words
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

common_words as (

    select * from {{ ref('common_words') }}

),

disputants as (

    select
        claim_id,
        speaker_name,
        speaker_kind,
        -- without what tells two of one name apart: "Ministry of Defence (Karvia)"
        regexp_replace(speaker_name, ' \(.*\)$', '') as bare_name
    from in_dispute
    where
        speaker_name is not null
        and claim_id in (
            select candidates.denial_claim_id from candidates
            union
            select candidates.answered_claim_id from candidates
        )

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
        speaker_terms.speaker_name
    from candidates
    inner join speaker_terms on candidates.answered_claim_id = speaker_terms.claim_id
    inner join terms on candidates.denial_claim_id = terms.claim_id and speaker_terms.term = terms.term
    group by candidates.denial_claim_id, candidates.answered_claim_id, speaker_terms.speaker_name
    having count(*) = min(speaker_terms.word_count)
    union
    select
        candidates.denial_claim_id,
        candidates.answered_claim_id,
        speaker_terms.speaker_name
    from candidates
    inner join speaker_terms on candidates.denial_claim_id = speaker_terms.claim_id
    inner join terms on candidates.answered_claim_id = terms.claim_id and speaker_terms.term = terms.term
    group by candidates.denial_claim_id, candidates.answered_claim_id, speaker_terms.speaker_name
    having count(*) = min(speaker_terms.word_count)

),

shared_parties as (

    select
        denial_claim_id,
        answered_claim_id,
        list(speaker_name order by speaker_name) as shared_parties
    from party_pairs
    group by denial_claim_id, answered_claim_id

),

name_counts as (

    select
        claim_id,
        count_if(is_name) as name_count
    from terms
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
        denials.story_id = answerable.story_id as is_same_story,
        answerable.story_id as answered_story_id,
        coalesce(shared_terms.shared_terms, []) as shared_terms,
        coalesce(shared_figures.shared_figures, []) as shared_figures,
        coalesce(shared_parties.shared_parties, []) as shared_parties,
        len(coalesce(shared_terms.shared_terms, []))
        / greatest(least(denials.term_count, answerable.term_count), 1) as shared_share,
        len(coalesce(shared_terms.shared_terms, []))
        / greatest(denials.term_count, answerable.term_count, 1) as share_of_longer,
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
        end as tie,
        len(shared_terms) + 2 * len(shared_figures) + len(shared_parties) as tie_count
    from scored

),

ranked as (

    select
        *,
        row_number() over (
            partition by denial_claim_id, answered_story_id
            order by
                tie = 'stands_right_after' asc,
                is_read_in_article desc,
                tie_count * shared_share desc,
                answered_char_start desc,
                answered_claim_id asc
        ) as place_in_story
    from tied
    -- a copy of the denial's own article holds the same answer once more
    where tie is not null and (is_same_article or not is_same_story)

)

select
    -- keys
    left(sha256(denial_claim_id || '|' || answered_claim_id), 32) as dispute_id,
    denial_claim_id,
    answered_claim_id,
    dispute_kind,
    is_same_article,

    -- why
    tie,
    shared_terms,
    shared_figures,
    shared_parties,
    round(shared_share, 3) as shared_share,
    concat_ws(
        '; ',
        if(tie = 'stands_right_after', 'stands right after it', null),
        if(is_read_in_article, 'the article says that it answers it', null),
        if(len(shared_terms) > 0, 'terms: ' || array_to_string(shared_terms, ', '), null),
        if(len(shared_figures) > 0, 'figures: ' || array_to_string(shared_figures, ', '), null),
        if(len(shared_parties) > 0, 'parties: ' || array_to_string(shared_parties, ', '), null)
    ) as reason_text
from ranked
where place_in_story = 1
qualify
    row_number() over (
        partition by denial_claim_id
        order by is_same_article desc, tie_count * shared_share desc, answered_claim_id asc
    ) <= {{ var('most_answers_of_a_denial') }}
