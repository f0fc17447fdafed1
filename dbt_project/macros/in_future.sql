{#- A day that has not come, a day of time zones left aside. What is published or said cannot lie there: the page is
    wrong, and the date is unknown. -#}
{% macro in_future(day) -%}
    coalesce({{ day }} > current_date + 1, false)
{%- endmacro %}
