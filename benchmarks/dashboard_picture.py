"""Draw docs/pictures/dashboard.png from the sample dumps: python -m benchmarks.dashboard_picture.

The first answer of the Figures page, and the words behind one of its dots. Needs Chromium at /usr/bin/chromium.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.dashboard import CHART, CHROMIUM, TABLE, served

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "pictures" / "dashboard.png"
STEPS = (("ingest", str(ROOT / "tests" / "dumps")), ("audit", "--lake"), ("build",), ("audit",), ("publish",))
WIDTH, HEIGHT = 1120, 980
DOTS = '[data-testid="stVegaLiteChart"] .mark-symbol path'


def publish(home: Path) -> None:
    """Publish the ledger of the sample dumps in a home."""
    for step in STEPS:
        command = [sys.executable, "-m", "newsledger.cli", *step, "--home", str(home)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command


def draw(home: Path) -> bytes:
    """Return a picture of the first answer of a home: the numbers, the chart, and the words behind one of its dots."""
    with served(home) as (address, _), sync_playwright() as playwright:
        flags = ["--headless", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page(viewport={"width": WIDTH, "height": 2 * HEIGHT}, color_scheme="light")
        page.goto(address)
        for selector in (CHART, TABLE, DOTS):
            page.locator(selector).first.wait_for()
        page.wait_for_timeout(1500)  # the chart takes its width
        page.locator(DOTS).nth(1).click()
        page.locator("[data-mark]").first.wait_for()
        page.mouse.move(WIDTH - 5, 5)
        page.wait_for_timeout(1500)  # the tooltip goes, the table is drawn
        question = page.locator('[data-testid="stSelectbox"]').first.bounding_box()
        if question is None:
            raise AssertionError("the page asks no question")
        picture = page.screenshot(clip={"x": 0, "y": question["y"] - 10, "width": WIDTH, "height": HEIGHT})
        browser.close()
    return picture


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder))
        OUT.write_bytes(draw(Path(folder)))
    sys.stdout.write(f"{OUT}\n")
