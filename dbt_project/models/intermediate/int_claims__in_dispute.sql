-- Claims that answer another, and claims that can be answered, with the month in which each was said.
-- depends_on: {{ ref('int_terms__left') }}, {{ ref('int_articles__storied') }}, {{ ref('int_articles__versioned') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}",
    post_hook="{{ move_article(with_version=false) }}"
) }}

with claims as (

    select * from {{ ref('int_claims__named') }}

),

stories as (

    select * from {{ ref('int_articles__storied') }}

),

versions as (

    select * from {{ ref('int_articles__versioned') }}

),

terms as (

    select
        claim_id,
        count(*) as term_count
    from {{ ref('int_claims__terms') }}
    where claim_id in (select claims.claim_id from claims)
    group by claim_id

)

select
    claims.claim_id,
    claims.article_id,
    stories.story_id,
    versions.is_current,
    claims.char_start,
    claims.char_end,
    claims.speaker_id,
    claims.speaker_name,
    claims.speaker_kind,
    claims.said_earliest,
    claims.said_latest,
    claims.disputes_claim_id,
    date_trunc('month', coalesce(claims.said_latest, claims.said_earliest, date '1000-01-01'))::date as said_month,
    coalesce(terms.term_count, 0) as term_count,
    case
        when claims.speaker_id is null then null
        when claims.is_rebuttal then 'denies'
        when claims.stance = 'could_not_verify' then 'could_not_verify'
        when
            claims.stance in ('asserts', 'confirms') and {{ denies_in_its_words('claims.claim_text') }}
            then 'contradicts'
    end as dispute_kind,
    claims.stance in ('asserts', 'estimates', 'confirms', 'accuses', 'promises', 'predicts')
    and not claims.is_negated as is_answerable
from claims
inner join stories on claims.article_id = stories.article_id
inner join versions on claims.article_id = versions.article_id
left join terms on claims.claim_id = terms.claim_id
