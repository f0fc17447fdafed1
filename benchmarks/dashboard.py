"""Seconds to the first paint of each page of the dashboard on a ledger of a million figures.

python -m benchmarks.dashboard HOME [FIGURES]: HOME is a home with a published ledger, which is multiplied in a folder
of its own: each article with its claims and figures again and again, three copies a story, and 50,000 questions, of
which those of HOME get all the figures. Needs Chromium at /usr/bin/chromium.

Told for each page: seconds until its heading, and until all of it is painted, in a browser that has never been there;
the CPU seconds of the server and of the browser in that time; the load average of the machine.
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import httpx
import psutil
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FIGURES = 1_000_000
QUESTIONS = 50_000
DISPUTES = 20_000
BODY_CHARACTERS = 1_500
RUNS = 5
# What stands on a page when it is painted: first its heading, last what takes longest.
HEADING = "h1"
CHART = '[data-testid="stVegaLiteChart"] svg, [data-testid="stVegaLiteChart"] canvas'
TABLE = '[data-testid="stDataFrame"] canvas'
PAGES = {
    "figures": ("/", (HEADING, CHART, TABLE)),
    "all figures": ("/?show=all+figures", (HEADING, TABLE)),
    "claims": ("/claims", (HEADING, TABLE)),
    "articles": ("/articles", (HEADING, CHART, TABLE)),
    "quality": ("/quality", (HEADING, CHART, TABLE)),
}
# Rows of the generated tables, each from the row of HOME and the number of its copy, `i`.
COPIES = {
    "articles": "select seen.* replace (md5(article_id || i) as article_id, md5(story_id || (i // 3)) as story_id, "
    f"concat_ws(' ', headline, i) as headline, left(body_text, {BODY_CHARACTERS}) as body_text)",
    "claims": "select seen.* replace (md5(claim_id || i) as claim_id, md5(article_id || i) as article_id)",
    "figures": "select seen.* replace (md5(figure_id || i) as figure_id, md5(article_id || i) as article_id, "
    "md5(claim_id || i) as claim_id)",
    "figure_ledger": "select seen.* replace (md5(figure_id || i) as figure_id, md5(article_id || i) as article_id, "
    "md5(story_id || (i // 3)) as story_id, md5(claim_id || i) as claim_id, value_low + i % 977 as value_low, "
    "value_high + i % 977 as value_high)",
    "figure_disagreement_figures": "select seen.* replace (md5(disagreement_figure_id || i) as disagreement_figure_id, "
    "md5(figure_id || i) as figure_id)",
    "figure_disagreements": "select seen.* replace (md5(disagreement_id || i) as disagreement_id, "
    "1 + i % 2 as originator_count)",
    "claim_disputes": "select seen.* replace (md5(dispute_id || i) as dispute_id, "
    "md5(denial_claim_id || i) as denial_claim_id, md5(answered_claim_id || i) as answered_claim_id)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """Seconds of one visit."""

    heading: float
    whole: float
    server_cpu: float
    browser_cpu: float


def multiply(source: Path, home: Path, figures: int) -> None:
    """Write the ledger of `home`: that of the file `source`, many times over."""
    file = home / "published" / "newsledger.duckdb"
    file.parent.mkdir(parents=True)
    with duckdb.connect(str(file)) as connection:
        connection.execute("set preserve_insertion_order = false")
        connection.execute(f"attach '{source}' as source (read_only)")
        connection.execute("copy from database source to newsledger")
        (found,) = connection.execute("select count(*) from source.figures").fetchone() or (0,)
        (questions,) = connection.execute("select count(*) from source.figure_disagreements").fetchone() or (0,)
        (disputes,) = connection.execute("select count(*) from source.claim_disputes").fetchone() or (0,)
        times = dict.fromkeys(COPIES, figures // max(found, 1))
        times["figure_disagreements"] = QUESTIONS // max(questions, 1)
        times["claim_disputes"] = DISPUTES // max(disputes, 1)
        for table, select in COPIES.items():
            connection.execute(
                f"insert into {table} {select} from source.{table} as seen, range({times[table]}) as copy (i)"
            )
        connection.execute("detach source")


@contextlib.contextmanager
def served(home: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Serve the dashboard of a home; give its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "newsledger.cli", "dashboard", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        while process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{port}/_stcore/health").is_success:
                    break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def paint(browser: Browser, server: psutil.Process, address: str, selectors: tuple[str, ...]) -> Painted:
    """Visit a page in a browser that has never been there, until each selector was seen."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    cpu = _cpu_of(server), _cpu_of_browser()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    seconds = []
    for selector in selectors:
        page.wait_for_selector(selector, timeout=60_000)
        seconds.append(time.perf_counter() - began)
    painted = Painted(
        heading=seconds[0],
        whole=seconds[-1],
        server_cpu=_cpu_of(server) - cpu[0],
        browser_cpu=_cpu_of_browser() - cpu[1],
    )
    context.close()
    return painted


def _cpu_of(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _cpu_of_browser() -> float:
    seconds = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.name().startswith("chrom"):
                seconds += _cpu_of(process)
    return seconds


def main(source: Path, figures: int) -> None:
    """Print a line a page: the first visit, then the medians of the visits after it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        multiply((source / "published" / "newsledger.duckdb").resolve(), home, figures)
        with served(home) as (address, server), sync_playwright() as playwright:
            flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
            for name, (path, selectors) in PAGES.items():
                first, *runs = [paint(browser, server, address + path, selectors) for _ in range(RUNS + 1)]
                sys.stdout.write(f"{name}: first {_line_of([first])}; then {_line_of(runs)}\n")
                sys.stdout.flush()
            browser.close()


def _line_of(runs: list[Painted]) -> str:
    heading, whole, server, browser = (
        statistics.median(getattr(run, name) for run in runs)
        for name in ("heading", "whole", "server_cpu", "browser_cpu")
    )
    worst = max(run.whole for run in runs)
    return (
        f"heading {heading:.2f} s, whole {whole:.2f} s (at most {worst:.2f}), CPU of the server {server:.2f} s, "
        f"of the browser {browser:.2f} s, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else FIGURES)
