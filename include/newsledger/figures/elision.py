"""Nouns and units that a sentence leaves out: "Of the 251 hostages seized, 57 remain"."""

from dataclasses import replace
from functools import cache

from newsledger.figures.counted import Counted, find_collective, find_number_of, find_phrase_at
from newsledger.figures.found import Antecedent, Found, characters
from newsledger.figures.meaning import fate_near
from newsledger.figures.phrases import counted_end, lower_at
from newsledger.figures.subjects import find_subject, is_toll, money_nouns
from newsledger.figures.tokens import POSSESSIVES, Tokens
from newsledger.figures.units import match_denominator
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Metric

_PERSON = Counted(start=0, end=0, head="person", counted_class="person", unit="person")
_PARTS = frozenset(["including", "among"])
_LEVELS = frozenset(["to", "at", "of", "by", "past", "reached", "was", "is"])
_SUBJECT_VERBS = word_group("subject_verb")
_LISTS = (["and"], ["or"], [","], [",", "and"], ["to"])
_ADDITIONS = frozenset(["another", "further", "additional", "extra"])
_MILLION = 1_000_000
_LARGEST_CROWD = 100_000  # millions and billions without a noun are as often money
_FARTHEST_ANTECEDENT = 800
_REACH_OF_TALLY = 10


def supply_left_out(
    tokens: Tokens, found: list[Found], before: Antecedent | None, told: dict[float, Antecedent]
) -> list[Found]:
    """Return the figures of a sentence, the bare ones with the unit or noun that their words leave out.

    It comes from what they are listed with ("11 and 8 percent"), from the figure before, from the number of whom
    the sentence speaks, or, where it speaks of a number, figure or toll, from the sentences before.

    Args:
        tokens: the sentence.
        found: its figures.
        before: what the sentence before counted.
        told: what the numbers of the article counted so far: "of the 61" takes up the 61 dead.
    """
    complete: list[Found] = []
    last: Found | None = None
    for at, item in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        item = _with_listed_unit(tokens, item, complete[-1] if complete else None, following)
        item = _with_denominator(tokens, item, complete[-1]) if complete else item
        if _is_bare(item) and _is_amount(tokens, item):
            money = next((other for other in reversed(complete) if other.quantity.kind == "money"), None)
            item = _with_unit_of(item, money) if money else item  # 412m crowns, on revenue of 5.6bn
        is_other = item.counted is not None and item.counted.head in ("other", "more")
        if _is_bare(item) or is_other:
            left = found[at - 1].end if at else 0
            right = following.quantity.start if following else len(tokens.texts)
            told_of = _people_before(tokens, complete, item) or last
            item = _with_noun(tokens, item, told_of, told_before(item, told) or before, (left, right))
        if _is_bare(item):
            item = _with_measure(tokens, item, complete[-1] if complete else None, before)
        if item.counted is not None and not (last and is_part(tokens, item)):
            last = item
        complete.append(item)
    complete = [_with_own_rate(tokens, item) for item in complete]
    return _with_rate_after_brackets(tokens, complete)


def _with_own_rate(tokens: Tokens, item: Found) -> Found:
    """Return a number without a noun of its own with the rate after it: "from 300 a day", "500 per working day"."""
    if not item.is_elided or item.counted is None or "/" in item.counted.unit or item.end != item.quantity.end:
        return item
    rate = match_denominator(tokens, item.end)
    if rate is None:
        return item
    return replace(item, counted=replace(item.counted, unit=f"{item.counted.unit}/{rate[0]}"), end=rate[1])


def _with_rate_after_brackets(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Give both sums of "90,000 francs ($150) a month" the rate that stands after the brackets.

    A noun whose number the brackets give in money is a currency: "250 million torunes ($40m)".
    """
    for at in range(1, len(found)):
        one, other = found[at - 1], found[at]
        if _is_currency(tokens, one, other) and one.counted is not None:
            unit, words = one.counted.unit, (one.counted.start, one.counted.end)
            quantity = replace(one.quantity, unit=unit, kind="money", unit_start=words[0], unit_end=words[1])
            one = found[at - 1] = replace(one, quantity=replace(quantity, end=one.end), counted=None, counted_at=None)
        is_pair = one.quantity.kind == other.quantity.kind == "money" and tokens.texts[one.end : one.end + 1] == ["("]
        if not (is_pair and one.end + 1 == other.quantity.start and tokens.texts[other.end : other.end + 1] == [")"]):
            continue
        rate = match_denominator(tokens, other.end + 1)
        if rate is not None:
            for place, item in ((at - 1, one), (at, other)):
                if item.quantity.unit and "/" not in item.quantity.unit:
                    unit = f"{item.quantity.unit}/{rate[0]}"
                    found[place] = replace(item, quantity=replace(item.quantity, unit=unit))
    return found


def is_part(tokens: Tokens, item: Found) -> bool:
    """Return whether a figure is named as a part of the one before: "including five children"."""
    start = item.quantity.start
    return not _PARTS.isdisjoint(tokens.lowers[max(0, start - 3) : start])


def is_alternative(tokens: Tokens, previous: Found, item: Found) -> bool:
    """Return whether a bare number is another value of the figure before: "34 were hurt, or 51", "from 19 to 52"."""
    between = tokens.lowers[previous.end : item.quantity.start]
    return item.is_elided and 0 < len(between) <= 5 and between[-1] in ("to", "or")


def is_further(tokens: Tokens, previous: Found, item: Found) -> bool:
    """Return whether a bare number is of what the figure before told: "19 of them", "and 12 on Friday"."""
    if not item.is_elided or previous.counted is None or item.counted is None:
        return False
    if item.counted.unit != previous.counted.unit or item.counted.head in ("other", "more"):
        return False
    following = tokens.lowers[item.end : item.end + 2]
    if following in (["of", "them"], ["of", "those"], ["of", "whom"]):
        return True
    if is_compared(tokens, previous, item):
        return True
    between = tokens.lowers[previous.end : item.quantity.start]
    opener = tokens.lowers[max(0, previous.quantity.start - 2) : previous.quantity.start]
    if between == [","] and opener == ["of", "the"]:
        return True  # of the 61, 14 were children
    is_listed = between[-1:] in ([","], [":"]) and following[:1] in (["in"], ["at"], ["near"], ["elsewhere"])
    is_joined = is_listed or between[-1:] in (["and"], ["from"], ["with"], ["to"])
    return is_joined and (not following or not following[0].isalnum() or following[0] in _SETTINGS)


_SETTINGS = word_group("setting")


def antecedent_of(item: Found, metric: Metric, char_end: int) -> Antecedent | None:
    """Return what later sentences may leave out, or None when the figure counts nothing."""
    if item.counted is None:
        quantity = item.quantity
        is_amount = quantity.unit is not None and not quantity.is_age
        return Antecedent(None, None, metric, char_end, quantity.unit, quantity.kind) if is_amount else None
    unit = item.counted.unit.split("/")[0]
    return Antecedent(replace(item.counted, start=0, end=0, unit=unit), item.counted_at, metric, char_end)


def _is_bare(item: Found) -> bool:
    return item.counted is None and item.quantity.unit is None and not item.quantity.numeral.is_fraction


def _with_listed_unit(tokens: Tokens, item: Found, previous: Found | None, following: Found | None) -> Found:
    """Return "11" of "11 and 8 percent", and "25" of "from 40 minutes to 25", with the other's unit."""
    if not _is_bare(item):
        return item
    between = tokens.lowers[item.end : following.quantity.start] if following else []
    is_alike = following is not None and following.quantity.numeral.is_digits == item.quantity.numeral.is_digits
    if is_alike and following and following.quantity.unit and following.quantity.kind != "money" and between in _LISTS:
        return _with_unit_of(item, following)
    if following is not None and following.quantity.kind == "money" and not item.quantity.numeral.is_marked:
        is_after = following.quantity.unit_start >= following.quantity.numeral.end
        is_level = tokens.lowers[item.quantity.start - 1 : item.quantity.start] == ["to"] and between == ["from"]
        if is_after and (between in (["to"], ["or"]) or is_level):
            return _with_unit_of(item, following)
    if (
        following is not None
        and following.counted is not None
        and between == ["to"]
        and tokens.lowers[item.quantity.start - 1 : item.quantity.start] == ["from"]
    ):
        return replace(item, counted=following.counted, counted_at=following.counted_at, is_elided=True)
    is_addition = _ADDITIONS.intersection(tokens.lowers[max(0, item.quantity.start - 1) : item.quantity.start + 2])
    is_large = item.quantity.numeral.scale >= _MILLION
    if previous is not None and previous.quantity.kind == "money" and is_addition and is_large:
        return _with_unit_of(item, previous)  # $41 million, with a further seven million in fees
    if previous is not None and previous.quantity.kind == "money" and is_large and _is_of_which(tokens, item):
        return _with_unit_of(item, previous)  # $90 million, of which 21 million has been paid
    if previous is not None and previous.quantity.unit and not previous.quantity.is_age:
        is_more = (item.quantity.high or item.quantity.low or 0.0) > _ALL
        if is_compared(tokens, previous, item) and not (previous.quantity.kind == "share" and is_more):
            return _with_unit_of(item, previous, is_rate=True)
    if previous is not None and previous.quantity.unit and previous.counted is None:
        between = tokens.lowers[previous.end : item.quantity.start]
        is_level = previous.quantity.kind == "share" and (item.quantity.high or item.quantity.low or 0.0) > _ALL
        return _with_unit_of(item, previous) if between == ["to"] and not is_level else item
    return item


def _with_denominator(tokens: Tokens, item: Found, previous: Found) -> Found:
    """Return "$60" of "$50 a barrel, down from $60" with what it is paid for."""
    unit, whole = item.quantity.unit, previous.quantity.unit
    if unit is None or whole is None or item.quantity.kind != "money" or whole.partition("/")[::2] == (unit, ""):
        return item
    between = [word for word in tokens.lowers[previous.end : item.quantity.start] if word != ","]
    if whole.partition("/")[0] != unit or between not in _FORMERLY:
        return item
    return replace(item, quantity=replace(item.quantity, unit=whole))


_FORMERLY = (["from"], ["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"], ["against"])

_ALL = 100  # percent; "rose by 14% to 152,300"


def _with_measure(tokens: Tokens, item: Found, previous: Found | None, before: Antecedent | None) -> Found:
    """Return "four" of "asked for six weeks and got four", and "44" of "says the average is 44", with the unit."""
    start = item.quantity.start
    if previous is not None:
        is_last = item.end >= len(tokens.texts) or not tokens.texts[item.end][0].isalnum()
        between = tokens.lowers[previous.end : start]
        is_second = not _CONTRASTS.isdisjoint(between) and between[-1] not in _NO_OBJECTS and len(between) <= _REACH
        is_measure = (
            previous.quantity.kind in ("time", "length", "mass", "volume", "area") and not previous.quantity.is_age
        )
        is_another = between[-1:] == ["another"] and lower_at(tokens, item.end) == "to" and "and" in between
        is_taken = ((is_last and is_second) or is_another) and is_measure and previous.counted is None
        return _with_unit_of(item, previous) if is_taken else item
    is_subject = _goes_on(tokens, item.end) and not _is_of_those(tokens, start)
    if (
        before is None
        or before.unit is None
        or before.kind == "money"
        or is_subject
        or not _speaks_of_before(tokens, item, before)
    ):
        return item
    if not _COUNTS.isdisjoint(tokens.lowers[max(0, start - _REACH_OF_TALLY) : start]):
        return item
    return replace(item, quantity=replace(item.quantity, unit=before.unit, kind=before.kind))


_COUNTS = frozenset(["number", "numbers", "count", "toll", "tally", "backlog"])
_ASKED = frozenset(["asked", "surveyed", "polled", "interviewed", "questioned", "contacted", "replied", "responded"])
_REACH = 14
_CONTRASTS = frozenset(["and", "but", ";", "though", "although", "while"])
_NO_OBJECTS = word_group("no_object")


def _is_amount(tokens: Tokens, item: Found) -> bool:
    """Return whether the words before a bare number say that it is one of money: "on revenue of", "sales to"."""
    words = tokens.lowers[max(0, item.quantity.start - 2) : item.quantity.start]
    return len(words) == 2 and words[0] in money_nouns() and words[1] in _LEVELS


def _is_of_which(tokens: Tokens, item: Found) -> bool:
    return tokens.lowers[max(0, item.quantity.start - 2) : item.quantity.start] == ["of", "which"]


def is_compared(tokens: Tokens, previous: Found, item: Found) -> bool:
    """Return whether a bare number is what the figure before is compared with: "14, up from 9", "$6, against 4".

    Nothing but a name or a word for a level stands between the number and the word that compares.
    """
    start = item.quantity.start
    following = tokens.texts[item.end : item.end + 1]
    if following and (following[0].isupper() or following[0] in _SIGNS_OF_MORE):
        return False
    one, other = (abs(found.quantity.high or found.quantity.low or 0.0) for found in (item, previous))
    if one and other and not 1 / _WIDEST_COMPARISON <= one / other <= _WIDEST_COMPARISON:
        return False
    for at in range(start - 1, max(previous.end, start - _FARTHEST_COMPARISON) - 1, -1):
        if tokens.lowers[at] == "from":
            return at == previous.end or tokens.lowers[at - 1] in ("up", "down", ",")  # not "their number rose from"
        if tokens.lowers[at] in _COMPARISONS:
            return True
        if tokens.lowers[at] not in _LEVEL_WORDS and not tokens.lowers[at].endswith(POSSESSIVES):
            return False
    return False


_FARTHEST_COMPARISON = 4
_WIDEST_COMPARISON = 30.0
_SIGNS_OF_MORE = frozenset(["-", "–", "/"])
_COMPARISONS = word_group("comparison")
_LEVEL_WORDS = word_group("level_word")


def _is_currency(tokens: Tokens, one: Found, other: Found) -> bool:
    """Return whether the one word after a number is a currency that the sum in brackets after it converts."""
    if one.counted is None or other.quantity.kind != "money" or one.counted.counted_class is not None:
        return False
    is_word = one.counted.end - one.counted.start == 1 and one.counted.end == one.end
    return is_word and tokens.texts[one.end : one.end + 1] == ["("] and other.quantity.start == one.end + 1


def _with_unit_of(item: Found, other: Found, *, is_rate: bool = False) -> Found:
    unit, kind = other.quantity.unit, other.quantity.kind
    unit = unit.split("/")[0] if unit and kind == "money" and not is_rate else unit
    return replace(item, quantity=replace(item.quantity, unit=unit, kind=kind))


def _with_noun(
    tokens: Tokens, item: Found, last: Found | None, before: Antecedent | None, limits: tuple[int, int]
) -> Found:
    start = item.quantity.start
    if start == 0 and tokens.texts[item.end : item.end + 1] in (["—"], ["–"], [":"]):
        told = find_phrase_at(tokens, item.end + 1)
        if told is not None:  # 6.5 million — refugees abroad
            told_at = characters(tokens, told.start, counted_end(tokens, told.end))
            return replace(item, counted=told, counted_at=told_at, is_elided=True)
    people = find_collective(tokens, start, item.end)
    if people is not None:
        return replace(item, counted=people, is_elided=True)
    is_of_things = last is None or last.counted is None or last.counted.unit != "person"
    is_told = lower_at(tokens, item.end) in ("were", "had", "have") and is_of_things
    if is_told and not item.is_elided and item.counted is None and fate_near(tokens, (start, item.end), limits):
        return replace(item, counted=_PERSON, is_elided=True)  # and 2,000 were sheltering in schools
    if is_of_things and lower_at(tokens, item.end) in _deeds() and not item.quantity.numeral.is_fraction:
        return replace(item, counted=_PERSON, is_elided=True)  # 9,400 watched
    if _is_whole(item) and is_toll(tokens, start):
        item = _more_than(tokens, item)
        return replace(item, counted=_PERSON, is_elided=True, metric_before="killed")
    subject = find_subject(tokens, start) if _is_whole(item) else None
    if subject is not None:
        at = characters(tokens, subject.start, counted_end(tokens, subject.end)) if subject.end else None
        return replace(item, counted=subject, counted_at=at, is_elided=True)
    if _is_of_whom(tokens, start) and (last is None or last.counted is None or last.counted.unit != "person"):
        return replace(item, counted=_PERSON, is_elided=True)
    if last is not None and last.counted is not None:
        is_rate = is_compared(tokens, last, item)
        counted = replace(last.counted, unit=last.counted.unit if is_rate else last.counted.unit.split("/")[0])
        return replace(item, counted=counted, counted_at=last.counted_at, is_elided=True)
    if lower_at(tokens, item.end) in _ASKED:
        return replace(item, counted=_PERSON, is_elided=True)  # of the 48 asked
    named = find_number_of(tokens, start)
    if named is not None:
        at = characters(tokens, named.start, counted_end(tokens, named.end))
        return replace(item, counted=named, counted_at=at, is_elided=True)
    if before is not None and before.counted is not None and _speaks_of_before(tokens, item, before):
        at_before, metric = before.counted_at, before.metric
        return replace(item, counted=before.counted, counted_at=at_before, is_elided=True, metric_before=metric)
    is_crowd = item.quantity.numeral.is_vague and (item.quantity.low or 0) <= _LARGEST_CROWD
    is_level = start > 0 and tokens.lowers[start - 1] in _LEVELS
    if (is_crowd and _is_subject(tokens, item.end)) or fate_near(
        tokens, (start, item.end), limits, reach=14 if is_level else 4
    ):
        return replace(item, counted=_PERSON, is_elided=True)  # thousands gathered, killing two
    return item


def _people_before(tokens: Tokens, complete: list[Found], item: Found) -> Found | None:
    """Return the people of whom a bare number goes on to tell, where the things counted last say only where they are.

    "8,500 people sleep in 21 schools, while another 2,300 have gone to kin"; "212,000 have moved into 1,460 camps, up
    from 95,000". None where the number is of what was counted last.
    """
    if len(complete) < 2 or complete[-1].counted is None or complete[-1].counted.unit == "person":
        return None
    start = complete[-1].quantity.start
    if start == 0 or tokens.lowers[start - 1] not in _WHERE:
        return None
    people = next((one for one in reversed(complete[-_FARTHEST_PEOPLE:-1]) if one.counted is not None), None)
    if people is None or people.counted is None or people.counted.unit != "person":
        return None
    first = item.quantity.start
    is_more = not _ADDITIONS.isdisjoint(tokens.lowers[max(0, first - 1) : first + 2])
    is_subject = is_more and lower_at(tokens, item.end) in _SUBJECT_VERBS
    is_change = is_compared(tokens, people, item) and not is_compared(tokens, complete[-1], item)
    return people if is_subject or is_change else None


_FARTHEST_PEOPLE = 6  # figures back
_WHERE = word_group("number_of_where")


def _more_than(tokens: Tokens, item: Found) -> Found:
    """Return a toll that "passed 100" or "climbed past 80" with its upper end open."""
    quantity = item.quantity
    if quantity.bound != "exact" or lower_at(tokens, quantity.start - 1) not in ("past", "passed", "crossed"):
        return item
    return replace(item, quantity=replace(quantity, bound="more_than", high=None))


def _is_of_whom(tokens: Tokens, start: int) -> bool:
    """Return whether a number is of people just told of: "of whom 27 died", "of whom about 40 were children"."""
    return any(tokens.lowers[at - 2 : at] == ["of", "whom"] for at in range(max(2, start - 1), start + 1))


def told_before(item: Found, told: dict[float, Antecedent]) -> Antecedent | None:
    """Return what a bare number counted when the article gave it before, or None."""
    quantity = item.quantity
    if not _is_bare(item) or quantity.low != quantity.high or quantity.low is None or quantity.low < _LEAST_TELLING:
        return None
    known = told.get(quantity.low)
    return replace(known, is_same=True) if known is not None else None


_LEAST_TELLING = 13  # smaller numbers come again by chance


def _speaks_of_before(tokens: Tokens, item: Found, before: Antecedent) -> bool:
    """Return whether a bare whole number goes on with what the sentences before counted."""
    start = item.quantity.start
    if before.is_same:
        return True
    is_near = tokens.starts[start] - before.char_end <= _FARTHEST_ANTECEDENT
    if not is_near or not (_is_whole(item) or before.unit):
        return False
    if tokens.lowers[:start] in _IT_WAS and start > 0:
        return True
    if _is_object(tokens, start, item.end) or _is_of_those(tokens, start) or _is_rest(tokens, start, item.end):
        return True
    is_tally = not _tally_words().isdisjoint(tokens.lowers[max(0, start - _REACH_OF_TALLY) : start])
    return is_tally or _goes_on(tokens, item.end)


def _is_whole(item: Found) -> bool:
    value = item.quantity.low or item.quantity.high or 0.0
    return value == int(value)


def _is_object(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a number is all that a short clause gives, gets or says: "We got two", "The ministry says 900"."""
    is_short = 2 <= start <= _LONGEST_SUBJECT and tokens.lowers[start - 1] in _TAKING
    return is_short and (end >= len(tokens.texts) or not tokens.texts[end][0].isalnum())


def _is_of_those(tokens: Tokens, start: int) -> bool:
    """Return whether a number is of those just counted: "Of these, 12 had been armed"."""
    at = start - 1 if tokens.lowers[start - 1 : start] == [","] else start
    return at >= 2 and tokens.lowers[at - 2] == "of" and tokens.lowers[at - 1] in _THOSE


def _is_rest(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a number is of what was just counted: "the remaining 13", "up to 15 more", "spoke of nine"."""
    if tokens.lowers[start - 1 : start] == ["remaining"] and start > 1 and tokens.lowers[start - 2] == "the":
        return True
    if start > 1 and tokens.lowers[start - 1] == "of" and tokens.lowers[start - 2] in _SPEAKING:
        return end >= len(tokens.texts) or not tokens.texts[end][0].isalpha() or tokens.lowers[end] in _SETTINGS
    after = tokens.lowers[end + 1 : end + 2]
    return tokens.lowers[end : end + 1] == ["more"] and (not after or not after[0].isalpha() or after[0] in _SETTINGS)


_IT_WAS = (["it", "was"], ["it", "had", "been"], ["it", "is"], ["it", "stood", "at"], ["it", "is", "now"])
_THOSE = frozenset(["these", "those", "them", "whom"])
_SPEAKING = frozenset(["spoke", "spoken", "speaks", "speak", "talked", "talks"])
_LONGEST_SUBJECT = 5
_TAKING = word_group("taking")


def _goes_on(tokens: Tokens, index: int) -> bool:
    following = tokens.lowers[index : index + 2]
    return following in (["of", "them"], ["of", "those"]) or not _SUBJECT_VERBS.isdisjoint(following[:1])


def _is_subject(tokens: Tokens, index: int) -> bool:
    word = lower_at(tokens, index)
    return word.endswith("ed") or word in _SUBJECT_VERBS


@cache
def _deeds() -> frozenset[str]:
    """Return past verbs of what only people do."""
    return frozenset(row["word"] for row in read_lexicon("human_deeds"))


@cache
def _tally_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("tally_words"))
