-- The table most people want: how many, of what, who says so, as of when, printed where, in which words.
-- depends_on: {{ ref('int_articles__storied') }}, {{ ref('int_articles__versioned') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}",
    post_hook="{{ move_article(with_version=false) }}"
) }}

with figures as (

    select figures.*
    from {{ ref('figures') }} as figures
    inner join {{ ref('int_articles__touched') }} as touched on figures.article_id = touched.article_id
    where touched.is_changed

),

claims as (

    select * from {{ ref('claims') }}

),

articles as (

    select * from {{ ref('articles') }}

),

framed as (

    select
        figures.figure_id,
        articles.body_text,
        -- the paragraph of the figure, cut to 160 characters on either side
        greatest(
            figures.char_start - 160,
            figures.char_start - coalesce(nullif(strpos(
                reverse(substring(articles.body_text, 1, figures.char_start)), chr(10)
            ), 0) - 1, figures.char_start),
            0
        ) as frame_start,
        least(
            figures.char_end + 160,
            figures.char_end + coalesce(nullif(strpos(
                substring(articles.body_text, figures.char_end + 1), chr(10)
            ), 0) - 1, 160)
        ) as frame_end
    from figures
    inner join articles on figures.article_id = articles.article_id

)

select
    -- keys
    figures.figure_id,
    figures.claim_id,
    figures.article_id,
    articles.story_id,

    -- of what
    figures.metric,
    figures.measure,
    figures.counted_text,
    figures.counted_class,
    figures.side_name,
    figures.place_text,

    -- how many
    figures.bound,
    figures.value_low,
    figures.value_high,
    figures.unit,
    figures.value_low_si,
    figures.value_high_si,

    -- who says so
    claims.speaker_id,
    claims.speaker_name,
    claims.speaker_kind,
    claims.speaker_resolution,
    claims.stance,
    claims.via_text,

    -- when
    figures.as_of_earliest,
    figures.as_of_latest,
    figures.as_of_precision,
    figures.as_of_basis,
    claims.said_earliest,
    claims.said_latest,

    -- where it was printed
    articles.outlet_name,
    articles.provider_name,
    articles.headline,
    articles.published_at,
    articles.published_earliest,
    articles.published_latest,

    -- words
    figures.figure_text,
    claims.claim_text,
    trim(substring(
        framed.body_text, framed.frame_start + 1, framed.frame_end - framed.frame_start
    )) as context_text,
    articles.is_current
from figures
inner join articles on figures.article_id = articles.article_id
inner join framed on figures.figure_id = framed.figure_id
left join claims on figures.claim_id = claims.claim_id
