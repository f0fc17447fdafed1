"""How well dumps are cut: labels made by hand in articles.jsonl and more_articles.jsonl, floors in floors.json.

The dumps of more_articles.jsonl lie in more_dumps. They were written later, and less was learnt from them.
"""

import collections
import datetime as dt
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from newsledger.segments import cut_document
from newsledger.vocabulary import Article

sys.path.insert(0, str(Path(__file__).parents[1]))
from expected_articles import DUMPS, documents_of, dump_names

pytestmark = pytest.mark.quality

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
FOLDERS = {"articles": DUMPS, "more_articles": HERE / "more_dumps"}
KINDS = ["article_f1", "body_token_f1", "headline", "outlet", "date"]
WORD = re.compile(r"\w+")
FOUND = 0.8  # token F1 from which an article counts as found


def tokens(text: str) -> collections.Counter[str]:
    return collections.Counter(WORD.findall(text.casefold()))


def token_f1(expected: collections.Counter[str], found: collections.Counter[str]) -> float:
    same = sum((expected & found).values())
    return 2 * same / (sum(expected.values()) + sum(found.values())) if same else 0.0


def labelled_body(label: dict[str, Any], text: str) -> collections.Counter[str]:
    start = text.index(label["body_start"])
    end = text.index(label["body_end"], start) + len(label["body_end"])
    body = text[start:end]
    for piece in label["left_out"]:
        assert piece in body, (label["dump"], piece)
        # the last one, for a pull quote stands after the words that it repeats
        head, tail = body.rsplit(piece, 1)
        body = head + " " + tail
    return tokens(body)


def labels_of(name: str) -> list[dict[str, Any]]:
    """Return the labels of one set of dumps."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def score(set_name: str) -> dict[str, float]:
    """Return the shares that floors.json bounds, over all labelled dumps of a set."""
    labels = collections.defaultdict(list)
    for label in labels_of(set_name):
        labels[label["dump"], label["record"]].append(label)
    found, bodies, wanted, given = 0, [], 0, 0
    right: dict[str, list[bool]] = collections.defaultdict(list)
    false_dates = 0
    for name in dump_names(FOLDERS[set_name]):
        for record, document in enumerate(documents_of(name, FOLDERS[set_name]), 1):
            articles = list(cut_document(document).articles)
            expected = labels.pop((name, record), [])
            wanted, given = wanted + len(expected), given + len(articles)
            for label in expected:
                gold = labelled_body(label, document.text)
                best = max(articles, key=lambda a: token_f1(gold, tokens(a.body_text)), default=None)
                value = token_f1(gold, tokens(best.body_text)) if best else 0.0
                bodies.append(value)
                if best is None or value < FOUND:
                    continue
                found += 1
                articles.remove(best)
                for kind, is_right in compared(label, best).items():
                    right[kind].append(is_right)
                false_dates += is_false_date(label, best)
            false_dates += sum(article.published_at is not None for article in articles)
    assert not labels, f"labels without a dump: {list(labels)}"
    shares = {kind: sum(values) / len(values) for kind, values in right.items()}
    return {
        "article_f1": 2 * found / (wanted + given),
        "body_token_f1": sum(bodies) / len(bodies),
        "false_dates": false_dates,
    } | shares


def compared(label: dict[str, Any], article: Article) -> dict[str, bool]:
    published = dt.date.fromisoformat(label["published"]) if label["published"] else None
    at = article.published_at.date() if article.published_at else None
    return {
        "headline": article.headline == label["headline"],
        "outlet": article.outlet_name == label["outlet"],
        "date": at == published,
    }


def is_false_date(label: dict[str, Any], article: Article) -> bool:
    at = article.published_at
    return at is not None and at.date().isoformat() != label["published"]


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, float]]:
    assert len(labels_of("articles")) >= 30
    return {name: score(name) for name in FOLDERS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FOLDERS)
def test_articles_are_cut_no_worse_than_the_floor(scores: dict[str, dict[str, float]], name: str, kind: str) -> None:
    assert scores[name][kind] >= FLOORS[name][kind], scores[name]


@pytest.mark.parametrize("name", FOLDERS)
def test_no_article_has_a_false_date(scores: dict[str, dict[str, float]], name: str) -> None:
    assert scores[name]["false_dates"] <= FLOORS[name]["false_dates"], scores[name]


if __name__ == "__main__":
    print(json.dumps({name: score(name) for name in FOLDERS}, indent=1))
