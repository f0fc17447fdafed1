"""Figures scored on labelled passages about invented events."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from newsledger.figures import find_figures
from newsledger.vocabulary import Article, Figure

pytestmark = pytest.mark.quality

HERE = Path(__file__).parent
MEASURES = (
    "value_precision",
    "value_recall",
    "value_f1",
    "full_f1",
    "unit",
    "bound",
    "counted_text",
    "metric",
    "as_of",
    "counted_class",
    "place",
)


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    return score(read_passages())


def test_the_labelled_set_is_large_and_spread_over_six_topics():
    passages = read_passages()

    assert len(passages) >= 80
    assert sum(len(passage["figures"]) for passage in passages) >= 200
    assert len({passage["topic"] for passage in passages}) == 6


@pytest.mark.parametrize("measure", MEASURES)
def test_figures_are_found_at_least_as_well_as_the_floor_says(scores, measure):
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["figures"]

    assert scores[measure] >= floors[measure]


def read_passages() -> list[dict[str, Any]]:
    lines = (HERE / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score(passages: list[dict[str, Any]]) -> dict[str, float]:
    """Return precision, recall and F1 of the values, and what share of those found is right in the rest."""
    pairs: list[tuple[dict[str, Any], Figure]] = []
    labelled_count = found_count = 0
    for passage in passages:
        found = find_figures(to_article(passage))
        labelled_count, found_count = labelled_count + len(passage["figures"]), found_count + len(found)
        pairs += pair(passage, found)
    right = {
        "unit": [label["unit"] == figure.unit for label, figure in pairs],
        "bound": [label["bound"] == figure.bound for label, figure in pairs],
        "counted_text": [is_same_thing(label["counted_text"], figure.counted_text) for label, figure in pairs],
        "metric": [label["metric"] == figure.metric for label, figure in pairs],
        "as_of": [is_same_day(label["as_of"], figure) for label, figure in pairs],
    }
    classed = [(label, figure) for label, figure in pairs if "counted_class" in label]
    right |= {
        "counted_class": [label["counted_class"] == figure.counted_class for label, figure in classed],
        "place": [is_same_place(label["place"], figure.place_text) for label, figure in classed],
    }
    full = sum(unit and bound for unit, bound in zip(right["unit"], right["bound"], strict=True))
    shares = {name: sum(values) / len(values) for name, values in right.items()}
    return shares | {
        "value_precision": len(pairs) / found_count,
        "value_recall": len(pairs) / labelled_count,
        "value_f1": 2 * len(pairs) / (found_count + labelled_count),
        "full_f1": 2 * full / (found_count + labelled_count),
    }


def pair(passage: dict[str, Any], found: list[Figure]) -> list[tuple[dict[str, Any], Figure]]:
    """Return the labels, each with the figure of the same end points whose words overlap its own."""
    pairs, free, start = [], list(found), 0
    for label in passage["figures"]:
        start = passage["text"].index(label["text"], start)
        end = start + len(label["text"])
        for figure in free:
            is_near = figure.char_start < end and start < figure.char_end
            if (
                is_near
                and is_close(label["value_low"], figure.value_low)
                and is_close(label["value_high"], figure.value_high)
            ):
                pairs.append((label, figure))
                free.remove(figure)
                break
        start += 1
    return pairs


def is_close(expected: float | None, value: float | None) -> bool:
    if expected is None or value is None:
        return expected is value
    return value == pytest.approx(expected, rel=1e-6)


def is_same_thing(expected: str | None, text: str | None) -> bool:
    """Return whether two phrases share at least half of their words; null matches null only."""
    if expected is None or text is None:
        return expected is text
    one, two = (set(re.findall(r"\w+", phrase.lower())) for phrase in (expected, text))
    return len(one & two) / len(one | two) >= 0.5


def is_same_place(expected: str | None, text: str | None) -> bool:
    """Return whether two places are the same words but for an article; null matches null only."""
    return (expected or "").removeprefix("the ") == (text or "").removeprefix("the ")


def is_same_day(expected: str | None, figure: Figure) -> bool:
    """Return whether as-of is the labelled day, month, year or interval, and null where none is labelled."""
    if expected is None or figure.as_of_earliest is None or figure.as_of_latest is None:
        return expected is None and figure.as_of_earliest is None
    first, _, last = expected.partition("..")
    days = (figure.as_of_earliest.isoformat(), figure.as_of_latest.isoformat())
    return days == (first, last) if last else all(day.startswith(first) for day in days)


def to_article(passage: dict[str, Any]) -> Article:
    day = dt.date.fromisoformat(passage["published"]) if passage["published"] else None
    return Article(
        article_id=passage["id"],
        document_id=passage["id"],
        ordinal=0,
        is_embedded=False,
        headline=None,
        standfirst_text=None,
        body_text=passage["text"],
        text_sha256="",
        language="en",
        outlet_name=None,
        outlet_evidence_text=None,
        provider_name=None,
        author_names=(),
        dateline_place=None,
        published_at=dt.datetime.combine(day, dt.time()) if day else None,
        published_earliest=day,
        published_latest=day,
        published_precision="day" if day else "unknown",
        published_basis="structured_data" if day else "none",
        published_evidence_text=None,
        page_date=None,
        word_count=len(passage["text"].split()),
    )
