"""The names printed in a text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from newsledger.lexicon import read_lexicon
from newsledger.speakers.lists import (
    COURTESY_TITLES,
    FIRM_ENDINGS,
    NOT_NAMES,
    NOT_PERSONAL,
    PORTFOLIOS,
    given_names,
    head_kinds,
    known_names,
    title_genders,
)
from newsledger.speakers.phrases import ARTICLE, WORD, head_part, is_possessive, without_possessive

_NAME_WORD = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
_PARTICLE = r"(?:de|da|del|van|von|der|den|bin|bint|al|el|ibn|la|le|Bin|Bint|Al|El|Ibn)(?=[ \u00a0][A-Z])"
_PARTICLES = frozenset(("bin", "bint", "al", "el", "ibn"))


_LONG_FORM_WORD = r"(?:[A-Z][\w’'-]*|of|for|and|the|on|&)"
_ACRONYM = re.compile(r" \(([A-Z][A-Z.&]{1,7})\)")
_BEFORE_ACRONYM = re.compile(rf"{_LONG_FORM_WORD}(?:[ \u00a0]{_LONG_FORM_WORD}){{1,8}}\Z")
_LONGEST_FORM = 120  # characters


_OF = (" of ", " for ", " of the ", " for the ")
_ROLE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer")


@dataclass(frozen=True, slots=True)
class Names:
    """The names printed in a text: full ones by last name, long forms by acronym, subjects and persons by position."""

    full_names: dict[str, str]
    genders: dict[str, str]
    long_forms: dict[str, str]
    subjects: list[tuple[int, str]]
    persons: list[tuple[int, str]]
    by_title: dict[str, tuple[str, ...]]
    by_first: dict[str, str]
    firms: tuple[str, ...]
    firm_names: frozenset[tuple[str, str]]
    text: str
    _bodies: dict[str, str | None] = field(default_factory=dict)
    _holders: dict[str, str | None] = field(default_factory=dict)

    def is_firm(self, words: list[str]) -> bool:
        """Tell whether the text calls a name as firms are called, not people."""
        return (words[0], words[-1]) in self.firm_names

    def holder(self, role: str) -> str | None:
        """Return the one person named right behind a role: "Opposition Leader Ann Lee" is "the opposition leader"."""
        role = role.lower()
        if role not in self._holders:
            size = len(role)
            found = {
                name
                for place, name in self.persons[:_MOST_PERSONS]
                if role in (self.text[place : place + size].lower(), self.text[place - size - 1 : place - 1].lower())
                and " " in name
            }
            self._holders[role] = next(iter(found)) if len(found) == 1 else None
        return self._holders[role]

    def body(self, head: str) -> str | None:
        """Return the fullest name printed of the body that "the council" or "the county" means, if there is but one."""
        if head not in self._bodies:
            self._bodies[head] = _find_body(self.text, head)
        return self._bodies[head]


_MOST_PERSONS = 500  # of a text, so that long ones stay linear


@cache
def _name_pattern() -> re.Pattern[str]:
    """Return what a name of two or more words looks like, titles with a dot ("Mrs. Olsen") before it included."""
    dotted = {row["abbreviation"] for row in read_lexicon("abbreviations")} & set(title_genders())
    titles = "|".join(sorted(title.capitalize() for title in dotted))
    return re.compile(
        rf"(?=[A-Z])(?:(?:{titles})\.[ \u00a0]{_NAME_WORD}|(?:[A-Z]\.[ \u00a0]?){{1,3}}{_NAME_WORD}"
        rf"|{_NAME_WORD}[ \u00a0](?:{_PARTICLE}[ \u00a0])?(?:[A-Z]\.|{_NAME_WORD}))"
        rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?(?:[A-Z]\.|{_NAME_WORD})){{0,5}}"
    )


def read_names(text: str) -> Names:
    """Return the names that a text prints."""
    counts: dict[str, Counter[str]] = {}
    genders: dict[str, str] = {}
    spotted: list[tuple[int, str]] = []
    matches = list(_name_pattern().finditer(text))
    pieces = _CAPITALISED.split(text)  # by turns what stands between capitalised words, and such a word
    capitalised = pieces[1::2]
    firm_names = _find_firm_names(text, matches, capitalised)
    titled: dict[str, list[str]] = {}
    firms: list[str] = []
    with_title: set[str] = set()
    described: set[str] = set()
    titles, given = title_genders(), given_names()
    for match in matches:
        words = match.group().split()
        if len(words) > 2 and words[0].lower() in PORTFOLIOS and text.endswith(_OF, 0, match.start()):
            words = words[1:]  # "Secretary of State Ann Lee"
        gender = title = ""
        while words and (opening := words[0].rstrip(".").lower()) in titles:
            title = opening
            gender = titles[title] or gender
            words = words[1:]
        if words and words[0].lower() in NOT_NAMES:
            words = words[1:]
        if (
            len(words) > _LONG and words[0] not in given
        ):  # "Lake District MP Ann Lee", "His Highness Sheikh Omar bin Said"
            cut = next((at + 1 for at in range(len(words) - 3, -1, -1) if words[at].lower() in titles), 0)
            if cut and _looks_personal(words[cut:]):
                title = words[cut - 1].lower()
                gender, words = titles[title] or gender, words[cut:]
        if len(words) == 3 and words[0] not in given and words[0].lower().endswith(_ROLE_ENDINGS):
            words = words[1:]
        while len(words) > 2 and words[0] not in given and any(word in given for word in words[1:-1]):
            if words[1].lower() in _PARTICLES:
                break
            words = words[1:]
        while len(words) > 2 and is_possessive(words[0]):
            words = words[1:]
        if len(words) == 2 and is_possessive(words[0]):  # "Brill's Europe minister"
            continue
        if not words or _is_longer(words, 5) or words[-1].lower() in titles:
            continue
        last = without_possessive(words[-1])
        name = " ".join([*words[:-1], last])
        if gender or words[0] in given:
            genders.setdefault(last, gender or given[words[0]])
        spotted.append((match.start(), last))
        if text[match.end() : match.end() + 6] == ", who " or (
            text[match.end() : match.end() + 2] == text[max(0, match.start() - 2) : match.start()] == ", "
        ):
            described.add(last)  # "Ann Lee, who", "the secretary, Ann Lee, said"
        if title and text[match.end() : match.end() + 20].strip().split(" ", 1)[0] not in titles:
            with_title.add(last)
        if (
            len(words) > 1
            and last.lower() not in head_kinds()
            and last.lower() not in NOT_PERSONAL
            and words[0] in given
        ) or (
            len(words) > 1
            and _looks_personal(words)
            and (words[0], last) not in firm_names
            and (title or not _AT_PLACE.search(text, max(0, match.start() - 12), match.start()))
        ):
            counts.setdefault(last, Counter())[name] += 1
        if not title and len(words) > 1 and (last in FIRM_ENDINGS or (words[0], last) in firm_names):
            partner = _PARTNER.search(text, max(0, match.start() - 30), match.start())
            firms.append(f"{partner.group()}{name}" if partner is not None else name)
        if title and title not in COURTESY_TITLES:
            titled.setdefault(title, []).append(last)
    full_names = {
        last: max(found, key=lambda name: found[name] * 2 + (name.split()[0] in given) * 3)
        for last, found in counts.items()
    }
    long_forms = _find_long_forms(text)
    often = Counter(last for _, last in spotted)
    subjects = [
        (place, full_names.get(last, last))
        for place, last in spotted
        if (last in full_names and (last in genders or often[last] > 1 or last in described or text.count(last) > 1))
        or last in with_title
    ]
    persons = [(place, full_names[last]) for place, last in spotted if last in full_names]
    starts = list(accumulate(map(len, pieces)))[:-1:2]
    alone = _last_names_alone(zip(starts, capitalised, strict=True), full_names, matches)
    persons = sorted(persons + alone)
    subject_names = {name for _, name in subjects}
    subjects = sorted(subjects + [found for found in alone if found[1] in subject_names])
    by_title = {
        title: tuple(dict.fromkeys(full_names.get(last, last) for last in lasts)) for title, lasts in titled.items()
    }
    by_first = _by_first(full_names, {*genders, *with_title, *described})
    distinct = tuple(dict.fromkeys(firms))
    return Names(full_names, genders, long_forms, subjects, persons, by_title, by_first, distinct, firm_names, text)


def _by_first(full_names: dict[str, str], sure: set[str]) -> dict[str, str]:
    """Return the full name of each first name that but one person of the text has, who surely is a person."""
    found: dict[str, list[str]] = {}
    for last, full in full_names.items():
        found.setdefault(full.split()[0], []).append(full if last in sure else "")
    heads = head_kinds()
    return {
        first: fulls[0]
        for first, fulls in found.items()
        if len(fulls) == 1
        and fulls[0]
        and first not in full_names
        and first.lower() not in heads
        and first not in known_names()
    }


_PARTNER = re.compile(r"[A-Z][\w’'-]* & \Z")
_AT_PLACE = re.compile(r"\b(?:in|near|outside|(?:north|south|east|west|town|city|village)(?:east|west)? of) \Z")
_CAPITALISED = re.compile(r"([A-Z]\w+)")


def _last_names_alone(
    capitalised: Iterable[tuple[int, str]], full_names: dict[str, str], matches: list[re.Match[str]]
) -> list[tuple[int, str]]:
    """Return where a last name stands without a first name, and the full name."""
    if not full_names:
        return []
    starts = [match.start() for match in matches]

    def is_inside(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < matches[index].end()

    return [(place, full_names[word]) for place, word in capitalised if word in full_names and not is_inside(place)]


def _find_firm_names(text: str, matches: list[re.Match[str]], capitalised: list[str]) -> frozenset[tuple[str, str]]:
    """Return first and last word of the names that a text calls as firms are called, not people.

    Such are "the Orbis Line", and Orbis Line where "Orbis" stands alone and "Line" never does.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    definite: set[tuple[str, str]] = set()
    for match in matches:
        words = match.group().split()
        has_article = words[0] == "The"
        words = words[has_article:]
        pair = (words[0], without_possessive(words[-1]))
        pairs[pair] += 1
        if has_article or text[max(0, match.start() - 4) : match.start()] == "the ":
            definite.add(pair)
    given = given_names()
    if not any(pair[0] not in given for pair in pairs):
        return frozenset()
    alone = Counter(capitalised)
    for pair, count in pairs.items():
        alone[pair[0]] -= count
    return frozenset(
        pair
        for pair, count in pairs.items()
        if pair[0] not in given
        and len(pair[0]) >= _SHORTEST_NAME
        and (pair in definite or (alone[pair[1]] <= count and alone[pair[0]] > 0))
    )


_SHORTEST_NAME = 3


def _find_body(text: str, head: str) -> str | None:
    pattern = _body_pattern(head)
    found: set[str] = set()
    for word in (head, head.capitalize()):
        place = text.find(word)
        for _ in range(_BODY_PLACES):
            if place < 0:
                break
            for match in pattern.finditer(text, max(0, place - _BODY_REACH), place + _BODY_REACH):
                if _names_body(match.group(1)):
                    found.add(re.sub(r"\s+", " ", match.group(1)))
            place = text.find(word, place + len(head))
    longest = max(found, key=lambda name: (len(name), name), default=None)
    if longest is None or any(name.lower() not in longest.lower() for name in found):
        return None
    return longest


_BODY_PLACES = 40
_BODY_REACH = 90


@cache
def _body_pattern(head: str) -> re.Pattern[str]:
    """Return what "Moorland county council", "the Lake Council" and "Council of Brill" look like."""
    word = rf"(?:{re.escape(head)}|{re.escape(head.capitalize())})"
    name = r"[A-Z][\w’'&-]*"
    return re.compile(
        rf"\b({name}(?: {name}){{0,4}} (?:[a-z]+ )?{word}"
        rf"|{head.capitalize()} (?:of|for) (?:the )?{name}(?: {name}){{0,3}})\b"
    )


def _names_body(name: str) -> bool:
    first = name.split()[0]
    return first.lower() not in NOT_NAMES and first.lower() not in ("the", "a", "an", "his", "her", "its", "their")


_LONG = 3


def _is_longer(words: list[str], most: int) -> bool:
    """Tell whether a name has more words than that, "bin" and "Al" not counted: "Omar bin Said Al Nasr" has three."""
    return len(words) > most and len([word for word in words if word.lower() not in _PARTICLES]) > most


def _looks_personal(words: list[str]) -> bool:
    """Tell whether capitalised words can be a person's name: none of them names a body or a place."""
    if _is_longer(words, 4) or known_names().get(" ".join(words)):
        return False
    heads = head_kinds()
    if any(word.lower() in NOT_PERSONAL for word in words):
        return False
    return not any(word.lower() in heads or (word.isupper() and len(word.rstrip(".")) > 1) for word in words)


def _find_long_forms(text: str) -> dict[str, str]:
    found = {}
    for match in _ACRONYM.finditer(text):
        before = text[max(0, match.start() - _LONGEST_FORM) : match.start()]
        long_form = _BEFORE_ACRONYM.search(before)
        if long_form is not None and _fits(long_form.group(), match.group(1)):
            found[match.group(1)] = long_form.group()
    return found


def _fits(long_form: str, acronym: str) -> bool:
    letters = "".join(word[0] for word in long_form.split() if word[0].isupper())
    return acronym.replace(".", "")[:1] in letters and letters.endswith(acronym.replace(".", "")[-1:])


def _is_demonym(word: str) -> bool:
    """Tell whether a word before a last name says where somebody is from: "Texan Lawler"."""
    return word not in given_names() and word.lower() in head_kinds() and word[0].isupper()


def person_in(tokens: list[str], core: str, names: Names) -> tuple[str, str, str | None] | None:
    """Return name, gender and title of a noun phrase that ends in a person's name."""
    titles, given = title_genders(), given_names()
    start = len(tokens)
    while start and (
        tokens[start - 1][:1].isupper()
        or tokens[start - 1] in ("de", "van", "von", "der", "bin", "bint", "ibn", "al", "el", "del", "da", "la")
    ):
        start -= 1
    run = tokens[start:]
    if not run or not run[-1][:1].isupper():
        return None
    gender = ""
    cut = 0
    for place, word in enumerate(run[:-1]):
        if word.rstrip(".").lower() in titles:
            cut = place + 1
            gender = titles[word.rstrip(".").lower()] or gender
    if cut == 0 and len(run) == 3 and run[0] not in given and run[0].lower().endswith(_ROLE_ENDINGS):
        cut = 1
    had_title = cut > 0 or start > 0
    name_words = run[cut:]
    for place, word in enumerate(name_words[:-1]):
        if name_words[place - 1].lower() in _PARTICLES and place:
            break
        if word in given and place and name_words[0] not in given:
            name_words = name_words[place:]
            had_title = True
            break
    last = name_words[-1]
    full = names.full_names.get(last)
    if full is None and len(name_words) == 1 and (cut or len(tokens) == 1):  # "Sheikh Omar"
        full = names.by_first.get(last)
    is_role = len(run) == 1 and start > 0 and head_kinds().get(tokens[start - 1].lower()) in ("person", "anonymous")
    is_role = is_role and last != last.upper()  # "party leader Brandt"
    if full is not None and len(name_words) == 2 and _is_demonym(name_words[0]):
        name_words = full.split()  # "Texan Lawler"
        had_title = True
    if (
        len(name_words) > 3
        and full is not None
        and len(full.split()) < len(name_words)
        and (full.split()[0] in name_words or not _PARTICLES & {word.lower() for word in name_words})
    ):
        name_words = full.split()
        had_title = True
    looks = (
        full is not None
        or name_words[0] in given
        or (had_title and cut > 0)
        or is_role
        or (
            len(name_words) > 1
            and not _is_longer(name_words, 3)
            and _looks_personal(name_words)
            and not names.is_firm(name_words)
        )
    )
    if not looks or (last.lower() in head_kinds() and full is None):
        return None
    name = " ".join(name_words)
    if (
        full is not None
        and (len(name_words) == 1 or len(full) > len(name))
        and full.split()[0][:1] == name_words[0][:1]
        and (full.startswith(name_words[0]) or not _PARTICLES & {word.lower() for word in name_words})
    ) or (full is not None and len(name_words) == 1):
        name = full
    gender = gender or names.genders.get(last, "") or given.get(name.split()[0], "")
    gender = gender or (titles.get(tokens[start - 1].lower(), "") if is_role else "")
    title = None
    if had_title:
        first = core.find(name_words[0])
        title = ARTICLE.sub("", core[:first], count=1).strip(" ,") if first > 0 else None
        title = None if title is not None and title.rstrip(".").lower() in COURTESY_TITLES else title or None
    return name, gender, title


def has_person(words: str, names: Names) -> bool:
    """Tell whether a noun phrase ends in the name of a person."""
    core = without_possessive(words.strip())
    return person_in(WORD.findall(head_part(ARTICLE.sub("", core))), core, names) is not None


def long_form(bare: str, names: Names) -> str:
    """Return the long form of an acronym that the text explains, else the words without the acronym."""
    stripped = re.sub(r"\s*\([A-Z][A-Z.&]{1,7}\)", "", bare)
    return names.long_forms.get(stripped, stripped)
