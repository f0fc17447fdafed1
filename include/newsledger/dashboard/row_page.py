"""One row of the ledger by its id: evidence, checks, run, and whether the dump still says so."""

import streamlit as st

from newsledger.dashboard import queries
from newsledger.dashboard.evidence import show_article, show_claim, show_figure
from newsledger.dashboard.view import View, show_html
from newsledger.dashboard.words import facts, plain
from newsledger.errors import LedgerError
from newsledger.explain import Check, Explanation, explain

_SHOWN = {"figure": show_figure, "claim": show_claim, "article": show_article}


def show(view: View) -> None:
    """Show the row that the address names, or ask for an id."""
    st.title("Row")
    row_id = st.text_input("Id of a figure, a claim or an article", key="id", bind="query-params").strip().lower()
    if not row_id:
        st.info("Every figure, claim and article has an id; the other pages link to it.")
        return
    kind = queries.find_kind(view.connection, row_id)
    if kind is not None:
        _SHOWN[kind](view, row_id)
    if st.toggle("Compare with the dump, and show the checks", key="checks", bind="query-params") or kind is None:
        try:
            _show_explanation(explain(view.file, row_id, dict(view.settings.field_names)))
        except (LedgerError, OSError) as error:
            show_html(f"<div>{plain(str(error))}</div>")


def _show_explanation(found: Explanation) -> None:
    told = found.bytes_found
    run = found.run
    show_html(
        facts(
            [
                ("Dump", plain(told.dump_uri)),
                ("Record", plain(told.record_locator)),
                ("Bytes", plain(told.detail_text)),
                ("Read", plain(run["finished_at"]) if run else plain(None)),
                ("By code", plain(run["code_version"]) if run else plain(None)),
            ]
        )
    )
    failed = [check for check in found.checks if not check.is_passed]
    st.subheader(f"Checks that looked at it: {len(found.checks) - len(failed)} of {len(found.checks)} passed")
    if failed:
        show_html(facts([_line_of(check) for check in failed]))
    with st.expander("Checks that passed"):
        show_html(facts([_line_of(check) for check in found.checks if check.is_passed]))


def _line_of(check: Check) -> tuple[str, str]:
    outcome = "passed" if check.is_passed else "failed, by this row" if check.is_among_failing else "failed"
    return outcome, f"{plain(check.rule_id)} <small>{plain(check.reason_text)}</small>"
