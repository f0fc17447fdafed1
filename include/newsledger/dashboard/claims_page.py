"""Claims: who says what, searched and filtered; denials beside what they deny."""

import datetime as dt

import streamlit as st

from newsledger.dashboard import queries
from newsledger.dashboard.evidence import show_claim, show_dispute
from newsledger.dashboard.view import View, show_downloads, show_opened, show_table
from newsledger.dashboard.words import spelled

_VIEWS = ("claims", "disputes")
_MOST_DISPUTES = 40
_COLUMNS = {
    "speaker_name": "Who",
    "claim_text": "What",
    "stance": "Stance",
    "said_days": "Said",
    "cue_text": "Cue",
    "outlet_name": "Outlet",
    "is_disputed": "Disputed",
}


def show(view: View) -> None:
    """Show the page: the claims that pass the filters, and the one that the address names."""
    st.title("Claims")
    if st.segmented_control("Show", _VIEWS, default=_VIEWS[0], key="show", bind="query-params") == _VIEWS[1]:
        _show_disputes(view)
        return
    claims = queries.find_claims(view.connection, _ask(view))
    show_opened(view, show_claim)
    if claims.num_rows == 0:
        st.info("No claim passes these filters; without filters, the ledger's claims are listed here.")
        return
    show_table("claims", claims, _COLUMNS, ("claim_id", "row"))


def _ask(view: View) -> queries.ClaimFilter:
    """Return what the filters ask for; each stands in the address."""
    words = st.text_input("Search", key="words", bind="query-params", placeholder="words of the claim or the headline")
    speakers, outlets = queries.list_speakers(view.connection), queries.list_outlets(view.connection)
    with st.container(horizontal=True):  # side by side, and in three lines where the page is narrow
        speaker = _choose("Speaker", "speaker", speakers, accept_new=True)
        outlet = _choose("Outlet", "outlet", outlets, accept_new=True)
        stance = _choose("Stance", "stance", queries.list_stances(view.connection), accept_new=False)
        said_from = _day("Said from", "from")
        said_to = _day("Said until", "until")
    return queries.ClaimFilter(
        words=words, speaker=speaker, outlet=outlet, stance=stance, said_from=said_from, said_to=said_to
    )


def _choose(label: str, name: str, options: list[str], accept_new: bool) -> str:
    asked = st.query_params.get(name)
    known = [asked, *options] if asked and accept_new and asked not in options else options
    chosen = st.selectbox(
        label,
        known,
        index=None,
        key=name,
        bind="query-params",
        accept_new_options=accept_new,
        placeholder="any; or type" if accept_new else "any",
        format_func=lambda option: (spelled(option) or "") if name == "stance" else option,
    )
    return str(chosen or "")


def _day(label: str, name: str) -> dt.date | None:
    day = st.date_input(
        label, value=None, key=name, bind="query-params", min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)
    )
    return day if isinstance(day, dt.date) else None


def _show_disputes(view: View) -> None:
    disputes = queries.find_disputes(view.connection)
    if disputes.num_rows == 0:
        st.info("No claim of the ledger denies another.")
        return
    for dispute in disputes.slice(0, _MOST_DISPUTES).to_pylist():
        show_dispute(dispute)
    if disputes.num_rows > _MOST_DISPUTES:
        st.caption(f"The first {_MOST_DISPUTES}; the downloads hold {disputes.num_rows}.")
    show_downloads("disputes", disputes)
