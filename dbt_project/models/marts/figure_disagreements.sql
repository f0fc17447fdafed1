-- How far apart the figures of one thing lie, and how many independent voices stand behind them. Nothing is averaged.
-- Vague words ("thousands") are counted, but set no end of a range while a number does.
with grouped as (

    select * from {{ ref('int_figures__grouped') }}

),

figures as (

    select * from {{ ref('int_figures__comparable') }}

),

speakers as (

    select * from {{ ref('speakers') }}

),

articles as (

    select * from {{ ref('articles') }}

),

members as (

    select
        grouped.disagreement_id,
        grouped.compared_place,
        grouped.window_earliest,
        grouped.window_latest,
        grouped.is_dated,
        figures.article_id,
        figures.story_id,
        figures.metric,
        figures.counted_class,
        figures.unit,
        figures.side_name,
        figures.measure,
        figures.place_name,
        figures.counted_text,
        figures.value_low,
        figures.value_high,
        figures.speaker_id,
        figures.as_of_earliest,
        figures.as_of_latest,
        speakers.speaker_name,
        articles.outlet_name,
        figures.bound != 'vague'
        or bool_and(figures.bound = 'vague') over (partition by grouped.disagreement_id) as is_measured,
        case
            when figures.value_low is null then '-infinity'::double
            when figures.bound = 'about' then figures.value_low * (1 - {{ var('about_tolerance') }})
            else figures.value_low
        end as range_low,
        case
            when figures.value_high is null then 'infinity'::double
            when figures.bound = 'about' then figures.value_high * (1 + {{ var('about_tolerance') }})
            else figures.value_high
        end as range_high
    from grouped
    inner join figures on grouped.figure_id = figures.figure_id
    inner join articles on figures.article_id = articles.article_id
    left join speakers on figures.speaker_id = speakers.speaker_id

),

examples as (

    select
        disagreement_id,
        counted_text
    from members
    where counted_text is not null
    group by disagreement_id, counted_text
    qualify row_number() over (partition by disagreement_id order by count(*) desc, counted_text asc) = 1

),

summed as (

    select
        disagreement_id,
        metric,
        counted_class,
        unit,
        side_name,
        measure,
        compared_place as place_name,
        coalesce(
            list(distinct place_name order by place_name) filter (where place_name is not null), []
        ) as place_names,
        coalesce(window_earliest, min(as_of_earliest)) as as_of_earliest,
        coalesce(window_latest, max(as_of_latest)) as as_of_latest,
        count(*)::bigint as figure_count,
        count(distinct article_id)::bigint as article_count,
        count(distinct story_id)::bigint as story_count,
        count(distinct speaker_id)::bigint as originator_count,
        count(distinct speaker_id) filter (where is_measured)::bigint as measured_originator_count,
        count(distinct story_id) filter (where speaker_id is null)::bigint as narrator_count,
        count_if(not is_dated)::bigint as undated_count,
        min(coalesce(value_low, value_high)) filter (where is_measured) as lowest_value,
        max(coalesce(value_high, value_low)) filter (where is_measured) as highest_value,
        max(range_low) filter (where is_measured) as highest_low,
        min(range_high) filter (where is_measured) as lowest_high,
        coalesce(
            list(distinct speaker_name order by speaker_name) filter (where speaker_name is not null), []
        ) as speaker_names,
        coalesce(
            list(distinct outlet_name order by outlet_name) filter (where outlet_name is not null), []
        ) as outlet_names
    from members
    group by
        disagreement_id,
        metric,
        counted_class,
        unit,
        side_name,
        measure,
        compared_place,
        window_earliest,
        window_latest

)

select
    -- what is compared
    summed.disagreement_id,
    summed.metric,
    summed.counted_class,
    summed.side_name,
    summed.place_name,
    summed.unit,
    summed.measure,
    summed.as_of_earliest,
    summed.as_of_latest,
    examples.counted_text as example_text,
    summed.place_names,

    -- how many say so
    summed.figure_count,
    summed.article_count,
    summed.story_count,
    summed.originator_count,
    summed.narrator_count,
    summed.undated_count,
    summed.speaker_names,
    summed.outlet_names,

    -- how far apart
    summed.lowest_value,
    summed.highest_value,
    summed.highest_value - summed.lowest_value as spread_value,
    (summed.highest_value - summed.lowest_value) / nullif(summed.highest_value, 0) as spread_share,
    summed.highest_low <= summed.lowest_high as ranges_overlap,
    case
        when summed.measured_originator_count < 2 then 'single'
        when summed.highest_low <= summed.lowest_high then 'agreed'
        else 'contested'
    end as corroboration
from summed
left join examples on summed.disagreement_id = examples.disagreement_id
