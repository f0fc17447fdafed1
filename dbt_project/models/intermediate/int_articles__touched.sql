-- Articles that touched documents print or printed, each with the page that it is taken from now. One outlet's story
-- found on several pages is one article: its words are the same everywhere; its dates come from the page that knows
-- them best, and among equals from the first seen. Null pages are articles that no document prints any more.
{%- set before = carried_over('int_articles__taken') %}

with left_articles as (

    select * from {{ ref('int_articles__left') }}

),

printed as (

    select * from {{ ref('int_articles__printed') }}

),

touched_documents as (

    select * from {{ ref('int_documents__touched') }}

),

documents as (

    select * from {{ ref('int_documents__first_seen') }}

),

before as (

    select
        article_id,
        document_id,
        part_id
    from {{ before or 'printed' }}
    where {{ before is not none }}

),

touched as (

    select article_id
    from left_articles
    union
    select printed.article_id
    from printed
    inner join touched_documents on printed.document_id = touched_documents.document_id

),

taken as (

    select
        printed.article_id,
        printed.document_id,
        printed.part_id,
        printed.ordinal
    from printed
    inner join touched on printed.article_id = touched.article_id
    inner join documents on printed.document_id = documents.document_id
    qualify
        row_number() over (
            partition by printed.article_id
            order by
                printed.is_undated asc,
                printed.interval_days asc nulls last,
                {{ first_seen('documents.') }},
                printed.document_id asc
        ) = 1

)

select
    touched.article_id,
    taken.document_id,
    taken.part_id,
    taken.ordinal,
    (
        taken.document_id is distinct from before.document_id
        or taken.part_id is distinct from before.part_id
    ) as is_changed
from touched
left join taken on touched.article_id = taken.article_id
left join before on touched.article_id = before.article_id
