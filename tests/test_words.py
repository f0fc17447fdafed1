import duckdb
import pytest

from newsledger.errors import LedgerError
from newsledger.words import find_hits, parse_words, sql_pattern, to_plain


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("troops", "a troop of scouts"),
        ("troop", "Troops, they said"),
        ("korea", "Korean units"),
        ("korean", "in Korea."),
        ("ukraine", "Ukrainians"),
        ("killed", "killing nine"),
        ("kill", "nine were killed"),
        ("stop", "it was stopped"),
        ("stopped", "Stop it"),
        ("casualties", "a casualty"),
        ("households", "one household"),
        ("rates", "the rate rose"),
        ("uber", "the Über-plan"),
        ("Lodz", "in ŁODZ, no; in Lódź"),
        ('"half empty"', "is HALF  empty now"),
        ("12,000", "some 12,000 homes"),
    ],
)
def test_a_word_is_met_in_any_inflection_case_and_accent(asked, text):
    words = parse_words(asked)

    assert all(find_hits(text, (word,)) for word in words)
    with duckdb.connect() as connection:
        for word in words:
            query = "select regexp_matches(strip_accents(lower($1)), $2), contains(strip_accents(lower($1)), $3)"
            assert connection.execute(query, [text, sql_pattern(word), word.stem]).fetchone() == (True, True)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("us", "they used the bus"),
        ("war", "the ward was warm"),
        ("party", "a part of it"),
        ("iran", "Irandale"),
        ("force", "enforcement"),
        ('"half empty"', "half an empty"),
    ],
)
def test_a_word_is_not_met_inside_another(asked, text):
    assert [word for word in parse_words(asked) if find_hits(text, (word,))] == []


@pytest.mark.parametrize("joining", ["of", "the", "in"])
def test_words_that_only_join_are_left_out(joining):
    assert [word.plain for word in parse_words(f"troops {joining} Averil")] == ["troops", "averil"]
    assert [word.plain for word in parse_words(joining)] == [joining]


@pytest.mark.parametrize("text", ["", "...", '""', "' --"])
def test_a_question_without_a_word_is_refused(text):
    with pytest.raises(LedgerError, match="expected a word"):
        parse_words(text)


def test_hits_are_code_points_of_the_text_as_it_stands():
    text = "Ⅻ ﬁrms in Évora; the firm"

    hits = find_hits(text, parse_words("firms evora"))

    assert [text[start:end] for start, end in hits] == ["ﬁrms", "Évora", "firm"]


def test_plain_text_has_small_letters_and_no_accents():
    assert to_plain("Évora ÅNGSTRÖM") == "evora angstrom"
