-- The body of an article is what its standfirst and body segments say, joined in order. Rows returned are articles
-- whose words do not stand in their document. White space may differ: a wrapped paragraph is one line in body_text.
-- Articles that this build did not touch were compared when they were made.
with touched as (

    select * from {{ ref('int_articles__touched') }}

),

articles as (

    select * from {{ ref('articles') }}
    where article_id in (select touched.article_id from touched)

),

segments as (

    select * from {{ ref('segments') }}
    where article_id in (select touched.article_id from touched)

),

joined as (

    select
        document_id,
        article_id,
        string_agg(segment_text, '' order by ordinal) as segments_text
    from segments
    where segment_kind in ('standfirst', 'body') and article_id is not null
    group by document_id, article_id

)

select
    articles.article_id,
    articles.document_id,
    articles.body_text,
    joined.segments_text
from articles
left join joined
    on articles.article_id = joined.article_id and articles.document_id = joined.document_id
where
    joined.segments_text is null
    or strpos(
        regexp_replace(joined.segments_text, '[\s\p{Z}\p{Cc}]+', ' ', 'g'),
        regexp_replace(articles.body_text, '[\s\p{Z}\p{Cc}]+', ' ', 'g')
    ) = 0
    or length(regexp_replace(joined.segments_text, '[\s\p{Z}\p{Cc}]', '', 'g'))
    != length(regexp_replace(articles.body_text, '[\s\p{Z}\p{Cc}]', '', 'g'))
