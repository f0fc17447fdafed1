"""Commands for those who read what is published: search, figures, export."""

import datetime as dt
from typing import Annotated, cast, get_args

import typer

from newsledger.command_line import AsJson, Home, console, progress_bar, reasons, settings_of, tell_error, tell_json
from newsledger.vocabulary import Stance

_DAY = "%Y-%m-%d"
Superseded = Annotated[
    bool, typer.Option("--superseded", help="Also versions of a page that a later version has replaced.")
]


def search(
    text: Annotated[str, typer.Argument(help='Words to look for, in any inflection; "in quote marks", a phrase.')],
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Words of the outlet's name.")] = None,
    stance: Annotated[str | None, typer.Option(help=f"One of {', '.join(get_args(Stance))}.")] = None,
    since: Annotated[
        dt.datetime | None, typer.Option(formats=[_DAY], help="Said or published on this day or later, or possibly so.")
    ] = None,
    until: Annotated[
        dt.datetime | None, typer.Option(formats=[_DAY], help="On this day or earlier, or possibly so.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most claims and most articles that are shown.")] = 20,
    superseded: Superseded = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Find claims and articles that hold all the words, newest first. Nothing found is exit code 1.

    On a terminal tables; in a pipe a line each, with tabs: kind, id, days, speaker, stance, outlet, words.

    Example: newsledger search "reservoir restrictions" --stance predicts --since 2026-03-01
    """
    from newsledger.answers import show_search, to_plain_search
    from newsledger.search import Filters
    from newsledger.search import search as find

    if stance is not None and stance not in get_args(Stance):
        raise typer.BadParameter(f"expected one of {', '.join(get_args(Stance))}", param_hint="--stance")
    filters = Filters(
        speaker=speaker,
        outlet=outlet,
        stance=cast(Stance | None, stance),
        since=since.date() if since else None,
        until=until.date() if until else None,
        is_with_superseded=superseded,
    )
    with reasons():
        found = find(settings_of(home).published_file, text, filters, limit)
        if as_json:
            tell_json(to_plain_search(found))
        elif found.claims or found.articles:
            show_search(found, console)
        if not found.claims and not found.articles:
            _leave_empty_handed(f"no claim or article holds {text}")


def figures(
    about: Annotated[str, typer.Option(help='What was counted, its side, place or metric: "north korean troops".')],
    limit: Annotated[int, typer.Option(min=1, help="Most figures that are shown.")] = 50,
    superseded: Superseded = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show who gives which figure of something, low to high, and how far they lie apart. None found is exit code 1.

    On a terminal a table; in a pipe a line each, with tabs: speaker, stance, bound, value, unit, of_what, as_of,
    outlet, id; then how far comparable ones lie apart, in lines that begin with '#'.

    Example: newsledger figures --about "north korean troops"
    """
    from newsledger.answers import show_figures, to_plain_answer
    from newsledger.question import find_figures_about

    with reasons():
        answer = find_figures_about(settings_of(home).published_file, about, limit, superseded)
        if as_json:
            tell_json(to_plain_answer(answer))
        elif answer.figures:
            show_figures(answer, console)
        if not answer.figures:
            _leave_empty_handed(f"no figure is about {about}")


def export(
    table: Annotated[str, typer.Argument(help="claims, figures or articles.")],
    out: Annotated[str, typer.Argument(help="The file to be written; - is standard output.")],
    format_: Annotated[
        str,
        typer.Option(
            "--format", help="parquet; csv; jsonld: schema.org; annotations: W3C Web Annotations, one a line."
        ),
    ] = "parquet",
    as_json: Annotated[bool, typer.Option("--json", help="Tell as JSON what was written.")] = False,
    home: Home = None,
) -> None:
    """Write a published table to a file for other tools. An empty table is done too: exit code 0.

    CSV has an apostrophe before a text that a spreadsheet would run as a formula.

    Example: newsledger export claims --format csv claims.csv
    """
    from newsledger.export import STDOUT, ExportFormat, ExportTable
    from newsledger.export import export as write

    for given, allowed, hint in (
        (table, get_args(ExportTable), "TABLE"),
        (format_, get_args(ExportFormat), "--format"),
    ):
        if given not in allowed:
            raise typer.BadParameter(f"expected one of {', '.join(allowed)}", param_hint=hint)
    if out == STDOUT and as_json:
        raise typer.BadParameter("the table itself goes to standard output: name a file", param_hint="OUT")
    if out == STDOUT and format_ == "parquet":
        raise typer.BadParameter("Parquet cannot be written to standard output: name a file", param_hint="OUT")
    if table == "articles" and format_ == "annotations":
        raise typer.BadParameter("annotations stand on the words of claims and figures", param_hint="--format")
    with reasons():
        file = settings_of(home).published_file
        count = write(
            file,
            cast(ExportTable, table),
            cast(ExportFormat, format_),
            out,
            lambda batches, total: progress_bar(f"writing {table}", batches, total),
        )
        if as_json:
            tell_json({"table": table, "format": format_, "row_count": count, "file": out})
        elif out != STDOUT and console.is_terminal:
            console.print(f"{count:,} {table}: {out}", markup=False, highlight=False)


def _leave_empty_handed(told: str) -> None:
    tell_error(told)
    raise typer.Exit(1)
