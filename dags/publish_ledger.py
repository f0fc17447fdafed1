"""# Publish the ledger

Wakes on the asset `newsledger_lake`: Great Expectations audits what is new in the lake, dbt builds a candidate, Great
Expectations audits that too, and only then it takes the place of the published file, in one rename. Then the asset
`newsledger_published` is announced for those who build on it. One run at a time; the pool `duckdb_writer` has one slot.

**A task failed: what now?** Readers keep the last good file in every case.

- `audit_lake`: the log names each critical check with the dumps, the number of bad rows and some of their keys. A file
  that is gone or cut off: `newsledger ingest --again` reads its dump anew. Rows that contradict each other: mend the
  extractor, or take the dump out with `newsledger withdraw` so that the others are published. Then clear the task.
- `build`: the log names each dbt model or test that failed and what dbt said. Mend the SQL or the extractor, then
  clear the task.
- `audit`: the log names each critical check with the number of bad rows and some of their keys; the page
  `data_docs/index.html` shows up to 20 keys of each. The candidate stays in `candidate/<build_id>/` for a look. It
  fails at once, without retries, because the same rows would fail again. Mend what made them; the next ingest builds
  anew.
- `publish`: most likely the disk is full. Free space, then clear the task.
"""

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException

from newsledger.assets import DEFAULT_ARGS, LAKE, PUBLISHED, WRITER_POOL, WRITER_QUEUE
from newsledger.errors import AuditFailed
from newsledger.settings import read_settings


@task(pool=WRITER_POOL, queue=WRITER_QUEUE)
def audit_lake() -> str:
    from newsledger import pipeline

    try:
        return pipeline.audit_lake(read_settings()).build_id
    except AuditFailed as failure:
        raise AirflowFailException(str(failure)) from failure


@task(pool=WRITER_POOL, queue=WRITER_QUEUE)
def build() -> str:
    from newsledger import pipeline

    return pipeline.build(read_settings(), only_audited=True)


@task(pool=WRITER_POOL, queue=WRITER_QUEUE)
def audit(build_id: str) -> str:
    from newsledger import pipeline

    try:
        return pipeline.audit(read_settings(), build_id).build_id
    except AuditFailed as failure:
        raise AirflowFailException(str(failure)) from failure


@task(pool=WRITER_POOL, queue=WRITER_QUEUE, outlets=[PUBLISHED])
def publish(build_id: str) -> str:
    from newsledger import pipeline

    return str(pipeline.publish(read_settings(), build_id))


@dag(
    schedule=[LAKE],
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["newsledger", "publish"],
    doc_md=__doc__,
)
def publish_ledger() -> None:
    built = build()
    audit_lake() >> built
    publish(audit(built))


publish_ledger()
