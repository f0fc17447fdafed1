-- Every article, and the page that it is taken from.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

with touched as (

    select * from {{ ref('int_articles__touched') }}

)

select
    article_id,
    document_id,
    part_id
from touched
where is_changed and document_id is not null
