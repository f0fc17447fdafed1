with source as (

    {{ lake_rows('date_candidates', "(select part_id from " ~ ref('int_articles__touched') ~ " where is_changed)") }}

)

select
    part_id,
    article_id,
    document_id,
    ordinal,
    candidate_role,
    basis,
    evidence_text,
    dated_at,
    earliest,
    latest,
    date_precision,
    is_chosen
from source
