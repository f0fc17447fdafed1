-- Documents that a changed reading holds or held.
{%- set before = carried_over('int_documents__readings') %}

with changed_parts as (

    select * from {{ ref('int_parts__changed') }}

),

arrived as (

    select * from {{ ref('stg_documents') }}

),

before as (

    select
        document_id,
        part_id
    from {{ before or 'arrived' }}
    where {{ before is not none }}

)

select document_id
from arrived
union
select before.document_id
from before
inner join changed_parts on before.part_id = changed_parts.part_id
