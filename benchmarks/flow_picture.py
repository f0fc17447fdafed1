"""Draw docs/pictures/flow.svg: python -m benchmarks.flow_picture."""

import sys
from html import escape
from pathlib import Path

OUT = Path(__file__).parents[1] / "docs" / "pictures" / "flow.svg"
STEPS = (
    ("dumps", "text, HTML, JSON,", "Parquet, WARC, zip", "landing folder or object store"),
    ("lake", "documents, articles,", "claims, figures", "ingest · Python"),
    ("candidate", "related, compared,", "counted", "build · dbt, DuckDB"),
    ("audited", "keys, quotes, shares,", "drift", "audit · Great Expectations"),
    ("published", "one DuckDB file,", "Parquet beside it", "publish · one rename"),
)
BOX, GAP, TOP, HIGH = 150, 40, 74, 96
WIDTH = len(STEPS) * BOX + (len(STEPS) - 1) * GAP + 20
HEIGHT = 262
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b2733}.name{font-weight:700;font-size:15px}"
    ".by{font-size:12px;fill:#4a5a6a}"
    ".box{fill:#eef4fa;stroke:#2f6690;stroke-width:1.5}.last{fill:#e3f3e6;stroke:#2b7a4b}"
    ".way{stroke:#2f6690;stroke-width:2;fill:none}"
    ".back{stroke:#b3541e;stroke-width:1.5;fill:none;stroke-dasharray:5 4}.warn{fill:#b3541e}"
)


def draw() -> str:
    """Return the picture as SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(_spoken())}">',
        f"<style>{STYLE}</style>",
        '<defs><marker id="tip" markerWidth="9" markerHeight="8" refX="8" refY="4" orient="auto">'
        '<path d="M0,0 L9,4 L0,8 z" fill="#2f6690"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(10, 24, "Airflow runs ingest_dumps every hour; the asset it writes wakes publish_ledger", ""),
    ]
    for number, (name, first, second, by) in enumerate(STEPS):
        left = 10 + number * (BOX + GAP)
        middle = left + BOX // 2
        kind = "box last" if name == "published" else "box"
        parts.append(f'<rect class="{kind}" x="{left}" y="{TOP}" width="{BOX}" height="{HIGH}" rx="8"/>')
        parts.append(_text(middle, TOP - 10, by, "by", "middle"))
        parts.append(_text(middle, TOP + 28, name, "name", "middle"))
        parts.append(_text(middle, TOP + 54, first, "", "middle"))
        parts.append(_text(middle, TOP + 74, second, "", "middle"))
        if number:
            parts.append(
                f'<path class="way" d="M{left - GAP + 3},{TOP + HIGH // 2} H{left - 3}" marker-end="url(#tip)"/>'
            )
    audited = 10 + 3 * (BOX + GAP) + BOX // 2
    parts.append(f'<path class="back" d="M{audited},{TOP + HIGH} V{TOP + HIGH + 34} H{audited - 120}"/>')
    parts.append(_text(audited - 126, TOP + HIGH + 39, "fails: readers keep the last good ledger", "warn", "end"))
    parts.append(_text(WIDTH - 10, HEIGHT - 14, "read it with SQL, newsledger search / figures / export", "", "end"))
    parts.append("</svg>\n")
    return "\n".join(parts)


def _spoken() -> str:
    return "The way of the data: " + ", then ".join(f"{name} ({by})" for name, _, _, by in STEPS)


def _text(x: int, y: int, words: str, kind: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


if __name__ == "__main__":
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(draw(), encoding="utf-8")
    sys.stdout.write(f"{OUT}\n")
