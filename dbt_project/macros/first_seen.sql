{#- The order in which appearances count: by capture clock, then by name, so that no run order decides. -#}
{% macro first_seen(prefix='') -%}
    {{ prefix }}fetched_at asc nulls last, {{ prefix }}dump_uri asc, {{ prefix }}record_locator asc, {{ prefix }}dump_id asc
{%- endmacro %}
