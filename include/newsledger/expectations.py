"""What would surprise us in a candidate, and how Great Expectations is asked. The only importer of it.

The rules for the lake stand in lake_rules.py. Each rule says in its notes why it is there.
"""

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
for _name in ("great_expectations", "great_expectations._docs_decorators"):
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


def list_rules(today: dt.date) -> tuple[Rule, ...]:
    """Return the rules of an audit that runs on this day (UTC)."""
    return (
        RowRule(
            rule_id="claims_quote_their_article",
            table_name="claims",
            severity="critical",
            query="""
                select claims.claim_id as key from {batch} as claims
                left join articles on claims.article_id = articles.article_id
                where claims.claim_text is distinct from array_to_string(list_transform(
                        claims.spans,
                        lambda part: substring(
                            articles.body_text, part.char_start + 1, part.char_end - part.char_start)
                    ), ' … ')
                    or claims.char_start is distinct from claims.spans[1].char_start
                    or claims.char_end is distinct from claims.spans[-1].char_end
                    or claims.char_start < 0 or length(claims.claim_text) = 0
            """,
            reason_text="A reader must find a claim's words at its offsets; a shifted one quotes somebody wrongly.",
        ),
        RowRule(
            rule_id="speakers_and_cues_quote_their_article",
            table_name="claims",
            severity="critical",
            query="""
                select claims.claim_id as key from {batch} as claims
                left join articles on claims.article_id = articles.article_id
                where (claims.speaker_text is not null and claims.speaker_text is distinct from substring(
                        articles.body_text, claims.speaker_char_start + 1,
                        claims.speaker_char_end - claims.speaker_char_start))
                    or (claims.cue_text is not null and claims.cue_text is distinct from substring(
                        articles.body_text, claims.cue_char_start + 1,
                        claims.cue_char_end - claims.cue_char_start))
                    or (claims.speaker_text is null) != (claims.speaker_char_start is null)
                    or (claims.cue_text is null) != (claims.cue_char_start is null)
                    or least(claims.speaker_char_start, claims.cue_char_start) < 0
            """,
            reason_text="The speaker and the reporting verb are evidence too and must stand where the row says.",
        ),
        RowRule(
            rule_id="figures_quote_their_article",
            table_name="figures",
            severity="critical",
            query="""
                select figures.figure_id as key from {batch} as figures
                left join articles on figures.article_id = articles.article_id
                where figures.figure_text is distinct from substring(
                        articles.body_text, figures.char_start + 1, figures.char_end - figures.char_start)
                    or figures.char_start < 0 or length(figures.figure_text) = 0
            """,
            reason_text="A number without its words cannot be checked by anyone.",
        ),
        RowRule(
            rule_id="figures_stand_in_their_claim",
            table_name="figures",
            severity="critical",
            query="""
                select figures.figure_id as key from {batch} as figures
                left join claims on figures.claim_id = claims.claim_id
                where figures.claim_id is not null
                    and (claims.article_id is distinct from figures.article_id or not list_bool_or(list_transform(
                        claims.spans,
                        lambda part: part.char_start < figures.char_end and figures.char_start < part.char_end)))
            """,
            reason_text="A number in a claim whose words do not hold it is put into somebody's mouth.",
        ),
        RowRule(
            rule_id="ledger_repeats_its_figures",
            table_name="figure_ledger",
            severity="critical",
            query="""
                select coalesce(ledger.figure_id, figures.figure_id) as key from {batch} as ledger
                full join figures on ledger.figure_id = figures.figure_id
                left join claims on figures.claim_id = claims.claim_id
                where ledger.figure_id is null or figures.figure_id is null
                    or ledger.value_low is distinct from figures.value_low
                    or ledger.value_high is distinct from figures.value_high
                    or ledger.unit is distinct from figures.unit
                    or ledger.figure_text is distinct from figures.figure_text
                    or ledger.as_of_earliest is distinct from figures.as_of_earliest
                    or ledger.speaker_name is distinct from claims.speaker_name
            """,
            reason_text="Most readers use the ledger alone; what it lost or changed is not looked for elsewhere.",
        ),
        RowRule(
            rule_id="ranges_are_in_order",
            table_name="figures",
            severity="critical",
            query="""
                select figure_id as key from {batch}
                where value_low > value_high or (value_low is null and value_high is null)
                    or isnan(coalesce(value_low, 0)) or isinf(coalesce(value_low, 0))
                    or isnan(coalesce(value_high, 0)) or isinf(coalesce(value_high, 0))
            """,
            reason_text="A range from high to low, or with no finite end, is a misread number.",
        ),
        RowRule(
            rule_id="bounds_agree_with_ends",
            table_name="figures",
            severity="critical",
            query="""
                select figure_id as key from {batch}
                where (bound in ('exact', 'about') and value_low is distinct from value_high)
                    or (bound in ('at_least', 'more_than') and (value_low is null or value_high is not null))
                    or (bound in ('at_most', 'less_than') and (value_high is null or value_low is not null))
                    or (bound in ('between', 'vague') and (value_low is null or value_high is null))
            """,
            reason_text="'Over 10,000' has no upper end; a closed end there is a number that nobody gave.",
        ),
        RowRule(
            rule_id="figures_have_a_unit_or_are_bare",
            table_name="figures",
            severity="critical",
            query="select figure_id as key from {batch} where unit is null and unit_text is not null",
            reason_text="A unit that was printed and not read makes metres of miles.",
        ),
        RowRule(
            rule_id="no_article_is_dated_after_its_capture",
            table_name="articles",
            severity="critical",
            query=f"""
                select articles.article_id as key from {{batch}} as articles
                left join documents on articles.document_id = documents.document_id
                where articles.published_at > documents.fetched_at
                    or articles.published_at::date > date '{today.isoformat()}' + 1
                    or articles.published_latest > date '{today.isoformat()}' + 1
            """,
            reason_text="A page cannot be older than its story. One day is left for time zones.",
        ),
        RowRule(
            rule_id="published_at_is_null_unless_the_day_is_known",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where (published_at is null)
                    != (published_basis = 'none' or published_precision not in ('minute', 'day'))
            """,
            reason_text="A guessed day is the mistake that this ledger exists to avoid.",
        ),
        RowRule(
            rule_id="publication_intervals_hold_their_date",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where published_earliest > published_latest
                    or (published_at is not null and not coalesce(
                        published_at::date between published_earliest and published_latest, false))
                    or (published_basis != 'none' and published_evidence_text is null)
            """,
            reason_text="The interval says what the text proves; the date must lie in it and have evidence.",
        ),
        RowRule(
            rule_id="publication_precision_is_that_of_the_interval",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where (published_precision in ('minute', 'day')
                        and coalesce(published_latest - published_earliest, 99) > 1)
                    or (published_basis = 'none'
                        and (published_earliest is not null or published_evidence_text is not null))
            """,
            reason_text="A day that spans a week is no day, a date without a basis is a guess. Zones may add a day.",
        ),
        RowRule(
            rule_id="dates_from_the_text_stand_in_it",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where published_basis = 'content' and strpos(body_text, published_evidence_text) = 0
            """,
            reason_text="A bound that the text gives is quoted from it; words that are not there prove nothing.",
        ),
        RowRule(
            rule_id="nothing_is_said_in_the_future",
            table_name="claims",
            severity="critical",
            query=f"""
                select claim_id as key from {{batch}} where said_earliest > date '{today.isoformat()}' + 1
                union all
                select figure_id as key from figures
                where as_of_basis in ('said', 'publication_proxy')
                    and as_of_earliest > date '{today.isoformat()}' + 1
            """,
            reason_text="What was said has been said. A day of time zones is left; events may lie ahead.",
        ),
        RowRule(
            rule_id="former_versions_have_a_successor",
            table_name="articles",
            severity="critical",
            query="""
                select former.article_id as key from {batch} as former
                left join articles as later on former.article_id = later.supersedes_article_id
                where former.is_current != (later.article_id is null)
                    or former.supersedes_article_id = former.article_id
                    or (former.supersedes_article_id is null) != (former.version = 1)
            """,
            reason_text="Dashboards show current rows only; a version without a successor would be shown nowhere.",
        ),
        RowRule(
            rule_id="articles_were_seen_somewhere",
            table_name="articles",
            severity="critical",
            query="""
                select articles.article_id as key from {batch} as articles
                anti join article_appearances on articles.article_id = article_appearances.article_id
            """,
            reason_text="An article that no page printed has lost the way back to its dump.",
        ),
        RowRule(
            rule_id="long_articles_say_something",
            table_name="articles",
            severity="warning",
            query="""
                select articles.article_id as key from {batch} as articles
                anti join claims on articles.article_id = claims.article_id
                anti join figures on articles.article_id = figures.article_id
                where articles.language = 'en' and articles.word_count >= 200
            """,
            reason_text="News of 200 words without a speaker or a number is rare; many such rows are an extractor that "
            "failed.",
        ),
        RowRule(
            rule_id="publication_dates_agree",
            table_name="date_candidates",
            severity="warning",
            query="""
                select article_id as key from {batch}
                where candidate_role = 'publication' and date_precision in ('minute', 'day')
                    and basis not in ('byline', 'relative_to_capture')
                group by article_id
                having max(earliest) > min(latest) + 1
            """,
            reason_text="A page that states two days is published with the interval that holds both; one is wrong.",
        ),
        RowRule(
            rule_id="claims_have_a_speaker_or_say_unattributed",
            table_name="claims",
            severity="critical",
            query="""
                select claim_id as key from {batch}
                where (speaker_resolution = 'unattributed') != (speaker_text is null)
                    or (speaker_text is null) != (speaker_name is null)
                    or (speaker_text is null) != (speaker_kind is null)
                    or (speaker_name is null) != (speaker_id is null)
            """,
            reason_text="An empty speaker must be a statement, not an accident.",
        ),
        RowRule(
            rule_id="said_and_as_of_intervals_are_in_order",
            table_name="claims",
            severity="critical",
            query="""
                select claim_id as key from {batch} where said_earliest > said_latest
                union all
                select figure_id as key from figures where as_of_earliest > as_of_latest
            """,
            reason_text="An interval that ends before it begins is a misresolved date.",
        ),
        RowRule(
            rule_id="segments_tile_their_document",
            table_name="segments",
            severity="critical",
            query="""
                select cut.segment_id as key from (
                    select
                        segments.segment_id,
                        segments.char_start,
                        segments.char_end,
                        segments.segment_text,
                        documents.char_count,
                        lag(segments.char_end, 1, 0) over by_document as previous_end,
                        lead(segments.char_start) over by_document as next_start
                    from {batch} as segments
                    left join documents on segments.document_id = documents.document_id
                    window by_document as (partition by segments.document_id order by segments.ordinal)
                ) as cut
                where cut.char_start != cut.previous_end
                    or cut.char_end <= cut.char_start
                    or length(cut.segment_text) != cut.char_end - cut.char_start
                    or (cut.next_start is null and cut.char_end is distinct from cut.char_count)
            """,
            reason_text="Every character of a document lies in exactly one segment; a gap is lost text.",
        ),
        RowRule(
            rule_id="documents_are_cut",
            table_name="documents",
            severity="critical",
            query="""
                select documents.document_id as key from {batch} as documents
                anti join segments on documents.document_id = segments.document_id
            """,
            reason_text="A document without segments has vanished between reading and cutting.",
        ),
        RowRule(
            rule_id="ledger_is_not_empty",
            table_name="articles",
            severity="warning",
            query="select 'no articles' as key from {batch} having count(*) = 0",
            reason_text="Rules about rows pass on an empty table. An empty ledger is right only before the first dump.",
        ),
        RowRule(
            rule_id="values_are_of_this_world",
            table_name="figures",
            severity="warning",
            query="select figure_id as key from {batch} where greatest(abs(value_low), abs(value_high)) > 1e15",
            reason_text="World output is about 1e14 USD a year; larger values are misread scale words.",
        ),
        ShareRule(
            rule_id="articles_are_dated",
            table_name="articles",
            severity="warning",
            column="published_at",
            least_share=0.5,
            reason_text="Most news pages print their date; a lower share points at a stamp that we do not read yet.",
        ),
        ShareRule(
            rule_id="claims_are_attributed",
            table_name="claims",
            severity="warning",
            column="speaker_text",
            least_share=0.8,
            reason_text="About one claim in ten is 'reportedly'; a lower share points at speakers that are not found.",
        ),
    )


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
        return gxe.UnexpectedRowsExpectation(unexpected_rows_query=rule.query, **common)
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
