with source as (

    {{ lake_rows('articles', ref('int_documents__changed')) }}

)

select
    part_id,
    article_id,
    document_id,
    ordinal,
    published_at,
    published_earliest,
    published_latest
from source
