with source as (

    {{ lake_rows('figures', "(select part_id from " ~ ref('int_articles__touched') ~ " where is_changed)") }}

)

select
    part_id,
    figure_id,
    article_id,
    document_id,
    figure_text,
    char_start,
    char_end,
    value_low,
    value_high,
    bound,
    unit,
    unit_text,
    value_low_si,
    value_high_si,
    counted_text,
    counted_class,
    side_name,
    metric,
    measure,
    place_text,
    as_of_earliest,
    as_of_latest,
    as_of_precision,
    as_of_basis
from source
