-- Addresses under which touched articles are or were seen with a capture clock.
{%- set before = carried_over('int_articles__followed') %}

with touched as (

    select * from {{ ref('int_articles__touched') }}

),

appearances as (

    select * from {{ ref('int_articles__appearances') }}

),

before as (

    select
        article_id,
        url
    from {{ before or 'appearances' }}
    where {{ before is not none }}

)

select url
from appearances
where url is not null and fetched_at is not null
union
select before.url
from before
inner join touched on before.article_id = touched.article_id
