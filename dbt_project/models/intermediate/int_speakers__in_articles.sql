-- Under which names each article quotes each speaker, and how often.
-- depends_on: {{ ref('int_speakers__touched') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

with claims as (

    select * from {{ ref('int_claims__named') }}

),

figures as (

    select * from {{ ref('int_figures__in_claims') }}

),

figure_counts as (

    select
        claim_id,
        count(*) as figure_count
    from figures
    where claim_id is not null
    group by claim_id

)

select
    claims.article_id,
    claims.speaker_id,
    claims.speaker_name,
    claims.speaker_kind,
    claims.name_in_article,
    claims.name_rule,
    count(*) as claim_count,
    coalesce(sum(figure_counts.figure_count), 0)::bigint as figure_count,
    min(coalesce(claims.said_earliest, claims.said_latest)) as first_said_on,
    max(coalesce(claims.said_latest, claims.said_earliest)) as last_said_on
from claims
left join figure_counts on claims.claim_id = figure_counts.claim_id
where claims.speaker_id is not null
group by
    claims.article_id,
    claims.speaker_id,
    claims.speaker_name,
    claims.speaker_kind,
    claims.name_in_article,
    claims.name_rule
