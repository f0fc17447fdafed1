with source as (

    select * from {{ source('lake', 'dumps') }}

)

select
    dump_id,
    part_id,
    dump_uri,
    byte_count,
    modified_text,
    extractor_version,
    record_count,
    document_count,
    skipped_count,
    reject_count
from source
