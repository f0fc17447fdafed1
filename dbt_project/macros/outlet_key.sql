{#- The form under which the names of one outlet meet: "The Brask Times", "Brask Times" and www.brasktimes.co.uk. -#}
{% macro outlet_key(name) -%}
    coalesce(
        nullif(regexp_extract(
            lower(trim({{ name }})),
            '^(?:https?://)?(?:[a-z0-9-]+\.)*?([a-z0-9-]+)\.(?:(?:com?|org|net|gov|ac|edu)\.[a-z]{2}|[a-z]{2,10})(?:[/?#].*)?$',
            1
        ), ''),
        nullif(regexp_replace(regexp_replace({{ plain_words(name) }}, '^the ', ''), ' ', '', 'g'), ''),
        lower({{ name }})
    )
{%- endmacro %}
