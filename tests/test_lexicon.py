import csv
from collections import Counter

import pytest

from newsledger.settings import PROJECT

LISTS = sorted((PROJECT / "include" / "newsledger" / "lexicon").glob("*.csv"))
SEEDS = sorted((PROJECT / "dbt_project" / "seeds").glob("*.csv"))


@pytest.mark.parametrize("path", LISTS + SEEDS, ids=lambda path: path.stem)
def test_a_word_list_has_rows_as_wide_as_its_header_and_none_twice(path):
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    entries = [tuple(cell for name, cell in zip(header, row, strict=True) if name != "note") for row in rows]

    assert entries
    assert [entry for entry, count in Counter(entries).items() if count > 1] == []
