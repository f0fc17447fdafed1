"""What a figure is a figure of: its metric from the noun and the word that governs it, and stock or flow."""

from functools import cache
from itertools import pairwise

from newsledger.figures.tokens import Tokens, change_words
from newsledger.figures.units import unit_kind
from newsledger.figures.word_groups import word_group
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Measure, Metric

_CIVILIANS = frozenset(["civilian", "child"])
WEAPONS_IN_FLIGHT = frozenset(["drone", "missile", "munition"])
_EQUIPMENT = WEAPONS_IN_FLIGHT | {"aircraft", "tank", "armoured_vehicle", "vehicle", "ship", "artillery", "weapon"}
_BY_KIND: dict[str, Metric] = {
    "length": "distance",
    "area": "area",
    "time": "duration",
    "money": "money",
    "share": "share",
}
_BY_CLASS: dict[str, Metric] = {
    "troop": "troop_strength",
    "strike": "strikes",
    "hostage": "captured",
    "prisoner": "captured",
    "refugee": "displaced",
}
_HOUSEHOLDS = frozenset(["family", "household"])
_FATES: tuple[Metric, ...] = ("killed", "wounded", "captured", "displaced")
_FLOWS = frozenset(["killed", "civilian_killed", "wounded", "captured", "displaced", "strikes"])
_AUXILIARIES = word_group("auxiliary")
_HURTS = frozenset(["injuries", "wounds", "burns", "inhalation", "fractures", "bruises", "cuts"])
_REACH_OF_HURT = 6
_CLAUSE_ENDS = frozenset([";", ":", "while", "but", "whereas"])
_NEW_SUBJECTS = (["the"], ["a"], ["an"], ["its"], ["their"], ["his"], ["her"])  # 14 were pulled out, as the toll rose
_ATTRIBUTES = frozenset(["rescue", "release", "arrest", "capture"])
_REACH = 14


def metric_of(
    tokens: Tokens,
    span: tuple[int, int],
    limits: tuple[int, int],
    kind: str,
    unit: str | None,
    class_: str | None,
    whole: Metric | None,
    before: Metric | None,
) -> Metric:
    """Return what a number is a number of.

    Args:
        tokens: the sentence.
        span: the tokens of the figure, end exclusive.
        limits: where the figure before ends and the one after begins; a governing word lies between them.
        kind: what its unit measures, or an empty string.
        unit: its unit or counted noun in singular.
        class_: the class of what was counted.
        whole: the metric of the figure that this one is named as a part of ("including five children").
        before: the metric of the figure in an earlier sentence whose noun this one takes over.
    """
    if kind == "rate" and unit is not None and unit_kind(unit.split("/")[0]) == "time":
        return "duration"  # 60 hours a week
    if kind == "rate" and unit is not None and unit_kind(unit.split("/")[0]) == "area":
        return "area"  # 3 km2 a day
    if kind:
        return _BY_KIND.get(kind, "other")
    if unit == "person":
        return _fate(tokens, span, limits, class_, whole, before)
    if unit in _HOUSEHOLDS and (
        _governing(tokens, span, limits, ("displaced",)) is not None or _is_sheltered(tokens, limits[1])
    ):
        return "displaced"
    if class_ in WEAPONS_IN_FLIGHT and "strikes" in (_governing(tokens, span, limits, ("strikes",)) or before, whole):
        return "strikes"
    return "equipment" if class_ in _EQUIPMENT else _BY_CLASS.get(class_ or "", "other")


def measure_of(tokens: Tokens, span: tuple[int, int], metric: Metric, unit: str | None) -> Measure:
    """Return whether a figure is a level, a change in a period, a rate or a share."""
    if metric == "share":
        return "share"
    if unit is not None and "/" in unit:
        return "rate"
    if metric in _FLOWS:
        return "flow"
    before = [word for word in tokens.lowers[max(0, span[0] - 3) : span[0]] if word not in ("up", "down")]
    return "stock" if change_words().isdisjoint(before) or before[-1] in ("to", "at") else "flow"


def fate_of_noun(tokens: Tokens, start: int, end: int) -> Metric | None:
    """Return the fate that a noun itself tells: "fatalities", "deaths"; None for any other."""
    found = _cue(tokens, range(start, end), _FATES)
    return found[1] if found is not None and found[2] == "subject" else None


def fate_near(tokens: Tokens, span: tuple[int, int], limits: tuple[int, int], *, reach: int = 4) -> bool:
    """Return whether a word for what befell people governs a bare number: "killing two", "45 injured"."""
    return _governing(tokens, span, limits, _FATES, reach=reach) is not None


def _fate(
    tokens: Tokens,
    span: tuple[int, int],
    limits: tuple[int, int],
    class_: str | None,
    whole: Metric | None,
    before: Metric | None,
) -> Metric:
    fate: Metric | None = "killed" if whole == "civilian_killed" or _are_lives_lost(tokens, span) else whole
    if fate not in _FATES:
        fate = _governing(tokens, span, limits, (*_FATES, "other")) or before
    if fate is None and _is_sheltered(tokens, limits[1]):
        fate = "displaced"
    if fate == "killed" and class_ in _CIVILIANS:
        return "civilian_killed"
    return fate or _BY_CLASS.get(class_ or "", "other")


def _are_lives_lost(tokens: Tokens, span: tuple[int, int]) -> bool:
    """Return whether lives were taken or lost: "claimed 26 lives", "26 lives were lost"; not when they were saved."""
    if tokens.lowers[span[1] - 1] != "lives" and tokens.lowers[span[1] : span[1] + 1] != ["lives"]:
        return False
    around = tokens.lowers[max(0, span[0] - _REACH_OF_LIVES) : span[1] + _REACH_OF_LIVES]
    return not _lost_lives().isdisjoint(around)


_REACH_OF_LIVES = 4


def _is_sheltered(tokens: Tokens, following: int) -> bool:
    """Return whether the figure after one counts where they found shelter: "moved | into 1,460 relief camps"."""
    if following >= len(tokens.texts) or tokens.lowers[following - 1] not in ("in", "into", "inside", "at", "to"):
        return False
    words = tokens.lowers[following : following + 5]
    return not _SHELTERS.isdisjoint(words) or any(pair in _SHELTERING_PAIRS for pair in pairwise(words))


_SHELTERS = frozenset(["shelters"])
_SHELTERING_PAIRS = frozenset([("evacuation", "centers"), ("evacuation", "centres"), ("relief", "camps")])
_SHELTERING_PAIRS |= frozenset((kind, "camps") for kind in ("makeshift", "refugee", "displacement", "tent", "transit"))


def _governing(
    tokens: Tokens,
    span: tuple[int, int],
    limits: tuple[int, int],
    metrics: tuple[Metric, ...],
    reach: int = _REACH,
) -> Metric | None:
    """Return the metric of the word that governs a figure.

    A word at the end of the figure ("30 wounded") or a passive after it ("were killed") comes first, then the
    verb before it ("killing 12"), then any word after it.
    """
    inside = _cue(tokens, range(span[0], span[1]), metrics, span[1])
    right = _cue(tokens, range(span[1], min(limits[1], span[1] + reach)), metrics)
    left = _cue(tokens, range(span[0] - 1, max(limits[0], span[0] - reach) - 1, -1), metrics)
    if inside is not None:
        return inside[1]
    if right is not None and right[0] == span[1] == limits[1] - 1 and right[2] == "verb":
        right = None  # two bombers killed | 26 people
    if right is not None and right[0] == span[1]:
        return right[1]
    if left is not None and left[0] == span[0] - 1 and left[2] == "verb" and not _is_passive(tokens, left[0]):
        return left[1]  # arrested 14 people, and two guards were hurt
    if right is not None and _is_said_of(tokens, right[0], right[2]):
        return right[1]
    if left is not None and not _belongs_before(tokens, left[0], span[0], limits[0]):
        return left[1]
    if right is None and left is None:
        beyond = _after_inclusion(tokens, span[1])
        right = (
            _cue(tokens, range(beyond, min(len(tokens.texts), beyond + _REACH_OF_VERB)), metrics) if beyond else None
        )
    return right[1] if right is not None else None


def _after_inclusion(tokens: Tokens, end: int) -> int:
    """Return the verb after ", including four children," behind a figure, or 0 when nothing is included there."""
    if tokens.lowers[end : end + 1] != [","] or not _INCLUSIONS.intersection(tokens.lowers[end + 1 : end + 2]):
        return 0
    for at in range(end + 2, min(len(tokens.texts) - 1, end + _LONGEST_INCLUSION)):
        if tokens.texts[at] == "," and tokens.lowers[at + 1] in _AUXILIARIES:
            return at + 1
    return 0


_INCLUSIONS = frozenset(["including", "among", "mostly", "most", "some", "half"])
_LONGEST_INCLUSION = 16
_REACH_OF_VERB = 6


def _cue(
    tokens: Tokens, places: range, metrics: tuple[Metric, ...], span_end: int = 0
) -> tuple[int, Metric, str] | None:
    for at in places:
        word = tokens.lowers[at]
        if word in _CLAUSE_ENDS or (word == "as" and tokens.lowers[at + 1 : at + 2] in _NEW_SUBJECTS):
            return None
        if word == "dead" and tokens.lowers[at + 1 : at + 2] == ["of"]:
            continue  # of night
        cues = _cues().get(" ".join(tokens.lowers[at : at + 3]), ()) or _cues().get(word, ())  # lost their lives
        if cues and word in _ATTRIBUTES and at + 1 < span_end:
            continue  # rescue workers
        if not cues and at:
            cues = _cues().get(f"{tokens.lowers[at - 1]} {word}", ())
        for metric, role in cues:
            if word == "treated" and not _HURTS.isdisjoint(tokens.lowers[at + 1 : at + _REACH_OF_HURT]):
                return (at, "wounded", "verb") if "wounded" in metrics else None  # treated for minor injuries
            if metric in metrics:
                is_both = metric in ("killed", "wounded") and _is_of_both(tokens, at)
                return at, "other" if is_both else metric, role
    return None


def _is_of_both(tokens: Tokens, index: int) -> bool:
    """Return whether the dead and the hurt are counted together: "killed and wounded", "dead or injured"."""
    for one in (index, index - 2):
        words = tokens.lowers[one : one + 3] if one >= 0 else []
        if len(words) == 3 and words[1] in ("and", "or"):
            fates = {row[0] for word in (words[0], words[2]) for row in _cues().get(word, ())}
            if {"killed", "wounded"} <= fates:
                return True
    return False


def _is_passive(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens.lowers[index - 1] in _AUXILIARIES - {"had", "have"}


def _is_said_of(tokens: Tokens, index: int, role: str) -> bool:
    return role == "subject" or tokens.lowers[index - 1] in _AUXILIARIES


def _belongs_before(tokens: Tokens, index: int, start: int, limit: int) -> bool:
    """Return whether a passive before a figure is said of another: "12 were killed and 30 soldiers ..."."""
    if limit == 0 or not (tokens.lowers[index - 1] in _AUXILIARIES or index == limit):
        return False
    return not frozenset([",", "and", "while"]).isdisjoint(tokens.lowers[index + 1 : start])


@cache
def _cues() -> dict[str, list[tuple[Metric, str]]]:
    cues: dict[str, list[tuple[Metric, str]]] = {}
    for row in read_lexicon("metric_cues"):
        if row["role"] != "lives":
            cues.setdefault(row["word"], []).append((row["metric"], row["role"]))  # type: ignore[arg-type]
    return cues


@cache
def _lost_lives() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("metric_cues") if row["role"] == "lives")
