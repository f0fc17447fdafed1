-- Every document, where its bytes were seen first.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('document_id', ref('int_documents__changed')) }}"
) }}

with changed as (

    select * from {{ ref('int_documents__changed') }}

),

readings as (

    select * from {{ ref('int_documents__readings') }}

)

select
    readings.document_id,
    readings.part_id,
    readings.dump_id,
    readings.dump_uri,
    readings.record_locator,
    readings.media_type,
    readings.url,
    readings.fetched_at,
    readings.char_count
from changed
inner join readings
    on
        changed.document_id = readings.document_id
        and changed.part_id = readings.part_id
        and changed.record_locator = readings.record_locator
where readings.is_cut
