"""How well a ledger found what was planted: `python -m benchmarks.score_corpus LEDGER.duckdb TRUTH.json`.

Prints a JSON object: pairs of articles of one story (precision, recall, recall by kind of copy), versions, disputes,
disagreements, dates and rejects. Only documents that the ledger holds count, so that a ledger of the first batches can
be scored too.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb

_KEY = "parse_filename(dump_uri) || if(record_locator = 'file', '', '#' || record_locator)"


def score(ledger: Path, truth: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scores of a ledger against the truth of its corpus."""
    connection = duckdb.connect(str(ledger), read_only=True)
    articles = _articles(connection)
    batches = {key.split("_")[0] for key in truth["documents"] if key in articles}
    rejected = dict(connection.execute(f"select {_KEY}, reason from rejects").fetchall())  # noqa: S608 -- our own
    return {
        "articles": {"documents": len(truth["documents"]), "found": len(articles.keys() & truth["documents"].keys())},
        "stories": _score_stories(articles, truth),
        "versions": _score_versions(articles, truth),
        "disputes": _score_disputes(connection, articles, truth),
        "disagreements": _score_disagreements(connection, articles, truth),
        "dates": _score_dates(articles, truth),
        "rejects": _shares(
            {(key, reason) for key, reason in truth["rejects"].items() if key.split("_")[0] in batches},
            set(rejected.items()),
            set(rejected.items()),
        ),
    }


def _articles(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Return the first article that is not embedded of each record, by the record's key."""
    rows = connection.execute(
        f"""
        select {_KEY} as key, articles.article_id, story_id, story_role, supersedes_article_id, published_at
        from article_appearances
        inner join articles on article_appearances.article_id = articles.article_id
        qualify row_number() over (partition by key order by is_embedded, ordinal, articles.article_id) = 1
        """  # noqa: S608 -- our own
    )
    names = [column[0] for column in rows.description or ()]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows.fetchall()}


def _score_stories(articles: Mapping[str, Mapping[str, Any]], truth: Mapping[str, Any]) -> dict[str, Any]:
    documents = truth["documents"]
    known = [key for key in documents if key in articles]
    wanted = _pairs(known, lambda key: documents[key]["story"])
    given = _pairs(known, lambda key: articles[key]["story_id"])
    kinds: dict[str, list[bool]] = defaultdict(list)
    for one, other in wanted:
        hows = {documents[one]["how"], documents[other]["how"]} - {"original"}
        if len(hows) == 1:
            kinds[hows.pop()].append((one, other) in given)
    false = Counter(
        documents[one]["group"] if documents[one]["event"] == documents[other]["event"] else "other events"
        for one, other in given - wanted
    )
    return {
        **_shares(wanted, given, wanted & given),
        "recall_of_copy_and_original": {kind: round(sum(hit) / len(hit), 4) for kind, hit in sorted(kinds.items())},
        "false_pairs_by_group": dict(false.most_common()),
    }


def _pairs(keys: Iterable[str], of: Any) -> set[tuple[str, str]]:
    groups = defaultdict(list)
    for key in keys:
        groups[of(key)].append(key)
    return {pair for members in groups.values() for pair in combinations(sorted(members), 2)}


def _score_versions(articles: Mapping[str, Mapping[str, Any]], truth: Mapping[str, Any]) -> dict[str, Any]:
    """Score which text replaced which under one address; a text that two records print alike is one article."""
    wanted = {
        (articles[old]["article_id"], articles[new]["article_id"])
        for old, new in truth["revisions"]
        if old in articles and new in articles and articles[old]["article_id"] != articles[new]["article_id"]
    }
    given = {
        (row["supersedes_article_id"], row["article_id"]) for row in articles.values() if row["supersedes_article_id"]
    }
    return _shares(wanted, given, wanted & given)


def _score_disputes(
    connection: duckdb.DuckDBPyConnection, articles: Mapping[str, Mapping[str, Any]], truth: Mapping[str, Any]
) -> dict[str, Any]:
    """Score disputes across articles by story: the denial's and that of a claim that it answers."""
    wanted = {
        (articles[denied]["story_id"], articles[accused]["story_id"])
        for dispute in truth["disputes"]
        for denied in dispute["denied_in"]
        for accused in dispute["accused_in"]
        if denied in articles and accused in articles
    }
    given = set(
        connection.execute(
            """
            select distinct denials.story_id, answered.story_id
            from claim_disputes
            inner join claims as denial on claim_disputes.denial_claim_id = denial.claim_id
            inner join claims as claim on claim_disputes.answered_claim_id = claim.claim_id
            inner join articles as denials on denial.article_id = denials.article_id
            inner join articles as answered on claim.article_id = answered.article_id
            where not claim_disputes.is_same_article
            """
        ).fetchall()
    )
    return _shares(wanted, given, wanted & given)


def _score_disagreements(
    connection: duckdb.DuckDBPyConnection, articles: Mapping[str, Mapping[str, Any]], truth: Mapping[str, Any]
) -> dict[str, Any]:
    """Score planted groups by metric and place: found, and with the lowest and highest value that was planted.

    Workers on strike and protesters have no class that is compared, and are counted apart. A row is wrong when its
    figures are of several events: then it compares what has nothing in common.
    """
    rows = connection.execute(
        "select metric, lower(place_name), lowest_value, highest_value from figure_disagreements"
    ).fetchall()
    given = defaultdict(list)
    for metric, place, lowest, highest in rows:
        given[metric, place].append((lowest, highest))
    counts: Counter[str] = Counter()
    for group in truth["disagreements"]:
        told = [key for key in group["told_in"] if key in articles]
        if len(told) < len(group["told_in"]):
            continue
        kind = "of_other_counts" if group["metric"] == "other" else "of_metrics"
        counts[f"planted_{kind}"] += 1
        found = given[group["metric"], group["place"].lower()]
        counts[f"found_{kind}"] += bool(found)
        values = group["values"].values()
        counts[f"exact_{kind}"] += (min(values), max(values)) in found
    of_events = connection.execute(
        f"""
        select list(distinct {_KEY})
        from figure_disagreement_figures
        inner join figures on figure_disagreement_figures.figure_id = figures.figure_id
        inner join article_appearances on figures.article_id = article_appearances.article_id
        group by disagreement_id
        """  # noqa: S608 -- our own
    ).fetchall()
    events = [{truth["documents"][key]["event"] for key in keys if key in truth["documents"]} for (keys,) in of_events]
    wrong = sum(len(one) > 1 for one in events)
    return {**counts, "rows": len(rows), "precision": round(1 - wrong / len(rows), 4) if rows else None}


def _score_dates(articles: Mapping[str, Mapping[str, Any]], truth: Mapping[str, Any]) -> dict[str, Any]:
    right: dict[str, list[bool]] = defaultdict(list)
    for key, date in truth["dates"].items():
        if key in articles:
            at = articles[key]["published_at"]
            right[date["fault"] or "stated"].append((at.date().isoformat() if at else None) == date["published"])
    return {fault: {"count": len(hits), "right": round(sum(hits) / len(hits), 4)} for fault, hits in right.items()}


def _shares(wanted: set[Any], given: set[Any], both: set[Any]) -> dict[str, Any]:
    hits = len(wanted & both)
    return {
        "planted": len(wanted),
        "given": len(given),
        "precision": round(hits / len(given), 4) if given else None,
        "recall": round(hits / len(wanted), 4) if wanted else None,
    }


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("truth", type=Path)
    wanted = parser.parse_args()
    print(json.dumps(score(wanted.ledger, json.loads(wanted.truth.read_text(encoding="utf-8"))), indent=1))


if __name__ == "__main__":
    main()
