"""Every step as a command. Exit codes: 0 done, 1 the step failed and says why, 2 the command line is wrong."""

import os
import signal
import sys
from typing import Annotated, cast, get_args

import typer

from newsledger import docs as vocabulary_docs
from newsledger import reader_commands
from newsledger.command_line import (
    AsJson,
    Home,
    console,
    progress_bar,
    reasons,
    settings_of,
    tell,
    tell_error,
    tell_json,
    waiting,
)
from newsledger.errors import AuditFailed, LedgerError
from newsledger.loopback import HOST, check_port
from newsledger.settings import read_settings, remember_dumps
from newsledger.vocabulary import AuditStage, RejectReason

app = typer.Typer(
    help="Raw news dumps in; an audited ledger of who said what, how many, when, printed where, out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Dumps = Annotated[
    str | None,
    typer.Argument(help="A file, a folder or a URI. Default: $NEWSLEDGER_DUMPS, else the sample dumps."),
]
ServedDumps = Annotated[
    str | None,
    typer.Argument(help="A file, a folder or a URI. Default: $NEWSLEDGER_DUMPS, else those of the last run."),
]
FullRefresh = Annotated[bool, typer.Option("--full-refresh", help="Build from nothing, not from what is published.")]
Again = Annotated[bool, typer.Option("--again", help="Read dumps that the lake holds too, to mend its parts.")]
BuildId = Annotated[str | None, typer.Argument(help="A build. Default: the one that the lake asks for now.")]


@app.command()
def ingest(
    dumps: Dumps = None,
    home: Home = None,
    again: Again = False,
) -> None:
    """Read new dumps into the lake. One that cannot be read is told and the others go on; the exit code is then 1.

    Example: newsledger ingest wire/2026-03-01.jsonl.gz
    """
    from newsledger import pipeline

    with reasons():
        settings = settings_of(home, dumps)
        new = pipeline.list_new_dumps(settings, again=again)
        done, failed = [], 0
        for uri in progress_bar("reading", new, len(new)):
            try:
                done.append(pipeline.ingest(settings, uri, again=again))
            except (LedgerError, OSError) as error:
                failed += 1
                tell_error(f"{uri}: {error}")
        tell(
            f"{len(done)} new dumps: {sum(d.document_count for d in done)} documents, "
            f"{sum(d.skipped_count for d in done)} records skipped, {sum(d.reject_count for d in done)} rejects"
        )
        if failed:
            raise LedgerError(f"{failed} of {len(new)} dumps could not be read; the next run tries them again")


@app.command()
def withdraw(
    dump: Annotated[str, typer.Argument(help="A dump_id or the beginning of one, an address, or a file name.")],
    reason: Annotated[str, typer.Option(help="Why; it is published with the tombstones.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Let a dump that was taken out count again.")] = False,
    home: Home = None,
) -> None:
    """Take a dump out: from the next build on its articles are tombstones, unless another dump holds them too.

    Example: newsledger withdraw 2026-03-01.jsonl.gz --reason "the agency retracted it"
    """
    from newsledger import operations

    with reasons():
        settings = settings_of(home)
        row = operations.undo_withdrawal(settings, dump) if undo else operations.withdraw(settings, dump, reason)
        console.print(
            f"{row.dump_uri} {'counts again' if undo else 'is taken out'}: {row.document_count} documents, "
            f"{row.article_count} articles, {row.claim_count} claims, {row.figure_count} figures. "
            f"Readers see it after the next publish.",
            markup=False, highlight=False, soft_wrap=True,
        )  # fmt: skip


@app.command()
def replay(
    reason: Annotated[str | None, typer.Option(help="Only dumps with a reject of this reason.")] = None,
    home: Home = None,
) -> None:
    """Read the dumps that had rejects once more, after a repair, and tell how many rejects are gone.

    Example: newsledger replay --reason truncated
    """
    from newsledger import operations

    if reason is not None and reason not in get_args(RejectReason):
        raise typer.BadParameter(f"expected one of {', '.join(get_args(RejectReason))}", param_hint="--reason")
    with reasons():
        settings = settings_of(home)
        chosen = operations.list_rejected_dumps(settings, cast(RejectReason | None, reason))
        done = [operations.replay(settings, dump_id) for dump_id in chosen]
        for row in done:
            tell(f"{row.before_count:6} -> {row.after_count:<6} {row.dump_uri}  {row.detail_text}")
        tell(operations.tell_what_is_gone([(row.before_count, row.after_count) for row in done]))


@app.command()
def build(home: Home = None, full_refresh: FullRefresh = False) -> None:
    """Build a candidate with dbt, tests included, and print its id. What is published is carried on.

    Example: newsledger build --home /srv/newsledger
    """
    from newsledger import pipeline

    with reasons(), waiting("building"):
        build_id = pipeline.build(settings_of(home), full_refresh)
    tell(build_id)


@app.command()
def audit(
    build_id: BuildId = None,
    of_lake: Annotated[bool, typer.Option("--lake", help="Check what is new in the lake, before the build.")] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Check a candidate, or the lake, with Great Expectations; exit code 1 when a critical check fails.

    Example: newsledger audit --lake
    """
    from newsledger import lake, pipeline

    with reasons():
        settings = settings_of(home)
        build_id = build_id or pipeline.next_build(settings)
        try:
            with waiting("checking"):
                found = pipeline.audit_lake(settings) if of_lake else pipeline.audit(settings, build_id)
        except AuditFailed:
            if as_json:
                stage: AuditStage = "lake" if of_lake else "candidate"
                tell_json(tuple(lake.read_quality_results(settings.lake, stage, build_id)))
            raise
        if as_json:
            tell_json(found.results)
        elif of_lake and not found.results:
            tell("no part of the lake is new since its last audit")
        else:
            passed = sum(result.is_passed for result in found.results)
            tell(f"{passed} of {len(found.results)} checks passed: {settings.home / 'data_docs' / 'index.html'}")


@app.command()
def publish(build_id: BuildId = None, home: Home = None) -> None:
    """Let readers see an audited candidate.

    Example: newsledger publish
    """
    from newsledger import pipeline

    with reasons():
        settings = settings_of(home)
        tell(str(pipeline.publish(settings, build_id or pipeline.next_build(settings))))


@app.command()
def status(as_json: AsJson = False, home: Home = None) -> None:
    """Tell what is published, since when, what waits and what failed.

    Example: newsledger status
    """
    from newsledger.console import show_status
    from newsledger.schema import to_plain
    from newsledger.status import read_status

    with reasons():
        settings = settings_of(home)
        found = read_status(settings)
        if as_json:
            places = {"published_file": str(settings.published_file), "dumps": settings.dumps}
            tell_json(to_plain(found) | {"has_waiting_build": found.has_waiting_build} | places)
        else:
            show_status(settings, found, console)


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
) -> None:
    """Run the DAGs once through a local Airflow, from dumps to the published ledger, and show what came out.

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
        with running_airflow(settings, tell) as airflow:
            run_dags(airflow, settings.dumps, tell)
            while left := len(pipeline.list_new_dumps(settings)):
                if left >= waiting:
                    raise LedgerError(f"{left} dumps are left unread: see the logs of ingest_dumps")
                waiting = left
                tell(f"{left} dumps wait for the next run of ingest_dumps")
                run_dags(airflow, settings.dumps, tell)
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
        running_airflow(settings_of(home, dumps), tell, port=port) as airflow,
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
        raise typer.Exit(call_airflow(settings_of(home), context.args, tell))


@app.command()
def docs() -> None:
    """Write the dbt docs blocks, the seed of closed lists and the data dictionary from the vocabulary.

    Example: newsledger docs
    """
    for path in vocabulary_docs.write_docs(read_settings().project):
        console.print(str(path))


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
