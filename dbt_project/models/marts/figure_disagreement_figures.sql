-- Which figures stand behind each row of figure_disagreements.
with grouped as (

    select * from {{ ref('int_figures__grouped') }}

),

figures as (

    select * from {{ ref('int_figures__comparable') }}

)

select
    -- keys
    left(sha256(grouped.disagreement_id || '|' || grouped.figure_id), 32) as disagreement_figure_id,
    grouped.disagreement_id,
    grouped.figure_id,

    -- how it came in
    grouped.is_dated,
    figures.compared_place is not null as is_placed,
    figures.bound = 'vague' as is_vague
from grouped
inner join figures on grouped.figure_id = figures.figure_id
