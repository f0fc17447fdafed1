"""What a search and a question give: tables on a terminal, lines with tabs in a pipe, plain values for JSON."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from newsledger.console import interval_text, on_one_line, printable, value_text
from newsledger.question import FigureAnswer
from newsledger.schema import to_plain
from newsledger.search import Found, SearchResult

_ID_SHOWN = 10
_SEARCH_COLUMNS = ("kind", "id", "days", "speaker", "stance", "outlet", "words")
_FIGURE_COLUMNS = ("speaker", "stance", "bound", "value", "unit", "of_what", "as_of", "outlet", "id")


def to_plain_search(found: SearchResult) -> dict[str, Any]:
    """Return a search as dicts, lists and scalars for JSON; hits are code points of excerpt_text, end exclusive."""
    return {
        "claim_count": found.claim_count,
        "article_count": found.article_count,
        "claims": [_to_plain_found(one) for one in found.claims],
        "articles": [_to_plain_found(one) for one in found.articles],
    }


def to_plain_answer(answer: FigureAnswer) -> dict[str, Any]:
    """Return figures and the comparisons that hold them as dicts, lists and scalars for JSON."""
    return dict(to_plain(answer))


def show_search(found: SearchResult, console: Console) -> None:
    """Print claims and articles with the words marked: a table on a terminal, else lines of _SEARCH_COLUMNS."""
    if not console.is_terminal:
        rows = [_claim_cells(one) for one in found.claims] + [_article_cells(one) for one in found.articles]
        _print_lines(_SEARCH_COLUMNS, rows, console)
        return
    for name, count, shown in (
        ("claims", found.claim_count, found.claims),
        ("articles", found.article_count, found.articles),
    ):
        if not shown:
            continue
        told = f"{count:,} {name}" if count == len(shown) else f"{len(shown):,} of {count:,} {name}, the newest"
        table = Table(title=told, title_justify="left", header_style="bold", show_lines=True)
        for heading in ("who" if name == "claims" else "outlet", "days", "words", "id"):
            table.add_column(heading, no_wrap=heading == "id", ratio=3 if heading == "words" else None)
        for one in shown:
            table.add_row(
                _who(one.row) if name == "claims" else on_one_line(one.row["outlet_name"]) or "unknown",
                _days(one.row, "said" if name == "claims" else "published"),
                _marked(one),
                one.row["claim_id" if name == "claims" else "article_id"][:_ID_SHOWN],
            )
        console.print(table)


def show_figures(answer: FigureAnswer, console: Console) -> None:
    """Print figures, low to high, then how far the comparable ones lie apart; in a pipe those lines begin with '#'."""
    lines = [_disagreement_line(row) for row in answer.disagreements]
    if not console.is_terminal:
        _print_lines(_FIGURE_COLUMNS, [_figure_cells(row) for row in answer.figures], console)
        for line in lines:
            _print(f"# {line}", console)
        return
    table = Table(header_style="bold")
    for heading in ("speaker", "bound", "value", "of what", "as of", "outlet", "id"):
        table.add_column(heading, no_wrap=heading == "id", justify="right" if heading == "value" else "left")
    for row in answer.figures:
        speaker, stance, bound, _, unit, counted, _, outlet, id_ = _figure_cells(row)
        table.add_row(
            escape(speaker if stance in ("", "asserts") else f"{speaker} ({stance.replace('_', ' ')})"),
            bound.replace("_", " "),
            escape(f"{value_text(row['value_low'], row['value_high'])} {unit}".strip()),
            escape(counted),
            interval_text(row["as_of_earliest"], row["as_of_latest"]),
            escape(outlet) or "unknown",
            id_[:_ID_SHOWN],
        )
    console.print(table)
    if len(answer.figures) < answer.figure_count:
        _print(f"{len(answer.figures):,} of {answer.figure_count:,} figures, the lowest", console)
    for line in lines or ["no two voices give comparable figures of it"]:
        _print(line, console)


def _disagreement_line(row: Mapping[str, Any]) -> str:
    of_what = ", ".join(filter(None, (on_one_line(row["example_text"]), on_one_line(row["place_name"]))))
    days = interval_text(row["as_of_earliest"], row["as_of_latest"])
    value = f"{value_text(row['lowest_value'], row['highest_value'])} {row['unit'] or ''}".rstrip()
    return (
        f"{row['figure_count']} figures, {row['originator_count']} originators: {value} "
        f"({of_what}; {days}): {row['corroboration']}"
    )


def _figure_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    ends = (f"{end:.15g}" if end is not None else "" for end in (row["value_low"], row["value_high"]))
    voice = row["speaker_name"] or ("unattributed" if row["claim_id"] else "the narrator")
    return (
        on_one_line(voice),
        row["stance"] or "",
        row["bound"],
        "..".join(ends),
        on_one_line(row["unit"]),
        on_one_line(row["counted_text"]),
        _iso_days(row["as_of_earliest"], row["as_of_latest"]),
        on_one_line(row["outlet_name"]),
        row["figure_id"],
    )


def _claim_cells(one: Found) -> tuple[str, ...]:
    row = one.row
    speaker, outlet = on_one_line(row["speaker_name"]) or "unattributed", on_one_line(row["outlet_name"])
    days = _iso_days(row["said_earliest"], row["said_latest"])
    return "claim", row["claim_id"], days, speaker, _stance(row, "_"), outlet, _marked(one).plain


def _article_cells(one: Found) -> tuple[str, ...]:
    row = one.row
    days = _iso_days(row["published_earliest"], row["published_latest"])
    return "article", row["article_id"], days, "", "", on_one_line(row["outlet_name"]), _marked(one).plain


def _who(row: Mapping[str, Any]) -> str:
    outlet = f"\n{on_one_line(row['outlet_name'])}" if row["outlet_name"] else ""
    return escape(f"{on_one_line(row['speaker_name']) or 'unattributed'}\n{_stance(row, ' ')}{outlet}")


def _stance(row: Mapping[str, Any], joint: str) -> str:
    return f"{'not' + joint if row['is_negated'] else ''}{row['stance'].replace('_', joint)}"


def _marked(one: Found) -> Text:
    """Return the headline of an article and the words found, marked in colour and in brackets."""
    text = Text()
    if "claim_id" not in one.row:
        text.append(f"{on_one_line(one.row['headline']) or 'without a headline'}: ", "bold")
    begin = 0
    for start, end in one.hits:
        text.append(printable(one.excerpt_text[begin:start]))
        text.append(f"⟦{printable(one.excerpt_text[start:end])}⟧", "bold black on yellow")
        begin = end
    text.append(printable(one.excerpt_text[begin:]))
    return text


def _days(row: Mapping[str, Any], of_what: str) -> str:
    return interval_text(row[f"{of_what}_earliest"], row[f"{of_what}_latest"])


def _iso_days(earliest: dt.date | None, latest: dt.date | None) -> str:
    if earliest is None and latest is None:
        return ""
    return str(earliest) if earliest == latest else f"{earliest or ''}..{latest or ''}"


def _print_lines(names: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    for cells in (names, *rows):
        _print("\t".join(cells), console)


def _print(line: str, console: Console) -> None:
    console.file.write(f"{line}\n")  # a console makes spaces of tabs


def _to_plain_found(one: Found) -> dict[str, Any]:
    return {**one.row, "excerpt_text": one.excerpt_text, "hits": to_plain(one.hits)}
