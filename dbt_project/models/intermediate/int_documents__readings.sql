-- Every record of a dump that gave a document, without its text.
-- depends_on: {{ ref('int_documents__touched') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('part_id', ref('int_parts__changed')) }}"
) }}

with arrived as (

    select * from {{ ref('stg_documents') }}

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
    length(text)::bigint as char_count,
    is_cut
from arrived
