import json
import os

import pytest

from newsledger.assets import LAKE, PUBLISHED
from newsledger.settings import PROJECT


@pytest.fixture(scope="module")
def dags(tmp_path_factory):
    os.environ["AIRFLOW_HOME"] = str(tmp_path_factory.mktemp("airflow"))
    os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(PROJECT / "dags"))
    assert bag.import_errors == {}
    assert bag.captured_warnings == {}
    assert len(bag.dags) == 4
    return bag.dags


@pytest.mark.parametrize("dag_id", ["ingest_dumps", "publish_ledger", "replay_rejects", "backfill_dumps"])
def test_a_dag_has_owner_tags_retries_and_says_what_to_do_when_a_task_fails(dags, dag_id):
    dag = dags[dag_id]

    assert "A task failed: what now?" in dag.doc_md
    assert all(f"`{task.task_id}`" in dag.doc_md for task in dag.tasks if task.task_id not in TELLING)
    assert "newsledger" in dag.tags
    assert dag.max_active_runs == 1
    assert {task.owner for task in dag.tasks} == {"data-engineering"}
    assert all(task.retries >= 1 and task.retry_delay.total_seconds() > 0 for task in dag.tasks)


TELLING = {"all_dumps_read", "lake_has_news", "announce", "tell_what_is_gone"}


def test_ingest_maps_one_task_a_dump_and_wakes_publish_through_the_asset(dags):
    ingest = dags["ingest_dumps"]
    publish = dags["publish_ledger"]

    assert ingest.task_dict["ingest"].is_mapped
    assert ingest.task_dict["announce"].outlets == [LAKE]
    assert publish.timetable.asset_condition.objects == (LAKE,)


def test_a_failed_dump_fails_the_run_though_the_rest_is_announced(dags):
    tasks = dags["ingest_dumps"].task_dict

    assert tasks["lake_has_news"].trigger_rule == "all_done"
    assert tasks["all_dumps_read"].trigger_rule == "none_failed"
    assert tasks["all_dumps_read"].downstream_task_ids == set()
    assert "ingest" in tasks["all_dumps_read"].upstream_task_ids


def test_whatever_touches_the_warehouse_waits_for_the_one_writer(dags):
    tasks = dags["publish_ledger"].tasks

    assert {(task.pool, task.queue) for task in tasks} == {("duckdb_writer", "warehouse")}
    assert [t.task_id for t in dags["publish_ledger"].topological_sort()] == ["audit_lake", "build", "audit", "publish"]


def test_publish_announces_an_asset_for_those_who_build_on_it(dags):
    assert dags["publish_ledger"].task_dict["publish"].outlets == [PUBLISHED]


def test_the_trigger_form_offers_the_location_of_the_dumps(dags):
    schema = dags["ingest_dumps"].params.get_param("dumps").schema

    assert schema["type"] == "string"
    assert schema["minLength"] == 1
    assert json.dumps(schema)


@pytest.mark.parametrize(("dag_id", "mapped"), [("replay_rejects", "replay"), ("backfill_dumps", "ingest")])
def test_what_an_operator_starts_maps_one_task_a_dump_and_wakes_publish(dags, dag_id, mapped):
    tasks = dags[dag_id].task_dict

    assert tasks[mapped].is_mapped
    assert tasks["announce"].outlets == [LAKE]
    assert tasks["lake_has_news"].trigger_rule == "all_done"


def test_a_backfill_has_a_run_a_day_and_waits_until_it_is_wanted(dags):
    dag = dags["backfill_dumps"]

    assert dag.timetable.expression == "0 0 * * *"
    assert dag.is_paused_upon_creation
    assert not dag.catchup


def test_the_form_of_a_replay_offers_the_reasons(dags):
    schema = dags["replay_rejects"].params.get_param("reason").schema

    assert {None, "truncated", "unreadable"} <= set(schema["enum"])
