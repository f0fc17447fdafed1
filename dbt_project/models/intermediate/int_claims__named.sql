-- Claims of the articles we publish, with one name and one id for a speaker across articles. A name is joined by what
-- stands in its own article and in seeds only, so that another article never changes the speaker of this one.
with claims as (

    select * from {{ ref('stg_claims') }}

),

articles as (

    select * from {{ ref('int_articles__chosen') }}

),

keyed as (

    select * from {{ ref('int_speakers__keyed') }}

),

named as (

    select
        claims.*,
        keyed.joined_name,
        keyed.joined_kind,
        keyed.name_key,
        keyed.name_rule,
        keyed.joined_kind = 'person' and keyed.is_full_name as is_full_name,
        keyed.joined_kind = 'person'
        and not keyed.is_full_name
        and keyed.name_rule is null
        and regexp_matches(keyed.joined_name, '\p{Lu}') as is_surname
    from claims
    inner join articles
        on
            claims.article_id = articles.article_id
            and claims.document_id = articles.document_id
            and claims.part_id = articles.part_id
    left join keyed
        on claims.speaker_name = keyed.speaker_name and claims.speaker_kind = keyed.speaker_kind

),

-- whom a bare surname means: the only person of that surname whom the article names in full
surnames as (

    select
        article_id,
        string_split(name_key, ' ')[-1] as surname_key,
        min(name_key) as full_key,
        min(joined_name) as full_name
    from named
    where is_full_name
    group by article_id, surname_key
    having min(name_key) = max(name_key)

),

joined as (

    select
        named.*,
        coalesce(surnames.full_name, named.joined_name) as full_name,
        coalesce(surnames.full_key, named.name_key) as full_key,
        if(surnames.full_key is null, named.name_rule, 'surname_in_article') as full_rule
    from named
    left join surnames
        on
            named.is_surname
            and named.article_id = surnames.article_id
            and named.name_key = surnames.surname_key

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
    -- the kind that an extractor gives wavers between organisation, government and media: only a person stands apart
    if(
        full_name is null,
        null,
        left(sha256(full_key || '|' || if(joined_kind = 'person', 'person', 'body')), 32)
    ) as speaker_id,
    full_name as speaker_name,
    joined_kind as speaker_kind,
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
    -- nobody has said a thing in the future: the page's clock is wrong
    if({{ in_future('said_earliest') }}, null, said_earliest) as said_earliest,
    if({{ in_future('said_latest') }}, null, said_latest) as said_latest,
    if({{ in_future('said_earliest') }}, 'unknown', said_precision) as said_precision,
    if({{ in_future('said_earliest') }}, 'none', said_basis) as said_basis,
    disputes_claim_id,

    -- how the name came about
    speaker_name as name_in_article,
    coalesce(full_rule, 'own') as name_rule
from joined
