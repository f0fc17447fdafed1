with source as (

    {{ lake_rows('articles', "(select part_id from " ~ ref('int_articles__touched') ~ " where is_changed)") }}

)

select
    part_id,
    article_id,
    document_id,
    ordinal,
    is_embedded,
    headline,
    standfirst_text,
    body_text,
    text_sha256,
    language,
    outlet_name,
    outlet_evidence_text,
    provider_name,
    author_names,
    dateline_place,
    published_at,
    published_earliest,
    published_latest,
    published_precision,
    published_basis,
    published_evidence_text,
    page_date,
    word_count
from source
