{#- A rule about one row holds for every row. Rows returned break it. -#}
{% test holds(model, rule) %}

select *
from {{ model }}
where not coalesce({{ rule }}, false)

{% endtest %}
