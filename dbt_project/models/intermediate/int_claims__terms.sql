-- The words that tell what a claim is about, by their stems: no common words, none under four letters.
-- depends_on: {{ ref('int_terms__left') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget('article_id', ref('int_articles__touched'), 'changed.is_changed') }}"
) }}

-- words in capitals, but for a first one that stands alone
{%- set first = "if(regexp_matches(claim_text, '^\\p{Lu}\\p{L}+ \\p{Lu}'), 1, 2)" %}
{%- set words = "regexp_extract_all(substring(claim_text, " ~ first ~ "), '\\p{Lu}\\p{L}+')" %}
{%- set name_words = "array_to_string(" ~ words ~ ", ' ')" %}

with claims as (

    select * from {{ ref('int_claims__named') }}

),

common_words as (

    select * from {{ ref('common_words') }}

),

words as (

    select
        claim_id,
        article_id,
        {{ plain_words(name_words) }} as plain_names,
        unnest(list_distinct(regexp_extract_all({{ plain_words('claim_text') }}, '\p{L}{4,}'))) as word
    from claims

)

select
    words.claim_id,
    words.article_id,
    {{ stem('words.word') }} as term,
    min(words.word) as word,
    bool_or(contains(' ' || words.plain_names || ' ', ' ' || words.word || ' ')) as is_name
from words
left join common_words on words.word = common_words.word
where common_words.word is null
group by words.claim_id, words.article_id, term
