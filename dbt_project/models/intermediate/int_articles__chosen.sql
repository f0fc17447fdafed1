-- One outlet's story found on several pages is one article. Its words are the same everywhere; its dates come from
-- the page that knows them best, and among equals from the first seen.
with articles as (

    select * from {{ ref('stg_articles') }}

),

documents as (

    select * from {{ ref('int_documents__first_seen') }}

)

select
    articles.article_id,
    articles.document_id,
    articles.part_id,
    articles.ordinal,
    articles.is_embedded,
    articles.headline,
    articles.standfirst_text,
    articles.body_text,
    articles.text_sha256,
    articles.language,
    articles.outlet_name,
    articles.outlet_evidence_text,
    articles.provider_name,
    articles.author_names,
    articles.dateline_place,
    articles.published_at,
    articles.published_earliest,
    articles.published_latest,
    articles.published_precision,
    articles.published_basis,
    articles.published_evidence_text,
    articles.page_date,
    articles.word_count
from articles
inner join documents
    on articles.document_id = documents.document_id and articles.part_id = documents.part_id
qualify
    row_number() over (
        partition by articles.article_id
        order by
            articles.published_at is null asc,
            articles.published_latest - articles.published_earliest asc nulls last,
            {{ first_seen('documents.') }},
            articles.ordinal asc
    ) = 1
