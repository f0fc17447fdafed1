-- Articles that this build adds or takes from another page, as that page prints them. A publication that lies in the
-- future is a wrong clock and no date; date_candidates keeps what the page said.
with articles as (

    select
        stg_articles.*,
        {{ in_future('stg_articles.published_earliest') }} as is_in_future
    from {{ ref('stg_articles') }} as stg_articles

),

touched as (

    select * from {{ ref('int_articles__touched') }}

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
    if(articles.is_in_future, null, articles.published_at) as published_at,
    if(articles.is_in_future, null, articles.published_earliest) as published_earliest,
    if({{ in_future('articles.published_latest') }}, null, articles.published_latest) as published_latest,
    if(articles.is_in_future, 'unknown', articles.published_precision) as published_precision,
    if(articles.is_in_future, 'none', articles.published_basis) as published_basis,
    if(articles.is_in_future, null, articles.published_evidence_text) as published_evidence_text,
    articles.page_date,
    articles.word_count
from articles
inner join touched
    on
        articles.article_id = touched.article_id
        and articles.document_id = touched.document_id
        and articles.part_id = touched.part_id
        and articles.ordinal = touched.ordinal
where touched.is_changed
