"""Figures: who says how many, when, in one chart a question; all other figures in a table."""

import streamlit as st

from newsledger.dashboard import queries
from newsledger.dashboard.charts import colours_of, figures_chart
from newsledger.dashboard.evidence import show_figure
from newsledger.dashboard.queries import MOST_ROWS, Row
from newsledger.dashboard.view import View, show_chart, show_html, show_opened, show_table
from newsledger.dashboard.words import amount, days, key_of_colours, page_link, plain

_VIEWS = ("one question", "all figures")
_FIGURE_COLUMNS = {
    "amount": "How many",
    "speaker_name": "According to",
    "as_of_days": "As of",
    "figure_text": "In the words",
    "stance": "Stance",
}


def show(view: View) -> None:
    """Show the page: the largest disagreement, unless the address or the reader asks for another."""
    st.title("Figures")
    if st.segmented_control("Show", _VIEWS, default=_VIEWS[0], key="show", bind="query-params") == _VIEWS[1]:
        _show_all(view)
        return
    about = st.text_input("Questions about", key="about", bind="query-params", placeholder="north korean troops")
    questions = queries.find_questions(view.connection, about)
    asked = st.query_params.get("question")
    if asked and asked not in {question["disagreement_id"] for question in questions}:
        linked = queries.read_question(view.connection, asked)
        if linked is None:
            st.warning("The question of this address is not in the ledger that is published now.")
        questions = ([linked] if linked else []) + questions
    if not questions:
        _show_that_nobody_disagrees(view, about)
        return
    question = _choose(questions, asked)
    _show_answer(question)  # before the figures are looked for, so that it is there at once
    figures = queries.find_question_figures(view.connection, question["disagreement_id"])
    rows = figures.to_pylist()
    if not rows:
        st.info("None of its figures is in the ledger.")
        return
    show_chart("figures", figures_chart(rows, question["unit"]), _describe(question), ("figure_id", "row"))
    show_html(key_of_colours(colours_of(rows)))
    st.caption(
        "A dot is a number, a bar its range, an arrow an end left open, a pale one vague words, which the range above "
        "leaves out. A ring on a thin line holds for some day of that line. Copies of one story are one mark. Click a "
        "dot or a row for the words."
    )
    if rows[0]["row_count"] > len(rows):
        st.caption(f"{len(rows)} of {rows[0]['row_count']:,} marks: the lowest and the highest.")
    show_opened(view, show_figure)
    columns = {**_FIGURE_COLUMNS, "outlet_names": "Outlets", "article_count": "Articles"}
    show_table("question_figures", figures, columns, ("figure_id", "row"))


def _show_that_nobody_disagrees(view: View, about: str) -> None:
    if not about:
        st.info("No two voices give figures of one thing yet. 'all figures' lists what there is.")
        return
    st.info("No question of these words has figures of two voices.")
    found = queries.search_figures(view.connection, about).num_rows
    if found:
        some = f"{found}, or more," if found == MOST_ROWS else str(found)
        link = page_link("figures", f"All figures about these words: {some} are there", show=_VIEWS[1], words=about)
        show_html(f"<div>{link}</div>")


def _show_all(view: View) -> None:
    words = st.text_input("Figures about", key="words", bind="query-params", placeholder="soldiers kursk")
    figures = queries.search_figures(view.connection, words)
    show_opened(view, show_figure)
    if figures.num_rows == 0:
        st.info("No figure holds these words." if words else "The ledger holds no figures yet.")
        return
    columns = {"amount": "How many", "unit": "Unit"} | _FIGURE_COLUMNS
    columns |= {"outlet_name": "Outlet", "context_text": "Around it"}
    show_table("figures", figures, columns, ("figure_id", "row"))


def _choose(questions: list[Row], asked: str | None) -> Row:
    """Return the question that the address or the reader chooses; the address follows the reader's choice."""
    ids = [question["disagreement_id"] for question in questions]
    labels = {question["disagreement_id"]: label_of(question) for question in questions}
    index = ids.index(asked) if asked in ids else 0
    key = f"question-{ids[index]}"

    def follow() -> None:
        st.query_params["question"] = st.session_state[key]
        st.query_params.pop("row", None)

    chosen = st.selectbox(
        "Question", ids, index=index, format_func=lambda id_: labels.get(id_, id_), key=key, on_change=follow
    )
    return questions[ids.index(chosen)] if chosen in ids else questions[index]


def label_of(question: Row) -> str:
    """Return what a question asks, in a line: whose, what, where, when, and of how many voices."""
    metric = question["metric"].replace("_", " ")
    parts = [question["example_text"] or question["counted_class"] or question["side_name"], f"({metric})"]
    when = days(question["as_of_earliest"], question["as_of_latest"])
    voices = f"{question['originator_count']} speakers, {question['corroboration']}"
    return " · ".join([" ".join(filter(None, [*parts, _place_of(question)])), when, voices])


def _place_of(question: Row) -> str | None:
    """Return where a question asks; a place that no list knows is its key, in small letters."""
    key = question["place_name"]
    return f"in {key.title() if key.islower() else key}" if key else None


def _show_answer(question: Row) -> None:
    low, high = question["lowest_value"], question["highest_value"]
    narrators = question["narrator_count"]
    own = {0: "", 1: " and 1 story in its own voice"}.get(narrators, f" and {narrators} stories in their own voice")
    show_html(
        f'<div style="font-size:1.15em" dir="auto"><b>{plain(amount(low, high))}</b> · '
        f"{plain(' '.join(filter(None, [question['example_text'] or question['metric'], _place_of(question)])))}"
        f"</div><div>according to {plain(question['speaker_names'])}{plain(own) if own else ''}; "
        f"{_counted(question['figure_count'], 'figure', 'figures')} in "
        f"{_counted(question['story_count'], 'story', 'stories')}, as of "
        f"{plain(days(question['as_of_earliest'], question['as_of_latest']))}: "
        f"<b>{plain(question['corroboration'])}</b></div>"
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _describe(question: Row) -> str:
    return (
        f"Figures between {question['lowest_value']:,.0f} and {question['highest_value']:,.0f} by originator over "
        "time; the table below holds the same."
    )
