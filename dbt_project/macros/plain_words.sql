{#- Words in small letters without accents, possessives and signs, one blank between two. -#}
{% macro plain_words(text) -%}
    trim(regexp_replace(
        regexp_replace(strip_accents(lower({{ text }})), '[''’]s\b|[''’.]', '', 'g'), '[^\p{L}\p{N}]+', ' ', 'g'
    ))
{%- endmacro %}
