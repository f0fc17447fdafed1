"""What an operator does by hand."""

import os
import shutil

import pytest

from conftest import OTHER_STORY, ingest_all, publish_all
from newsledger import lake, operations, pipeline, version, warehouse
from newsledger.errors import LedgerError

REASON = "the agency took it back"


def rows_of(settings, query):
    with warehouse.reading(settings.published_file) as connection:
        return connection.execute(query).fetchall()


def with_two_dumps_of(settings):
    """Put a second story beside the first, and a copy of the first story beside both."""
    landing = settings.home.parent / "landing"
    (landing / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    shutil.copy(landing / "halden.txt", landing / "halden_again.txt")
    ingest_all(settings)


def test_the_articles_of_a_dump_taken_out_become_tombstones_unless_another_dump_holds_them(settings):
    with_two_dumps_of(settings)
    before = pipeline.next_build(settings)

    taken_out = [operations.withdraw(settings, name, REASON) for name in ("averil.txt", "halden_again.txt")]
    publish_all(settings)

    assert pipeline.next_build(settings) != before
    assert [(row.document_count, row.article_count) for row in taken_out] == [(1, 1), (1, 1)]
    assert min(row.claim_count for row in taken_out) > 0
    assert min(row.figure_count for row in taken_out) > 0
    assert rows_of(settings, "select headline from articles") == [("Reservoir at Halden Mill is half empty",)]
    assert rows_of(settings, "select headline, dump_id, reason_text, withdrawn_at from tombstones") == [
        ("Reservoir at Port Averil is half empty", taken_out[0].dump_id, REASON, taken_out[0].withdrawn_at)
    ]
    (dump_uri,) = rows_of(settings, "select dump_uri from article_appearances")[0]
    assert dump_uri.endswith("/halden.txt")


def test_a_dump_taken_out_leaves_its_parts_in_the_lake_and_is_not_read_again(settings, monkeypatch):
    ingest_all(settings)
    (dump,) = lake.read_dumps(settings.lake).values()
    operations.withdraw(settings, dump.dump_id[:8], REASON)
    parts = sorted(settings.lake.rglob(f"{dump.part_id}.parquet"))

    monkeypatch.setattr(version, "extractor_version", lambda: "a newer version")
    assert pipeline.list_new_dumps(settings) == []

    path = settings.home.parent / "landing" / "halden.txt"
    os.utime(path, (1, 1))
    assert pipeline.ingest(settings, str(path)).part_id == dump.part_id
    assert pipeline.list_new_dumps(settings) == []
    assert parts
    assert sorted(settings.lake.rglob(f"{dump.part_id}.parquet")) == parts
    assert lake.read_counted_dumps(settings.lake) == {}


def test_undoing_a_withdrawal_asks_for_the_build_from_before(settings):
    with_two_dumps_of(settings)
    before = pipeline.next_build(settings)
    operations.withdraw(settings, "averil.txt", REASON)

    undone = operations.undo_withdrawal(settings, "averil.txt")

    assert undone.reason_text == REASON
    assert pipeline.next_build(settings) == before
    assert len(lake.read_counted_dumps(settings.lake)) == 3
    told = [run.output_text for run in lake.read_last_runs(settings.lake) if run.step == "withdraw"]
    assert told == [f"counts again; was taken out: {REASON}"]


def test_a_second_reason_replaces_the_first_and_asks_for_a_new_build(settings):
    ingest_all(settings)
    operations.withdraw(settings, "halden.txt", REASON)
    before = pipeline.next_build(settings)

    operations.withdraw(settings, "halden.txt", "it was a hoax")

    assert [row.reason_text for row in lake.read_withdrawals(settings.lake).values()] == ["it was a hoax"]
    assert pipeline.next_build(settings) != before


@pytest.mark.parametrize(
    ("dump", "reason", "message"),
    [
        ("halden.txt", "  ", "expected a reason"),
        ("nowhere.txt", REASON, "found 0 of 2"),
        ("halden", REASON, "found 0 of 2"),
        ("same.txt", REASON, r"found 2 of 2\n  [0-9a-f]{32}  .*same.txt"),
    ],
)
def test_a_withdrawal_needs_a_reason_and_one_dump(settings, dump, reason, message):
    landing = settings.home.parent / "landing"
    (landing / "a").mkdir()
    (landing / "halden.txt").rename(landing / "a" / "same.txt")
    (landing / "same.txt").write_text(OTHER_STORY, encoding="utf-8")
    ingest_all(settings)

    with pytest.raises(LedgerError, match=message):
        operations.withdraw(settings, dump, reason)

    assert lake.read_withdrawals(settings.lake) == {}


def test_only_what_is_taken_out_can_be_undone(settings):
    ingest_all(settings)

    with pytest.raises(LedgerError, match="found 0 of 0"):
        operations.undo_withdrawal(settings, "halden.txt")
