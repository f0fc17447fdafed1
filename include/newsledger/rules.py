"""What a check is, before anyone runs it. Which rules there are say lake_rules.py and candidate_rules.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsledger.vocabulary import QualityResult, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule:
    """A query that returns the keys of rows that break a rule, `{batch}` being the table.

    In the lake it returns their part_id too, and `part_names` has the file name of the dump of each part.
    """

    rule_id: str
    table_name: str
    severity: Severity
    query: str
    reason_text: str
    part_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRule:
    """A column is filled in at least this share of the rows."""

    rule_id: str
    table_name: str
    severity: Severity
    column: str
    least_share: float
    reason_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRule:
    """A column of a table of one row, the measures of an audit, lies between two numbers."""

    rule_id: str
    table_name: str
    severity: Severity
    column: str
    lowest: float
    highest: float
    checked_count: int
    compared_text: str
    reason_text: str


Rule = RowRule | ShareRule | MeasureRule


def stops(result: QualityResult) -> bool:
    """Return whether a result keeps what was audited from being built on or published."""
    return result.severity == "critical" and not result.is_passed
