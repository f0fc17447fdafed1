-- What each document holds: how much of it is story, how much is the page around it.
with documents as (

    select * from {{ ref('int_documents__first_seen') }}

),

segments as (

    select * from {{ ref('segments') }}

),

counted as (

    select
        document_id,
        sum(if(article_id is not null, length(segment_text), 0))::bigint as article_char_count,
        sum(if(article_id is null, length(segment_text), 0))::bigint as boilerplate_char_count
    from segments
    group by document_id

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
left join counted on documents.document_id = counted.document_id
