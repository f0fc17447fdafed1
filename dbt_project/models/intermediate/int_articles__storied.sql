-- Articles that print the same text, in whatever outlet, are one story.
with known as (

    select * from {{ ref('int_articles__known') }}

),

documents as (

    select * from {{ ref('int_documents__first_seen') }}

)

select
    known.article_id,
    left(known.text_sha256, 32) as story_id,
    case
        when count(*) over (partition by known.text_sha256) = 1 then 'unique'
        when
            row_number() over (
                partition by known.text_sha256
                order by
                    known.published_at asc nulls last,
                    documents.fetched_at asc nulls last,
                    known.article_id asc
            ) = 1 then 'original'
        else 'copy'
    end as story_role
from known
inner join documents on known.document_id = documents.document_id
