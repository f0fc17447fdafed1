"""The vocabulary as files that dbt reads: a docs block for each column, and the seed of closed lists."""

import csv
import io
from pathlib import Path

from newsledger.vocabulary import LAKE, PUBLISHED, columns_of


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


def write_docs(dbt_project: Path) -> list[Path]:
    """Write both files into the dbt project and return their paths."""
    files = {
        dbt_project / "models" / "docs" / "columns.md": render_column_docs(),
        dbt_project / "seeds" / "closed_lists.csv": render_closed_lists(),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def _meaning(meaning: str, allowed: tuple[str, ...]) -> str:
    return f"{meaning} One of: {', '.join(allowed)}." if allowed else meaning
