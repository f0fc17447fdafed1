-- Documents whose first reading is another one now, or whose last one is gone (part_id null). The same bytes can come
-- in several dumps; they are one document, known by where they were seen first, and cut as in that reading.
{%- set before = carried_over('int_documents__first_seen') %}

with touched as (

    select * from {{ ref('int_documents__touched') }}

),

readings as (

    select * from {{ ref('int_documents__readings') }}

),

before as (

    select
        document_id,
        part_id,
        record_locator
    from {{ before or 'readings' }}
    where {{ before is not none }}

),

first_readings as (

    select
        readings.document_id,
        readings.part_id,
        readings.record_locator
    from readings
    inner join touched on readings.document_id = touched.document_id
    where readings.is_cut
    qualify row_number() over (partition by readings.document_id order by {{ first_seen('readings.') }}) = 1

)

select
    touched.document_id,
    first_readings.part_id,
    first_readings.record_locator
from touched
left join first_readings on touched.document_id = first_readings.document_id
left join before on touched.document_id = before.document_id
where
    first_readings.part_id is distinct from before.part_id
    or first_readings.record_locator is distinct from before.record_locator
