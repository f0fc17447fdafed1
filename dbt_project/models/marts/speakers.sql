-- Who speaks, across articles: the name most used of the spellings that meet, and each spelling with the rule that
-- joined it. A bare surname or a description ("officials") may be several people, and says so.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('speaker_id', ref('int_speakers__touched')) }}"
) }}

with touched as (

    select * from {{ ref('int_speakers__touched') }}

),

in_articles as (

    select in_articles.*
    from {{ ref('int_speakers__in_articles') }} as in_articles
    inner join touched on in_articles.speaker_id = touched.speaker_id

),

spellings as (

    select
        speaker_id,
        speaker_name,
        speaker_kind,
        name_in_article,
        name_rule,
        sum(claim_count) as claim_count
    from in_articles
    group by speaker_id, speaker_name, speaker_kind, name_in_article, name_rule

),

names as (

    select
        speaker_id,
        speaker_name,
        speaker_kind
    from spellings
    group by speaker_id, speaker_name, speaker_kind
    qualify
        row_number() over (
            partition by speaker_id
            order by
                bool_or(name_rule = 'seed') desc, sum(claim_count) desc, length(speaker_name) desc, speaker_name asc,
                speaker_kind asc
        ) = 1

),

ruled as (

    select
        spellings.speaker_id,
        spellings.name_in_article as alias,
        {{ plain_words('spellings.name_in_article') }} as plain_alias,
        {{ plain_words('names.speaker_name') }} as plain_name,
        case
            when spellings.name_rule != 'own' then spellings.name_rule
            when plain_alias = plain_name then 'same_name'
            -- one is the other with words before it
            when ends_with(plain_alias, ' ' || plain_name) or ends_with(plain_name, ' ' || plain_alias)
                then 'title_stripped'
            else 'transliteration'
        end as rule,
        spellings.claim_count
    from spellings
    inner join names on spellings.speaker_id = names.speaker_id

),

aliases as (

    select
        speaker_id,
        alias,
        rule,
        sum(claim_count)::bigint as claim_count
    from ruled
    group by speaker_id, alias, rule

),

listed as (

    select
        speaker_id,
        list(
            struct_pack(alias := alias, rule := rule, claim_count := claim_count)
            order by claim_count desc, alias asc, rule asc
        ) as aliases_seen
    from aliases
    group by speaker_id

),

counted as (

    select
        speaker_id,
        sum(claim_count)::bigint as claim_count,
        count(distinct article_id)::bigint as article_count,
        sum(figure_count)::bigint as figure_count,
        min(first_said_on) as first_said_on,
        max(last_said_on) as last_said_on
    from in_articles
    group by speaker_id

)

select
    -- who
    names.speaker_id,
    names.speaker_name,
    names.speaker_kind,
    names.speaker_kind not in ('anonymous', 'group', 'document')
    and regexp_matches(names.speaker_name, '\p{Lu}')
    and not regexp_matches(names.speaker_name, '^(I|He|She|It|They|We|Who)$')
    and (names.speaker_kind != 'person' or names.speaker_name like '% %' or listed.aliases_seen[1].rule = 'seed')
        as is_identified,
    listed.aliases_seen,

    -- how much
    counted.claim_count,
    counted.article_count,
    counted.figure_count,

    -- when
    counted.first_said_on,
    counted.last_said_on
from names
inner join listed on names.speaker_id = listed.speaker_id
inner join counted on names.speaker_id = counted.speaker_id
