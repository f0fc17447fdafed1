"""What is said: where the words after or before a reporting word begin and end. All positions are tokens."""

import re

from newsledger.claims.cues import Cue, names_a_claim
from newsledger.claims.tokens import Tokens
from newsledger.claims.word_groups import word_group

_VERBAL = re.compile(r"m|v|e|r'|r\"?b*n|\"b*n")


def end_of_content(tokens: Tokens, start: int, limit: int, cues: dict[int, Cue], *, is_clause: bool) -> int:
    """Return where content that begins at `start` ends: at most at `limit`, before what the narrator adds.

    A clause runs to the end of its sentence but for a further reporting word (", adding that", ", according
    to"); a noun phrase or infinitive ends at the first comma or conjunction that begins something else.
    """
    classes, words = tokens.classes, tokens.words
    place = start
    while place < limit:
        class_ = classes[place]
        if class_ == '"' and tokens.quotation_of[place] >= 0:
            first, end = tokens.quotations[tokens.quotation_of[place]]
            if place == first:
                place = min(end, limit)
                if (
                    end < limit
                    and end - first > 2
                    and classes[end - 2] == ","
                    and end - 2 > start
                    and (
                        (first == start and classes[end : end + 2] not in ("ct", "cT", 'c"', "cd"))
                        or classes[end] in "drNt"
                        or (end in cues and cues[end].entries[0].form == "ing")
                        or (classes[end] == "c" and not _is_list(classes, end, limit))
                    )
                ):
                    return place
                continue
        if class_ == ";" and place > start and (not is_clause or _clause_with_any_cue(tokens, place + 1, limit, cues)):
            return place
        if class_ == "(":
            close = classes.find(")", place, limit)
            place = close + 1 if close > 0 else place + 1
            continue
        if class_ == "," and place > start and _ends_at_comma(tokens, place, limit, cues, is_clause=is_clause):
            return place
        if class_ == ":" and not is_clause and place > start and quotation_with_tail(tokens, place + 1, limit, cues):
            return place
        if (
            class_ == "-"
            and place > start
            and classes[place - 1] != "#"
            and (
                not is_clause
                or (words[place + 1 : place + 2] != ["something"] and _names_a_claim(tokens, place + 1, limit, cues))
                or _adds_aside(tokens, place, limit, cues)
            )
        ):
            return place
        if (
            class_ == "c"
            and place > start
            and (
                _next_is_cue(tokens, place + 1, limit, cues)
                or _next_is_saying(tokens, place + 1, limit, cues)
                or (
                    is_clause
                    and words[place] == "and"
                    and _has_verb_since_boundary(classes, start, place)
                    and _clause_with_cue(tokens, place + 1, limit, cues, reach=5)
                )
            )
        ):
            return place
        if place > start and place in cues and cues[place].entries[0].form == "preposition":
            return place
        if (
            not is_clause
            and place > start
            and class_ == "s"
            and words[place + 1 : place + 2] != ["of"]
            and words[place] not in ("so", "whether", "than", "where")
            and classes[place - 1] != "p"
            and classes[place + 1 : place + 2] != "g"
            and (words[place] not in ("as", "until", "since") or _MAIN_CLAUSE.match(classes, place + 1, limit))
        ):
            return place
        if not is_clause and class_ == "c" and place > start and _is_new_clause(classes, place + 1, limit):
            return place
        if not is_clause and place > start and class_ in "pays" and _opens_when(tokens, place, limit):
            is_deed = "pg" in classes[start:place]  # "of taking notes during a drive"
            if not (is_deed and words[place] in ("during", "by")):
                return place
        place += 1
    while place > start and classes[place - 1] in ".,;:-":
        place -= 1
    return place


def quotation_with_tail(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]) -> bool:
    """Tell whether a quotation follows that has reporting words of its own behind it."""
    if place >= limit or tokens.classes[place] != '"' or tokens.quotation_of[place] < 0:
        return False
    end = tokens.quotations[tokens.quotation_of[place]][1]
    return end < limit and tail_ahead(tokens, end, limit, cues)


def tail_ahead(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]) -> bool:
    """Tell whether "Name said" and nothing more than when and where follows: the words before are its content."""
    classes = tokens.classes
    match = _TAIL_SUBJECT.match(classes, place, limit)
    if match is None:
        return False
    verb = match.end()
    if verb < limit and classes[verb] == "m" and tokens.words[verb - 1] in _HEARING_BODIES:
        while verb < limit and classes[verb] in "mb":
            verb += 1
    cue = cues.get(verb)
    if cue is None or not any(e.form in ("past", "third") and "quote" in e.frames for e in cue.entries):
        return (
            cue is not None
            and cue.entries[0].lemma == "hear"
            and tokens.words[match.end() - 1] in _HEARING_BODIES
            and (cue.end >= limit or classes[cue.end] in ".,|pyb")
        )
    if cue.end >= limit or classes[cue.end] in ".,|pyb":
        return True
    return "told" in cue.entries[0].frames and _TOLD_TO.match(classes, cue.end, limit) is not None


_HEARING_BODIES = word_group("hearing_body")
_BE = word_group("be")
_TOLD_TO = re.compile(r"(?:o|d?[aeg#]*[nN#][Nn#&_']*)(?:[.,|pyb]|\Z)")
_TAIL_SUBJECT = re.compile(r"(?:r|d?[aeg#]*(?:c[aeg]+)?[Nn#][Nn#_'&a]*(?:p[daeg#]*[Nn#][Nn#_']*)?)b?")


def _ends_at_comma(tokens: Tokens, comma: int, limit: int, cues: dict[int, Cue], *, is_clause: bool) -> bool:
    classes, words = tokens.classes, tokens.words
    place = comma + 1
    if place >= limit:
        return True
    while place < limit and classes[place] in "bc":
        place += 1
    if place >= limit:
        return True
    if tail_ahead(tokens, comma + 1, limit, cues):
        return True
    cue = cues.get(place)
    if (
        cue is not None
        and classes[place] != "N"
        and any(e.form in ("ing", "citing", "preposition") for e in cue.entries)
    ):
        return True
    if not is_clause and _AGE.match(classes, comma - 1, limit):  # "Ann Lee, 69, and"
        return False
    if words[comma + 1] == "or" and "#" in classes[comma + 2 : min(comma + 5, limit)]:
        return False
    had_conjunction = place > comma + 1 or classes[comma + 1] == "s"
    if had_conjunction and _next_is_cue(tokens, comma + 1 + (classes[comma + 1] in "sc"), limit, cues):
        return True
    if classes[comma + 1] in "cs" and _clause_with_cue(tokens, comma + 2, limit, cues):
        return True
    if is_clause:
        if _names_a_claim(tokens, comma + 1, limit, cues) or _closes_with_aside(classes, comma + 1, limit):
            return True
        return words[comma + 1] == "but" and words[comma + 2 : comma + 3] in (["he"], ["she"], ["they"])
    if classes[comma + 1] == "c" and (
        _MAIN_CLAUSE.match(classes, comma + 2, limit) or classes[comma + 2 : comma + 3] == "s"
    ):
        return True
    if _MAIN_CLAUSE.match(classes, comma + 1, limit):
        return True
    if (classes[comma - 1] in "ag" and classes[comma + 1] in "agn") or _LIST_OF_ADJECTIVES.match(
        classes, comma + 1, limit
    ):
        return False
    if classes[comma + 1] in "wp" and words[comma + 1] not in ("including", "of", "like"):
        return True
    if classes[comma + 1 : comma + 3] == "cg" and classes[comma - 1] in "#Nn":  # "hitting Ann Lee, 69, and harming ..."
        return False
    if classes[comma + 1] == "g" and _LIST_OF_GERUNDS.search(classes, comma + 1, min(limit, comma + 16)):
        return False
    if classes[comma + 1] in "csgrb#v":
        return not (
            classes[comma + 1] == "c"
            and classes[comma + 2 : comma + 3] in ("d", "N", "n", "a", "T")
            and not _is_new_clause(classes, comma + 2, limit)
        )
    return (
        words[comma + 1] in ("which", "who", "while", "with", "a", "an")
        and not is_clause
        and words[comma + 1] in ("while", "with")
    )


def _closes_with_aside(classes: str, place: int, limit: int) -> bool:
    """Tell whether a relative clause goes on to the end: the narrator explains, "..., who is 41"."""
    return place < limit and classes[place] == "w" and "," not in classes[place:limit]


def _names_a_claim(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]) -> bool:
    """Tell whether an apposition follows that says what the content is: ", a claim the firm disputes"."""
    classes = tokens.classes
    while place < limit and classes[place] in "da":
        place += 1
    if place + 1 >= limit or not (
        classes[place + 1] in "tdrNp" or (classes[place + 1] == "e" and tokens.words[place + 2 : place + 3] == ["by"])
    ):
        return False
    cue = cues.get(place)
    is_claim = cue is not None and any(names_a_claim(entry) for entry in cue.entries)
    return tokens.words[place] == "something" or (is_claim and classes[place] in "nv")


def _adds_aside(tokens: Tokens, dash: int, limit: int, cues: dict[int, Cue]) -> bool:
    """Tell whether a dash opens what the narrator adds to the end: "- referring to", "- with critics calling it"."""
    classes, place = tokens.classes, dash + 1
    if place >= limit or classes.find("-", place, limit) >= 0:
        return False
    if tokens.words[place] == "with":
        return any(other in cues and classes[other] == "g" for other in range(place, min(limit, place + _NEAR_SUBJECT)))
    return place in cues and any(entry.form == "ing" for entry in cues[place].entries)


def _is_list(classes: str, coordinator: int, limit: int) -> bool:
    return not _MAIN_CLAUSE.match(classes, coordinator + 1, limit)


def _opens_when(tokens: Tokens, place: int, limit: int) -> bool:
    """Tell whether when or how it was said follows: "in June", "last week", "during a debate", "by writing"."""
    classes, words = tokens.classes, tokens.words
    following = classes[place + 1] if place + 1 < limit else ""
    word = words[place]
    if word == "during" or (word in ("by", "after", "before", "while", "since") and following == "g"):
        return True
    if classes[place] == "y":
        return following in ("", ".", ",") and classes[place - 1] not in "pda'"
    if classes[place] == "p":
        return following == "y" and word in ("in", "on")
    return (
        word in ("last", "this", "earlier")
        and place + 1 < limit
        and words[place + 1] in _UNITS
        and classes[place - 1] not in "pd"
    )


_AGE = re.compile(r"N,#(?:[,.;]|\Z)")
_LIST_OF_ADJECTIVES = re.compile(r"[age]c[age]n")
_LIST_OF_GERUNDS = re.compile(r"c[b]*g")
_MAIN_CLAUSE = re.compile(
    r"[b]*(?:rb*[nmev']|(?:r|d{0,2}[aegb#]*[Nn#][Nn#_&'y]*(?:p[daeg#]*[Nn#][Nn#_']*){0,2})b*(?:m|e(?=[dNroT#bpt\"wga:])|v|n(?=t)))"
)


_LISTED_SUBJECT = re.compile(r"(?:d?[aeg#]*[Nn][Nn']*,){1,3}d?[aeg#]*[Nn#]*[Nn'],?cd?[aeg#]*[Nn#]*[Nn]b*[mv]")


def opens_main_clause(classes: str, place: int, limit: int) -> bool:
    """Tell whether a subject and its finite verb begin here."""
    return _MAIN_CLAUSE.match(classes, place, limit) is not None


def embedded_limit(tokens: Tokens, start: int, limit: int) -> int:
    """Return the comma after which the main clause begins: "While X said that ..., Y" ends there."""
    classes = tokens.classes
    comma = classes.find(",", start, limit)
    while comma >= 0:
        if tokens.quotation_of[comma] < 0 and (
            _MAIN_CLAUSE.match(classes, comma + 1, limit)
            or (_LISTED_SUBJECT.match(classes, comma + 1, limit) and has_verb(tokens, start, comma))
        ):
            return comma
        comma = classes.find(",", comma + 1, limit)
    return limit


def relative_limit(tokens: Tokens, start: int, limit: int) -> int:
    """Return the comma that closes a relative clause: "X, who claimed that ..., went"."""
    classes = tokens.classes
    comma = classes.find(",", start, limit)
    while comma >= 0:
        if tokens.quotation_of[comma] < 0 and (
            classes[comma + 1 : comma + 2] in tuple("mve")
            or _MAIN_CLAUSE.match(classes, comma + 1, limit)
            or re.match(r"c[dN]", classes[comma + 1 : comma + 3])
        ):
            return comma
        comma = classes.find(",", comma + 1, limit)
    return limit


def _next_is_cue(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]) -> bool:
    classes = tokens.classes
    while place < limit and classes[place] in "bmx":
        place += 1
    cue = cues.get(place)
    if cue is None or place >= limit:
        return False
    if classes[place] == "N":
        return False
    is_after_adverb = classes[place - 1] == "b"  # "and more details"
    return any(
        e.form in ("past", "third")
        and e.class_ == "speech"
        and not (is_after_adverb and e.form == "third" and "homonym" in e.frames)
        for e in cue.entries
    )


def _has_verb_since_boundary(classes: str, start: int, place: int) -> bool:
    """Tell whether the clause before "and" has its verb, so that no second subject follows."""
    while place > start and classes[place - 1] not in "stw,;":
        place -= 1
        if classes[place] in "mve":
            return True
    return False


def _next_is_saying(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]) -> bool:
    """Tell whether "and telling", "and vowing" follow: the narrator goes on, unless the content lists such words."""
    while place < limit and tokens.classes[place] == "b":
        place += 1
    cue = cues.get(place)
    if cue is None or place >= limit or "g" in tokens.classes[max(0, place - 8) : place]:
        return False
    return any(e.form == "ing" and e.class_ == "speech" for e in cue.entries)


def _clause_with_cue(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue], *, reach: int = 8) -> bool:
    """Tell whether a clause with its own subject and a speech verb follows: "but he added"."""
    classes, words = tokens.classes, tokens.words
    for step in range(place, min(limit, place + reach)):
        if classes[step] in ',;:"t|':
            return False
        cue = cues.get(step)
        if (
            cue is not None
            and step > place
            and classes[step] != "N"
            and (classes[step - 1] in "rNnbm)#" or words[step - 1] in ("her", "him", "them"))
            and not (classes[step - 1] == "m" and words[step - 1] in _BE)
            and any(
                e.form in ("past", "third")
                and e.class_ == "speech"
                and {"quote", "refuses"} & e.frames
                and not (e.form == "third" and "homonym" in e.frames and classes[step - 1] == "b")
                for e in cue.entries
            )
        ):
            return True
    return False


def _clause_with_any_cue(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]) -> bool:
    """Tell whether a clause follows whose verb is a reporting verb of any kind: "; his wife has called it a circus"."""
    for step in range(place + 1, min(limit, place + _NEAR_SUBJECT)):
        if tokens.classes[step] in ',;:"t|':
            return tokens.classes[step] == "," and tail_ahead(tokens, step + 1, limit, cues)
        cue = cues.get(step)
        if cue is not None and any(e.form in ("past", "third", "base") for e in cue.entries):
            return tokens.classes[step - 1] in "rNnbm)#"
    return False


_NEAR_SUBJECT = 8


def _is_new_clause(classes: str, place: int, limit: int) -> bool:
    return _NEW_CLAUSE.match(classes, place, limit) is not None


_NEW_CLAUSE = re.compile(
    r"[b]*(?:r|d?[aNn#'_]{1,4})(?:,[^,;:.|\"]{1,40},)?b?(?:m|e[dNroT#b]|v[dNroTtp#\"b])|[b]*(?:m|e[dNropT#b])"
)


def has_verb(tokens: Tokens, start: int, limit: int) -> bool:
    """Tell whether a finite verb stands in the stretch, so that it can be a clause."""
    return _VERBAL.search(tokens.classes, start, limit) is not None


def is_occasion(word: str) -> bool:
    """Tell whether a word names where or when something is said: statement, interview, week."""
    return word in _OCCASIONS or word in _UNITS or word.rstrip("s") in _SPELLS


def skip_spell(tokens: Tokens, place: int) -> int:
    """Return the first token after "a day earlier" or "two weeks ago", `place` where neither stands there."""
    unit, link = "".join(tokens.words[place + 1 : place + 2]), "".join(tokens.words[place + 2 : place + 3])
    is_spell = tokens.classes[place] in "d#" and unit.removesuffix("s") in _SPELLS
    return place + 3 if is_spell and link in ("earlier", "later", "ago") else place


def skip_adverbials(tokens: Tokens, place: int, limit: int) -> int:
    """Return the first token after "on Monday", "in a statement", "recently", "to reporters" and the like."""
    classes, words = tokens.classes, tokens.words
    while place < limit:
        if words[place] in ("earlier", "later") and place + 2 < limit and words[place + 1] in ("that", "the"):
            unit = place + 2 + (words[place + 2] == "same")
            if unit < limit and (words[unit] in _UNITS or classes[unit] == "y"):
                place = unit + 1
                continue
        match = _ADVERBIAL.match(classes, place, limit)
        if match is not None and match.end() > place:
            place = match.end()
            continue
        if (
            words[place] in ("last", "this", "earlier", "next", "late", "early")
            and place + 1 < limit
            and (words[place + 1] in _UNITS or classes[place + 1] == "y" or words[place + 1] in ("last", "this"))
        ):
            place += 2
            continue
        if words[place] in ("late", "early", "later", "earlier") and classes[place + 1 : place + 2] == "p":
            match = _ADVERBIAL.match(classes, place + 1, limit)
            end = match.end() if match is not None else _occasion_end(tokens, place + 1, limit)
            if end > place + 1:
                place = end
                continue
        if skip_spell(tokens, place) > place:
            place = skip_spell(tokens, place)
            continue
        if words[place : place + 3] == ["at", "the", "time"]:
            place += 3
            continue
        if words[place] == "for" and place + 1 < limit:
            unit = place + 1
            while unit < limit and classes[unit] in "da#":
                unit += 1
            if unit < limit and words[unit].rstrip("s") in _UNITS | _SPELLS:
                place = unit + 1
                continue
        if classes[place] in "pT" or words[place] in ("during", "after"):
            end = _occasion_end(tokens, place, limit)
            if end > place:
                place = end
                continue
        break
    return place


_ADVERBIAL = re.compile(r"b|py(?:_?#(?:,#,?)?)?[n]?(?=[^n'N])|y_?(?:#(?:,#,?)?)?|y[bn]?(?=[dNr\"mt])|p#(?=[,dNrt])")
_SPELLS = word_group("time_spell")
_UNITS = word_group("time_unit")
_SPELLS = word_group("time_spell") | _UNITS
_OCCASIONS = word_group("occasion")


def _occasion_end(tokens: Tokens, place: int, limit: int) -> int:
    classes, words = tokens.classes, tokens.words
    for step in range(place + 1, min(limit, place + 9)):
        if classes[step] not in "daNn#'gecp_":
            return place
        if words[step] in _OCCASIONS:
            following = classes[step + 1] if step + 1 < limit else ""
            if following == "n":
                continue
            return step + 1
    return place
