-- Claims of the articles we publish, with one name and one id for a speaker across articles. The alias seed knows
-- spellings ("Zelensky", "Zelenskyy"); a name that it does not know stays as the article gives it.
with claims as (

    select * from {{ ref('stg_claims') }}

),

articles as (

    select * from {{ ref('int_articles__chosen') }}

),

aliases as (

    select * from {{ ref('speaker_aliases') }}

),

named as (

    select
        claims.*,
        coalesce(aliases.canonical_name, claims.speaker_name) as joined_name,
        coalesce(aliases.speaker_kind, claims.speaker_kind) as joined_kind
    from claims
    inner join articles
        on
            claims.article_id = articles.article_id
            and claims.document_id = articles.document_id
            and claims.part_id = articles.part_id
    -- an abbreviation is written in capitals: WHO is not "who"
    left join aliases
        on
            lower(claims.speaker_name) = lower(aliases.alias)
            and (aliases.alias != upper(aliases.alias) or claims.speaker_name = aliases.alias)
    qualify row_number() over (partition by claims.claim_id order by aliases.canonical_name asc) = 1

)

select
    claim_id,
    article_id,
    claim_text,
    char_start,
    char_end,
    spans,
    quote_type,
    speaker_text,
    speaker_char_start,
    speaker_char_end,
    if(
        joined_name is null,
        null,
        left(sha256(lower(joined_name) || '|' || coalesce(joined_kind, '')), 32)
    ) as speaker_id,
    joined_name as speaker_name,
    joined_kind as speaker_kind,
    speaker_role,
    speaker_resolution,
    cue_text,
    cue_char_start,
    cue_char_end,
    cue_lemma,
    is_negated,
    stance,
    via_text,
    -- nobody has said a thing in the future: the page's clock is wrong
    if({{ in_future('said_earliest') }}, null, said_earliest) as said_earliest,
    if({{ in_future('said_latest') }}, null, said_latest) as said_latest,
    if({{ in_future('said_earliest') }}, 'unknown', said_precision) as said_precision,
    if({{ in_future('said_earliest') }}, 'none', said_basis) as said_basis,
    disputes_claim_id
from named
