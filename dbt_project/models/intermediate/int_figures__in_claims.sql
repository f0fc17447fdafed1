-- Which claim a figure stands in: the innermost one whose words hold at least half of it. When two people stand
-- behind the same words ("X reported, citing Y"), the one whom the other passed on comes first.
with figures as (

    select * from {{ ref('stg_figures') }}

),

articles as (

    select * from {{ ref('int_articles__chosen') }}

),

claims as (

    select * from {{ ref('int_claims__named') }}

),

claim_spans as (

    select
        claim_id,
        article_id,
        via_text,
        cue_char_start,
        list_sum(list_transform(spans, lambda part: part.char_end - part.char_start)) as content_length,
        unnest(spans) as part
    from claims

),

published_figures as (

    select figures.*
    from figures
    inner join articles
        on
            figures.article_id = articles.article_id
            and figures.document_id = articles.document_id
            and figures.part_id = articles.part_id

),

held as (

    select
        published_figures.figure_id,
        claim_spans.claim_id
    from published_figures
    inner join claim_spans
        on
            published_figures.article_id = claim_spans.article_id
            and 2 * (
                least(published_figures.char_end, claim_spans.part.char_end)
                - greatest(published_figures.char_start, claim_spans.part.char_start)
            ) >= published_figures.char_end - published_figures.char_start
    qualify
        row_number() over (
            partition by published_figures.figure_id
            order by
                claim_spans.content_length asc,
                claim_spans.via_text is null asc,
                claim_spans.cue_char_start desc nulls last,
                claim_spans.claim_id asc
        ) = 1

)

select
    published_figures.figure_id,
    published_figures.article_id,
    held.claim_id,
    published_figures.figure_text,
    published_figures.char_start,
    published_figures.char_end,
    published_figures.value_low,
    published_figures.value_high,
    published_figures.bound,
    published_figures.unit,
    published_figures.unit_text,
    published_figures.value_low_si,
    published_figures.value_high_si,
    published_figures.counted_text,
    published_figures.counted_class,
    published_figures.side_name,
    published_figures.metric,
    published_figures.measure,
    published_figures.place_text,
    published_figures.as_of_earliest,
    published_figures.as_of_latest,
    published_figures.as_of_precision,
    published_figures.as_of_basis
from published_figures
left join held on published_figures.figure_id = held.figure_id
