"""A figure on its way: a quantity in a sentence with what it counts."""

from dataclasses import dataclass

from newsledger.figures.counted import Counted
from newsledger.figures.quantities import Quantity
from newsledger.figures.tokens import Tokens
from newsledger.vocabulary import Metric


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with what it counts.

    `end` is the token after its words. `counted_at` are the characters of the text that name what was counted;
    they stand elsewhere when the noun is left out. `metric_before` is the metric of a figure in an earlier
    sentence whose noun this one takes over.
    """

    quantity: Quantity
    end: int
    counted: Counted | None = None
    counted_at: tuple[int, int] | None = None
    is_elided: bool = False
    metric_before: Metric | None = None


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The last counted thing of the sentences before: what a bare "put the number at 312" is a number of.

    Where nothing was counted it is the last measured amount, with `unit` and `kind` of its quantity. `is_same`
    says that the very number was given before.
    """

    counted: Counted | None
    counted_at: tuple[int, int] | None
    metric: Metric
    char_end: int
    unit: str | None = None
    kind: str = ""
    is_same: bool = False


def characters(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return where the tokens from start to end (exclusive) begin and end in the text."""
    return tokens.starts[start], tokens.ends[end - 1]
