"""Noun phrases beside a reporting word: who can be its subject. All positions are tokens."""

import re
from dataclasses import dataclass

from newsledger.claims.contents import opens_main_clause
from newsledger.claims.cues import SAYING_FRAMES, cue_lexicon
from newsledger.claims.tokens import Tokens
from newsledger.claims.word_groups import word_group

_INSIDE = frozenset("daNn#'_&egy/")
_SIMPLE = re.compile(r"[cb]*(?:rc)?[daNn#'_&eg]*[Nn#_][Nn#'_&daegpcTby()]*")
_FINITE = re.compile(r"m|v|[Nnr]e[dNroT#b]|[nN]e[n]")
_STOPS = frozenset('|.;:"')
_TIME_ADVERBIAL = re.compile(r"p?[dab]*(?:y[#_]*|#)+[nby]*")
_RIGHT = re.compile(
    r"(?P<head>d?[aeg#bN&'_ndy]*?(?:[Nn#_]|g(?=[,.]))(?:[Nn#&_'a]|(?<=#)e(?=n)|c(?=[dN]?[Nn])|[(][^()]{1,8}[)])*"
    r"(?:a(?=[pT]))?(?:[pT'](?:(?<=')|[da#]{0,3})[daeg#]{0,3}[Nn][Nn#&_'a]*)*)"
)


@dataclass(slots=True)
class Mention:
    """A noun phrase: its own tokens, and with the apposition or relative clause that belongs to it."""

    first: int
    end: int
    full_first: int
    full_end: int
    is_relative: bool = False
    antecedent: tuple[int, int] | None = None
    is_interrupted: bool = False


def subject_before(tokens: Tokens, end: int, floor: int) -> Mention | None:
    """Return the subject whose last token, or last apposition, stands right before `end`; None if there is none.

    Nothing before `floor` is looked at. An introducing phrase ("In October officials said") is left out.
    """
    if end <= floor:
        return None
    classes, words = tokens.classes, tokens.words
    last = end - 1
    class_ = classes[last]
    if class_ == "r":
        return Mention(last, end, last, end) if words[last] != "there" else None
    if class_ == "w" and (last == floor or classes[last - 1] in "vemgxT"):
        return None
    if class_ == "t" or (class_ == "w" and words[last] in ("who", "which")):
        return Mention(last, end, last, end, is_relative=True, antecedent=antecedent_of(tokens, last, floor))
    if class_ == "w":
        return None
    if class_ == "," and last - floor > 2 and classes[last - 2 : last] == ",b" and words[last - 1] in _CONNECTIVES:
        return subject_before(tokens, last - 2, floor)
    if class_ == "y" and last - floor > 3 and classes[last - 2 : last] == ",p":  # "the head, Ann Lee, on Monday said"
        return subject_before(tokens, last - 1, floor)
    if last - floor > 2 and words[last - 1 : last + 1] == ["in", "turn"]:
        return subject_before(tokens, last - 1, floor)
    if last - floor > 2 and words[last] == "above" and words[last - 1] in ("quoted", "cited", "named", "mentioned"):
        mention = subject_before(tokens, last - 1, floor)  # "the officer quoted above"
        if mention is not None:
            mention.full_end = end
        return mention
    if class_ in ",-" and last > floor:
        return _without_day_before(tokens, _before_apposition(tokens, last, floor))
    if words[last] in ("her", "him", "them") and last - floor > 2 and classes[last - 1] in "pT":
        mention = _plain_before(tokens, last - 1, floor)
        return None if mention is None else Mention(mention.first, end, mention.first, end)
    if class_ == "o" and words[last].endswith(("self", "selves")) and last > floor and classes[last - 1] in "nNr)":
        return subject_before(tokens, last, floor)
    if words[last] in _PRONOUN_LIKE and (last == floor or classes[last - 1] not in _INSIDE):
        return Mention(last, end, last, end)
    mention = _plain_before(tokens, end, floor)
    return None if mention is None else _without_day(tokens, mention)


_DAY_AT_END = re.compile(r"(?<=[nN)_])(?:py|y)\Z")


def _without_day(tokens: Tokens, mention: Mention) -> Mention:
    """Leave out "on Monday" behind a subject: "the bank on Monday said" is said by the bank."""
    match = _DAY_AT_END.search(tokens.classes[mention.first : mention.end])
    if match is not None and mention.end == mention.full_end and match.start() > 0:
        mention.end = mention.full_end = mention.first + match.start()
    return mention


def _without_day_before(tokens: Tokens, mention: Mention | None) -> Mention | None:
    """Leave out "on Monday" before a date between commas: "the bank on Monday, May 3, said"."""
    match = _DAY_AT_END.search(tokens.classes[mention.first : mention.end]) if mention is not None else None
    if mention is not None and match is not None and match.start() > 0:
        mention.end = mention.first + match.start()
    return mention


_PRONOUN_LIKE = word_group("pronoun_like")
_CONNECTIVES = frozenset(("however", "meanwhile", "therefore", "nevertheless", "moreover", "also", "too", "though"))


def antecedent_of(tokens: Tokens, relative: int, floor: int) -> tuple[int, int] | None:
    """Return the noun phrase that "who", "which" or "that" stands for: right before it or its comma."""
    end = relative
    while end > floor and tokens.classes[end - 1] in ",p":
        end -= 1
    mention = _plain_before(tokens, end, floor) if end > floor else None
    if mention is None:  # "was shut by the guards who"
        opener = tokens.classes.rfind("p", floor, end)
        is_agent = opener >= floor and tokens.words[opener] == "by"
        mention = _plain_before(tokens, end, opener + 1) if is_agent else None
    return (mention.first, mention.end) if mention is not None else None


def _plain_before(tokens: Tokens, end: int, floor: int) -> Mention | None:
    classes, words = tokens.classes, tokens.words
    start = end
    has_coordinator = False
    while start > floor:
        class_ = classes[start - 1]
        if class_ in "eg" and not _is_modifier(
            classes, start - 1, end, floor, is_saying=class_ == "e" and _is_saying(words, start - 1)
        ):
            break
        if (
            class_ in _INSIDE
            or (class_ == "p" and start < end)
            or (class_ == "T" and start < end and classes[start] in "daNn#")
            or (
                class_ == "v"
                and start < end
                and (
                    (start - 1 > floor and classes[start - 2] in "daN'")
                    or ((start - 1 == floor or classes[start - 2] in '",;|') and classes[start] in "nN")
                )
            )
        ):
            start -= 1
        elif class_ == "c" and start < end and words[start - 1] in ("and", "or"):
            has_coordinator = True
            start -= 1
            if start - 1 >= floor and classes[start - 1] == "r":
                start -= 1
                break
        elif class_ == "b" and start < end and (classes[start] in "aeg#d" or words[start] == "than"):
            start -= 1
        elif class_ == ")":
            opened = classes.rfind("(", max(floor, start - 14), start)
            if opened < 0:
                break
            start = opened
        elif class_ == '"' and start < end and tokens.quotation_of[start - 1] >= 0:
            first, quote_end = tokens.quotations[tokens.quotation_of[start - 1]]
            if quote_end != start or quote_end - first > 6 or classes[quote_end - 2] in ".,":
                break
            start = first
        else:
            break
    if start > floor and start < end:
        stop = classes[start - 1]
        if (stop in "mvexg" or stop in "bort") and classes[start] != "r":
            relative = _relative_start(classes, words, start - 1, floor)
            has_own_subject = relative == start - 1 and words[end - 1] not in _TIME_UNITS  # "a toll that Ostar called"
            if relative >= 0 and not has_own_subject:
                head = _plain_before(tokens, relative, floor)
                if head is not None:
                    return Mention(head.first, head.end, head.first, end)
            if has_coordinator:
                start = _after_coordinator(classes, start, end)
    if has_coordinator and start < end and classes[start] == '"':
        start = _after_coordinator(classes, start, end)
    first = _trim_front(tokens, start, end)
    if first >= end or not any(class_ in "Nn#_d" for class_ in classes[first:end]):
        return None
    if classes[end - 1] in "dpcT" and words[end - 1] not in _PRONOUN_LIKE:
        return None
    own_end = end
    while own_end - first > 1 and classes[own_end - 1] == "y" and classes[own_end - 2] in "Nn":
        own_end -= 1
    if own_end - first > 2 and words[own_end - 2] in ("last", "this", "earlier") and words[own_end - 1] in _TIME_UNITS:
        own_end -= 2
    return Mention(first, own_end, first, end)


def _is_saying(words: list[str], token: int) -> bool:
    """Tell whether a form in -ed can only be the verb of what somebody says: "argued in a filing"."""
    entries = cue_lexicon().get(words[token], ())
    is_passive = words[token + 1 : token + 2] == ["by"]
    return not is_passive and any(entry.form == "past" and entry.frames >= SAYING_FRAMES for entry in entries)


def _is_modifier(classes: str, token: int, end: int, floor: int, *, is_saying: bool) -> bool:
    """Tell whether a word in -ed or -ing stands inside the noun phrase, not as the verb of a clause."""
    following = classes[token + 1] if token + 1 < end else ""
    before = classes[token - 1] if token > floor else ""
    if following == "":
        return before in "daNn#"
    if following in "pTy":
        if before in "Nn" and classes[token] == "e" and is_saying:
            return False
        return before in ("N", "n", "#") or (before == "d" and following == "p" and classes[token] == "e")
    if classes[token] == "g":
        return before in ("d", "a", "p", "'", "c", "N", "n", "") or (before == "" and following in "Nn")
    if before == "b":
        return token - 2 < floor or classes[token - 2] not in "Nnr)"
    return before in ("d", "a", "'", "#", "c", "p") or (before == "" and following in "Nna") or before in ",;:|"


def _relative_start(classes: str, words: list[str], token: int, floor: int) -> int:
    for place in range(token, max(floor, token - 16), -1):
        class_ = classes[place]
        if class_ in ',;:.|"':
            return -1
        if (class_ == "w" and words[place] in ("who", "which")) or class_ == "t":
            return place if place > floor and classes[place - 1] in "Nn#)" else -1
    return -1


def _after_coordinator(classes: str, start: int, end: int) -> int:
    return classes.rfind("c", start, end) + 1 or start


def _trim_front(tokens: Tokens, start: int, end: int) -> int:
    """Leave out what stands before the subject: conjunctions, dates, "In October", "After the meeting"."""
    classes, words = tokens.classes, tokens.words
    while start < end:
        class_ = classes[start]
        spell = start + (class_ == "#" or words[start] in ("a", "an", "some", "several"))
        if spell + 2 < end and words[spell + 1] in ("later", "earlier") and words[spell].rstrip("s") in _SPELLS:
            start = spell + 2  # "Two days later the army"
            continue
        if (
            class_ in "cbyg'/"
            or (class_ == "e" and start + 1 < end and classes[start + 1] in "pdT")
            or class_ == "_"
            or (class_ == "#" and start > 0 and classes[start - 1] in "y_" and start + 1 < end)
        ) or (
            class_ == "n"
            and start + 1 < end
            and classes[start + 1] == "N"
            and words[start + 1] in _TITLES_AHEAD
            and words[start] not in _TITLE_MODIFIERS
        ):
            start += 1
        elif class_ == "p" and words[start + 1 : start + 2] in (["least"], ["most"], ["to"], ["than"]):
            return start
        elif class_ in "pT":
            start = _after_prepositional(tokens, start, end)
        elif (
            words[start] in ("last", "this", "next", "earlier", "that")
            and start + 2 < end
            and words[start + 1] in _TIME_UNITS
        ):
            start += 2
        else:
            return start
    return start


_TITLE_MODIFIERS = word_group("title_modifier")
_TIME_UNITS = word_group("time_unit")
_SPELLS = word_group("time_spell") | frozenset(("minute", "second", "moment", "week", "month", "year"))


def _after_prepositional(tokens: Tokens, start: int, end: int) -> int:
    """Return where the noun phrase after an opening prepositional phrase begins, or `end`."""
    classes, words = tokens.classes, tokens.words
    place = start + 1
    while place < end and classes[place] in "dab":
        place += 1
    seen_noun = False
    while place < end:
        class_ = classes[place]
        if class_ in "y#":
            seen_noun = True
        elif (seen_noun and class_ == "d" and classes[place - 1] not in "pcT'") or (
            seen_noun and class_ == "N" and (classes[place - 1] in "ny#" or words[place] in _TITLES_AHEAD)
        ):
            return place
        elif class_ == "p" or class_ == "c":
            seen_noun = False
        elif class_ in "Nn":
            if seen_noun and classes[place - 1] in "y#":
                return place
            seen_noun = True
        place += 1
    if end - start > 2 and classes[end - 1] == "N" and classes[end - 2] == "N":
        return end - 1
    return end


_TITLES_AHEAD = word_group("name_opener")


def _before_apposition(tokens: Tokens, comma: int, floor: int) -> Mention | None:
    """Return the subject before ", an apposition," or between dashes; `comma` closes that."""
    classes, words = tokens.classes, tokens.words
    mark = classes[comma]
    low = floor
    for place in range(comma - 1, floor - 1, -1):
        if classes[place] in _STOPS and not (classes[place] == '"' and _is_short_quotation(tokens, place)):
            low = place + 1
            break
    edges = [
        place for place in range(low, comma) if classes[place] == mark and not _in_parenthesis(classes, place, low)
    ]
    edges.append(comma)
    starts = [low, *[edge + 1 for edge in edges[:-1]]]
    chunks = list(zip(starts, edges, strict=True))
    if len(chunks) < 2:
        return None
    for index, (first, end) in enumerate(chunks[:-1]):
        if end - first > 24 or end <= first or comma - end > _LONGEST_APPOSITION:
            continue
        inside = classes[first:end]
        last_clause = first
        if words[first] == "whose":
            continue
        if "whose" in words[first : end - 1]:
            last_clause = tokens.words.index("whose", first, end) + 1
        inside = classes[last_clause:end]
        if _FINITE.search(inside) or inside[0] in "sw" or _opens_with_participle(tokens, first, end):
            continue
        begin = _trim_front(tokens, last_clause, end)
        if begin >= end or classes[begin] in "ptTs":
            continue
        if not _SIMPLE.fullmatch(classes[begin:end]) or _TIME_ADVERBIAL.fullmatch(classes[begin:end]):
            continue
        if any(
            _is_clause(classes[a:b]) and tokens.words[a] != "whose" and not _NAMED & set(tokens.words[a:b])
            for a, b in chunks[index + 1 :]
        ):
            continue
        is_adverbial = classes[end + 1] in "ps" and tokens.words[end + 1] not in ("of", "from")
        return Mention(begin, end, begin, comma, is_interrupted=is_adverbial)
    first, end = chunks[-2]
    mention = _plain_before(tokens, end, first)
    if mention is not None and not _is_clause(classes[chunks[-1][0] : chunks[-1][1]]):
        mention.full_end = comma
        return mention
    return None


_LONGEST_APPOSITION = 40
_NAMED = frozenset(("called", "named", "nicknamed"))


def _opens_with_participle(tokens: Tokens, first: int, end: int) -> bool:
    """Tell whether "Asked about the fire" or "Speaking to Radio Gelna" begins here."""
    word, following = tokens.words[first], tokens.classes[first + 1 : first + 2]
    is_participle = word.endswith(("ed", "ing")) and first + 1 < end and len(word) > _SHORTEST_PARTICIPLE
    return is_participle and following in ("p", "T", "w", "d", "s", "y", "b", "o")


_SHORTEST_PARTICIPLE = 4


def _is_clause(inside: str) -> bool:
    """Tell whether a stretch between commas is a clause of its own, no apposition or relative clause."""
    if not inside:
        return False
    if inside[0] == "w" or (inside[0] == "p" and "w" in inside[:3]):
        return False
    match = re.search(r"m|v|[Nnr]e[dNroT#b]", inside)
    if match is None:
        return False
    return not re.search(r"[wt]", inside[: match.start()]) and inside[0] in "drNnc" and "w" not in inside


def _is_short_quotation(tokens: Tokens, place: int) -> bool:
    index = tokens.quotation_of[place]
    if index < 0:
        return True
    first, end = tokens.quotations[index]
    return end - first < 7 and tokens.classes[end - 2] not in ".,"


def _in_parenthesis(classes: str, place: int, low: int) -> bool:
    opened = classes.rfind("(", low, place)
    return opened >= 0 and classes.find(")", opened, place) < 0


def phrase_after(tokens: Tokens, start: int, limit: int) -> Mention | None:
    """Return the noun phrase that begins at `start`, with its apposition: 'said Ann Lee, a clerk'."""
    classes, words = tokens.classes, tokens.words
    if start >= limit:
        return None
    if classes[start] == "r" or (
        words[start] in _PRONOUN_LIKE and classes[start + 1 : start + 2] not in ("n", "a", "p")
    ):
        return Mention(start, start + 1, start, start + 1)
    is_part = classes[start] == "d" and words[start + 1 : start + 2] == ["of"]  # "some of the guards"
    head = start + 2 if is_part and words[start] in _PRONOUN_LIKE else start
    match = _RIGHT.match(classes, head, limit)
    if match is None or match.end() == head:
        return None
    end = match.end()
    for place in range(head + 1, end):
        if classes[place] == "p" and _opens_adverbial(tokens, place):
            end = place
            break
    return Mention(start, end, start, _apposition_end(tokens, end, limit))


def _opens_adverbial(tokens: Tokens, place: int) -> bool:
    """Tell whether a preposition begins when or where it was said, not more of the name."""
    word, following = tokens.words[place], tokens.classes[place + 1 : place + 3]
    if word in ("in", "on", "at") and (
        following[:1] in ("y", "#") or (following[:1] == "d" and tokens.words[place + 2] in _OCCASIONS)
    ):
        return True
    return word in (
        "during",
        "after",
        "before",
        "while",
        "via",
        "through",
        "about",
        "as",
        "when",
        "following",
    )


_OCCASIONS = word_group("occasion")


def _apposition_end(tokens: Tokens, end: int, limit: int) -> int:
    """Return where the apposition after a name ends: before its closing comma, or at the end of the sentence."""
    classes = tokens.classes
    if end + 1 >= limit or classes[end] != "," or classes[end + 1] not in "daNn#wep":
        return end
    stop = end + 1
    while stop < limit and classes[stop] not in ';:|".':
        if classes[stop] == "," and (
            opens_main_clause(classes, stop + 1, limit)
            or stop + 1 >= limit
            or classes[stop + 1] in 'gswc"btrm'
            or _TIME_ADVERBIAL.match(classes, stop + 1, limit)
        ):
            break
        stop += 1
    if _is_clause(classes[end + 1 : stop]) or (stop < limit and classes[stop] in '"mv' and classes[stop - 1] != ","):
        return end
    return stop
