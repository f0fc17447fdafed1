with source as (

    {{ lake_rows(
        'articles',
        '(select dumps.part_id from ' ~ ref('stg_dumps') ~ ' as dumps semi join ' ~ ref('stg_withdrawals')
        ~ ' as withdrawals on dumps.dump_id = withdrawals.dump_id)'
    ) }}

)

select
    part_id,
    article_id,
    document_id,
    ordinal,
    headline
from source
