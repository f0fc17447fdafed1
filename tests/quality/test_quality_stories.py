"""How well copies and rewrites are told from rivals: a planted corpus, built in two steps; floors in floors.json."""

import json
import sys
from pathlib import Path

import pytest

from newsledger import pipeline
from newsledger.settings import PROJECT

sys.path.insert(0, str(PROJECT))
sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.corpus.__main__ import write_corpus
from benchmarks.score_corpus import score

from conftest import make_settings
from test_incremental import build_from_nothing, differing_tables

pytestmark = pytest.mark.quality

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["stories"]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A ledger of a planted corpus, most of it published and the rest built on top of that."""
    folder = tmp_path_factory.mktemp("planted")
    write_corpus(folder / "corpus", documents=400, seed=20261123, batches=[1.0, 0.3])
    settings = make_settings(folder / "home", folder / "corpus")
    for batch in ("batch_1", "batch_2"):
        for uri in pipeline.list_new_dumps(settings, str(folder / "corpus" / batch)):
            pipeline.ingest(settings, uri)
        build_id = pipeline.build(settings)
        pipeline.audit(settings, build_id)
        pipeline.publish(settings, build_id)
    return settings, json.loads((folder / "corpus" / "TRUTH.json").read_text(encoding="utf-8"))


def test_copies_and_rewrites_are_told_from_rivals_no_worse_than_the_floor(planted):
    settings, truth = planted
    found = score(settings.published_file, truth)["stories"]

    assert found["planted"] >= 300
    assert found["precision"] >= FLOORS["precision"], found
    assert found["recall"] >= FLOORS["recall"], found
    assert min(found["recall_of_copy_and_original"].values()) >= FLOORS["recall_of_each_kind"], found


def test_stories_that_grew_in_two_steps_are_those_of_a_build_from_nothing(planted, tmp_path):
    settings, _ = planted

    assert differing_tables(settings.published_file, build_from_nothing(settings, tmp_path)) == {}
