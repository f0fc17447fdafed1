import shutil

import pytest

from newsledger import version
from newsledger.settings import PROJECT

PACKAGE = PROJECT / "include" / "newsledger"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package whose files can be changed."""
    shutil.copytree(PACKAGE, tmp_path / "newsledger", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(version, "_PACKAGE", tmp_path / "newsledger")
    return tmp_path / "newsledger"


def test_what_is_left_out_of_the_version_is_there():
    assert {name for name in version.OUTSIDE if not (PACKAGE / name).exists()} == set()


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("vocabulary.py", True),
        ("claims/__init__.py", True),
        ("lexicon/cues.csv", True),
        ("pipeline.py", False),
        ("cli.py", False),
    ],
)
def test_the_extractors_version_changes_with_what_decides_a_row(package, name, changes):
    before = version.extractor_version.__wrapped__()
    with (package / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert (version.extractor_version.__wrapped__() != before) == changes


@pytest.mark.parametrize(
    "name", ["models/marts/claims.sql", "seeds/speaker_aliases.csv", "tests/assert_no_article_is_lost.sql"]
)
def test_the_build_version_changes_with_the_sql_and_the_seeds(tmp_path, name):
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project)
    before = version.build_version(project)
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert version.build_version(project) != before


def test_the_build_version_changes_with_the_expectations(package):
    before = version.build_version(PROJECT / "dbt_project")
    with (package / "expectations.py").open("a", encoding="utf-8") as file:
        file.write("\n")

    assert version.build_version(PROJECT / "dbt_project") != before
