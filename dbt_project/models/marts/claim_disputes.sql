-- Denials and the claims that they answer, with what ties them: of each story the best answer, and the best few of all.
with pairs as (

    select * from {{ ref('int_dispute_pairs') }}

),

in_dispute as (

    select * from {{ ref('int_claims__in_dispute') }}

),

storied as (

    select
        pairs.*,
        answered.story_id as answered_story_id,
        len(pairs.shared_terms) + 2 * len(pairs.shared_figures) + len(pairs.shared_parties) as tie_count
    from pairs
    inner join in_dispute as denials on pairs.denial_claim_id = denials.claim_id
    inner join in_dispute as answered on pairs.answered_claim_id = answered.claim_id
    -- a copy of the denial's own article holds the same answer once more
    where pairs.is_same_article or denials.story_id != answered.story_id

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
    from storied

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
