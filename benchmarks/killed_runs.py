"""What SIGKILL leaves behind: `python -m benchmarks.killed_runs FOLDER --kills 20 --seed 1`.

Publishes three quarters of the sample dumps in a home under FOLDER, reads the rest into its lake, and runs build, audit
and publish as commands on a copy of it. Then, as often as asked, the same on another copy, killed at a random moment of
the time that the last took (every other time with its children, else the command alone), and once more from the start.
Prints a JSON object a kill: in which step, whether readers could read, and the tables that differ from those of the
undisturbed run. `runs` and `quality_results` are not compared: they tell of the runs.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from newsledger.vocabulary import PUBLISHED

_STEPS = ("build", "audit", "publish")
_SAMPLES = Path(__file__).parents[1] / "tests" / "dumps"
_TELL_OF_RUNS = ("runs", "quality_results")


def main() -> None:
    """Kill and run again, as often as asked; exit code 1 when any table differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    before = _prepare(wanted.folder)
    undisturbed = _copied(before, wanted.folder / "undisturbed")
    seconds = _publish(undisturbed)
    expected = _tables(undisturbed)
    dice = random.Random(wanted.seed)  # noqa: S311 -- moments are no secret
    has_failed = False
    for number in range(wanted.kills):
        home = _copied(before, wanted.folder / "killed")
        moment = dice.uniform(0, seconds)
        told = {"kill": number, "second": round(moment, 1), "of": round(seconds, 1)}
        killed_in = _run_until(home, moment, with_children=number % 2 == 0)
        readable = _tables(home) == _tables(before) or _tables(home) == expected
        seconds = _publish(home)
        found = _tables(home)
        differing = [table for table in expected if found[table] != expected[table]]
        has_failed |= bool(differing) or not readable
        print(json.dumps(told | {"step": killed_in, "is_readable": readable, "differing": differing}), flush=True)
    sys.exit(has_failed)


def _prepare(folder: Path) -> Path:
    """Return a home with three quarters of the sample dumps published and the rest in its lake."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "published").mkdir(parents=True)
    (folder / "new").mkdir()
    for number, dump in enumerate(sorted(_SAMPLES.iterdir())):
        shutil.copy(dump, folder / ("new" if number % 4 == 0 else "published"))
    home = folder / "before"
    _run("ingest", home, str(folder / "published"))
    _publish(home)
    _run("ingest", home, str(folder / "new"))
    return home


def _publish(home: Path) -> float:
    """Run the steps and return how many seconds they took."""
    began = time.monotonic()
    for step in _STEPS:
        _run(step, home)
    return time.monotonic() - began


def _copied(home: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(home, target, symlinks=True)
    return target


def _start(step: str, home: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 -- our own command, no shell
        [sys.executable, "-m", "newsledger.cli", step, *words],
        env={**os.environ, "NEWSLEDGER_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _run(step: str, home: Path, *words: str) -> None:
    process = _start(step, home, *words)
    _, told = process.communicate()
    if process.returncode:
        raise SystemExit(f"{step} in {home} failed: {told}")


def _run_until(home: Path, seconds: float, with_children: bool) -> str:
    """Run the steps, kill the one that runs when the time is up, and return its name."""
    ends = time.monotonic() + seconds
    for step in _STEPS:
        process = _start(step, home)
        try:
            process.communicate(timeout=max(0.0, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            if with_children:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
            return f"{step}{' and its children' if with_children else ''}"
    return "none: it was done before"


def _tables(home: Path) -> dict[str, list[Any]]:
    with duckdb.connect(str(home / "published" / "newsledger.duckdb"), read_only=True) as connection:
        return {
            table: connection.execute(f"select * from {table} order by all").fetchall()  # noqa: S608 -- our own names
            for table in PUBLISHED
            if table not in _TELL_OF_RUNS
        }


if __name__ == "__main__":
    main()
