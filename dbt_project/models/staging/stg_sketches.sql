with source as (

    {{ lake_rows('sketches', "(select part_id from " ~ ref('int_articles__touched') ~ " where is_changed)") }}

)

select
    part_id,
    article_id,
    document_id,
    sketch_id,
    sentences,
    facts
from source
