{#-
Rows of a lake table that belong to a finished reading of a dump; parts left by a killed run belong to none. A dump that
an operator took out does not count: lake.read_counted_dumps says the same in Python. With `withdrawn`, the rows of those.
-#}
{% macro lake_rows(table, withdrawn=false) %}
    select lake_rows.*
    from {{ source('lake', table) }} as lake_rows
    where lake_rows.part_id in (
        select finished.part_id
        from {{ source('lake', 'dumps') }} as finished
        where finished.dump_id {{ '' if withdrawn else 'not ' }}in (
            select taken_out.dump_id from {{ source('lake', 'withdrawals') }} as taken_out
        )
    )
{% endmacro %}
