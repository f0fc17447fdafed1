"""A person named after a post that has an object: "Secretary of State Ann Lee"."""

import re

from newsledger.speakers.lists import BODY_KINDS, NOT_PERSONAL, PORTFOLIOS, given_names, head_kinds, title_genders

_POST = re.compile(r"((?:[\w’'-]+ ){0,4}?)([\w’'-]+) (?:of|for|at|to) ")
_LONGEST_NAME = 4
_SAINTS = ("San", "Santa", "St", "St.", "Saint")


def split_post(words: str, full_names: dict[str, str]) -> tuple[str, str] | None:
    """Return post and name of "Leader of the Opposition Ann Lee", or None where no person is named after a post.

    The name begins after the last word that belongs to the post, a title or what somebody is minister of, else at a
    given name, else where the article prints the same full name elsewhere.

    Args:
        words: a noun phrase without its article.
        full_names: the full names of an article by their last word.
    """
    match = _POST.match(words)
    if match is None or not _is_post(match.group(2).lower()) or "," in words:
        return None
    tokens = words.split()
    start = len(tokens)
    while start and tokens[start - 1][:1].isupper():
        start -= 1
    run = tokens[start:]
    first = _name_start(run, full_names)
    name = run[first:]
    if first == 0 and words[: match.end()].count(" ") == start:
        return None  # all of it is the object: "Mayor of Ann Arbor"
    is_body = any(word.lower() in NOT_PERSONAL or head_kinds().get(word.lower()) in BODY_KINDS for word in name)
    if not 1 < len(name) <= _LONGEST_NAME or is_body:
        return None
    return " ".join(tokens[: start + first]), " ".join(name)


def _is_post(word: str) -> bool:
    return word in title_genders() or head_kinds().get(word) == "person"


def _name_start(run: list[str], full_names: dict[str, str]) -> int:
    """Return where in a run of capitalised words the name begins, or its length where that cannot be told."""
    titles, given, heads = title_genders(), given_names(), head_kinds()
    last = len(run) - 1
    for at in range(last - 1, -1, -1):
        word = run[at].rstrip(".").lower()
        if word in titles or word in PORTFOLIOS or (heads.get(word) in BODY_KINDS and run[at] not in given):
            return at + 1
    for at in range(last - 1, -1, -1):
        if run[at] in given:
            while at and run[at - 1] in given and (at == 1 or run[at - 2] not in _SAINTS):
                at -= 1
            return at
    if last > 0 and full_names.get(run[-1]) == " ".join(run[-2:]):
        return last - 1
    return len(run)
