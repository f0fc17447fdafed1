with source as (

    {{ lake_rows('claims', "(select part_id from " ~ ref('int_articles__touched') ~ " where is_changed)") }}

)

select
    part_id,
    claim_id,
    article_id,
    document_id,
    claim_text,
    char_start,
    char_end,
    spans,
    quote_type,
    speaker_text,
    speaker_char_start,
    speaker_char_end,
    speaker_name,
    speaker_kind,
    speaker_role,
    speaker_resolution,
    cue_text,
    cue_char_start,
    cue_char_end,
    cue_lemma,
    is_negated,
    stance,
    is_rebuttal,
    via_text,
    said_earliest,
    said_latest,
    said_precision,
    said_basis,
    disputes_claim_id
from source
