"""How well dumps are cut: labels made by hand in articles.jsonl, floors in floors.json."""

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
from expected_articles import documents_of, dump_names

pytestmark = pytest.mark.quality

HERE = Path(__file__).parent
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["articles"]
LABELS = [json.loads(line) for line in (HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
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


def score() -> dict[str, float]:
    """Return the shares that floors.json bounds, over all labelled dumps."""
    labels = collections.defaultdict(list)
    for label in LABELS:
        labels[label["dump"], label["record"]].append(label)
    found, bodies, wanted, given = 0, [], 0, 0
    right: dict[str, list[bool]] = collections.defaultdict(list)
    false_dates = 0
    for name in dump_names():
        for record, document in enumerate(documents_of(name), 1):
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
def scores() -> dict[str, float]:
    assert len(LABELS) >= 30
    return score()


@pytest.mark.parametrize("name", ["article_f1", "body_token_f1", "headline", "outlet", "date"])
def test_articles_are_cut_no_worse_than_the_floor(scores: dict[str, float], name: str) -> None:
    assert scores[name] >= FLOORS[name], scores


def test_no_article_has_a_false_date(scores: dict[str, float]) -> None:
    assert scores["false_dates"] <= FLOORS["false_dates"], scores


if __name__ == "__main__":
    print(json.dumps(score(), indent=1))
