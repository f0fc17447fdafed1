{#- Delete the rows of the index and of the pairs that this build replaces, before the new ones are appended. -#}
{% macro forget_shingles() -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as kept
        using {{ ref('int_shingles__changed') }} as changed
        where kept.shingle = changed.shingle and kept.sketch_id = changed.sketch_id
    {%- endif -%}
{%- endmacro %}

{% macro forget_pairs() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            sketch_id in (select moved.sketch_id from {{ ref('int_sketches__moved') }} as moved)
            or other_sketch_id in (select moved.sketch_id from {{ ref('int_sketches__moved') }} as moved)
    {%- endif -%}
{%- endmacro %}
