-- Counts of words are carried on by adding what came and taking away what went. Rows returned are words of this build
-- whose count is not the number of claims that hold them now.
with changed as (

    select * from {{ ref('int_terms__changed') }}

),

in_dispute as (

    select * from {{ ref('int_claims__in_dispute') }}
    where is_current and is_answerable and dispute_kind is null

),

terms as (

    select * from {{ ref('int_claims__terms') }}
    where term in (select changed.term from changed)

),

recounted as (

    select
        terms.term,
        in_dispute.said_month,
        count(*) as claim_count
    from terms
    inner join in_dispute on terms.claim_id = in_dispute.claim_id
    group by terms.term, in_dispute.said_month

)

select
    changed.term,
    changed.said_month,
    changed.claim_count,
    recounted.claim_count as recounted
from changed
left join recounted on changed.term = recounted.term and changed.said_month = recounted.said_month
where changed.claim_count != coalesce(recounted.claim_count, 0)
