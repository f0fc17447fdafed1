-- Texts that are copies or rewrites of each other. Candidates share some sampled shingles under which one of them is an
-- anchor; a pair stays when the words of the shorter text are in the other, all over it, and its numbers and names as
-- well. Why these bounds: docs/adr/0007-stories.md.
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

-- two joins: one with an `or` would compare all with all under a shingle before it asks for an anchor
meetings as (

    select
        moved_rows.sketch_id as moved_id,
        indexed.sketch_id as met_id
    from moved_rows
    inner join indexed on moved_rows.shingle = indexed.shingle and indexed.is_anchor
    where moved_rows.sketch_id != indexed.sketch_id
    union all
    select
        moved_rows.sketch_id as moved_id,
        indexed.sketch_id as met_id
    from moved_rows
    inner join indexed on moved_rows.shingle = indexed.shingle and not indexed.is_anchor
    where moved_rows.is_anchor and moved_rows.sketch_id != indexed.sketch_id

),

counted as (

    select
        least(meetings.moved_id, meetings.met_id) as sketch_id,
        greatest(meetings.moved_id, meetings.met_id) as other_sketch_id,
        count(*) as shared_count
    from meetings
    left join moved on meetings.met_id = moved.sketch_id
    -- a pair of two that moved is met from both sides
    where moved.sketch_id is null or meetings.moved_id < meetings.met_id
    group by
        least(meetings.moved_id, meetings.met_id),
        greatest(meetings.moved_id, meetings.met_id)
    having count(*) >= {{ var('least_shared_shingles') }}

),

sizes as (

    select
        sketch_id,
        count(*) as shingle_count
    from indexed
    group by sketch_id

),

candidates as (

    select
        counted.sketch_id,
        counted.other_sketch_id
    from counted
    inner join sizes on counted.sketch_id = sizes.sketch_id
    inner join sizes as other_sizes on counted.other_sketch_id = other_sizes.sketch_id
    where
        counted.shared_count
        >= {{ var('least_shared_of_the_sample') }} * least(sizes.shingle_count, other_sizes.shingle_count)

),

texts as (

    select
        sketch_id,
        sentences,
        facts
    from articles
    qualify row_number() over (partition by sketch_id order by article_id asc) = 1

),

-- the facts are few: they are looked at before the words
alike as (

    select
        candidates.sketch_id,
        candidates.other_sketch_id
    from candidates
    inner join texts as one on candidates.sketch_id = one.sketch_id
    inner join texts as other on candidates.other_sketch_id = other.sketch_id
    where
        len(list_intersect(one.facts, other.facts))
        >= {{ var('least_shared_facts') }} * least(len(one.facts), len(other.facts))

),

met as (

    select sketch_id
    from alike
    union
    select other_sketch_id
    from alike

),

sketches as (

    select
        texts.sketch_id,
        texts.sentences,
        list_distinct(flatten(texts.sentences)) as shingles
    from texts
    inner join met on texts.sketch_id = met.sketch_id

),

shared as (

    select
        alike.sketch_id,
        alike.other_sketch_id,
        least(len(one.shingles), len(other.shingles)) as shorter_count,
        greatest(len(one.shingles), len(other.shingles)) as longer_count,
        list_intersect(one.shingles, other.shingles) as shingles,
        if(len(one.shingles) <= len(other.shingles), one.sentences, other.sentences) as sentences
    from alike
    inner join sketches as one on alike.sketch_id = one.sketch_id
    inner join sketches as other on alike.other_sketch_id = other.sketch_id

),

compared as (

    select
        sketch_id,
        other_sketch_id,
        longer_count > {{ var('excerpt_length_ratio') }} * shorter_count as is_excerpt,
        len(shingles) / shorter_count as shared_share,
        len(list_filter(
            sentences,
            lambda sentence: len(list_intersect(sentence, shingles)) >= greatest(
                least(2, len(sentence)), {{ var('least_shared_of_a_sentence') }} * len(sentence)
            )
        )) / len(sentences) as covered_share
    from shared
    where len(shingles) >= {{ var('least_shared_words') }} * shorter_count

)

select
    sketch_id,
    other_sketch_id,
    is_excerpt,
    shared_share
from compared
where covered_share >= {{ var('least_covered') }}
