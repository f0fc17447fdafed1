with source as (

    {{ lake_rows_since('runs', 'run_id') }}

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
from source
