"""The results of an audit as a page that needs no internet: docs/adr/0004 says why it is our own."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from newsledger.rules import stops
from newsledger.vocabulary import QualityResult


def write_data_docs(folder: Path, results: Sequence[QualityResult]) -> Path:
    """Write `index.html` with every check, its reason and the rows that broke it; return its path.

    The results of a build's audits are in the order of the audits.
    """
    environment = Environment(loader=PackageLoader("newsledger", "templates"), autoescape=True)
    failed = [result for result in results if not result.is_passed]
    page = environment.get_template("data_docs.html").render(
        build_id=results[0].build_id,
        audited_at=results[-1].audited_at.isoformat(sep=" ", timespec="seconds"),
        stages=list(dict.fromkeys(result.audit_stage for result in results)),
        results=results,
        stopped=sum(map(stops, results)),
        warned=sum(result.severity == "warning" for result in failed),
    )
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / ".index.html"
    unfinished.write_text(page, encoding="utf-8")
    return unfinished.replace(folder / "index.html")
