-- As of when a figure holds: a date that stands by it, else the day it was said, else the days on which the article
-- can have been published. The basis says which.
with figures as (

    select * from {{ ref('int_figures__in_claims') }}

),

claims as (

    select * from {{ ref('int_claims__named') }}

),

articles as (

    select * from {{ ref('int_articles__chosen') }}

),

based as (

    select
        figures.figure_id,
        case
            when figures.as_of_basis = 'event_date' then 'event_date'
            when
                claims.said_basis in ('sentence', 'inherited')
                and coalesce(claims.said_earliest, claims.said_latest) is not null
                then 'said'
            when articles.published_earliest is not null or articles.published_latest is not null
                then 'publication_proxy'
            else 'none'
        end as as_of_basis,
        figures.as_of_earliest as event_earliest,
        figures.as_of_latest as event_latest,
        figures.as_of_precision as event_precision,
        claims.said_earliest,
        claims.said_latest,
        claims.said_precision,
        articles.published_earliest,
        articles.published_latest,
        case
            when articles.published_earliest = articles.published_latest then 'day'
            when articles.published_precision in ('month', 'year') then articles.published_precision
            else 'interval'
        end as published_precision
    from figures
    inner join articles on figures.article_id = articles.article_id
    left join claims on figures.claim_id = claims.claim_id

)

select
    figure_id,
    as_of_basis,
    case as_of_basis
        when 'event_date' then event_earliest
        when 'said' then said_earliest
        when 'publication_proxy' then published_earliest
    end as as_of_earliest,
    case as_of_basis
        when 'event_date' then event_latest
        when 'said' then said_latest
        when 'publication_proxy' then published_latest
    end as as_of_latest,
    case as_of_basis
        when 'event_date' then event_precision
        when 'said' then said_precision
        when 'publication_proxy' then published_precision
        else 'unknown'
    end as as_of_precision
from based
