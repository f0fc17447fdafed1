"""Sentences with several ways to say them: the lines of grammar.txt, expanded with facts and choices."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("grammar.txt")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A line of the grammar with the choices made in it and the facts that it states."""

    kind: str
    place: int
    choices: tuple[int, ...]


@cache
def read_grammar() -> Mapping[str, tuple[str, ...]]:
    """Return the lines of the grammar by kind."""
    lines: dict[str, list[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, text = line.split(": ", 1)
            lines.setdefault(kind, []).append(text)
    return {kind: tuple(texts) for kind, texts in lines.items()}


def choose(dice: random.Random, kind: str, place: int) -> Sentence:
    """Return a line of a kind with choices thrown by the dice."""
    options = _options(read_grammar()[kind][place])
    return Sentence(kind=kind, place=place, choices=tuple(dice.randrange(count) for count in options))


def reword(dice: random.Random, sentence: Sentence, share: float) -> Sentence:
    """Return the same line with this share of its choices made otherwise."""
    options = _options(read_grammar()[sentence.kind][sentence.place])
    choices = tuple(
        (choice + dice.randrange(1, count)) % count if count > 1 and dice.random() < share else choice
        for choice, count in zip(sentence.choices, options, strict=True)
    )
    return Sentence(kind=sentence.kind, place=sentence.place, choices=choices)


def render(sentence: Sentence, facts: Mapping[str, str]) -> str:
    """Return the words of a sentence."""
    choices = iter(sentence.choices)
    text = read_grammar()[sentence.kind][sentence.place]
    text = _CHOICE.sub(lambda match: match[1].split("|")[next(choices)], text)
    # facts may hold facts: an accusation names a river
    while _FACT.search(text):
        text = _FACT.sub(lambda match: facts[match[1]], text)
    text = re.sub(" +", " ", text).strip()
    return text[0].upper() + text[1:]


def _options(text: str) -> list[int]:
    return [match.count("|") + 1 for match in _CHOICE.findall(text)]
