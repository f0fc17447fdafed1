-- Stories with their words, outlet and dates, and where each stands among the others.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}",
    post_hook="{{ move_article() }}"
) }}

with articles as (

    select * from {{ ref('int_articles__chosen') }}

),

stories as (

    select * from {{ ref('int_articles__storied') }}

),

versions as (

    select * from {{ ref('int_articles__versioned') }}

)

select
    -- keys
    articles.article_id,
    articles.document_id,
    articles.ordinal,
    articles.is_embedded,

    -- words
    articles.headline,
    articles.standfirst_text,
    articles.body_text,
    articles.text_sha256,
    articles.language,

    -- who printed it
    articles.outlet_name,
    articles.outlet_evidence_text,
    articles.provider_name,
    articles.author_names,
    articles.dateline_place,

    -- when
    articles.published_at,
    articles.published_earliest,
    articles.published_latest,
    articles.published_precision,
    articles.published_basis,
    articles.published_evidence_text,
    articles.page_date,
    articles.word_count,

    -- among the others
    stories.story_id,
    stories.story_role,
    versions.version,
    versions.supersedes_article_id,
    versions.is_current
from articles
inner join stories on articles.article_id = stories.article_id
inner join versions on articles.article_id = versions.article_id
