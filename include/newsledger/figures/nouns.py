"""Nouns: plural or not, their singular, and the class and unit of what they name."""

from functools import cache

from newsledger.lexicon import read_lexicon


def singular(word: str) -> str:
    """Return the singular of a plural noun in lower case: "cities" → "city"."""
    word = word.rstrip("'’")
    irregular = _irregular().get(word)
    if irregular is not None:
        return irregular
    if len(word) > 4 and word.endswith("men"):
        return word[:-2] + "an"
    if not is_plural(word):
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Return whether a lower-case word looks like a plural noun."""
    if word in _irregular() or (word.endswith("men") and len(word) > 4):
        return True
    if len(word) < 4 or not word.isalpha() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    return word not in not_plural()


def class_of(head: str) -> tuple[str | None, str]:
    """Return the class of a singular noun, and its unit: every kind of people is counted in persons."""
    known = _classes().get(head)
    if known is None and head.endswith(("man", "woman")) and len(head) > 5:
        return "person", "person"
    return known or (None, head)


@cache
def nominal_adjectives() -> frozenset[str]:
    """Return the adjectives and participles that stand for people: "30 wounded"."""
    return frozenset(row["plural"] for row in read_lexicon("irregular_plurals") if "stands for" in row["note"])


@cache
def _irregular() -> dict[str, str]:
    return {row["plural"]: row["singular"] for row in read_lexicon("irregular_plurals")}


@cache
def not_plural() -> frozenset[str]:
    """Return the words in -s that are no plural nouns."""
    return frozenset(row["word"] for row in read_lexicon("not_plural"))


@cache
def _classes() -> dict[str, tuple[str | None, str]]:
    return {row["noun"]: (row["class"], row["unit"]) for row in read_lexicon("counted_classes")}
