with source as (

    select * from {{ source('lake', 'quality_results') }}

)

select
    result_id,
    build_id,
    -- audits from before there were two looked at candidates
    coalesce(audit_stage, 'candidate') as audit_stage,
    audited_at,
    rule_id,
    table_name,
    severity,
    is_passed,
    checked_count,
    failed_count,
    observed_text,
    observed_value,
    failing_keys,
    reason_text
from source
