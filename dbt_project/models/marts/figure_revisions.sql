-- What one speaker said of one thing, and then said otherwise. Copies and repetitions are collapsed first.
with figures as (

    select * from {{ ref('int_figures__comparable') }}

),

speakers as (

    select * from {{ ref('speakers') }}

),

-- a figure without a place is of the only known place that its speaker names with this key
placed as (

    select
        *,
        min(if(is_known_place, compared_place, null)) over of_key as first_place,
        max(if(is_known_place, compared_place, null)) over of_key as last_place,
        coalesce(compared_place, if(first_place = last_place, first_place, null)) as place_of_key
    from figures
    where is_current and speaker_id is not null and bound != 'vague'
    window of_key as (partition by speaker_id, comparison_key)

),

-- what an article repeats, and what its copies print, is said once
said as (

    select *
    from placed
    qualify
        row_number() over (
            partition by speaker_id, comparison_key, place_of_key, story_id, value_low, value_high
            order by as_of_earliest asc nulls last, as_of_latest asc nulls last, figure_id asc
        ) = 1

),

followed as (

    select
        *,
        lag(figure_id) over by_time as from_figure_id,
        lag(story_id) over by_time as from_story_id,
        lag(value_low) over by_time as from_value_low,
        lag(value_high) over by_time as from_value_high,
        lag(as_of_earliest) over by_time as from_as_of_earliest,
        lag(as_of_latest) over by_time as from_as_of_latest
    from said
    window
        by_time as (
            partition by speaker_id, comparison_key, place_of_key
            order by
                coalesce(as_of_earliest, as_of_latest) asc nulls first,
                coalesce(as_of_latest, as_of_earliest) asc nulls first,
                value_low asc nulls first,
                value_high asc nulls last,
                figure_id asc
        )

),

compared as (

    select
        *,
        coalesce(from_as_of_latest < as_of_earliest, false) as is_order_certain,
        coalesce(value_low, '-infinity'::double) as low,
        coalesce(from_value_low, '-infinity'::double) as from_low,
        coalesce(value_high, 'infinity'::double) as high,
        coalesce(from_value_high, 'infinity'::double) as from_high,
        coalesce(as_of_earliest - from_as_of_latest, 0) as gap_days
    from followed
    where
        from_figure_id is not null
        and (value_low is distinct from from_value_low or value_high is distinct from from_value_high)

)

select
    -- keys
    left(sha256(compared.from_figure_id || '|' || compared.figure_id), 32) as revision_id,
    compared.from_figure_id,
    compared.figure_id as to_figure_id,
    compared.speaker_id,
    speakers.speaker_name,

    -- of what
    compared.metric,
    compared.counted_class,
    compared.side_name,
    compared.place_of_key as place_name,
    compared.unit,
    compared.measure,

    -- how it changed
    compared.from_value_low,
    compared.from_value_high,
    compared.value_low as to_value_low,
    compared.value_high as to_value_high,
    case
        when compared.low >= compared.from_low and compared.high >= compared.from_high then 'raised'
        when compared.low <= compared.from_low and compared.high <= compared.from_high then 'lowered'
        when compared.low < compared.from_low then 'widened'
        else 'narrowed'
    end as direction,

    -- when
    compared.from_as_of_earliest,
    compared.from_as_of_latest,
    compared.as_of_earliest as to_as_of_earliest,
    compared.as_of_latest as to_as_of_latest,
    compared.is_order_certain
from compared
inner join speakers on compared.speaker_id = speakers.speaker_id
where
    -- two numbers of one story are of two things unless their days differ
    (compared.from_story_id != compared.story_id or compared.is_order_certain)
    and compared.gap_days <= compared.longest_gap_days
