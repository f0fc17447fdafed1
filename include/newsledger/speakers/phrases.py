"""Noun phrases by their words alone: their head, and whether they can be somebody."""

import re

from newsledger.lexicon import read_lexicon
from newsledger.speakers.lists import NOT_PERSONAL, head_kinds, known_names

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&/-][^\W_]+)*\.?")


ARTICLE = re.compile(r"\A(?:the|an?|our|its|his|her|their|this|that|these|those)\s+", re.IGNORECASE)


_AFTER_HEAD = re.compile(
    r"\s+(?:of|for|from|in|on|at|with|by|who|which|that|near|close|familiar|speaking|working|to|as|whose|and)\b|[,(]|\s[–—-]"
)


def without_possessive(words: str) -> str:
    """Return words without the "'s" or "'" at their end."""
    return words[:-2] if words.endswith(("'s", "’s")) else words[:-1] if words.endswith(_MARKS) else words


def is_possessive(words: str) -> bool:
    """Tell whether words end in "'s" or "'"."""
    return words.endswith(("'s", "’s", *_MARKS))


_MARKS = ("'", "’")


def head_part(bare: str) -> str:
    """Return a noun phrase up to the first preposition or mark after its head."""
    match = _AFTER_HEAD.search(bare)
    return bare[: match.start()] if match and match.start() else bare


PRONOUN_GENDERS = {
    "he": "male",
    "she": "female",
    "his": "male",
    "her": "female",
    "him": "male",
    "himself": "male",
    "herself": "female",
}


PLURAL_PRONOUNS = frozenset(("they", "their", "them", "we", "our", "us"))


NEUTER_PRONOUNS = frozenset(("it", "its"))


RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))


FIRST_PERSON = frozenset(("i", "my", "me", "you", "one", "there"))


def can_speak(words: str) -> bool:
    """Tell whether a noun phrase is somebody: a name, a pronoun, people, or a body, not a thing or an event."""
    core = without_possessive(words.strip())
    if core.lower() in PRONOUN_GENDERS or core.lower() in PLURAL_PRONOUNS | NEUTER_PRONOUNS | RELATIVES | FIRST_PERSON:
        return True
    tokens = WORD.findall(head_part(ARTICLE.sub("", core)))
    if not tokens or tokens[-1][:1].isupper():
        return True
    head = tokens[-1].lower()
    kind = head_kinds().get(head) or (head_kinds().get(head[:-1]) if head.endswith("s") else None)
    return kind is not None and kind != "document"


def may_speak(words: str) -> bool:
    """Tell whether a noun phrase may be somebody: all but things, of which nothing more is known than "a plan"."""
    core = words.strip().lower()
    if can_speak(words) or core.startswith(("the ", "his ", "her ", "its ", "their ", "our ", "my ")):
        return True
    tokens = WORD.findall(head_part(ARTICLE.sub("", core)))
    while len(tokens) > 1 and tokens[-1].endswith("ed"):
        tokens.pop()
    return bool(tokens) and (
        tokens[-1] in head_kinds() or (tokens[-1].endswith("s") and not core.startswith(("a ", "an ")))
    )


def is_document(words: str) -> bool:
    """Tell whether a noun phrase is a paper or a recording: "a letter to the court", "the figures"."""
    tokens = WORD.findall(head_part(ARTICLE.sub("", words.strip())))
    return bool(tokens) and head_kinds().get(tokens[-1].lower()) == "document"


def is_media(words: str) -> bool:
    """Tell whether a noun phrase names an outlet: "Radio Gelna", "the Gelna Post (GP)", "a newspaper"."""
    bare = re.sub(r"\s*\([^()]*\)", "", words.strip())
    bare = ARTICLE.sub("", bare, count=1) if ARTICLE.match(bare) else bare
    if "media" in (known_names().get(bare), known_names().get(f"The {bare}")):
        return True
    tokens = WORD.findall(head_part(bare))
    opening = [token for token in tokens[:1] if token not in ("news", "press", "media")]  # "a news conference"
    return any(head_kinds().get(token.lower()) == "media" for token in tokens[-1:] + opening)


_ABBREVIATED = re.compile(r"[A-Z][A-Z0-9]{1,10}|[A-Z][a-z]+[A-Z0-9]\w*")


_MASTHEAD = re.compile(
    r"[Tt]he(?: [A-Z][\w'’-]+)*? (?:"  # The Gelna Sentinel
    + "|".join(sorted(re.escape(row["word"]) for row in read_lexicon("outlet_words")))
    + r")|[A-Z]{3,5} \d{1,2}|TV\w? [A-Z]\w+"  # KGLN 6, TVG North
    r"|(?:[Tt]he )?(?:[A-Z]\w+ ){1,3}(?:News|Press|Broadcasting) (?:Agency|Service|Bureau|Network|Corporation)"
)
_DESCRIBED = re.compile(
    r"(?:[a-z]+(?:-[a-z]+)? ){0,2}(?:news|press|state|wire) (?:agency|site|service|website|portal) [A-Z].*"
    r"|(?:[A-Z]\w+ ){0,3}(?:[a-z]+ ){0,2}(?:television|TV|radio) (?:station|channel|network|broadcaster) [A-Z].*"
    r"|(?:[A-Z]\w+ ){0,2}(?:[a-z]+ ){0,2}(?:newspaper|daily|weekly|tabloid|broadcaster) [A-Z].*"
)
_ANY_OUTLET = frozenset(("press", "media"))  # "told the press" names none


def may_be_outlet(words: str) -> bool:
    """Tell whether somebody who is told something is an outlet: one that is known, or "EPN", "GoalLine360"."""
    words = re.sub(r"\s*\([^()]*\)", "", words)
    if ARTICLE.sub("", words).lower() in _ANY_OUTLET:
        return False
    if is_media(words) or _MASTHEAD.fullmatch(words) is not None or _DESCRIBED.fullmatch(words) is not None:
        return True
    return (
        _ABBREVIATED.fullmatch(words) is not None and words not in known_names() and words.lower() not in NOT_PERSONAL
    )


def last_noun(role: str | None) -> str:
    """Return the head noun of a role, lower case; empty when there is none."""
    words = WORD.findall(head_part(ARTICLE.sub("", role, count=1))) if role else []
    return words[-1].lower() if words else ""
