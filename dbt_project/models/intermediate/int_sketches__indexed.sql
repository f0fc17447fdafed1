-- Which texts hold which shingle, and which of them are compared with all others under it.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook=[
        "{{ forget('sketch_id', ref('int_sketches__changed'), \"changed.change = 'gone'\") }}",
        "{{ forget_shingles() }}",
    ]
) }}

with shingles as (

    select * from {{ ref('int_shingles__changed') }}

)

select
    shingle,
    sketch_id,
    is_anchor
from shingles
