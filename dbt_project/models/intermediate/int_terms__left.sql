-- How many claims that could be answered held a word in a month at the last published build, of the articles whose
-- claims are paired anew, before their rows are replaced.
{%- set before = carried_over('int_claims__in_dispute') %}
{%- set terms_before = carried_over('int_claims__terms') %}

with paired_anew as (

    select * from {{ ref('int_articles__paired_anew') }}

),

before as (

    select
        claim_id,
        article_id,
        said_month
    from {{ before or '(select null::varchar as claim_id, null::varchar as article_id, null::date as said_month)' }}
    where {{ 'is_current and is_answerable and dispute_kind is null' if before else 'false' }}

),

terms as (

    select
        claim_id,
        term
    from {{ terms_before or '(select null::varchar as claim_id, null::varchar as term)' }}
    where {{ terms_before is not none }}

)

select
    terms.term,
    before.said_month,
    count(*) as claim_count
from before
inner join paired_anew on before.article_id = paired_anew.article_id
inner join terms on before.claim_id = terms.claim_id
group by terms.term, before.said_month
