-- Articles that print the same text, in whatever outlet, are one story.
with chosen as (

    select * from {{ ref('int_articles__chosen') }}

),

appearances as (

    select * from {{ ref('int_articles__appearances') }}

),

first_appearances as (

    select
        article_id,
        fetched_at
    from appearances
    where is_first

)

select
    chosen.article_id,
    left(chosen.text_sha256, 32) as story_id,
    case
        when count(*) over (partition by chosen.text_sha256) = 1 then 'unique'
        when
            row_number() over (
                partition by chosen.text_sha256
                order by
                    chosen.published_at asc nulls last,
                    first_appearances.fetched_at asc nulls last,
                    chosen.article_id asc
            ) = 1 then 'original'
        else 'copy'
    end as story_role
from chosen
inner join first_appearances on chosen.article_id = first_appearances.article_id
