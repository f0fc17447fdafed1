-- Texts that came or went since the last published build.
{%- set before = carried_over('int_sketches__indexed') %}

with left_sketches as (

    select * from {{ ref('int_sketches__left') }}

),

chosen as (

    select * from {{ ref('int_articles__chosen') }}

),

articles as (

    select * from {{ ref('int_articles__sketches') }}

),

touched as (

    select sketch_id
    from left_sketches
    union
    select articles.sketch_id
    from articles
    inner join chosen on articles.article_id = chosen.article_id

),

before as (

    select distinct sketch_id
    from {{ before or 'touched' }}
    where {{ before is not none }} and sketch_id in (select touched.sketch_id from touched)

),

now as (

    select distinct sketch_id
    from articles
    where sketch_id in (select touched.sketch_id from touched)

)

select
    touched.sketch_id,
    if(now.sketch_id is null, 'gone', 'new') as change
from touched
left join before on touched.sketch_id = before.sketch_id
left join now on touched.sketch_id = now.sketch_id
where (before.sketch_id is null) != (now.sketch_id is null)
