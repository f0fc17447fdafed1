"""The steps as commands, and what an operator does by hand: ingest, withdraw, replay, build, audit, publish."""

from typing import Annotated, cast, get_args

import typer

from newsledger.command_line import (
    AsJson,
    Dumps,
    Home,
    progress_bar,
    reasons,
    settings_of,
    tell,
    tell_beside,
    tell_error,
    tell_json,
    waiting,
)
from newsledger.errors import AuditFailed, LedgerError
from newsledger.schema import to_plain
from newsledger.settings import FILE_NAME
from newsledger.vocabulary import AuditStage, RejectReason

FullRefresh = Annotated[bool, typer.Option("--full-refresh", help="Build from nothing, not from what is published.")]
Again = Annotated[bool, typer.Option("--again", help="Read dumps that the lake holds too, to mend its parts.")]
BuildId = Annotated[str | None, typer.Argument(help="A build. Default: the one that the lake asks for now.")]
_MOST_REJECTS = 20


def ingest(
    dumps: Dumps = None,
    home: Home = None,
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Read new dumps into the lake. One that cannot be read is told and the others go on; the exit code is then 1.

    Records that are refused are named with their dump and the reason; they are rows of the table rejects.

    Example: newsledger ingest wire/2026-03-01.jsonl.gz
    """
    from newsledger import lake, pipeline

    with reasons():
        settings = settings_of(home, dumps)
        new = pipeline.list_new_dumps(settings, again=again)
        done, failed = [], []
        for uri in progress_bar("reading", new, len(new)):
            try:
                done.append(pipeline.ingest(settings, uri, again=again))
            except (LedgerError, OSError) as error:
                failed.append({"dump_uri": uri, "error_text": str(error)})
                tell_error(f"{uri}: {error}")
        rejects = [reject for dump in done for reject in lake.read_rejects(settings.lake, dump.part_id)]
        for reject in rejects[:_MOST_REJECTS]:
            tell_beside(f"refused: {reject.dump_uri}, {reject.record_locator}: {reject.reason}: {reject.detail_text}")
        if len(rejects) > _MOST_REJECTS:
            tell_beside(f"and {len(rejects) - _MOST_REJECTS} more refused; --json names them all")
        if as_json:
            tell_json({"dumps": done, "rejects": rejects, "failed": failed})
        else:
            tell(
                f"{len(done)} new dumps: {sum(d.document_count for d in done)} documents, "
                f"{sum(d.skipped_count for d in done)} records skipped, {sum(d.reject_count for d in done)} rejects"
            )
        if failed:
            raise LedgerError(f"{len(failed)} of {len(new)} dumps could not be read; the next run tries them again")


def withdraw(
    dump: Annotated[str, typer.Argument(help="A dump_id or the beginning of one, an address, or a file name.")],
    reason: Annotated[str, typer.Option(help="Why; it is published with the tombstones.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Let a dump that was taken out count again.")] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Take a dump out: from the next build on its articles are tombstones, unless another dump holds them too.

    Example: newsledger withdraw 2026-03-01.jsonl.gz --reason "the agency retracted it"
    """
    from newsledger import operations

    with reasons():
        settings = settings_of(home)
        row = operations.undo_withdrawal(settings, dump) if undo else operations.withdraw(settings, dump, reason)
        if as_json:
            tell_json(to_plain(row) | {"is_taken_out": not undo})
        else:
            tell(
                f"{row.dump_uri} {'counts again' if undo else 'is taken out'}: {row.document_count} documents, "
                f"{row.article_count} articles, {row.claim_count} claims, {row.figure_count} figures. "
                f"Readers see it after the next publish."
            )


def replay(
    reason: Annotated[str | None, typer.Option(help="Only dumps with a reject of this reason.")] = None,
    as_json: AsJson = False,
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
        done = [operations.replay(settings, uri) for uri in progress_bar("reading", chosen, len(chosen))]
        counts = [(row.before_count, row.after_count) for row in done]
        gone = operations.tell_what_is_gone(counts)
        if as_json:
            before, after = (sum(side) for side in zip(*counts, strict=True)) if counts else (0, 0)
            tell_json({"dumps": done, "before_count": before, "after_count": after})
            return
        for row in done:
            tell(f"{row.before_count:6} -> {row.after_count:<6} {row.dump_uri}  {row.detail_text}")
        tell(gone)


def build(home: Home = None, full_refresh: FullRefresh = False, as_json: AsJson = False) -> None:
    """Build a candidate with dbt, tests included, and print its id. What is published is carried on.

    Example: newsledger build --home /srv/newsledger
    """
    from newsledger import pipeline

    with reasons(), waiting("building"):
        settings = settings_of(home)
        build_id = pipeline.build(settings, full_refresh)
    if as_json:
        tell_json({"build_id": build_id, "file": str(settings.candidates / build_id / FILE_NAME)})
    else:
        tell(build_id)


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


def publish(build_id: BuildId = None, as_json: AsJson = False, home: Home = None) -> None:
    """Let readers see an audited candidate.

    Example: newsledger publish
    """
    from newsledger import pipeline, warehouse

    with reasons():
        settings = settings_of(home)
        file = pipeline.publish(settings, build_id or pipeline.next_build(settings))
        if as_json:
            tell_json({"build_id": warehouse.published_build(settings), "file": str(file)})
        else:
            tell(str(file))
