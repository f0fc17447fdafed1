"""The vocabulary as files: a dbt docs block for each column, the seed of closed lists, the data dictionary."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, cast, get_args, get_origin

from newsledger.vocabulary import LAKE, PUBLISHED, Column, columns_of

_DICTIONARY_HEAD = """<!-- Written by `make docs` from vocabulary.py; do not edit. -->

# Data dictionary

Every table of `published/newsledger.duckdb` and of `published/parquet/`. A column that may be null is null when the
answer is not known; nothing is guessed. Moments are UTC, days have no zone, offsets count code points from 0 and
exclude their end, shares are from 0 to 1. A closed list names all its values.
"""
_TYPE_NAMES = {str: "text", int: "integer", float: "number", bool: "yes or no", dt.datetime: "moment", dt.date: "day"}


def render_column_docs() -> str:
    """Return the Markdown file that holds a dbt docs block `<table>__<column>` for each published column."""
    blocks = [
        f"{{% docs {table}__{column.name} %}}\n{_meaning(column.meaning, column.allowed)}\n{{% enddocs %}}\n"
        for table, columns in PUBLISHED.items()
        for column in columns
    ]
    return "<!-- Written by `newsledger docs` from vocabulary.py; do not edit. -->\n\n" + "\n".join(blocks)


def render_closed_lists() -> str:
    """Return the seed of closed lists: one line per table, column and allowed value."""
    tables = {table: columns_of(record) for table, record in LAKE.items()} | PUBLISHED
    rows = sorted(
        (table, column.name, value)
        for table, columns in tables.items()
        for column in columns
        for value in column.allowed
    )
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("table_name", "column_name", "allowed_value"))
    writer.writerows(rows)
    return buffer.getvalue()


def render_dictionary() -> str:
    """Return the Markdown file that lists the columns of each published table: name, type, null or not, meaning."""
    parts = [_DICTIONARY_HEAD]
    for table, columns in PUBLISHED.items():
        parts.append(f"## {table}\n\n{_column_table(columns)}")
        parts += [
            f"Each of `{column.name}`:\n\n{_column_table(columns_of(record))}"
            for column in columns
            if (record := _record_in(column.type_)) is not None
        ]
    return "\n".join(parts)


def write_docs(project: Path) -> list[Path]:
    """Write the files into the dbt project and docs/ and return their paths."""
    files = {
        project / "dbt_project" / "models" / "docs" / "columns.md": render_column_docs(),
        project / "dbt_project" / "seeds" / "closed_lists.csv": render_closed_lists(),
        project / "docs" / "data-dictionary.md": render_dictionary(),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def _meaning(meaning: str, allowed: tuple[str, ...]) -> str:
    return f"{meaning} One of: {', '.join(allowed)}." if allowed else meaning


def _column_table(columns: Iterable[Column]) -> str:
    rows = [
        f"| `{column.name}` | {_type_name(column.type_)} | {'may be' if column.is_nullable else ''} | {told} |"
        for column in columns
        for told in (_meaning(column.meaning, column.allowed).replace("|", "\\|"),)
    ]
    return "\n".join(("| column | type | null | meaning |", "|---|---|---|---|", *rows, ""))


def _type_name(type_: Any) -> str:
    if get_origin(type_) is tuple:
        (item, *_) = get_args(type_)
        return "list of records" if is_dataclass(item) else f"list of {_TYPE_NAMES[item]}"
    return "record" if is_dataclass(type_) else _TYPE_NAMES[type_]


def _record_in(type_: Any) -> type | None:
    inner = get_args(type_)[0] if get_origin(type_) is tuple else type_
    return cast(type, inner) if is_dataclass(inner) else None
