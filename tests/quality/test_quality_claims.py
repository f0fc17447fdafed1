"""Claims scored on labelled passages about invented people: courts, business, sport, science, disasters, politics."""

import json
import re
from pathlib import Path

import pytest

from newsledger.claims import find_claims
from newsledger.vocabulary import Article

pytestmark = pytest.mark.quality

HERE = Path(__file__).parent
TOKEN = re.compile(r"\w+")
MEASURES = ("precision", "recall", "f1", "speaker", "name", "cue", "stance", "exact_content")


@pytest.fixture(scope="module")
def scores():
    return score(read_passages())


def test_the_labelled_set_is_large_and_spread_over_six_topics():
    passages = read_passages()

    assert sum(len(passage["claims"]) for passage in passages) >= 150
    assert len({passage["topic"] for passage in passages}) == 6


@pytest.mark.parametrize("measure", MEASURES)
def test_claims_are_found_at_least_as_well_as_the_floor_says(scores, measure):
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["claims"]

    print(f"\nclaims {measure}: {scores[measure]:.3f}, floor {floors[measure]}")
    assert scores[measure] >= floors[measure]


def read_passages():
    return [json.loads(line) for line in (HERE / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


def article(text):
    return Article(
        article_id="an-article",
        document_id="a-document",
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


def words(text):
    return set(TOKEN.findall((text or "").lower()))


def jaccard(one, other):
    return len(one & other) / len(one | other) if one | other else 1.0


def pairs(labelled, found):
    """Pair labels with claims one to one: the best overlap of content first, then of speaker."""
    ranked = sorted(
        (
            -jaccard(words(" ".join(label["content"])), words(claim.claim_text)),
            -jaccard(words(label["speaker"]), words(claim.speaker_text)),
            i,
            j,
        )
        for i, label in enumerate(labelled)
        for j, claim in enumerate(found)
    )
    used_labels, used_claims, result = set(), set(), []
    for overlap, _, i, j in ranked:
        if -overlap >= 0.5 and i not in used_labels and j not in used_claims:
            used_labels.add(i)
            used_claims.add(j)
            result.append((labelled[i], found[j]))
    return result


def score(passages):
    matched, label_count, claim_count = [], 0, 0
    for passage in passages:
        found = find_claims(article(passage["text"]))
        matched += pairs(passage["claims"], found)
        label_count += len(passage["claims"])
        claim_count += len(found)
    precision, recall = len(matched) / claim_count, len(matched) / label_count

    def share(is_right):
        return sum(is_right(label, claim) for label, claim in matched) / len(matched)

    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "speaker": share(lambda label, claim: label["speaker"] == claim.speaker_text),
        "name": share(lambda label, claim: jaccard(words(label["name"]), words(claim.speaker_name)) >= 0.5),
        "cue": share(lambda label, claim: label["cue"] == claim.cue_text),
        "stance": share(lambda label, claim: label["stance"] == claim.stance),
        "exact_content": share(lambda label, claim: " … ".join(label["content"]) == claim.claim_text),
    }
