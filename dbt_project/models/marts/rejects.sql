-- What was refused, and why.
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
