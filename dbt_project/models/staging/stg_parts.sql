with source as (

    select * from {{ source('build', 'parts') }}

)

select
    part_id,
    dump_id
from source
