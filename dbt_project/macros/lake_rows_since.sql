{#- Rows of lake files, one file a row named by its key, that a published table does not hold yet. -#}
{% macro lake_rows_since(table, key) %}
    {%- set kept = adapter.get_relation(database='ledger', schema='main', identifier=table) if carried_over('int_parts__read') else none %}
    {%- if kept %}
        {%- set folder = env_var('NEWSLEDGER_LAKE') ~ '/' ~ table %}
        {%- set found = run_query(
            "select file from glob('" ~ folder ~ "/*.parquet') where parse_filename(file, true) not in (select " ~ key ~ " from " ~ kept ~ ") order by 1"
        ) %}
    select *
    from read_parquet([
        {% for file in found.columns[0].values() %}'{{ file }}', {% endfor %}'{{ folder }}/_empty.parquet'
    ], union_by_name = true)
    {%- else %}
    select *
    from {{ source('lake', table) }}
    {%- endif %}
{% endmacro %}
