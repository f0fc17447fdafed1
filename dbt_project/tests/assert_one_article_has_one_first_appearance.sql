-- Rows returned are articles with no first appearance, or with several.
with appearances as (

    select * from {{ ref('article_appearances') }}

)

select
    article_id,
    count_if(is_first) as first_count
from appearances
group by article_id
having count_if(is_first) != 1
