"""What SIGKILL leaves behind: `python -m benchmarks.killed_runs FOLDER --kills 20 --seed 1`.

Publishes three quarters of the sample dumps in a home under FOLDER, reads the rest into its lake, and runs build, audit
and publish as commands on a copy of it. Then, as often as asked, one of these steps, each as often as the others, is
killed at a random moment between its start-up and its end (every other time with its children, else the command alone),
and all three run once more. Prints a JSON object a kill: in which step, what was there after it, whether readers could
read, and the tables that differ from those of the undisturbed run. `runs` and `quality_results` are not compared: they
tell of the runs.
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
    homes = {_STEPS[0]: _prepare(wanted.folder)}
    old = _tables(homes[_STEPS[0]])
    start_up = _run("publish", homes[_STEPS[0]], "--help")
    seconds = {}
    for step, following in zip(_STEPS, (*_STEPS[1:], "undisturbed"), strict=True):
        homes[following] = _copied(homes[step], wanted.folder / f"before_{following}")
        seconds[step] = _run(step, homes[following])
    new = _tables(homes["undisturbed"])
    dice = random.Random(wanted.seed)  # noqa: S311 -- moments are no secret
    has_failed = False
    for number in range(wanted.kills):
        step = _STEPS[number % len(_STEPS)]
        is_killed = False
        while not is_killed:
            home = _copied(homes[step], wanted.folder / "killed")
            moment = dice.uniform(start_up, seconds[step])
            is_killed = _kill(step, home, moment, with_children=number % 2 == 0)
            seconds[step] = max(start_up, seconds[step] if is_killed else moment)
        left = _tell_what_is_there(home)
        is_readable = _tables(home) in (old, new)
        for again in _STEPS:
            seconds[again] = _run(again, home)
        found = _tables(home)
        differing = [table for table in new if found[table] != new[table]]
        has_failed |= bool(differing) or not is_readable
        told = {"kill": number, "step": step, "with_children": number % 2 == 0, "second": round(moment, 2)}
        print(json.dumps(told | {"left": left, "is_readable": is_readable, "differing": differing}), flush=True)
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
    for step in _STEPS:
        _run(step, home)
    _run("ingest", home, str(folder / "new"))
    return home


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


def _run(step: str, home: Path, *words: str) -> float:
    """Run a step and return how many seconds it took."""
    began = time.monotonic()
    process = _start(step, home, *words)
    _, told = process.communicate()
    if process.returncode:
        raise SystemExit(f"{step} in {home} failed: {told}")
    return time.monotonic() - began


def _kill(step: str, home: Path, seconds: float, with_children: bool) -> bool:
    """Run a step, kill it when the time is up, and return whether it was still at work."""
    process = _start(step, home)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        if with_children:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        return True
    return False


def _tell_what_is_there(home: Path) -> str:
    """Return how far the build that follows the first one has come."""
    first = (home.parent / "before" / "published").readlink().name
    candidates = [f"candidate of {len(list(folder.iterdir()))} files" for folder in (home / "candidate").iterdir()]
    releases = [
        f"{'whole' if (folder / 'newsledger.duckdb').exists() else 'begun'} release of "
        f"{len(list(folder.rglob('*.parquet')))} Parquet files"
        for folder in (home / "releases").iterdir()
        if folder.name != first
    ]
    read = f"readers on the {'old' if (home / 'published').readlink().name == first else 'new'} one"
    return ", ".join([*candidates, *releases, read])


def _tables(home: Path) -> dict[str, list[Any]]:
    with duckdb.connect(str(home / "published" / "newsledger.duckdb"), read_only=True) as connection:
        return {
            table: connection.execute(f"select * from {table} order by all").fetchall()  # noqa: S608 -- our own names
            for table in PUBLISHED
            if table not in _TELL_OF_RUNS
        }


if __name__ == "__main__":
    main()
