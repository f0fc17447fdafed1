"""The DAGs through Airflow's own scheduler, workers and API: a minute, and the only test that starts them."""

import io
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from conftest import OTHER_STORY
from newsledger import lake, warehouse
from newsledger.console import show_summary
from newsledger.errors import LedgerError
from newsledger.local_airflow import run_dags, running_airflow


def articles_of(settings):
    with warehouse.reading(settings.published_file) as connection:
        return connection.execute("select count(*) from articles").fetchone()[0]


def test_dumps_go_through_airflow_and_a_failed_audit_stops_before_readers(settings, tmp_path):
    told = []
    with running_airflow(settings, told.append) as airflow:
        run_dags(airflow, settings.dumps, told.append)
        first = list(told)
        told.clear()

        run_dags(airflow, settings.dumps, told.append)
        second = list(told)
        told.clear()

        (tmp_path / "landing" / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
        _shift_the_claims_in(settings)
        with pytest.raises(LedgerError, match=r"publish_ledger failed[\s\S]*claims_quote_their_article"):
            run_dags(airflow, settings.dumps, told.append)

    assert [line for line in first if "ingest_dumps.ingest halden.txt" in line and "success" in line]
    assert [line for line in first if "publish_ledger.publish" in line and "success" in line]
    assert second[-1] == "nothing is new: no publish is due"
    assert articles_of(settings) == 1, "readers stay on the last good file"
    assert _task_logs(settings.home) >= {"list_new_dumps", "ingest", "announce", "build", "audit", "publish"}


def test_the_summary_shows_counts_places_and_figures_with_their_speakers(published):
    page = io.StringIO()

    show_summary(published, len(lake.read_dumps(published.lake)), Console(file=page, width=132))

    text = page.getvalue()
    assert "1 dumps" in text
    assert "checks passed" in text
    assert str(published.published_file) in text
    row = next(line for line in text.splitlines() if "Petra Lindqvist" in line)
    assert "20,000 household" in row


def _shift_the_claims_in(settings):
    """Plant a bad row where no check of the build looks: one claim's offsets, in the lake."""
    (dump,) = lake.read_dumps(settings.lake).values()
    path = settings.lake / "claims" / f"{dump.part_id}.parquet"
    claims = pq.read_table(path)
    assert claims.num_rows > 0
    place = claims.schema.get_field_index("char_start")
    pq.write_table(claims.set_column(place, claims.schema.field(place), pc.add(claims["char_start"], 1)), path)


def _task_logs(home: Path) -> set[str]:
    return {
        part.removeprefix("task_id=")
        for path in (home / "airflow" / "logs").rglob("*.log")
        for part in path.parts
        if part.startswith("task_id=")
    }
