"""Write our figures for labelled sentences: python -m benchmarks.quantities GOLD.jsonl > PRED.jsonl.

GOLD has one JSON object a line with `id` and `text`. A prediction has the same id and `quantities`, each with
start, end, text, low, high, unit and approx ("=", "~", "<" or ">").
"""

import json
import sys
from pathlib import Path
from typing import Any

from newsledger.figures import find_figures
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Article, Figure

_SIGNS = {"about": "~", "more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<"}


def predict(record: dict[str, Any]) -> dict[str, Any]:
    """Return the quantities of one sentence in the format of the scorer."""
    figures = find_figures(article_of(record["id"], record["text"]))
    return {"id": record["id"], "quantities": [_to_quantity(figure) for figure in figures]}


def article_of(article_id: str, text: str) -> Article:
    """Return an article of which nothing is known but its words."""
    return Article(
        article_id=article_id,
        document_id=article_id,
        ordinal=0,
        is_embedded=False,
        headline=None,
        standfirst_text=None,
        body_text=text,
        text_sha256="",
        language="en",
        outlet_name=None,
        outlet_evidence_text=None,
        provider_name=None,
        author_names=(),
        dateline_place=None,
        published_at=None,
        published_earliest=None,
        published_latest=None,
        published_precision="unknown",
        published_basis="none",
        published_evidence_text=None,
        page_date=None,
        word_count=len(text.split()),
    )


def _to_quantity(figure: Figure) -> dict[str, Any]:
    return {
        "start": figure.char_start,
        "end": figure.char_end,
        "text": figure.figure_text,
        "low": figure.value_low,
        "high": _high(figure),
        "unit": _unit(figure),
        "approx": _sign(figure),
    }


def _high(figure: Figure) -> float | None:
    """Return the upper end; the scorer's vague words end where the next order of magnitude begins."""
    is_vague = figure.bound == "vague" and figure.value_high is not None
    return figure.value_high + 1 if is_vague and figure.value_high else figure.value_high


def _unit(figure: Figure) -> str | None:
    """Return a code as it is, an age as an age, a counted noun with its modifiers, a fraction as "% whole"."""
    codes = {row["unit"] for row in read_lexicon("units")} | {row["currency"] for row in read_lexicon("currencies")}
    if figure.unit is None:
        return f"% {figure.counted_text}" if figure.metric == "share" and figure.counted_text else None
    noun, _, denominator = figure.unit.partition("/")
    if noun not in codes:
        return f"{figure.unit_text or noun}/{denominator}" if denominator else figure.unit_text or noun
    is_age = figure.unit_text is not None and figure.unit_text.lower().split("-")[-1].split()[-1] in (
        "old",
        "age",
    )
    return figure.unit_text if is_age else figure.unit


def _sign(figure: Figure) -> str:
    """Return the sign of the bound; a range keeps its "about", which our bound "between" has no room for."""
    abouts = tuple(row["phrase"] for row in read_lexicon("bound_words") if row["bound"] == "about")
    if figure.bound == "between" and figure.figure_text.lower().startswith(abouts):
        return "~"
    return _SIGNS.get(figure.bound, "=")


def main() -> None:
    """Read the file named on the command line and print a prediction a line."""
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        print(json.dumps(predict(json.loads(line)), ensure_ascii=False))


if __name__ == "__main__":
    main()
