"""The steps on small dumps: nothing vanishes, nothing changes on a second run, and a kill leaves no mark."""

import gzip
import json
import shutil
import threading
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from conftest import OTHER_STORY, STORY, ingest_all, make_settings, publish_all
from newsledger import lake, pipeline, version, warehouse
from newsledger.errors import AuditFailed, LedgerError
from newsledger.vocabulary import PUBLISHED

UNORDERED = ("runs", "quality_results")


def tables_of(settings):
    """Every published table but the two that hold clocks, as rows in order."""
    with warehouse.reading(settings.published_file) as connection:
        return {
            table: connection.execute(f"select * from {table} order by all").fetchall()
            for table in PUBLISHED
            if table not in UNORDERED
        }


def lake_bytes(settings):
    return {
        str(path.relative_to(settings.lake)): path.read_bytes()
        for path in settings.lake.rglob("*.parquet")
        if path.parent.name != "runs"
    }


def test_a_dump_becomes_rows_with_evidence(published):
    tables = tables_of(published)

    empty = {table for table in ("documents", "segments", "articles", "claims", "figures") if not tables[table]}
    assert empty == set()


def test_a_dump_that_is_known_is_not_new(settings):
    ingest_all(settings)

    assert pipeline.list_new_dumps(settings) == []


def test_a_copy_of_a_dump_under_the_same_name_is_the_same_dump(settings, tmp_path):
    ingest_all(settings)
    before = lake_bytes(settings)
    (tmp_path / "landing" / "again").mkdir()
    shutil.copy(tmp_path / "landing" / "halden.txt", tmp_path / "landing" / "again" / "halden.txt")

    (dump,) = ingest_all(settings)

    assert dump.dump_uri.endswith("landing/halden.txt")
    after = lake_bytes(settings)
    assert {name for name in after if after[name] != before.get(name)} == {
        name for name in after if name.startswith("addresses/") and not name.endswith("_empty.parquet")
    }


def test_reading_a_dump_twice_leaves_the_same_bytes(settings):
    ingest_all(settings)
    before = lake_bytes(settings)
    for path in (settings.lake / "dumps").glob("[!_]*"):
        path.unlink()

    ingest_all(settings)

    assert before
    assert lake_bytes(settings) == before


def test_dumps_read_in_any_order_leave_the_same_bytes(settings, tmp_path):
    (tmp_path / "landing" / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    (tmp_path / "landing" / "copy.txt").write_text(STORY, encoding="utf-8")
    backwards = make_settings(tmp_path / "backwards", settings.dumps)
    ingest_all(settings)

    for uri in reversed(pipeline.list_new_dumps(backwards)):
        pipeline.ingest(backwards, uri)

    assert len(lake.read_dumps(settings.lake)) == 3
    assert lake_bytes(backwards) == lake_bytes(settings)
    assert pipeline.next_build(backwards) == pipeline.next_build(settings)


def test_every_record_of_a_mixed_folder_is_kept_or_refused_with_a_reason(settings, tmp_path):
    landing = tmp_path / "landing"
    (landing / "empty.txt").write_bytes(b"")
    (landing / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8)
    (landing / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (landing / "latin.txt").write_bytes("Café prices rose, said André.".encode("latin-1"))
    halden, averil = (json.dumps({"title": "Water", "text": text}) for text in (STORY, OTHER_STORY))
    (landing / "lines.jsonl").write_text("\n".join([halden, '{"title": "cut', "[1, 2]", averil]), encoding="utf-8")
    (landing / "broken.jsonl.gz").write_bytes(gzip.compress("\n".join([halden] * 400).encode())[:-40])

    dumps = ingest_all(settings)

    assert len(dumps) == 7
    assert all(d.record_count == d.document_count + d.skipped_count + d.reject_count for d in dumps)
    rejects = pq.read_table(settings.lake / "rejects").to_pylist()
    reasons = {(row["dump_uri"].rsplit("/", 1)[1], row["reason"]) for row in rejects}
    assert reasons >= {
        ("empty.txt", "empty"),
        ("photo.txt", "unsupported_format"),
        ("noise.txt", "binary"),
        ("lines.jsonl", "broken_record"),
        ("broken.jsonl.gz", "truncated"),
    }
    assert all(row["detail_text"] and row["record_locator"] for row in rejects)
    assert sum(d.document_count for d in dumps) >= 4


def test_a_location_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LedgerError, match="no_such_folder"):
        pipeline.list_new_dumps(make_settings(tmp_path, tmp_path / "no_such_folder"))


def test_an_empty_lake_can_be_built_and_published(tmp_path):
    settings = make_settings(tmp_path)
    build_id = pipeline.build(settings)
    found = pipeline.audit(settings, build_id)
    pipeline.publish(settings, build_id)

    assert [result.rule_id for result in found.results if not result.is_passed] == ["ledger_is_not_empty"]
    assert all(rows == [] for rows in tables_of(settings).values())


def test_another_home_gives_the_same_rows_and_ids_and_byte_identical_parquet(published, tmp_path):
    other = make_settings(tmp_path / "other", published.dumps)

    publish_all(other)

    assert tables_of(other) == tables_of(published)
    files = {
        file.relative_to(published.published): file.read_bytes()
        for table in tables_of(published)
        for file in (published.published / "parquet" / table).rglob("*.parquet")
    }
    assert Path("parquet/articles/published_month=2026-03/articles_0.parquet") in files
    assert len(files) >= len(tables_of(published))
    assert {name: (other.published / name).read_bytes() for name in files} == files


def test_the_parquet_files_hold_the_rows_of_the_tables(published):
    differing = {}
    with warehouse.reading(published.published_file) as connection:
        for table, columns in PUBLISHED.items():
            names = ", ".join(column.name for column in columns)
            files = f"read_parquet('{published.published}/parquet/{table}/**/*.parquet', hive_partitioning = false)"
            rows = connection.execute(
                f"(select {names} from {table} except all select {names} from {files}) union all "
                f"(select {names} from {files} except all select {names} from {table})"
            ).fetchall()
            differing |= {table: rows} if rows else {}
        row_count = connection.execute("select count(*) from claims").fetchall()[0][0]

    assert row_count > 0
    assert differing == {}


def test_only_what_is_not_published_is_news(published, grown):
    assert not pipeline.has_news(published)
    assert pipeline.has_news(grown)


def test_a_reader_keeps_the_old_file_and_the_next_reader_gets_the_new_one(grown):
    reader = duckdb.connect()
    reader.execute(f"attach '{grown.published_file}' as old (read_only)")

    pipeline.audit(grown, pipeline.next_build(grown))
    pipeline.publish(grown, pipeline.next_build(grown))

    assert reader.execute("select count(*) from old.articles").fetchone() == (1,)
    with warehouse.reading(grown.published_file) as connection:
        assert connection.execute("select count(*) from articles").fetchone() == (2,)


def test_a_second_audit_and_publish_change_nothing_and_readers_always_find_a_file(grown):
    build_id = pipeline.next_build(grown)
    missed, is_done = [], threading.Event()

    def look() -> None:
        while not is_done.is_set():
            if not grown.published_file.exists():
                missed.append(True)

    watcher = threading.Thread(target=look)
    watcher.start()
    pipeline.audit(grown, build_id)
    pipeline.audit(grown, build_id)
    pipeline.publish(grown, build_id)
    first = tables_of(grown)
    pipeline.publish(grown, build_id)
    is_done.set()
    watcher.join()

    assert missed == []
    assert tables_of(grown) == first
    with warehouse.reading(grown.published_file) as connection:
        audits = connection.execute(
            "select count(*), count(distinct rule_id) from quality_results "
            "where audit_stage = 'candidate' and build_id = ?",
            [build_id],
        ).fetchone()
    assert audits[0] == audits[1] > 0


def test_each_run_says_with_which_code(published):
    of_step = {run.step: run.code_version for run in lake.read_runs(published.lake)}

    built_by = version.build_version(published.dbt_project)
    assert of_step["ingest"] == version.extractor_version()
    assert {of_step[step] for step in ("build", "audit", "publish")} == {built_by}


def test_the_published_file_depends_on_nothing_outside_it(published):
    shutil.rmtree(published.lake)

    with warehouse.reading(published.published_file) as connection:
        kinds = connection.execute(
            "select distinct table_type from information_schema.tables where table_catalog = 'ledger'"
        ).fetchall()
        bare = connection.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'ledger' and comment is null"
        ).fetchall()
    assert kinds == [("BASE TABLE",)]
    assert bare == []
    assert tables_of(published)["articles"]


def test_bad_data_leaves_readers_on_the_last_good_file(grown):
    before = tables_of(grown)
    build_id = pipeline.next_build(grown)
    with duckdb.connect(str(grown.candidates / build_id / warehouse.FILE_NAME)) as connection:
        connection.execute("update claims set char_start = char_start + 1, char_end = char_end + 1")

    with pytest.raises(AuditFailed, match="claims_quote_their_article"):
        pipeline.audit(grown, build_id)
    with pytest.raises(LedgerError, match="has passed no audit"):
        pipeline.publish(grown, build_id)

    assert tables_of(grown) == before


def test_a_candidate_that_was_not_audited_is_not_published(grown):
    before = tables_of(grown)

    with pytest.raises(LedgerError, match="has passed no audit"):
        pipeline.publish(grown, pipeline.next_build(grown))

    assert tables_of(grown) == before


def test_what_killed_runs_leave_behind_changes_nothing(published, tmp_path):
    disturbed = make_settings(tmp_path / "disturbed", published.dumps)
    ingest_all(disturbed)
    (row,) = lake.read_dumps(disturbed.lake).values()
    # killed in ingest: the part is there, its row is not, and another reading was half written
    (disturbed.lake / "dumps" / f"{row.dump_id}.parquet").unlink()
    claims = pq.read_table(disturbed.lake / "claims" / f"{row.part_id}.parquet")
    orphans = claims.set_column(0, "part_id", [["orphan"] * claims.num_rows])
    pq.write_table(orphans, disturbed.lake / "claims" / "orphan.parquet")
    # killed in build: half a candidate
    build_id = pipeline.next_build(published)
    (disturbed.candidates / build_id).mkdir(parents=True)
    (disturbed.candidates / build_id / warehouse.FILE_NAME).write_bytes(b"half a file")
    # killed in publish: a release without its file, and a link that was not moved into place
    (disturbed.releases / build_id / "parquet" / "claims").mkdir(parents=True)
    (disturbed.home / ".published").symlink_to("nowhere")

    publish_all(disturbed)

    assert tables_of(disturbed) == tables_of(published)


def test_a_publish_that_was_killed_before_its_rename_can_be_run_again(published):
    before = tables_of(published)
    build_id = pipeline.next_build(published)
    published.published.unlink()

    pipeline.publish(published, build_id)

    assert tables_of(published) == before
