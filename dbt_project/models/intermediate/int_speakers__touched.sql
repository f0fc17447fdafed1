-- Speakers whom changed articles quote now, or quoted at the last published build.
{%- set before = carried_over('int_speakers__in_articles') %}

with claims as (

    select * from {{ ref('int_claims__named') }}

),

touched_articles as (

    select * from {{ ref('int_articles__touched') }}

),

before as (

    select
        article_id,
        speaker_id
    from {{ before or 'claims' }}
    where {{ before is not none }}

)

select speaker_id
from claims
where speaker_id is not null
union
select before.speaker_id
from before
inner join touched_articles on before.article_id = touched_articles.article_id
where touched_articles.is_changed
