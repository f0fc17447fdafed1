-- Rows returned are articles with no first appearance, or with several, or whose first is not in their own document.
with articles as (

    select * from {{ ref('articles') }}

),

appearances as (

    select * from {{ ref('article_appearances') }}

)

select articles.article_id
from articles
left join appearances
    on
        articles.article_id = appearances.article_id
        and articles.document_id = appearances.document_id
        and appearances.is_first
group by articles.article_id
having count(appearances.appearance_id) != 1
