"""What the corpus holds: pages and, of each, what is true of it."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from benchmarks.corpus.grammar import Sentence, choose, read_grammar, render, reword
from benchmarks.corpus.invented import REPORTS, Event, invent_event, invent_person, invent_report, read_words

# How a copy differs from the text it is taken from.
COPIES = (
    "reheadlined",
    "cut_to_a_third",
    "inserted_paragraphs",
    "reordered",
    "boilerplate_added",
    "reworded_lightly",
    "reworded",
    "reworded_heavily",
    "cut_and_reworded",
)
_BAD_DATES = ("page_date_only", "copyright_only", "contradicting", "future")
_METRICS = {
    "clash": "troop_strength",
    "flood": "killed",
    "outbreak": "killed",
    "blast": "wounded",
    "strike": "other",
    "vote": "other",
}
# A lead that tells <n1> tells of so many dead, but in a vote.
_TOLLS = frozenset({"flood", "clash", "outbreak", "blast"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of the same thing that some originator gives."""

    originator: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it will be dumped, and what is true of it."""

    outlet: str
    slug: str
    headline: str
    author: str
    paragraphs: tuple[str, ...]
    published_at: dt.datetime
    fetched_at: dt.datetime
    event: int
    story: str
    how: str
    group: str
    date_fault: str = ""
    revises: str = ""
    counts: tuple[Count, ...] = ()
    metric: str = ""
    place: str = ""
    toll: int | None = None
    accuses: str = ""
    denies: str = ""


def plan_pages(dice: random.Random, documents: int) -> list[Page]:
    """Return about this many pages, never more: single stories, clusters of copies, rivals and reports."""
    pages: list[Page] = []
    number = 0
    while len(pages) < documents:
        number += 1
        thrown = dice.random()
        if thrown < 0.06:
            made = list(_reports(dice, number))
        elif thrown < 0.09:
            made = list(_live_posts(dice, number))
        elif thrown < 0.33:
            made = list(_covered_widely(dice, number))
        else:
            made = list(_covered_once(dice, number))
        pages += made
    return pages[:documents]


def _covered_once(dice: random.Random, number: int) -> Iterator[Page]:
    event = invent_event(dice)
    page = _page(
        dice, event, number, f"{number}.1", _write(dice, event, set(), is_long=True), how="original", group="single"
    )
    if dice.random() < 0.06:
        page = replace(page, date_fault=dice.choice(_BAD_DATES))
    yield page
    if dice.random() < 0.08:
        yield _revised(dice, event, page)


def _covered_widely(dice: random.Random, number: int) -> Iterator[Page]:
    """Give one to four stories of an event by several outlets, each with copies, and counts that differ."""
    event = invent_event(dice)
    used: set[tuple[str, int]] = set()
    counts = _counts(dice, event)
    first_items: list[Sentence | str] = []
    for place in range(dice.choice((1, 2, 2, 2, 3))):
        items = _write(dice, event, used)
        extra: dict[str, str] = {}
        if place == 0 and dice.random() < 0.5:
            items.insert(dice.randrange(2, len(items)), choose(dice, "any.accusation", 0))
            extra = {"accuses": event.facts["charge"]}
            is_accused = True
        elif place == 0:
            is_accused = False
        elif place == 1 and is_accused:
            items.insert(dice.randrange(1, len(items)), choose(dice, "any.denial", 0))
            extra = {"denies": event.facts["charge"]}
        if place == 0:
            first_items = items
        elif dice.random() < 0.5:
            # what an outlet repeats of the day before: the same background, word for word
            items += first_items[-2:]
        told = counts[place::3]
        for count in told:
            items.insert(dice.randrange(1, len(items)), _count_text(dice, event, count))
        story = f"{number}.{place + 1}"
        page = _page(dice, event, number, story, items, how="original", group="event")
        page = replace(
            page,
            counts=tuple(told),
            metric=_METRICS[event.topic],
            accuses=_stated(extra.get("accuses"), event),
            denies=_stated(extra.get("denies"), event),
            published_at=page.published_at + dt.timedelta(hours=5 * place),
            fetched_at=page.fetched_at + dt.timedelta(hours=5 * place),
        )
        yield page
        if dice.random() < 0.5:
            for _ in range(dice.choice((1, 1, 2, 3, 5))):
                yield _copied(dice, event, page, items)


def _stated(charge: str | None, event: Event) -> str:
    """Return the words of a charge as an accusation and its denial print them; empty without one."""
    if charge is None:
        return ""
    kind = f"{event.topic}.charge"
    line = Sentence(kind=kind, place=read_grammar()[kind].index(charge), choices=())
    words = render(line, event.facts)
    return words[0].lower() + words[1:]


def _write(
    dice: random.Random, event: Event, used: set[tuple[str, int]], *, is_long: bool = False
) -> list[Sentence | str]:
    """Return the sentences of a new story of an event, without lines that its other stories use."""
    topic = event.topic
    wanted = [f"{topic}.lead"] + [f"{topic}.detail"] * dice.choice((2, 3, 3)) + ["any.colour"] * dice.choice((1, 1, 2))
    wanted += ["any.reaction"] * dice.choice((1, 2)) + ["any.expert"] + ["any.outlook"] + [f"{topic}.background"]
    if is_long:
        wanted += [f"{topic}.detail"] * 2 + ["any.colour", "any.reaction", "any.expert", "any.outlook"]
    items: list[Sentence | str] = []
    for kind in wanted:
        free = [place for place in range(len(read_grammar()[kind])) if (kind, place) not in used]
        if free:
            place = dice.choice(free)
            used.add((kind, place))
            items.append(choose(dice, kind, place))
    for quote in dice.sample(event.quotes, dice.choice((2, 3))):
        items.insert(dice.randrange(1, len(items)), quote)
    return items


def _counts(dice: random.Random, event: Event) -> list[Count]:
    facts = event.facts
    base = dice.randrange(20, 9000)
    originators = [facts["agency"], facts["body2"], facts["body3"], facts["official"]]
    dice.shuffle(originators)
    return [
        Count(originator=originator, value=max(3, round(base * dice.uniform(0.6, 1.6))))
        for originator in originators[: dice.choice((2, 3, 4))]
    ]


def _count_text(dice: random.Random, event: Event, count: Count) -> str:
    measure = render(choose(dice, f"{event.topic}.measure", 0), {**event.facts, "n": f"{count.value:,}"})
    who = count.originator
    return dice.choice(
        (
            f"{who[0].upper()}{who[1:]} said {measure}.",
            f"According to {who}, {measure}.",
            f"{measure}, {who} said.",
            f"{who[0].upper()}{who[1:]} said on {event.facts['weekday']} that {measure}.",
        )
    )


def _copied(dice: random.Random, event: Event, page: Page, items: list[Sentence | str]) -> Page:
    how = dice.choice(COPIES)
    later = dt.timedelta(minutes=dice.randrange(12, 2400))
    copied = list(items)
    if how == "cut_to_a_third":
        copied = copied[: max(4, -(-len(copied) // 3))]
    elif how == "inserted_paragraphs":
        for _ in range(dice.choice((3, 4, 5))):
            kind = dice.choice((f"{event.topic}.detail", "any.colour", "any.reaction", "any.outlook"))
            inserted = choose(dice, kind, dice.randrange(len(read_grammar()[kind])))
            if all(isinstance(i, str) or (i.kind, i.place) != (inserted.kind, inserted.place) for i in copied):
                copied.insert(dice.randrange(1, len(copied)), inserted)
    elif how == "reordered":
        dice.shuffle(copied)
    elif how == "boilerplate_added":
        copied = [*copied, *dice.sample(read_grammar()["block"], 2)]
    elif how.startswith("reworded"):
        share = {"reworded_lightly": 0.25, "reworded": 0.5, "reworded_heavily": 0.8}[how]
        copied = _reworded(dice, copied, share)
    elif how == "cut_and_reworded":
        copied = _reworded(dice, copied[: -(-2 * len(copied) // 3)], 0.3)
    story = _page(dice, event, page.event, page.story, copied, how=how, group=page.group)
    kept = " ".join(story.paragraphs)
    return replace(
        story,
        headline=story.headline if how != "reordered" else page.headline,
        published_at=page.published_at + later,
        fetched_at=page.fetched_at + later,
        counts=tuple(count for count in page.counts if f"{count.value:,}" in kept),
        metric=page.metric,
        accuses=page.accuses if page.accuses and page.accuses in kept else "",
        denies=page.denies if page.denies and page.denies in kept else "",
    )


def _reworded(dice: random.Random, items: list[Sentence | str], share: float) -> list[Sentence | str]:
    made: list[Sentence | str] = []
    openers = read_words()["openers"]
    for place, item in enumerate(items):
        if place and dice.random() < 0.08:
            continue
        if isinstance(item, str) or item.kind == "any.quote":
            made.append(item)
        elif place and dice.random() < 0.15:
            made.append(f"OPENER{dice.choice(openers)}")
            made.append(reword(dice, item, share))
        else:
            made.append(reword(dice, item, share))
    return made


def _revised(dice: random.Random, event: Event, page: Page) -> Page:
    """Return what the same address shows hours later: another number in the lead and a paragraph more."""
    more = render(choose(dice, "any.outlook", 0), event.facts)
    older = event.facts["n4"]
    newer = str(int(older) + dice.randrange(1, 9))
    paragraphs = tuple(text.replace(f" {older} ", f" {newer} ") for text in page.paragraphs)
    return replace(
        page,
        paragraphs=(*paragraphs, f"This page was updated with what was said later. {more}"),
        fetched_at=page.fetched_at + dt.timedelta(hours=dice.randrange(3, 60)),
        how="revised",
        revises="fetched before",
    )


def _live_posts(dice: random.Random, number: int) -> Iterator[Page]:
    """Give posts of one live page, each at its own address: the same summary over different news."""
    event = invent_event(dice)
    summary = [render(choose(dice, f"{event.topic}.lead", 0), event.facts), render(event.quotes[0], event.facts)]
    used = {(f"{event.topic}.lead", 0)}
    for place in range(dice.choice((2, 2, 3))):
        items = [i for i in _write(dice, event, used) if isinstance(i, str) or i.kind != f"{event.topic}.lead"]
        page = _page(dice, event, number, f"{number}.{place + 1}", [*items, *summary], how="original", group="live")
        later = dt.timedelta(minutes=50 * place)
        toll = _toll(event, [Sentence(kind=f"{event.topic}.lead", place=0, choices=())])
        yield replace(page, published_at=page.published_at + later, fetched_at=page.fetched_at + later, toll=toll)


def _reports(dice: random.Random, number: int) -> Iterator[Page]:
    """Give reports of the same desk for several days or towns."""
    kind = dice.choice(REPORTS)
    event = invent_event(dice)
    outlet = dice.choice(read_words()["outlets"])
    for place in range(dice.choice((2, 3, 5))):
        on = event.on + dt.timedelta(days=place)
        headline, sentences = invent_report(dice, kind, on)
        page = _page(dice, event, number, f"{number}.{place + 1}", list(sentences), how="original", group=kind)
        moment = dt.datetime.combine(on, dt.time(6, 30))
        yield replace(
            page, headline=headline, outlet=outlet, published_at=moment, fetched_at=moment + dt.timedelta(hours=2)
        )


def _page(
    dice: random.Random, event: Event, number: int, story: str, items: list[Sentence | str], *, how: str, group: str
) -> Page:
    headline = render(choose(dice, f"{event.topic}.headline", dice.randrange(4)), event.facts)
    published_at = dt.datetime.combine(event.on, dt.time(dice.randrange(5, 20), dice.randrange(60)))
    return Page(
        outlet=dice.choice(read_words()["outlets"]),
        slug=f"{event.facts['place'].lower().replace(' ', '-')}-{dice.randrange(10**9):09d}",
        headline=headline,
        author=invent_person(dice),
        paragraphs=_paragraphs(dice, items, event),
        published_at=published_at,
        fetched_at=published_at + dt.timedelta(minutes=dice.randrange(15, 3000)),
        event=number,
        story=story,
        how=how,
        group=group,
        place=event.facts["place"],
        toll=_toll(event, items),
    )


def _toll(event: Event, items: Iterable[Sentence | str]) -> int | None:
    """Return how many dead the writer tells of, or None."""
    texts = [read_grammar()[item.kind][item.place] for item in items if isinstance(item, Sentence)]
    return int(event.facts["n1"]) if event.topic in _TOLLS and any("<n1>" in text for text in texts) else None


def _paragraphs(dice: random.Random, items: list[Sentence | str], event: Event) -> tuple[str, ...]:
    texts: list[str] = []
    opener = ""
    for item in items:
        if isinstance(item, str) and item.startswith("OPENER"):
            opener = item.removeprefix("OPENER")
            continue
        text = item if isinstance(item, str) else render(item, event.facts)
        if opener and not text.startswith(('"', "“")):
            text = opener + (text if text.split(" ")[0] in event.facts.values() else text[0].lower() + text[1:])
        opener = ""
        texts.append(text)
    paragraphs = []
    while texts:
        size = dice.choice((1, 1, 2, 2, 3))
        paragraphs.append(" ".join(texts[:size]))
        texts = texts[size:]
    return tuple(paragraphs)
