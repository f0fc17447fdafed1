"""Folders and environment, read once, frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from newsledger.errors import LedgerError

PROJECT = Path(__file__).resolve().parents[2]
FILE_NAME = "newsledger.duckdb"  # of the ledger, in each candidate and release
_REMEMBERED = ".dumps"
_MISREAD = frozenset("'\"[]{}*?#\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie. All that Newsledger writes lies under `home`."""

    home: Path
    dumps: str
    project: Path
    field_names: tuple[tuple[str, str], ...] = ()

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
        return self.published / FILE_NAME

    @property
    def dbt_project(self) -> Path:
        """The dbt project of this checkout."""
        return self.project / "dbt_project"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that the environment gives.

    NEWSLEDGER_HOME is the folder for all output (default `data` in the project), NEWSLEDGER_DUMPS what is ingested
    by default: a file, a folder or a URI (default: what the last run in this home read, else the sample dumps).
    NEWSLEDGER_FIELDS names the keys of records that no export of ours uses, as in "title=headline.main text=story".

    Raises:
        LedgerError: the path of the home holds a character that DuckDB or Airflow would take for something else.
    """
    home = Path(environ.get("NEWSLEDGER_HOME") or PROJECT / "data").expanduser().absolute()
    if misread := sorted(set(str(home)) & _MISREAD):
        raise LedgerError(f"the home {home} cannot be used: {' '.join(misread)} in its path means something to DuckDB")
    if home.exists() and not home.is_dir():
        raise LedgerError(f"the home {home} is a file; a folder is expected")
    remembered = home / _REMEMBERED
    return Settings(
        home=home,
        dumps=environ.get("NEWSLEDGER_DUMPS")
        or (remembered.read_text(encoding="utf-8") if remembered.exists() else str(PROJECT / "tests" / "dumps")),
        project=PROJECT,
        field_names=_field_names(environ.get("NEWSLEDGER_FIELDS", "")),
    )


def _field_names(text: str) -> tuple[tuple[str, str], ...]:
    pairs = tuple((ours, theirs) for ours, _, theirs in (word.partition("=") for word in text.split()))
    if wrong := [ours for ours, theirs in pairs if not ours or not theirs]:
        raise LedgerError(f"NEWSLEDGER_FIELDS: {' '.join(wrong)}: expected pairs such as title=headline.main")
    return tuple(sorted(pairs))


def remember_dumps(settings: Settings) -> None:
    """Keep the location of the dumps in the home, for later runs and for `newsledger serve`."""
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / _REMEMBERED).write_text(settings.dumps, encoding="utf-8")
