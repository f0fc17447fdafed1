with source as (

    {{ lake_rows('segments', ref('int_documents__changed')) }}

)

select
    part_id,
    segment_id,
    document_id,
    ordinal,
    segment_kind,
    char_start,
    char_end,
    article_id,
    segment_text
from source
