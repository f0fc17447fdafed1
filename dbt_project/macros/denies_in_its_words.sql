{#- Whether the words themselves deny what another has said: "that is not true", "pure fiction". -#}
{% macro denies_in_its_words(text) -%}
    regexp_matches(
        lower({{ text }}),
        '\b(not true|untrue|no truth|(is|are|was|were|as) (false|fake|lies|fiction|nonsense|baseless|unfounded|groundless)|'
        || '(pure|complete|total|utter|blatant|outright) (fiction|nonsense|lies?|fabrications?|falsehoods?|invention)|'
        || '(false|fake) (information|news|claims?|reports?|accusations?|allegations?)|fabricated|'
        || 'never happened|did not happen|did not take place|there (was|were|is|are) no such|a lie)\b'
    )
{%- endmacro %}
