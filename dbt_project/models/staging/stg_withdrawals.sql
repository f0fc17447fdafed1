with source as (

    select * from {{ source('lake', 'withdrawals') }}

)

select
    dump_id,
    dump_uri,
    reason_text,
    withdrawn_at,
    document_count,
    article_count,
    claim_count,
    figure_count
from source
