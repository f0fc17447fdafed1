"""Figures about something, by speaker, and how far they lie apart, from the published file alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsledger import warehouse
from newsledger.search import rules_for_words
from newsledger.words import Word, parse_words

Row = Mapping[str, Any]

_COUNTED = (
    "concat_ws(' ', ledger.counted_text, ledger.counted_class, ledger.side_name, ledger.place_text, "
    "replace(ledger.metric, '_', ' '), ledger.unit)"
)
_FIGURES = """
    select
        ledger.figure_id, ledger.claim_id, ledger.article_id, ledger.speaker_name, ledger.stance, ledger.bound,
        ledger.value_low, ledger.value_high, ledger.unit, ledger.counted_text, ledger.counted_class, ledger.side_name,
        ledger.metric, ledger.measure, ledger.place_text, ledger.as_of_earliest, ledger.as_of_latest,
        ledger.as_of_basis, ledger.via_text, ledger.outlet_name, ledger.figure_text, count(*) over () as found_count
    from figure_ledger as ledger
    where {}
    order by coalesce(ledger.value_low, ledger.value_high), ledger.value_high nulls last, ledger.figure_id
    limit ?
"""
_DISAGREEMENTS = """
    with members as (
        select behind.disagreement_id, count(*) as found_count
        from figure_disagreement_figures as behind
        inner join figure_ledger as ledger on behind.figure_id = ledger.figure_id
        where {}
        group by behind.disagreement_id
        having count(*) > 1
    )
    select
        rows.disagreement_id, rows.metric, rows.counted_class, rows.side_name, rows.place_name, rows.unit,
        rows.example_text, rows.as_of_earliest, rows.as_of_latest, rows.figure_count, rows.originator_count,
        rows.narrator_count, rows.lowest_value, rows.highest_value, rows.ranges_overlap, rows.corroboration,
        rows.speaker_names, rows.outlet_names
    from figure_disagreements as rows
    inner join members on rows.disagreement_id = members.disagreement_id
    order by members.found_count desc, rows.originator_count desc, rows.disagreement_id
    limit ?
"""
_MOST_DISAGREEMENTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAnswer:
    """How many figures there are in all, those from the lowest on, and the comparisons that hold two of them."""

    figure_count: int
    figures: tuple[Row, ...]
    disagreements: tuple[Row, ...]


def find_figures_about(file: Path, about: str, limit: int, is_with_superseded: bool = False) -> FigureAnswer:
    """Return the figures of which every word of `about` says what was counted.

    A word is met in what was counted, its class, its side, its place, the metric or the unit, in any inflection;
    "soldiers" also meets what is of the same class, as "troops" are.

    Raises:
        LedgerError: nothing is published, or `about` has no word.
    """
    rules = [_rule(word) for word in parse_words(about)]
    where = " and ".join([rule for rule, _ in rules] + ([] if is_with_superseded else ["ledger.is_current"]))
    values = [value for _, given in rules for value in given]
    with warehouse.reading_published(file) as connection:
        figures = warehouse.rows_of(connection, _FIGURES.format(where), [*values, limit])
        most = [*values, _MOST_DISAGREEMENTS]
        apart = warehouse.rows_of(connection, _DISAGREEMENTS.format(where), most) if figures else []
    return FigureAnswer(
        figure_count=figures[0]["found_count"] if figures else 0,
        figures=tuple({name: value for name, value in row.items() if name != "found_count"} for row in figures),
        disagreements=tuple(apart),
    )


def _rule(word: Word) -> tuple[str, list[Any]]:
    ((rule, values),) = rules_for_words(_COUNTED, (word,))
    if not word.classes:
        return rule, values
    return f"({rule} or list_contains(?, ledger.counted_class))", [*values, list(word.classes)]
