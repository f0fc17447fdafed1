import datetime as dt
import re
from dataclasses import is_dataclass
from itertools import chain
from typing import get_args, get_origin

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsledger import docs
from newsledger.schema import from_batch, to_batch
from newsledger.settings import PROJECT
from newsledger.vocabulary import LAKE, PUBLISHED, Document, Hint, columns_of

MARTS = PROJECT / "dbt_project" / "models" / "marts"
SQL_TYPES = {
    str: "varchar",
    int: "bigint",
    float: "double",
    bool: "boolean",
    dt.datetime: "timestamp",
    dt.date: "date",
}
COLUMNS = [column for record in LAKE.values() for column in columns_of(record)] + [*chain(*PUBLISHED.values())]
CLOSED = {
    name: {value for column in COLUMNS if column.name == name for value in column.allowed}
    for name in {column.name for column in COLUMNS if column.allowed}
}


def sql_type(type_):
    if get_origin(type_) is tuple:
        return sql_type(get_args(type_)[0]) + "[]"
    if is_dataclass(type_):
        return f"struct({', '.join(f'{c.name} {sql_type(c.type_)}' for c in columns_of(type_))})"
    return SQL_TYPES[type_]


@pytest.mark.parametrize("table", PUBLISHED)
def test_the_contract_of_a_mart_is_the_vocabulary(table):
    (model,) = yaml.safe_load((MARTS / f"{table}.yml").read_text())["models"]

    written = [(c["name"], c["data_type"], c["description"], "constraints" not in c) for c in model["columns"]]

    assert written == [
        (c.name, sql_type(c.type_), f"{{{{ doc('{table}__{c.name}') }}}}", c.is_nullable) for c in PUBLISHED[table]
    ]
    assert "One row per " in model["description"]


@pytest.mark.parametrize("table", PUBLISHED)
def test_a_closed_list_of_a_mart_is_tested(table):
    (model,) = yaml.safe_load((MARTS / f"{table}.yml").read_text())["models"]

    tested = {
        c["name"]
        for c in model["columns"]
        for data_test in c.get("data_tests", [])
        if isinstance(data_test, dict) and "in_closed_list" in data_test
    }

    assert tested == {c.name for c in PUBLISHED[table] if c.allowed}


@pytest.mark.parametrize(
    ("path", "render"),
    [
        ("dbt_project/models/docs/columns.md", docs.render_column_docs),
        ("dbt_project/seeds/closed_lists.csv", docs.render_closed_lists),
        ("docs/data-dictionary.md", docs.render_dictionary),
    ],
)
def test_what_is_generated_from_the_vocabulary_is_not_stale(path, render):
    assert (PROJECT / path).read_text(encoding="utf-8") == render(), "run `make docs`"


@pytest.mark.parametrize("table", LAKE)
def test_every_column_of_the_lake_has_a_meaning_that_ends_as_a_sentence(table):
    columns = columns_of(LAKE[table])

    assert columns
    assert [c.name for c in columns if not c.meaning.endswith(".")] == []


def test_closed_lists_are_lower_case_words():
    values = set().union(*CLOSED.values())

    assert len(values) > 100
    assert [value for value in values if not re.fullmatch("[a-z]+(?:_[a-z]+)*", value)] == []


COMPARED = re.compile(
    rf"(?<![$\w])(?P<column>{'|'.join(sorted(CLOSED))})\s*(?:!?=|<>|is (?:not )?distinct from|(?:not )?in)\s*"
    r"(?P<values>'[^']*'|\(\s*'[^()]*'\s*\))"
)


def test_a_word_of_a_closed_list_that_sql_asks_for_is_on_the_list():
    asked = {
        (path.name, match["column"], value)
        for folder in ("dbt_project", "include/newsledger")
        for path in sorted((PROJECT / folder).rglob("*"))
        if path.suffix in {".sql", ".py"}
        for match in COMPARED.finditer(path.read_text(encoding="utf-8"))
        for value in re.findall(r"'([^']*)'", match["values"])
    }

    assert len(asked) > 30
    assert [one for one in sorted(asked) if one[2] not in CLOSED[one[1]]] == []


@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    url=st.none() | st.just("https://paper.example/a"),
    value=st.text(alphabet=st.characters(exclude_categories=["Cs"])),
)
def test_records_survive_arrow(text, url, value):
    hint = Hint(hint_kind="title", hint_source="meta", value_text=value, char_start=0, char_end=None)
    document = Document(
        document_id="d",
        dump_id="u",
        dump_uri="u",
        record_locator="file",
        media_type="text/plain",
        url=url,
        fetched_at=dt.datetime(2026, 1, 2, 3, 4, 5, 6),
        text=text,
        hints=(hint,),
    )

    assert from_batch(Document, to_batch(Document, [document])) == [document]
