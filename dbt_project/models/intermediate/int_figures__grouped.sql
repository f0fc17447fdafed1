-- Which figures stand beside which: those of one key and place whose dates lie in one window. A figure without a place
-- or a date belongs to each place or window of its key, since nothing says that it is not of it.
with figures as (

    select *
    from {{ ref('int_figures__comparable') }}
    where is_current

),

-- the places at which a figure without one may be: those that are known, or if none is, the others
places_of_keys as (

    select
        comparison_key,
        compared_place,
        bool_or(is_known_place) as is_known_place
    from figures
    where compared_place is not null
    group by comparison_key, compared_place
    qualify bool_or(is_known_place) or not bool_or(bool_or(is_known_place)) over (partition by comparison_key)

),

counted_places as (

    select
        comparison_key,
        compared_place,
        count(*) over (partition by comparison_key) as place_count
    from places_of_keys

),

placed as (

    select
        figures.figure_id,
        figures.comparison_key,
        coalesce(figures.compared_place, counted_places.compared_place) as compared_place,
        -- what a single voice says in a single text is not compared: it speaks of several things
        figures.story_id || '|' || coalesce(figures.speaker_id, '') as voice,
        figures.longest_gap_days,
        figures.as_of_earliest,
        figures.as_of_latest,
        -- an interval longer than a window cannot say which window it is of
        coalesce(
            figures.as_of_latest - figures.as_of_earliest < {{ var('longest_window_days') }}, false
        ) as is_dated
    from figures
    left join counted_places
        on
            figures.comparison_key = counted_places.comparison_key
            and figures.compared_place is null
            and counted_places.place_count <= {{ var('most_places_of_an_unplaced_figure') }}

),

reached as (

    select
        *,
        max(as_of_latest) over (
            partition by comparison_key, compared_place
            order by as_of_earliest, figure_id
            rows between unbounded preceding and 1 preceding
        ) as latest_so_far
    from placed
    where is_dated

),

chained as (

    select
        *,
        sum(if(as_of_earliest - latest_so_far <= longest_gap_days, 0, 1)) over (
            partition by comparison_key, compared_place order by as_of_earliest, figure_id
        ) as chain
    from reached

),

cut as (

    select
        *,
        (
            as_of_earliest - min(as_of_earliest) over (partition by comparison_key, compared_place, chain)
        ) // {{ var('longest_window_days') }} as slice
    from chained

),

windowed as (

    select
        figure_id,
        voice,
        comparison_key,
        compared_place,
        min(as_of_earliest) over of_window as window_earliest,
        max(as_of_latest) over of_window as window_latest
    from cut
    window of_window as (partition by comparison_key, compared_place, chain, slice)

),

windows as (

    select
        comparison_key,
        compared_place,
        window_earliest,
        window_latest
    from windowed
    group by comparison_key, compared_place, window_earliest, window_latest

),

undated as (

    select
        placed.figure_id,
        placed.voice,
        placed.comparison_key,
        placed.compared_place,
        windows.window_earliest,
        windows.window_latest
    from placed
    left join windows
        on
            placed.comparison_key = windows.comparison_key
            and placed.compared_place is not distinct from windows.compared_place
            and coalesce(placed.as_of_earliest - placed.longest_gap_days <= windows.window_latest, true)
            and coalesce(placed.as_of_latest + placed.longest_gap_days >= windows.window_earliest, true)
    where not placed.is_dated

),

members as (

    select
        *,
        true as is_dated
    from windowed
    union all
    select
        *,
        false as is_dated
    from undated

)

select
    figure_id,
    left(sha256(concat_ws(
        '|', comparison_key, coalesce(compared_place, ''), coalesce(window_earliest::varchar, '')
    )), 32) as disagreement_id,
    compared_place,
    window_earliest,
    window_latest,
    is_dated
from members
qualify min(voice) over (partition by disagreement_id) != max(voice) over (partition by disagreement_id)
