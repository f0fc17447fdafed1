-- Every date that was weighed for an article, so that a decision can be checked.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

with date_candidates as (

    select * from {{ ref('stg_date_candidates') }}

),

articles as (

    select * from {{ ref('int_articles__chosen') }}

)

select
    date_candidates.article_id,
    date_candidates.document_id,
    date_candidates.ordinal,
    date_candidates.candidate_role,
    date_candidates.basis,
    date_candidates.evidence_text,
    date_candidates.dated_at,
    date_candidates.earliest,
    date_candidates.latest,
    date_candidates.date_precision,
    date_candidates.is_chosen and not {{ in_future('date_candidates.earliest') }} as is_chosen
from date_candidates
inner join articles
    on
        date_candidates.article_id = articles.article_id
        and date_candidates.document_id = articles.document_id
        and date_candidates.part_id = articles.part_id
