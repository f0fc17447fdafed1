"""A build that goes on from the published one ends in the same tables as a build from nothing."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from conftest import OTHER_STORY, STORY, make_settings, publish_all
from newsledger import extract as extracting
from newsledger import operations, pipeline, version, warehouse
from newsledger.claims import find_claims
from newsledger.errors import LedgerError
from newsledger.settings import PROJECT, Settings
from newsledger.vocabulary import PUBLISHED

pytestmark = pytest.mark.builds
# What ran and what was found are told as they happened, whichever way was taken.
COMPARED = sorted(set(PUBLISHED) - {"runs", "quality_results"})
PAGE = "https://tarn-herald.example/reservoir"


def write_page(landing: Path, name: str, text: str, fetched_at: str, url: str = PAGE) -> Path:
    headline, _, rest = text.partition("\n\n")
    record = {"url": url, "title": headline, "maintext": rest, "date_download": fetched_at}
    (landing / name).write_text(json.dumps(record) + "\n", encoding="utf-8")
    return landing / name


def differing_tables(one: Path, other: Path) -> dict[str, list[tuple[object, ...]]]:
    differing = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        for table in COMPARED:
            rows = connection.execute(
                f"(from one.{table} except all from other.{table}) union all "
                f"(from other.{table} except all from one.{table})"
            ).fetchall()
            if rows:
                differing[table] = rows
    return differing


def build_from_nothing(settings: Settings, folder: Path) -> Path:
    shutil.copytree(settings.lake, folder / "lake")
    fresh = replace(settings, home=folder)
    return fresh.candidates / pipeline.build(fresh, full_refresh=True) / warehouse.FILE_NAME


def count(file: Path, query: str) -> int:
    with warehouse.reading(file) as connection:
        return connection.execute(query).fetchall()[0][0]


@pytest.fixture(scope="module")
def grown_in_steps(published_once: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One story published; then its page, a changed page, a copy of the bytes and another story, in two publishes."""
    folder = tmp_path_factory.mktemp("a_few_steps")
    shutil.copytree(published_once.home, folder / "home", symlinks=True)
    shutil.copytree(published_once.dumps, folder / "landing")
    settings = make_settings(folder / "home", folder / "landing")
    landing = folder / "landing"
    write_page(landing, "morning.jsonl", STORY, "2026-03-04T10:00:00Z")
    (landing / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    publish_all(settings)
    changed = STORY.replace("about 12,000 households", "about 13,500 households")
    write_page(landing, "evening.jsonl", changed, "2026-03-04T18:00:00Z")
    (landing / "a_copy_that_sorts_first.txt").write_text(STORY, encoding="utf-8")
    publish_all(settings)
    return settings


def test_new_dumps_are_added_as_if_all_had_come_at_once(grown_in_steps, tmp_path):
    assert differing_tables(grown_in_steps.published_file, build_from_nothing(grown_in_steps, tmp_path)) == {}


def test_an_old_article_is_told_that_a_newer_version_has_come(grown_in_steps):
    superseded = "select count(*) from articles where not is_current and version = 1"
    told = "select count(*) from figure_ledger where not is_current"

    assert count(grown_in_steps.published_file, superseded) == 1
    assert count(grown_in_steps.published_file, told) >= 1


def test_rows_keep_their_ids_when_others_come(published_once, grown_in_steps):
    for table in ("articles", "claims", "figures", "documents", "segments"):
        key = f"{table.removesuffix('s')}_id"
        with warehouse.reading(published_once.published_file) as connection:
            before = set(connection.execute(f"select {key} from {table}").fetchall())
        with warehouse.reading(grown_in_steps.published_file) as connection:
            after = set(connection.execute(f"select {key} from {table}").fetchall())

        assert before
        assert before <= after


def test_a_story_that_two_documents_print_is_one_article_that_appeared_twice(grown_in_steps):
    twice = """
        select count(*) from articles
        where (select count(*) from article_appearances as seen where seen.article_id = articles.article_id) = 2
    """

    assert count(grown_in_steps.published_file, twice) == 1


def test_the_same_bytes_that_sort_first_become_the_first_seen(grown_in_steps):
    first = "select count(*) from documents where dump_uri like '%a_copy_that_sorts_first.txt'"

    assert count(grown_in_steps.published_file, first) == 1


def test_dumps_that_go_are_forgotten_as_if_they_had_never_come(grown_in_steps, tmp_path):
    settings = make_settings(tmp_path / "home", Path(grown_in_steps.dumps))
    shutil.copytree(grown_in_steps.home, settings.home, symlinks=True)
    for name in ("a_copy_that_sorts_first.txt", "evening.jsonl", "averil.txt"):
        operations.withdraw(settings, name, "retracted")
    before = count(settings.published_file, "select count(*) from articles")
    publish_all(settings)

    assert count(settings.published_file, "select count(*) from articles") == before - 2
    assert count(settings.published_file, "select count(*) from articles where not is_current") == 0
    assert differing_tables(settings.published_file, build_from_nothing(settings, tmp_path / "fresh")) == {}


def test_a_newer_extractor_replaces_the_rows_of_what_it_has_read_again(grown_in_steps, tmp_path, monkeypatch):
    settings = make_settings(tmp_path / "home", Path(grown_in_steps.dumps))
    shutil.copytree(grown_in_steps.home, settings.home, symlinks=True)
    accusations = "select count(*) from claims where stance = 'accuses'"
    before = count(settings.published_file, accusations)
    monkeypatch.setattr(version, "extractor_version", lambda: "that of next month")
    monkeypatch.setattr(
        extracting, "find_claims", lambda article: [c for c in find_claims(article) if c.stance != "accuses"]
    )
    for name in ("averil.txt", "evening.jsonl"):
        pipeline.ingest(settings, f"{settings.dumps}/{name}")
    build_id = pipeline.build(settings)
    pipeline.audit(settings, build_id)
    pipeline.publish(settings, build_id)

    assert count(settings.published_file, accusations) == before - 2
    assert differing_tables(settings.published_file, build_from_nothing(settings, tmp_path / "fresh")) == {}


ACCUSED = "the Brask Harbour Police had emptied the harvest fund to buy boats"
PAPERS = {
    "echo.txt": "Union secretary Petra Lindqvist said that {}. The farmers had paid into it for years, and many wept.",
    "post.txt": "Baker Tomas Ferrow alleged that {}. He has sold bread on the quay since the bridge was closed, and "
    "says that he counted eleven new hulls under the tarpaulins behind the customs house.",
    "crier.txt": "Councillor Ines Okafor claimed that {}. Her letter to the assembly runs to forty pages and "
    "names two accountants who have since moved to the islands, where no train goes.",
    "lens.txt": "The Brask Harbour Police denied that it had emptied the harvest fund to buy boats. The boats had been "
    "there for years, and nobody in the harbour could remember who had paid for them in the first place.",
}


def write_papers(settings: Settings, *names: str) -> None:
    for day, name in enumerate(PAPERS, start=10):
        if name in names:
            text = f"News of the harbour\n\nThe {name[:-4]}\n\nPublished: {day} March 2026, 09:15 GMT\n\n{PAPERS[name]}"
            (Path(settings.dumps) / name).write_text(text.format(ACCUSED), encoding="utf-8")


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An accusation and a denial, published; a word that three claims of a month hold ties nothing here."""
    folder = tmp_path_factory.mktemp("disputed")
    shutil.copytree(PROJECT / "dbt_project", folder / "dbt_project")
    file = folder / "dbt_project" / "dbt_project.yml"
    words = file.read_text(encoding="utf-8")
    assert "most_claims_of_a_rare_term: 300" in words
    file.write_text(words.replace("rare_term: 300", "rare_term: 2"), encoding="utf-8")
    (folder / "landing").mkdir()
    settings = Settings(home=folder / "home", dumps=str(folder / "landing"), project=folder)
    write_papers(settings, "echo.txt", "lens.txt")
    publish_all(settings)
    return settings


def test_words_that_come_to_be_in_many_claims_tie_no_more_until_they_are_in_few_again(disputed, tmp_path):
    disputes = "select count(*) from claim_disputes"
    assert count(disputed.published_file, disputes) == 1

    write_papers(disputed, "post.txt", "crier.txt")
    publish_all(disputed)
    assert count(disputed.published_file, disputes) == 0

    operations.withdraw(disputed, "crier.txt", "retracted")
    publish_all(disputed)
    assert count(disputed.published_file, disputes) == 2
    assert differing_tables(disputed.published_file, build_from_nothing(disputed, tmp_path)) == {}


def test_a_build_that_goes_on_opens_only_the_files_of_new_dumps(grown_in_steps, tmp_path):
    settings = make_settings(tmp_path / "home", Path(grown_in_steps.dumps))
    shutil.copytree(grown_in_steps.home, settings.home, symlinks=True)
    for part in (settings.lake / "claims").glob("[!_]*.parquet"):
        part.write_bytes(b"not a Parquet file")

    build_id = pipeline.build(settings)

    file = warehouse.find_candidate(settings, build_id)
    assert count(file, "select count(*) from claims") == count(settings.published_file, "select count(*) from claims")


def test_a_candidate_whose_build_failed_is_neither_audited_nor_published(published, tmp_path):
    (tmp_path / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    dump = pipeline.ingest(published, str(tmp_path / "averil.txt"))
    (published.lake / "claims" / f"{dump.part_id}.parquet").write_bytes(b"not a Parquet file")
    with pytest.raises(LedgerError, match=r"stg_claims|int_claims__named"):
        pipeline.build(published)

    for step in (pipeline.audit, pipeline.publish):
        with pytest.raises(LedgerError, match="did not end well"):
            step(published, pipeline.next_build(published))


def test_the_sql_passes_its_unit_tests(grown):
    warehouse.run_unit_tests(grown, grown.candidates / pipeline.next_build(grown))

    results = json.loads((warehouse._target(grown) / "run_results.json").read_text(encoding="utf-8"))["results"]
    assert len(results) > 20
    assert {result["status"] for result in results} == {"pass"}
