"""Every rule for the lake catches its planted damage and is green without it; only what is new is looked at."""

import datetime as dt
import json

import duckdb
import pytest

from conftest import OTHER_STORY, STORY, copy_home, ingest_all, make_settings, publish_all
from newsledger import lake, operations, pipeline, version, warehouse
from newsledger.drift import Measured, find_bounds
from newsledger.errors import AuditFailed
from newsledger.lake_audit import audit_parts
from newsledger.lake_rules import KEYS, list_lake_rules
from newsledger.vocabulary import QualityResult

NOW = dt.datetime(2026, 11, 23, 12, 0)
RULES = {rule.rule_id: rule for rule in list_lake_rules(NOW.date(), {})}
FIRST = "{key} = (select min({key}) from rows_of)"
# table, and what becomes of its rows; `{first}` is the first row by its key
DAMAGE = {
    "lake_dumps_count_their_rows": ("documents", "select * from rows_of where not {first}"),
    "lake_documents_are_one_a_key": ("documents", "from rows_of union all by name (from rows_of where {first})"),
    "lake_segments_are_one_a_key": ("segments", "from rows_of union all by name (from rows_of where {first})"),
    "lake_articles_are_one_a_key": ("articles", "from rows_of union all by name (from rows_of where {first})"),
    "lake_date_candidates_are_one_a_key": (
        "date_candidates",
        "from rows_of union all by name (from rows_of where {first})",
    ),
    "lake_sketches_are_one_a_key": ("sketches", "from rows_of union all by name (from rows_of where {first})"),
    "lake_claims_are_one_a_key": ("claims", "from rows_of union all by name (from rows_of where {first})"),
    "lake_figures_are_one_a_key": ("figures", "from rows_of union all by name (from rows_of where {first})"),
    "lake_rejects_are_one_a_key": ("rejects", "from rows_of union all by name (from rows_of where {first})"),
    "lake_documents_fill_in_their_columns": (
        "documents",
        "select * replace (null::varchar as media_type) from rows_of",
    ),
    "lake_segments_fill_in_their_columns": ("segments", "select * replace (null::bigint as ordinal) from rows_of"),
    "lake_articles_fill_in_their_columns": ("articles", "select * replace (null::varchar as language) from rows_of"),
    "lake_date_candidates_fill_in_their_columns": (
        "date_candidates",
        "select * replace (null::varchar as evidence_text) from rows_of",
    ),
    "lake_sketches_fill_in_their_columns": ("sketches", "select * replace (null::varchar as sketch_id) from rows_of"),
    "lake_claims_fill_in_their_columns": ("claims", "select * replace (null::boolean as is_negated) from rows_of"),
    "lake_figures_fill_in_their_columns": ("figures", "select * replace (null::varchar as figure_text) from rows_of"),
    "lake_rejects_fill_in_their_columns": ("rejects", "select * replace (null::varchar as detail_text) from rows_of"),
    "lake_segments_use_closed_lists": ("segments", "select * replace ('Body' as segment_kind) from rows_of"),
    "lake_articles_use_closed_lists": ("articles", "select * replace ('guessed' as published_basis) from rows_of"),
    "lake_date_candidates_use_closed_lists": (
        "date_candidates",
        "select * replace ('guessed' as candidate_role) from rows_of",
    ),
    "lake_claims_use_closed_lists": ("claims", "select * replace ('shouts' as stance) from rows_of"),
    "lake_figures_use_closed_lists": ("figures", "select * replace ('roughly' as bound) from rows_of"),
    "lake_rejects_use_closed_lists": ("rejects", "select * replace ('bad' as reason) from rows_of"),
    "lake_documents_are_cut_once": ("documents", "select * replace (false as is_cut) from rows_of"),
    "lake_segments_add_up_to_their_document": ("documents", "select * replace (text || ' more' as text) from rows_of"),
    "lake_articles_are_of_a_document": ("articles", "select * replace ('gone' as document_id) from rows_of"),
    "lake_articles_hash_their_words": ("articles", "select * replace (body_text || '!' as body_text) from rows_of"),
    "lake_dates_are_of_an_article": ("date_candidates", "select * replace (latest + 9 as earliest) from rows_of"),
    "lake_claims_lie_in_their_article": ("claims", "select * replace (char_end + 9999 as char_end) from rows_of"),
    "lake_figures_lie_in_their_article": ("figures", "select * replace (-1 as char_start) from rows_of"),
    "lake_captures_are_of_this_age": (
        "documents",
        "select * replace (timestamp '2031-01-01' as fetched_at) from rows_of",
    ),
}
# What an audit shows is not the first key of the table that is damaged.
SHOWN = {
    "lake_dumps_count_their_rows": "dump_id",
    "lake_documents_are_cut_once": "document_id",
    "lake_segments_add_up_to_their_document": "document_id",
}


def test_every_rule_has_a_planted_damage():
    assert {*DAMAGE, "lake_parts_are_whole"} == set(RULES)
    assert set(KEYS) == set(lake.PART_TABLES)


def test_every_rule_says_why_it_is_there():
    assert [rule.rule_id for rule in RULES.values() if len(rule.reason_text) < 30] == []


@pytest.fixture(scope="module")
def lake_once(tmp_path_factory):
    """A lake of a dump for each rule; its story stands on another line in each, behind lines that are broken."""
    folder = tmp_path_factory.mktemp("lake")
    (folder / "landing").mkdir()
    for number, rule_id in enumerate(DAMAGE):
        story = json.dumps({"title": "Water", "text": STORY.replace("Halden Mill", f"Halden Mill {number}")})
        lines = [*["[1, 2]"] * (number + 1), story]
        (folder / "landing" / f"{rule_id}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    settings = make_settings(folder / "home", folder / "landing")
    ingest_all(settings)
    return settings


def dumps_by_name(settings):
    return {dump.dump_uri.rsplit("/", 1)[-1]: dump for dump in lake.read_dumps(settings.lake).values()}


def plant(settings, rule_id):
    """Damage the dump that bears the name of a rule, and return the key that the rule must show."""
    table, query = DAMAGE[rule_id]
    dump = dumps_by_name(settings)[f"{rule_id}.jsonl"]
    path = settings.lake / table / f"{dump.part_id}.parquet"
    key = KEYS[table][0]
    with duckdb.connect() as connection:
        connection.execute(f"create table rows_of as from '{path}'")
        connection.execute(f"create table worse as {query.format(first=FIRST.format(key=key))}")
        assert connection.execute("from rows_of except all from worse").fetchall() != (
            connection.execute("from worse except all from rows_of").fetchall()
        ), "the damage must damage something"
        connection.execute(f"copy worse to '{path}' (format parquet)")
        shown = SHOWN.get(rule_id, key)
        return connection.execute(f"select min({shown}) from rows_of").fetchone()[0]


def audited(settings):
    dumps = list(lake.read_dumps(settings.lake).values())
    return {result.rule_id: result for result in audit_parts(settings.lake, dumps, [], "build", NOW)}


@pytest.fixture(scope="module")
def damaged(lake_once, tmp_path_factory):
    settings = copy_home(lake_once, tmp_path_factory.mktemp("damaged"))
    keys = {rule_id: plant(settings, rule_id) for rule_id in DAMAGE}
    return keys, audited(settings)


def test_without_damage_every_rule_passes(lake_once):
    results = audited(lake_once)

    assert len(results) == len(RULES) + 5
    assert {r.rule_id: (r.failed_count, r.observed_text) for r in results.values() if not r.is_passed} == {}
    assert {r.audit_stage for r in results.values()} == {"lake"}


@pytest.mark.parametrize("rule_id", DAMAGE)
def test_a_rule_catches_its_planted_damage_and_names_the_row(damaged, rule_id):
    keys, results = damaged

    assert not results[rule_id].is_passed
    assert keys[rule_id] in results[rule_id].failing_keys
    assert results[rule_id].failed_count >= 1
    assert results[rule_id].observed_text.startswith("in lake_")


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda path: path.unlink(), "it is not there"),
        (lambda path: path.write_bytes(path.read_bytes()[:-40]), "it cannot be read"),
        (lambda path: path.write_bytes(b""), "it cannot be read"),
    ],
)
def test_a_file_that_is_gone_or_cut_off_is_named(lake_once, tmp_path, damage, problem):
    settings = copy_home(lake_once, tmp_path)
    dump = dumps_by_name(settings)["lake_claims_use_closed_lists.jsonl"]
    damage(settings.lake / "claims" / f"{dump.part_id}.parquet")

    result = audited(settings)["lake_parts_are_whole"]

    assert not result.is_passed
    (key,) = result.failing_keys
    assert key.startswith(f"claims/{dump.part_id}.parquet: {problem}")
    assert result.observed_text == "in lake_claims_use_closed_lists.jsonl"


def test_a_failed_audit_tells_rule_count_example_and_dump_and_is_asked_again(settings):
    ingest_all(settings)
    (dump,) = lake.read_dumps(settings.lake).values()
    (settings.lake / "figures" / f"{dump.part_id}.parquet").unlink()

    for _ in range(2):
        with pytest.raises(
            AuditFailed, match=rf"(?s)1 critical.*lake_parts_are_whole: 1 rows \(in halden.txt\).*{dump.part_id}"
        ):
            pipeline.audit_lake(settings)

    runs = [run for run in lake.read_runs(settings.lake) if run.step == "audit_lake"]
    assert [run.outcome for run in runs] == ["failed", "failed"]
    assert lake.read_part_audits(settings.lake) == {}


def test_only_parts_that_no_audit_has_passed_are_looked_at(settings, monkeypatch):
    ingest_all(settings)
    first = pipeline.audit_lake(settings)
    again = pipeline.audit_lake(settings)
    (settings.home.parent / "landing" / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    ingest_all(settings)
    looked_at = []
    monkeypatch.setattr("newsledger.lake_audit.audit_parts", lambda _, dumps, *__: looked_at.append(dumps) or [RESULT])
    pipeline.audit_lake(settings)

    assert first.results
    assert again.results == ()
    assert [[dump.dump_uri.rsplit("/", 1)[-1] for dump in dumps] for dumps in looked_at] == [["averil.txt"]]

    monkeypatch.setattr(version, "lake_rules_version", lambda: "newer rules")
    pipeline.audit_lake(settings)
    assert len(looked_at[-1]) == 2

    operations.withdraw(settings, "averil.txt", "a hoax")
    assert pipeline.audit_lake(settings).results == ()


def test_a_dump_that_came_after_the_audit_waits_for_the_next_build(settings):
    ingest_all(settings)
    pipeline.audit_lake(settings)
    audited = pipeline.next_build(settings)
    (settings.home.parent / "landing" / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    ingest_all(settings)

    build_id = pipeline.build(settings, only_audited=True)
    pipeline.audit(settings, build_id)
    pipeline.publish(settings, build_id)

    assert build_id == audited
    with warehouse.reading(settings.published_file) as connection:
        assert connection.execute("select count(*) from articles").fetchone() == (1,)
    assert pipeline.has_news(settings)


RESULT = QualityResult(
    result_id="r",
    build_id="b",
    audit_stage="lake",
    audited_at=NOW,
    rule_id="a_rule",
    table_name="claims",
    severity="critical",
    is_passed=True,
    checked_count=None,
    failed_count=0,
    observed_text=None,
    observed_value=None,
    failing_keys=(),
    reason_text="A reason.",
)


def test_what_both_audits_found_is_published(settings):
    ingest_all(settings)
    pipeline.audit_lake(settings)
    publish_all(settings)

    with warehouse.reading(settings.published_file) as connection:
        stages = connection.execute(
            "select audit_stage, count(*), count_if(is_passed) from quality_results group by all order by all"
        ).fetchall()
        (share,) = connection.execute(
            "select observed_value from quality_results where rule_id = 'lake_share_dated'"
        ).fetchone()
    assert {stage for stage, _, _ in stages} == {"lake", "candidate"}
    assert share == 1.0
    page = (settings.home / "data_docs" / "index.html").read_text(encoding="utf-8")
    assert "lake: claims" in page
    assert "candidate: claims" in page


def earlier_audit(number, share):
    return QualityResult(
        **{
            **{name: getattr(RESULT, name) for name in QualityResult.__slots__},
            "result_id": str(number),
            "build_id": f"build{number}",
            "rule_id": "lake_share_dated",
            "checked_count": 400,
            "observed_value": share,
        }
    )


def test_a_share_far_from_the_last_audits_is_a_warning_with_both_numbers(lake_once, tmp_path):
    settings = copy_home(lake_once, tmp_path)
    dumps = [*lake.read_dumps(settings.lake).values()]
    earlier = [earlier_audit(number, share) for number, share in enumerate((0.62, 0.58, 0.61, 0.6))]
    # 29 articles are too few to compare: a second copy of each, under another name
    landing = settings.home.parent / "landing"
    landing.mkdir()
    for path in (lake_once.home.parent / "landing").iterdir():
        (landing / f"again_{path.name}").write_bytes(path.read_bytes())
    dumps = [*dumps, *ingest_all(make_settings(settings.home, landing))]

    results = {r.rule_id: r for r in audit_parts(settings.lake, dumps, earlier, "build", NOW)}

    result = results["lake_share_dated"]
    assert (result.severity, result.is_passed, result.observed_value) == ("warning", False, 1.0)
    with duckdb.connect() as connection:
        query = f"select count(*) from read_parquet('{settings.lake}/articles/[!_]*.parquet')"
        (row_count,) = connection.execute(query).fetchone()
    history = [Measured(value=one.observed_value, row_count=one.checked_count) for one in earlier]
    expected = find_bounds(Measured(value=1.0, row_count=row_count), history, is_share=True)
    assert result.observed_text == expected.compared_text
    assert result.observed_text.startswith(f"100% of {row_count} rows, expected {expected.lowest:.0%} to ")
    assert expected.highest < 1.0
    assert results["lake_share_attributed"].is_passed


HISTORY = [Measured(value=value, row_count=300) for value in (0.9, 0.88, 0.91, 0.9, 0.89)]


@pytest.mark.parametrize(
    ("today", "earlier", "is_share", "is_surprising"),
    [
        (Measured(value=0.88, row_count=300), HISTORY, True, False),
        (Measured(value=0.5, row_count=300), HISTORY, True, True),
        (Measured(value=0.75, row_count=30), HISTORY, True, False),  # few rows scatter more
        (Measured(value=0.75, row_count=3000), HISTORY, True, True),
        (Measured(value=0.0, row_count=29), HISTORY, True, False),  # too few rows
        (Measured(value=0.0, row_count=300), HISTORY[:2], True, False),  # too few audits
        (Measured(value=0.0, row_count=300), [Measured(value=0.9, row_count=10)] * 9, True, False),
        (Measured(value=9.0, row_count=300), [Measured(value=5.0, row_count=300)] * 3, False, True),
        (Measured(value=6.0, row_count=300), [Measured(value=5.0, row_count=300)] * 3, False, False),
        # what went up and down before may do so again
        (Measured(value=0.5, row_count=300), [Measured(value=v, row_count=300) for v in (0.9, 0.4) * 3], True, False),
        # only the last ten count
        (Measured(value=0.5, row_count=300), [*HISTORY * 2, *[Measured(value=0.5, row_count=300)] * 20], True, True),
    ],
)
def test_a_share_is_surprising_when_it_is_far_from_the_last_ten(today, earlier, is_share, is_surprising):
    bounds = find_bounds(today, earlier, is_share)

    assert (not bounds.lowest <= today.value <= bounds.highest) == is_surprising
    assert 0 <= bounds.lowest <= bounds.highest
