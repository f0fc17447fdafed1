"""Which code made a row: hashes of the files that decide what comes out."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parent
# What runs the steps but never decides what a row says: modules, and one package.
OUTSIDE = {"dashboard"} | frozenset(
    f"{name}.py"
    for name in (
        "answers",
        "assets",
        "candidate_rules",
        "captures",
        "cli",
        "command_line",
        "console",
        "data_docs",
        "docs",
        "drift",
        "expectations",
        "export",
        "explain",
        "lake",
        "lake_audit",
        "lake_rules",
        "linked_data",
        "local_airflow",
        "loopback",
        "operations",
        "pipeline",
        "processes",
        "question",
        "reader_commands",
        "rules",
        "runs",
        "search",
        "settings",
        "status",
        "step_commands",
        "version",
        "warehouse",
        "words",
    )
)
# Libraries that turn bytes into text: another version can give other rows.
_PARSERS = ("fastwarc", "resiliparse", "selectolax")
_LAKE_RULES = ("lake_rules.py", "rules.py")


@cache
def extractor_version() -> str:
    """Return 16 hexadecimal digits that change when the code, a word list or a parser of the extractors changes."""
    files = (
        path
        for pattern in ("**/*.py", "**/*.csv")
        for path in _PACKAGE.glob(pattern)
        if path.relative_to(_PACKAGE).parts[0] not in OUTSIDE
    )
    parsers = " ".join(f"{name}=={version(name)}" for name in _PARSERS)
    return hashlib.sha256(f"{_hash_files(_PACKAGE, files)} {parsers}".encode()).hexdigest()[:16]


def build_version(dbt_project: Path) -> str:
    """Return 16 hexadecimal digits that change when the SQL, a seed or an expectation changes."""
    inside = ("models", "macros", "seeds", "tests", "dbt_project.yml", "profiles.yml")
    files = [path for name in inside for path in (dbt_project / name, *(dbt_project / name).glob("**/*"))]
    audit = _hash_files(_PACKAGE, (_PACKAGE / name for name in ("expectations.py", "candidate_rules.py", *_LAKE_RULES)))
    return hashlib.sha256((_hash_files(dbt_project, files) + audit).encode()).hexdigest()[:16]


def lake_rules_version() -> str:
    """Return 16 hexadecimal digits that change when a rule for the lake changes."""
    return _hash_files(_PACKAGE, (_PACKAGE / name for name in _LAKE_RULES))


def _hash_files(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
