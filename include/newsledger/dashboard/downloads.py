"""What is shown, as files: Parquet as it is, CSV so that no spreadsheet runs a word of it."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
import pyarrow.parquet as pq

# A cell that begins so is a formula to a spreadsheet, white space before it or not.
_FORMULA = r"^[\s\x{feff}]*[=+\-@＝＋－＠]|^[\t\r\n]"


def to_csv(table: pa.Table) -> bytes:
    """Return CSV in UTF-8 with every text quoted; a text that a spreadsheet would run begins with an apostrophe.

    Lists are joined by '; '. Numbers and days are left as they are.
    """
    columns = [_as_cells(column) for column in table.columns]
    names = [_disarm(pa.array([name]))[0].as_py() for name in table.column_names]
    page = io.BytesIO()
    pv.write_csv(pa.table(dict(zip(names, columns, strict=True))), page)
    return page.getvalue()


def to_parquet(table: pa.Table) -> bytes:
    """Return the table as one Parquet file."""
    page = io.BytesIO()
    pq.write_table(table, page, compression="zstd")
    return page.getvalue()


def _as_cells(column: Any) -> Any:
    if pa.types.is_list(column.type):
        texts = [None if cell is None else "; ".join(str(part) for part in cell) for cell in column.to_pylist()]
        return _disarm(pa.array(texts, pa.string()))
    return _disarm(column) if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) else column


def _disarm(texts: Any) -> Any:
    runs = pc.match_substring_regex(texts, _FORMULA)
    return pc.if_else(pc.fill_null(runs, False), pc.binary_join_element_wise("'", texts, ""), texts)
