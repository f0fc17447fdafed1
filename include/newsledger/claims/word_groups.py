"""The closed groups of words that the reading of claims asks for by name."""

from newsledger.lexicon import read_group


def word_group(name: str) -> frozenset[str]:
    """Return the words of a group in lexicon/claim_words.csv.

    Raises:
        KeyError: no word belongs to such a group.
    """
    return read_group("claim_words", name)
