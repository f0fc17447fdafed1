-- What each check found: earlier audits from the lake; the audit of this build adds its own rows.
with quality_results as (

    select * from {{ ref('stg_quality_results') }}

)

select
    result_id,
    build_id,
    audit_stage,
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
from quality_results
