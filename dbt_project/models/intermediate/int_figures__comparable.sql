-- Figures that can stand beside others: of a metric that is compared, and tied to a side or a place (without either,
-- "5 killed" here and "5 killed" there have nothing in common). docs/adr/0008-what-is-comparable.md says why.
-- depends_on: {{ ref('int_articles__storied') }}, {{ ref('int_articles__versioned') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}",
    post_hook="{{ move_article(with_version=false) }}"
) }}

with figures as (

    select * from {{ ref('int_figures__in_claims') }}

),

dated as (

    select * from {{ ref('int_figures__dated') }}

),

claims as (

    select * from {{ ref('int_claims__named') }}

),

stories as (

    select * from {{ ref('int_articles__storied') }}

),

versions as (

    select * from {{ ref('int_articles__versioned') }}

),

places as (

    select * from {{ ref('int_places__known') }}

),

metrics as (

    select * from {{ ref('comparable_metrics') }}

),

measured as (

    select
        figures.figure_id,
        figures.article_id,
        stories.story_id,
        versions.is_current,
        figures.metric,
        figures.counted_class,
        figures.side_name,
        figures.measure,
        figures.counted_text,
        figures.bound,
        places.place_name,
        coalesce(places.is_known, false) as is_known_place,
        if(metrics.place_level = 'country', places.country_name, places.place_name) as compared_place,
        metrics.longest_gap_days::integer as longest_gap_days,
        metrics.si_unit is not null
        and coalesce(figures.value_low_si, figures.value_high_si) is not null as is_si,
        if(is_si, metrics.si_unit, figures.unit) as unit,
        if(is_si, figures.value_low_si, figures.value_low) as value_low,
        if(is_si, figures.value_high_si, figures.value_high) as value_high,
        claims.speaker_id,
        dated.as_of_earliest,
        dated.as_of_latest
    from figures
    inner join dated on figures.figure_id = dated.figure_id
    inner join stories on figures.article_id = stories.article_id
    inner join metrics on figures.metric = metrics.metric
    left join claims on figures.claim_id = claims.claim_id
    inner join versions on figures.article_id = versions.article_id
    left join places on figures.place_text = places.place_text
    where
        (figures.counted_class is not null or not metrics.is_class_needed)
        and (places.place_text is not null or not metrics.is_place_needed)
        and (metrics.unclear_class is null or figures.counted_class != metrics.unclear_class)
        and claims.stance is distinct from 'denies'  -- who denies a number does not give it

)

select
    figure_id,
    article_id,
    story_id,
    is_current,
    left(sha256(concat_ws(
        '|', metric, coalesce(counted_class, ''), coalesce(unit, ''), coalesce(side_name, ''), measure
    )), 32) as comparison_key,
    metric,
    counted_class,
    unit,
    side_name,
    measure,
    place_name,
    compared_place,
    is_known_place,
    longest_gap_days,
    counted_text,
    bound,
    value_low,
    value_high,
    speaker_id,
    as_of_earliest,
    as_of_latest
from measured
where
    (side_name is not null or compared_place is not null)
    and coalesce(value_low, value_high) is not null
