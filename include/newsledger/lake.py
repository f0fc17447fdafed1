"""The lake: Parquet files, one part a dump, which only this module writes; every file is replaced whole.

    lake/dumps/<dump_id>.parquet      one row: the dump is in the lake, in the part that it names
    lake/<table>/<part_id>.parquet    the rows of that part
    lake/withdrawals/<dump_id>.parquet  one row: the dump was taken out, its part stays and counts no longer
    lake/addresses/, runs/, quality_results/, part_audits/  further places of dumps, and what ran and was found

The row in `dumps` is written last. Parts that no row names, left by a run that was killed, are nobody's: the build
does not read them and the next run of the same dump replaces them.
"""

import datetime as dt
import os
import shutil
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads
import pyarrow.parquet as pq

from newsledger.errors import LedgerError
from newsledger.identity import content_id
from newsledger.schema import arrow_schema, from_batch, to_batch
from newsledger.vocabulary import LAKE, Address, AuditStage, Dump, PartAudit, QualityResult, Reject, Run, Withdrawal

_WITHOUT_PARTS = frozenset({"dumps", "addresses", "withdrawals", "runs", "quality_results", "part_audits"})
PART_TABLES = tuple(name for name in LAKE if name not in _WITHOUT_PARTS)
HOST = socket.gethostname()
NOT_THERE = "it is not there"
_EMPTY = "_empty"
_LAKE_RESULTS = "-lake.parquet"


class PartWriter(Protocol):
    """Takes the rows of a part, table by table."""

    def __call__(self, table: str, rows: pa.RecordBatch) -> None:
        """Append rows to a table of the part."""


def prepare_lake(lake: Path) -> None:
    """Make a folder with a file of no rows for each table, so that an empty lake can be built too.

    That file also brings columns that parts written before them do not have. What a killed process of this
    machine left unfinished is removed.
    """
    for left in lake.glob(f".part-*-{HOST}-*"):
        if not _is_alive(int(left.name.rsplit("-", 1)[1])):
            shutil.rmtree(left, ignore_errors=True)
    for table, record in LAKE.items():
        path = lake / table / f"{_EMPTY}.parquet"
        schema = _with_part(arrow_schema(record)) if table in PART_TABLES else arrow_schema(record)
        if not path.exists() or pq.read_schema(path) != schema:
            _write_whole(path, schema.empty_table())


@contextmanager
def part_writer(lake: Path, part_id: str) -> Iterator[PartWriter]:
    """Give a function that appends rows to the tables of one part, and put all files in place at the end.

    An error inside leaves the lake as it was. Memory holds one batch.
    """
    folder = lake / f".part-{part_id}-{HOST}-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with ExitStack() as stack:
            schemas = {table: _with_part(arrow_schema(LAKE[table])) for table in PART_TABLES}
            writers = {
                table: stack.enter_context(pq.ParquetWriter(folder / table, schema, compression="zstd"))
                for table, schema in schemas.items()
            }

            def write(table: str, rows: pa.RecordBatch) -> None:
                part = pa.array([part_id] * rows.num_rows, pa.string())
                writers[table].write_batch(pa.RecordBatch.from_arrays([part, *rows.columns], schema=schemas[table]))

            yield write
        for table in PART_TABLES:
            (lake / table).mkdir(exist_ok=True)
            sync(folder / table)
            (folder / table).replace(lake / table / f"{part_id}.parquet")
    finally:
        shutil.rmtree(folder)


def write_dump(lake: Path, dump: Dump) -> None:
    """Say that a dump is in the lake, and remove the part that an earlier reading of it left."""
    before = read_dump(lake, dump.dump_id)
    write_records(lake / "dumps" / f"{dump.dump_id}.parquet", Dump, [dump])
    if before is not None and before.part_id != dump.part_id:
        for table in PART_TABLES:
            (lake / table / f"{before.part_id}.parquet").unlink(missing_ok=True)


def read_dumps(lake: Path) -> Mapping[str, Dump]:
    """Return the dumps in the lake by dump_id."""
    return {dump.dump_id: dump for dump in _read_folder(lake / "dumps", Dump)}


def read_dump(lake: Path, dump_id: str) -> Dump | None:
    """Return a dump, or None when the lake does not hold it."""
    path = lake / "dumps" / f"{dump_id}.parquet"
    return _read(path, Dump)[0] if path.exists() else None


def read_addresses(lake: Path) -> list[Address]:
    """Return the further places of dumps that the lake holds."""
    return _read_folder(lake / "addresses", Address)


def write_address(lake: Path, address: Address) -> None:
    """Say that a dump lies in a further place."""
    write_records(lake / "addresses" / f"{content_id(address.dump_uri)}.parquet", Address, [address])


def read_counted_dumps(lake: Path) -> Mapping[str, Dump]:
    """Return the dumps that count, by dump_id: those in the lake that nobody took out. The macro lake_rows agrees."""
    withdrawn = read_withdrawals(lake)
    return {dump_id: dump for dump_id, dump in read_dumps(lake).items() if dump_id not in withdrawn}


def read_withdrawals(lake: Path) -> Mapping[str, Withdrawal]:
    """Return the dumps that were taken out, by dump_id."""
    return {row.dump_id: row for row in _read_folder(lake / "withdrawals", Withdrawal)}


def write_withdrawal(lake: Path, withdrawal: Withdrawal) -> None:
    """Say that a dump counts no longer."""
    write_records(lake / "withdrawals" / f"{withdrawal.dump_id}.parquet", Withdrawal, [withdrawal])


def remove_withdrawal(lake: Path, dump_id: str) -> None:
    """Let a dump that was taken out count again."""
    (lake / "withdrawals" / f"{dump_id}.parquet").unlink()


def empty_file(lake: Path, table: str) -> Path:
    """Return the file of no rows that every table has: it brings the columns that older files lack."""
    return lake / table / f"{_EMPTY}.parquet"


def find_problem(lake: Path, table: str, part_id: str) -> str | None:
    """Return why a file of a part cannot be read, or None; only its footer is looked at."""
    path = lake / table / f"{part_id}.parquet"
    try:
        with pq.ParquetFile(path):
            return None
    except FileNotFoundError:
        return NOT_THERE
    except (OSError, pa.ArrowInvalid) as error:
        return f"it cannot be read: {error}"


def read_part_audits(lake: Path) -> Mapping[str, PartAudit]:
    """Return the audits that parts have passed, by part_id."""
    path = lake / "part_audits" / "part_audits.parquet"
    return {row.part_id: row for row in _read(path, PartAudit)} if path.exists() else {}


def write_part_audits(lake: Path, audits: Iterable[PartAudit]) -> None:
    """Say which parts have passed an audit, in place of what was said before."""
    rows = sorted(audits, key=lambda row: row.part_id)
    write_records(lake / "part_audits" / "part_audits.parquet", PartAudit, rows)


def write_quality_results(lake: Path, audit_stage: AuditStage, build_id: str, rows: Iterable[QualityResult]) -> None:
    """Write what an audit of a build, or of the lake that asks for it, has found; a second audit replaces the first."""
    write_records(_results_path(lake, audit_stage, build_id), QualityResult, rows)


def read_quality_results(lake: Path, audit_stage: AuditStage, build_id: str) -> list[QualityResult]:
    """Return what the audit of a build, or of the lake that asks for it, has found; nothing when there was none."""
    path = _results_path(lake, audit_stage, build_id)
    return _read(path, QualityResult) if path.exists() else []


def read_lake_results(lake: Path, without_build: str, most_files: int = 30) -> list[QualityResult]:
    """Return results of the last audits of the lake, newest first, one build left out."""
    paths = [path for path in (lake / "quality_results").glob(f"*{_LAKE_RESULTS}") if without_build not in path.name]
    newest = sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)[:most_files]
    results = [row for path in newest for row in _read(path, QualityResult)]
    return sorted(results, key=lambda row: (row.audited_at, row.result_id), reverse=True)


def _results_path(lake: Path, audit_stage: AuditStage, build_id: str) -> Path:
    return lake / "quality_results" / (f"{build_id}{_LAKE_RESULTS if audit_stage == 'lake' else '.parquet'}")


def read_capture_clocks(lake: Path, part_id: str) -> tuple[dt.datetime, dt.datetime] | None:
    """Return the first and the last capture clock of a part's documents, or None when no document has one."""
    clocks = pq.read_table(lake / "documents" / f"{part_id}.parquet", columns=["fetched_at"])["fetched_at"]
    first, last = pc.min_max(clocks).values()
    return (first.as_py(), last.as_py()) if first.is_valid else None


def read_document_ids(lake: Path, part_id: str) -> frozenset[str]:
    """Return the ids of the documents of a part."""
    table = pq.read_table(lake / "documents" / f"{part_id}.parquet", columns=["document_id"])
    return frozenset(str(document_id) for document_id in table["document_id"].to_pylist())


def read_rejects(lake: Path, part_id: str) -> list[Reject]:
    """Return what a reading has refused."""
    return _read(lake / "rejects" / f"{part_id}.parquet", Reject)


def count_rows(lake: Path, table: str, part_id: str) -> int:
    """Return how many rows a table of a part has; the file's footer says it."""
    with pq.ParquetFile(lake / table / f"{part_id}.parquet") as file:
        return int(file.metadata.num_rows)


def read_runs(lake: Path) -> list[Run]:
    """Return all runs, in the order in which they started."""
    return sorted(_read_folder(lake / "runs", Run), key=lambda run: (run.started_at, run.run_id))


def write_part_list(path: Path, dumps: Iterable[Dump]) -> None:
    """Write which parts a build is made of, so that it stays with them while ingest goes on."""
    rows = sorted((dump.part_id, dump.dump_id) for dump in dumps)
    columns = {"part_id": [row[0] for row in rows], "dump_id": [row[1] for row in rows]}
    _write_whole(path, pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}))


def write_records(path: Path, record: type, rows: Iterable[Any]) -> None:
    """Replace a Parquet file by one that holds these records."""
    _write_whole(path, pa.Table.from_batches([to_batch(record, rows)]))


def _read(path: Path, record: type) -> list[Any]:
    with pq.ParquetFile(path) as file:
        return [row for batch in file.iter_batches() for row in from_batch(record, batch)]


def _read_folder(folder: Path, record: type) -> list[Any]:
    paths = sorted(str(path) for path in folder.glob("*.parquet"))
    if not paths:
        return []
    try:
        table = pads.dataset(paths, schema=arrow_schema(record)).to_table()
    except (OSError, pa.ArrowInvalid) as error:
        raise LedgerError(f"a file in {folder} cannot be read: {error}") from error
    return [row for batch in table.to_batches() for row in from_batch(record, batch)]


def _write_whole(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}-{os.getpid()}")
    pq.write_table(table, unfinished, compression="zstd")
    sync(unfinished)
    unfinished.replace(path)


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _with_part(schema: pa.Schema) -> pa.Schema:
    return schema.insert(0, pa.field("part_id", pa.string(), False))
