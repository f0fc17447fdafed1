-- Where touched articles were seen: wherever a document was seen, its articles were seen.
with touched as (

    select * from {{ ref('int_articles__touched') }}

),

printed as (

    select * from {{ ref('int_articles__printed') }}

),

records as (

    select * from {{ ref('int_documents__readings') }}

),

documents as (

    select * from {{ ref('int_documents__first_seen') }}

)

select
    left(sha256(concat_ws(
        '|', printed.article_id, printed.document_id, records.dump_id, records.record_locator
    )), 32) as appearance_id,
    printed.article_id,
    printed.document_id,
    records.dump_id,
    records.dump_uri,
    records.record_locator,
    records.url,
    records.fetched_at,
    row_number() over (
        partition by printed.article_id
        order by
            touched.document_id = printed.document_id desc,
            records.part_id = documents.part_id and records.record_locator = documents.record_locator desc,
            {{ first_seen('records.') }}
    ) = 1 as is_first
from touched
inner join printed on touched.article_id = printed.article_id
inner join records on printed.document_id = records.document_id
inner join documents on printed.document_id = documents.document_id
