-- Sketches that changed articles had at the last published build, before their rows are replaced.
{%- set before = carried_over('int_articles__sketches') %}

with touched as (

    select * from {{ ref('int_articles__touched') }}

),

before as (

    select
        article_id,
        sketch_id
    from {{ before or '(select null::varchar as article_id, null::varchar as sketch_id)' }}
    where {{ before is not none }}

)

select distinct before.sketch_id
from before
inner join touched on before.article_id = touched.article_id
where touched.is_changed
