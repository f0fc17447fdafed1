-- Each name that articles give a speaker, with the key under which its spellings meet. The seed of aliases overrules
-- what titles and transliterations would say; an alias in capitals matches only in capitals (WHO is not "who").
with claims as (

    select * from {{ ref('stg_claims') }}

),

aliases as (

    select * from {{ ref('speaker_aliases') }}

),

titles as (

    select * from {{ ref('speaker_titles') }}

),

names as (

    select
        speaker_name,
        speaker_kind,
        {{ plain_words('speaker_name') }} as plain_name
    from claims
    where speaker_name is not null
    group by speaker_name, speaker_kind

),

words as (

    select
        speaker_name,
        speaker_kind,
        unnest(string_split(plain_name, ' ')) as word,
        unnest(range(1, len(string_split(plain_name, ' ')) + 1)) as at
    from names
    where speaker_kind = 'person'

),

-- the words of a person's name from the first that is no title on; all of them when each is one
untitled as (

    select
        words.speaker_name,
        words.speaker_kind,
        min(words.at) filter (where titles.title is null) as first_at
    from words
    left join titles on words.word = titles.title
    group by words.speaker_name, words.speaker_kind

),

stripped as (

    select
        names.speaker_name,
        names.speaker_kind,
        names.plain_name,
        case
            when names.speaker_kind = 'person'
                then
                    array_to_string(list_slice(
                        string_split(names.plain_name, ' '),
                        coalesce(untitled.first_at, 1),
                        len(string_split(names.plain_name, ' '))
                    ), ' ')
            else regexp_replace(names.plain_name, '^the ', '')
        end as bare_name
    from names
    left join untitled
        on names.speaker_name = untitled.speaker_name and names.speaker_kind = untitled.speaker_kind

),

keyed_aliases as (

    select
        *,
        {{ plain_words('alias') }} as plain_alias
    from aliases

),

-- what the seed says of a spelling that it does not hold: one name, or nothing
folded_aliases as (

    select
        {{ name_key('plain_alias') }} as alias_key,
        min(canonical_name) as canonical_name
    from keyed_aliases
    where speaker_kind = 'person' and plain_alias like '% %'
    group by alias_key
    having min(canonical_name) = max(canonical_name)

),

joined as (

    select
        stripped.speaker_name,
        stripped.speaker_kind,
        stripped.bare_name,
        coalesce(aliases.canonical_name, folded_aliases.canonical_name) as canonical_name,
        if(folded_aliases.canonical_name is null, aliases.speaker_kind, 'person') as canonical_kind,
        case
            when aliases.canonical_name is not null then 'seed'
            when folded_aliases.canonical_name is not null then 'transliteration'
        end as name_rule
    from stripped
    left join aliases
        on
            lower(stripped.speaker_name) = lower(aliases.alias)
            and (aliases.alias != upper(aliases.alias) or stripped.speaker_name = aliases.alias)
    left join folded_aliases
        on
            aliases.alias is null
            and stripped.speaker_kind = 'person'
            and {{ name_key('stripped.bare_name') }} = folded_aliases.alias_key
    qualify
        row_number() over (
            partition by stripped.speaker_name, stripped.speaker_kind order by aliases.canonical_name asc
        ) = 1

),

chosen as (

    select
        speaker_name,
        speaker_kind,
        coalesce(canonical_name, speaker_name) as joined_name,
        coalesce(canonical_kind, speaker_kind) as joined_kind,
        name_rule,
        if(canonical_name is null, bare_name, {{ plain_words('canonical_name') }}) as plain_name
    from joined

)

select
    speaker_name,
    speaker_kind,
    joined_name,
    joined_kind,
    name_rule,
    if(joined_kind = 'person', {{ name_key('plain_name') }}, plain_name) as name_key,
    plain_name like '% %' as is_full_name
from chosen
