-- What was refused, and why.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('dump_id', ref('int_parts__changed')) }}"
) }}

with rejects as (

    select * from {{ ref('stg_rejects') }}

)

select
    reject_id,
    dump_id,
    dump_uri,
    record_locator,
    reason,
    detail_text
from rejects
