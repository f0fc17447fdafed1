import importlib.metadata
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from conftest import STORY
from newsledger import pipeline, version
from newsledger.cli import app
from newsledger.errors import LedgerError
from newsledger.local_airflow import running_airflow, running_dashboard

COMMANDS = (
    *("ingest", "audit", "build", "publish", "run", "serve", "dashboard"),
    *("status", "explain", "withdraw", "replay", "airflow", "docs"),
    *("search", "figures", "export"),
)
WITHOUT_JSON = {"serve", "dashboard", "airflow"}  # two never end, the third says what Airflow says


def call(*words, **environment):
    return CliRunner().invoke(app, [*words], env=environment)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_with_an_example(command):
    result = call(command, "--help")

    assert result.exit_code == 0
    assert f"Example: newsledger {command}" in result.output


def test_every_command_is_tested_for_its_help():
    assert {command.callback.__name__ for command in app.registered_commands} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_ends_can_answer_as_json(command):
    assert ("--json" in call(command, "--help").output) == (command not in WITHOUT_JSON)


def test_the_version_names_the_release_and_the_code_that_runs_and_dumps_name(settings):
    result = call("--version")

    assert result.exit_code == 0
    assert result.stdout.startswith(f"newsledger {importlib.metadata.version('newsledger')} ")
    assert pipeline.ingest(settings, settings.dumps).extractor_version in result.stdout
    assert version.build_version(settings.dbt_project) in result.stdout


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


def plant_rejects(settings):
    """Put beside the story a dump of a good line and two bad ones."""
    landing = Path(settings.dumps)
    good = json.dumps({"title": "Water", "text": STORY})
    (landing / "cut.jsonl").write_text(f'{good}\n{{"text": \n[1, 2]\n', encoding="utf-8")


def test_ingest_names_each_record_that_it_refuses(settings):
    plant_rejects(settings)

    result = call("ingest", settings.dumps, "--home", str(settings.home))

    assert f"refused: {settings.dumps}/cut.jsonl, line 2: broken_record: " in result.stderr
    assert f"refused: {settings.dumps}/cut.jsonl, line 3: broken_record: " in result.stderr
    assert "refused" not in result.stdout


def test_ingest_tells_as_json_what_it_read_refused_and_could_not_read(settings, monkeypatch):
    plant_rejects(settings)
    monkeypatch.setattr(pipeline, "ingest", _fail_on("halden.txt", pipeline.ingest))

    result = call("ingest", settings.dumps, "--home", str(settings.home), "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(dump["dump_uri"].rsplit("/", 1)[-1], dump["reject_count"]) for dump in told["dumps"]] == [("cut.jsonl", 2)]
    assert [reject["record_locator"] for reject in told["rejects"]] == ["line 2", "line 3"]
    assert told["failed"] == [{"dump_uri": f"{settings.dumps}/halden.txt", "error_text": "the disk is full"}]


def _fail_on(name, ingest):
    def ingest_or_fail(settings, uri, **options):
        if uri.endswith(name):
            raise OSError("the disk is full")
        return ingest(settings, uri, **options)

    return ingest_or_fail


def test_a_build_an_audit_and_a_publish_tell_as_json_where_readers_look(grown, monkeypatch):
    home = ("--home", str(grown.home), "--json")
    build_id = pipeline.next_build(grown)
    monkeypatch.setattr(pipeline, "build", lambda *_arguments: build_id)
    built = json.loads(call("build", *home).stdout)

    checks = json.loads(call("audit", *home).stdout)
    published = json.loads(call("publish", *home).stdout)

    assert built == {"build_id": build_id, "file": str(grown.home / "candidate" / build_id / "newsledger.duckdb")}
    assert {check["build_id"] for check in checks} == {build_id}
    assert published == {"build_id": build_id, "file": str(grown.published_file)}


def test_a_withdrawal_and_its_undoing_are_told_as_json(published):
    home = ("--home", str(published.home), "--json")

    out = json.loads(call("withdraw", "halden.txt", "--reason", "retracted", *home).stdout)
    back = json.loads(call("withdraw", "halden.txt", "--undo", *home).stdout)

    assert (out["is_taken_out"], out["article_count"], out["reason_text"]) == (True, 1, "retracted")
    assert (back["is_taken_out"], back["dump_id"]) == (False, out["dump_id"])


def test_a_replay_tells_as_json_what_became_of_the_rejects(settings):
    plant_rejects(settings)
    call("ingest", settings.dumps, "--home", str(settings.home))
    (Path(settings.dumps) / "cut.jsonl").write_text(json.dumps({"title": "Water", "text": STORY}), encoding="utf-8")

    told = json.loads(call("replay", "--home", str(settings.home), "--json").stdout)

    assert (told["before_count"], told["after_count"]) == (2, 0)
    assert [dump["dump_uri"] for dump in told["dumps"]] == [f"{settings.dumps}/cut.jsonl"]


def test_an_export_tells_as_json_what_it_wrote_and_never_into_the_table(published, tmp_path):
    home = ("--home", str(published.home), "--json")

    told = json.loads(call("export", "claims", str(tmp_path / "claims.csv"), "--format", "csv", *home).stdout)

    assert told["file"] == str(tmp_path / "claims.csv")
    assert told["row_count"] == len((tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()) - 1 > 0
    assert call("export", "claims", "-", "--format", "csv", *home).exit_code == 2


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


def test_a_run_through_airflow_keeps_standard_output_for_its_result(settings):
    code = (
        "import contextlib; from newsledger import cli, local_airflow, pipeline; "
        "local_airflow.running_airflow = lambda *_: contextlib.nullcontext(); "
        "ingest = lambda dumps: pipeline.ingest(cli.settings_of(None), dumps + '/halden.txt'); "
        "local_airflow.run_dags = lambda _airflow, dumps, _tell: ingest(dumps); "
        "cli.app()"
    )
    words = ["run", settings.dumps, "--home", str(settings.home), "--json"]
    environment = {**os.environ, "NEWSLEDGER_HOME": str(settings.home)}

    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=environment)

    assert json.loads(run.stdout)["dump_count"] == 1, run.stderr
    assert "1 dumps at" in run.stderr


def test_a_reader_who_has_seen_enough_ends_a_command_quietly(published):
    command = [sys.executable, "-m", "newsledger.cli", "figures", "--about", "household", "--home", str(published.home)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.close()

    assert process.stderr.read() == ""
    assert process.wait(30) in (0, 1)


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
