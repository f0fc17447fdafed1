-- Quantities as printed, with the claim that each stands in and the days for which it holds.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

with figures as (

    select * from {{ ref('int_figures__in_claims') }}

),

dated as (

    select * from {{ ref('int_figures__dated') }}

)

select
    -- keys
    figures.figure_id,
    figures.article_id,
    figures.claim_id,

    -- words
    figures.figure_text,
    figures.char_start,
    figures.char_end,

    -- how many
    figures.value_low,
    figures.value_high,
    figures.bound,
    figures.unit,
    figures.unit_text,
    figures.value_low_si,
    figures.value_high_si,

    -- of what
    figures.counted_text,
    figures.counted_class,
    figures.side_name,
    figures.metric,
    figures.measure,
    figures.place_text,

    -- when
    dated.as_of_earliest,
    dated.as_of_latest,
    dated.as_of_precision,
    dated.as_of_basis
from figures
inner join dated on figures.figure_id = dated.figure_id
