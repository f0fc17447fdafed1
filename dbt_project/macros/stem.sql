{#- A word without its ending, so that Korea and Korean, region and regions meet; never shorter than four letters. -#}
{% macro stem(word) -%}
    regexp_replace({{ word }}, '^(\p{L}{4,}?)(ians?|iens?|ese|ia|ans?|ings?|ed|ies|es|is?|s|e|a|y|n)$', '\1')
{%- endmacro %}
