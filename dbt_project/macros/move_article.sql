{#- A new article can make an old one a copy, an original or a former version. Its row is kept and told so. -#}
{% macro move_article(with_version=true) -%}
    {%- if is_incremental() -%}
        update {{ this }} as kept
        set story_id = stories.story_id{% if with_version %}, story_role = stories.story_role{% endif %}
        from {{ ref('int_articles__storied') }} as stories
        where
            kept.article_id = stories.article_id
            and (kept.story_id is distinct from stories.story_id
                {%- if with_version %} or kept.story_role is distinct from stories.story_role{% endif %});
        update {{ this }} as kept
        set is_current = versions.is_current
            {%- if with_version %}, version = versions.version, supersedes_article_id = versions.supersedes_article_id{% endif %}
        from {{ ref('int_articles__versioned') }} as versions
        where
            kept.article_id = versions.article_id
            and (kept.is_current is distinct from versions.is_current
                {%- if with_version %} or kept.version is distinct from versions.version
                or kept.supersedes_article_id is distinct from versions.supersedes_article_id{% endif %})
    {%- endif -%}
{%- endmacro %}
