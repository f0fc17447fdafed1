-- Readings of dumps that the tables hold.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('part_id', ref('int_parts__changed')) }}"
) }}

with changed as (

    select * from {{ ref('int_parts__changed') }}

)

select
    part_id,
    dump_id
from changed
where change = 'new'
