"""Processes that we start beside our own: each leads a group, is noted, and is ended, after a kill too."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from newsledger.errors import LedgerError

Tell = Callable[[str], None]
_STOP_SECONDS = 15


def start_process(
    name: str, command: Sequence[str], environment: Mapping[str, str], logs: Path
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own; what it prints goes to `<name>.log`."""
    with (logs / f"{name}.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 -- our own command, no shell
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def stop_processes(processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """End every process and its children: first asked, then killed."""
    for process in processes.values():
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    for process in processes.values():
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        _signal(process, signal.SIGKILL)
        process.wait()


def note_processes(file: Path, processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Write down who started which processes, beside those that are noted, for whoever comes after a kill."""
    noted = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    ids = {"owner": os.getpid(), **{name: process.pid for name, process in processes.items()}}
    noted |= {name: [process_id, psutil.Process(process_id).create_time()] for name, process_id in ids.items()}
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(noted), encoding="utf-8")
    unfinished.replace(file)


def end_leftovers(file: Path, tell: Tell) -> None:
    """End what is left of the noted processes of a run that was killed, and forget the notes.

    Raises:
        LedgerError: whoever has noted them is still there.
    """
    if not file.exists():
        return
    noted = json.loads(file.read_text(encoding="utf-8"))
    owner = noted.pop("owner")
    if _is_running(*owner):
        raise LedgerError(f"Airflow is up in this home already, started by process {owner[0]}: use it or stop it")
    left = [process for process in psutil.process_iter() if _belongs_to(process, noted)]
    if left:
        tell(f"ending {len(left)} processes that a killed run has left")
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    deadline = time.monotonic() + _STOP_SECONDS
    while any(map(_is_alive, left)) and time.monotonic() < deadline:  # their ports are wanted next
        time.sleep(0.05)
    file.unlink()


def read_tail(path: Path, lines: int = 15) -> str:
    """Return the last lines of a log."""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def _is_running(process_id: int, began: float) -> bool:
    """Return whether this very process is there: a later one may have taken its number."""
    try:
        return bool(psutil.Process(process_id).create_time() == began)
    except psutil.NoSuchProcess:
        return False


def _belongs_to(process: psutil.Process, noted: Mapping[str, tuple[int, float]]) -> bool:
    """Return whether a process of Airflow or of ours is in the group of a noted one, which may be gone itself."""
    try:
        group, began, words = os.getpgid(process.pid), process.create_time(), " ".join(process.cmdline()).split()
    except (ProcessLookupError, psutil.Error):
        return False
    # Never by a folder: the one that holds the project may be called newsledger.
    names = [Path(word).name for word in words]
    is_known = any(name == "airflow" or name.startswith(("airflow.", "newsledger.")) for name in names)
    return is_known and any(group == number and began >= since for number, since in noted.values())


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
