"""What the pages ask of the published file. Each answer is limited in SQL: a page never holds the whole ledger.

Every function takes a connection as `warehouse.reading` gives it and the words of a reader, which reach SQL as
parameters only.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from newsledger.errors import LedgerError
from newsledger.words import parse_words, sql_pattern

Row = Mapping[str, Any]
Connection = Any  # DuckDB is imported by the warehouse alone

MOST_QUESTIONS = 200
MOST_MARKS = 300
MOST_ROWS = 300
_MOST_CHOICES = 200
_MOST_NEAR = 50
_MOST_WORDS = 8
# Columns whose words are not a text as it stands.
_ITS_WORDS = {
    "metric": "replace(metric, '_', ' ')",
    "place_names": "array_to_string(place_names, ' ')",
    "speaker_names": "array_to_string(speaker_names, ' ')",
}

# A question is a row of figure_disagreements: the most voices first, then those that lie furthest apart.
_QUESTION_ORDER = """
    corroboration = 'contested' desc, originator_count desc, spread_share desc nulls last, figure_count desc,
    disagreement_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What claims are asked for; an empty word or None asks for nothing."""

    words: str = ""
    speaker: str = ""
    outlet: str = ""
    stance: str = ""
    said_from: dt.date | None = None
    said_to: dt.date | None = None


def find_questions(connection: Connection, words: str = "", limit: int = MOST_QUESTIONS) -> list[Row]:
    """Return rows of figure_disagreements that hold all the words, the largest disagreement first."""
    things = ("metric", "counted_class", "side_name", "example_text")
    asked, values = _holds_words(words, *things, "place_name", "place_names", "speaker_names")
    return ask_rows(
        connection,
        f"""
        select * from figure_disagreements
        where {asked}
        order by {_QUESTION_ORDER}
        limit $limit
        """,
        **values,
        limit=limit,
    )


def read_question(connection: Connection, disagreement_id: str) -> Row | None:
    """Return a row of figure_disagreements, or None when there is none of this id."""
    return _first(connection, "select * from figure_disagreements where disagreement_id = $id", id=disagreement_id)


def find_question_figures(connection: Connection, disagreement_id: str, limit: int = MOST_MARKS) -> pa.Table:
    """Return the figures of a question, one row for what one speaker says in one story, copies and repeats collapsed.

    `low` and `high` are in the unit of the question; `mention_count`, `article_count` and `outlet_names` tell what was
    collapsed; `row_count` is the number of rows before the limit. Over the limit, the lowest and the highest stay,
    vague words last, as they set no end of the range.
    """
    return ask_table(
        connection,
        """
        with question as (
            select * from figure_disagreements where disagreement_id = $id
        ),
        -- Few columns of many figures, and many columns of the few that are left: ten times as fast as both at once.
        members as (
            select
                ledger.figure_id,
                ledger.rowid as place,
                if(ledger.unit is not distinct from question.unit, ledger.value_low, ledger.value_low_si) as low,
                if(ledger.unit is not distinct from question.unit, ledger.value_high, ledger.value_high_si) as high,
                ledger.bound,
                coalesce(ledger.story_id, ledger.article_id) as story,
                coalesce(ledger.speaker_id, '') as voice,
                behind.is_vague,
            from figure_disagreement_figures as behind
            inner join question on behind.disagreement_id = question.disagreement_id
            inner join figure_ledger as ledger on behind.figure_id = ledger.figure_id
        ),
        collapsed as materialized (
            select
                low, high, min(figure_id) as group_id, list(place) as places, bool_or(is_vague) as is_vague,
                coalesce(low, high) as from_below, coalesce(high, low) as from_above,
            from members
            group by story, voice, low, high, bound
        ),
        lowest as (
            select group_id, is_vague, from_below from collapsed order by is_vague, from_below, group_id limit $limit
        ),
        highest as (
            select group_id, is_vague, from_above
            from collapsed
            order by is_vague, from_above desc, group_id desc
            limit $limit
        ),
        ranked as (
            select group_id, row_number() over (order by is_vague, from_below, group_id) as rank_from_an_end from lowest
            union all
            select group_id, row_number() over (order by is_vague, from_above desc, group_id desc) from highest
        ),
        kept as (
            select group_id, min(rank_from_an_end) as rank_from_an_end
            from ranked
            group by group_id
            order by rank_from_an_end, group_id
            limit $limit
        ),
        mentions as materialized (
            select
                group_id, low, high, is_vague, unnest(places) as place,
                (select count(*) from collapsed) as row_count,
            from collapsed
            inner join kept using (group_id)
        ),
        -- By its place a row is fetched from the file; by its id all rows would be.
        told as (
            select *, rowid as place from figure_ledger where rowid in (select mentions.place from mentions)
        )
        select
            figure_id, speaker_name, speaker_kind, speaker_resolution, stance, via_text, low, high, bound, measure,
            is_vague, as_of_earliest, as_of_latest, as_of_precision, as_of_basis, figure_text, context_text,
            list_sort(array_agg(distinct outlet_name) over same_words, 'asc', 'nulls last') as outlet_names,
            count(distinct article_id) over same_words as article_count,
            count(*) over same_words as mention_count,
            headline, published_earliest, published_latest, article_id, claim_id, row_count,
        from mentions
        inner join told using (place)
        window same_words as (partition by group_id)
        qualify row_number() over (
            partition by group_id order by is_current desc, published_earliest nulls last, figure_id
        ) = 1
        order by as_of_earliest nulls last, as_of_latest nulls last, figure_id
        """,
        id=disagreement_id,
        limit=limit,
    )


def search_figures(connection: Connection, words: str = "", limit: int = MOST_ROWS) -> pa.Table:
    """Return figures whose words, counted things, speaker or outlet hold all the words, the latest first.

    The latest is the one whose interval begins last, so that a wide interval is not taken for a late day.
    """
    things = ("figure_text", "counted_text", "counted_class", "side_name", "metric", "place_text")
    asked, values = _holds_words(words, *things, "speaker_name", "outlet_name")
    return ask_table(
        connection,
        f"""
        select
            figure_id, as_of_earliest, as_of_latest, speaker_name, figure_text, value_low, value_high, bound, unit,
            counted_class, side_name, metric, place_text, stance, outlet_name, headline, published_earliest,
            published_latest, context_text, article_id, claim_id,
        from figure_ledger
        where {asked}
        order by as_of_earliest desc nulls last, as_of_latest desc nulls last, figure_id
        limit $limit
        """,
        **values,
        limit=limit,
    )


def read_figure(connection: Connection, figure_id: str) -> Row | None:
    """Return a row of figure_ledger with its place in body_text, its claim and its article; None without such a row."""
    return _first(
        connection,
        """
        select
            ledger.*,
            figures.char_start,
            figures.char_end,
            claims.spans,
            claims.speaker_char_start,
            claims.speaker_char_end,
            claims.cue_text,
            claims.cue_char_start,
            claims.cue_char_end,
            claims.said_basis,
            articles.body_text,
            articles.published_precision,
            articles.published_basis,
            articles.published_evidence_text,
            articles.outlet_evidence_text,
        from figure_ledger as ledger
        inner join figures on ledger.figure_id = figures.figure_id
        inner join articles on ledger.article_id = articles.article_id
        left join claims on ledger.claim_id = claims.claim_id
        where ledger.figure_id = $id
        """,
        id=figure_id,
    )


def find_claims(connection: Connection, asked: ClaimFilter, limit: int = MOST_ROWS) -> pa.Table:
    """Return claims that pass the filter, the latest said first, by the earliest possible day.

    A claim without a day passes no filter of days.
    """
    holds, values = _holds_words(asked.words, "claims.claim_text", "claims.speaker_name", "articles.headline")
    return ask_table(
        connection,
        f"""
        with found as (
            select claims.*, articles.outlet_name, articles.headline, articles.published_earliest,
                articles.published_latest,
            from claims
            inner join articles on claims.article_id = articles.article_id
            where {holds}
                and ($speaker = '' or contains(lower(claims.speaker_name), lower($speaker)))
                and ($outlet = '' or contains(lower(articles.outlet_name), lower($outlet)))
                and ($stance = '' or claims.stance = $stance)
                and ($said_from::date is null or claims.said_latest >= $said_from::date)
                and ($said_to::date is null or claims.said_earliest <= $said_to::date)
            order by claims.said_earliest desc nulls last, claims.said_latest desc nulls last, claims.claim_id
            limit $limit
        ),
        disputed as (
            select denial_claim_id as claim_id from claim_disputes
            union
            select answered_claim_id as claim_id from claim_disputes
        )
        select
            claim_id, said_earliest, said_latest, said_basis, speaker_name, speaker_kind, stance, cue_text, claim_text,
            quote_type, via_text, outlet_name, headline, published_earliest, published_latest, article_id,
            claim_id in (select claim_id from disputed) as is_disputed,
        from found
        order by said_earliest desc nulls last, said_latest desc nulls last, claim_id
        """,
        **values,
        speaker=asked.speaker,
        outlet=asked.outlet,
        stance=asked.stance,
        said_from=asked.said_from,
        said_to=asked.said_to,
        limit=limit,
    )


def read_claim(connection: Connection, claim_id: str) -> Row | None:
    """Return a claim with its article's words and dates; None when there is none of this id."""
    return _first(
        connection,
        """
        select
            claims.*,
            articles.body_text,
            articles.headline,
            articles.outlet_name,
            articles.outlet_evidence_text,
            articles.published_earliest,
            articles.published_latest,
            articles.published_precision,
            articles.published_basis,
            articles.published_evidence_text,
        from claims
        inner join articles on claims.article_id = articles.article_id
        where claims.claim_id = $id
        """,
        id=claim_id,
    )


def find_disputes(connection: Connection, claim_id: str | None = None, limit: int = MOST_ROWS) -> pa.Table:
    """Return denials beside the claims that they answer: of one claim, or of all, those across articles first."""
    return ask_table(
        connection,
        """
        select
            disputes.dispute_id, disputes.dispute_kind,
            denial.claim_id as denial_claim_id, denial.speaker_name as denial_speaker_name,
            denial.claim_text as denial_claim_text, denial.cue_text as denial_cue_text,
            denial.said_earliest as denial_said_earliest, denial.said_latest as denial_said_latest,
            denial_article.outlet_name as denial_outlet_name,
            answered.claim_id as answered_claim_id, answered.speaker_name as answered_speaker_name,
            answered.claim_text as answered_claim_text, answered.cue_text as answered_cue_text,
            answered.said_earliest as answered_said_earliest, answered.said_latest as answered_said_latest,
            answered_article.outlet_name as answered_outlet_name,
            disputes.is_same_article, disputes.reason_text,
        from claim_disputes as disputes
        inner join claims as denial on disputes.denial_claim_id = denial.claim_id
        inner join claims as answered on disputes.answered_claim_id = answered.claim_id
        inner join articles as denial_article on denial.article_id = denial_article.article_id
        inner join articles as answered_article on answered.article_id = answered_article.article_id
        where $id is null or $id in (disputes.denial_claim_id, disputes.answered_claim_id)
        order by disputes.is_same_article, disputes.shared_share desc, disputes.dispute_id
        limit $limit
        """,
        id=claim_id,
        limit=limit,
    )


def list_speakers(connection: Connection) -> list[str]:
    """Return the names of the speakers with the most claims."""
    return _names(
        connection,
        "select distinct on (speaker_name) speaker_name as name, claim_count from speakers order by claim_count desc",
        "select name from (from asked) order by claim_count desc, name",
    )


def list_outlets(connection: Connection) -> list[str]:
    """Return the names of the outlets with the most articles."""
    return _names(
        connection,
        "select outlet_name as name, max(printed_article_count) as article_count from outlets group by outlet_name",
        "select name from (from asked) order by article_count desc, name",
    )


def list_stances(connection: Connection) -> list[str]:
    """Return the stances that claims have, the most frequent first."""
    return _names(
        connection,
        "select stance as name, count(*) as claim_count from claims group by stance",
        "select name from (from asked) order by claim_count desc, name",
    )


def find_articles(
    connection: Connection, words: str = "", outlet: str = "", dated: str = "", limit: int = MOST_ROWS
) -> pa.Table:
    """Return articles whose headline, outlet or text hold all the words, the latest by the earliest possible day first.

    `dated` is 'day', 'interval' or 'unknown' for those whose day is known, bounded on a side at least, or neither.
    """
    holds, values = _holds_words(words, "headline", "outlet_name", "body_text")
    return ask_table(
        connection,
        f"""
        select
            article_id, headline, outlet_name, provider_name, published_earliest, published_latest,
            published_precision, published_basis, word_count, language, story_id, story_role, version, is_current,
            case
                when published_earliest is null and published_latest is null then 'unknown'
                when published_earliest = published_latest then 'day'
                else 'interval'
            end as dated,
        from articles
        where {holds}
            and ($outlet = '' or contains(lower(outlet_name), lower($outlet)))
            and ($dated = '' or $dated = dated)
        order by
            published_earliest desc nulls last, published_latest desc nulls last, article_id
        limit $limit
        """,
        **values,
        outlet=outlet,
        dated=dated,
        limit=limit,
    )


def read_article(connection: Connection, article_id: str) -> Row | None:
    """Return an article, or None when there is none of this id."""
    return _first(connection, "select * from articles where article_id = $id", id=article_id)


def find_appearances(connection: Connection, article_id: str) -> list[Row]:
    """Return where an article was seen, the first place first."""
    return ask_rows(
        connection,
        "select * from article_appearances where article_id = $id order by is_first desc, appearance_id limit $limit",
        id=article_id,
        limit=_MOST_NEAR,
    )


def find_date_candidates(connection: Connection, article_id: str) -> list[Row]:
    """Return the dates that were weighed for an article, in their order."""
    return ask_rows(
        connection,
        "select * from date_candidates where article_id = $id order by ordinal limit $limit",
        id=article_id,
        limit=_MOST_NEAR,
    )


def find_story(connection: Connection, article_id: str) -> list[Row]:
    """Return the other articles that print the same text, and the versions before and after."""
    return ask_rows(
        connection,
        """
        with article as (
            select * from articles where article_id = $id
        )
        select
            other.article_id, other.headline, other.outlet_name, other.published_earliest, other.published_latest,
            other.story_role,
            case
                when other.article_id = article.supersedes_article_id then 'version before'
                when other.supersedes_article_id = article.article_id then 'version after'
                else 'same text'
            end as relation,
        from articles as other
        inner join article on
            other.story_id = article.story_id
            or other.article_id = article.supersedes_article_id
            or other.supersedes_article_id = article.article_id
        where other.article_id != article.article_id
        order by other.published_earliest nulls last, other.article_id
        limit $limit
        """,
        id=article_id,
        limit=_MOST_NEAR,
    )


def find_words_of_article(connection: Connection, article_id: str) -> tuple[list[Row], list[Row]]:
    """Return the claims and the figures of an article, in reading order."""
    claims = ask_rows(
        connection,
        "select * from claims where article_id = $id order by char_start, claim_id limit $limit",
        id=article_id,
        limit=MOST_ROWS,
    )
    figures = ask_rows(
        connection,
        "select * from figures where article_id = $id order by char_start, figure_id limit $limit",
        id=article_id,
        limit=MOST_ROWS,
    )
    return claims, figures


def find_kind(connection: Connection, row_id: str) -> str | None:
    """Return 'figure', 'claim' or 'article' for an id of such a row, else None."""
    row = _first(
        connection,
        """
        select 'figure' as kind from figures where figure_id = $id
        union all
        select 'claim' from claims where claim_id = $id
        union all
        select 'article' from articles where article_id = $id
        """,
        id=row_id,
    )
    return str(row["kind"]) if row else None


def _holds_words(words: str, *columns: str) -> tuple[str, dict[str, Any]]:
    """Return a condition and its values: each of the words is found in the columns, taken together.

    A word is met in any inflection, as `newsledger.words` reads it, or as a part of another word; "troops" also meets
    what is counted as soldiers are, when the class of what was counted is among the columns. Accents count unless the
    words have some: to take them off each text of a million takes ten times as long as all the rest.
    """
    if not words.strip():
        return "true", {}
    text = f"lower(concat_ws(' ', {', '.join(_ITS_WORDS.get(name, name) for name in columns)}))"
    if not words.isascii():
        text = f"strip_accents({text})"
    try:
        asked = parse_words(words.replace("_", " "))[:_MOST_WORDS]
    except LedgerError:  # signs alone
        return f"contains({text}, $sign)", {"sign": words.strip()}
    rules: list[str] = []
    values: dict[str, Any] = {}
    for number, word in enumerate(asked):
        values |= {f"word_{number}": word.plain, f"stem_{number}": word.stem}
        values[f"pattern_{number}"] = sql_pattern(word)
        # The first test is cheap and spares most texts the others.
        met = f"contains({text}, $stem_{number}) and "
        met += f"(contains({text}, $word_{number}) or regexp_matches({text}, $pattern_{number}))"
        if word.classes and "counted_class" in columns:
            values[f"classes_{number}"] = list(word.classes)
            met += f" or list_contains($classes_{number}, counted_class)"
        rules.append(f"({met})")
    return " and ".join(rules), values


def _names(connection: Connection, asked: str, ordered: str) -> list[str]:
    rows = ask_rows(connection, f"with asked as ({asked}) {ordered} limit $limit", limit=_MOST_CHOICES)
    return [str(row["name"]) for row in rows if row["name"] is not None]


def _first(connection: Connection, query: str, **values: Any) -> Row | None:
    rows = ask_rows(connection, query, **values)
    return rows[0] if rows else None


def ask_rows(connection: Connection, query: str, **values: Any) -> list[Row]:
    """Return the rows of a query, each by the names of its columns."""
    return list(ask_table(connection, query, **values).to_pylist())


def ask_table(connection: Connection, query: str, **values: Any) -> pa.Table:
    """Return what a query gives, `values` in the place of its `$name`."""
    table: pa.Table = connection.sql(query, params=values).to_arrow_table()
    return table
