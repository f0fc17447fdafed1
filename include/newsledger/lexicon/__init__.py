"""The word lists: CSV files in this folder, one entry a line, each with a note on why it is there."""

import csv
from functools import cache
from importlib import resources


@cache
def read_lexicon(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `<name>.csv` in file order, keyed by its header line; cells are stripped text.

    Raises:
        FileNotFoundError: no word list has that name.
    """
    text = resources.files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(
        {key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(text.splitlines())
    )
