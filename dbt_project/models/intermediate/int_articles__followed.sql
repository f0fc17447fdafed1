-- The address under which an article was captured first, and when. Further stories in a page are not followed.
-- depends_on: {{ ref('int_pages__touched') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched')) }}"
) }}

with appearances as (

    select * from {{ ref('int_articles__appearances') }}

),

known as (

    select * from {{ ref('int_articles__known') }}

)

select
    appearances.article_id,
    appearances.url,
    appearances.fetched_at as first_fetched_at
from appearances
inner join known on appearances.article_id = known.article_id
where
    not known.is_embedded
    and appearances.url is not null
    and appearances.fetched_at is not null
qualify
    row_number() over (
        partition by appearances.article_id
        order by appearances.fetched_at asc, appearances.url asc, appearances.appearance_id asc
    ) = 1
