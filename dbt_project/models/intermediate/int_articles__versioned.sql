-- A page that changes under the same address gives a new version of its article. Pages that print another story
-- each day (a front page) are no versions: consecutive texts must share their headline or half of the longer one's
-- words of four letters or more.
-- Holds the articles of touched addresses, and touched articles that are not followed.
with touched as (

    select * from {{ ref('int_articles__touched') }}

),

touched_pages as (

    select * from {{ ref('int_pages__touched') }}

),

followed as (

    select * from {{ ref('int_articles__followed') }}

),

known as (

    select * from {{ ref('int_articles__known') }}

),

captured as (

    select
        followed.article_id,
        followed.url,
        followed.first_fetched_at,
        known.headline,
        known.words
    from followed
    inner join touched_pages on followed.url = touched_pages.url
    inner join known on followed.article_id = known.article_id

),

compared as (

    select
        article_id,
        url,
        first_fetched_at,
        lag(article_id) over by_page as previous_article_id,
        coalesce(
            headline = lag(headline) over by_page
            or (
                len(words) > 0
                and 2 * len(list_intersect(words, lag(words) over by_page))
                >= greatest(len(words), len(lag(words) over by_page))
            ),
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
    from compared

)

select
    article_id,
    supersedes_article_id,
    (row_number() over by_chain)::bigint as version,
    lead(article_id) over by_chain is null as is_current
from chained
window by_chain as (partition by url, chain order by first_fetched_at, article_id)
union all
select
    touched.article_id,
    null as supersedes_article_id,
    1::bigint as version,
    true as is_current
from touched
left join captured on touched.article_id = captured.article_id
where captured.article_id is null and touched.document_id is not null
