-- Every article in every document that prints it, with what decides between them.
-- depends_on: {{ ref('int_articles__left') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('document_id', ref('int_documents__changed')) }}"
) }}

with articles as (

    select * from {{ ref('stg_article_readings') }}

),

documents as (

    select * from {{ ref('int_documents__changed') }}

)

select
    articles.article_id,
    articles.document_id,
    articles.part_id,
    min(articles.ordinal) as ordinal,
    bool_and(articles.published_at is null) as is_undated,
    min(articles.published_latest - articles.published_earliest) as interval_days
from articles
inner join documents
    on articles.document_id = documents.document_id and articles.part_id = documents.part_id
group by articles.article_id, articles.document_id, articles.part_id
