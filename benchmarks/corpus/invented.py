"""Invented events: places, people, bodies and numbers, thrown by dice."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.corpus.grammar import Sentence, choose, read_grammar, render

_WORDS = Path(__file__).with_name("words.txt")
TOPICS = ("flood", "clash", "strike", "outbreak", "blast", "vote")
REPORTS = ("weather", "market", "traffic")
_FIRST_DAY = dt.date(2025, 1, 6)
_DAYS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, with its facts; the same facts whoever writes about it."""

    topic: str
    on: dt.date
    facts: Mapping[str, str]
    quotes: tuple[Sentence, ...]


@cache
def read_words() -> Mapping[str, tuple[str, ...]]:
    """Return the word lists by name."""
    words = {}
    for line in _WORDS.read_text(encoding="utf-8").splitlines():
        name, values = line.split(": ", 1)
        words[name] = tuple(values.split("|") if "|" in values else values.split())
    return words


def invent_place(dice: random.Random) -> str:
    """Return the name of a town that does not exist."""
    words = read_words()
    name = dice.choice(words["first"]) + dice.choice(words["middle"]) + dice.choice(words["last"])
    return dice.choice(("", "", "", "", "Port ", "Upper ", "Saint ")) + name


def invent_person(dice: random.Random) -> str:
    """Return a given name and a surname."""
    words = read_words()
    return f"{dice.choice(words['given'])} {dice.choice(words['surname'])}{dice.choice(words['surnameend'])}"


def invent_event(dice: random.Random) -> Event:
    """Return an event of some topic with its people, places, numbers and what was said on it."""
    words = read_words()
    topic = dice.choice(TOPICS)
    on = _FIRST_DAY + dt.timedelta(days=dice.randrange(_DAYS))
    place, town, region = invent_place(dice), invent_place(dice), invent_place(dice)
    facts = {
        "place": place,
        "town2": town,
        "region": f"{region} Province",
        "river": invent_place(dice).rsplit(" ", 1)[-1],
        "country": dice.choice(words["countries"]),
        "weekday": f"{on:%A}",
        "agency": f"the {region} {dice.choice(words['agencies'])}",
        "agency_head": invent_person(dice),
        "body2": f"the {place} {dice.choice(words['bodies'])}",
        "body2_person": invent_person(dice),
        "body3": f"the {dice.choice(words['others'])} in {town}",
        "official": invent_person(dice),
        "expert": invent_person(dice),
        "witness": invent_person(dice),
        "institute": dice.choice(words["institutes"]),
        "n1": str(dice.randrange(3, 90)),
        "n2": f"{dice.randrange(11, 990) * 100:,}",
        "n3": str(dice.randrange(110, 980)),
        "n4": str(dice.randrange(3, 60)),
        "p1": f"{dice.randrange(20, 98) / 10:.1f}",
        "p2": f"{dice.randrange(100, 190) / 10:.1f}",
        "m1": str(dice.randrange(2, 40)),
        "m2": str(dice.randrange(41, 900)),
    }
    facts["charge"] = dice.choice(read_grammar()[f"{topic}.charge"])
    quotes = tuple(choose(dice, "any.quote", place) for place in dice.sample(range(6), 4))
    return Event(topic=topic, on=on, facts=facts, quotes=quotes)


def invent_report(dice: random.Random, kind: str, on: dt.date) -> tuple[str, list[str]]:
    """Return the headline and sentences of a report that differs from others in its numbers and names only."""
    words = read_words()
    firms = dice.sample(words["firms"], 4)
    facts = {
        "place": invent_place(dice),
        "town2": invent_place(dice),
        "region": f"{invent_place(dice)} Province",
        "weekday": f"{on:%A}",
        "weekday2": f"{on + dt.timedelta(days=dice.randrange(1, 5)):%A}",
        "compass": dice.choice(words["compass"]),
        "level": dice.choice(words["levels"]),
        "move": dice.choice(words["moves"]),
        **{f"firm{place}": firm for place, firm in enumerate(firms, 1)},
        **{f"d{place}": str(dice.randrange(2, 99)) for place in range(1, 10)},
        **{f"t{place}": f"{dice.randrange(5, 22)}:{dice.randrange(10, 60)}" for place in range(1, 4)},
        **{f"c{place}": f"{dice.randrange(1, 999) / 100:.2f}" for place in range(1, 8)},
        **{f"i{place}": f"{dice.randrange(1000, 9999):,}" for place in range(1, 4)},
        **{f"m{place}": str(dice.randrange(10, 999)) for place in range(1, 3)},
    }
    headline = render(choose(dice, f"{kind}.headline", 0), facts)
    text = render(choose(dice, f"{kind}.report", 0), facts)
    return headline, [part if part.endswith(".") else f"{part}." for part in text.split(". ")]
