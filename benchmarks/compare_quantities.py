"""Set our figures beside those of two other libraries, on the same labelled sentences.

Each library runs in an environment of its own; this file needs none but the one that it is asked for:

    pip install quantulum3                            # or: recognizers-text-suite 'emoji<2'
    python benchmarks/compare_quantities.py predict quantulum3 GOLD.jsonl > quantulum3.jsonl
    python benchmarks/compare_quantities.py table GOLD.jsonl newsledger.jsonl quantulum3.jsonl

GOLD has one JSON object a line: `id`, `text` and `quantities`, each with start, end, low, high and `change`
("~", "<", ">", anything else is exact); or it is tests/quality/figures.jsonl. Predictions are as in
quantities.py, and the name of their file names the system. The table shows F1 of span (a character shared),
value (the same end points) and value with its qualifier.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_SIGNS = {"about": "~", "at_least": ">", "more_than": ">", "at_most": "<", "less_than": "<"}


def read_gold(path: Path) -> list[Row]:
    """Return the labelled sentences: id, text and quantities with start, end, low, high and change."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row if "quantities" in row else row | {"quantities": _labels(row)} for row in rows]


def _labels(row: Row) -> list[Row]:
    """Return the labels of our own passages, which name the words of a figure in the order of the text."""
    labels, start = [], 0
    for figure in row["figures"]:
        start = row["text"].index(figure["text"], start)
        ends = {"start": start, "end": start + len(figure["text"])}
        is_vague = figure["bound"] == "vague"  # predictions end where the next order of magnitude begins
        high = figure["value_high"] + 1 if is_vague else figure["value_high"]
        values = {"low": figure["value_low"], "high": high}
        labels.append(ends | values | {"change": _SIGNS.get(figure["bound"], "=")})
        start += 1
    return labels


# ------------------------------------------------------------------------------------------ the libraries


def _newsledger() -> Callable[[str], list[Row]]:
    from benchmarks.quantities import predict

    return lambda text: list(predict({"id": "", "text": text})["quantities"])


def _quantulum3() -> Callable[[str], list[Row]]:
    """Return its parser; an uncertainty is read as a range, since that is how it gives ranges."""
    from quantulum3 import parser  # type: ignore[import-not-found]

    def find(text: str) -> list[Row]:
        return [
            {
                "start": found.span[0],
                "end": found.span[1],
                "text": found.surface,
                "low": found.value - (found.uncertainty or 0),
                "high": found.value + (found.uncertainty or 0),
                "unit": None if found.unit.name == "dimensionless" else found.unit.name,
                "approx": "=",
            }
            for found in parser.parse(text)
        ]

    return find


def _recognizers() -> Callable[[str], list[Row]]:
    """Return its models for numbers and units as one; the longer match wins, dates take theirs out."""
    import recognizers_date_time as dates  # type: ignore[import-not-found]
    import recognizers_number as numbers  # type: ignore[import-not-found]
    import recognizers_number_with_unit as units  # type: ignore[import-not-found]

    models = [units.recognize_currency, units.recognize_dimension, units.recognize_age]
    models += [units.recognize_temperature, numbers.recognize_percentage, numbers.recognize_number]

    def find(text: str) -> list[Row]:
        times = dates.recognize_datetime(text, "en-us")
        taken = [(found.start, found.end + 1) for found in times if not found.type_name.endswith("duration")]
        rows = []
        for found in sorted(
            (found for model in models for found in model(text, "en-us")), key=lambda f: f.start - f.end
        ):
            start, end = found.start, found.end + 1
            value = _number((found.resolution or {}).get("value"))
            if value is None or any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            unit = "%" if found.type_name == "percentage" else found.resolution.get("unit")
            ends = {"start": start, "end": end, "text": found.text, "low": value, "high": value}
            rows.append(ends | {"unit": unit, "approx": "="})
        return rows

    return find


def _number(text: Any) -> float | None:
    cleaned = str(text).replace("%", "").replace(",", "")
    try:
        return float(cleaned)
    except ValueError:  # "1/3" and "null" are what it gives for some words
        return None


SYSTEMS = {"newsledger": _newsledger, "quantulum3": _quantulum3, "recognizers": _recognizers}


# -------------------------------------------------------------------------------------------------- scores


def score(gold: list[Row], predicted: dict[str, list[Row]]) -> dict[str, float]:
    """Return F1 in percent of span, value and value with qualifier; pairs are one to one."""
    tests = {"span": _is_near, "value": _is_equal, "value + qualifier": _is_equal_and_bound_alike}
    scores = {}
    for name, test in tests.items():
        hits = sum(_pair_count(row["quantities"], predicted.get(row["id"], []), test) for row in gold)
        total = sum(len(row["quantities"]) + len(predicted.get(row["id"], [])) for row in gold)
        scores[name] = 200 * hits / total
    return scores


def _pair_count(gold: list[Row], predicted: list[Row], test: Callable[[Row, Row], bool]) -> int:
    """Return the size of the largest one-to-one matching."""
    owners: dict[int, int] = {}

    def is_placed(index: int, seen: set[int]) -> bool:
        for at, row in enumerate(predicted):
            if at not in seen and test(gold[index], row):
                seen.add(at)
                if at not in owners or is_placed(owners[at], seen):
                    owners[at] = index
                    return True
        return False

    return sum(is_placed(index, set()) for index in range(len(gold)))


def _is_near(gold: Row, row: Row) -> bool:
    return row["start"] is not None and row["start"] < gold["end"] and gold["start"] < row["end"]


def _is_equal(gold: Row, row: Row) -> bool:
    one, two = _ends(gold), _ends(row)
    return len(one) == len(two) > 0 and all(abs(a - b) <= 1e-5 * abs(a) + 1e-8 for a, b in zip(one, two, strict=True))


def _is_equal_and_bound_alike(gold: Row, row: Row) -> bool:
    signs = [sign if sign in ("~", "<", ">") else "=" for sign in (gold.get("change"), row["approx"])]
    return _is_equal(gold, row) and signs[0] == signs[1]


def _ends(row: Row) -> list[float]:
    return sorted({float(end) for end in (row["low"], row["high"]) if end is not None})


def main(arguments: list[str]) -> None:
    """Run one library over the sentences, or print the table."""
    if len(arguments) == 3 and arguments[0] == "predict" and arguments[1] in SYSTEMS:
        find = SYSTEMS[arguments[1]]()
        for row in read_gold(Path(arguments[2])):
            print(json.dumps({"id": row["id"], "quantities": find(row["text"])}, ensure_ascii=False))
    elif len(arguments) > 2 and arguments[0] == "table":
        gold = read_gold(Path(arguments[1]))
        print("| F1 | span | value | value + qualifier |\n|---|---|---|---|")
        for path in map(Path, arguments[2:]):
            rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
            scores = score(gold, {row["id"]: row["quantities"] for row in rows})
            print(f"| {path.stem} | " + " | ".join(f"{value:.1f}" for value in scores.values()) + " |")
    else:
        sys.exit(f"expected: predict ({' | '.join(SYSTEMS)}) GOLD, or: table GOLD PREDICTIONS ...")


if __name__ == "__main__":
    main(sys.argv[1:])
