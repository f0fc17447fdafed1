with source as (

    {{ lake_rows('documents', "(select part_id from " ~ ref('int_parts__changed') ~ " where change = 'new')") }}

)

select
    part_id,
    document_id,
    dump_id,
    dump_uri,
    record_locator,
    media_type,
    url,
    fetched_at,
    text,
    is_cut
from source
