-- Words of a month whose claims are others now, with how many claims that can be answered hold them. Too many tie
-- nothing: a word that came to that, or is below it again, changes what denials that hold it can be paired with.
{%- set before = carried_over('int_terms__counted') %}

with paired_anew as (

    select * from {{ ref('int_articles__paired_anew') }}

),

in_dispute as (

    select * from {{ ref('int_claims__in_dispute') }}

),

terms as (

    select * from {{ ref('int_claims__terms') }}

),

left_terms as (

    select * from {{ ref('int_terms__left') }}

),

before as (

    select
        term,
        said_month,
        claim_count
    from {{ before or 'left_terms' }}
    where {{ before is not none }}

),

arrived as (

    select
        terms.term,
        in_dispute.said_month,
        count(*) as claim_count
    from in_dispute
    inner join paired_anew on in_dispute.article_id = paired_anew.article_id
    inner join terms on in_dispute.claim_id = terms.claim_id
    where in_dispute.is_current and in_dispute.is_answerable and in_dispute.dispute_kind is null
    group by terms.term, in_dispute.said_month

),

moved as (

    select
        coalesce(arrived.term, left_terms.term) as term,
        coalesce(arrived.said_month, left_terms.said_month) as said_month,
        coalesce(arrived.claim_count, 0) - coalesce(left_terms.claim_count, 0) as more_count
    from arrived
    full outer join left_terms on arrived.term = left_terms.term and arrived.said_month = left_terms.said_month

),

counted as (

    select
        moved.term,
        moved.said_month,
        coalesce(before.claim_count, 0) as claim_count_before,
        coalesce(before.claim_count, 0) + moved.more_count as claim_count
    from moved
    left join before on moved.term = before.term and moved.said_month = before.said_month
    where moved.more_count != 0

)

select
    term,
    said_month,
    claim_count,
    (claim_count <= {{ var('most_claims_of_a_rare_term') }})
    != (claim_count_before <= {{ var('most_claims_of_a_rare_term') }}) as is_turned
from counted
