-- Articles whose denials and claims are paired anew: those that this build adds, takes from another page or forgets,
-- and those that became or ceased to be the current version of a page.
{%- set before = carried_over('int_claims__in_dispute') %}

with touched as (

    select * from {{ ref('int_articles__touched') }}

),

versions as (

    select * from {{ ref('int_articles__versioned') }}

),

before as (

    select
        article_id,
        is_current
    from {{ before or 'versions' }}
    where {{ before is not none }}

)

select article_id
from touched
where is_changed
union
select versions.article_id
from versions
inner join before on versions.article_id = before.article_id
where versions.is_current != before.is_current
