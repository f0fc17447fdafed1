-- How each document was cut, in the reading that was seen first.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('document_id', ref('int_documents__changed')) }}"
) }}

with segments as (

    select * from {{ ref('stg_segments') }}

),

documents as (

    select * from {{ ref('int_documents__changed') }}

)

select
    segments.segment_id,
    segments.document_id,
    segments.ordinal,
    segments.segment_kind,
    segments.char_start,
    segments.char_end,
    segments.article_id,
    segments.segment_text
from segments
inner join documents
    on segments.document_id = documents.document_id and segments.part_id = documents.part_id
