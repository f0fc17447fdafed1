-- Denials that are paired with all claims anew: those of changed articles, and those with a word that has come to tie
-- too many claims of a month, or does so no more. Other denials keep their pairs with articles that did not change.
with paired_anew as (

    select * from {{ ref('int_articles__paired_anew') }}

),

in_dispute as (

    select * from {{ ref('int_claims__in_dispute') }}

),

terms as (

    select * from {{ ref('int_claims__terms') }}

),

turned as (

    select *
    from {{ ref('int_terms__changed') }}
    where is_turned

),

denials as (

    select *
    from in_dispute
    where is_current and dispute_kind is not null

)

select denials.claim_id
from denials
inner join paired_anew on denials.article_id = paired_anew.article_id
union
select denials.claim_id
from denials
inner join terms on denials.claim_id = terms.claim_id
inner join turned
    on
        terms.term = turned.term
        and turned.said_month in (denials.said_month, (denials.said_month - interval 1 month)::date)
