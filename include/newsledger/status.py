"""What is published, what waits and what failed, for people and for probes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsledger import lake, pipeline, version, warehouse
from newsledger.errors import LedgerError
from newsledger.rules import stops
from newsledger.settings import Settings
from newsledger.vocabulary import QualityResult, Run

_COUNTED = ("documents", "articles", "claims", "figures", "rejects", "tombstones")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is published, what waits and what failed.

    `published_run` is the publish that readers see; `table_counts` what they find. `unaudited_count` is the number of
    parts that the next audit of the lake looks at. `failed_runs` are runs that no later one of the same step on the
    same input has made good; `failed_checks` the critical ones of the build that waits.
    """

    published_build: str | None
    published_run: Run | None
    table_counts: Mapping[str, int]
    next_build: str
    dump_count: int
    withdrawn_count: int
    reject_count: int
    unaudited_count: int
    new_dump_count: int | None
    last_runs: tuple[Run, ...]
    failed_runs: tuple[Run, ...]
    failed_checks: tuple[QualityResult, ...]

    @property
    def has_waiting_build(self) -> bool:
        """The lake or the SQL are ahead of what is published."""
        return self.published_build != self.next_build and bool(self.dump_count or self.published_build)


def read_status(settings: Settings) -> Status:
    """Return what is published, what the lake holds, and the last run of each step.

    `new_dump_count` is None when the default location of dumps is not there.
    """
    lake.prepare_lake(settings.lake)
    published_build = warehouse.published_build(settings)
    next_build = pipeline.next_build(settings)
    dumps = lake.read_counted_dumps(settings.lake).values()
    audits, rules_version = lake.read_part_audits(settings.lake), version.lake_rules_version()
    runs = lake.read_runs(settings.lake)
    results = [
        *lake.read_quality_results(settings.lake, "lake", next_build),
        *lake.read_quality_results(settings.lake, "candidate", next_build),
    ]
    return Status(
        published_build=published_build,
        published_run=next(
            (r for r in reversed(runs) if r.step == "publish" and r.input_text == published_build), None
        ),
        table_counts=_count_tables(settings) if published_build else {},
        next_build=next_build,
        dump_count=len(dumps),
        withdrawn_count=len(lake.read_withdrawals(settings.lake)),
        reject_count=sum(dump.reject_count for dump in dumps),
        unaudited_count=sum(not pipeline.has_passed(dump, audits, rules_version) for dump in dumps),
        new_dump_count=_count_new(settings),
        last_runs=_last_of_each_step(runs),
        failed_runs=_not_made_good(runs, next_build),
        failed_checks=tuple(filter(stops, results)),
    )


def _count_tables(settings: Settings) -> dict[str, int]:
    with warehouse.reading(settings.published_file) as connection:
        counts = ", ".join(f"(select count(*) from {table})" for table in _COUNTED)  # noqa: S608 -- our names
        return dict(zip(_COUNTED, connection.execute(f"select {counts}").fetchall()[0], strict=True))


def _count_new(settings: Settings) -> int | None:
    try:
        return len(pipeline.list_new_dumps(settings))
    except LedgerError:
        return None


def _last_of_each_step(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the last run of each step, in the order in which they started."""
    last: dict[str, Run] = {}
    for run in runs:
        last.pop(run.step, None)
        last[run.step] = run
    return tuple(last.values())


def _not_made_good(runs: Sequence[Run], next_build: str) -> tuple[Run, ...]:
    """Return failed runs whose step has not succeeded on the same input since; of builds, those that still wait."""
    last = {(run.step, run.input_text): run for run in runs}
    return tuple(
        run
        for run in last.values()
        if run.outcome == "failed" and (run.step == "ingest" or run.input_text == next_build)
    )
