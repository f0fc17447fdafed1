-- Article and boilerplate add up to the document. Rows returned are documents that lost or gained characters.
with documents as (

    select * from {{ ref('documents') }}

)

select
    document_id,
    char_count,
    article_char_count,
    boilerplate_char_count
from documents
where char_count != article_char_count + boilerplate_char_count
