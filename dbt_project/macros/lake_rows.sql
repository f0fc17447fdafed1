{#- Rows of a lake table that belong to these readings of dumps; parts left by a killed run belong to none.

    `parts` is a table or a query with a part_id, made earlier in the same build. A build that carries the last one on
    opens the files of those parts and no others. -#}
{% macro lake_rows(table, parts) %}
    {%- if carried_over('int_parts__read') %}
        {%- set folder = env_var('NEWSLEDGER_LAKE') ~ '/' ~ table %}
        {%- set found = run_query('select distinct part_id from ' ~ parts ~ ' where part_id is not null order by 1') %}
    select *
    from read_parquet([
        {% for part_id in found.columns[0].values() %}'{{ folder }}/{{ part_id }}.parquet', {% endfor %}'{{ folder }}/_empty.parquet'
    ], union_by_name = true)
    {%- else %}
    select lake_rows.*
    from {{ source('lake', table) }} as lake_rows
    where lake_rows.part_id in (select wanted.part_id from {{ parts }} as wanted)
    {%- endif %}
{% endmacro %}
