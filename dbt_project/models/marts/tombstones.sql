-- Articles that stood until the last dump that held them was taken out. One that another dump holds too still stands.
with withdrawn_articles as (

    select * from {{ ref('stg_withdrawn_articles') }}

),

dumps as (

    select * from {{ ref('stg_dumps') }}

),

withdrawals as (

    select * from {{ ref('stg_withdrawals') }}

),

articles as (

    select * from {{ ref('articles') }}

)

select
    withdrawn_articles.article_id,
    withdrawn_articles.document_id,
    withdrawals.dump_id,
    withdrawn_articles.headline,
    withdrawals.reason_text,
    withdrawals.withdrawn_at
from withdrawn_articles
inner join dumps on withdrawn_articles.part_id = dumps.part_id
inner join withdrawals on dumps.dump_id = withdrawals.dump_id
anti join articles on withdrawn_articles.article_id = articles.article_id
qualify
    row_number() over (
        partition by withdrawn_articles.article_id
        order by
            withdrawals.withdrawn_at desc,
            withdrawals.dump_id asc,
            withdrawn_articles.document_id asc,
            withdrawn_articles.ordinal asc
    ) = 1
