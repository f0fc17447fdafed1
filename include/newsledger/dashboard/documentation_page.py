"""What the tables mean and what the last audit found: pages of this home, served beside the dashboard."""

import streamlit as st

from newsledger.dashboard.server import DOCUMENTS
from newsledger.dashboard.view import show_html
from newsledger.settings import Settings


def show(settings: Settings) -> None:
    """Link the pages that are there, and say which are not."""
    st.title("Documentation")
    for path, (folder, title, made_by) in DOCUMENTS.items():
        if (settings.home / folder / "index.html").exists():
            show_html(f'<p><a href="{path}/index.html" target="_blank" rel="noopener">{title}</a></p>')
        else:
            show_html(f"<p>{title}: not there yet; <code>newsledger {made_by}</code> writes it.</p>")
