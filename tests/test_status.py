"""Status tells what is published, since when, from which run, what waits and what failed."""

import io
import shutil

import pytest
from rich.console import Console

from conftest import OTHER_STORY, ingest_all
from newsledger import lake, operations, pipeline
from newsledger.console import show_status
from newsledger.errors import AuditFailed, LedgerError
from newsledger.status import read_status


def shown(settings):
    page = io.StringIO()
    show_status(settings, read_status(settings), Console(file=page, width=200))
    return page.getvalue()


def test_status_tells_what_is_published_and_what_waits(published, grown):
    done, waiting = read_status(published), read_status(grown)

    assert (done.dump_count, done.new_dump_count) == (1, 0)
    assert done.published_build == done.next_build
    assert [run.step for run in done.last_runs] == ["ingest", "build", "audit", "publish"]
    assert (waiting.dump_count, waiting.published_build) == (2, done.published_build)
    assert waiting.published_build != waiting.next_build


def test_status_names_the_run_that_published_and_counts_what_readers_find(published):
    status = read_status(published)

    (run,) = [run for run in lake.read_runs(published.lake) if run.step == "publish"]
    assert status.published_run == run
    assert status.table_counts["articles"] == 1
    assert status.table_counts["claims"] > 0
    assert (status.failed_runs, status.failed_checks) == ((), ())
    text = shown(published)
    assert f"build {status.published_build} since " in text
    assert f"run {run.run_id}" in text
    assert ["failed", "nothing"] in [line.split() for line in text.splitlines()]


def test_parts_wait_for_their_audit_and_dumps_taken_out_are_counted(settings):
    (settings.home.parent / "landing" / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    ingest_all(settings)
    waiting = read_status(settings)
    pipeline.audit_lake(settings)
    operations.withdraw(settings, "averil.txt", "a hoax")
    audited = read_status(settings)

    assert (waiting.dump_count, waiting.withdrawn_count, waiting.unaudited_count) == (2, 0, 2)
    assert (audited.dump_count, audited.withdrawn_count, audited.unaudited_count) == (1, 1, 0)
    assert waiting.has_waiting_build
    assert "1 more taken out" in shown(settings)


def test_a_failed_reading_is_told_until_it_is_made_good(settings, monkeypatch):
    def stumble(_):
        raise ValueError("a page like no other")

    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "extract", stumble)
        with pytest.raises(ValueError, match="a page like no other"):
            ingest_all(settings)
    failed = read_status(settings)
    text = shown(settings)
    ingest_all(settings)

    assert [(run.step, run.input_text.rsplit("/", 1)[-1]) for run in failed.failed_runs] == [("ingest", "halden.txt")]
    assert "halden.txt: ValueError: a page like no other" in text
    assert failed.new_dump_count == 1
    assert read_status(settings).failed_runs == ()


def test_a_failed_build_is_told_until_another_build_is_due(settings, tmp_path):
    ingest_all(settings)
    project = tmp_path / "project"
    shutil.copytree(settings.dbt_project, project / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
    (project / "dbt_project" / "models" / "marts" / "claims.sql").write_text("select no_such_column", encoding="utf-8")
    broken = type(settings)(home=settings.home, dumps=settings.dumps, project=project)
    with pytest.raises(LedgerError, match="no_such_column"):
        pipeline.build(broken)

    assert [run.step for run in read_status(broken).failed_runs] == ["build"]
    assert read_status(settings).failed_runs == ()


def test_critical_checks_that_failed_are_named(settings):
    ingest_all(settings)
    (dump,) = lake.read_dumps(settings.lake).values()
    (settings.lake / "claims" / f"{dump.part_id}.parquet").unlink()
    with pytest.raises(AuditFailed):
        pipeline.audit_lake(settings)

    status = read_status(settings)

    assert [check.rule_id for check in status.failed_checks] == ["lake_parts_are_whole"]
    assert [run.step for run in status.failed_runs] == ["audit_lake"]
    assert "lake check lake_parts_are_whole: 1 in halden.txt" in shown(settings)
