-- Every article of a document that was cut is published, under whatever page. Rows returned are articles that
-- staging has and the mart has not, or the other way round.
with staged as (

    select distinct articles.article_id
    from {{ ref('stg_articles') }} as articles
    inner join {{ ref('int_documents__first_seen') }} as cut_documents
        on articles.document_id = cut_documents.document_id and articles.part_id = cut_documents.part_id

),

published as (

    select article_id
    from {{ ref('articles') }}

)

select
    staged.article_id as staged_id,
    published.article_id as published_id
from staged
full outer join published on staged.article_id = published.article_id
where staged.article_id is null or published.article_id is null
