"""Folders and environment, read once, frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie. All that Newsledger writes lies under `home`."""

    home: Path
    dumps: str
    project: Path

    @property
    def lake(self) -> Path:
        """The Parquet files that ingest writes."""
        return self.home / "lake"

    @property
    def candidates(self) -> Path:
        """Builds that are not published yet, one folder each."""
        return self.home / "candidate"

    @property
    def releases(self) -> Path:
        """Builds that passed their audit, one folder each."""
        return self.home / "releases"

    @property
    def published(self) -> Path:
        """A link to the release that readers see."""
        return self.home / "published"

    @property
    def published_file(self) -> Path:
        """The DuckDB file that readers open."""
        return self.published / "newsledger.duckdb"

    @property
    def dbt_project(self) -> Path:
        """The dbt project of this checkout."""
        return self.project / "dbt_project"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that the environment gives.

    NEWSLEDGER_HOME is the folder for all output (default `data` in the project), NEWSLEDGER_DUMPS what is ingested
    by default: a file, a folder or a URI (default: the sample dumps of the project).
    """
    return Settings(
        home=Path(environ.get("NEWSLEDGER_HOME") or PROJECT / "data").expanduser().absolute(),
        dumps=environ.get("NEWSLEDGER_DUMPS") or str(PROJECT / "tests" / "dumps"),
        project=PROJECT,
    )
