with source as (

    {{ lake_rows('articles', withdrawn=true) }}

)

select
    part_id,
    article_id,
    document_id,
    ordinal,
    headline
from source
