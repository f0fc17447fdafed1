"""A row with its words: the sentence in its article, dates with what they rest on, outlet, and where to read on."""

from collections.abc import Sequence

import streamlit as st

from newsledger.dashboard import queries
from newsledger.dashboard.queries import Row
from newsledger.dashboard.view import View, show_html
from newsledger.dashboard.words import (
    Stretch,
    amount,
    days,
    facts,
    key_of_marks,
    mark_words,
    page_link,
    plain,
    spelled,
    web_address,
)

_AROUND = 320
_NOT_PUBLICATION = " <small>never the publication date by itself</small>"


def show_figure(view: View, figure_id: str) -> None:
    """Show a figure in its sentence, with speaker, cue, dates and outlet."""
    figure = queries.read_figure(view.connection, figure_id)
    if figure is None:
        st.warning("This figure is not in the ledger that is published now.")
        return
    st.subheader("Evidence")
    stretches: list[Stretch] = [*_claim_stretches(figure), (figure["char_start"], figure["char_end"], "number")]
    show_html(key_of_marks(["number", "content", "cue", "speaker"] if figure["claim_id"] else ["number"]))
    show_html(mark_words(figure["body_text"], stretches, _AROUND))
    counted = figure["counted_text"] or figure["unit"]
    rows = [
        ("How many", plain(amount(figure["value_low"], figure["value_high"], figure["bound"]))),
        (
            "Of what",
            plain([part for part in (figure["side_name"], counted, spelled(figure["metric"])) if part]),
        ),
        ("According to", _speaker(figure)),
        (
            "As of",
            plain(days(figure["as_of_earliest"], figure["as_of_latest"])) + _rests_on(spelled(figure["as_of_basis"])),
        ),
        *_dates_and_outlet(figure),
        ("Open", _links(figure, ("figure", figure_id))),
    ]
    show_html(facts(rows))
    _show_command(figure_id)


def show_claim(view: View, claim_id: str) -> None:
    """Show a claim in its article with content, cue and speaker marked, and beside it what disputes it."""
    claim = queries.read_claim(view.connection, claim_id)
    if claim is None:
        st.warning("This claim is not in the ledger that is published now.")
        return
    st.subheader("Evidence")
    show_html(key_of_marks(["content", "cue", "speaker"]))
    show_html(mark_words(claim["body_text"], _claim_stretches(claim), _AROUND))
    rows = [
        ("Who", _speaker(claim)),
        *([("Role", plain(claim["speaker_role"]))] if claim["speaker_role"] else []),
        ("Cue", plain(claim["cue_text"]) + (" (negated)" if claim["is_negated"] else "")),
        *_dates_and_outlet(claim),
        ("Open", _links(claim, ("claim", claim_id))),
    ]
    show_html(facts(rows))
    _show_command(claim_id)
    disputes = queries.find_disputes(view.connection, claim_id).to_pylist()
    if disputes:
        st.subheader("Disputed")
        for dispute in disputes:
            show_dispute(dispute)


def show_dispute(dispute: Row) -> None:
    """Show a claim and the denial that answers it beside each other, or below where the page is narrow."""
    sides = (("answered", "Said"), ("denial", dispute["dispute_kind"].replace("_", " ").capitalize()))
    with st.container(border=True):
        for column, (side, title) in zip(st.columns(2), sides, strict=True):
            with column:
                said = days(dispute[f"{side}_said_earliest"], dispute[f"{side}_said_latest"])
                who = dispute[f"{side}_speaker_name"] or "unattributed"
                show_html(
                    f"<div><b>{plain(title)}</b> · {plain(who)} <small>({plain(said)}; "
                    f"{plain(dispute[f'{side}_outlet_name'] or 'unknown outlet')})</small></div>"
                    + mark_words(dispute[f"{side}_claim_text"], [])
                    + page_link("claims", "open this claim", row=dispute[f"{side}_claim_id"])
                )
        show_html(f"<small>Why they stand beside each other: {plain(dispute['reason_text'])}</small>")


def show_article(view: View, article_id: str) -> None:
    """Show an article: its dates with what they rest on, where it was seen, and its text with what was found in it."""
    article = queries.read_article(view.connection, article_id)
    if article is None:
        st.warning("This article is not in the ledger that is published now.")
        return
    claims, figures = queries.find_words_of_article(view.connection, article_id)
    places = queries.find_appearances(view.connection, article_id)
    show_html(f'<h3 dir="auto">{plain(article["headline"] or "without a headline")}</h3>')
    seen = "<br>".join(
        f"{web_address(place['url']) + ' ' if place['url'] else ''}"
        f"<small>{plain(place['dump_uri'].rsplit('/', 1)[-1])}, {plain(place['record_locator'])}</small>"
        for place in places
    )
    rows = [
        ("Outlet", plain(article["outlet_name"] or "unknown outlet") + _rests_on(article["outlet_evidence_text"])),
        *([("Agency", plain(article["provider_name"]))] if article["provider_name"] else []),
        *([("Authors", plain(article["author_names"]))] if article["author_names"] else []),
        ("Published", _published(article)),
        *([("Page header", plain(article["page_date"]) + _NOT_PUBLICATION)] if article["page_date"] else []),
        ("Story", plain(f"{article['story_role']}, version {article['version']}")),
        ("Seen at", seen),
        ("Open", _links(article, ("article", article_id))),
    ]
    show_html(facts(rows))
    _show_command(article_id)
    _show_story(queries.find_story(view.connection, article_id))
    candidates = queries.find_date_candidates(view.connection, article_id)
    if candidates:
        with st.expander(f"Dates that were weighed ({len(candidates)})"):
            show_html(facts([(spelled(c["candidate_role"]) or "", _candidate(c)) for c in candidates]))
    stretches: list[Stretch] = [s for claim in claims for s in _claim_stretches(claim)]
    stretches += [(figure["char_start"], figure["char_end"], "number") for figure in figures]
    with st.expander(f"Text with {len(claims)} claims and {len(figures)} figures"):
        show_html(key_of_marks(["number", "content", "cue", "speaker"]) + mark_words(article["body_text"], stretches))


def _show_story(others: Sequence[Row]) -> None:
    if others:
        with st.expander(f"Copies and versions ({len(others)})"):
            lines = [
                (
                    other["relation"],
                    f"{plain(other['outlet_name'] or 'unknown outlet')}: {plain(other['headline'])} "
                    f"<small>{plain(days(other['published_earliest'], other['published_latest']))}</small> "
                    + page_link("articles", "open", row=other["article_id"]),
                )
                for other in others
            ]
            show_html(facts(lines))


def _claim_stretches(row: Row) -> list[Stretch]:
    stretches: list[Stretch] = [(span["char_start"], span["char_end"], "content") for span in row["spans"] or ()]
    if row["speaker_char_start"] is not None:
        stretches.append((row["speaker_char_start"], row["speaker_char_end"], "speaker"))
    if row["cue_char_start"] is not None:
        stretches.append((row["cue_char_start"], row["cue_char_end"], "cue"))
    return stretches


def _speaker(row: Row) -> str:
    if row.get("claim_id") is None:
        return plain("the article in its own voice")
    how = " · ".join(
        part
        for part in (
            f"stance: {spelled(row['stance'])}",
            f"passed on by {row['via_text']}" if row["via_text"] else "",
            f"found by: {spelled(row['speaker_resolution'])}",
        )
        if part
    )
    return f"{plain(row['speaker_name'] or 'unattributed')} <small>{plain(how)}</small>"


def _dates_and_outlet(row: Row) -> list[tuple[str, str]]:
    said = [("Said", plain(days(row["said_earliest"], row["said_latest"])) + _rests_on(spelled(row["said_basis"])))]
    return [
        *(said if row.get("claim_id") else []),
        ("Published", _published(row)),
        ("Outlet", plain(row["outlet_name"] or "unknown outlet") + _rests_on(row["outlet_evidence_text"])),
        ("Headline", plain(row["headline"])),
    ]


def _published(row: Row) -> str:
    evidence = row["published_evidence_text"]
    basis = (spelled(row["published_basis"]) or "") + (f": {evidence}" if evidence else "")
    return plain(days(row["published_earliest"], row["published_latest"])) + _rests_on(basis)


def _rests_on(words: str | None) -> str:
    return f" <small>rests on: {plain(words)}</small>" if words else ""


def _candidate(candidate: Row) -> str:
    chosen = " <b>chosen</b>" if candidate["is_chosen"] else ""
    return (
        plain(days(candidate["earliest"], candidate["latest"]))
        + chosen
        + _rests_on(f"{spelled(candidate['basis'])}: {candidate['evidence_text']}")
    )


def _links(row: Row, own: tuple[str, str]) -> str:
    kind, row_id = own
    links = [page_link("row", f"all about this {kind}", id=row_id)]
    if kind != "claim" and row.get("claim_id"):
        links.append(page_link("claims", "its claim", row=row["claim_id"]))
    if kind != "article":
        links.append(page_link("articles", "its article", row=row["article_id"]))
    return " · ".join(links)


def _show_command(row_id: str) -> None:
    st.code(f"newsledger explain {row_id}", language=None)
