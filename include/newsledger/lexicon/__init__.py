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


@cache
def read_group(name: str, group: str) -> frozenset[str]:
    """Return the words of one group of a word list that has columns word and word_group.

    Raises:
        KeyError: no word belongs to such a group.
    """
    words = frozenset(row["word"] for row in read_lexicon(name) if row["word_group"] == group)
    if not words:
        raise KeyError(group)
    return words
