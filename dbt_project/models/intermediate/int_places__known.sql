-- Which place the words for a place name: the most particular known name in them, the longest of several, the first
-- of equals. Other names are their own place, of no country; words without a name are no place.
{%- set within =
    "coalesce(nullif(regexp_extract(place_text, '^(?:[Tt]he )?(?:\p{Ll}[\p{Ll}-]* ){1,3}of (\p{Lu}.*)$', 1), ''), place_text)"
%}

with figures as (

    select * from {{ ref('int_figures__in_claims') }}

),

places as (

    select * from {{ ref('places') }}

),

place_names as (

    select
        {{ plain_words('name') }} as plain_name,
        place,
        country,
        place != country as is_in_country
    from places

),

texts as (

    select
        place_text,
        {{ plain_words('place_text') }} as plain_text,
        string_split({{ plain_words('place_text') }}, ' ') as words
    from figures
    where place_text is not null
    group by place_text

),

starts as (

    select
        place_text,
        words,
        unnest(range(1, len(words) + 1)) as start_at
    from texts

),

phrases as (

    select
        place_text,
        start_at,
        unnest([
            array_to_string(list_slice(words, start_at, start_at + more), ' ')
            for more in range(0, least(5, len(words) - start_at + 1))
        ]) as phrase
    from starts

),

named as (

    select
        phrases.place_text,
        place_names.place,
        place_names.country
    from phrases
    inner join place_names
        on phrases.phrase = place_names.plain_name
    qualify
        row_number() over (
            partition by phrases.place_text
            order by
                place_names.is_in_country desc,
                length(place_names.plain_name) desc,
                phrases.start_at asc,
                place_names.place asc
        ) = 1

),

own as (

    select
        place_text,
        -- "the town of Brask", "the old quarter of Brask", "the Brask region" and "Brask" are one place
        regexp_replace(
            regexp_replace(
                {{ plain_words(within) }},
                '^(the )?((northern|southern|eastern|western|central) )?'
                || '((city|town|village|region|province|district|port) of )?',
                ''
            ),
            ' (region|province|oblast|district|city|area|county|state)$',
            ''
        ) as place_name
    from texts

)

select
    own.place_text,
    coalesce(named.place, own.place_name) as place_name,
    coalesce(named.country, own.place_name) as country_name,
    named.place is not null as is_known
from own
left join named on own.place_text = named.place_text
where
    named.place is not null
    -- "the observatory" is no one place
    or (own.place_name != '' and regexp_matches(own.place_text, '\p{Lu}'))
