-- Who prints and who supplies, across articles: the name most used of those that meet, and each with its rule. The
-- seed of aliases overrules what articles, "The" and web addresses would say.
with articles as (

    select * from {{ ref('articles') }}

),

seed_aliases as (

    select * from {{ ref('outlet_aliases') }}

),

printed as (

    select
        article_id,
        outlet_name as alias,
        false as is_provider,
        published_earliest,
        published_latest
    from articles
    where outlet_name is not null
    union all
    select
        article_id,
        provider_name as alias,
        true as is_provider,
        published_earliest,
        published_latest
    from articles
    where provider_name is not null

),

names as (

    select
        alias,
        {{ outlet_key('alias') }} as alias_key
    from printed
    group by alias

),

keyed_aliases as (

    select
        {{ outlet_key('alias') }} as alias_key,
        min(canonical_name) as canonical_name
    from seed_aliases
    group by alias_key

),

joined as (

    select
        names.alias,
        keyed_aliases.canonical_name,
        coalesce({{ outlet_key('keyed_aliases.canonical_name') }}, names.alias_key) as outlet_key
    from names
    left join keyed_aliases on names.alias_key = keyed_aliases.alias_key

),

counted_aliases as (

    select
        joined.outlet_key,
        joined.alias,
        joined.canonical_name,
        count(*) as article_count
    from printed
    inner join joined on printed.alias = joined.alias
    group by joined.outlet_key, joined.alias, joined.canonical_name

),

chosen as (

    select
        outlet_key,
        coalesce(canonical_name, alias) as outlet_name
    from counted_aliases
    qualify
        row_number() over (
            partition by outlet_key
            order by
                canonical_name is null asc,
                regexp_matches(alias, '^\S+\.\S+$') asc,
                article_count desc,
                alias asc
        ) = 1

),

listed as (

    select
        counted_aliases.outlet_key,
        list(
            {
                'alias': counted_aliases.alias,
                'rule': case
                    when counted_aliases.canonical_name is not null then 'seed'
                    when counted_aliases.alias = chosen.outlet_name then 'same_name'
                    when regexp_matches(counted_aliases.alias, '^\S+\.\S+$') then 'web_address'
                    else 'spelling'
                end,
                'article_count': counted_aliases.article_count::bigint
            }
            order by counted_aliases.article_count desc, counted_aliases.alias asc
        ) as aliases_seen
    from counted_aliases
    inner join chosen on counted_aliases.outlet_key = chosen.outlet_key
    group by counted_aliases.outlet_key

),

counted as (

    select
        joined.outlet_key,
        count(distinct printed.article_id) filter (where not printed.is_provider)::bigint as printed_article_count,
        count(distinct printed.article_id) filter (where printed.is_provider)::bigint as supplied_article_count,
        min(coalesce(printed.published_earliest, printed.published_latest)) as first_published_on,
        max(coalesce(printed.published_latest, printed.published_earliest)) as last_published_on
    from printed
    inner join joined on printed.alias = joined.alias
    group by joined.outlet_key

)

select
    -- who
    left(sha256(chosen.outlet_key), 32) as outlet_id,
    chosen.outlet_name,
    if(counted.supplied_article_count > 0, 'agency', 'publisher') as outlet_kind,
    listed.aliases_seen,

    -- how much
    counted.printed_article_count,
    counted.supplied_article_count,

    -- when
    counted.first_published_on,
    counted.last_published_on
from chosen
inner join listed on chosen.outlet_key = listed.outlet_key
inner join counted on chosen.outlet_key = counted.outlet_key
