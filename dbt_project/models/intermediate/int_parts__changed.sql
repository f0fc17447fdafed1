-- Readings of dumps that came or went since the last published build. All that is built next is about these.
{%- set before = carried_over('int_parts__read') %}

with parts as (

    select * from {{ ref('stg_parts') }}

),

before as (

    select
        part_id,
        dump_id
    from {{ before or 'parts' }}
    where {{ before is not none }}

)

select
    coalesce(parts.part_id, before.part_id) as part_id,
    coalesce(parts.dump_id, before.dump_id) as dump_id,
    if(parts.part_id is null, 'gone', 'new') as change
from parts
full outer join before on parts.part_id = before.part_id
where parts.part_id is null or before.part_id is null
