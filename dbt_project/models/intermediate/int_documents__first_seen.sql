-- The same bytes can come in several dumps. They are one document, known by where they were seen first; its
-- segments, articles, claims and figures are those of that reading.
with documents as (

    select * from {{ ref('stg_documents') }}

)

select
    document_id,
    part_id,
    dump_id,
    dump_uri,
    record_locator,
    media_type,
    url,
    fetched_at,
    length(text)::bigint as char_count
from documents
where is_cut
qualify row_number() over (partition by document_id order by {{ first_seen() }}) = 1
