{#- Every value of the column stands in the closed list of the vocabulary, and the list is not empty. -#}
{% test in_closed_list(model, column_name, table_name) %}

with allowed as (

    select allowed_value
    from {{ ref('closed_lists') }}
    where table_name = '{{ table_name }}' and column_name = '{{ column_name }}'

)

select {{ column_name }}::varchar as surprising_value
from {{ model }}
where {{ column_name }} is not null and {{ column_name }} not in (select allowed_value from allowed)

union all

select 'no closed list is named {{ table_name }}.{{ column_name }}' as surprising_value
where not exists (select 1 from allowed)

{% endtest %}
