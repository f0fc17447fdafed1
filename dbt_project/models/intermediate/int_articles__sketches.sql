-- Every article with what copies and rewrites of it are recognised by.
-- depends_on: {{ ref('int_sketches__left') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

with chosen as (

    select * from {{ ref('int_articles__chosen') }}

),

sketches as (

    select * from {{ ref('stg_sketches') }}

)

select
    chosen.article_id,
    sketches.sketch_id,
    sketches.sentences,
    sketches.facts
from chosen
inner join sketches
    on
        chosen.article_id = sketches.article_id
        and chosen.document_id = sketches.document_id
        and chosen.part_id = sketches.part_id
-- a page that prints an article twice has its sketch twice
qualify row_number() over (partition by chosen.article_id order by sketches.sketch_id asc) = 1
