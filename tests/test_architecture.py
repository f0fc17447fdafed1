"""Imports point the way the data goes, and what runs the steps is imported by nobody below it."""

import ast
import re

import pytest

from newsledger.settings import PROJECT

PACKAGE = PROJECT / "include" / "newsledger"
# From the core outwards: a module may import from its own row and from those above.
LAYERS = (
    ("vocabulary",),
    ("errors", "identity", "schema", "lexicon", "settings", "rules", "drift", "captures"),
    ("words", "footnotes", "linked_data", "command_line", "loopback", "processes"),
    ("dates", "speakers"),
    ("dumps", "segments", "sketches", "claims", "figures"),
    ("extract",),
    ("lake", "version", "expectations", "lake_rules", "candidate_rules", "data_docs", "docs"),
    ("warehouse",),
    ("lake_audit",),
    ("runs",),
    ("pipeline",),
    ("operations", "explain", "status", "search", "export"),
    ("question",),
    ("assets", "console", "dashboard"),
    ("answers",),
    ("local_airflow", "reader_commands", "step_commands"),
    ("cli",),
)
RANK = {module: rank for rank, row in enumerate(LAYERS) for module in row}


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "newsledger":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("newsledger."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("newsledger."))


def all_imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def module_of(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def test_every_module_has_its_place():
    assert FILES
    assert {module_of(path) for path in FILES} == set(RANK)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_towards_the_core(path):
    module = module_of(path)

    outwards = {name for name in imported_modules(path) if name != module and RANK[name] >= RANK[module]}

    siblings = {name for name in outwards if RANK[name] == RANK[module] and module in LAYERS[1] + LAYERS[2]}
    assert outwards - siblings == set()


@pytest.mark.parametrize(
    ("library", "owners"),
    [
        ("great_expectations", {"expectations"}),
        ("duckdb", {"warehouse"}),
        ("pyarrow.parquet", {"lake", "dumps", "dashboard"}),  # dumps reads, the dashboard gives what it shows
        ("airflow", {"assets"}),
        ("streamlit", {"dashboard"}),
    ],
)
def test_a_heavy_library_is_known_to_one_module(library, owners):
    users = {
        module_of(path)
        for path in FILES
        for name in all_imports(path)
        if name == library or name.startswith(f"{library}.")
    }

    assert users == owners


def test_the_dashboard_knows_nothing_of_the_lake_and_the_steps():
    known = {name for path in FILES if module_of(path) == "dashboard" for name in imported_modules(path)}

    assert "warehouse" in known
    assert known & {"lake", "lake_audit", "pipeline", "operations", "runs", "extract", "dumps"} == set()


@pytest.mark.parametrize("path", sorted((PROJECT / "dags").glob("*.py")), ids=lambda path: path.name)
def test_a_dag_file_is_short_and_imports_nothing_heavy_at_its_top(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    at_top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = [getattr(node, "module", None) or node.names[0].name for node in at_top]
    code = [node for node in tree.body if not isinstance(node, ast.Expr)]

    assert {name.split(".")[0] for name in names} <= {"datetime", "os", "typing", "airflow", "newsledger"}
    assert "newsledger.pipeline" not in names
    assert code[-1].end_lineno - code[0].lineno < 80


def test_no_value_of_a_figure_is_averaged():
    averages = re.compile(r"\b(?:avg|mean|median|mode|quantile\w*)\s*\(([^()]*)")
    found = {
        (path.name, match.group(1))
        for path in (PROJECT / "dbt_project").rglob("*.sql")
        for match in averages.finditer(path.read_text(encoding="utf-8"))
    }

    assert found
    assert [one for one in found if "value_low" in one[1] or "value_high" in one[1]] == []
