"""What an operator does by hand."""

import datetime as dt
import json
import os
import shutil

import pytest
from typer.testing import CliRunner

from conftest import OTHER_STORY, STORY, ingest_all, publish_all
from newsledger import lake, operations, pipeline, version, warehouse
from newsledger.cli import app
from newsledger.errors import LedgerError
from newsledger.vocabulary import Reject

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
    told = [run.output_text for run in lake.read_runs(settings.lake) if run.step == "withdraw"]
    assert told == [f"taken out: {REASON}", f"counts again; was taken out: {REASON}"]


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


HALDEN, AVERIL = (json.dumps({"title": "Water", "text": text}) for text in (STORY, OTHER_STORY))
BROKEN = "[1, 2]"


def land(settings, name, *lines):
    path = settings.home.parent / "landing" / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def dump_named(settings, name):
    (dump,) = [d for d in lake.read_counted_dumps(settings.lake).values() if d.dump_uri.endswith(f"/{name}")]
    return dump


def test_dumps_with_rejects_are_listed_by_reason(settings):
    land(settings, "a.jsonl", HALDEN, BROKEN)
    land(settings, "b.txt", "")
    ingest_all(settings)

    a, b = dump_named(settings, "a.jsonl").dump_id, dump_named(settings, "b.txt").dump_id
    assert operations.list_rejected_dumps(settings) == [a, b]
    assert operations.list_rejected_dumps(settings, "broken_record") == [a]
    assert operations.list_rejected_dumps(settings, "truncated") == []


def test_a_repaired_file_replaces_the_dump_that_it_was_when_it_holds_all_of_it(settings):
    path = land(settings, "a.jsonl", HALDEN, BROKEN)
    ingest_all(settings)
    before = dump_named(settings, "a.jsonl")
    path.write_text("\n".join([HALDEN, AVERIL]), encoding="utf-8")

    done = operations.replay(settings, before.dump_id)

    after = dump_named(settings, "a.jsonl")
    assert (done.before_count, done.after_count) == (1, 0)
    assert after.dump_id != before.dump_id
    assert after.document_count == 2
    assert after.dump_id in lake.read_withdrawals(settings.lake)[before.dump_id].reason_text


def test_a_dump_that_was_overwritten_by_another_stays(settings):
    path = land(settings, "latest.jsonl", HALDEN, BROKEN)
    ingest_all(settings)
    before = dump_named(settings, "latest.jsonl")
    path.write_text(AVERIL, encoding="utf-8")

    done = operations.replay(settings, before.dump_id)

    assert (done.before_count, done.after_count) == (1, 1)
    assert "both stay" in done.detail_text
    assert len(lake.read_counted_dumps(settings.lake)) == 3


def test_a_dump_that_is_gone_keeps_its_rejects(settings):
    path = land(settings, "a.jsonl", BROKEN)
    ingest_all(settings)
    before = lake.read_dumps(settings.lake)
    path.unlink()

    done = operations.replay(settings, dump_named(settings, "a.jsonl").dump_id)

    assert (done.before_count, done.after_count) == (1, 1)
    assert "cannot be read again" in done.detail_text
    assert lake.read_dumps(settings.lake) == before


def test_repaired_code_reads_what_it_refused_before_and_the_next_build_asks_for_it(settings, monkeypatch):
    land(settings, "a.jsonl", HALDEN, AVERIL)
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "read_dump", refusing_half_of(pipeline.read_dump))
        ingest_all(settings)
    before, build = dump_named(settings, "a.jsonl"), pipeline.next_build(settings)
    assert before.reject_count == 1

    done = operations.replay(settings, before.dump_id)

    after = dump_named(settings, "a.jsonl")
    assert (done.before_count, done.after_count) == (1, 0)
    assert (after.dump_id, after.document_count) == (before.dump_id, 2)
    assert after.part_id != before.part_id
    assert list(settings.lake.rglob(f"{before.part_id}.parquet")) == []
    assert pipeline.next_build(settings) != build
    assert pipeline.list_new_dumps(settings) == []


def refusing_half_of(read_dump):
    def read(file, dump_id, *more):
        for outcome in read_dump(file, dump_id, *more):
            if outcome.record_locator == "line 2":
                yield to_reject(outcome)
            else:
                yield outcome

    return read


def to_reject(document):
    return Reject(
        reject_id="r",
        dump_id=document.dump_id,
        dump_uri=document.dump_uri,
        record_locator=document.record_locator,
        reason="broken_record",
        detail_text="not understood yet",
    )


def test_replay_tells_how_many_rejects_are_gone(settings):
    path = land(settings, "a.jsonl", HALDEN, BROKEN, BROKEN)
    land(settings, "b.jsonl", BROKEN)
    ingest_all(settings)
    path.write_text("\n".join([HALDEN, AVERIL, BROKEN]), encoding="utf-8")

    result = CliRunner().invoke(app, ["replay", "--home", str(settings.home)])
    wrong = CliRunner().invoke(app, ["replay", "--reason", "ugly", "--home", str(settings.home)])

    assert result.exit_code == 0
    assert "1 of 3 rejects are gone, in 2 dumps" in result.stdout
    assert wrong.exit_code == 2


def test_a_dump_that_is_read_again_gives_the_same_tables(published):
    before = rows_of(published, "select * from claims order by all")
    (dump,) = lake.read_dumps(published.lake).values()

    pipeline.ingest(published, dump.dump_uri, again=True)
    publish_all(published)

    assert before
    assert rows_of(published, "select * from claims order by all") == before


def test_a_backfill_takes_the_new_dumps_of_its_days_only(settings):
    os.utime(settings.home.parent / "landing" / "halden.txt", (1_772_755_200, 1_772_755_200))  # 2026-03-06
    land(settings, "wire-2026-03-05.jsonl", HALDEN)
    clocked = json.dumps({"title": "Water", "text": OTHER_STORY, "date_download": "2026-03-05 23:10:00"})
    land(settings, "wire-20260307.jsonl", clocked)

    def of_days(first, until):
        days = (dt.date(2026, 3, first), dt.date(2026, 3, until))
        return [uri.rsplit("/", 1)[-1] for uri in operations.list_captured_dumps(settings, *days)]

    assert of_days(5, 6) == ["wire-2026-03-05.jsonl"]
    assert of_days(6, 8) == ["halden.txt", "wire-20260307.jsonl"]
    assert of_days(8, 30) == []

    # once the lake has read it, the clocks of its records say more than its name
    ingest_all(settings)
    (settings.home.parent / "landing" / "wire-20260307.jsonl").touch()
    assert of_days(5, 6) == ["wire-20260307.jsonl"]


def test_a_publish_prunes_all_but_the_newest_and_never_what_is_published(published):
    build_id = pipeline.next_build(published)
    for number in range(5):
        for folder in (published.releases / f"{number:016x}", published.candidates / f"{number:016x}"):
            folder.mkdir(parents=True)
            os.utime(folder, (2_000_000_000 + number, 2_000_000_000 + number))

    pipeline.publish(published, build_id)

    assert {path.name for path in published.candidates.iterdir()} == {f"{number:016x}" for number in (2, 3, 4)}
    releases = {path.name for path in published.releases.iterdir()}
    assert len(releases) <= 3
    assert build_id in releases
    assert rows_of(published, "select count(*) from articles") == [(1,)]
