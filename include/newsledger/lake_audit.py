"""The audit of the lake: the parts that no audit has passed yet, before anything is built from them."""

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from newsledger import lake, version, warehouse
from newsledger.drift import Measured, find_bounds
from newsledger.lake_rules import list_lake_rules
from newsledger.rules import MeasureRule, Rule, stops
from newsledger.vocabulary import Dump, QualityResult

_MEASURES_TABLE = "measures"
_UNBOUNDED = 1e18


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """A share or a rate of what is new: `counted` of `rows_of`, both SQL."""

    rule_id: str
    counted: str
    rows_of: str
    is_share: bool
    reason_text: str


_MEASURES = (
    _Measure(
        rule_id="lake_share_dated",
        counted="(select count(published_at) from articles)",
        rows_of="(select count(*) from articles)",
        is_share=True,
        reason_text="A stamp that changed its form leaves the articles of a source without a date.",
    ),
    _Measure(
        rule_id="lake_share_attributed",
        counted="(select count(speaker_text) from claims)",
        rows_of="(select count(*) from claims)",
        is_share=True,
        reason_text="A sudden change points at quotation marks or names that are no longer read.",
    ),
    _Measure(
        rule_id="lake_share_rejected",
        counted="(select count(*) from rejects)",
        rows_of="(select count(*) from rejects) + (select count(*) from documents)",
        is_share=True,
        reason_text="More rejects than usual: a source changed its format, or a transfer broke off.",
    ),
    _Measure(
        rule_id="lake_claims_per_article",
        counted="(select count(*) from claims)",
        rows_of="(select count(*) from articles where language = 'en')",
        is_share=False,
        reason_text="Far fewer or more claims than usual: pages are cut in another way than before.",
    ),
    _Measure(
        rule_id="lake_figures_per_article",
        counted="(select count(*) from figures)",
        rows_of="(select count(*) from articles where language = 'en')",
        is_share=False,
        reason_text="Far fewer or more figures than usual: pages are cut in another way than before.",
    ),
)


def audit_parts(
    folder: Path, dumps: Sequence[Dump], earlier: Sequence[QualityResult], build_id: str, audited_at: dt.datetime
) -> list[QualityResult]:
    """Ask Great Expectations every rule of the lake about the parts of these dumps; one result a rule.

    Args:
        folder: the lake.
        dumps: those whose parts are looked at, at least one.
        earlier: results of audits of the lake before this one, newest first, for the drift.
        build_id: the build that the lake asks for.
        audited_at: now, in UTC.
    """
    from newsledger import expectations  # seconds of imports that only an audit needs

    names = {dump.part_id: dump.dump_uri.rsplit("/", 1)[-1] for dump in dumps}
    with tempfile.TemporaryDirectory(prefix="newsledger-audit-") as scratch:
        file = Path(scratch) / "lake.duckdb"
        _write_views(file, folder, dumps)
        rules: list[Rule] = [*list_lake_rules(audited_at.date(), names), *_measure(file, earlier)]
        return expectations.ask(file, rules, "lake", build_id, audited_at)


def _write_views(file: Path, folder: Path, dumps: Sequence[Dump]) -> None:
    """Write a DuckDB file with a view over the new parts of each table, and what is wrong with their files."""
    found = {
        (dump.part_id, table): lake.find_problem(folder, table, dump.part_id)
        for dump in dumps
        for table in lake.PART_TABLES
    }
    broken = {place for place, problem in found.items() if problem}
    # What older extractors read has no file for a table that came later.
    newest = {dump.part_id for dump in dumps if dump.extractor_version.split("+")[0] == version.extractor_version()}
    checked = [
        {"part_id": part_id, "table_name": table, "problem_text": problem}
        for (part_id, table), problem in found.items()
        if problem != lake.NOT_THERE or part_id in newest
    ]
    paths = {
        table: [folder / table / f"{dump.part_id}.parquet" for dump in dumps if (dump.part_id, table) not in broken]
        for table in lake.PART_TABLES
    }
    paths["dumps"] = [folder / "dumps" / f"{dump.dump_id}.parquet" for dump in dumps]
    views = {table: [lake.empty_file(folder, table), *files] for table, files in paths.items()}
    columns = {"part_id": pa.string(), "table_name": pa.string(), "problem_text": pa.string()}
    warehouse.write_views(file, views, {"part_files": pa.Table.from_pylist(checked, schema=pa.schema(columns))})


def _measure(file: Path, earlier: Sequence[QualityResult]) -> list[MeasureRule]:
    """Measure what is new, write it into the file as a table of one row, and return what is expected of it."""
    pairs = ", ".join(f"({one.counted}, {one.rows_of})" for one in _MEASURES)
    with warehouse.reading(file) as connection:
        counts = connection.execute(f"select * from (values {pairs})").fetchall()  # noqa: S608 -- our own queries
    measured = {
        one: Measured(value=counted / row_count, row_count=row_count)
        for one, (counted, row_count) in zip(_MEASURES, counts, strict=True)
        if row_count
    }
    if not measured:
        return []
    values = {one.rule_id: [found.value] for one, found in measured.items()}
    warehouse.write_views(file, {}, {_MEASURES_TABLE: pa.table(values)})
    return [_to_rule(one, found, _history(earlier)) for one, found in measured.items()]


def _to_rule(measure: _Measure, found: Measured, history: Mapping[str, Sequence[Measured]]) -> MeasureRule:
    bounds = find_bounds(found, history.get(measure.rule_id, ()), measure.is_share)
    return MeasureRule(
        rule_id=measure.rule_id,
        table_name=_MEASURES_TABLE,
        severity="warning",
        column=measure.rule_id,
        lowest=bounds.lowest,
        highest=min(bounds.highest, _UNBOUNDED),
        checked_count=found.row_count,
        compared_text=bounds.compared_text,
        reason_text=measure.reason_text,
    )


def _history(earlier: Sequence[QualityResult]) -> dict[str, list[Measured]]:
    """Return what audits that nothing stopped have measured, by rule; those of a stopped one were measured again."""
    stopped = {result.build_id for result in earlier if stops(result)}
    history: dict[str, list[Measured]] = {}
    for result in earlier:
        if result.observed_value is not None and result.checked_count and result.build_id not in stopped:
            one = Measured(value=result.observed_value, row_count=result.checked_count)
            history.setdefault(result.rule_id, []).append(one)
    return history
