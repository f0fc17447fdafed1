-- Articles that touched documents printed at the last published build, before their rows are replaced.
{%- set before = carried_over('int_articles__printed') %}

with touched as (

    select * from {{ ref('int_documents__touched') }}

),

before as (

    select
        article_id,
        document_id
    from {{ before or '(select null::varchar as article_id, null::varchar as document_id)' }}
    where {{ before is not none }}

)

select distinct before.article_id
from before
inner join touched on before.document_id = touched.document_id
