-- Texts whose pairs are found anew: those that came or went, and those that became an anchor or are none any more.
with changed as (

    select * from {{ ref('int_sketches__changed') }}

),

shingles as (

    select * from {{ ref('int_shingles__changed') }}

)

select sketch_id
from changed
union
select sketch_id
from shingles
