-- Wherever a document was seen, its articles were seen.
with articles as (

    select * from {{ ref('stg_articles') }}

),

chosen as (

    select * from {{ ref('int_articles__chosen') }}

),

cut_documents as (

    select * from {{ ref('int_documents__first_seen') }}

),

records as (

    select * from {{ ref('stg_documents') }}

),

printed as (

    select distinct
        articles.article_id,
        articles.document_id
    from articles
    inner join cut_documents
        on articles.document_id = cut_documents.document_id and articles.part_id = cut_documents.part_id

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
        order by chosen.document_id = printed.document_id desc, {{ first_seen('records.') }}
    ) = 1 as is_first
from printed
inner join chosen on printed.article_id = chosen.article_id
inner join records on printed.document_id = records.document_id
