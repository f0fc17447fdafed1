"""What somebody compares a number with after the words that name him: "..., the ministry said, up from 1,600"."""

from bisect import bisect_right

from newsledger.claims.relation import Relation
from newsledger.claims.tokens import Tokens

_FARTHEST_COMMA = 12  # tokens from the cue, past speaker, day and place
_LONGEST_COMPARISON = 40
_FARTHEST_NUMBER = 3  # from "up from"
_OPENERS = (("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to"), ("up", "on"), ("down", "on"))


def add_comparisons(tokens: Tokens, relations: list[Relation]) -> None:
    """Give each attribution that stands after its content the comparison that ends the sentence.

    Nothing is added where another attribution stands between or the comparison holds no number.
    """
    firsts = sorted(relation.cue[0] for relation in relations if relation.cue is not None)
    for relation in relations:
        if relation.cue is None or not relation.contents or relation.contents[-1][1] > relation.cue[0]:
            continue
        _, stop = tokens.sentences[tokens.sentence_of(relation.cue[0])]
        comma = _comma_after(tokens, relation.cue[1], stop)
        following = bisect_right(firsts, relation.cue[0])
        if comma is None or (following < len(firsts) and firsts[following] < stop):
            continue
        if stop - comma <= _LONGEST_COMPARISON:
            relation.contents.append((comma + 1, stop))


def _comma_after(tokens: Tokens, start: int, stop: int) -> int | None:
    """Return the comma before "up from", with no verb, colon or quotation between it and the cue."""
    for at in range(start, min(stop - 2, start + _FARTHEST_COMMA)):
        if tokens.classes[at] in 've:;"|':
            return None
        if tokens.classes[at] == "," and (tokens.words[at + 1], tokens.words[at + 2]) in _OPENERS:
            return at if "#" in tokens.classes[at + 3 : at + 3 + _FARTHEST_NUMBER] else None
    return None
