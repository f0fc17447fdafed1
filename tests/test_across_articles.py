"""What the ledger shows across articles, from dumps to the published tables."""

from pathlib import Path

import pytest

from conftest import make_settings, publish_all
from newsledger import warehouse

ARTICLES = {
    "herald.txt": (
        "Eritrea sends soldiers to Kenya",
        "Tarn Herald",
        "4 March 2026",
        "President Lena Orlova said on Tuesday that about 9,000 Eritrean soldiers were stationed in Kenya. The Mill "
        "Institute estimated that there were between 7,500 and 8,000 Eritrean soldiers in Kenya. It was not clear when "
        "they had come, or for how long they would be there, and people in the villages along the river were afraid.",
    ),
    "post.txt": (
        "More soldiers on the river, president says",
        "Brask Post",
        "18 March 2026",
        "President Lena Orlowa said on Tuesday that 12,000 Eritrean soldiers were stationed in Kenya's Mombasa region. "
        '"They have come to stay," Orlowa said. According to reports, Eritrea sent 14,000 soldiers to fight in Kenya. '
        "Army spokesman Idris Kato denied that 20,000 Eritrean soldiers were stationed in Kenya.",
    ),
    "echo.txt": (
        "Police accused over the harvest fund",
        "Drumlin Echo",
        "20 March 2026",
        "Union secretary Petra Lindqvist said that the Brask Harbour Police had emptied the harvest fund to buy boats. "
        "The farmers had paid into it for years, and many of them wept in the hall when they heard of it.",
    ),
    "lens.txt": (
        "Police reject accusation",
        "Northern Lens",
        "21 March 2026",
        "The Brask Harbour Police denied that it had emptied the harvest fund to buy boats. The boats had been there "
        "for years, and nobody in the harbour could remember who had paid for them in the first place.",
    ),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("across")
    (folder / "landing").mkdir()
    for name, (headline, outlet, date, text) in ARTICLES.items():
        page = f"{headline}\n\n{outlet}\n\nPublished: {date}, 09:15 GMT\n\n" + text
        (folder / "landing" / name).write_text(page, encoding="utf-8")
    return publish_all(make_settings(folder / "home", folder / "landing"))


def rows(ledger: Path, query: str) -> list[tuple[object, ...]]:
    with warehouse.reading(ledger) as connection:
        return connection.execute(query).fetchall()


def test_figures_of_one_side_in_one_country_stand_in_one_row(ledger):
    query = """
        select
            side_name, place_name, place_names, lowest_value, highest_value, figure_count, story_count,
            originator_count, narrator_count, corroboration
        from figure_disagreements
        where counted_class = 'troop'
    """

    assert rows(ledger, query) == [("Eritrea", "Kenya", ["Kenya", "Mombasa"], 7500.0, 14000.0, 4, 2, 2, 1, "contested")]


def test_who_denies_a_number_is_no_voice_for_it(ledger):
    query = """
        select ledger.speaker_name, ledger.stance, members.figure_id is null
        from figure_ledger as ledger
        left join figure_disagreement_figures as members on ledger.figure_id = members.figure_id
        where ledger.value_low = 20000
    """

    assert rows(ledger, query) == [("Idris Kato", "denies", True)]


def test_no_outlet_is_a_voice_for_the_number_that_it_prints(ledger):
    voices = """
        select speaker_name as name from speakers
        union
        select unnest(speaker_names) from figure_disagreements
    """

    assert ("Mill Institute",) in rows(ledger, voices)
    assert rows(ledger, f"select name from ({voices}) where name in (select outlet_name from outlets)") == []


def test_a_row_leads_to_its_figures_and_their_words(ledger):
    query = """
        select ledger.value_low, ledger.value_high
        from figure_disagreements as disagreements
        inner join figure_disagreement_figures as members
            on disagreements.disagreement_id = members.disagreement_id
        inner join figure_ledger as ledger on members.figure_id = ledger.figure_id
        where disagreements.counted_class = 'troop'
        order by ledger.value_low
    """

    assert rows(ledger, query) == [(7500.0, 8000.0), (9000.0, 9000.0), (12000.0, 12000.0), (14000.0, 14000.0)]


def test_a_number_that_its_speaker_raised_is_a_revision(ledger):
    query = """
        select from_value_low, to_value_low, direction, is_order_certain, side_name, place_name
        from figure_revisions
    """

    assert rows(ledger, query) == [(9000.0, 12000.0, "raised", True, "Eritrea", "Kenya")]


def test_two_spellings_of_a_full_name_are_one_speaker_and_say_why(ledger):
    query = """
        select list_sort(list_transform(aliases_seen, lambda seen: seen.alias || ': ' || seen.rule)), is_identified
        from speakers
        where speaker_name like 'Lena%'
    """

    assert rows(ledger, query) == [(["Lena Orlova: transliteration", "Lena Orlowa: same_name"], True)]


def test_a_denial_in_another_paper_answers_the_accusation(ledger):
    query = """
        select denials.speaker_name, answered.speaker_name, disputes.is_same_article, disputes.shared_terms
        from claim_disputes as disputes
        inner join claims as denials on disputes.denial_claim_id = denials.claim_id
        inner join claims as answered on disputes.answered_claim_id = answered.claim_id
        where denials.speaker_name = 'Brask Harbour Police'
    """

    assert rows(ledger, query) == [
        ("Brask Harbour Police", "Petra Lindqvist", False, ["boats", "emptied", "fund", "harvest"])
    ]


def test_metrics_are_those_of_the_tables(ledger):
    query = """
        select sum(value) - (select count(*) from figure_ledger)
        from metrics
        where metric_name = 'figures_per_day'
    """

    assert rows(ledger, query) == [(0.0,)]
    assert rows(ledger, "select count(*) from metrics where metric_name = 'attributed_share'")[0][0] > 0
