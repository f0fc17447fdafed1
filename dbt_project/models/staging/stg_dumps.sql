-- A table, since each dump has a file of its own: a thousand are opened once and not by every reader.
{{ config(materialized='table') }}

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
