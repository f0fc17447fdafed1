-- What each document holds: how much of it is story, how much is the page around it.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('document_id', ref('int_documents__changed')) }}"
) }}

with documents as (

    select * from {{ ref('int_documents__first_seen') }}

),

changed as (

    select * from {{ ref('int_documents__changed') }}

),

segments as (

    select * from {{ ref('segments') }}

),

counted as (

    select
        segments.document_id,
        sum(if(segments.article_id is not null, length(segments.segment_text), 0))::bigint as article_char_count,
        sum(if(segments.article_id is null, length(segments.segment_text), 0))::bigint as boilerplate_char_count
    from segments
    inner join changed on segments.document_id = changed.document_id
    group by segments.document_id

)

select
    documents.document_id,
    documents.dump_uri,
    documents.record_locator,
    documents.media_type,
    documents.url,
    documents.fetched_at,
    documents.char_count,
    coalesce(counted.article_char_count, 0)::bigint as article_char_count,
    coalesce(counted.boilerplate_char_count, 0)::bigint as boilerplate_char_count
from documents
inner join changed on documents.document_id = changed.document_id
left join counted on documents.document_id = counted.document_id
