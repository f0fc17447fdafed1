"""# Ingest dumps

Reads new dumps into the lake: documents, segments, articles, dates, claims, figures and rejects, one mapped task a
dump. When the lake is then ahead of what is published, it announces the asset `newsledger_lake`, which wakes
`publish_ledger`. A run that finds nothing new does nothing and is green.

**A task failed: what now?**

- `list_new_dumps`: the location in the parameter `dumps` is not there or cannot be read. Correct it and trigger again.
- `ingest`: bad records never fail a task, they become rejects. Read the end of the task's log: a full disk or a lost
  connection wants a clear of the task; anything else is a defect in the extractors, and the log names the document.
  The other dumps went through and are published; after the fix, clear the failed task.
- Any step can be run again at any time; it replaces its own output.
"""

import os

from airflow.sdk import CronTriggerTimetable, Param, dag, task

from newsledger.assets import DEFAULT_ARGS, LAKE
from newsledger.settings import read_settings


@task
def list_new_dumps(params: dict) -> list[str]:
    from newsledger import pipeline

    return pipeline.list_new_dumps(read_settings(), params["dumps"], most=params["most_dumps"])


@task(map_index_template="{{ task.op_kwargs['dump_uri'].rsplit('/', 1)[-1] }}")
def ingest(dump_uri: str) -> str:
    from newsledger import pipeline

    return pipeline.ingest(read_settings(), dump_uri).dump_id


@task(trigger_rule="none_failed")
def all_dumps_read() -> None:
    """Fail the run when a dump failed, though the others are announced."""


@task.short_circuit(trigger_rule="all_done")
def lake_has_news() -> bool:
    from newsledger import pipeline

    return pipeline.has_news(read_settings())


@task(outlets=[LAKE])
def announce() -> None:
    """Wake whoever waits for the lake."""


@dag(
    schedule=CronTriggerTimetable(os.environ.get("NEWSLEDGER_SCHEDULE", "0 * * * *"), timezone="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["newsledger", "ingest"],
    doc_md=__doc__,
    params={
        "dumps": Param(
            read_settings().dumps,
            type="string",
            minLength=1,
            title="Dumps",
            description="A file, a folder or a URI (s3://bucket/news/). Folders are read with all that is below them.",
        ),
        "most_dumps": Param(
            500,
            type="integer",
            minimum=1,
            maximum=1000,
            title="At most",
            description="The rest waits for the next run.",
        ),
    },
)
def ingest_dumps() -> None:
    ingested = ingest.expand(dump_uri=list_new_dumps())
    ingested >> all_dumps_read()
    ingested >> lake_has_news() >> announce()


ingest_dumps()
