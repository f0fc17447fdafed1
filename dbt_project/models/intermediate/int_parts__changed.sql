-- Readings of dumps that came or went since the last published build. All that is built next is about these.
-- A dump that an operator took out does not count: lake.read_counted_dumps says the same in Python.
{%- set before = carried_over('int_parts__read') %}

with dumps as (

    select dumps.*
    from {{ ref('stg_dumps') }} as dumps
    anti join {{ ref('stg_withdrawals') }} as withdrawals on dumps.dump_id = withdrawals.dump_id

),

before as (

    select
        part_id,
        dump_id
    from {{ before or 'dumps' }}
    where {{ before is not none }}

)

select
    coalesce(dumps.part_id, before.part_id) as part_id,
    coalesce(dumps.dump_id, before.dump_id) as dump_id,
    if(dumps.part_id is null, 'gone', 'new') as change
from dumps
full outer join before on dumps.part_id = before.part_id
where dumps.part_id is null or before.part_id is null
