"""Every step as a command. Exit codes: 0 done, 1 the step failed and says why, 2 the command line is wrong."""

import os
import signal
import sys
from typing import Annotated

import typer

from newsledger import docs as vocabulary_docs
from newsledger import reader_commands, step_commands
from newsledger.command_line import (
    AsJson,
    Dumps,
    Home,
    console,
    reasons,
    settings_of,
    tell,
    tell_beside,
    tell_json,
)
from newsledger.errors import LedgerError
from newsledger.loopback import HOST, check_port
from newsledger.schema import to_plain
from newsledger.settings import Settings, read_settings, remember_dumps

app = typer.Typer(
    help="Raw news dumps in; an audited ledger of who said what, how many, when, printed where, out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
ServedDumps = Annotated[
    str | None,
    typer.Argument(help="A file, a folder or a URI. Default: $NEWSLEDGER_DUMPS, else those of the last run."),
]


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version as version_of

        from newsledger import version

        code = f"extractors {version.extractor_version()}, tables {version.build_version(read_settings().dbt_project)}"
        tell(f"newsledger {version_of('newsledger')} ({code})")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", callback=_tell_version, is_eager=True, help="The release, and the code as runs and dumps name it."
    ),
]


@app.callback()
def _all_commands(version: Version = False) -> None:
    pass


app.command()(step_commands.ingest)
app.command()(step_commands.withdraw)
app.command()(step_commands.replay)
app.command()(step_commands.build)
app.command()(step_commands.audit)
app.command()(step_commands.publish)


@app.command()
def status(as_json: AsJson = False, home: Home = None) -> None:
    """Tell what is published, since when, what waits and what failed.

    Example: newsledger status
    """
    from newsledger.console import show_status
    from newsledger.status import read_status

    with reasons():
        settings = settings_of(home)
        if as_json:
            _tell_status(settings)
        else:
            show_status(settings, read_status(settings), console)


def _tell_status(settings: Settings) -> None:
    from newsledger.status import read_status

    found = read_status(settings)
    places = {"published_file": str(settings.published_file), "dumps": settings.dumps}
    tell_json(to_plain(found) | {"has_waiting_build": found.has_waiting_build} | places)


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="A claim, a figure or an article, or how its id begins.")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show where a row comes from: its words, speaker, dates, checks, run, dump and bytes.

    Example: newsledger explain 3fa85f64
    """
    from newsledger.console import show_explanation
    from newsledger.explain import explain as find_explanation
    from newsledger.explain import to_plain_explanation

    with reasons():
        settings = settings_of(home)
        found = find_explanation(settings.published_file, row_id, dict(settings.field_names))
        if as_json:
            tell_json(to_plain_explanation(found))
        else:
            show_explanation(found, console)


app.command()(reader_commands.search)
app.command()(reader_commands.figures)
app.command()(reader_commands.export)


@app.command()
def run(
    dumps: Dumps = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Run the DAGs once through a local Airflow, from dumps to the published ledger, and show what came out.

    As JSON that is what `newsledger status --json` tells.

    Example: newsledger run wire/ --home /srv/newsledger
    """
    from newsledger import lake, pipeline
    from newsledger.console import show_summary
    from newsledger.local_airflow import run_dags, running_airflow

    _stop_on_sigterm()
    with reasons():
        settings = settings_of(home, dumps)
        waiting = len(pipeline.list_new_dumps(settings))  # a mistyped location is told before anything is started
        remember_dumps(settings)
        with running_airflow(settings, tell_beside) as airflow:
            run_dags(airflow, settings.dumps, tell_beside)
            while left := len(pipeline.list_new_dumps(settings)):
                if left >= waiting:
                    raise LedgerError(f"{left} dumps are left unread: see the logs of ingest_dumps")
                waiting = left
                tell_beside(f"{left} dumps wait for the next run of ingest_dumps")
                run_dags(airflow, settings.dumps, tell_beside)
        if as_json:
            _tell_status(settings)
        else:
            show_summary(settings, len(lake.read_dumps(settings.lake)), console)


@app.command()
def serve(
    dumps: ServedDumps = None,
    home: Home = None,
    port: Annotated[int, typer.Option(help="Airflow's port on 127.0.0.1.", min=1, max=65535)] = 8080,
    dashboard_port: Annotated[int, typer.Option(help="The dashboard's port.", min=1, max=65535)] = 8501,
) -> None:
    """Run Airflow with its web page, the DAGs scheduled, and the dashboard, on loopback until Ctrl-C.

    Example: newsledger serve /srv/landing --port 8090
    """
    from newsledger.local_airflow import running_airflow, running_dashboard

    _stop_on_sigterm()
    with (
        reasons(),
        running_airflow(settings_of(home, dumps), tell_beside, port=port) as airflow,
        running_dashboard(settings_of(home, dumps), dashboard_port) as dashboard_url,
    ):
        console.print(f"\nAirflow: {airflow.url}   user {airflow.user}   password {airflow.password}", markup=False)
        console.print(f"Dashboard: {dashboard_url}   with the documentation of the tables and the last audit")
        console.print("Ctrl-C ends it.")
        try:
            signal.pause()
        except KeyboardInterrupt:
            console.print("stopping")


@app.command()
def dashboard(
    home: Home = None,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.", min=1, max=65535)] = 8501,
) -> None:
    """Show the published ledger in a browser, on loopback, until Ctrl-C; a new publish is offered by itself.

    Example: newsledger dashboard --home /srv/newsledger --port 8600
    """
    from newsledger.dashboard.server import serve as serve_dashboard

    with reasons():
        settings = settings_of(home)
        check_port(port)
        console.print(f"Dashboard: http://{HOST}:{port}   Ctrl-C ends it.", markup=False)
        serve_dashboard(settings, port)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def airflow(context: typer.Context, home: Home = None) -> None:
    """Run a command of Airflow on the database of this home, such as a backfill.

    Example: newsledger airflow backfill create --dag-id backfill_dumps --from-date 2026-03-01 --to-date 2026-03-07
    """
    from newsledger.local_airflow import call_airflow

    with reasons():
        raise typer.Exit(call_airflow(settings_of(home), context.args, tell_beside))


@app.command()
def docs(as_json: AsJson = False) -> None:
    """Write the dbt docs blocks, the seed of closed lists and the data dictionary from the vocabulary.

    Example: newsledger docs
    """
    paths = [str(path) for path in vocabulary_docs.write_docs(read_settings().project)]
    if as_json:
        tell_json(paths)
    else:
        tell("\n".join(paths))


def _stop_on_sigterm() -> None:
    """Let a SIGTERM end Airflow's processes too, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))


def main() -> None:
    """Run the command line; leave without the interpreter's own clean-up.

    After an audit that clean-up prints a page about DuckDB's Python types, which says nothing about the data.
    """
    try:
        app()
    except SystemExit as leaving:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(leaving.code if isinstance(leaving.code, int) else int(bool(leaving.code)))


if __name__ == "__main__":
    main()
