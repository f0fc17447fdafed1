import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsledger.figures.sides import find_side, find_side_in_clause
from newsledger.lexicon import read_lexicon


@pytest.mark.parametrize(
    ("counted_text", "side"),
    [
        ("North Korean troops stationed in Kursk", "North Korea"),
        ("Russian soldiers", "Russia"),
        ("DPRK troops", "North Korea"),
        ("Russian and North Korean troops", "North Korea; Russia"),
        ("Russian, Chechen and Syrian fighters", "Chechnya; Russia; Syria"),
        ("Russian-North Korean troops", "North Korea; Russia"),
        ("Russians", "Russia"),
        ("Israeli women and children", "Israel"),
        ("Palestinians", "Palestinians"),
        ("US Marines", "United States"),
        ("U.S. troops", "United States"),
        ("American servicemen", "United States"),
        ("Houthi rebels", "Houthis"),
        ("Hamas fighters in Gaza", "Hamas"),
        ("Wagner mercenaries", "Wagner"),
        ("al-Qaeda militants", "Al-Qaeda"),
        ("Islamic State militants", "Islamic State"),
        ("South Sudanese refugees", "South Sudan"),
        ("Ukraine's soldiers", "Ukraine"),
        ("Ukraine’s soldiers", "Ukraine"),
        ("soldiers from Ethiopia", "Ethiopia"),
        ("members of Hezbollah", "Hezbollah"),
        ("soldiers of the Ukrainian army", "Ukraine"),
        ("British and French nationals", "France; United Kingdom"),
        ("Turks", "Turkey"),
        ("Lebanese civilians", "Lebanon"),
        ("M23 rebels", "M23"),
        ("Republican senators", "Republican Party"),
    ],
)
def test_a_nationality_or_a_movement_names_the_side_of_the_counted(counted_text, side):
    assert find_side(counted_text) == side


@pytest.mark.parametrize(
    "counted_text",
    [
        "",
        "troops",
        "people",
        "troops stationed in Russia",
        "civilians near the Ukrainian border",
        "victims of Russian strikes",
        "pro-Russian separatists",
        "Iranian-made drones",
        "US-led strikes",
        "anti-American protesters",
        "Korean War veterans",
        "Native American families",
        "Korean companies",
        "Bertil German fans",
        "of us",
        "polish workers",
        "islands in the Indian Ocean",
    ],
)
def test_a_place_a_relation_and_a_part_of_a_name_are_no_side(counted_text):
    assert find_side(counted_text) is None


@given(st.text(max_size=120) | st.text(alphabet="US.- 'RusianofHm", max_size=60))
@settings(max_examples=200, deadline=None, database=None)
def test_any_words_are_read_without_an_error(counted_text):
    side = find_side(counted_text)

    assert side is None or set(side.split("; ")) <= {row["side"] for row in read_lexicon("sides")}


def test_each_name_leads_to_one_side_and_names_itself():
    rows = read_lexicon("sides")
    words = [row["word"] for row in rows]

    assert len(words) == len(set(words)) > 400
    for side in {row["side"] for row in rows if row["side"]} - {"Georgia", "Jordan", "Chad"}:
        assert find_side(f"{side} troops") == side


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("According to reports, Eritrea sent [an estimated total of 14,000 troops] to the valley.", "Eritrea"),
        ("Kenya has massed [tens of thousands of troops] on the river.", "Kenya"),
        ("Rwandan forces lost [300 soldiers] in a week.", "Rwanda"),
        ("The Kenyan armed forces have reportedly deployed another [200 soldiers].", "Kenya"),
        ("The minister said Uganda had withdrawn about [900 soldiers].", "Uganda"),
        ("Nairobi said its [300 soldiers] were safe.", "Kenya"),
        ("Kenya's [300 soldiers] stayed.", "Kenya"),
        ("[Some 700 troops] were sent by the United States.", "United States"),
        ("After Kampala sent [1,000 soldiers], the town fell.", "Uganda"),
    ],
)
def test_a_bare_noun_takes_its_side_from_its_clause(sentence, side):
    before, rest = sentence.split("[")
    _, after = rest.split("]")

    assert find_side_in_clause(before, after, "troop") == side


@pytest.mark.parametrize(
    "sentence",
    [
        "Officials in Kenya sent [300 soldiers].",
        "The president of Kenya has [300 soldiers].",
        "Nairobi told Kampala that its [300 soldiers] were safe.",
        "Kenya shot down [30 drones].",
        "Kenya captured [30 soldiers].",
        "Kenyan ministers sent [30 soldiers].",
        "It lost [30 soldiers].",
        "Anna Brill and Kenya sent [30 soldiers].",
        "[30 soldiers] were killed by Kenyan troops.",
        "South Kenya sent [30 soldiers].",
    ],
)
def test_a_clause_that_does_not_say_whose_they_are_gives_no_side(sentence):
    before, rest = sentence.split("[")
    _, after = rest.split("]")

    assert find_side_in_clause(before, after, "troop") is None


def test_who_suffered_casualties_is_their_side_and_who_caused_others_is_not():
    assert find_side_in_clause("Kenya suffered ", ".", "casualty") == "Kenya"
    assert find_side_in_clause("Kenya suffered ", ".", "troop") is None
    assert find_side_in_clause("Kenya sent ", ".", "child") is None


@given(st.text(max_size=120) | st.text(alphabet="US.- 'RusianofHm", max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None, database=None)
def test_any_clause_is_read_without_an_error(before, after):
    side = find_side_in_clause(before, after, "troop")

    assert side is None or side in {row["side"] for row in read_lexicon("sides")}
