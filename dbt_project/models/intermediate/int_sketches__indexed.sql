-- Which texts hold which shingle: one in four is kept, chosen by its hash, so that texts keep the same ones. Under each
-- shingle the first few texts by id are its anchors. Others are compared with them and not with each other, so that
-- words that stand on every page cost a few comparisons a text, however many pages there are.
with articles as (

    select * from {{ ref('int_articles__sketches') }}

),

sketches as (

    select
        sketch_id,
        sentences
    from articles
    qualify row_number() over (partition by sketch_id order by article_id asc) = 1

),

shingles as (

    select
        sketch_id,
        unnest(list_distinct(flatten(sentences))) as shingle
    from sketches

)

select
    shingle,
    sketch_id,
    row_number() over (
        partition by shingle
        order by sketch_id asc
    ) <= {{ var('most_anchors_of_a_shingle') }} as is_anchor
from shingles
where shingle % 4 = 0
