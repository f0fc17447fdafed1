"""# Replay rejects

By hand, after a repair of the code or of files: reads the dumps that had rejects once more, one mapped task a dump, and
says in the log of `tell_what_is_gone` how many rejects are gone. When the lake is then ahead of what is published, it
announces the asset `newsledger_lake`, which wakes `publish_ledger`. The trigger form offers the reasons.

**A task failed: what now?**

- `list_rejected_dumps`: the lake cannot be read. The log says which file; `newsledger audit --lake` says more.
- `replay`: a lost connection or a full disk wants a clear of the task; anything else is a defect in the extractors, and
  the log names the document. A dump that is gone does not fail: its rejects stay, and the log says so.
- Any step can be run again at any time.
"""

from typing import get_args

from airflow.sdk import Param, dag, task

from newsledger.assets import DEFAULT_ARGS, LAKE
from newsledger.settings import read_settings
from newsledger.vocabulary import RejectReason


@task
def list_rejected_dumps(params: dict) -> list[str]:
    from newsledger import operations

    return operations.list_rejected_dumps(read_settings(), params["reason"])


@task(map_index_template="{{ task.op_kwargs['dump_id'] }}")
def replay(dump_id: str) -> list[int]:
    from newsledger import operations

    done = operations.replay(read_settings(), dump_id)
    return [done.before_count, done.after_count]


@task
def tell_what_is_gone(counts: list[list[int]]) -> str:
    from newsledger import operations

    return operations.tell_what_is_gone(counts[:])


@task.short_circuit(trigger_rule="all_done")
def lake_has_news() -> bool:
    from newsledger import pipeline

    return pipeline.has_news(read_settings())


@task(outlets=[LAKE])
def announce() -> None:
    """Wake whoever waits for the lake."""


@dag(
    schedule=None,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["newsledger", "operations"],
    doc_md=__doc__,
    params={
        "reason": Param(
            None,
            type=["null", "string"],
            enum=[None, *get_args(RejectReason)],
            title="Reason",
            description="Only dumps with a reject of this reason; all when empty.",
        ),
    },
)
def replay_rejects() -> None:
    replayed = replay.expand(dump_id=list_rejected_dumps())
    tell_what_is_gone(replayed) >> lake_has_news() >> announce()


replay_rejects()
