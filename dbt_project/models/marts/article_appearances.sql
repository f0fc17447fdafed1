-- Where each article was seen: a copy found twice is one article seen twice.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched')) }}"
) }}

with appearances as (

    select * from {{ ref('int_articles__appearances') }}

)

select
    appearance_id,
    article_id,
    document_id,
    dump_id,
    dump_uri,
    record_locator,
    url,
    fetched_at,
    is_first
from appearances
