"""What is shown, as files: Parquet as it is, CSV so that no spreadsheet runs a word of it."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.csv as pv
import pyarrow.parquet as pq

from newsledger.export import disarm


def to_csv(table: pa.Table) -> bytes:
    """Return CSV in UTF-8 with every text quoted; a text that a spreadsheet would run begins with an apostrophe.

    Lists are joined by '; '. Numbers and days are left as they are.
    """
    columns = [_as_cells(column) for column in table.columns]
    names = map(disarm, table.column_names)
    page = io.BytesIO()
    pv.write_csv(pa.table(dict(zip(names, columns, strict=True))), page)
    return page.getvalue()


def to_parquet(table: pa.Table) -> bytes:
    """Return the table as one Parquet file."""
    page = io.BytesIO()
    pq.write_table(table, page, compression="zstd")
    return page.getvalue()


def _as_cells(column: Any) -> Any:
    cells = column.to_pylist()
    if pa.types.is_list(column.type):
        cells = [None if cell is None else "; ".join(map(str, cell)) for cell in cells]
    elif not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    return pa.array([None if cell is None else disarm(cell) for cell in cells], pa.string())
