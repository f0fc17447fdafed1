"""Claims and articles that hold certain words, from the published file alone."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsledger import warehouse
from newsledger.vocabulary import Stance
from newsledger.words import Word, find_hits, parse_words, sql_pattern

Row = Mapping[str, Any]

_CLAIMS = """
    select
        claims.claim_id, claims.article_id, claims.claim_text, claims.quote_type, claims.speaker_name,
        claims.speaker_role, claims.stance, claims.is_negated, claims.cue_text, claims.via_text,
        claims.said_earliest, claims.said_latest, articles.outlet_name, articles.headline,
        articles.published_earliest, articles.published_latest, count(*) over () as found_count
    from claims
    inner join articles on claims.article_id = articles.article_id
    where {}
    order by claims.said_latest desc nulls last, claims.article_id, claims.char_start, claims.claim_id
    limit ?
"""
_ARTICLES = """
    select
        articles.article_id, articles.headline, articles.outlet_name, articles.provider_name, articles.body_text,
        articles.published_earliest, articles.published_latest, articles.story_id, articles.story_role,
        count(*) over () as found_count
    from articles
    where {}
    order by articles.published_latest desc nulls last, articles.article_id
    limit ?
"""
_AROUND = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a row must be, beside holding the words; None asks for nothing.

    Names are met by their words, in any inflection. Days are met when the claim can have been said on or after
    `since` and on or before `until`; for an article, published. A row whose days are unknown meets no day.
    """

    speaker: str | None = None
    outlet: str | None = None
    stance: Stance | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    is_with_superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A claim or an article, the stretch of it that is shown, and where the words stand in that stretch."""

    row: Row
    excerpt_text: str
    hits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The first claims and articles, newest first, and how many there are in all."""

    claims: tuple[Found, ...]
    claim_count: int
    articles: tuple[Found, ...]
    article_count: int


def search(file: Path, text: str, filters: Filters, limit: int) -> SearchResult:
    """Return the claims whose words hold every word of a text, and the articles whose headline or body does.

    Articles are left out when the filters ask for a speaker or a stance: an article has neither.

    Raises:
        LedgerError: nothing is published, or the text has no word.
    """
    words = parse_words(text)
    with warehouse.reading_published(file) as connection:
        claims = _ask(connection, _CLAIMS, _claim_rules(words, filters), limit)
        with_articles = filters.speaker is None and filters.stance is None
        articles = _ask(connection, _ARTICLES, _article_rules(words, filters), limit) if with_articles else []
    return SearchResult(
        claims=tuple(_show(row, row["claim_text"], words) for row in claims),
        claim_count=claims[0]["found_count"] if claims else 0,
        articles=tuple(_show_article(row, words) for row in articles),
        article_count=articles[0]["found_count"] if articles else 0,
    )


def rules_for_words(column: str, words: tuple[Word, ...]) -> list[tuple[str, list[Any]]]:
    """Return a rule in SQL, with its values, for each word: the column holds it. `column` is a name of ours."""
    plain = f"strip_accents(lower({column}))"
    return [
        # The first test is cheap and spares most texts the second.
        (f"(contains({plain}, ?) and regexp_matches({plain}, ?))", [word.stem, sql_pattern(word)])
        for word in words
    ]


def _ask(connection: Any, query: str, rules: list[tuple[str, list[Any]]], limit: int) -> list[dict[str, Any]]:
    where = " and ".join(rule for rule, _ in rules)
    given = [value for _, values in rules for value in values]
    return warehouse.rows_of(connection, query.format(where), [*given, limit])


def _claim_rules(words: tuple[Word, ...], filters: Filters) -> list[tuple[str, list[Any]]]:
    rules = rules_for_words("claims.claim_text", words) + _common_rules(filters)
    if filters.speaker is not None:
        rules += rules_for_words("claims.speaker_name", parse_words(filters.speaker))
    if filters.stance is not None:
        rules.append(("claims.stance = ?", [filters.stance]))
    return rules + _day_rules("claims.said", filters)


def _article_rules(words: tuple[Word, ...], filters: Filters) -> list[tuple[str, list[Any]]]:
    rules = rules_for_words("concat_ws(' ', articles.headline, articles.body_text)", words)
    return rules + _common_rules(filters) + _day_rules("articles.published", filters)


def _common_rules(filters: Filters) -> list[tuple[str, list[Any]]]:
    rules: list[tuple[str, list[Any]]] = [] if filters.is_with_superseded else [("articles.is_current", [])]
    if filters.outlet is not None:
        rules += rules_for_words("articles.outlet_name", parse_words(filters.outlet))
    return rules


def _day_rules(interval: str, filters: Filters) -> list[tuple[str, list[Any]]]:
    rules: list[tuple[str, list[Any]]] = []
    known = f"coalesce({interval}_earliest, {interval}_latest) is not null"
    if filters.since is not None:
        rules.append((f"({known} and ({interval}_latest >= ? or {interval}_latest is null))", [filters.since]))
    if filters.until is not None:
        rules.append((f"({known} and ({interval}_earliest <= ? or {interval}_earliest is null))", [filters.until]))
    return rules


def _show_article(row: Row, words: tuple[Word, ...]) -> Found:
    """Return an article with the words around the first hit of its body; its whole headline is in the row."""
    body = row["body_text"]
    hits = find_hits(body, words)
    start = max(0, body.rfind(" ", 0, max(0, hits[0][0] - _AROUND)) + 1) if hits else 0
    end = body.find(" ", hits[0][1] + _AROUND if hits else 2 * _AROUND)
    kept = {name: value for name, value in row.items() if name != "body_text"}
    return _show(kept, body[start : end if end >= 0 else None], words)


def _show(row: Row, excerpt_text: str, words: tuple[Word, ...]) -> Found:
    kept = {name: value for name, value in row.items() if name != "found_count"}
    return Found(row=kept, excerpt_text=excerpt_text, hits=tuple(find_hits(excerpt_text, words)))
