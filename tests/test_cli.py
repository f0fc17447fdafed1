import json
import os
import signal
import socket
import subprocess
import sys

import psutil
import pytest
from typer.testing import CliRunner

from newsledger.cli import app
from newsledger.errors import LedgerError
from newsledger.local_airflow import running_airflow, running_dashboard

COMMANDS = (
    *("ingest", "audit", "build", "publish", "run", "serve", "dashboard"),
    *("status", "explain", "withdraw", "replay", "airflow", "docs"),
    *("search", "figures", "export"),
)


def call(*words, **environment):
    return CliRunner().invoke(app, [*words], env=environment)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_with_an_example(command):
    result = call(command, "--help")

    assert result.exit_code == 0
    assert f"Example: newsledger {command}" in result.output


def test_every_command_is_tested_for_its_help():
    assert {command.callback.__name__ for command in app.registered_commands} == set(COMMANDS)


@pytest.mark.parametrize("command", ["ingest", "run"])
def test_a_location_that_is_not_there_is_named_at_once(command, tmp_path):
    result = call(command, str(tmp_path / "no_such_folder"), "--home", str(tmp_path / "home"))

    assert result.exit_code == 1
    assert "no_such_folder" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["audit", "publish"])
def test_a_step_before_its_time_says_what_to_run_first(command, tmp_path):
    result = call(command, "--home", str(tmp_path))

    assert result.exit_code == 1
    assert "run `newsledger build` first" in result.stderr


def test_a_wrong_command_line_has_its_own_exit_code():
    assert call("ingest", "--no-such-option").exit_code == 2


def test_ingest_tells_what_it_read(settings):
    result = call("ingest", settings.dumps, "--home", str(settings.home))

    assert result.exit_code == 0
    assert "1 new dumps: 1 documents, 0 records skipped, 0 rejects" in result.stdout


def test_status_of_an_empty_home_says_that_nothing_is_published(settings):
    result = call("status", "--home", str(settings.home), NEWSLEDGER_DUMPS=settings.dumps)

    assert result.exit_code == 0
    assert "nothing yet" in result.stdout
    assert "1 new dumps" in result.stdout


def noted(process):
    return [process.pid, psutil.Process(process.pid).create_time()]


@pytest.fixture
def sleepers():
    """Three processes, each in a group of its own, told apart by a word."""
    code = "import time; time.sleep(60)"
    started = [
        subprocess.Popen([sys.executable, "-c", code, word], start_new_session=True)
        for word in ("airflow", "/srv/airflow/newsledger/other", "newsledger.cli dashboard")
    ]
    yield started
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_what_a_killed_run_left_is_ended_and_nothing_else(settings, sleepers, monkeypatch):
    ours, other, _ = sleepers
    notes = settings.home / "airflow" / "processes" / "processes.json"
    notes.parent.mkdir(parents=True)
    notes.write_text(json.dumps({"owner": [ours.pid, 0.0], "scheduler": noted(ours), "triggerer": noted(other)}))
    monkeypatch.setattr("newsledger.local_airflow._migrate", _stop_here)
    told = []

    with pytest.raises(LedgerError, match="stopped by the test"), running_airflow(settings, told.append):
        pass

    assert told == ["ending 1 processes that a killed run has left"]
    assert ours.wait(5) == -signal.SIGKILL
    assert other.poll() is None
    assert not notes.exists()


def test_a_home_in_which_airflow_is_up_is_left_alone(settings, sleepers):
    owner, component, _ = sleepers
    notes = settings.home / "airflow" / "processes" / "processes.json"
    notes.parent.mkdir(parents=True)
    notes.write_text(json.dumps({"owner": noted(owner), "scheduler": noted(component)}))

    with pytest.raises(LedgerError, match=f"process {owner.pid}"), running_airflow(settings, print):
        pass

    assert component.poll() is None


def test_the_dashboard_of_a_killed_serve_is_noted_and_ended_at_the_next_start(settings, sleepers, monkeypatch):
    _, other, dashboard = sleepers
    notes = settings.home / "airflow" / "processes" / "processes.json"
    monkeypatch.setattr("newsledger.local_airflow.start_process", lambda *_arguments: dashboard)
    monkeypatch.setattr("newsledger.local_airflow._wait_for_dashboard", lambda *_arguments: None)
    monkeypatch.setattr("newsledger.local_airflow._migrate", _stop_here)
    monkeypatch.setattr("newsledger.local_airflow.stop_processes", lambda _processes: None)
    notes.parent.mkdir(parents=True)
    notes.write_text(json.dumps({"owner": noted(other), "scheduler": noted(other)}))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running_dashboard(settings, port):
        told = json.loads(notes.read_text())
    assert (told["owner"], told["scheduler"], told["dashboard"]) == (
        [os.getpid(), psutil.Process().create_time()], noted(other), noted(dashboard),
    )  # fmt: skip
    notes.write_text(json.dumps(told | {"owner": [dashboard.pid, 0.0]}))

    with pytest.raises(LedgerError, match="stopped by the test"), running_airflow(settings, lambda _line: None):
        pass

    assert dashboard.wait(5) == -signal.SIGKILL
    assert other.poll() is None


def test_a_port_of_another_program_is_refused(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(LedgerError, match=f"port {port}"), running_dashboard(settings, port):
            pass


def _stop_here(*_arguments):
    raise LedgerError("stopped by the test")


def test_a_ledger_that_is_none_is_told_without_a_traceback(settings):
    settings.published_file.parent.mkdir(parents=True)
    settings.published_file.write_text("no ledger")

    result = call("search", "water", "--home", str(settings.home))

    assert result.exit_code == 1
    assert "the ledger cannot be read" in result.stderr
    assert str(settings.published_file) in result.stderr
    assert "Traceback" not in result.output


def test_a_home_that_cannot_be_made_is_told_without_a_traceback():
    result = call("build", "--home", "/proc/newsledger")

    assert result.exit_code == 1
    assert "/proc/newsledger" in result.stderr
    assert "Traceback" not in result.output
