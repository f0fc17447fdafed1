-- Copies and rewrites of one text are one story. A text joins the story of the earliest text that it matches; texts of
-- a like length hand that on, an excerpt does not: a digest that holds two stories would make them one.
with recursive articles as (

    select * from {{ ref('int_articles__sketches') }}

),

known as (

    select * from {{ ref('int_articles__known') }}

),

documents as (

    select * from {{ ref('int_documents__first_seen') }}

),

pairs as (

    select * from {{ ref('int_article_pairs') }}

),

-- the order of articles in time: by the day printed, else by the clock of the capture, else by id
ordered as (

    select
        articles.article_id,
        articles.sketch_id,
        known.text_sha256,
        row_number() over (
            order by
                known.published_at asc nulls last,
                documents.fetched_at asc nulls last,
                known.article_id asc
        ) as place
    from articles
    inner join known on articles.article_id = known.article_id
    inner join documents on known.document_id = documents.document_id

),

texts as (

    select
        sketch_id,
        min(place) as place
    from ordered
    group by sketch_id

),

edges as (

    select
        sketch_id,
        other_sketch_id,
        is_excerpt
    from pairs
    union all
    select
        other_sketch_id,
        sketch_id,
        is_excerpt
    from pairs

),

-- the earliest text of a like length that comes before
parents as (

    select
        edges.sketch_id,
        arg_min(edges.other_sketch_id, others.place) as parent_id
    from edges
    inner join texts on edges.sketch_id = texts.sketch_id
    inner join texts as others on edges.other_sketch_id = others.sketch_id
    where not edges.is_excerpt and others.place < texts.place
    group by edges.sketch_id

),

climbed as (

    select
        sketch_id,
        parent_id
    from parents
    union all
    select
        climbed.sketch_id,
        parents.parent_id
    from climbed
    inner join parents on climbed.parent_id = parents.sketch_id

),

-- the one on the way up that has no parent
tops as (

    select
        climbed.sketch_id,
        climbed.parent_id as top_id
    from climbed
    left join parents on climbed.parent_id = parents.sketch_id
    where parents.sketch_id is null

),

-- the first text of each text's cluster
firsts as (

    select
        texts.sketch_id,
        coalesce(tops.top_id, texts.sketch_id) as first_id
    from texts
    left join tops on texts.sketch_id = tops.sketch_id

),

-- the earliest cluster before this one of which it holds an excerpt, or the other way round
holders as (

    select
        firsts.first_id,
        arg_min(others.first_id, other_places.place) as holder_id
    from edges
    inner join firsts on edges.sketch_id = firsts.sketch_id
    inner join firsts as others on edges.other_sketch_id = others.sketch_id
    inner join texts as places on firsts.first_id = places.sketch_id
    inner join texts as other_places on others.first_id = other_places.sketch_id
    where other_places.place < places.place
    group by firsts.first_id

),

stories as (

    select
        ordered.article_id,
        ordered.sketch_id,
        ordered.text_sha256,
        ordered.place,
        if(above.first_id is null, coalesce(holders.holder_id, firsts.first_id), firsts.first_id) as root_id
    from ordered
    inner join firsts on ordered.sketch_id = firsts.sketch_id
    left join holders on firsts.first_id = holders.first_id
    left join holders as above on holders.holder_id = above.first_id

),

placed as (

    select
        article_id,
        sketch_id,
        first_value(sketch_id) over by_story as original_sketch_id,
        first_value(text_sha256) over by_story as original_text_sha256,
        row_number() over by_story as place_in_story,
        count(*) over (partition by root_id) as article_count
    from stories
    window by_story as (partition by root_id order by place)

)

select
    placed.article_id,
    left(placed.original_text_sha256, 32) as story_id,
    case
        when placed.article_count = 1 then 'unique'
        when placed.place_in_story = 1 then 'original'
        when placed.sketch_id = placed.original_sketch_id then 'copy'
        when pairs.shared_share >= {{ var('least_shared_of_a_copy') }} then 'copy'
        else 'rewrite'
    end as story_role
from placed
left join pairs
    on
        least(placed.sketch_id, placed.original_sketch_id) = pairs.sketch_id
        and greatest(placed.sketch_id, placed.original_sketch_id) = pairs.other_sketch_id
