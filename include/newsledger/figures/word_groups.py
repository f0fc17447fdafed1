"""The closed groups of words that the reading of figures asks for by name."""

from newsledger.lexicon import read_group


def word_group(name: str) -> frozenset[str]:
    """Return the words of a group in lexicon/figure_words.csv.

    Raises:
        KeyError: no word belongs to such a group.
    """
    return read_group("figure_words", name)
