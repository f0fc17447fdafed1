"""What the tables mean, what the last audit found, and where the ledger lies: pages of this home, and its paths."""

import streamlit as st

from newsledger.dashboard.server import DOCUMENTS
from newsledger.dashboard.view import show_html
from newsledger.dashboard.words import plain
from newsledger.settings import Settings


def show(settings: Settings) -> None:
    """Link the pages that are there, say which are not, and how the ledger is read without this dashboard."""
    st.title("Documentation")
    for path, (folder, title, told, made_by) in DOCUMENTS.items():
        if (settings.home / folder / "index.html").exists():
            link = f'<a href="{path}/index.html" target="_blank" rel="noopener">{title}</a>'
            show_html(f"<p><b>{link}</b><br>{told}</p>")
        else:
            show_html(f"<p>{title}: not there yet; <code>newsledger {made_by}</code> writes it.</p>")
    st.subheader("Ask it yourself")
    show_html(
        f"<p>The ledger is one DuckDB file, <code>{plain(settings.published_file)}</code>, and the same tables as "
        f"Parquet beside it. Start with <code>figure_ledger</code>.</p>"
    )
    st.code(_QUERY.format(file=str(settings.published_file)), language="python")


_QUERY = """import duckdb

ledger = duckdb.connect({file!r}, read_only=True)
print(ledger.sql("select speaker_name, figure_text, as_of_earliest, as_of_latest, outlet_name from figure_ledger"))"""
