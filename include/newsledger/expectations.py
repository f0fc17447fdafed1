"""How Great Expectations is asked. The only importer of it; the rules stand in lake_rules.py and candidate_rules.py."""

import datetime as dt
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsledger.identity import content_id
from newsledger.rules import MeasureRule, RowRule, Rule, ShareRule
from newsledger.vocabulary import AuditStage, QualityResult

# Before the import: it greets with 200 lines of log, a progress bar and a call home.
for _name in ("great_expectations", "great_expectations._docs_decorators", "great_expectations.data_context"):
    logging.getLogger(_name).setLevel(logging.WARNING)
os.environ.setdefault("TQDM_DISABLE", "1")
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx  # noqa: E402  -- after the environment is set
import great_expectations.expectations as gxe  # noqa: E402
from great_expectations.core.expectation_validation_result import (  # noqa: E402
    ExpectationSuiteValidationResult,
)
from great_expectations.core.result_format import ResultFormat  # noqa: E402
from sqlalchemy import Engine, event  # noqa: E402
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy  # noqa: E402

MOST_FAILING_KEYS = 20


def ask(
    file: Path, rules: Sequence[Rule], audit_stage: AuditStage, build_id: str, audited_at: dt.datetime
) -> list[QualityResult]:
    """Ask every rule of a DuckDB file, opened read-only, and return one result a rule, in order.

    A rule that could not run has not passed; `observed_text` says why.
    """
    with _quiet_context() as context:
        source = context.data_sources.add_sql(
            name=audit_stage,
            connection_string=f"duckdb:///{file}",
            kwargs={"connect_args": {"read_only": True}},
        )
        execution = source.get_execution_engine()
        _fetch_at_once(execution.engine)
        validations = []
        tables = sorted({rule.table_name for rule in rules})
        for table in tables:
            batch = source.add_table_asset(name=table, table_name=table).add_batch_definition_whole_table("all")
            suite = context.suites.add(gx.ExpectationSuite(name=table))
            for rule in rules:
                if rule.table_name == table:
                    suite.add_expectation(_to_expectation(rule))
            validations.append(
                context.validation_definitions.add(gx.ValidationDefinition(name=table, data=batch, suite=suite))
            )
        checkpoint = context.checkpoints.add(
            gx.Checkpoint(name=audit_stage, validation_definitions=validations, result_format=ResultFormat.COMPLETE)
        )
        outcome = checkpoint.run()
        execution.close()
        for engine in (execution.engine, source.get_engine()):
            engine.dispose()
    found = {
        result.expectation_config.meta["rule_id"]: result
        for run in outcome.run_results.values()
        for result in _results_of(run)
    }
    return [_to_quality_result(rule, found[rule.rule_id], audit_stage, build_id, audited_at) for rule in rules]


@contextmanager
def _quiet_context() -> Iterator[Any]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    yield context


def _fetch_at_once(engine: Engine) -> None:
    """Read each result before the connection closes: Great Expectations reads it after."""

    @event.listens_for(engine, "after_cursor_execute")
    def _buffer(_conn: Any, cursor: Any, _sql: str, _parameters: Any, context: Any, _many: bool) -> None:
        if cursor.description is not None:
            context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                cursor, cursor.description, cursor.fetchall()
            )


def _to_expectation(rule: Rule) -> Any:
    common = {"severity": rule.severity, "notes": rule.reason_text, "meta": {"rule_id": rule.rule_id}}
    if isinstance(rule, RowRule):
        # in order, so that two audits of the same rows name the same keys
        query = f"select * from ({rule.query}) as broken order by all"
        return gxe.UnexpectedRowsExpectation(unexpected_rows_query=query, **common)
    if isinstance(rule, MeasureRule):
        return gxe.ExpectColumnMeanToBeBetween(
            column=rule.column, min_value=rule.lowest, max_value=rule.highest, **common
        )
    return gxe.ExpectColumnValuesToNotBeNull(column=rule.column, mostly=rule.least_share, **common)


def _results_of(run: Any) -> list[Any]:
    if not isinstance(run, ExpectationSuiteValidationResult):
        raise TypeError(f"expected a suite result from Great Expectations, got {type(run).__name__}")
    return list(run.results)


def _to_quality_result(
    rule: Rule, result: Any, audit_stage: AuditStage, build_id: str, audited_at: dt.datetime
) -> QualityResult:
    detail = dict(result.result or {})
    error = _first_error(result.exception_info)
    keys: tuple[str, ...] = ()
    checked: int | None = None
    failed: int | None = None
    value: float | None = None
    observed = error
    if isinstance(rule, RowRule):
        rows = (detail.get("details") or {}).get("unexpected_rows") or []
        keys = tuple(str(row["key"]) for row in rows[:MOST_FAILING_KEYS])
        failed = None if error else int(detail.get("observed_value") or 0)
        observed = error or _parts_text(rule, rows)
    elif isinstance(rule, ShareRule):
        failed = detail.get("unexpected_count")
        checked = detail.get("element_count")
        value = (checked - (failed or 0)) / checked if checked else None
        observed = error or _share_text(rule, value)
    else:
        checked = rule.checked_count
        value = detail.get("observed_value")
        observed = error or rule.compared_text
    return QualityResult(
        result_id=content_id(build_id, rule.rule_id),
        build_id=build_id,
        audit_stage=audit_stage,
        audited_at=audited_at,
        rule_id=rule.rule_id,
        table_name=rule.table_name,
        severity=rule.severity,
        is_passed=bool(result.success) and error is None,
        checked_count=checked,
        failed_count=failed,
        observed_text=observed,
        observed_value=value,
        failing_keys=keys,
        reason_text=rule.reason_text,
    )


def _parts_text(rule: RowRule, rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Return in which dumps the rows lie, where the rule knows the dumps of parts."""
    names = sorted({rule.part_names[row["part_id"]] for row in rows if row.get("part_id") in rule.part_names})
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"in {', '.join(names[:3])}{more}" if names else None


def _share_text(rule: ShareRule, share: float | None) -> str:
    if share is None:
        return "no rows"
    return f"{rule.column} is filled in {share:.0%}, expected at least {rule.least_share:.0%}"


def _first_error(exception_info: Any) -> str | None:
    """Return the message of an exception that kept the rule from running, in either of the two forms it comes in."""
    infos = [exception_info] if "raised_exception" in (exception_info or {}) else list((exception_info or {}).values())
    for info in infos:
        if isinstance(info, dict) and info.get("raised_exception"):
            return f"could not run: {info.get('exception_message')}"
    return None
