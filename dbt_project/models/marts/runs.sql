-- What ran, with which code, on which input.
{{ config(materialized='incremental', incremental_strategy='append') }}

with runs as (

    select * from {{ ref('stg_runs') }}

)

select
    run_id,
    step,
    started_at,
    finished_at,
    outcome,
    code_version,
    input_text,
    output_text
from runs
