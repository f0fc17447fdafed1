"""What the pages share: the open ledger, tables with downloads, and the address of what is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from newsledger.dashboard import words
from newsledger.dashboard.charts import PICKED, Spec, originator_of
from newsledger.dashboard.downloads import to_csv, to_parquet
from newsledger.dashboard.queries import MOST_ROWS, Connection
from newsledger.settings import Settings

Stamp = tuple[int, int]
_CLOSED = ("stance", "published_basis", "reason")
_HEAD_HEIGHT, _ROW_HEIGHT, _MOST_HEIGHT = 38, 35, 420
_AMOUNT_WIDTH = 155


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One publish, held open while a page is drawn: everything on the page is of this file."""

    connection: Connection
    file: Path
    settings: Settings


def stamp_of(file: Path) -> Stamp | None:
    """Return what changes with a publish, or None when nothing is published."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def show_html(body: str) -> None:
    """Show HTML that `words` has made; Streamlit cleans it once more."""
    st.html(body)


def show_table(name: str, table: pa.Table, columns: dict[str, str], picks: tuple[str, str] | None = None) -> None:
    """Show columns of a table under names of ours, and all of it as downloads.

    With `picks`, a column and a name in the address, a click on a row puts its id into the address.
    """
    shown = pa.table({label: _as_cell(table, column) for column, label in columns.items()})
    height = min(_MOST_HEIGHT, _HEAD_HEIGHT + _ROW_HEIGHT * max(1, table.num_rows))
    config = {label: st.column_config.Column(label, width=_width(column)) for column, label in columns.items()}
    if picks is None:
        st.dataframe(shown, hide_index=True, height=height, column_config=config, key=f"{name}-table")
    else:
        column, parameter = picks
        ids = table.column(column).to_pylist()

        def pick() -> None:
            rows = st.session_state[f"{name}-table"].selection.rows
            if rows and rows[0] < len(ids):
                st.query_params[parameter] = ids[rows[0]]

        st.dataframe(
            shown,
            hide_index=True,
            height=height,
            column_config=config,
            key=f"{name}-table",
            on_select=pick,
            selection_mode="single-row",
        )
    if table.num_rows >= MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} rows; narrow the search to see others.")
    show_downloads(name, table)


def show_downloads(name: str, table: pa.Table) -> None:
    """Offer what is shown as CSV, which no spreadsheet runs, and as Parquet; each is made when it is asked for."""
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: to_csv(table), f"{name}.csv", "text/csv", key=f"{name}-csv", on_click="ignore"
        )
        st.download_button(
            "Parquet",
            lambda: to_parquet(table),
            f"{name}.parquet",
            "application/vnd.apache.parquet",
            key=f"{name}-parquet",
            on_click="ignore",
        )


def show_chart(name: str, chart: Spec, alt_text: str, picks: tuple[str, str] | None = None) -> None:
    """Show a chart. With `picks`, a field and a name in the address, a click on a mark puts its id into the address."""
    spec = {**chart, "datasets": {part: pa.Table.from_pylist(rows) for part, rows in chart["datasets"].items()}}
    if picks is None:
        st.vega_lite_chart(spec, key=f"{name}-chart", alt=alt_text)
        return
    field, parameter = picks

    def pick() -> None:
        chosen = st.session_state[f"{name}-chart"].selection.get(PICKED) or []
        if chosen:
            st.query_params[parameter] = chosen[0][field]

    st.vega_lite_chart(spec, key=f"{name}-chart", on_select=pick, selection_mode=PICKED, alt=alt_text)


def show_opened(view: View, show: Callable[[View, str], None]) -> None:
    """Show the row that the address names, in a box that can be closed."""
    if row_id := st.query_params.get("row"):
        with st.container(border=True):
            show(view, row_id)
            if st.button("Close", key="close"):
                st.query_params.pop("row", None)
                st.rerun()


def _as_cell(table: pa.Table, column: str) -> Any:
    """Return a column for the table; '<name>_days' is made of the two columns that bound it."""
    if column.endswith("_days"):
        name = column.removesuffix("_days")
        pairs = zip(table[f"{name}_earliest"].to_pylist(), table[f"{name}_latest"].to_pylist(), strict=True)
        return pa.array([words.days(first, last) for first, last in pairs], pa.string())
    if column == "amount":
        low, high = ("low", "high") if "low" in table.column_names else ("value_low", "value_high")
        rows = zip(*(table[part].to_pylist() for part in (low, high, "bound")), strict=True)
        return pa.array([words.amount(*row) for row in rows], pa.string())
    if pa.types.is_list(table[column].type):
        cells = ["; ".join(map(str, filter(None, cell or ()))) or "–" for cell in table[column].to_pylist()]
        return pa.array(cells, pa.string())
    if column == "speaker_name" and "figure_id" in table.column_names:
        return pa.array(map(originator_of, table.select([column, "claim_id"]).to_pylist()), pa.string())
    if column in _CLOSED:
        return pc.replace_substring(pc.coalesce(table[column], pa.scalar("–")), "_", " ")
    if pa.types.is_string(table[column].type):
        return pc.coalesce(table[column], pa.scalar("–"))
    if column == "is_disputed":
        return pc.if_else(table[column], "disputed", "–")
    return table[column]


def _width(column: str) -> Literal["large"] | int | None:
    if column == "amount":
        return _AMOUNT_WIDTH  # Streamlit would cut 'about 220 million' to the width of what stands around it
    return "large" if column in ("claim_text", "context_text", "denial_claim_text", "answered_claim_text") else None
