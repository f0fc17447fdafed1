-- A page that changes under the same address gives a new version of its article. Pages that print another story
-- each day (a front page) are no versions: consecutive texts must share their headline or half of their words.
with chosen as (

    select * from {{ ref('int_articles__chosen') }}

),

appearances as (

    select * from {{ ref('int_articles__appearances') }}

),

captured as (

    select
        appearances.article_id,
        appearances.url,
        min(appearances.fetched_at) as first_fetched_at,
        any_value(chosen.headline) as headline,
        any_value(list_distinct(regexp_extract_all(lower(chosen.body_text), '\w+'))) as words
    from appearances
    inner join chosen on appearances.article_id = chosen.article_id
    where
        not chosen.is_embedded
        and appearances.url is not null
        and appearances.fetched_at is not null
    group by appearances.article_id, appearances.url
    -- an article at two addresses is followed at the first
    qualify
        row_number() over (
            partition by appearances.article_id
            order by min(appearances.fetched_at) asc, appearances.url asc
        ) = 1

),

followed as (

    select
        article_id,
        url,
        first_fetched_at,
        lag(article_id) over by_page as previous_article_id,
        coalesce(
            headline = lag(headline) over by_page
            or 2 * len(list_intersect(words, lag(words) over by_page))
            >= least(len(words), len(lag(words) over by_page)),
            false
        ) as is_revision
    from captured
    window by_page as (partition by url order by first_fetched_at, article_id)

),

chained as (

    select
        article_id,
        url,
        first_fetched_at,
        is_revision,
        if(is_revision, previous_article_id, null) as supersedes_article_id,
        sum(if(is_revision, 0, 1)) over (
            partition by url order by first_fetched_at, article_id
        ) as chain
    from followed

)

select
    article_id,
    supersedes_article_id,
    (row_number() over by_chain)::bigint as version,
    lead(article_id) over by_chain is null as is_current
from chained
window by_chain as (partition by url, chain order by first_fetched_at, article_id)
