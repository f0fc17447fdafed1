"""The dashboard's script, which Streamlit runs for each page and each change on it."""

from collections.abc import Callable

import streamlit as st

from newsledger import warehouse
from newsledger.dashboard import (
    articles_page,
    claims_page,
    documentation_page,
    figures_page,
    quality_page,
    row_page,
)
from newsledger.dashboard.view import Stamp, View, stamp_of
from newsledger.settings import Settings, read_settings

_LOOK_EVERY_SECONDS = 15
_STYLE = """
<style>
[data-testid="stMainBlockContainer"] {padding: 4rem max(1rem, 4vw) 3rem}
[data-testid="stHtml"] a {color: inherit; text-decoration: underline}
[data-testid="stHtml"] code {overflow-wrap: anywhere}
h1 {font-size: 1.8rem !important; padding-bottom: .3rem !important}
h3 {font-size: 1.15rem !important}
[data-testid="stMetricValue"] {font-size: 1.6rem}
</style>
"""


def main() -> None:
    """Draw the page that the address names, from one publish."""
    st.set_page_config(page_title="Newsledger", layout="wide")
    st.html(_STYLE)
    settings = read_settings()
    pages = [
        st.Page(_page(settings, figures_page.show), title="Figures", url_path="figures", default=True),
        st.Page(_page(settings, claims_page.show), title="Claims", url_path="claims"),
        st.Page(_page(settings, articles_page.show), title="Articles", url_path="articles"),
        st.Page(_page(settings, quality_page.show), title="Quality", url_path="quality"),
        st.Page(lambda: documentation_page.show(settings), title="Documentation", url_path="documentation"),
        st.Page(_page(settings, row_page.show), title="Row", url_path="row"),
    ]
    st.navigation(pages, position="top").run()


def _page(settings: Settings, show: Callable[[View], None]) -> Callable[[], None]:
    def draw() -> None:
        stamp = stamp_of(settings.published_file)
        _watch(settings, stamp)
        if stamp is None:
            st.title("Nothing is published yet")
            st.write("`newsledger run` reads the dumps and publishes a ledger; this page shows it within seconds.")
            return
        file = settings.published_file.resolve()  # a publish meanwhile moves the link, not this file
        with warehouse.reading(file) as connection:
            show(View(connection=connection, file=file, settings=settings))

    return draw


def _watch(settings: Settings, drawn: Stamp | None) -> None:
    """Look for a new publish from time to time: the first is shown at once, a later one offered."""

    @st.fragment(run_every=_LOOK_EVERY_SECONDS)
    def look() -> None:
        found = stamp_of(settings.published_file)
        if found == drawn or found is None:
            return
        if drawn is None:
            st.rerun()
        if st.button("A newer ledger is published: show it", type="primary"):
            st.rerun()

    look()


main()
