"""The closed groups of words that the reading of claims asks for by name."""

from functools import cache

from newsledger.lexicon import read_lexicon


@cache
def word_group(name: str) -> frozenset[str]:
    """Return the words of a group in lexicon/claim_words.csv.

    Raises:
        KeyError: no word belongs to such a group.
    """
    words = frozenset(row["word"] for row in read_lexicon("claim_words") if row["word_group"] == name)
    if not words:
        raise KeyError(name)
    return words
