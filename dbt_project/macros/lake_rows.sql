{#- Rows of a lake table that belong to a finished reading of a dump; parts left by a killed run belong to none. -#}
{% macro lake_rows(table) %}
    select lake_rows.*
    from {{ source('lake', table) }} as lake_rows
    where lake_rows.part_id in (select finished.part_id from {{ source('lake', 'dumps') }} as finished)
{% endmacro %}
