"""Quality: how fresh, how well dated and attributed, what failed and what was refused."""

import streamlit as st

from newsledger.dashboard import quality_queries
from newsledger.dashboard.charts import SHARE_COLOURS, rejects_chart, shares_chart
from newsledger.dashboard.queries import Row
from newsledger.dashboard.view import View, show_chart, show_html, show_table
from newsledger.dashboard.words import facts, key_of_colours, page_link, plain

_CHECK_COLUMNS = {
    "rule_id": "Check",
    "severity": "Severity",
    "is_passed": "Passed",
    "table_name": "Table",
    "audit_stage": "Audit of",
    "failed_count": "Rows failed",
    "observed_text": "Seen",
    "reason_text": "Why it is there",
}
_TILE_WIDTH = 150


def show(view: View) -> None:
    """Show the page."""
    st.title("Quality")
    fresh = quality_queries.read_freshness(view.connection)
    _show_numbers(fresh)
    st.subheader("Freshness")
    show_html(
        facts(
            [
                ("Newest story", plain(fresh["newest_story_at"] and fresh["newest_story_at"].date())),
                ("Newest capture", plain(fresh["newest_capture_at"] or "no dump says when its pages were fetched")),
                ("Last reading", plain(fresh["last_read_at"])),
                ("Last audit", plain(fresh["last_audit_at"])),
            ]
        )
    )
    st.subheader("Dated and attributed, audit by audit")
    shares = quality_queries.find_shares(view.connection)
    if shares.num_rows:
        show_chart("shares", shares_chart(shares), "Share of dated articles and attributed claims by audit.")
        show_html(key_of_colours(SHARE_COLOURS))
    else:
        st.info("No audit has measured shares yet.")
    _show_checks(view)
    _show_rejects(view)
    st.subheader("Runs")
    runs = {
        "finished_at": "Finished (UTC)",
        "step": "Step",
        "outcome": "Outcome",
        "input_text": "Of",
        "output_text": "What",
    }
    show_table("runs", quality_queries.find_runs(view.connection), runs)


def _show_numbers(fresh: Row) -> None:
    tiles = {
        "Articles": f"{fresh['article_count']:,}",
        "Dated to the day": _share(fresh["dated_count"], fresh["article_count"]),
        "Claims with a speaker": _share(fresh["attributed_count"], fresh["claim_count"]),
        "Records refused": f"{fresh['reject_count']:,}",
    }
    with st.container(horizontal=True):  # side by side, and in two lines where the page is narrow
        for label, value in tiles.items():
            st.metric(label, value, width=_TILE_WIDTH)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _show_checks(view: View) -> None:
    checks = quality_queries.find_checks(view.connection)
    failed = [check for check in checks.to_pylist() if not check["is_passed"]]
    st.subheader(f"Checks: {checks.num_rows - len(failed)} of {checks.num_rows} passed")
    for check in failed:
        with st.container(border=True):
            count = check["failed_count"]
            seen = check["observed_text"] or ("1 row" if count == 1 else f"{count} rows")
            show_html(
                f"<div><b>{plain(check['rule_id'])}</b> · {plain(check['severity'])} · {plain(seen)}</div>"
                f"<div>{plain(check['reason_text'])}</div>"
            )
            if check["failing_keys"]:
                links = " · ".join(page_link("row", key[:12], id=key) for key in check["failing_keys"])
                show_html(f'<div style="overflow-wrap:anywhere">Rows: {links}</div>')
    with st.expander("All checks"):
        show_table("checks", checks, _CHECK_COLUMNS)


def _show_rejects(view: View) -> None:
    st.subheader("Records refused")
    counts = quality_queries.count_rejects(view.connection)
    if counts.num_rows == 0:
        st.info("No record was refused.")
        return
    show_chart("rejects", rejects_chart(counts), "Refused records by reason.")
    reasons = [row["reason"] for row in counts.to_pylist()]
    reason = st.selectbox("Reason", reasons, index=None, key="reason", bind="query-params", placeholder="any")
    columns = {"reason": "Reason", "detail_text": "What came", "dump_uri": "Dump", "record_locator": "Where in it"}
    show_table("rejects", quality_queries.find_rejects(view.connection, reason or ""), columns)
