with source as (

    {{ lake_rows('rejects', "(select part_id from " ~ ref('int_parts__changed') ~ " where change = 'new')") }}

)

select
    part_id,
    reject_id,
    dump_id,
    dump_uri,
    record_locator,
    reason,
    detail_text
from source
