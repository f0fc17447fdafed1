-- Rows of the index that are new, and those whose text became an anchor or is none any more. One shingle in four is
-- kept, chosen by its hash, so that texts keep the same ones. Under each shingle the first few texts by id are its
-- anchors. Others are compared with them and not with each other, so that words that stand on every page cost a few
-- comparisons a text, however many pages there are.
{%- set before = carried_over('int_sketches__indexed') %}

with changed as (

    select * from {{ ref('int_sketches__changed') }}

),

articles as (

    select * from {{ ref('int_articles__sketches') }}

),

before as (

    select
        shingle,
        sketch_id,
        is_anchor
    from {{ before or '(select null::bigint as shingle, null::varchar as sketch_id, null::boolean as is_anchor)' }}
    where {{ before is not none }}

),

sketches as (

    select
        articles.sketch_id,
        articles.sentences
    from articles
    inner join changed on articles.sketch_id = changed.sketch_id and changed.change = 'new'
    qualify row_number() over (partition by articles.sketch_id order by articles.article_id asc) = 1

),

unnested as (

    select
        sketch_id,
        unnest(list_distinct(flatten(sentences))) as shingle
    from sketches

),

new_rows as (

    select
        shingle,
        sketch_id
    from unnested
    where shingle % 4 = 0

),

gone_rows as (

    select before.*
    from before
    inner join changed on before.sketch_id = changed.sketch_id and changed.change = 'gone'

),

touched as (

    select shingle
    from new_rows
    union
    select shingle
    from gone_rows

),

lost as (

    select distinct shingle
    from gone_rows
    where is_anchor

),

-- the anchors of touched shingles, and all their texts where an anchor went
kept as (

    select
        before.shingle,
        before.sketch_id,
        before.is_anchor
    from before
    inner join touched on before.shingle = touched.shingle
    left join lost on before.shingle = lost.shingle
    left join changed on before.sketch_id = changed.sketch_id
    where changed.sketch_id is null and (before.is_anchor or lost.shingle is not null)

),

holders as (

    select
        shingle,
        sketch_id,
        is_anchor as was_anchor
    from kept
    union all
    select
        shingle,
        sketch_id,
        null::boolean as was_anchor
    from new_rows

),

ranked as (

    select
        shingle,
        sketch_id,
        was_anchor,
        row_number() over (
            partition by shingle
            order by sketch_id asc
        ) <= {{ var('most_anchors_of_a_shingle') }} as is_anchor
    from holders

)

select
    shingle,
    sketch_id,
    is_anchor
from ranked
where was_anchor is distinct from is_anchor
