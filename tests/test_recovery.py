"""What goes wrong on real disks and real pages, and how a step gets out of it."""

import datetime as dt
import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from conftest import OTHER_STORY, STORY, ingest_all, make_settings, publish_all
from newsledger import pipeline, warehouse
from newsledger.errors import LedgerError
from newsledger.settings import read_settings, remember_dumps
from newsledger.status import read_status


def rows_of(file, query):
    with warehouse.reading(file) as connection:
        return connection.execute(query).fetchall()


def test_a_candidate_built_again_must_be_audited_again(grown):
    build_id = pipeline.next_build(grown)
    pipeline.audit(grown, build_id)
    pipeline.build(grown)

    with pytest.raises(LedgerError, match="passed no audit"):
        pipeline.publish(grown, build_id)


def test_a_build_that_another_process_has_finished_meanwhile_is_not_built_again(grown):
    build_id = pipeline.next_build(grown)
    pipeline.audit(grown, build_id)
    os.utime(grown.candidates / build_id / ".build_version", (4e9, 4e9))

    assert pipeline.build(grown) == build_id
    assert pipeline.publish(grown, build_id).exists()


def test_an_audit_of_what_another_process_has_published_gives_its_results(published):
    audit = pipeline.audit(published, warehouse.published_build(published))

    assert audit.results
    assert audit.failed == ()


def test_a_build_that_was_overtaken_is_not_published_over_the_later_one(grown):
    build_id = pipeline.audit(grown, pipeline.next_build(grown)).build_id
    earlier = grown.candidates / ("a" * 16)
    shutil.copytree(grown.candidates / build_id, earlier)
    os.utime(earlier / ".build_version", (1e9, 1e9))
    pipeline.publish(grown, build_id)

    assert pipeline.publish(grown, earlier.name) == grown.published_file
    assert warehouse.published_build(grown) == build_id


CHAIN = """
import sys
from pathlib import Path
from newsledger import pipeline, warehouse
from newsledger.settings import Settings

warehouse._write_dbt_docs = lambda settings, candidate: None
warehouse._LEFT_OUT = ("unit_test", "test")
home, dump, project = map(Path, sys.argv[1:])
settings = Settings(home=home, dumps=str(dump), project=project)
pipeline.ingest(settings, str(dump))
build_id = pipeline.build(settings)
pipeline.audit(settings, build_id)
pipeline.publish(settings, build_id)
"""


def test_what_outlives_a_killed_writer_keeps_its_lock(published):
    hold = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'], close_fds=False)"
    with warehouse.one_writer(published):
        child = subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, close_fds=False)

    with (published.home / ".writer.lock").open("w") as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        child.communicate(b"\n")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_two_runs_at_once_end_in_one_ledger_with_the_dumps_of_both(tmp_path):
    for name, text in (("halden.txt", STORY), ("averil.txt", OTHER_STORY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = make_settings(tmp_path / "home", tmp_path)
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", CHAIN, str(settings.home), str(tmp_path / name), str(settings.project)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("halden.txt", "averil.txt")
    ]

    for run in runs:
        _, told = run.communicate()
        assert run.returncode == 0, told
    assert not pipeline.has_news(settings)
    assert rows_of(settings.published_file, "select count(*) from articles") == [(2,)]


@pytest.mark.parametrize("build_id", ["../candidate/0123456789abcdef", "", "latest", "0123456789ABCDEF"])
def test_what_is_no_build_id_is_refused(published, build_id):
    with pytest.raises(LedgerError, match="is no build"):
        pipeline.publish(published, build_id)

    assert published.published_file.exists()


def test_a_lost_release_counts_as_not_published_and_is_built_anew(published):
    shutil.rmtree(published.published.resolve())

    assert pipeline.has_news(published)
    publish_all(published)
    assert rows_of(published.published_file, "select count(*) from articles") == [(1,)]


def test_a_clock_that_was_set_back_does_not_remove_what_is_published(grown):
    for name in ("f" * 16, "e" * 16, "d" * 16):
        (grown.releases / name).mkdir(parents=True)
    build_id = pipeline.audit(grown, pipeline.next_build(grown)).build_id
    for name in ("f" * 16, "e" * 16, "d" * 16):
        os.utime(grown.releases / name, (4e9, 4e9))
    pipeline.publish(grown, build_id)

    assert warehouse.published_build(grown) == build_id


def test_a_folder_in_the_place_of_the_link_is_told(published):
    target = published.published.resolve()
    published.published.unlink()
    shutil.copytree(target, published.published)

    with pytest.raises(LedgerError, match="is no link"):
        pipeline.has_news(published)


def test_a_copy_in_another_folder_is_known_after_it_was_read(settings):
    ingest_all(settings)
    folder = Path(settings.dumps) / "copies"
    folder.mkdir()
    shutil.copy(Path(settings.dumps) / "halden.txt", folder)

    assert len(pipeline.list_new_dumps(settings)) == 1
    ingest_all(settings)
    assert pipeline.list_new_dumps(settings) == []


def test_a_damaged_part_is_mended_by_reading_its_dump_again(settings):
    (dump,) = ingest_all(settings)
    part = settings.lake / "claims" / f"{dump.part_id}.parquet"
    whole = pq.read_table(part).drop_columns("part_id")
    part.write_bytes(b"")
    ingest_all(settings)
    assert part.read_bytes() == b""

    (uri,) = pipeline.list_new_dumps(settings, again=True)
    mended = pipeline.ingest(settings, uri, again=True)

    # a part of its own, which builds that go on from the last one take for new
    assert mended.part_id != dump.part_id
    assert pq.read_table(settings.lake / "claims" / f"{mended.part_id}.parquet").drop_columns("part_id") == whole
    assert not part.exists()


def test_a_page_from_the_future_is_published_without_that_date(settings):
    stamped, bare = OTHER_STORY, STORY.replace("Published: 4 March 2026, 09:15 GMT\n\n", "")
    for name, text in (("stamped", stamped), ("bare", bare)):
        url = f"https://moor.example/{name}"
        page = {"url": url, "title": "Halden Mill", "date_publish": "2199-01-01", "maintext": text}
        (Path(settings.dumps) / f"{name}.jsonl").write_text(json.dumps(page) + "\n", encoding="utf-8")
    ledger = publish_all(settings)

    dates = "select published_at, published_earliest, published_latest, published_precision from articles"
    of = f"{dates} join documents using (document_id) where url like"
    assert rows_of(ledger, f"{of} '%bare'") == [(None, None, None, "unknown")]
    assert rows_of(ledger, f"{of} '%stamped'") == [(None, dt.date(2026, 3, 4), None, "interval")]
    assert rows_of(ledger, "select count(*) from date_candidates where earliest > '2190-01-01' and is_chosen") == [(0,)]
    assert rows_of(ledger, "select count(*) from claims where said_latest > '2190-01-01'") == [(0,)]


def test_an_empty_row_of_a_dump_is_told_with_its_folder(published):
    (published.lake / "dumps" / "broken.parquet").write_bytes(b"")

    with pytest.raises(LedgerError, match="dumps cannot be read"):
        read_status(published)


@pytest.mark.parametrize("name", ["it's", "b[1]x", "c{x}", "q?a#b"])
def test_a_home_whose_path_duckdb_would_misread_is_refused(tmp_path, name):
    with pytest.raises(LedgerError, match="cannot be used"):
        read_settings({"NEWSLEDGER_HOME": str(tmp_path / name)})


def test_a_home_remembers_where_its_dumps_came_from(tmp_path):
    remember_dumps(make_settings(tmp_path / "home", tmp_path / "landing"))

    home = str(tmp_path / "home")
    assert read_settings({"NEWSLEDGER_HOME": home}).dumps == str(tmp_path / "landing")
    assert read_settings({"NEWSLEDGER_HOME": home, "NEWSLEDGER_DUMPS": "s3://bucket"}).dumps == "s3://bucket"


def test_a_mapping_of_field_names_reads_records_that_no_export_of_ours_looks_like(settings):
    record = {"kopf": {"zeile": "Reservoir at Halden Mill is half empty"}, "inhalt": STORY.partition("\n\n")[2]}
    (Path(settings.dumps) / "halden.txt").unlink()
    (Path(settings.dumps) / "own.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    without = pipeline.ingest(settings, pipeline.list_new_dumps(settings)[0])
    home = {"NEWSLEDGER_HOME": str(settings.home), "NEWSLEDGER_DUMPS": settings.dumps}
    mapped = read_settings({**home, "NEWSLEDGER_FIELDS": "title=kopf.zeile text=inhalt"})

    (uri,) = pipeline.list_new_dumps(mapped)
    dump = pipeline.ingest(mapped, uri)

    assert (without.document_count, dump.document_count) == (0, 1)
    assert pipeline.list_new_dumps(mapped) == []


@pytest.mark.parametrize("fields", ["headline=kopf", "title", "=kopf"])
def test_a_mapping_of_field_names_that_makes_no_sense_is_told(settings, fields):
    home = {"NEWSLEDGER_HOME": str(settings.home), "NEWSLEDGER_DUMPS": settings.dumps}

    with pytest.raises(LedgerError, match="NEWSLEDGER_FIELDS"):
        pipeline.list_new_dumps(read_settings({**home, "NEWSLEDGER_FIELDS": fields}))


def test_stories_in_other_scripts_under_one_address_are_no_versions(settings):
    texts = [
        "Міст закрили після паводка\n\n"
        + "Міст через річку закрили на два дні після паводка, повідомила громада. " * 4,
        "Ціни на хліб зросли\n\n" + "Пекарні пояснили зростання цін на хліб дорожчим борошном і світлом. " * 4,
    ]
    for number, text in enumerate([*texts, STORY, OTHER_STORY]):
        title, _, body = text.partition("\n\n")
        page = {
            "url": "https://moor.example/",
            "title": title,
            "maintext": body,
            "date_download": f"2026-03-0{number + 1}",
        }
        (Path(settings.dumps) / f"front{number}.jsonl").write_text(json.dumps(page) + "\n", encoding="utf-8")
    (Path(settings.dumps) / "halden.txt").unlink()
    ledger = publish_all(settings)

    cyrillic = "select count(*) from articles where version = 1 and is_current and headline similar to '[М-Ц].*'"
    assert rows_of(ledger, cyrillic) == [(2,)]
