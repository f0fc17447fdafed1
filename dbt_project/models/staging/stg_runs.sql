with source as (

    select * from {{ source('lake', 'runs') }}

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
