with source as (

    select * from {{ source('lake', 'quality_results') }}

)

select
    result_id,
    build_id,
    audited_at,
    rule_id,
    table_name,
    severity,
    is_passed,
    checked_count,
    failed_count,
    observed_text,
    failing_keys,
    reason_text
from source
