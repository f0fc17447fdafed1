"""What a person sees: the end of a run, the status, and where a row comes from."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from newsledger import warehouse
from newsledger.explain import Explanation, Piece
from newsledger.settings import Settings
from newsledger.status import Status

_COUNTS = """
    select
        (select count(*) from documents) as documents,
        (select count(*) from articles) as articles,
        (select count(*) from claims) as claims,
        (select count(*) from figures) as figures,
        (select count(*) from rejects) as rejects
"""
_CHECKS = """
    select count_if(is_passed), count(*) from quality_results
    where build_id = (select build_id from quality_results order by audited_at desc, result_id limit 1)
"""
_MOST_PLACES = 3
# The question that most speakers answer differently comes first, then what most speakers give a number of: that is what
# the ledger is for.
_FIGURES = """
    with question as (
        select disagreement_id
        from figure_disagreements
        order by corroboration = 'contested' desc, originator_count desc, spread_share desc nulls last, disagreement_id
        limit 1
    ),
    answers as (
        select figure_id
        from figure_disagreement_figures
        where disagreement_id in (select disagreement_id from question)
    ),
    asked as (
        select
            *,
            coalesce(counted_class, unit) as counted,
            metric in ('other', 'duration') as is_of_no_metric,
            figure_id in (select figure_id from answers) as is_answer,
            count(distinct speaker_name) over (partition by metric, counted) as speaker_count
        from figure_ledger
        where speaker_name is not null and stance is distinct from 'denies'
    )
    select speaker_name, bound, value_low, value_high, coalesce(unit, ''), counted_text,
        as_of_earliest, as_of_latest, outlet_name
    from asked
    order by
        is_answer desc, is_of_no_metric, speaker_count desc, metric, counted, coalesce(value_low, value_high), figure_id
    limit ?
"""


def show_summary(settings: Settings, dump_count: int, console: Console, figure_count: int = 12) -> None:
    """Print what the published ledger holds, where things lie, and figures with their speakers."""
    with warehouse.reading(settings.published_file) as connection:
        counts = connection.execute(_COUNTS).fetchall()[0]
        passed, checks = connection.execute(_CHECKS).fetchall()[0]
        figures = connection.execute(_FIGURES, [figure_count]).fetchall()
    names = ("dumps", "documents", "articles", "claims", "figures", "rejects")
    told = [f"[bold]{value:,}[/] {name}" for name, value in zip(names, (dump_count, *counts), strict=True)]
    console.print()
    console.print("   ".join([*told, f"[bold]{passed} of {checks}[/] checks passed"]), highlight=False)
    if figures:
        console.print(_figure_table(figures))
    places = Table.grid(padding=(0, 2))
    for name, path in _places(settings):
        places.add_row(name, str(path))
    console.print(places)


def show_status(settings: Settings, status: Status, console: Console) -> None:
    """Print what is published, since when, from which run, what waits, what failed, and the last run of each step."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    published = "nothing yet"
    if status.published_build:
        since = dt.datetime.fromtimestamp(settings.published.lstat().st_mtime, dt.UTC)
        run = f", run {status.published_run.run_id}" if status.published_run else ""
        published = f"build {status.published_build} since {since:%Y-%m-%d %H:%M} UTC{run}"
    table.add_row("published", published)
    if status.table_counts:
        table.add_row("holds", ", ".join(f"{count:,} {name}" for name, count in status.table_counts.items()))
    table.add_row("file", str(settings.published_file))
    taken_out = f", {status.withdrawn_count} more taken out" if status.withdrawn_count else ""
    table.add_row("lake", f"{status.dump_count} dumps{taken_out}, {status.reject_count} rejects")
    table.add_row("waiting", escape(", ".join(_waiting(settings, status)) or "nothing"))
    failures = [f"{run.step} of {run.input_text}: {_first_line(run.output_text)}" for run in status.failed_runs]
    failures += [
        f"{check.audit_stage} check {check.rule_id}: {check.failed_count or ''} {check.observed_text or ''}".rstrip()
        for check in status.failed_checks
    ]
    for number, told in enumerate(failures or ["nothing"]):
        table.add_row("" if number else "failed", f"[red]{escape(told)}[/]" if failures else told)
    for last in status.last_runs:
        told = f"{last.outcome} {last.finished_at:%Y-%m-%d %H:%M} UTC: {_first_line(last.output_text)}"
        table.add_row(f"last {last.step}", f"[red]{escape(told)}[/]" if last.outcome == "failed" else escape(told))
    console.print(table, highlight=False)


def _waiting(settings: Settings, status: Status) -> Iterator[str]:
    if status.has_waiting_build:
        yield f"build {status.next_build}"
    if status.unaudited_count:
        yield f"{status.unaudited_count} parts of the lake for their audit"
    if status.new_dump_count is None:
        yield f"nothing can be read at {settings.dumps}"
    elif status.new_dump_count:
        yield f"{status.new_dump_count} new dumps at {settings.dumps}"


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else ""


_STYLES = {"words": "bold black on yellow", "speaker": "bold cyan", "cue": "bold magenta"}
# Beside the colours, for pipes and for those who do not see them.
_BRACKETS = {"words": ("⟦", "⟧"), "speaker": ("⟨", "⟩"), "cue": ("‹", "›")}


def show_explanation(found: Explanation, console: Console) -> None:
    """Print a row with its words in the article, its speaker, dates, checks and run, and whether the bytes agree."""
    article, claim, row = found.article, found.claim, found.row
    console.print(Text.assemble((f"{found.kind} ", "dim"), (found.id, "bold")), highlight=False)
    console.print(Text(printable(article["headline"]) or "without a headline", "bold"))
    console.print(_marked(found.pieces))
    console.print()
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    if found.kind != "article":
        table.add_row("words", f"body_text[{row['char_start']}:{row['char_end']}] of article {article['article_id']}")
    if found.kind == "figure":
        value = (
            f"{row['bound'].replace('_', ' ')} {value_text(row['value_low'], row['value_high'])} {row['unit'] or ''}"
        )
        table.add_row("figure", _text(value, row["counted_text"], f"({row['metric']}, {row['measure']})"))
    if claim:
        table.add_row("speaker", _text(claim["speaker_name"] or "unattributed", claim["speaker_role"]))
        table.add_row("found", _text(claim["speaker_resolution"].replace("_", " "), claim["speaker_kind"]))
        negated = "negated" if claim["is_negated"] else None
        table.add_row("says so by", _text(claim["cue_text"] or "no cue", f"({claim['stance']})", negated))
        table.add_row("passed on by", _text(claim["via_text"] or "nobody named"))
    elif found.kind == "figure":
        table.add_row("speaker", Text("the narrator"))
    supplied = f"supplied by {article['provider_name']}" if article["provider_name"] else None
    table.add_row("outlet", _text(article["outlet_name"] or "unknown", supplied))
    for date in found.dates:
        evidence = f"“{date.evidence_text}”" if date.evidence_text else None
        days = interval_text(date.earliest, date.latest)
        table.add_row(date.of_what, _text(days, f"({date.precision}, {date.basis.replace('_', ' ')})", evidence))
    for one in found.candidates:
        days = interval_text(one["earliest"], one["latest"])
        chosen = "taken" if one["is_chosen"] else "not taken"
        role = f"({one['candidate_role']}, {one['basis'].replace('_', ' ')}, {chosen})"
        table.add_row("  date weighed", _text(days, role, f"“{one['evidence_text']}”"))
    for place in found.appearances[:_MOST_PLACES]:
        table.add_row("printed in", _text(place["dump_uri"], place["record_locator"], place["url"]))
    if len(found.appearances) > _MOST_PLACES:
        table.add_row("", f"and {len(found.appearances) - _MOST_PLACES} more")
    if found.run:
        read = f"{found.run['finished_at']:%Y-%m-%d %H:%M} UTC by code {found.run['code_version']}"
        table.add_row("read", _text(read, f"in run {found.run['run_id']}"))
    table.add_row("build", _text(found.build_id or "not audited"))
    state = "green" if found.bytes_found.state == "same" else "yellow"
    whole = {True: "the dump is unchanged", False: "the dump has changed", None: None}[found.bytes_found.is_same_dump]
    table.add_row("bytes", Text("; ".join(filter(None, (found.bytes_found.detail_text, whole))), state))
    passed = sum(check.is_passed for check in found.checks)
    table.add_row("checks", f"{passed} of {len(found.checks)} that look at it passed")
    for check in found.checks:
        if not check.is_passed:
            told = (
                "this row is among those that broke it" if check.is_among_failing else "not by this row, as far as told"
            )
            table.add_row("", _text(f"{check.severity} {check.audit_stage} {check.rule_id}: {told}"))
    console.print(table, highlight=False)


def _marked(pieces: Iterable[Piece]) -> Text:
    text = Text()
    for piece in pieces:
        before, after = _BRACKETS[piece.mark] if piece.mark else ("", "")
        text.append(f"{before}{printable(piece.text, keep=chr(10))}{after}", _STYLES[piece.mark] if piece.mark else "")
    return text


def _text(*words: str | None) -> Text:
    return Text(" ".join(printable(word) for word in words if word))


def printable(words: str | None, keep: str = "") -> str:
    """Return words from the web with blanks for control characters and line ends: a terminal would obey them."""
    return "".join(c if c.isprintable() or c in keep else " " for c in words or "")


def on_one_line(words: str | None) -> str:
    """Return words from the web without control characters, one blank between two; empty for None."""
    return " ".join(printable(words).split())


def _places(settings: Settings) -> tuple[tuple[str, Path], ...]:
    return (
        ("ledger", settings.published_file),
        ("Parquet", settings.published / "parquet"),
        ("audit", settings.home / "data_docs" / "index.html"),
        ("tables and columns", settings.home / "dbt_docs" / "index.html"),
        ("task logs", settings.home / "airflow" / "logs"),
    )


def _figure_table(rows: list[tuple[Any, ...]]) -> Table:
    table = Table(title="Who says how many?", title_justify="left", header_style="bold")
    for name in ("speaker", "bound"):
        table.add_column(name)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("of what")
    table.add_column("as of", no_wrap=True)
    table.add_column("outlet")
    for speaker, bound, low, high, unit, counted, earliest, latest, outlet in rows:
        table.add_row(
            _cell(speaker),
            bound.replace("_", " "),
            f"{value_text(low, high)} {unit}".strip(),
            _cell(counted),
            interval_text(earliest, latest),
            _cell(outlet) or "unknown",
        )
    return table


def value_text(low: float | None, high: float | None) -> str:
    """Return a range as people write it: '10,900 – 12,000', '10,000 – …' with an open end, '7 billion'."""
    if low == high and low is not None:
        return _number_text(low)
    return " – ".join("…" if end is None else _number_text(end) for end in (low, high))


def _number_text(value: float) -> str:
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(value) >= size:
            return f"{value / size:,.4g} {name}"
    return f"{value:,.10g}"


def interval_text(earliest: dt.date | None, latest: dt.date | None) -> str:
    """Return an interval of days: one day, 'from – to', or with an open end; 'unknown' when both are open."""
    if earliest is None and latest is None:
        return "unknown"
    if earliest == latest:
        return str(earliest)
    return f"{earliest or '…'} – {latest or '…'}"


def _cell(text: str | None) -> str:
    """Return words from the web without markup or control characters, cut to fit a column."""
    words = on_one_line(text)
    return escape(words if len(words) <= 48 else words[:47] + "…")
