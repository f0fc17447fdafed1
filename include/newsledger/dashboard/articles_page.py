"""Articles: when they can have been published, and what that rests on."""

import streamlit as st

from newsledger.dashboard import queries
from newsledger.dashboard.charts import PUBLICATION_COLOURS, articles_chart
from newsledger.dashboard.evidence import show_article
from newsledger.dashboard.view import View, show_chart, show_html, show_opened, show_table
from newsledger.dashboard.words import key_of_colours

_DATED = ("day", "interval", "unknown")
_MOST_DRAWN = 40
_COLUMNS = {
    "headline": "Headline",
    "outlet_name": "Outlet",
    "published_days": "Published",
    "published_basis": "Rests on",
    "story_role": "Story",
    "word_count": "Words",
}


def show(view: View) -> None:
    """Show the page: the articles that pass the filters on a line of time, and the one that the address names."""
    st.title("Articles")
    words = st.text_input("Search", key="words", bind="query-params", placeholder="words of headline or text")
    first, second = st.columns(2)
    with first:
        outlets = queries.list_outlets(view.connection)
        outlet = st.selectbox("Outlet", outlets, index=None, key="outlet", bind="query-params", placeholder="any")
    with second:
        dated = st.selectbox(
            "Publication known", _DATED, index=None, key="dated", bind="query-params", placeholder="any"
        )
    articles = queries.find_articles(view.connection, words, outlet or "", dated or "")
    show_opened(view, show_article)
    if articles.num_rows == 0:
        st.info("No article passes these filters; without filters, the ledger's articles are listed here.")
        return
    drawn = articles.slice(0, _MOST_DRAWN).to_pylist()
    show_chart(
        "articles",
        articles_chart(drawn),
        "Publication intervals of the articles; the table below holds the same.",
        ("article_id", "row"),
    )
    show_html(key_of_colours(PUBLICATION_COLOURS))
    st.caption(
        "A dot is a day, a bar the days between which it was published, an arrow an end left open; a cross to the "
        "right of the dashed line has no date. Click a mark or a row for the article."
        + (f" The latest {_MOST_DRAWN} are drawn." if articles.num_rows > _MOST_DRAWN else "")
    )
    show_table("articles", articles, _COLUMNS, ("article_id", "row"))
