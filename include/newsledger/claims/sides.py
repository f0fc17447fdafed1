"""What stands before and after a reporting verb: quotations, clauses and phrases as content."""

import re

from newsledger.claims.contents import (
    end_of_content,
    has_verb,
    is_occasion,
    quotation_with_tail,
    skip_adverbials,
    skip_spell,
)
from newsledger.claims.cues import Cue, CueEntry, is_claim_noun
from newsledger.claims.noun_phrases import Mention, antecedent_of
from newsledger.claims.relation import Relation
from newsledger.claims.tokens import Tokens
from newsledger.claims.word_groups import word_group
from newsledger.speakers import can_speak, may_be_outlet, may_speak

_ADDRESSEE = re.compile(
    r"(?:o|r|d?[aeg#b]*[nN#][Nn#&_']*(?:c[a]?N+)?(?:p[da#]{0,3}[Nn][Nn#&_']*)?(?:[(][^()]{1,8}[)])?)"
)


_THAT_AHEAD = re.compile(r'(?:[^t".;:|mvws,]|,(?!g)){0,14}?t')


_ASKED = frozenset(("if", "whether", "where", "why", "when", "how"))
_OFTEN_OBJECT = word_group("takes_object")
_NO_CONTENT = word_group("empty_content")


_ASIDE_OPENERS = frozenset(("asked", "speaking", "questioned", "pressed", "challenged", "reached", "contacted"))


_LONGEST_ASIDE = 24


_TO_SOMEBODY = re.compile(r"T(?:o|(?=[dN])d?[aegN#n_]+)(?:[.,;]|$)")


_PRONOUN_CLAUSE = re.compile(r"rb*[mve']")
_THAT_ALONE = re.compile(r"t[ab]?n?(?:[p.,|:;]|$)")


_THAT_PRONOUN = re.compile(r"t(?:[.;|]|,[cs]|$)")


_FINITE_NEXT = re.compile(r"b*[mve]")


_SUBJECT = (
    r"[bs]*(?:[^;:.|]{1,40}?,)?[bc]*"  # "while prices fell, "
    r"(?:r|w|o|g[daNn#'_aep]*|[daegb\"]*[Nn#)](?:[aNn#'_&egp()/dTb\"-]|(?<=p)o|c(?=[daNn#]))*?|d|\"[^\"]{1,12}\"?)"
    r"(?:w[^,;:.|]{1,20})?(?:,[^,;:.|]{1,40},)?[b\"]*"  # "who lead it", ", jobs included,"
)


_CLAUSE = re.compile(_SUBJECT + r"(?:m|v|e|n(?=[dtTwo])|'(?=[begadxmpn\"]))|[bs]*rb*n")


_PLAIN_SUBJECT = (
    r"[bs]*(?:r|w|o|g[daNn#'_aep]*|[daegb\"]*[Nn#)](?:[aNn#'_&egp()/dTb\"-]|(?<=p)o|c(?=[daNn#]))*?|d)"
    r"(?:w[^,;:.|]{1,20})?[b\"]*"
)
_CLAUSE_NOT_PHRASE = re.compile(_PLAIN_SUBJECT + r"(?:m|v|e(?=[^Nn]|$)|n(?=[tTw])|'(?=[begadx\"]))|[bs]*rb*n")


_CLAUSE_OF_DESCRIBED = re.compile(r"d?[aeg#N]*[Nn#](?:p?d?[aegN#]*[Nn#']){0,6},w[^,;:.|\"]{1,30},b?[mv]")


def stands_after_content(tokens: Tokens, subject: Mention, before: int, floor: int, cue: Cue, *, is_tail: bool) -> bool:
    """Tell whether what is said can stand before the subject: a quotation, or a clause and its comma."""
    if before < floor or tokens.classes[cue.end : cue.end + 1] == "t":
        return False
    if tokens.classes[before] == '"' and tokens.quotation_of[before] >= 0:
        first, end = tokens.quotations[tokens.quotation_of[before]]
        return is_tail or first == floor or end - first > 12
    if not is_tail or tokens.classes[before] not in ",-":
        return False
    if not any("np" in entry.frames for entry in cue.entries):
        return True
    return may_speak(tokens.text[tokens.starts[subject.first] : tokens.ends[subject.end - 1]])


def object_relative(tokens: Tokens, subject: Mention, cue: Cue, floor: int) -> tuple[int, int] | None:
    """Return the noun phrase before "which critics said was unfair": it belongs to the content."""
    place = subject.first - 1
    if place <= floor or tokens.words[place] not in ("which", "who", "whom", "that"):
        return None
    if not _FINITE_NEXT.match(tokens.classes, cue.end):
        return None
    if tokens.words[place] == "that" and tokens.classes[place - 1] in "evm":
        return None
    antecedent = antecedent_of(tokens, place, floor)
    if antecedent is None or antecedent[1] - antecedent[0] > 8:
        return (place, place + 1)
    return antecedent


def is_followed_by_sentence(tokens: Tokens, place: int, limit: int) -> bool:
    """Tell whether a quotation that is a sentence of its own follows at once: "In June, he said, "We ..."."""
    if tokens.classes[place : place + 2] not in (',"', ':"') or place + 2 >= limit:
        return False
    return tokens.text[tokens.starts[place + 2]].isupper()


def left_content(tokens: Tokens, before: int, floor: int, *, needs_verb: bool) -> tuple[int, int] | None:
    """Return what stands before a tail such as ', he said': the quotation and its sentence, or the clause."""
    classes = tokens.classes
    if classes[before] == '"' and tokens.quotation_of[before] >= 0:
        first, end = tokens.quotations[tokens.quotation_of[before]]
        inner = end - 2
        while inner > first and classes[inner] in "'\"":
            inner -= 1
        if end != before + 1:
            return None
        if (
            classes[inner] not in ",.-"
            and classes[end : end + 1] != ","
            and not _is_sentence(tokens, first, end, floor)
        ):
            return None
        return (_clause_start(tokens, floor, first), end)
    if classes[before - 1] == '"' and tokens.quotation_of[before - 1] >= 0:
        first, _ = tokens.quotations[tokens.quotation_of[before - 1]]
        return (_clause_start(tokens, floor, first), before)
    if before - floor < 2 and classes[floor] in "bcs":
        return None
    if needs_verb and not has_verb(tokens, floor, before):
        return None
    if tokens.words[floor] in _ASIDE_OPENERS and classes.find(",", floor, before) < 0 and needs_verb:
        return None
    if (
        classes[floor] in "sg"
        and tokens.words[floor] not in ("whether", "if")
        and classes.find(",", floor, before) < 0
        and needs_verb
    ):
        return None
    colon = classes.rfind(":", floor, before)
    if colon > 0 and has_verb(tokens, floor, colon):
        return (colon + 1, before)
    return (floor, before)


def _is_sentence(tokens: Tokens, first: int, end: int, floor: int) -> bool:
    """Tell whether a quotation opens its sentence and is long enough to be one, though no mark closes it."""
    return first == floor and end - first > _FEWEST_IN_SENTENCE and has_verb(tokens, first, end)


_FEWEST_IN_SENTENCE = 8
_NICKNAME = 4


def after_earlier_tail(tokens: Tokens, left: tuple[int, int], earlier: list[Relation]) -> tuple[int, int]:
    """Return the quotation alone where other reporting words stand before it: '"A," said X, "B," she added'."""
    first, end = left
    quotation = tokens.quotation_of[end - 1]
    if quotation < 0 or not any(
        other.is_tail and other.cue is not None and first <= other.cue[0] < end for other in earlier
    ):
        return left
    return (max(first, tokens.quotations[quotation][0]), end)


def _clause_start(tokens: Tokens, floor: int, quote: int) -> int:
    """Return where content begins whose last part is a quotation: at a colon before it, or with its sentence."""
    before = tokens.classes[floor:quote]
    return quote if before[-1:] == ":" or before in ("c", "c,", "b,") else floor


def is_tail_ahead(tokens: Tokens, place: int, limit: int) -> bool:
    """Tell whether nothing follows the reporting word but when, where or to whom it was said."""
    classes = tokens.classes
    if place >= limit or classes[place] in ".,;-":
        return True
    if _TO_SOMEBODY.match(classes, place, limit):
        return True
    after = skip_adverbials(tokens, place, limit)
    if after < limit and tokens.words[after] == "by":
        return False
    if after < limit and classes[after] == '"' and classes[after - 1] == "N" and tokens.quotation_of[after] >= 0:
        end = tokens.quotations[tokens.quotation_of[after]][1]  # "told the press at the hall 'Siri' yesterday."
        after = skip_adverbials(tokens, end, limit) if end - after <= _NICKNAME else after
    if after > place and after < limit and classes[after] == "(":  # "said today (8 January)."
        closed = classes.find(")", after, limit)
        after = closed + 1 if closed > 0 else after
    return (
        after >= limit
        or classes[after] in ".,;-"
        or (classes[after] == "p" and not _THAT_AHEAD.match(classes, after, limit))
    )


def add_right_part(tokens: Tokens, relation: Relation, place: int, limit: int, cues: dict[int, Cue]) -> None:
    """Add the rest of content that the reporting words interrupt: '"A," he said, "B."'."""
    classes = tokens.classes
    stop = place
    while stop < limit and classes[stop] not in '";:|':
        stop += 1
    if (
        stop < limit
        and classes[stop] == '"'
        and stop - place < 30
        and classes[stop - 1] in ",:-"
        and tokens.quotation_of[stop] >= 0
    ):
        first, end = tokens.quotations[tokens.quotation_of[stop]]
        if quotation_with_tail(tokens, stop, limit, cues):
            return
        if first == stop and not any(
            other in cues and _is_finite_speech(cues[other]) for other in range(place + 1, stop)
        ):
            relation.contents.append((first, end_of_content(tokens, first, limit, cues, is_clause=True)))
            return
    first, end = relation.contents[0]
    if classes[place : place + 1] == "," and classes[end - 1] != '"' and classes[end - 2] != '"':
        start = place + 1
        if (
            start < limit
            and classes[start] in "cdrNnpTtswbmvea"
            and start not in cues
            and (classes[start] in "Tp" or has_verb(tokens, start, limit))
        ):
            relation.contents.append((start, end_of_content(tokens, start, limit, cues, is_clause=True)))


def _is_finite_speech(cue: Cue) -> bool:
    return any(entry.form in ("past", "third", "ing") and "quote" in entry.frames for entry in cue.entries)


def _quotation_ahead(tokens: Tokens, place: int, limit: int, cues: dict[int, Cue]) -> list[tuple[int, int]]:
    """Return the quotation after 'wrote on her page, in capital letters, "..."': no verb stands in between."""
    classes = tokens.classes
    stop = classes.find('"', place, min(limit, place + 18))
    if stop <= place or classes[stop - 1] not in ",:" or tokens.quotation_of[stop] < 0:
        return []
    if any(class_ in "mv|" for class_ in classes[place:stop]) or any(other in cues for other in range(place, stop)):
        return []
    if tokens.quotations[tokens.quotation_of[stop]][0] != stop or quotation_with_tail(tokens, stop, limit, cues):
        return []
    return [(stop, end_of_content(tokens, stop, limit, cues, is_clause=True))]


def _after_verdict(tokens: Tokens, place: int, limit: int) -> int:
    """Return where what is judged begins: "dismissed as quite untrue that ...", "rejected as false a report"."""
    words = tokens.words
    verdict = place + 2 if words[place + 1 : place + 2] and words[place + 1] not in _VERDICTS else place + 1
    if verdict + 1 >= limit or words[verdict] not in _VERDICTS:
        return place
    is_named = tokens.classes[verdict + 1] in "td" or is_claim_noun(words[verdict + 1])
    return verdict + 1 if is_named else place


_VERDICTS = word_group("verdict")


def right_content(
    tokens: Tokens, relation: Relation, cue: Cue, entry: CueEntry, limit: int, cues: dict[int, Cue]
) -> list[tuple[int, int]]:
    """Return the content after a reporting verb, as its frames allow; empty where there is none."""
    classes, words = tokens.classes, tokens.words
    frames = entry.frames
    place = cue.end
    if place >= limit:
        return []
    if classes[place] == ":":
        return after_colon(tokens, place, limit, cues)
    if (
        "told" in frames
        and place < limit
        and classes[place] in "daeNn#or"
        and not (classes[place] == "r" and _PRONOUN_CLAUSE.match(classes, place, limit))
    ):
        place = skip_addressee(tokens, relation, place, limit)
        is_infinitive = classes[place : place + 1] == "T" and classes[place + 1 : place + 2] not in ("d", "N", "#")
        if is_infinitive and relation.addressee is not None and {"to", "object"} & frames:
            relation.is_phrase = True  # "told residents to leave"
            return [(relation.addressee.first, end_of_content(tokens, place + 1, limit, cues, is_clause=False))]
        if place < limit and words[place] in ("of", "about", "against") and relation.addressee is not None:
            return [(place + 1, end_of_content(tokens, place + 1, limit, cues, is_clause=False))]
    if place < limit and classes[place] == "," and place + 1 < limit and classes[place + 1] == '"':
        place += 1
    if classes[place : place + 2] == ",g":
        resumed = classes.find(",t", place + 2, min(limit, place + _LONGEST_ASIDE))
        place = resumed + 1 if resumed > 0 else place
    if place >= limit:
        return []
    if {"quote", "that"} & frames:
        place = skip_spell(tokens, place)
        if place >= limit or classes[place] == ".":
            return []
    if words[place] in ("earlier", "later") and words[place + 1 : place + 2] == ["that"]:
        place = max(place, skip_adverbials(tokens, place, limit))
        if place >= limit:
            return []
    if classes[place] in "pTby,aes" or words[place] in ("last", "this", "earlier"):
        if "quote" in frames and classes[place] in "spTby":
            colon = classes.find(":", place, min(limit, place + 16))
            if colon > 0 and classes[colon + 1 : colon + 2] in ('"', "|", "") and "m" not in classes[place:colon]:
                return after_colon(tokens, colon, limit, cues)
        match = _THAT_AHEAD.match(classes, place, limit)
        if (
            match is not None
            and "that" in frames
            and classes[match.end() - 2] != "p"
            and not _has_verb_between(classes, place, match.end())
            and (classes[place] == "p" or _ends_adverbial(tokens, match.end() - 2))
        ):
            place = match.end() - 1
        else:
            after = skip_adverbials(tokens, place, limit)
            if classes[after : after + 2] == ",g":  # "reported on Monday, citing officials, that ..."
                resumed = classes.find(",t", after + 2, min(limit, after + _LONGEST_ASIDE))
                after = resumed + 1 if resumed > 0 else after
            if after < limit and classes[after] in ",:" and after + 1 < limit and classes[after + 1] in '"t':
                after += 1
            if after > place and after < limit and ("quote" in frames or "that" in frames):
                place = after
    if "quote" in frames and classes[place] == "s":  # 'told reporters as he left, "It is late."'
        comma = classes.find(',"', place, min(limit, place + _LONGEST_ASIDE))
        if comma > 0 and is_followed_by_sentence(tokens, comma, limit) and '"' not in classes[place:comma]:
            place = comma + 1
    if words[place] == "as" and entry.stance == "denies":
        place = _after_verdict(tokens, place, limit)
    class_ = classes[place]
    if "quote" in frames and class_ in "pTb,oyn":
        quotation = _quotation_ahead(tokens, place, limit, cues)
        if quotation:
            return quotation
    if class_ == ":":
        return after_colon(tokens, place, limit, cues)
    if words[place] in ("yes", "no") and "quote" in frames and classes[place + 1 : place + 2] in (".", ",", "|", ""):
        return [(place, place + 1)]
    if class_ == '"' and tokens.quotation_of[place] >= 0 and {"quote", "np", "object"} & frames:
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    if classes[place : place + 2] == "t'" and "clause" in frames:
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    if entry.stance == "denies" and "np" in frames and _THAT_PRONOUN.match(classes, place, limit):
        relation.is_phrase = True
        return [(place, place + 1)]
    if (
        class_ == "t"
        and "that" in frames
        and (has_verb(tokens, place + 1, limit) or not _THAT_ALONE.match(classes, place, limit))
    ):
        start = place + 1
        return [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
    relation.is_phrase = True
    if classes[place : place + 2] == "xT" and ({"to", "object", "told"} & frames):
        if words[place + 2 : place + 3] == ["be"]:
            return []
        addressee = relation.addressee
        start = addressee.first if addressee is not None and "object" in frames else place
        return [(start, end_of_content(tokens, place + 2, limit, cues, is_clause=False))]
    if class_ == "T" and ({"to", "object"} & frames) and (place == cue.end or classes[place - 1] in "y#b"):
        return [(place + 1, end_of_content(tokens, place + 1, limit, cues, is_clause=False))] if "to" in frames else []
    is_asked = entry.stance == "questions" and words[place] in ("where", "why", "when", "how")
    if (class_ == "w" or words[place] in ("whether", "if") or is_asked) and "wh" in frames:
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    if {"object", "wh"} <= frames and class_ in "daNnor":
        match = _ADDRESSEE.match(classes, place, limit)
        if match is not None and match.end() < limit and (classes[match.end()] == "w" or words[match.end()] in _ASKED):
            relation.addressee = Mention(place, match.end(), place, match.end())
            start = match.end()
            return [(start, end_of_content(tokens, start, limit, cues, is_clause=True))]
    relation.is_phrase = False
    if (
        class_ == "#"
        and "quote" in frames
        and place == cue.end
        and classes[place + 1 : place + 2] in ("", ".", ",", ";")
    ):
        return [(place, place + 1)]
    if (
        "clause" in frames
        and class_ in "drNna#so'gewb"
        and _is_clause_ahead(
            tokens, place, limit, or_phrase=bool({"np", "object"} & frames), is_doubtful=entry.lemma in _OFTEN_OBJECT
        )
    ):
        return [(place, end_of_content(tokens, place, limit, cues, is_clause=True))]
    relation.is_phrase = True
    if (
        "object" in frames
        and entry.stance in ("demands", "questions")
        and "T" not in classes[place : min(place + 14, limit)]
    ):
        return []
    if ({"np", "object"} & frames) and _opens_phrase(tokens, entry, place) and place < limit:
        end = end_of_content(tokens, place, limit, cues, is_clause=class_ == "w" or "paper" in frames)
        goes_on = _infinitive_after(tokens, end, limit) if "object" in frames else end
        if goes_on > end:
            return [(place, end), (goes_on, end_of_content(tokens, goes_on, limit, cues, is_clause=False))]
        return [(place, end)] if end > place else []
    return []


def _infinitive_after(tokens: Tokens, end: int, limit: int) -> int:
    """Return where "to ..." goes on after when it was said, "urged her last year not to go", else `end`."""
    place = skip_adverbials(tokens, end, limit)
    if place == end or place >= limit:
        return end
    is_infinitive = tokens.classes[place] == "T" or tokens.classes[place : place + 2] == "xT"
    is_infinitive = is_infinitive or (tokens.words[place] == "of" and tokens.classes[place + 1 : place + 2] == "g")
    return place if is_infinitive else end


def _opens_phrase(tokens: Tokens, entry: CueEntry, place: int) -> bool:
    """Tell whether a noun phrase can begin here: "called for more water", "talks about how ..."."""
    class_, following = tokens.classes[place], tokens.classes[place + 1 : place + 2]
    if class_ == "m":  # "denied being there"
        return tokens.words[place] in ("being", "having")
    if class_ in "daNn#or\"ge'":
        return True
    if class_ == "b":
        return following in tuple("daenN#")
    if class_ == "t":
        return following == '"'
    return class_ == "w" and bool(entry.particles)


def after_colon(tokens: Tokens, colon: int, limit: int, cues: dict[int, Cue]) -> list[tuple[int, int]]:
    """Return what a colon announces: the rest of the sentence, or the quotation that the next paragraph is."""
    classes = tokens.classes
    if quotation_with_tail(tokens, colon + 1, limit, cues):
        return []
    if colon + 1 < limit:
        return [(colon + 1, _limit_of(tokens, limit))]
    start = colon + 1
    while start < len(classes) and classes[start] == "|":
        start += 1
    if start < len(classes) and classes[start] == '"' and tokens.quotation_of[start] >= 0:
        return [tokens.quotations[tokens.quotation_of[start]]]
    return []


def _ends_adverbial(tokens: Tokens, place: int) -> bool:
    """Tell whether a word can stand before the "that" of what is said: "in May that", not "the drama that"."""
    class_, word = tokens.classes[place], tokens.words[place]
    return class_ != "n" or is_occasion(word) or can_speak(word)


def _limit_of(tokens: Tokens, limit: int) -> int:
    """Return the end of a sentence without its full stop."""
    while tokens.classes[limit - 1] in ".|":
        limit -= 1
    return limit


def _has_verb_between(classes: str, start: int, end: int) -> bool:
    return any(class_ in "mv" for class_ in classes[start:end])


def skip_addressee(tokens: Tokens, relation: Relation, place: int, limit: int) -> int:
    """Return the first token after whom a verb like "told" speaks to, and keep those in the relation."""
    match = _ADDRESSEE.match(tokens.classes, place, limit)
    if match is None:
        return place
    end = _before_subject(tokens, place, match.end(), limit)
    if end < limit and tokens.classes[end] == "m" and relation.entry.lemma != "tell" and end == match.end():
        return place  # "warned the strike would go on"
    relation.addressee = Mention(place, end, place, end)
    return end


def _before_subject(tokens: Tokens, place: int, end: int, limit: int) -> int:
    """Return where a hearer ends before the name that opens a clause: "friends Ann Lee was", "The Beacon Olsen was"."""
    classes = tokens.classes
    if end >= limit or classes[end] not in "mv" or classes[end - 1] != "N":
        return end
    for cut in range(end - 1, place, -1):
        if classes[cut] == "N" and classes[cut - 1] == "n":
            return cut
        if classes[cut] == "N" and may_be_outlet(tokens.text[tokens.starts[place] : tokens.ends[cut - 1]]):
            return cut
    return end


def opens_clause(tokens: Tokens, place: int, limit: int) -> bool:
    """Tell whether a clause without "that" begins here: a pronoun, name or noun with its verb."""
    if place >= limit or tokens.classes[place] not in "rdN#":
        return False
    return tokens.classes[place] == "r" or _CLAUSE.match(tokens.classes, place, limit) is not None


def _is_clause_ahead(tokens: Tokens, place: int, limit: int, *, or_phrase: bool, is_doubtful: bool) -> bool:
    if is_doubtful:
        return _CLAUSE.match(tokens.classes, place, limit) is not None
    if not or_phrase and tokens.classes[place] in "drN" and has_verb(tokens, place, limit):
        return True
    if not or_phrase and tokens.classes[place] in "drN#a" and tokens.words[place] not in _NO_CONTENT:
        return limit - place > 3
    pattern = _CLAUSE_NOT_PHRASE if or_phrase else _CLAUSE
    if pattern.match(tokens.classes, place, limit) is not None:
        return True
    return or_phrase and _CLAUSE_OF_DESCRIBED.match(tokens.classes, place, limit) is not None
