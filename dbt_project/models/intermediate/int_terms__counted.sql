-- How many claims that can be answered hold a word, month by month.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_terms() }}"
) }}

with changed as (

    select * from {{ ref('int_terms__changed') }}

)

select
    term,
    said_month,
    claim_count
from changed
where claim_count > 0
