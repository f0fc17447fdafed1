-- Every article with what tells whether another one is a copy or a version of it.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

with chosen as (

    select * from {{ ref('int_articles__chosen') }}

)

select
    article_id,
    document_id,
    is_embedded,
    headline,
    text_sha256,
    published_at,
    list_distinct(regexp_extract_all(lower(body_text), '[\p{L}\p{N}]{4,}')) as words
from chosen
