{#- The table as the last published build left it to this one, or none when this build begins from nothing.

    A model that compares before with now reads its past here, not through ref(): the model that keeps it comes later
    in the same build. The table `carried_over` is put in place with the copies, before dbt begins. -#}
{% macro carried_over(model) %}
    {%- if execute and _kept('carried_over') -%}
        {{- return(_kept(model)) -}}
    {%- endif -%}
    {{- return(none) -}}
{% endmacro %}

{% macro _kept(name) %}
    {{- return(adapter.get_relation(database=target.database, schema=target.schema, identifier=name)) -}}
{% endmacro %}
