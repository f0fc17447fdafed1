"""The steps, in the order they run: ingest, audit of the lake, build, audit, publish. Start reading here.

Commands and DAGs call these functions and hold no logic of their own. Each step rewrites its own output whole, so that
it can be run again after anything; what goes from step to step is a path or an id.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from newsledger import lake, version, warehouse
from newsledger.candidate_rules import list_candidate_rules
from newsledger.dumps import OUR_FIELDS, DumpFile, list_dumps, read_dump, read_dump_id
from newsledger.errors import AuditFailed, LedgerError
from newsledger.extract import extract
from newsledger.identity import content_id
from newsledger.rules import stops
from newsledger.runs import record_run, recording_failure
from newsledger.schema import to_batch
from newsledger.settings import Settings
from newsledger.vocabulary import Address, Document, Dump, PartAudit, QualityResult, Reject, Withdrawal

log = logging.getLogger(__name__)

# A batch is extracted and written at once: large enough for Parquet, small enough for any memory.
_BATCH_DOCUMENTS = 200
_BATCH_CHARACTERS = 8_000_000


# ------------------------------------------------------------------------------------------------------ ingest


def list_new_dumps(
    settings: Settings, location: str | None = None, most: int | None = None, again: bool = False
) -> list[str]:
    """Return the addresses of dumps at a location that the lake does not hold in this version of the extractors.

    A dump that an operator took out is not new in any version.

    The location is a file, a folder or a URI; None means the default of the settings. A dump whose address, size
    and time of change are known is not opened. With `most`, the rest is left for the next call. With `again`, dumps
    that the lake holds are listed too.

    Raises:
        LedgerError: nothing is there.
    """
    return [dump.uri for dump in find_new_dumps(settings, location, again)[:most]]


def find_new_dumps(settings: Settings, location: str | None = None, again: bool = False) -> list[DumpFile]:
    """Return the dumps that `list_new_dumps` names, as their store lists them."""
    dumps = lake.read_dumps(settings.lake)
    places: list[Dump | Address] = [*dumps.values(), *lake.read_addresses(settings.lake)]
    known = {(p.dump_uri, p.byte_count, p.modified_text): dumps[p.dump_id] for p in places if p.dump_id in dumps}
    extractor_version = _reading_version(settings)
    withdrawn = lake.read_withdrawals(settings.lake)
    found = list_dumps(location or settings.dumps)
    new = [dump for dump in found if again or not _is_known(dump, known, withdrawn, extractor_version)]
    log.info("%d dumps at %s, %d of them new", len(found), location or settings.dumps, len(new))
    return new


def ingest(settings: Settings, dump_uri: str, again: bool = False) -> Dump:
    """Read one dump into the lake: documents, segments, articles, dates, claims, figures and rejects.

    Returns the row of the dump with its counts. A dump that the lake holds already, in this version of the
    extractors, is left as it is, and so is one that an operator took out. Bad records become rejects. With `again`, a
    dump that the lake holds is read once more, and the next build takes the new reading in place of the old.

    Raises:
        LedgerError: the address holds no dump, or more than one.
    """
    started_at = warehouse.utc_now()
    lake.prepare_lake(settings.lake)
    (file,) = _one_dump(dump_uri)
    extractor_version = _reading_version(settings)
    dump_id = read_dump_id(file)
    part_id = content_id(dump_id, extractor_version, *([started_at.isoformat()] if again else []))
    known = lake.read_dump(settings.lake, dump_id)
    is_withdrawn = dump_id in lake.read_withdrawals(settings.lake)
    is_read = known is not None and known.extractor_version == extractor_version and not again
    if known is not None and (is_read or is_withdrawn):
        size, modified = file.byte_count, file.modified_text
        if known.dump_uri == file.uri:
            lake.write_dump(settings.lake, replace(known, byte_count=size, modified_text=modified))
        else:
            place = Address(dump_uri=file.uri, dump_id=dump_id, byte_count=size, modified_text=modified)
            lake.write_address(settings.lake, place)
        told = "was taken out by an operator" if is_withdrawn else f"is in the lake already, as {known.dump_uri}"
        log.info("%s %s", file.uri, told)
        return known
    counts = {"documents": 0, "skipped": 0, "rejects": 0}
    failing = recording_failure(settings, "ingest", started_at, extractor_version, file.uri)
    with failing, lake.part_writer(settings.lake, part_id) as write:
        for documents, rejects, skipped_count in _batches(file, dump_id, dict(settings.field_names)):
            counts["documents"] += len(documents)
            counts["rejects"] += len(rejects)
            counts["skipped"] += skipped_count
            write("documents", to_batch(Document, documents))
            write("rejects", to_batch(Reject, rejects))
            cut = to_batch(Document, [document for document in documents if document.is_cut])
            for table, rows in extract(cut).items():
                write(table, rows)
            log.info("%s: %d documents so far, %d rejects", file.uri, counts["documents"], counts["rejects"])
    dump = Dump(
        dump_id=dump_id,
        part_id=part_id,
        dump_uri=file.uri,
        byte_count=file.byte_count,
        modified_text=file.modified_text,
        extractor_version=extractor_version,
        record_count=sum(counts.values()),
        document_count=counts["documents"],
        skipped_count=counts["skipped"],
        reject_count=counts["rejects"],
    )
    lake.write_dump(settings.lake, dump)
    record_run(settings, "ingest", started_at, extractor_version, file.uri, _counts_text(dump))
    log.info("%s: %s", file.uri, _counts_text(dump))
    return dump


def _is_known(
    dump: DumpFile,
    known: Mapping[tuple[str, int, str], Dump],
    withdrawn: Mapping[str, Withdrawal],
    extractor_version: str,
) -> bool:
    row = known.get((dump.uri, dump.byte_count, dump.modified_text))
    return row is not None and (row.extractor_version == extractor_version or row.dump_id in withdrawn)


def _reading_version(settings: Settings) -> str:
    """Return the version of the extractors, with a sign of the field names when there are any of the operator's."""
    if unknown := [ours for ours, _ in settings.field_names if ours not in OUR_FIELDS]:
        raise LedgerError(f"NEWSLEDGER_FIELDS: {' '.join(unknown)} is none of {' '.join(OUR_FIELDS)}")
    names = [f"{ours}={theirs}" for ours, theirs in settings.field_names]
    return version.extractor_version() + (f"+{content_id(*names)[:8]}" if names else "")


def _one_dump(dump_uri: str) -> list[DumpFile]:
    files = list_dumps(dump_uri)
    if len(files) != 1:
        raise LedgerError(f"expected one dump at {dump_uri}, found {len(files)}")
    return files


def _batches(
    file: DumpFile, dump_id: str, field_names: Mapping[str, str]
) -> Iterator[tuple[list[Document], list[Reject], int]]:
    """Give the records of a dump in batches: documents, rejects, and how many were skipped by their nature."""
    documents: list[Document] = []
    rejects: list[Reject] = []
    skipped_count = 0
    seen: set[str] = set()
    for record in read_dump(file, dump_id, field_names):
        if isinstance(record, Document):
            documents.append(replace(record, is_cut=record.document_id not in seen))
            seen.add(record.document_id)
        elif isinstance(record, Reject):
            rejects.append(record)
        else:
            skipped_count += 1
        if len(documents) >= _BATCH_DOCUMENTS or sum(len(d.text) for d in documents) >= _BATCH_CHARACTERS:
            yield documents, rejects, skipped_count
            documents, rejects, skipped_count = [], [], 0
    yield documents, rejects, skipped_count


def _counts_text(dump: Dump) -> str:
    return (
        f"{dump.record_count} records: {dump.document_count} documents, {dump.skipped_count} skipped, "
        f"{dump.reject_count} rejects"
    )


# --------------------------------------------------------------------------------------------- audit of the lake


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the checks of the lake or of a candidate found."""

    build_id: str
    results: tuple[QualityResult, ...]

    @property
    def failed(self) -> tuple[QualityResult, ...]:
        """Checks that stop the run."""
        return tuple(filter(stops, self.results))


def audit_lake(settings: Settings) -> Audit:
    """Check the parts of the lake that have not passed these rules yet, with Great Expectations.

    The results go to the lake and the Data Docs. Parts of dumps that were taken out are left alone. When no part is
    new, nothing is checked or written and the audit has no results.

    Raises:
        AuditFailed: a critical check failed or could not run. The message names each with the dumps and some keys;
            all the new parts are checked again next time.
    """
    started_at = warehouse.utc_now()
    lake.prepare_lake(settings.lake)
    rules_version = version.lake_rules_version()
    with warehouse.one_writer(settings):
        build_id, counted = _next_build(settings)
        dumps = sorted(counted, key=lambda dump: dump.part_id)
        passed = lake.read_part_audits(settings.lake)
        new = [dump for dump in dumps if not has_passed(dump, passed, rules_version)]
        if not new:
            log.info("no part of the lake is new since its last audit")
            return Audit(build_id=build_id, results=())
        from newsledger import data_docs, lake_audit

        earlier = lake.read_lake_results(settings.lake, without_build=build_id)
        results = lake_audit.audit_parts(settings.lake, new, earlier, build_id, started_at)
        found = Audit(build_id=build_id, results=tuple(results))
        lake.write_quality_results(settings.lake, "lake", build_id, results)
        data_docs.write_data_docs(settings.home / "data_docs", results)
        if not found.failed:
            audited = [
                PartAudit(part_id=d.part_id, rules_version=rules_version, build_id=build_id, audited_at=started_at)
                for d in new
            ]
            kept = [passed[d.part_id] for d in dumps if d not in new]
            lake.write_part_audits(settings.lake, [*kept, *audited])
        told = f"{len(new)} parts: {_passed_text(found)}"
        record_run(settings, "audit_lake", started_at, rules_version, build_id, told, is_done=not found.failed)
    _tell_or_raise(found, "the lake failed {} critical checks and nothing is built from it:")
    return found


def has_passed(dump: Dump, passed: Mapping[str, PartAudit], rules_version: str) -> bool:
    """Return whether the part of a dump has passed the audit of the lake, by these rules."""
    return dump.part_id in passed and passed[dump.part_id].rules_version == rules_version


# ------------------------------------------------------------------------------------------------------- build


def next_build(settings: Settings) -> str:
    """Return the id of the build that the lake asks for now.

    The same dumps, the same withdrawals and the same SQL give the same id.
    """
    return _next_build(settings)[0]


def _next_build(settings: Settings, only_audited: bool = False) -> tuple[str, list[Dump]]:
    dumps = list(lake.read_counted_dumps(settings.lake).values())
    if only_audited:
        passed, rules_version = lake.read_part_audits(settings.lake), version.lake_rules_version()
        dumps = [dump for dump in dumps if has_passed(dump, passed, rules_version)]
    parts = sorted(dump.part_id for dump in dumps)
    taken_out = lake.read_withdrawals(settings.lake).values()
    tombs = sorted(f"{row.dump_id} {row.withdrawn_at.isoformat()} {row.reason_text}" for row in taken_out)
    return content_id(version.build_version(settings.dbt_project), *parts, *tombs)[:16], dumps


def has_news(settings: Settings) -> bool:
    """Return whether the lake or the SQL have changed since the last publish."""
    return next_build(settings) != warehouse.published_build(settings)


def build(settings: Settings, full_refresh: bool = False, only_audited: bool = False) -> str:
    """Build a candidate from the lake with dbt, tests included, and return its build_id.

    Only what has changed since the last publish is read and written, unless the SQL has changed, nothing is
    published, or `full_refresh` asks for all of it. Both ways give the same tables. With `only_audited`, dumps that
    were read since the last audit of the lake are left to the next build. What another process has built while this
    one waited for it is not built again.

    Raises:
        LedgerError: a model or a test failed; the published file stays as it was.
    """
    started_at = warehouse.utc_now()
    lake.prepare_lake(settings.lake)
    with warehouse.one_writer(settings):
        build_id, dumps = _next_build(settings, only_audited)
        code_version = version.build_version(settings.dbt_project)
        if not full_refresh and warehouse.is_built_since(settings, build_id, started_at):
            log.info("another process has built %s meanwhile", build_id)
            return build_id
        with recording_failure(settings, "build", started_at, code_version, build_id):
            folder = warehouse.run_dbt(settings, build_id, dumps, full_refresh)
    record_run(settings, "build", started_at, code_version, build_id, str(folder))
    log.info("built candidate %s in %s", build_id, folder)
    return build_id


# ------------------------------------------------------------------------------------------------------- audit


def audit(settings: Settings, build_id: str) -> Audit:
    """Check a candidate with Great Expectations; write the results to the lake, the candidate and the Data Docs.

    A candidate that another process has published meanwhile was audited there; its results are returned.

    Raises:
        LedgerError: there is no such candidate.
        AuditFailed: a critical check failed or could not run. The message names each with its failing keys. The
            candidate stays where it is, for a look; the published file stays as it was.
    """
    from newsledger import data_docs, expectations  # two seconds of imports that only an audit needs

    started_at = warehouse.utc_now()
    with warehouse.one_writer(settings):
        if warehouse.is_released(settings, build_id):
            log.info("another process has audited and published %s", build_id)
            known = lake.read_quality_results(settings.lake, "candidate", build_id)
            return Audit(build_id=build_id, results=tuple(known))
        candidate = warehouse.find_candidate(settings, build_id)
        rules = list_candidate_rules(started_at.date())
        results = expectations.ask(candidate, rules, "candidate", build_id, started_at)
        found = Audit(build_id=build_id, results=tuple(results))
        lake.write_quality_results(settings.lake, "candidate", build_id, results)
        lake_results = lake.read_quality_results(settings.lake, "lake", build_id)
        data_docs.write_data_docs(settings.home / "data_docs", [*lake_results, *results])
        run = record_run(
            settings,
            "audit",
            started_at,
            version.build_version(settings.dbt_project),
            build_id,
            _passed_text(found),
            is_done=not found.failed,
        )
        warehouse.append_audit(candidate, build_id, results, [run])
    _tell_or_raise(found, f"candidate {build_id} failed {{}} critical checks and is not published:")
    return found


def _passed_text(found: Audit) -> str:
    return f"{sum(result.is_passed for result in found.results)} of {len(found.results)} checks passed"


def _tell_or_raise(found: Audit, heading: str) -> None:
    """Log what did not pass, and raise when it is critical."""
    for result in found.results:
        if not result.is_passed:
            log.warning(_result_text(result))
    if found.failed:
        raise AuditFailed("\n".join([heading.format(len(found.failed)), *map(_result_text, found.failed)]))
    log.info(_passed_text(found))


def _result_text(result: QualityResult) -> str:
    keys = f" -- for example {', '.join(result.failing_keys[:3])}" if result.failing_keys else ""
    rows = f" {result.failed_count} rows" if result.failed_count is not None else ""
    seen = f" ({result.observed_text})" if result.observed_text else ""
    return f"  {result.severity} {result.table_name}.{result.rule_id}:{rows}{seen}{keys}"


# ----------------------------------------------------------------------------------------------------- publish


def publish(settings: Settings, build_id: str) -> Path:
    """Let readers see an audited candidate, in one rename, and return the published file.

    When another process has published a build that began later, that one stays: it holds all that this one does.

    Raises:
        LedgerError: the candidate is not there, was not audited, or failed a critical check.
    """
    started_at = warehouse.utc_now()
    with warehouse.one_writer(settings):
        if warehouse.is_overtaken(settings, build_id):
            log.info("a later build than %s is published already", build_id)
            return settings.published_file
        file = warehouse.release(settings, build_id)
    record_run(settings, "publish", started_at, version.build_version(settings.dbt_project), build_id, str(file))
    log.info("published %s", file)
    return file
