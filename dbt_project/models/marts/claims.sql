-- Who said what, in which words, and where in the article.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

with claims as (

    select * from {{ ref('int_claims__named') }}

)

select
    -- keys
    claim_id,
    article_id,

    -- words
    claim_text,
    char_start,
    char_end,
    spans,
    quote_type,

    -- speaker
    speaker_text,
    speaker_char_start,
    speaker_char_end,
    speaker_name,
    speaker_kind,
    speaker_role,
    speaker_resolution,

    -- cue
    cue_text,
    cue_char_start,
    cue_char_end,
    cue_lemma,
    is_negated,
    stance,
    is_rebuttal,
    via_text,

    -- when
    said_earliest,
    said_latest,
    said_precision,
    said_basis,

    -- across claims
    disputes_claim_id,
    speaker_id
from claims
