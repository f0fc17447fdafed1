-- The numbers that dashboards show, one definition for all of them. Current articles only.
with articles as (

    select * from {{ ref('articles') }}

),

claims as (

    select * from {{ ref('claims') }}

),

figure_ledger as (

    select * from {{ ref('figure_ledger') }}

),

speakers as (

    select * from {{ ref('speakers') }}

),

disagreements as (

    select * from {{ ref('figure_disagreements') }}

),

current_articles as (

    select
        article_id,
        coalesce(outlet_name, 'unknown') as outlet_name,
        published_at
    from articles
    where is_current

),

current_figures as (

    select
        *,
        coalesce(published_at::date::varchar, 'unknown') as published_on
    from figure_ledger
    where is_current

),

measured as (

    select
        'figures_per_day' as metric_name,
        'published_on' as dimension_name,
        published_on as dimension_value,
        count(*)::double as value,
        count(*)::bigint as row_count
    from current_figures
    group by published_on
    union all
    select
        'claims_per_speaker' as metric_name,
        'speaker_id' as dimension_name,
        claims.speaker_id as dimension_value,
        count(*)::double as value,
        count(*)::bigint as row_count
    from claims
    inner join current_articles on claims.article_id = current_articles.article_id
    inner join speakers on claims.speaker_id = speakers.speaker_id
    group by claims.speaker_id
    union all
    select
        'attributed_share' as metric_name,
        'metric' as dimension_name,
        metric as dimension_value,
        avg(if(speaker_id is null, 0, 1)) as value,
        count(*)::bigint as row_count
    from current_figures
    group by metric
    union all
    select
        'dated_share' as metric_name,
        'outlet_name' as dimension_name,
        outlet_name as dimension_value,
        avg(if(published_at is null, 0, 1)) as value,
        count(*)::bigint as row_count
    from current_articles
    group by outlet_name
    union all
    select
        'median_spread_share' as metric_name,
        'metric' as dimension_name,
        metric as dimension_value,
        median(spread_share) as value,
        count(*)::bigint as row_count
    from disagreements
    where spread_share is not null
    group by metric
    union all
    select
        'contested_share' as metric_name,
        'metric' as dimension_name,
        metric as dimension_value,
        avg(if(corroboration = 'contested', 1, 0)) as value,
        count(*)::bigint as row_count
    from disagreements
    group by metric

)

select
    left(sha256(metric_name || '|' || dimension_value), 32) as metric_value_id,
    metric_name,
    dimension_name,
    dimension_value,
    value,
    row_count
from measured
