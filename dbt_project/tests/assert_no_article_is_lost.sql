-- Every article of a document that was cut is published, under whatever page. Rows returned are articles that a
-- document prints and the mart has not, or the other way round.
with printed as (

    select distinct article_id
    from {{ ref('int_articles__printed') }}

),

published as (

    select article_id
    from {{ ref('articles') }}

)

select
    printed.article_id as printed_id,
    published.article_id as published_id
from printed
full outer join published on printed.article_id = published.article_id
where printed.article_id is null or published.article_id is null
