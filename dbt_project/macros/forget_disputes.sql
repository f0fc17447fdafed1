{#- Delete the counts of words and the pairs of denials that this build replaces, before the new ones are appended. -#}
{% macro forget_terms() -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as kept
        using {{ ref('int_terms__changed') }} as changed
        where kept.term = changed.term and kept.said_month = changed.said_month
    {%- endif -%}
{%- endmacro %}

{% macro forget_dispute_pairs() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            denial_claim_id in (select denials.claim_id from {{ ref('int_denials__paired_anew') }} as denials)
            or denial_article_id in (select articles.article_id from {{ ref('int_articles__paired_anew') }} as articles)
            or answered_article_id in (select articles.article_id from {{ ref('int_articles__paired_anew') }} as articles)
    {%- endif -%}
{%- endmacro %}
