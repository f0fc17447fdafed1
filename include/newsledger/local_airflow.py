"""Airflow on this machine: its real scheduler, workers and API on loopback, SQLite below, started and stopped here.

For one machine and for looking around; docker-compose.yml runs the same DAGs on Celery workers.
"""

import datetime as dt
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from newsledger.assets import WRITER_POOL
from newsledger.errors import LedgerError
from newsledger.loopback import HOST, check_port, free_port
from newsledger.processes import Tell, end_leftovers, note_processes, read_tail, start_process, stop_processes
from newsledger.settings import Settings

_START_SECONDS = 240
_WAKE_SECONDS = 60
_DASHBOARD_SECONDS = 60
_LONGEST_WAIT = 60  # seconds for SQLite's one writer; the default of 5 is too short where the machine is busy
_PROCESSES = "processes.json"
_FINISHED = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})
_INGEST, _PUBLISH = "ingest_dumps", "publish_ledger"
# Our DAGs, and which of their runs nobody waits for when Airflow was killed: what a person has asked for and has not
# begun, the days of a backfill among it, is still wanted.
_LEFTOVERS: Mapping[str, tuple[str, ...]] = {
    _INGEST: ("running", "queued"),
    _PUBLISH: ("running", "queued"),
    "replay_rejects": ("running",),
    "backfill_dumps": ("running",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Airflow:
    """A running Airflow: where it answers and how to log in."""

    url: str
    user: str
    password: str
    client: httpx.Client
    processes: Mapping[str, subprocess.Popen[bytes]]
    logs: Path


@contextmanager
def running_airflow(settings: Settings, tell: Tell, port: int | None = None) -> Iterator[Airflow]:
    """Start Airflow on loopback, wait until it answers, and stop every process of it at the end.

    Without a port it is there for one run: no triggerer, as none of our tasks is deferred, and the scheduler imports
    the steps once for all tasks. What a killed run of this home has left, processes and unfinished DAG runs, is ended
    first.

    Raises:
        LedgerError: it did not come up; the message names the log. Or another one is up in this home, or another
            program has its port.
    """
    home = settings.home / "airflow"
    logs = home / "processes"
    logs.mkdir(parents=True, exist_ok=True)
    end_leftovers(logs / _PROCESSES, tell)
    if port is not None:
        check_port(port)
    chosen_port = port or free_port()
    environment = _environment(settings, home, chosen_port)
    if port is None:
        environment["NEWSLEDGER_IMPORT_EARLY"] = "1"
    _migrate(home, environment, logs, tell)
    components = ("api-server", "scheduler", "dag-processor", *(() if port is None else ("triggerer",)))
    tell(f"starting Airflow: {', '.join(components)}")
    processes = {name: start_process(name, _airflow_command(name), environment, logs) for name in components}
    note_processes(logs / _PROCESSES, processes)
    try:
        airflow = _wait_until_ready(f"http://{HOST}:{chosen_port}", home, processes, logs)
        _make_pool(airflow)
        _fail_leftover_runs(airflow)
        tell(f"Airflow answers at {airflow.url}")
        yield airflow
        airflow.client.close()
    finally:
        stop_processes(processes)
        (logs / _PROCESSES).unlink()


@contextmanager
def running_dashboard(settings: Settings, port: int) -> Iterator[str]:
    """Start the dashboard of this home in a process of its own, give its address, and end it at the end.

    Raises:
        LedgerError: it did not come up; the message holds the end of its log. Or another program has its port.
    """
    logs = settings.home / "airflow" / "processes"
    logs.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "newsledger.cli", "dashboard", "--home", str(settings.home), "--port", str(port)]
    check_port(port)
    process = start_process("dashboard", command, os.environ, logs)
    note_processes(logs / _PROCESSES, {"dashboard": process})
    try:
        _wait_for_dashboard(f"http://{HOST}:{port}", process, logs)
        yield f"http://{HOST}:{port}"
    finally:
        stop_processes({"dashboard": process})


def run_dags(airflow: Airflow, dumps: str, tell: Tell) -> None:
    """Trigger `ingest_dumps`, wait for it and for the publish that it wakes, and tell each task as it ends.

    Raises:
        LedgerError: a task failed; the message holds the end of its log.
    """
    begun = dt.datetime.now(dt.UTC)
    try:
        states = run_dag(airflow, _INGEST, {"dumps": dumps}, tell)
        if states.get("announce") == "success":
            _follow(airflow, _PUBLISH, _woken_run(airflow, begun), tell)
        else:
            tell("nothing is new: no publish is due")
    except httpx.HTTPError as error:
        raise LedgerError(f"Airflow stopped answering ({error}); its logs lie in {airflow.logs}") from error


def run_dag(airflow: Airflow, dag_id: str, params: Mapping[str, Any], tell: Tell) -> dict[str, str]:
    """Trigger a DAG, wait for it, tell each task as it ends, and return the states of its unmapped tasks.

    Raises:
        LedgerError: a task failed; the message holds the end of its log.
        httpx.HTTPError: Airflow stopped answering.
    """
    run = _post(airflow, f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None, "conf": dict(params)})
    return _follow(airflow, dag_id, run["dag_run_id"], tell)


def call_airflow(settings: Settings, words: Sequence[str], tell: Tell) -> int:
    """Run a command of Airflow's own on the database of this home and return its exit code."""
    home = settings.home / "airflow"
    logs = home / "processes"
    logs.mkdir(parents=True, exist_ok=True)
    environment = _environment(settings, home, free_port())
    _migrate(home, environment, logs, tell)
    return subprocess.run(_airflow_command(*words), env=environment, check=False).returncode  # noqa: S603 -- a user's own


def _environment(settings: Settings, home: Path, port: int) -> dict[str, str]:
    """Return the environment as it is, with the settings that each Airflow process of this home needs."""
    own_bin = str(Path(sys.executable).parent)
    own_settings = str(settings.project / "include" / "airflow_settings")
    secret = _secret(home / ".secret")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **environment,
        "PATH": f"{own_bin}{os.pathsep}{environment.get('PATH', '')}",
        "PYTHONPATH": os.pathsep.join(filter(None, (own_settings, environment.get("PYTHONPATH")))),
        "PYTHONWARNINGS": "ignore",
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__API__BASE_URL": f"http://{HOST}:{port}",
        "AIRFLOW__API__HOST": HOST,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__SECRET_KEY": secret,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": secret,
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(settings.project / "dags"),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://{HOST}:{port}/execution/",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG": "4",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "10",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db?timeout={_LONGEST_WAIT}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
        "DO_NOT_TRACK": "1",
        "NEWSLEDGER_DUMPS": settings.dumps,
        "NEWSLEDGER_HOME": str(settings.home),
        "TQDM_DISABLE": "1",
    }


def _secret(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _airflow_command(*words: str) -> list[str]:
    return [str(Path(sys.executable).parent / "airflow"), *words]


def _migrate(home: Path, environment: Mapping[str, str], logs: Path, tell: Tell) -> None:
    """Make or upgrade Airflow's own database, once for each version of Airflow."""
    from importlib.metadata import version

    done = home / f".migrated-{version('apache-airflow')}"
    if done.exists() and (home / "airflow.db").exists():
        return
    tell("preparing Airflow's own database")
    with (logs / "db-migrate.log").open("w") as log:
        code = subprocess.run(  # noqa: S603 -- our own command, no shell
            _airflow_command("db", "migrate"), env=dict(environment), stdout=log, stderr=log, check=False
        ).returncode
    if code:
        raise LedgerError(f"airflow db migrate failed with code {code}:\n{read_tail(logs / 'db-migrate.log')}")
    done.touch()


def _fail_leftover_runs(airflow: Airflow) -> None:
    """End DAG runs whose workers are gone; they would block the next run until their heartbeat is missed."""
    for dag_id, states in _LEFTOVERS.items():
        for state in states:
            for run in _get(airflow, f"/api/v2/dags/{dag_id}/dagRuns", {"state": state})["dag_runs"]:
                path = f"/api/v2/dags/{dag_id}/dagRuns/{run['dag_run_id']}"
                airflow.client.patch(path, json={"state": "failed"}).raise_for_status()


def _wait_until_ready(url: str, home: Path, processes: Mapping[str, subprocess.Popen[bytes]], logs: Path) -> Airflow:
    deadline = time.monotonic() + _START_SECONDS
    airflow = None
    while time.monotonic() < deadline:
        _check_alive(processes, logs)
        try:
            airflow = airflow or _log_in(url, home, processes, logs)
            if airflow and _knows_dags(airflow):
                return airflow
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise LedgerError(f"Airflow did not come up within {_START_SECONDS} s; its logs lie in {logs}")


def _wait_for_dashboard(url: str, process: subprocess.Popen[bytes], logs: Path) -> None:
    deadline = time.monotonic() + _DASHBOARD_SECONDS
    while time.monotonic() < deadline and process.poll() is None:  # another program may answer on its port
        with suppress(httpx.TransportError):
            if httpx.get(f"{url}/_stcore/health", timeout=5).is_success:
                return
        time.sleep(0.3)
    raise LedgerError(f"the dashboard did not come up at {url}:\n{read_tail(logs / 'dashboard.log')}")


def _check_alive(processes: Mapping[str, subprocess.Popen[bytes]], logs: Path) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise LedgerError(
                f"airflow {name} ended with code {process.returncode}:\n{read_tail(logs / f'{name}.log')}"
            )


def _log_in(url: str, home: Path, processes: Mapping[str, subprocess.Popen[bytes]], logs: Path) -> Airflow | None:
    file = home / "simple_auth_manager_passwords.json.generated"
    if not file.exists():
        return None
    ((user, password),) = json.loads(file.read_text(encoding="utf-8")).items()
    answer = httpx.post(f"{url}/auth/token", json={"username": user, "password": password}, timeout=10)
    if answer.status_code != httpx.codes.CREATED:
        return None
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    client = httpx.Client(base_url=url, headers=headers, timeout=30)
    return Airflow(url=url, user=user, password=password, client=client, processes=processes, logs=logs)


def _knows_dags(airflow: Airflow) -> bool:
    health = _get(airflow, "/api/v2/monitor/health")
    if health["scheduler"]["status"] != "healthy":
        return False
    known = {dag["dag_id"] for dag in _get(airflow, "/api/v2/dags")["dags"]}
    if known >= _LEFTOVERS.keys():
        return True
    errors = _get(airflow, "/api/v2/importErrors")["import_errors"]
    if errors:
        raise LedgerError("\n".join(f"{error['filename']}: {error['stack_trace']}" for error in errors))
    return False


def _make_pool(airflow: Airflow) -> None:
    answer = airflow.client.post(
        "/api/v2/pools",
        json={"name": WRITER_POOL, "slots": 1, "description": "One writer of DuckDB files at a time."},
    )
    if answer.status_code not in (httpx.codes.CREATED, httpx.codes.CONFLICT):
        raise LedgerError(f"Airflow did not make the pool {WRITER_POOL}: {answer.status_code} {answer.text}")


def _woken_run(airflow: Airflow, begun: dt.datetime) -> str:
    """Return the id of the publish run that the asset has started since, waiting for it."""
    deadline = time.monotonic() + _WAKE_SECONDS
    while time.monotonic() < deadline:
        query = {"order_by": "-run_after", "limit": 1, "run_after_gte": begun.isoformat()}
        runs = _get(airflow, f"/api/v2/dags/{_PUBLISH}/dagRuns", query)["dag_runs"]
        if runs:
            return str(runs[0]["dag_run_id"])
        time.sleep(0.5)
    raise LedgerError(f"the lake has news, but {_PUBLISH} did not start within {_WAKE_SECONDS} s")


def _follow(airflow: Airflow, dag_id: str, run_id: str, tell: Tell) -> dict[str, str]:
    """Wait for a DAG run, tell each task as it ends, and return the states of its unmapped tasks."""
    told: set[tuple[str, int]] = set()
    path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}"
    while True:
        _check_alive(airflow.processes, airflow.logs)
        state = _get(airflow, path)["state"]
        tasks = _get(airflow, f"{path}/taskInstances", {"limit": 2000})["task_instances"]
        for task in sorted(tasks, key=lambda task: task["end_date"] or ""):
            key = (task["task_id"], task["map_index"])
            if task["state"] in _FINISHED and key not in told:
                told.add(key)
                tell(_task_text(dag_id, task))
        if state in ("success", "failed"):
            break
        time.sleep(0.5)
    failed = [task for task in tasks if task["state"] == "failed"]
    if state == "failed":
        raise LedgerError("\n".join([f"{dag_id} failed", *(_failure_text(airflow, path, task) for task in failed)]))
    return {task["task_id"]: task["state"] for task in tasks if task["map_index"] < 0}


def _task_text(dag_id: str, task: Mapping[str, Any]) -> str:
    name = task.get("rendered_map_index") if task["map_index"] >= 0 else ""
    seconds = f"{task['duration']:.1f} s" if task["duration"] else ""
    return f"{task['state']:9} {dag_id}.{task['task_id']} {name or ''} {seconds}".rstrip()


def _failure_text(airflow: Airflow, path: str, task: Mapping[str, Any]) -> str:
    query = {"map_index": task["map_index"], "full_content": True}
    answer = airflow.client.get(
        f"{path}/taskInstances/{task['task_id']}/logs/{task['try_number']}",
        params=query,
        headers={"Accept": "application/json"},
    )
    lines = []
    if answer.is_success:
        for entry in answer.json().get("content", []):
            text = entry.get("event", "") if isinstance(entry, dict) else str(entry)
            for detail in entry.get("error_detail") or [] if isinstance(entry, dict) else []:
                text += f"\n    {detail.get('exc_type')}: {detail.get('exc_value')}"
            lines.append(text)
    return "\n".join([f"--- {task['task_id']}, the end of its log:", *lines[-12:]])


def _get(airflow: Airflow, path: str, query: Mapping[str, Any] | None = None) -> Any:
    answer = airflow.client.get(path, params=dict(query or {}))
    answer.raise_for_status()
    return answer.json()


def _post(airflow: Airflow, path: str, body: Mapping[str, Any]) -> Any:
    answer = airflow.client.post(path, json=dict(body))
    if answer.is_error:
        raise LedgerError(f"Airflow refused {path}: {answer.status_code} {answer.text}")
    return answer.json()
