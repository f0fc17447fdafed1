"""Today's shares against those of the last audits. Pure: numbers in, bounds out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Fewer rows or audits say little: one page without a date is half of two.
LEAST_ROWS = 30
LEAST_AUDITS = 3
MOST_AUDITS = 10
# What a change of the mix of sources does from day to day and nobody would act on.
_SHARE_SLACK = 0.1
_RATE_SLACK = 0.25
# Claims come in bunches: an article has none or ten. Three times what independent ones would scatter.
_BUNCHING = 3.0
_DEVIATIONS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A share or a rate, and the number of rows that it is a share of."""

    value: float
    row_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What is expected, and how it was found, for people."""

    lowest: float
    highest: float
    compared_text: str


def find_bounds(today: Measured, earlier: Sequence[Measured], is_share: bool) -> Bounds:
    """Return between which numbers today's value is no surprise after the last audits, newest first.

    Wider for few rows and for a value that went up and down before. Open, so that nothing surprises, when there are
    too few rows or audits to compare with.
    """
    highest_possible = 1.0 if is_share else math.inf
    told = f"{_text(today.value, is_share)} of {today.row_count} rows"
    usable = [one for one in earlier if one.row_count >= LEAST_ROWS][:MOST_AUDITS]
    if today.row_count < LEAST_ROWS or len(usable) < LEAST_AUDITS:
        return Bounds(lowest=0.0, highest=highest_possible, compared_text=f"{told}; too few to compare")
    row_count = sum(one.row_count for one in usable)
    mean = sum(one.value * one.row_count for one in usable) / row_count
    spread = math.sqrt(sum(one.row_count * (one.value - mean) ** 2 for one in usable) / row_count)
    scatter = mean * (1 - mean) if is_share else mean * _BUNCHING
    error = math.sqrt(scatter / today.row_count)
    slack = _SHARE_SLACK if is_share else _RATE_SLACK * mean
    reach = max(slack, _DEVIATIONS * math.hypot(spread, error))
    lowest, highest = max(0.0, mean - reach), min(highest_possible, mean + reach)
    expected = f"{_text(lowest, is_share)} to {_text(highest, is_share)}"
    return Bounds(
        lowest=lowest, highest=highest, compared_text=f"{told}, expected {expected} after {len(usable)} audits"
    )


def _text(value: float, is_share: bool) -> str:
    return f"{value:.0%}" if is_share else f"{value:.2f}"
