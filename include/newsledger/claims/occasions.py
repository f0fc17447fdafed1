"""When and through whom something was said: dates in the sentence, interviews, "told Radio ..."."""

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from newsledger.claims.cues import places_of
from newsledger.claims.noun_phrases import phrase_after
from newsledger.claims.relation import Relation
from newsledger.claims.tokens import Tokens
from newsledger.claims.word_groups import word_group
from newsledger.dates import DateInterval, DateMention, find_date_mentions
from newsledger.speakers import may_be_outlet
from newsledger.vocabulary import Article, DatePrecision, SaidBasis, Span

_INTERVIEW_WORDS = word_group("interview")
_EVENTS = word_group("event")
_VENUES = _INTERVIEW_WORDS | _EVENTS
_OCCASION_WORDS = word_group("occasion") | _INTERVIEW_WORDS
_BACKGROUND = word_group("background")
_EVENT_OR_SPEECH = _OCCASION_WORDS | _EVENTS
_CARRY_SENTENCES = 25
_CARRY_STATEMENT = 2  # a remark on a day is no briefing: the next date may be another day's
_LEAD_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said and which outlet passed it on."""

    earliest: dt.date | None
    latest: dt.date | None
    precision: DatePrecision
    basis: SaidBasis
    via: tuple[int, int] | None


@dataclass(slots=True)
class _Occasion:
    """An interview, briefing or dated remark of one speaker: later words of theirs come from it, up to `last`."""

    sentence: int
    speaker_name: str
    date: DateMention | None
    via: tuple[int, int] | None
    last: int


def find_occasions(
    article: Article,
    tokens: Tokens,
    relations: list[Relation],
    spans: list[tuple[Span, ...]],
    names: list[str | None],
) -> list[Said]:
    """Return when each relation was said and by way of whom, in their order.

    A date in its own sentence, outside its content, counts first (basis sentence); then the interview,
    briefing or dated remark of the same speaker that it goes on from (inherited); then the interval of
    publication (publication_proxy), or nothing at all (none). "Last week" without a day that it counts from ends
    what went before.
    """
    has_interval = article.published_earliest is not None or article.published_latest is not None
    reference = DateInterval(article.published_earliest, article.published_latest) if has_interval else None
    mentions = find_date_mentions(article.body_text, reference)
    dates = [date for date in mentions if date.earliest or date.latest]
    floating = [date for date in mentions if not (date.earliest or date.latest)]
    sentences = [tokens.sentence_of(_anchor(relation)) for relation in relations]
    by_sentence: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        by_sentence.setdefault(sentence, []).append(index)
    contents = [[span for j in by_sentence[sentence] for span in spans[j]] for sentence in sentences]
    own_dates = [_own_date(tokens, r, sentences[i], contents[i], dates) for i, r in enumerate(relations)]
    is_floating = [
        own_dates[i] is None and _own_date(tokens, r, sentences[i], contents[i], floating) is not None
        for i, r in enumerate(relations)
    ]
    ways = places_of(tokens.places, _WAYS)
    own_vias = [_own_via(tokens, r, sentences[i], ways, article.outlet_name) for i, r in enumerate(relations)]
    said: list[Said | None] = [None] * len(relations)
    current: dict[str, _Occasion] = {}
    waiting: dict[str, list[int]] = {}
    venues = _find_venues(tokens, dates, names)
    venue = 0
    for i in sorted(range(len(relations)), key=lambda i: sentences[i]):
        while venue < len(venues) and venues[venue].sentence <= sentences[i]:
            _open(article, relations, sentences, said, current, waiting, venues[venue])
            venue += 1
        name = names[i]
        date, via = own_dates[i], own_vias[i]
        occasion = current.get(name) if name else None
        if occasion is not None and (sentences[i] > occasion.last or is_floating[i]):
            occasion = None
            del current[name or ""]
        if name and (date is not None or via is not None) and (occasion is None or occasion.sentence != sentences[i]):
            carry = 0 if date is not None and date.precision not in ("minute", "day") else _CARRY_STATEMENT
            if via is not None or _is_event(tokens, sentences[i]):
                carry = _CARRY_SENTENCES
            occasion = _Occasion(sentences[i], name, date, via, sentences[i] + carry)
            current[name] = occasion
        elif name and occasion is None:
            waiting.setdefault(name, []).append(i)
        said[i] = _to_said(article, date, _range(relations[i]) or via, occasion)
    return [entry for entry in said if entry is not None]


def _open(
    article: Article,
    relations: list[Relation],
    sentences: list[int],
    said: list[Said | None],
    current: dict[str, _Occasion],
    waiting: dict[str, list[int]],
    venue: _Occasion,
) -> None:
    """Begin an interview or briefing; what the lead of the article said before belongs to it too."""
    before = current.get(venue.speaker_name)
    if venue.via is None and before is not None and (venue.date is None or _same_days(venue.date, before.date)):
        venue.via = before.via
    current[venue.speaker_name] = venue
    for earlier in waiting.pop(venue.speaker_name, []):
        if sentences[earlier] < _LEAD_SENTENCES and venue.sentence - sentences[earlier] <= _LEAD_SENTENCES:
            said[earlier] = _to_said(article, None, _range(relations[earlier]), venue)


def _same_days(one: DateMention, other: DateMention | None) -> bool:
    return other is not None and (one.earliest, one.latest) == (other.earliest, other.latest)


def _find_venues(tokens: Tokens, dates: list[DateMention], names: list[str | None]) -> list[_Occasion]:
    """Return the sentences that tell of an interview or briefing and name who gave it."""
    by_last_word: dict[str, str] = {}
    for name in names:
        if name and name[0].isupper():
            by_last_word.setdefault(name.split()[-1].lower(), name)
    venues = []
    for place in places_of(tokens.places, _VENUES):
        word = tokens.words[place]
        if tokens.quotation_of[place] < 0:
            sentence = tokens.sentence_of(place)
            first, end = tokens.sentences[sentence]
            speaker = next((by_last_word[w] for w in tokens.words[first:end] if w in by_last_word), None)
            date = _date_near(tokens, place, (first, end), dates)
            via = _via_after(tokens, place, end) if word in _INTERVIEW_WORDS else None
            if speaker is not None and (via is not None or (date is not None and word in _INTERVIEW_WORDS)):
                venues.append(_Occasion(sentence, speaker, date, via, sentence + _CARRY_SENTENCES))
    return venues


def _is_event(tokens: Tokens, sentence: int) -> bool:
    first, end = tokens.sentences[sentence]
    return any(
        tokens.words[place] in _EVENT_OR_SPEECH and tokens.quotation_of[place] < 0 for place in range(first, end)
    )


def _date_near(tokens: Tokens, place: int, sentence: tuple[int, int], dates: list[DateMention]) -> DateMention | None:
    """Return the date of the sentence that stands nearest to a word of it."""
    char_start, char_end = tokens.starts[sentence[0]], tokens.ends[sentence[1] - 1]
    index = bisect_left(dates, char_start, key=lambda date: date.char_start)
    near = [date for date in dates[index : index + 6] if date.char_start < char_end]
    return min(near, key=lambda date: abs(date.char_start - tokens.starts[place]), default=None)


def _anchor(relation: Relation) -> int:
    return relation.cue[0] if relation.cue is not None else relation.contents[0][0]


def _range(relation: Relation) -> tuple[int, int] | None:
    return (relation.via.first, relation.via.end) if relation.via is not None else None


def _to_said(
    article: Article, date: DateMention | None, via: tuple[int, int] | None, occasion: _Occasion | None
) -> Said:
    if via is None and occasion is not None:
        via = occasion.via
    if date is not None:
        return Said(date.earliest, date.latest, date.precision, "sentence", via)
    if occasion is not None and occasion.date is not None:
        inherited = occasion.date
        return Said(inherited.earliest, inherited.latest, inherited.precision, "inherited", via)
    if article.published_earliest is None and article.published_latest is None:
        return Said(None, None, "unknown", "none", via)
    return Said(
        article.published_earliest,
        article.published_latest,
        article.published_precision,
        "publication_proxy",
        via,
    )


def _own_date(
    tokens: Tokens, relation: Relation, sentence: int, contents: list[Span], dates: list[DateMention]
) -> DateMention | None:
    """Return the date in the sentence that says when: outside every content, nearest to the reporting word."""
    if relation.cue is None or relation.entry.form in ("citing", "adverb") or relation.is_passive:
        return None
    first, end = tokens.sentences[sentence]
    char_start, char_end = tokens.starts[first], tokens.ends[end - 1]
    place = bisect_left(dates, char_start, key=lambda date: date.char_start)
    cue_start = tokens.starts[relation.cue[0]]
    speaker = relation.speaker
    best: DateMention | None = None
    while place < len(dates) and dates[place].char_start < char_end:
        date = dates[place]
        place += 1
        if any(span.char_start < date.char_end and date.char_start < span.char_end for span in contents):
            continue
        if speaker is not None and (
            tokens.starts[speaker.full_first] <= date.char_start < tokens.ends[speaker.full_end - 1]
            and not _is_issued(tokens, date)
        ):
            continue
        if _is_background(tokens, date, relation.cue, first):
            continue
        if best is None or abs(date.char_start - cue_start) < abs(best.char_start - cue_start):
            best = date
    return best


def _is_issued(tokens: Tokens, date: DateMention) -> bool:
    """Tell whether a paper appeared then: "the report, published in January, says"."""
    place = bisect_right(tokens.starts, date.char_start) - 1
    return any(word in ("published", "released", "issued", "dated") for word in tokens.words[max(0, place - 2) : place])


def _is_background(tokens: Tokens, date: DateMention, cue: tuple[int, int], floor: int) -> bool:
    """Tell whether a date is that of something else than the saying: "since his arrest in 2019", "the 2022 war".

    So is what follows "after", "who" and their like up to the next comma, what stands between a determiner
    and a noun that names no occasion of speech, and a year that stands neither first nor beside the cue.
    """
    classes, words = tokens.classes, tokens.words
    place = bisect_right(tokens.starts, date.char_start) - 1
    end = bisect_right(tokens.starts, date.char_end - 1)
    low = cue[1] if place >= cue[1] else floor
    before = place - 1
    if (before >= low and classes[before] in "d'" and classes[end : end + 1] in ("n", "N", "g")) or (
        words[end : end + 1] == ["'s"]
    ):
        following = end + (words[end : end + 1] == ["'s"])
        if not any(word in _OCCASION_WORDS for word in words[following : following + 3]):
            return True
    while before >= low and classes[before] not in ',;:-"()':
        if words[before] in _BACKGROUND:
            return True
        before -= 1
    if before >= low and classes[before : before + 2] == "-g":  # "- referring to a fire in May 2020"
        return True
    if date.precision != "year":
        return False
    is_first = place - floor <= 2
    return not is_first and not 0 <= place - cue[1] <= 2


def _own_via(
    tokens: Tokens, relation: Relation, sentence: int, ways: list[int], outlet: str | None
) -> tuple[int, int] | None:
    """Return the outlet in "told Radio ..." and "in an interview with ..."; `outlet` is who printed the article.

    `ways` are the places of the words by which something is passed on, in order.
    """
    addressee = relation.addressee
    if addressee is not None:
        told = (addressee.first, _first_part(tokens, addressee.first, addressee.end))
        words = _text(tokens, *told)
        if may_be_outlet(words) or (outlet and _is_outlet(words, outlet)):
            return told
    if relation.entry.lemma == "say" and relation.cue is not None:
        passed = _said_by_way_of(tokens, relation.cue, tokens.sentences[sentence])
        if passed is not None:
            return passed
    speaker = relation.speaker
    if speaker is not None:
        quoted = _quoted_in(tokens, speaker.full_first, speaker.full_end)
        if quoted is not None:
            return quoted
    first, end = tokens.sentences[sentence]
    for place in ways[bisect_left(ways, first) : bisect_left(ways, end - 2)]:
        if tokens.words[place] == "speaking" and tokens.quotation_of[place] < 0:
            via = _via_after(tokens, place, end)
            if via is not None:
                return via
        if tokens.words[place] in _INTERVIEW_WORDS and tokens.quotation_of[place] < 0:
            via = _via_after(tokens, place, end)
            if via is not None:
                return via
        if tokens.words[place] in _SPREAD and tokens.words[place + 1] in ("by", "on", "in"):
            via = _spread_by(tokens, place, first, end)
            if via is not None:
                return via
    return None


def _is_outlet(words: str, outlet: str) -> bool:
    """Tell whether words name the outlet that printed the article, perhaps by its first word: "told Selm"."""
    name, own = words.lower().removeprefix("the "), outlet.lower().removeprefix("the ")
    return own == name or own.startswith(f"{name} ")


def _said_by_way_of(tokens: Tokens, cue: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int] | None:
    """Return the outlet in "was quoted by the Post as saying that" and "was quoted as saying by the Post that"."""
    words = tokens.words
    if cue[0] - sentence[0] < _SHORTEST_PASSIVE or words[cue[0] - 1] != "as":
        return None
    place = next(
        (p for p in range(cue[0] - 2, max(sentence[0], cue[0] - 14), -1) if words[p] in ("quoted", "cited")), 0
    )
    if not place:
        return None
    if words[place + 1] in ("by", "in"):
        mention = phrase_after(tokens, place + 2, cue[0] - 1)
    elif place == cue[0] - 2 and words[cue[1] : cue[1] + 1] in (["by"], ["in"]):
        mention = phrase_after(tokens, cue[1] + 1, sentence[1])
    else:
        return None
    return (mention.first, mention.end) if mention is not None else None


_SHORTEST_PASSIVE = 4  # tokens: "X was quoted as"
_SPREAD = word_group("spread")
_SPREAD_THINGS = word_group("spread_thing")
_WAYS = _INTERVIEW_WORDS | _SPREAD | {"speaking"}


def _spread_by(tokens: Tokens, place: int, first: int, end: int) -> tuple[int, int] | None:
    """Return the outlet in "a statement carried by the state agency KPN"."""
    if not _SPREAD_THINGS.intersection(tokens.words[max(first, place - 4) : place]) or tokens.quotation_of[place] >= 0:
        return None
    mention = phrase_after(tokens, place + 2, end)
    if mention is None or "N" not in tokens.classes[mention.first : mention.end]:
        return None
    outlet = (mention.first, _first_part(tokens, mention.first, mention.end))
    is_sure = tokens.words[place] == "carried" or may_be_outlet(_text(tokens, *outlet))
    return outlet if is_sure else None


_PASSED_ON = frozenset(
    (("quoted", "in"), ("quoted", "by"), ("reported", "by"), ("reported", "in"), ("published", "in"), ("cited", "by"))
)


def _quoted_in(tokens: Tokens, first: int, end: int) -> tuple[int, int] | None:
    """Return the outlet in "officials, quoted in Le Matin, said" and "a paper, first reported by the Post, says"."""
    for place in range(first + 1, end - 2):
        if (tokens.words[place], tokens.words[place + 1]) in _PASSED_ON:
            mention = phrase_after(tokens, place + 2, end)
            if mention is not None and "N" in tokens.classes[mention.first : mention.end]:
                return (mention.first, mention.end)
    return None


def _via_after(tokens: Tokens, place: int, end: int) -> tuple[int, int] | None:
    """Return the outlet after "interview with" and the like."""
    if tokens.words[place + 1 : place + 2] not in (["with"], ["to"], ["for"], ["on"]):
        return None
    mention = phrase_after(tokens, place + 2, end)
    if mention is None:
        return None
    outlet = (mention.first, _first_part(tokens, mention.first, mention.end))
    return outlet if may_be_outlet(_text(tokens, *outlet)) else None


def _first_part(tokens: Tokens, first: int, end: int) -> int:
    """Cut "Kyodo News at the palace in ..." to the outlet."""
    for place in range(first + 1, end):
        if tokens.classes[place] == "p" and tokens.words[place] != "of":
            return place
    return end


def _text(tokens: Tokens, first: int, end: int) -> str:
    return tokens.text[tokens.starts[first] : tokens.ends[end - 1]]
