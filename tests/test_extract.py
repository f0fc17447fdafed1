import datetime as dt
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import duckdb
import pyarrow as pa
import pytest

from conftest import OTHER_STORY, STORY
from newsledger import extract as extract_module
from newsledger.candidate_rules import list_candidate_rules
from newsledger.extract import extract
from newsledger.rules import RowRule
from newsledger.schema import to_batch
from newsledger.vocabulary import LAKE, Document

GERMAN = "\n\n".join(
    (
        "Der Stausee bei Haldenmühle ist halb leer",
        "Von Ines Okafor",
        "Veröffentlicht: 4. März 2026",
        "Der Stausee oberhalb von Haldenmühle enthielt am Montag nach Angaben der Wasserbehörde nur noch 41 Millionen "
        "Kubikmeter, so wenig wie seit Beginn der Messungen nicht mehr zu dieser Jahreszeit.",
        "„Wir haben ihn im März noch nie so leer gesehen“, sagte der Chefingenieur der Behörde am Nachmittag vor der "
        "Presse. Rund 12.000 Haushalte müssten ab April mit Einschränkungen rechnen, wenn der Regen ausbleibe.",
    )
)


def batch_of(*texts):
    return to_batch(
        Document,
        [
            Document(
                document_id=f"d{number}",
                dump_id="u",
                dump_uri="/landing/a.jsonl",
                record_locator=f"line {number}",
                media_type="text/plain",
                url=None,
                fetched_at=None,
                text=text,
            )
            for number, text in enumerate(texts, 1)
        ],
    )


def test_every_table_of_a_batch_comes_in_the_schema_of_the_vocabulary():
    tables = extract(batch_of(STORY))

    assert set(tables) == {"segments", "articles", "sketches", "date_candidates", "claims", "figures"}
    assert all(rows.num_rows > 0 for rows in tables.values())
    assert {table: rows.schema.names for table, rows in tables.items()} == {
        table: list(LAKE[table].__slots__) for table in tables
    }


def test_a_batch_gives_the_same_rows_as_its_documents_one_by_one():
    together = extract(batch_of(STORY, OTHER_STORY))
    apart = [extract(batch_of(STORY, OTHER_STORY).slice(place, 1)) for place in (0, 1)]

    for table, rows in together.items():
        assert rows.num_rows > 0
        assert pa.Table.from_batches([one[table] for one in apart]).to_pylist() == rows.to_pylist()


def test_offsets_are_code_points_in_sql_too():
    marks = "👩‍🚒 🇳🇴 Café שלום "
    tables = extract(batch_of(STORY.replace("The reservoir above", f"{marks}The reservoir above")))
    rules = {rule.rule_id: rule for rule in list_candidate_rules(dt.date(2026, 3, 5)) if isinstance(rule, RowRule)}

    with duckdb.connect() as connection:
        for table, rows in tables.items():
            connection.register(table, pa.Table.from_batches([rows]))
        body, graphemes = connection.execute("select body_text, length_grapheme(body_text) from articles").fetchone()
        misquoted = {
            table: connection.execute(rules[f"{table}_quote_their_article"].query.format(batch=table)).fetchall()
            for table in ("claims", "figures")
        }

    assert marks in body
    assert graphemes < len(body) < len(body.encode())
    assert min(tables["claims"].num_rows, tables["figures"].num_rows) > 0
    assert misquoted == {"claims": [], "figures": []}


def test_an_article_in_another_language_is_kept_and_marked_without_claims():
    tables = extract(batch_of(GERMAN))

    assert tables["articles"]["language"].to_pylist() == ["de"]
    assert tables["claims"].num_rows == tables["figures"].num_rows == 0


def test_a_pool_of_processes_gives_the_same_rows():
    batches = [batch_of(STORY), batch_of(OTHER_STORY, GERMAN)]

    # Spawned, so that nothing of this process is there but what the batch brings.
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
        from_pool = list(pool.map(extract, batches))

    for batch, tables in zip(batches, from_pool, strict=True):
        assert tables["claims"].num_rows > 0
        assert {name: rows.to_pylist() for name, rows in tables.items()} == {
            name: rows.to_pylist() for name, rows in extract(batch).items()
        }


def test_an_error_in_an_extractor_names_the_document(monkeypatch):
    def fail(_document):
        raise ZeroDivisionError

    monkeypatch.setattr(extract_module, "cut_document", fail)

    with pytest.raises(ZeroDivisionError) as caught:
        extract(batch_of(STORY))

    assert caught.value.__notes__ == ["in line 1 of /landing/a.jsonl, document d1"]
