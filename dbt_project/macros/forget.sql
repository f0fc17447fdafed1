{#- Delete the rows that this build replaces, before the new ones are appended. They are few and looked up by their
    key, so that a large table is not written again. -#}
{% macro forget(key, changed, condition='true') -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ key }} in (select changed.{{ key }} from {{ changed }} as changed where {{ condition }})
    {%- endif -%}
{%- endmacro %}
