-- Texts that are copies or rewrites of each other. Candidates share two shingles under which one of them is an anchor;
-- a pair stays when the words of the shorter text are in the other, all over it, and its numbers and names as well.
-- Why these bounds: docs/adr/0007-stories.md.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_pairs() }}"
) }}

with articles as (

    select * from {{ ref('int_articles__sketches') }}

),

indexed as (

    select * from {{ ref('int_sketches__indexed') }}

),

moved as (

    select * from {{ ref('int_sketches__moved') }}

),

moved_rows as (

    select indexed.*
    from indexed
    inner join moved on indexed.sketch_id = moved.sketch_id

),

candidates as (

    select
        least(moved_rows.sketch_id, indexed.sketch_id) as sketch_id,
        greatest(moved_rows.sketch_id, indexed.sketch_id) as other_sketch_id
    from moved_rows
    inner join indexed
        on
            moved_rows.shingle = indexed.shingle
            and (moved_rows.is_anchor or indexed.is_anchor)
            and moved_rows.sketch_id != indexed.sketch_id
    left join moved as others on indexed.sketch_id = others.sketch_id
    -- a pair of two that moved is met from both sides
    where others.sketch_id is null or moved_rows.sketch_id < indexed.sketch_id
    group by
        least(moved_rows.sketch_id, indexed.sketch_id),
        greatest(moved_rows.sketch_id, indexed.sketch_id)
    having count(*) >= {{ var('least_shared_shingles') }}

),

met as (

    select sketch_id
    from candidates
    union
    select other_sketch_id
    from candidates

),

sketches as (

    select
        articles.sketch_id,
        articles.sentences,
        articles.facts,
        list_distinct(flatten(articles.sentences)) as shingles
    from articles
    inner join met on articles.sketch_id = met.sketch_id
    qualify row_number() over (partition by articles.sketch_id order by articles.article_id asc) = 1

),

shared as (

    select
        candidates.sketch_id,
        candidates.other_sketch_id,
        least(len(one.shingles), len(other.shingles)) as shorter_count,
        greatest(len(one.shingles), len(other.shingles)) as longer_count,
        list_intersect(one.shingles, other.shingles) as shingles,
        if(len(one.shingles) <= len(other.shingles), one.sentences, other.sentences) as sentences,
        len(list_intersect(one.facts, other.facts)) as shared_fact_count,
        least(len(one.facts), len(other.facts)) as fact_count
    from candidates
    inner join sketches as one on candidates.sketch_id = one.sketch_id
    inner join sketches as other on candidates.other_sketch_id = other.sketch_id

),

compared as (

    select
        sketch_id,
        other_sketch_id,
        longer_count > {{ var('excerpt_length_ratio') }} * shorter_count as is_excerpt,
        len(shingles) / shorter_count as shared_share,
        if(fact_count = 0, 1, shared_fact_count / fact_count) as shared_fact_share,
        len(list_filter(
            sentences,
            lambda sentence: len(list_intersect(sentence, shingles)) >= greatest(
                least(2, len(sentence)), {{ var('least_shared_of_a_sentence') }} * len(sentence)
            )
        )) / len(sentences) as covered_share
    from shared
    where
        len(shingles) >= {{ var('least_shared_words') }} * shorter_count
        and shared_fact_count >= {{ var('least_shared_facts') }} * fact_count

)

select
    sketch_id,
    other_sketch_id,
    is_excerpt,
    shared_share,
    shared_fact_share,
    covered_share
from compared
where covered_share >= {{ var('least_covered') }}
