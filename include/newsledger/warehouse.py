"""The candidate, the releases and the published link: DuckDB files and who may touch them when.

candidate/<build_id>/newsledger.duckdb    what dbt built, not audited or not published yet
releases/<build_id>/newsledger.duckdb     an audited build, and its Parquet files beside it
published -> releases/<build_id>          what readers see; replaced in one rename

Beside each lies scratch.duckdb, dbt's intermediate tables: a candidate begins as a copy of the published pair and
dbt replaces only the rows that new or changed dumps reach. See docs/adr/0009.
"""

import datetime as dt
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from newsledger import lake
from newsledger.errors import LedgerError
from newsledger.rules import stops
from newsledger.schema import to_plain
from newsledger.settings import FILE_NAME, Settings
from newsledger.version import build_version
from newsledger.vocabulary import PUBLISHED, Dump, QualityResult, Run, columns_of

_SCRATCH_NAME = "scratch.duckdb"
_BUILT_BY = ".build_version"
_AUDITED = ".audited"
_PARTS = "parts.parquet"
_BUILD_ID = re.compile(r"[0-9a-f]{16}")
_KEPT_RELEASES = 2
_LEFT_OUT: tuple[str, ...] = ("unit_test",)  # they test the SQL, not the data
# Exported by month of publication: those that grow with every article and are asked about by time.
_BY_MONTH = frozenset({"articles", "claims", "figures", "figure_ledger"})
_MONTH = """, if(
    articles.published_at is not null
        or date_trunc('month', articles.published_earliest) = date_trunc('month', articles.published_latest),
    strftime(articles.published_earliest, '%Y-%m'), 'unknown') as published_month"""
_KEPT_CANDIDATES = 3


@contextmanager
def one_writer(settings: Settings) -> Iterator[None]:
    """Wait until no other process builds, audits or publishes in this home.

    A dbt that outlives its killed parent holds on to it as well: until it ends, the files are in its hands.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / ".writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)
        yield


def published_build(settings: Settings) -> str | None:
    """Return the build_id that readers see, or None when there is no published file.

    Raises:
        LedgerError: `published` is a folder of its own, as a copy that follows links leaves it.
    """
    if settings.published.exists() and not settings.published.is_symlink():
        raise LedgerError(f"{settings.published} is no link: move it away and run `newsledger publish` again")
    return settings.published.readlink().name if settings.published_file.exists() else None


def run_dbt(settings: Settings, build_id: str, dumps: Iterable[Dump], full_refresh: bool = False) -> Path:
    """Build a candidate of these dumps with dbt, tests included, and the documentation; return its folder.

    What ingest adds to the lake meanwhile is left to the next build.

    The candidate begins as a copy of the published build, unless there is none, the SQL has changed since, or
    `full_refresh` asks for a build from nothing. Both ways give the same tables.

    Raises:
        LedgerError: a model or a test failed; the message names each with what dbt said.
    """
    folder = settings.candidates / build_id
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if not full_refresh and _can_carry_on(settings):
        _carry_over(settings.published.resolve(), folder)
    lake.write_part_list(folder / _PARTS, dumps)
    _invoke_dbt(settings, folder, "build", "--exclude-resource-type", *_LEFT_OUT)
    (folder / _BUILT_BY).write_text(build_version(settings.dbt_project), encoding="utf-8")
    _write_dbt_docs(settings, folder)
    return folder


def run_unit_tests(settings: Settings, candidate: Path) -> None:
    """Run the dbt unit tests, which need the tables of a candidate but not its rows.

    Raises:
        LedgerError: a test failed; the message names each with what dbt said.
    """
    _invoke_dbt(settings, candidate, "test", "--select", "test_type:unit")


def find_candidate(settings: Settings, build_id: str) -> Path:
    """Return the file of a candidate that dbt has finished.

    Raises:
        LedgerError: there is none, or its build failed or was killed half way.
    """
    _check_id(build_id)
    folder = settings.candidates / build_id
    if not (folder / FILE_NAME).exists():
        raise LedgerError(f"no candidate {build_id} in {settings.candidates}: run `newsledger build` first")
    if not (folder / _BUILT_BY).exists():
        raise LedgerError(f"the build of candidate {build_id} did not end well: run `newsledger build` again")
    return folder / FILE_NAME


def is_built_since(settings: Settings, build_id: str, moment: dt.datetime) -> bool:
    """Return whether a candidate, or what is published, is this build and was finished after a moment in UTC."""
    folders = [settings.candidates / build_id]
    if published_build(settings) == build_id:
        folders.append(settings.published)
    return any(_built_at(folder) >= moment.replace(tzinfo=dt.UTC).timestamp() for folder in folders)


def is_released(settings: Settings, build_id: str) -> bool:
    """Return whether a build has left the candidates and is a release."""
    _check_id(build_id)
    is_candidate = (settings.candidates / build_id / FILE_NAME).exists()
    return not is_candidate and (settings.releases / build_id / FILE_NAME).exists()


def is_overtaken(settings: Settings, build_id: str) -> bool:
    """Return whether a candidate was built before what readers see; a release that is published again is not."""
    _check_id(build_id)
    candidate = settings.candidates / build_id
    is_whole = (candidate / FILE_NAME).exists() and (candidate / _BUILT_BY).exists()
    return is_whole and published_build(settings) is not None and _built_at(candidate) < _built_at(settings.published)


def _built_at(folder: Path) -> float:
    mark = folder / _BUILT_BY
    return mark.stat().st_mtime if mark.exists() else 0.0


def _can_carry_on(settings: Settings) -> bool:
    written_by = settings.published / _BUILT_BY
    return (
        written_by.exists()
        and (settings.published / _SCRATCH_NAME).exists()
        and written_by.read_text(encoding="utf-8") == build_version(settings.dbt_project)
    )


def _carry_over(release: Path, candidate: Path) -> None:
    """Copy a release's two files, and leave the table by which dbt knows that it goes on from there."""
    for name in (FILE_NAME, _SCRATCH_NAME):
        shutil.copyfile(release / name, candidate / name)
    with _open(candidate / _SCRATCH_NAME) as connection:
        connection.execute("create or replace table carried_over as select ? as build_id", [release.name])


def _check_id(build_id: str) -> None:
    if not _BUILD_ID.fullmatch(build_id):
        raise LedgerError(f"{build_id!r} is no build: 16 hexadecimal digits are expected, as `newsledger build` prints")


def append_audit(candidate: Path, build_id: str, results: list[QualityResult], runs: list[Run]) -> None:
    """Write what an audit found into the candidate, and that it ran; a second audit replaces the first."""
    with _open(candidate) as connection:
        connection.execute("begin")
        connection.execute("delete from quality_results where build_id = ? and audit_stage = 'candidate'", [build_id])
        for run in runs:
            connection.execute("delete from runs where step = ? and input_text = ?", [run.step, run.input_text])
        _insert(connection, "quality_results", QualityResult, results)
        _insert(connection, "runs", Run, runs)
        connection.execute("commit")
    if not any(map(stops, results)):
        candidate.with_name(_AUDITED).touch()


def release(settings: Settings, build_id: str) -> Path:
    """Move an audited candidate to the releases, let `published` point at it, and return the published file.

    Parquet files of all tables are written first, so that both change in the same rename. A run that was killed on
    the way can be run again.

    Raises:
        LedgerError: the candidate is not there, was not audited, or failed a critical check.
    """
    _check_id(build_id)
    target = settings.releases / build_id
    if (settings.candidates / build_id / FILE_NAME).exists() or not (target / FILE_NAME).exists():
        candidate = find_candidate(settings, build_id)
        if not candidate.with_name(_AUDITED).exists():
            raise LedgerError(f"candidate {build_id} has passed no audit: run `newsledger audit` first")
        with _open(candidate):  # a killed audit can leave rows in the log beside the file
            pass
        shutil.rmtree(target / "parquet", ignore_errors=True)
        (target / "parquet").mkdir(parents=True)
        shutil.copy2(candidate.with_name(_BUILT_BY), target / _BUILT_BY)  # its time tells which build is the later one
        _export_parquet(candidate, target / "parquet")
        for name in (_SCRATCH_NAME, FILE_NAME):  # the ledger last: it says that the release is whole
            if candidate.with_name(name).exists():  # else a killed run has moved it
                lake.sync(candidate.with_name(name))
                candidate.with_name(name).replace(target / name)
        lake.sync(target)
    shutil.rmtree(settings.candidates / build_id, ignore_errors=True)
    link = settings.home / ".published"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / build_id)
    link.replace(settings.published)
    lake.sync(settings.home)
    _prune(settings.releases, _KEPT_RELEASES, spared=build_id)
    _prune(settings.candidates, _KEPT_CANDIDATES)
    return settings.published_file


@contextmanager
def reading(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that reads a ledger file and cannot write it.

    Attached to a fresh in-memory database: a process that keeps an old connection open would else get the old file.

    Raises:
        LedgerError: the file is not there, or is none of DuckDB's.
    """
    connection = duckdb.connect()
    try:
        try:
            connection.execute(f"attach {_quoted(str(file))} as ledger (read_only)")
        except duckdb.IOException as error:
            raise LedgerError(f"the ledger cannot be read: {error}") from error
        connection.execute("use ledger")
        yield connection
    finally:
        connection.close()


@contextmanager
def reading_published(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that reads the published file.

    Raises:
        LedgerError: nothing is published.
    """
    if not file.exists():
        raise LedgerError(f"nothing is published at {file}: run `newsledger run` first")
    with reading(file) as connection:
        yield connection


def rows_of(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return the rows of a query, each by the names of its columns."""
    found = connection.execute(query, list(values))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def write_views(file: Path, views: Mapping[str, Sequence[Path]], tables: Mapping[str, pa.Table]) -> None:
    """Write views over Parquet files and small tables into a DuckDB file, by name."""
    with _open(file) as connection:
        for name, paths in views.items():
            files = ", ".join(_quoted(str(path)) for path in paths)
            query = f"select * from read_parquet([{files}], union_by_name = true)"  # noqa: S608 -- our own paths
            connection.execute(f"create view {name} as {query}")
        for name, table in tables.items():
            connection.register("given", table)
            connection.execute(f"create table {name} as from given")
            connection.unregister("given")


def _invoke_dbt(settings: Settings, candidate: Path, *words: str) -> None:
    """Run dbt in a process of its own, which lets go of the candidate's files when it ends."""
    results = _target(settings) / "run_results.json"
    results.unlink(missing_ok=True)
    folders = {
        "--project-dir": settings.dbt_project,
        "--profiles-dir": settings.dbt_project,
        "--target-path": _target(settings),
        "--log-path": settings.home / "dbt" / "logs",
    }
    process = subprocess.run(  # noqa: S603 -- our own command, no shell
        [
            sys.executable,
            "-m",
            "dbt.cli.main",
            "--quiet",
            *words,
            *(str(w) for pair in folders.items() for w in pair),
        ],
        env={
            **os.environ,
            "NEWSLEDGER_CANDIDATE": str(candidate),
            "NEWSLEDGER_LAKE": str(settings.lake),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        close_fds=False,  # the writer's lock goes along
    )
    if process.returncode:
        raise LedgerError("\n".join([f"dbt {words[0]} failed:", *(_failed_nodes(results) or [process.stdout.strip()])]))


def _write_dbt_docs(settings: Settings, candidate: Path) -> None:
    """Write the documentation of the tables, when the SQL has changed since it was written."""
    page = settings.home / "dbt_docs" / "index.html"
    written_for = page.with_name(".build_version")
    version = build_version(settings.dbt_project)
    if page.exists() and written_for.exists() and written_for.read_text(encoding="utf-8") == version:
        return
    _invoke_dbt(settings, candidate, "docs", "generate", "--static", "--no-compile")
    page.parent.mkdir(exist_ok=True)
    shutil.copyfile(_target(settings) / "static_index.html", page)
    written_for.write_text(version, encoding="utf-8")


def _failed_nodes(results: Path) -> list[str]:
    """Return a line for each model or test that failed; none when dbt did not get so far."""
    if not results.exists():
        return []
    return [
        f"  {node['unique_id'].split('.', 2)[2]} ({node['status']}): {' '.join((node['message'] or '').split())}"
        for node in json.loads(results.read_text(encoding="utf-8"))["results"]
        if node["status"] in ("error", "fail", "runtime error")
    ]


def _target(settings: Settings) -> Path:
    return settings.home / "dbt" / "target"


def _export_parquet(file: Path, folder: Path) -> None:
    """Write each table as Parquet, rows in the order of the first column: the same rows, the same bytes.

    Tables about articles lie in a folder for each month of publication, `unknown` where that is not known.
    """
    with reading(file) as connection:
        connection.execute("set threads = 1")
        for table, columns in PUBLISHED.items():
            (folder / table).mkdir()
            order = ", ".join(f"{table}.{column.name}" for column in columns if column.name in _order_of(table))
            rows, options, target = f"from {table}", "", folder / table / f"{table}.parquet"
            if table in _BY_MONTH and connection.execute(f"select 1 from {table} limit 1").fetchall():  # noqa: S608
                rows = f"{_MONTH} {rows} {'' if table == 'articles' else 'inner join articles using (article_id)'}"
                options, target = f", partition_by (published_month), filename_pattern '{table}_{{i}}'", folder / table
            connection.execute(
                f"copy (select {table}.* {rows} order by {order}) "
                f"to {_quoted(str(target))} (format parquet, compression zstd{options})"
            )
            for written in (folder / table).rglob("*.parquet"):
                lake.sync(written)


def _order_of(table: str) -> tuple[str, ...]:
    return ("article_id", "ordinal") if table == "date_candidates" else (PUBLISHED[table][0].name,)


def _prune(folder: Path, kept: int, spared: str | None = None) -> None:
    """Remove all but the newest folders; readers that hold a removed file keep reading it."""
    if folder.exists():
        for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)[kept:]:
            if old.name != spared:
                shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _open(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(str(file))
    try:
        yield connection
        connection.execute("checkpoint")
    finally:
        connection.close()
    if file.with_suffix(".duckdb.wal").exists():
        raise LedgerError(f"{file}.wal is left: the file is not complete without it")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, record: type, rows: list[Any]) -> None:
    columns = [column.name for column in columns_of(record)]
    marks = ", ".join("?" for _ in columns)
    for row in map(to_plain, rows):
        connection.execute(
            f"insert into {table} ({', '.join(columns)}) values ({marks})",  # noqa: S608 -- names from the vocabulary
            [row[column] for column in columns],
        )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def utc_now() -> dt.datetime:
    """Return the moment in UTC, without a zone, to the microsecond."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
