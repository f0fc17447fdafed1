"""A small ledger, built once, for every test that looks at the warehouse."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsledger import pipeline, warehouse
from newsledger.settings import PROJECT, Settings
from newsledger.vocabulary import Dump

DUMPS = PROJECT / "tests" / "dumps"
os.environ.setdefault("AIRFLOW_HOME", str(PROJECT / "data" / "airflow"))  # importing Airflow makes folders there
STORY = "\n\n".join(
    (
        "Reservoir at Halden Mill is half empty",
        "By Ines Okafor",
        "Published: 4 March 2026, 09:15 GMT",
        "The reservoir above Halden Mill held 41 million cubic metres on Monday, according to the Tarn Water Board, "
        "the lowest level for the season since records began.",
        '"We have never seen it this low in March," said Rolf Adeyemi, the board\'s chief engineer. He added that '
        "about 12,000 households could face restrictions from April if the rain stays away.",
        'The farmers\' union disputed the figure. "It is closer to 20,000 households," union secretary Petra '
        "Lindqvist said. She accused the board of counting only the valley and leaving out the farms on the plateau.",
    )
)
OTHER_STORY = STORY.replace("Halden Mill", "Port Averil").replace("41 million", "17 million")


@pytest.fixture(scope="session", autouse=True)
def _no_docs_and_no_data_tests() -> Iterator[None]:
    """Spare each home its dbt docs and data tests.

    The DAGs do all of it, in processes of their own; the sample dumps are built with data tests; unit tests run once.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "_write_dbt_docs", lambda settings, candidate: None)
        patch.setattr(warehouse, "_LEFT_OUT", ("unit_test", "test"))  # sampled_once runs the data tests
        yield


def make_settings(home: Path, dumps: Path = DUMPS) -> Settings:
    return Settings(home=home, dumps=str(dumps), project=PROJECT)


def ingest_all(settings: Settings) -> list[Dump]:
    return [pipeline.ingest(settings, uri) for uri in pipeline.list_new_dumps(settings)]


def publish_all(settings: Settings) -> Path:
    ingest_all(settings)
    build_id = pipeline.build(settings)
    pipeline.audit(settings, build_id)
    return pipeline.publish(settings, build_id)


def copy_home(settings: Settings, folder: Path) -> Settings:
    shutil.copytree(settings.home, folder / "home", symlinks=True)
    return make_settings(folder / "home", Path(settings.dumps))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with nothing in it, and a landing folder with one story."""
    landing = tmp_path / "landing"
    landing.mkdir()
    (landing / "halden.txt").write_text(STORY, encoding="utf-8")
    return make_settings(tmp_path / "home", landing)


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("published")
    landing = folder / "landing"
    landing.mkdir()
    (landing / "halden.txt").write_text(STORY, encoding="utf-8")
    settings = make_settings(folder / "home", landing)
    publish_all(settings)
    return settings


@pytest.fixture(scope="session")
def grown_once(published_once: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("grown")
    shutil.copytree(published_once.dumps, folder / "landing")
    (folder / "landing" / "averil.txt").write_text(OTHER_STORY, encoding="utf-8")
    shutil.copytree(published_once.home, folder / "home", symlinks=True)
    settings = make_settings(folder / "home", folder / "landing")
    pipeline.ingest(settings, str(folder / "landing" / "averil.txt"))
    pipeline.build(settings)
    return settings


@pytest.fixture
def published(published_once: Settings, tmp_path: Path) -> Settings:
    """A home with one story published."""
    return copy_home(published_once, tmp_path / "published")


@pytest.fixture
def grown(grown_once: Settings, tmp_path: Path) -> Settings:
    """A home with one story published, and a candidate with two that is not audited yet."""
    return copy_home(grown_once, tmp_path / "grown")


@pytest.fixture(scope="session")
def sampled_once(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = make_settings(tmp_path_factory.mktemp("sampled"))
    ingest_all(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "_LEFT_OUT", ("unit_test",))
        build_id = pipeline.build(settings)
    pipeline.audit(settings, build_id)
    return settings


@pytest.fixture
def sampled(sampled_once: Settings, tmp_path: Path) -> Settings:
    """A home with an audited candidate of all sample dumps, to be damaged."""
    return copy_home(sampled_once, tmp_path / "sampled")


_STATUS = [0]


def pytest_sessionfinish(exitstatus: int) -> None:
    _STATUS[0] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave as the command line does: the interpreter's own clean-up prints a page about DuckDB's Python types."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_STATUS[0])
