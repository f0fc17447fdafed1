"""Tables of the published file as files that other tools read.

Each file is written beside its place and renamed, so a broken export leaves none.
"""

import csv
import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

from newsledger import warehouse
from newsledger.errors import LedgerError
from newsledger.linked_data import (
    SCHEMA_CONTEXT,
    to_claim_annotation,
    to_figure_annotation,
    to_schema_article,
    to_schema_claim,
    to_schema_figure,
)
from newsledger.vocabulary import PUBLISHED

ExportTable = Literal["claims", "figures", "articles"]
ExportFormat = Literal["parquet", "csv", "jsonld", "annotations"]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]
Json = dict[str, Any]

STDOUT = "-"
# A cell that begins so is run as a formula by a spreadsheet, also after white space or a mark, and in its wide form.
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_BATCH = 1_000
_AROUND = 32
_ORDER = {
    "claims": "article_id, char_start, claim_id",
    "figures": "article_id, char_start, figure_id",
    "articles": "article_id",
}
_PLACED = """
    articles.headline, articles.outlet_name, articles.published_at, articles.published_precision, documents.url
"""
_PART = f"""{{
    'char_start': span.char_start,
    'char_end': span.char_end,
    'exact': substring(articles.body_text, span.char_start + 1, span.char_end - span.char_start),
    'prefix': substring(
        articles.body_text, greatest(span.char_start - {_AROUND}, 0) + 1, least(span.char_start, {_AROUND})
    ),
    'suffix': substring(articles.body_text, span.char_end + 1, {_AROUND})
}}"""
_ROWS = {
    "claims": f"""
        select rows.*, {_PLACED}, [{_PART} for span in rows.spans] as parts
        from claims as rows
        inner join articles on rows.article_id = articles.article_id
        inner join documents on articles.document_id = documents.document_id
        order by rows.article_id, rows.char_start, rows.claim_id
    """,  # noqa: S608 -- our own words
    "figures": f"""
        select
            rows.*, {_PLACED}, claims.speaker_id, claims.speaker_name, claims.speaker_kind, claims.stance,
            claims.is_negated, claims.via_text,
            [{_PART} for span in [{{'char_start': rows.char_start, 'char_end': rows.char_end}}]] as parts
        from figures as rows
        inner join articles on rows.article_id = articles.article_id
        inner join documents on articles.document_id = documents.document_id
        left join claims on rows.claim_id = claims.claim_id
        order by rows.article_id, rows.char_start, rows.figure_id
    """,  # noqa: S608 -- our own words
    "articles": """
        select articles.*, documents.url
        from articles
        inner join documents on articles.document_id = documents.document_id
        order by articles.article_id
    """,
}
_SCHEMA = {"claims": to_schema_claim, "figures": to_schema_figure, "articles": to_schema_article}
_ANNOTATIONS = {"claims": to_claim_annotation, "figures": to_figure_annotation}


def export(file: Path, table: ExportTable, format_: ExportFormat, out: str, progress: Progress) -> int:
    """Write a table to a file, or to standard output where `out` is '-', and return its number of rows.

    csv: UTF-8, lists as JSON; a text that a spreadsheet would take for a formula has an apostrophe before it.
    jsonld: one document with a `@graph` of schema.org objects. annotations: one W3C Web Annotation a line.

    Args:
        file: the published DuckDB file.
        table: which table.
        format_: which format; articles have no words to annotate, so they have no annotations.
        out: the file to be written; its folder is there.
        progress: called with batches and their number; gives the same batches.

    Raises:
        LedgerError: nothing is published, the folder is not there, or the format does not fit.
    """
    if format_ == "annotations" and table not in _ANNOTATIONS:
        raise LedgerError("articles have no annotations: annotations stand on the words of claims and figures")
    if format_ == "parquet" and out == STDOUT:
        raise LedgerError("Parquet cannot be written to standard output: name a file")
    with warehouse.reading_published(file) as connection:
        (count,) = connection.execute(f"select count(*) from {table}").fetchall()[0]  # noqa: S608 -- our names
        if format_ == "parquet":
            with _replacing(Path(out)) as part:
                query = (
                    f"copy (select * from {table} order by {_ORDER[table]}) to $1 (format parquet, compression zstd)"  # noqa: S608 -- our names
                )
                connection.execute(query, [str(part)])
            return int(count)
        query = f"select * from {table} order by {_ORDER[table]}" if format_ == "csv" else _ROWS[table]  # noqa: S608 -- our names
        result = connection.execute(query)
        names = [column[0] for column in result.description or ()]
        rows = _rows(progress(_batches(result), -(-count // _BATCH)), names)
        with _writing(out) as stream:
            if format_ == "csv":
                _write_csv(stream, [column.name for column in PUBLISHED[table]], rows)
            elif format_ == "jsonld":
                _write_graph(stream, map(_SCHEMA[table], rows))
            else:
                stream.writelines(f"{_dump(_ANNOTATIONS[table](row))}\n" for row in rows)
    return int(count)


def disarm(text: str) -> str:
    """Return a text with an apostrophe before it when a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def to_safe_cell(value: Any) -> Any:
    """Return a value for a cell of a CSV file that no spreadsheet runs as a formula; numbers stay numbers."""
    if isinstance(value, list | tuple | Mapping):
        return _dump(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return disarm(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return value


def _write_csv(stream: IO[str], names: list[str], rows: Iterable[Json]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([to_safe_cell(row[name]) for name in names] for row in rows)


def _write_graph(stream: IO[str], objects: Iterable[Json]) -> None:
    stream.write(f'{{"@context": {_dump(SCHEMA_CONTEXT)}, "@graph": [')
    for number, one in enumerate(objects):
        stream.write(f"{',' if number else ''}\n{_dump(one)}")
    stream.write("\n]}\n")


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _batches(result: Any) -> Iterator[list[tuple[Any, ...]]]:
    while batch := result.fetchmany(_BATCH):
        yield batch


def _rows(batches: Iterable[list[tuple[Any, ...]]], names: list[str]) -> Iterator[Json]:
    for batch in batches:
        for row in batch:
            yield dict(zip(names, row, strict=True))


@contextmanager
def _writing(out: str) -> Iterator[IO[str]]:
    if out == STDOUT:
        yield sys.stdout
        return
    with _replacing(Path(out)) as part, part.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a path beside the wanted one, renamed to it at the end; an error leaves neither."""
    if not path.parent.is_dir() or path.is_dir():
        raise LedgerError(f"expected the name of a file in a folder that is there, came {path}")
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
