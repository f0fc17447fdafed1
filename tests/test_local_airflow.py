"""The DAGs through Airflow's own scheduler, workers and API: minutes, and the only test that starts them."""

import io
import json
import time
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from conftest import OTHER_STORY, STORY
from newsledger import lake, pipeline, warehouse
from newsledger.console import show_summary
from newsledger.errors import LedgerError
from newsledger.local_airflow import call_airflow, run_dag, run_dags, running_airflow


def articles_of(settings):
    with warehouse.reading(settings.published_file) as connection:
        return connection.execute("select count(*) from articles").fetchone()[0]


@pytest.mark.airflow
def test_dumps_go_through_airflow_and_a_failed_audit_stops_before_readers(settings, tmp_path):
    told = []
    (tmp_path / "landing" / "cut.jsonl").write_text("[1, 2]", encoding="utf-8")
    with running_airflow(settings, told.append) as airflow:
        run_dags(airflow, settings.dumps, told.append)
        first = list(told)
        told.clear()

        run_dags(airflow, settings.dumps, told.append)
        second = list(told)
        told.clear()

        (tmp_path / "landing" / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
        _garble_the_claims_of(settings, pipeline.ingest(settings, str(tmp_path / "landing" / "averil.txt")))
        with pytest.raises(LedgerError, match=r"publish_ledger failed[\s\S]*claims_quote_their_article"):
            run_dags(airflow, settings.dumps, told.append)
        told.clear()

        (tmp_path / "landing" / "cut.jsonl").write_text(json.dumps({"title": "Water", "text": STORY}), encoding="utf-8")
        replayed = run_dag(airflow, "replay_rejects", {"reason": "broken_record"}, told.append)

        for day in ("2026-03-05", "2026-03-09"):
            story = OTHER_STORY.replace("Port Averil", f"Port {day}")
            (tmp_path / "landing" / f"wire-{day}.txt").write_text(story, encoding="utf-8")
        days = ("--from-date", "2026-03-04", "--to-date", "2026-03-06")
        call_airflow(settings, ["dags", "unpause", "backfill_dumps"], told.append)
        assert call_airflow(settings, ["backfill", "create", "--dag-id", "backfill_dumps", *days], told.append) == 0
        backfilled = _wait_for_backfill(airflow, 3)

    assert [line for line in first if "ingest_dumps.ingest halden.txt" in line and "success" in line]
    assert [line for line in first if "publish_ledger.publish" in line and "success" in line]
    assert second[-1] == "nothing is new: no publish is due"
    assert articles_of(settings) == 1, "readers stay on the last good file"
    assert _task_logs(settings.home) >= {"list_new_dumps", "ingest", "announce", "build", "audit", "publish"}
    assert "figure_ledger" in (settings.home / "dbt_docs" / "index.html").read_text(encoding="utf-8")
    assert replayed["tell_what_is_gone"] == "success"
    assert sum(dump.reject_count for dump in lake.read_counted_dumps(settings.lake).values()) == 0
    assert backfilled == {"2026-03-04": "success", "2026-03-05": "success", "2026-03-06": "success"}
    names = {dump.dump_uri.rsplit("/", 1)[-1] for dump in lake.read_counted_dumps(settings.lake).values()}
    assert names == {"halden.txt", "averil.txt", "cut.jsonl", "wire-2026-03-05.txt"}


def test_the_summary_shows_counts_places_and_figures_with_their_speakers(published):
    page = io.StringIO()

    show_summary(published, len(lake.read_dumps(published.lake)), Console(file=page, width=132))

    text = page.getvalue()
    assert "1 dumps" in text
    assert "checks passed" in text
    assert str(published.published_file) in text
    row = next(line for line in text.splitlines() if "Petra Lindqvist" in line)
    assert "20,000 household" in row


def _wait_for_backfill(airflow, run_count):
    """Return the state of each day's run, by day, once all have ended."""
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline:
        answer = airflow.client.get("/api/v2/dags/backfill_dumps/dagRuns", params={"run_type": "backfill"})
        runs = answer.raise_for_status().json()["dag_runs"]
        states = {run["data_interval_start"][:10]: run["state"] for run in runs}
        if len(states) == run_count and set(states.values()) <= {"success", "failed"}:
            return states
        time.sleep(0.5)
    raise AssertionError(f"the backfill did not end: {runs}")


def _garble_the_claims_of(settings, dump):
    """Plant bad rows where no check of the lake or the build looks: claims in other words than their article's."""
    path = settings.lake / "claims" / f"{dump.part_id}.parquet"
    claims = pq.read_table(path)
    assert claims.num_rows > 0
    place = claims.schema.get_field_index("claim_text")
    garbled = claims.set_column(place, claims.schema.field(place), pc.utf8_upper(claims["claim_text"]))
    pq.write_table(garbled, path)


def _task_logs(home: Path) -> set[str]:
    return {
        part.removeprefix("task_id=")
        for path in (home / "airflow" / "logs").rglob("*.log")
        for part in path.parts
        if part.startswith("task_id=")
    }
