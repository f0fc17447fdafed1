"""# Backfill dumps by date of capture

For Airflow's own backfill: each run reads the new dumps that were captured in its data interval, one day (UTC), and
leaves the others to `ingest_dumps`. It is paused; unpause it, then

    newsledger airflow backfill create --dag-id backfill_dumps --from-date 2026-03-01 --to-date 2026-03-07

or use the page's Trigger, Backfill. The day of capture is that of the clocks of a dump's records, when the lake has
read them before; else the last date in its address (`wire/2026-03-01.jsonl.gz`, `crawl-20260301121500.warc.gz`,
`year=2026/month=03/day=01/`); else the day of its file's last change. A dump without any of them is left out.

**A task failed: what now?**

- `list_captured_dumps`: the location in the parameter `dumps` is not there or cannot be read. Correct it and clear the
  task.
- `ingest`: as in `ingest_dumps`.
- Any day can be run again at any time; a dump that is read in this version is left as it is.
"""

import datetime as dt

from airflow.sdk import CronDataIntervalTimetable, Param, dag, task

from newsledger.assets import DEFAULT_ARGS, LAKE
from newsledger.settings import read_settings


@task
def list_captured_dumps(params: dict, data_interval_start: dt.datetime, data_interval_end: dt.datetime) -> list[str]:
    from newsledger import operations

    first_on, until = data_interval_start.date(), data_interval_end.date()
    return operations.list_captured_dumps(read_settings(), first_on, until, params["dumps"], most=1000)


@task(map_index_template="{{ task.op_kwargs['dump_uri'].rsplit('/', 1)[-1] }}")
def ingest(dump_uri: str) -> str:
    from newsledger import pipeline

    return pipeline.ingest(read_settings(), dump_uri).dump_id


@task.short_circuit(trigger_rule="all_done")
def lake_has_news() -> bool:
    from newsledger import pipeline

    return pipeline.has_news(read_settings())


@task(outlets=[LAKE])
def announce() -> None:
    """Wake whoever waits for the lake."""


@task(trigger_rule="none_failed")
def all_dumps_read() -> None:
    """Fail the run when a dump failed, though the others are announced."""


@dag(
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    catchup=False,
    is_paused_upon_creation=True,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["newsledger", "operations"],
    doc_md=__doc__,
    params={
        "dumps": Param(
            read_settings().dumps,
            type="string",
            minLength=1,
            title="Dumps",
            description="A file, a folder or a URI; the dumps of the day are sought below it.",
        ),
    },
)
def backfill_dumps() -> None:
    ingested = ingest.expand(dump_uri=list_captured_dumps())
    ingested >> all_dumps_read()
    ingested >> lake_has_news() >> announce()


backfill_dumps()
