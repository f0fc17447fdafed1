import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bare_articles import bare_article as article
from newsledger.dates import DateInterval, find_date_mentions
from newsledger.figures import find_figures
from newsledger.identity import content_id
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Figure


def only_figure(text: str) -> Figure:
    (figure,) = find_figures(article(text))
    return figure


# ------------------------------------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The town has 1,234,567 trees.", 1_234_567),
        ("The town has 1.234.567 trees.", 1_234_567),
        ("The town has 12 500 trees.", 12_500),
        ("The town has 1\u202f250 trees.", 1_250),
        ("The state has 1,25,000 trees.", 125_000),
        ("The town has 2.5 million trees.", 2_500_000),
        ("The town has 2,5 million trees.", 2_500_000),
        ("The town has 3bn trees.", 3e9),
        ("The town has 25k trees.", 25_000),
        ("The town has 4 lakh trees.", 400_000),
        ("The town has 12m trees.", 12_000_000),
        ("The town has seven trees.", 7),
        ("The town has twenty-five trees.", 25),
        ("The town has two hundred and six trees.", 206),
        ("The town has three thousand five hundred trees.", 3_500),
        ("The town has one hundred and twenty thousand trees.", 120_000),
        ("The town has a dozen trees.", 12),
        ("The town has two dozen trees.", 24),
        ("The town has a million trees.", 1_000_000),
        ("The town has half a million trees.", 500_000),
        ("The town has a quarter of a million trees.", 250_000),
        ("The town has two and a half million trees.", 2_500_000),
        ("The town has one and a half thousand trees.", 1_500),
        ("It took 3½ hours.", 3.5),
        ("It took two and a half hours.", 2.5),
        ("It took half an hour.", 0.5),
        ("The grain weighs 1.5×10−3 grams.", 0.0015),
        ("Two thirds of the trees fell.", 2 / 3),
        ("Felling rose by a third.", 1 / 3),
        ("Profits fell for two quarters in a row.", 2),
        ("The year's result was minus €42 million.", -42_000_000),
        ("Three quarters of the trees fell.", 0.75),
        ("One in five trees fell.", 0.2),
        ("Nine out of ten trees fell.", 0.9),
        ("It cooled to minus 12 degrees Celsius.", -12),
        ("The balance is $-50.8bn.", -50.8e9),
    ],
)
def test_a_printed_number_has_its_value(text, value):
    figure = only_figure(text)

    assert (figure.value_low, figure.value_high) == (pytest.approx(value), pytest.approx(value))
    assert figure.bound == "exact"


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("About 400 men came.", 400, 400, "about"),
        ("Around 400 men came.", 400, 400, "about"),
        ("An estimated 400 men came.", 400, 400, "about"),
        ("Nearly 400 men came.", 400, 400, "about"),
        ("Some 400 men came.", 400, 400, "about"),
        ("400 or so men came.", 400, 400, "about"),
        ("The drift was ~5 km.", 5, 5, "about"),
        ("More than 400 men came.", 400, None, "more_than"),
        ("Over 400 men came.", 400, None, "more_than"),
        ("The depth exceeds 400 m.", 400, None, "more_than"),
        ("Just over 400 men came.", 400, None, "more_than"),
        ("400+ men came.", 400, None, "more_than"),
        ("At least 400 men came.", 400, None, "at_least"),
        ("No fewer than 400 men came.", 400, None, "at_least"),
        ("400 or more men came.", 400, None, "at_least"),
        ("Up to 400 men came.", None, 400, "at_most"),
        ("As many as 400 men came.", None, 400, "at_most"),
        ("No more than 400 men came.", None, 400, "at_most"),
        ("Fewer than 400 men came.", None, 400, "less_than"),
        ("Just under 400 men came.", None, 400, "less_than"),
        ("The loss was under $5.", None, 5, "less_than"),
        ("Exactly 400 men came.", 400, 400, "exact"),
        ("Barely 400 men came.", 400, 400, "about"),
        ("The loss does not exceed $5.", None, 5, "at_most"),
        ("Nobody will lose more than $5.", None, 5, "at_most"),
        ("No one will lose more than $5.", None, 5, "at_most"),
        ("It didn't take less than 5 days.", 5, None, "at_least"),
        ("Dozens of men came.", 12, 119, "vague"),
        ("Hundreds of men came.", 100, 999, "vague"),
        ("Several thousand men came.", 1_000, 9_999, "vague"),
        ("Tens of thousands of men came.", 10_000, 99_999, "vague"),
        ("It cost hundreds of millions of dollars.", 100_000_000, 999_999_999, "vague"),
    ],
)
def test_words_around_a_number_bound_it_and_leave_the_open_end_null(text, low, high, bound):
    figure = only_figure(text)

    assert (figure.value_low, figure.value_high, figure.bound) == (low, high, bound)


@pytest.mark.parametrize("row", read_lexicon("vague_quantities"), ids=lambda row: row["phrase"])
def test_vague_words_are_one_order_of_magnitude_and_the_seed_alone_says_which(row):
    phrase, low, high = row["phrase"], float(row["low"]), float(row["high"])
    figure = only_figure(f"{phrase.capitalize()}{' of' if phrase.endswith('s') else ''} men came.")

    assert (figure.value_low, figure.value_high, figure.bound) == (low, high, "vague")
    assert high == 10 * low - 1


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Between 9,500 and 11,000 men came.", 9_500, 11_000, "person"),
        ("It takes from 10 to 12 hours.", 10, 12, "hour"),
        ("It takes 10-12 hours.", 10, 12, "hour"),
        ("It takes 10 – 12 hours.", 10, 12, "hour"),
        ("It costs $1.2bn to $1.5bn.", 1.2e9, 1.5e9, "USD"),
        ("It costs $89 to $93 million.", 89e6, 93e6, "USD"),
        ("Four to five thousand men came.", 4_000, 5_000, "person"),
        ("Two or three hundred men came.", 200, 300, "person"),
        ("It expects 5% to 10% more.", 5, 10, "percent"),
        ("18-to-34-year-olds came.", 18, 34, "year"),
    ],
)
def test_two_ends_make_one_figure(text, low, high, unit):
    figure = only_figure(text)

    assert (figure.value_low, figure.value_high, figure.unit) == (low, high, unit)
    assert figure.bound == "between"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sales rose from 50 million to 78 million tonnes.", [50e6, 78e6]),
        ("He led by 58 percent to 21 percent.", [58, 21]),
        ("The stop was cut from 40 minutes to 25 last year.", [40, 25]),
        ("It fell to 6.7% from 7.2%.", [6.7, 7.2]),
        ("It raised its dividend 5 cents to 40 cents a share.", [5, 40]),
        ("Income was 860 million yuan, up from 700 million yuan a year earlier.", [860e6, 700e6]),
        ("Backing was 11 and 8 percent respectively.", [11, 8]),
        ("They counted 74 cases per 100,000 inhabitants.", [74]),
    ],
)
def test_a_change_and_a_pair_are_two_figures(text, values):
    assert [figure.value_low for figure in find_figures(article(text))] == values


# -------------------------------------------------------------------------------------------- no figures


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 3 March 2031.",
        "It happened in 2031 and again in 2034.",
        "The 2031 election was close.",
        "It starts at 10.30am and ends at 16:45.",
        "It stood still from six o'clock until eleven twenty.",
        "It was the 19th raid and the 2nd today.",
        "The F-16 and the Tu-95 took off.",
        "Under Article 5 and Section 12 it is banned.",
        "Call 555-0142 or +44 20 7946 0000.",
        "She lives at 16-18 Harbour Avenue.",
        "Lessa beat Marl 3-1.",
        "Lawmakers voted 61-38.",
        "He won by 3-to-1.",
        "The PS5 plays 4K video in 1080p.",
        "The number one seed lost in phase two.",
        "The OBX 30 closed early.",
        "They met in Room 12 to discuss Resolution 88.",
        "It is one of the oldest bridges.",
        "No one came, and this one is theirs.",
        "The two-state plan failed.",
        "The two leaders met.",
        "It began five years ago.",
        "The children under five slept.",
        "1. First item",
        "12",
        "Order 6948093843849518 was lost.",
        "See page 12 or http://example.org/a/12345.",
        "It was above the 1991-2020 norm.",
        "Women aged 25 to 54 work.",
        "Section, 61, is repealed.",
        "The score was Teller (61), Brusk (78).",
        "In Obrin, 12, and in Lessa, 9, were open.",
        "The team lost to Karvia, 24, and Lessa, 31.",
        "A two-state solution was near.",
        "The Corran Bridge, 44, was shut.",
        "A Phase 3 LUMEN trial began.",
        "The first half the team was poor.",
        "A third man came.",
        "Take the 9 tram.",
        "They reached it at half past three.",
        "The wind fell at two in the morning.",
        "A one-man band played.",
        "Records obtained by KGLN 6 show inspectors were late.",
        "The bridge is open.[1] The gate is not.[12][13]",
    ],
)
def test_dates_names_labels_and_scores_are_no_figures(text):
    assert find_figures(article(text)) == []


def test_a_text_in_another_language_has_no_figures():
    assert find_figures(article("Es kamen 400 Leute.", language="de")) == []


# ------------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("text", "unit", "unit_text"),
    [
        ("They sent 400 soldiers.", "person", "soldiers"),
        ("They lost 12 North Karvian infantrymen.", "person", "North Karvian infantrymen"),
        ("They fired 12 drones.", "drone", "drones"),
        ("They flew 12 UAVs.", "drone", "UAVs"),
        ("They hold 12 square kilometres.", "km2", "square kilometres"),
        ("They hold 12 sq km.", "km2", "sq km"),
        ("They hold 12 square miles.", "mi2", "square miles"),
        ("It moved 12 km.", "km", "km"),
        ("It moved 12km.", "km", "km"),
        ("It moved 12 kilometers.", "km", "kilometers"),
        ("It moved 12 miles.", "mi", "miles"),
        ("It moved at 12 km/h.", "km/h", "km/h"),
        ("It moved at 12 miles per hour.", "mph", "miles per hour"),
        ("It is 12m wide.", "m", "m"),
        ("It fell 12 per cent.", "percent", "per cent"),
        ("It fell 12 percentage points.", "percentage_point", "percentage points"),
        ("It costs $12.", "USD", "$"),
        ("It costs US$12.", "USD", "US$"),
        ("It costs A$12.", "AUD", "A$"),
        ("It costs €12m.", "EUR", "€"),
        ("It costs 12 euros.", "EUR", "euros"),
        ("It costs £12m.", "GBP", "£"),
        ("It costs 12 million pounds.", "GBP", "pounds"),
        ("It weighs 12 pounds.", "lb", "pounds"),
        ("It costs Rs 12 crore.", "INR", "Rs"),
        ("It costs 12 crowns.", "crown", "crowns"),
        ("It costs $12 a barrel.", "USD/barrel", "$"),
        ("It pumps 12 barrels per day.", "barrel/day", "barrels per day"),
        ("It does 12 tests a day.", "test/day", "tests"),
        ("A 12-year-old horse won.", "year", "year-old"),
        ("It warmed to 12°C.", "°C", "°C"),
        ("The 12 page report leaked.", "page", "page"),
        ("The 12 MPs left.", "person", "MPs"),
        ("Half a dozen HP directors left.", "person", "HP directors"),
        ("They built 84 six-car trains.", "train", "six-car trains"),
        ("Some 350 others left.", "person", "others"),
        ("A third of the crop rotted.", None, None),
    ],
)
def test_a_unit_is_a_code_or_a_singular_noun_and_keeps_its_words(text, unit, unit_text):
    figure = only_figure(text)

    assert (figure.unit, figure.unit_text) == (unit, unit_text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It moved 12 km.", 12_000),
        ("It holds 2 square miles.", 2 * 1609.344**2),
        ("It warmed to 20°C.", 293.15),
        ("It warmed to 50 degrees Fahrenheit.", 283.15),
        ("It moved at 36 km/h.", 10),
        ("It took 2 hours.", 7_200),
        ("It weighs 3 tonnes.", 3_000),
    ],
)
def test_a_measurement_is_also_given_in_base_units(text, value):
    figure = only_figure(text)

    assert figure.value_low_si == figure.value_high_si == pytest.approx(value)


@pytest.mark.parametrize("text", ["They sent 400 men.", "It fell 12%.", "It costs $12.", "It weighs 3 tons."])
def test_counts_shares_money_and_ambiguous_units_have_no_base_unit(text):
    assert only_figure(text).value_low_si is None


def test_an_open_end_stays_open_in_base_units():
    figure = only_figure("It moved more than 12 km.")

    assert (figure.value_low_si, figure.value_high_si) == (pytest.approx(12_000), None)


# ------------------------------------------------------------------------------------- what it is a figure of


@pytest.mark.parametrize(
    ("text", "metric", "measure", "counted_class"),
    [
        ("Over 10,000 Karvian troops are stationed in Vosk.", "troop_strength", "stock", "troop"),
        ("The raid killed 12 soldiers.", "killed", "flow", "troop"),
        ("12 people were killed.", "killed", "flow", "person"),
        ("12 people lost their lives in the flood.", "killed", "flow", "person"),
        ("12 people risked their lives in the flood.", "other", "stock", "person"),
        ("The flood has claimed 12 lives.", "killed", "flow", "person"),
        ("At least 12 lives were lost.", "killed", "flow", "person"),
        ("The new wall saved 12 lives.", "other", "stock", "person"),
        ("12 civilians died.", "civilian_killed", "flow", "civilian"),
        ("The blast wounded 12 people.", "wounded", "flow", "person"),
        ("They took 12 prisoners.", "captured", "flow", "prisoner"),
        ("12 villagers fled.", "displaced", "flow", "civilian"),
        ("They fired 12 missiles.", "strikes", "flow", "missile"),
        ("They own 12 missiles.", "equipment", "stock", "missile"),
        ("They own 12 tanks.", "equipment", "stock", "tank"),
        ("There were 12 airstrikes.", "strikes", "flow", "strike"),
        ("They hold 12 km2.", "area", "stock", None),
        ("It lies 12 km away.", "distance", "stock", None),
        ("It lasted 12 days.", "duration", "stock", None),
        ("It costs $12.", "money", "stock", None),
        ("It costs $12 a day.", "money", "rate", None),
        ("It holds 12 percent.", "share", "share", None),
        ("A third of the crop rotted.", "share", "share", None),
        ("They planted 12 trees.", "other", "stock", "tree"),
        ("The raid drove 12 people from their homes.", "displaced", "flow", "person"),
        ("They bussed in 12 guards in the dead of night.", "troop_strength", "stock", "troop"),
        ("A 12-year-old horse won.", "other", "stock", None),
    ],
)
def test_the_noun_and_the_word_that_governs_it_name_the_metric(text, metric, measure, counted_class):
    figure = only_figure(text)

    assert (figure.metric, figure.measure, figure.counted_class) == (metric, measure, counted_class)


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("It killed 12 people and wounded 30.", ["killed", "wounded"]),
        ("12 people were killed and 30 injured.", ["killed", "wounded"]),
        ("12 were killed and 30 soldiers were captured.", ["killed", "captured"]),
        ("It left 6 dead, 23 wounded and 4 missing.", ["killed", "wounded", "other"]),
        ("It killed 17 people, including five children.", ["killed", "civilian_killed"]),
        ("12 passengers and four crew members died.", ["killed", "killed"]),
        ("They fired 60 drones and eight missiles.", ["strikes", "strikes"]),
    ],
)
def test_figures_side_by_side_keep_their_own_metrics(text, metrics):
    assert [figure.metric for figure in find_figures(article(text))] == metrics


def test_a_noun_left_out_is_taken_from_the_sentence():
    first, second = find_figures(article("Of the 251 hostages seized in Lessa, 57 remain."))

    assert (second.unit, second.counted_class, second.counted_text) == (
        "person",
        "hostage",
        first.counted_text,
    )
    assert second.figure_text == "57"


@pytest.mark.parametrize(
    ("text", "unit", "metric", "counted_text"),
    [
        ("63 people were killed. The governor puts the number at 41.", "person", "killed", "people"),
        ("It found 18,112 such accounts in 61 branches. Its own count was 41.", "account", "other", "accounts"),
        ("The guard said 35 people had died. Nine were missing.", "person", "other", "people"),
        ("He said 6,400 dockers were out. The port said 900 had returned.", "person", "other", "dockers"),
        ("It fired 60 drones in all. The army's figure is 41.", "drone", "strikes", "drones"),
    ],
)
def test_a_number_of_what_the_sentence_before_counted_takes_its_noun(text, unit, metric, counted_text):
    figure = find_figures(article(text))[-1]

    assert (figure.unit, figure.metric, figure.counted_text) == (unit, metric, counted_text)
    assert figure.unit_text is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The wage rises from 620 to 700 crowns a week.", ["crown", "crown/week"]),
        ("It pays €41 million, with a further seven million in fees.", ["EUR", "EUR"]),
        ("It has €41 million and a further seven million customers.", ["EUR", "person"]),
        ("It earned 412 million crowns, up 9%, on sales of 5.6 billion.", ["crown", "percent", "crown"]),
        ("The cap is €50 a barrel, down from €60.", ["EUR/barrel", "EUR/barrel"]),
    ],
)
def test_an_amount_without_a_currency_takes_that_of_the_amount_beside_it(text, units):
    assert [figure.unit for figure in find_figures(article(text))] == units


def test_a_forecaster_after_a_number_is_not_what_it_counts():
    figure = find_figures(article("They added 64,000 jobs, above the 40,000 economists had expected."))[-1]

    assert (figure.figure_text, figure.unit) == ("40,000", "job")


@pytest.mark.parametrize(
    ("text", "counted_class"),
    [
        ("The garrison at Fort Ulm was 1,200 strong.", "troop"),
        ("They put the crowd in the capital at 85,000.", "person"),
        ("The match had five sixes; 9,400 watched.", "person"),
    ],
)
def test_a_number_of_people_needs_no_noun_of_its_own(text, counted_class):
    figure = find_figures(article(text))[-1]

    assert (figure.unit, figure.counted_class) == ("person", counted_class)


@pytest.mark.parametrize("text", ["63 people came. It has 41.", "It cost $5. The number was 41."])
def test_a_bare_number_without_a_tie_to_what_was_counted_stays_bare(text):
    assert find_figures(article(text))[-1].unit is None


def test_a_line_that_was_merely_wrapped_does_not_cut_a_figure():
    figure = only_figure("They moved between 1,500 and\n1,800 soldiers to the ridge.")

    assert (figure.value_low, figure.value_high, figure.unit) == (1_500, 1_800, "person")


def test_what_was_counted_is_kept_with_its_modifiers_and_its_place():
    figure = only_figure("Over 10,000 North Karvian troops stationed in Vosk were moved.")

    assert figure.figure_text == "Over 10,000 North Karvian troops"
    assert figure.counted_text == "North Karvian troops stationed in Vosk"
    assert figure.place_text == "Vosk"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("On 5 May 2031, rebels seized 14 men.", dt.date(2031, 5, 5), dt.date(2031, 5, 5)),
        ("Rebels seized 14 men in May 2031.", dt.date(2031, 5, 1), dt.date(2031, 5, 31)),
        ("Rebels seized 14 men on Tuesday.", dt.date(2031, 6, 10), dt.date(2031, 6, 10)),
        ("Tuesday's raid killed 14 men.", dt.date(2031, 6, 10), dt.date(2031, 6, 10)),
        ("In 2027 the rebel army numbered 30,000 fighters.", dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        ("As of 5 May 2031 the army had 9,000 men.", dt.date(2031, 5, 5), dt.date(2031, 5, 5)),
        ("It was the worst raid since 2027, when 14 men died.", dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        ("By Tuesday night 14 men had been found.", dt.date(2031, 6, 10), dt.date(2031, 6, 10)),
        ("By 5 May 2031 some 14 men had been found.", dt.date(2031, 5, 5), dt.date(2031, 5, 5)),
        (
            "The raid killed 14 men, burned nine houses and sank two ships in 2027.",
            dt.date(2027, 1, 1),
            dt.date(2027, 12, 31),
        ),
    ],
)
def test_a_date_in_the_sentence_says_when_it_holds(text, earliest, latest):
    figure = find_figures(article(text, dt.date(2031, 6, 12)))[0]

    assert (figure.as_of_earliest, figure.as_of_latest) == (earliest, latest)
    assert figure.as_of_basis == "event_date"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seized 14 men.",
        "Rebels seized 14 men, the army said on 5 May 2031.",
        "Rebels have seized 14 men since May 2031.",
        "It happened on 5 May 2031. Rebels seized 14 men.",
        "Karvia moved 7,500 men into the valley since it annexed the coast in 2026.",
        "The town, home to 62,000 people before the siege of 2024, is empty.",
        "The quake, which struck on 18 August 2031, flattened 3,400 houses.",
        "Tarsk - whose coast was seized in 1998 - has lost 9,000 men.",
        "The company, founded in 1998, has 500 workers.",
        "It fell on 5 May 2031 and until June 2031 14 men were missing.",
        "They bought the 4-year-old mill in 2031.",
        "A company with 500 workers was founded in 1998.",
        "It would close 14 plants by the end of 2033.",
        "The toll of last week's flood rose to 121.",
        "On 5 May 2031 the army said that 14 men were missing.",
        "Sales rose to a high in May 2031 from 700,000 cars.",
    ],
)
def test_a_date_of_the_saying_or_of_a_beginning_is_not_the_date_of_the_figure(text):
    figure = only_figure(text)

    assert (figure.as_of_earliest, figure.as_of_latest) == (None, None)
    assert (figure.as_of_precision, figure.as_of_basis) == ("unknown", "none")


def test_a_figure_that_is_compared_with_another_keeps_its_own_date():
    text = "Camps held 1.2 million people in May 2031, up from 700,000 in January 2030."

    assert [figure.as_of_earliest for figure in find_figures(article(text))] == [
        dt.date(2031, 5, 1),
        dt.date(2030, 1, 1),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("About 400 troops are stationed in Vosk.", "Vosk"),
        ("About 400 troops are in the Orlan region.", "the Orlan region"),
        ("About 400 troops are in Karvia's Orlan region.", "Karvia's Orlan region"),
        ("About 400 troops are in Karvia's western Orlan region.", "Karvia's western Orlan region"),
        ("About 400 troops are in its Orlan region now.", "Orlan region"),
        ("Some 400 people died in the southern city of Brask.", "the southern city of Brask"),
        ("Some 400 people died in eastern Karvia on Monday.", "eastern Karvia"),
        ("Some 400 people died in Vosk-on-Orl.", "Vosk-on-Orl"),
        ("Some 400 people died in al-Tarn and Senn.", "al-Tarn"),
        ("Some 400 people live along the Tarsk border.", "the Tarsk border"),
        ("Some 400 people in Castor County remain.", "Castor County"),
        ("About 400 troops were sent over the winter to Vosk.", None),
        ("About 400 troops had at long last been sent to Vosk.", "Vosk"),
        ("Strikes on Brask killed 12 people.", "Brask"),
        ("Researchers at the Observatory of Brask studied 12 fires.", None),
        ("A fire in the old station quarter of Brask killed 12 people.", "the old station quarter of Brask"),
        ("Doctors in Brask fight a fever that has claimed 12 lives.", "Brask"),
        ("12 people died in the first half of May.", None),
        ("In Brask, the mayor said 12 people had died.", "Brask"),
        ("They met in Lessa and 14 other cities.", None),
        ("An analyst at Marlow sold 12 boats.", None),
        ("Shares in Veltrac rose 12%.", None),
        ("The firm, based in Lessa, has 85 workers.", None),
        ('They sank 12 "hostile" boats near Vosk.', "Vosk"),
        ('They sank 12 boats, and "all in Vosk" burned.', None),
        ("Officials in Brask said 12 people had died.", None),
        ("They gave way to 400 Karvian troops.", None),
        ("They drove 400 men to Karvian positions.", None),
        ("They saw 400 men in May.", None),
    ],
)
def test_a_place_is_a_name_with_what_says_which_part_of_it(text, place):
    assert only_figure(text).place_text == place


@pytest.mark.parametrize(
    ("counted", "counted_class"),
    [
        ("men and boys", "person"),
        ("women and children", "civilian"),
        ("servicemen", "troop"),
        ("army engineers", "troop"),
        ("officers", "person"),
        ("customs officers", "police"),
        ("senators", "official"),
        ("nurses", "medic"),
        ("deaths", "person"),
        ("casualties", "casualty"),
        ("housing units", None),
        ("polling stations", "building"),
        ("aircraft carriers", "ship"),
        ("goals", "score"),
        ("GPs", "medic"),
        ("aftershocks", "disaster"),
    ],
)
def test_the_class_of_the_counted_is_one_of_a_short_list(counted, counted_class):
    assert only_figure(f"They counted 12 {counted} there.").counted_class == counted_class


@pytest.mark.parametrize(
    ("text", "counted_text"),
    [
        ("They pulled 34 bodies from the mud at Senn.", "bodies"),
        ("They fired 12 shells at the suburb of Penn.", "shells"),
        ("About 400 refugees from Karvia live in camps.", "refugees from Karvia"),
        ("They shipped 12 units in the quarter.", "units"),
        ("They brought 60 guards in the dead of night.", "guards"),
        ("They took two posts on the Keppe ridge.", "posts on the Keppe ridge"),
        ("They bought 400 more trees.", "trees"),
        ("Karvian soldiers in the Obrin enclave number about 400 now.", "Karvian soldiers in the Obrin enclave"),
    ],
)
def test_the_counted_words_end_where_the_sentence_speaks_of_something_else(text, counted_text):
    assert only_figure(text).counted_text == counted_text


# -------------------------------------------------------------------------------------------- properties

PIECES = (
    *(
        "about",
        "over",
        "at least",
        "between",
        "and",
        "to",
        "from",
        "of the",
        "a",
        "half",
        "third",
        "or more",
        "per day",
    ),
    *(
        "5",
        "12",
        "1,200",
        "2.5",
        "10-12",
        "10:30",
        "1/2",
        "½",
        "F-16",
        "2031",
        "one",
        "two",
        "twenty",
        "five",
        "-",
        "–",
    ),
    *(
        "million",
        "bn",
        "dozen",
        "hundreds",
        "$",
        "€",
        "%",
        "~",
        "+",
        "Rs",
        "crore",
        "km",
        "m",
        "year-old",
        ",",
        ".",
        ";",
    ),
    *(
        "men",
        "troops",
        "killed",
        "wounded",
        "were",
        "in Lessa",
        "on 3 May 2031",
        "Tuesday",
        "'s",
        "(",
        ")",
        "\n",
    ),
)
WORDS = st.sampled_from(PIECES)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None, database=None)
def test_spans_quote_the_text_and_never_overlap_each_other_or_a_date(text):
    published = dt.date(2031, 6, 12)
    figures = find_figures(article(text, published))
    dates = find_date_mentions(text, DateInterval(published, published))

    for figure in figures:
        assert text[figure.char_start : figure.char_end] == figure.figure_text != ""
        assert figure.figure_id == content_id("an-article", figure.char_start, figure.char_end)
        assert all(figure.char_end <= d.char_start or d.char_end <= figure.char_start for d in dates)
    for one, two in pairwise(figures):
        assert one.char_end <= two.char_start


@given(st.text(max_size=200) | st.text(alphabet="0123456789.,-–$%½ aiots\n", max_size=60))
@settings(max_examples=300, deadline=None, database=None)
def test_any_text_is_read_without_an_error(text):
    for figure in find_figures(article(text)):
        assert figure.value_low is not None or figure.value_high is not None
        assert figure.value_low is None or figure.value_high is None or figure.value_low <= figure.value_high


ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(number: int) -> str:
    """Write a number out in words, as a style book would."""
    if number < 20:
        return (ONES + TEENS)[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    scale, name = (1_000_000, "million") if number >= 1_000_000 else (1_000, "thousand")
    rest = number % scale
    joint = " and " if 0 < rest < 100 else " "
    return f"{spelled(number // scale)} {name}" + (f"{joint}{spelled(rest)}" if rest else "")


PRINTERS = {
    "with commas": lambda n: f"{n:,}",
    "with narrow blanks": lambda n: f"{n:,}".replace(",", "\u202f"),
    "with blanks": lambda n: f"{n:,}".replace(",", " "),
    "with a scale word": lambda n: f"{n / 1e6:.6f} million",
    "with a short scale word": lambda n: f"{n / 1e9:.9f}bn",
    "in words": spelled,
}


@pytest.mark.parametrize("printer", PRINTERS)
@given(number=st.integers(min_value=2, max_value=999_999_999))
@settings(max_examples=200, deadline=None, database=None)
def test_a_number_reads_as_the_value_that_it_was_printed_from(printer, number):
    figure = only_figure(f"They counted {PRINTERS[printer](number)} trees there.")

    assert figure.value_low == figure.value_high == pytest.approx(number, rel=1e-9)
    assert figure.unit == "tree"


@given(low=st.integers(min_value=1, max_value=10**6), more=st.integers(min_value=1, max_value=10**6))
@settings(max_examples=100, deadline=None, database=None)
def test_a_range_reads_as_its_two_ends(low, more):
    for text in (f"between {low:,} and {low + more:,} trees", f"{low:,} to {low + more:,} trees"):
        figure = only_figure(f"They counted {text}.")

        assert (figure.value_low, figure.value_high, figure.bound) == (low, low + more, "between")


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,",
        "one ",
        "twenty-",
        "hundred ",
        "5-",
        "12 men ",
        "killed 12 men and ",
        "5 to ",
        "A.",
        "3 May ",
    ],
)
def test_the_time_grows_with_the_text_and_not_with_its_square(piece):
    def seconds(size: int) -> float:
        text = article((piece * size)[:size])
        start = time.process_time()
        find_figures(text)
        return time.process_time() - start

    seconds(1_000)

    assert seconds(80_000) < 8 * seconds(20_000) + 0.2


# ---------------------------------------------------------------------------------- ages, shares, left-out nouns


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Minister Ansa Brill, 58, resigned.", [58]),
        ("Olena Varsk (61) told the court so.", [61]),
        ("The plumber, 44, was taken away.", [44]),
        ("His sons, aged four and six, left.", [4, 6]),
        ("Varsk, 39, who kept the mill, won.", [39]),
        ("Her nephew Toby, 9, was asleep.", [9]),
        ("Pell Orsat died at 84.", [84]),
        ("She was 44 when she left.", [44]),
        ("He left at the age of 17.", [17]),
        ('"It was dark," said Dr Ilse Marn, 58.', [58]),
    ],
)
def test_an_age_beside_a_name_is_a_figure_in_years_and_no_duration(text, ages):
    figures = find_figures(article(text))

    assert [figure.value_low for figure in figures] == ages
    assert {(figure.unit, figure.metric) for figure in figures} == {("year", "other")}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Fewer than a quarter were at work.", None, 0.25),
        ("A third were ill.", 1 / 3, 1 / 3),
        ("Output was a fifth below the peak.", 0.2, 0.2),
        ("It sells at roughly half the world price.", 0.5, 0.5),
        ("More than half are women.", 0.5, None),
        ("Output fell by half.", 0.5, 0.5),
        ("He lost maybe a third.", 1 / 3, 1 / 3),
        ("Roughly one train in four will run.", 0.25, 0.25),
    ],
)
def test_a_fraction_without_a_noun_is_a_share(text, low, high):
    figure = only_figure(text)

    assert (figure.value_low, figure.value_high, figure.metric) == (low, high, "share")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Arrests fell by 9% to 41,300.", ["percent", "arrest"]),
        ("Ferry crossings, excluding freight, rose 4 percent to 7,120.", ["percent", "crossing"]),
        ("Enrolment at the school dropped by a third to 310.", [None, "person"]),
        ("Of the 48 asked by the paper, only seven said so.", ["person", "person"]),
        ("Net migration to Karvia was 52,000.", ["person"]),
        ("Membership has since fallen from 8,100 to 6,450.", ["person", "person"]),
        ("The backlog of asylum claims stood at 31,400.", ["claim"]),
        ("Burglaries worried the town, although their number dropped from 412 to 377.", ["burglary", "burglary"]),
        ("It asked for six weeks and got four.", ["week", "week"]),
        ("They had 300 tents. We got two.", ["tent", "tent"]),
        ("Some work 60 hours a week. The firm says the average is 44.", ["hour/week", "hour/week"]),
        ("The party trails by seven points in the polls.", ["percentage_point"]),
        ("They sent 4,000 e-mails.", ["e-mail"]),
        ("It shot down 12 unmanned aerial vehicles.", ["drone"]),
        ("A 300-strong crowd met a three-judge panel.", ["person", "person"]),
        ("It owes 900 million kroner, 14 million dirhams and 40 guilders a month.", ["krone", "AED", "guilder/month"]),
        ("Rents are 300 tenge more a month.", ["KZT/month"]),
        ("The error is plus or minus 2.5 points in the poll.", ["percentage_point"]),
        ("Karvia believes the number is closer to 35,000.", [None]),
        ("Output rose to 910,000 barrels per day from 870,000 bpd.", ["barrel/day", "barrel/day"]),
        ("They sent 84 observers and 20 cadets.", ["person", "person"]),
        ("He scored one goal in ten games.", ["goal", "game"]),
    ],
)
def test_a_unit_that_is_left_out_or_stands_elsewhere_is_found(text, units):
    assert [figure.unit for figure in find_figures(article(text))] == units


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("The tremor on Monday in Lessa killed two rescue workers.", ["killed"]),
        ("Karvia lost 400 men, killed and wounded.", ["other"]),
        ("There were 310 deaths on Monday and 90 in the night.", ["killed", "killed"]),
        ("In all 64 people were hurt, 19 of them badly.", ["wounded", "wounded"]),
        ("Guards work 60 hours a week.", ["duration"]),
        ("Karvia downed 45 drones, including 11 near Brill.[1]", ["strikes", "strikes"]),
    ],
)
def test_a_figure_keeps_the_fate_that_its_sentence_tells(text, metrics):
    assert [figure.metric for figure in find_figures(article(text))] == metrics


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("It lies within 12 km of the border.", None, 12, "less_than"),
        ("It opens within three weeks.", None, 3, "less_than"),
        ("Nobody was let within 12 km.", 12, 12, "exact"),
        ("It costs closer to 80 kroner.", 80, 80, "about"),
        ("The error is plus or minus 2.5 percent.", 2.5, 2.5, "exact"),
    ],
)
def test_a_reach_is_a_bound_and_a_margin_has_no_sign(text, low, high, bound):
    figure = only_figure(text)

    assert (figure.value_low, figure.value_high, figure.bound) == (low, high, bound)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Sales of Velda climbed to 2.14 billion euros from 1.86 billion a year earlier.", ["EUR", "EUR"]),
        ("Hale lifted its target for Velda to 52 from 47 euros.", ["EUR", "EUR"]),
        ("Earnings per share came to 1.31 euros, against 0.94.", ["EUR", "EUR"]),
        ("It expects costs of 3.1 to 3.3 billion euros (previously: 2.9 to 3.0 billion).", ["EUR", "EUR"]),
        ("Tarsk pledged 90 million euros, of which 21 million has been paid.", ["EUR", "EUR"]),
        ("Guns fire 3,000 rounds a day against Tarsk's 8,000.", ["round/day", "round/day"]),
        ("I baked 60 loaves a day, now barely 20.", ["loaf/day", "loaf/day"]),
        ("Nurses want 90,000 francs ($150) a month.", ["franc/month", "USD/month"]),
        ("The port cleared 300 trucks per working day.", ["truck/day"]),
        ("The team flew 22 sorties a day.", ["sortie/day"]),
        ("The troops were within 50 km of Lessa, down from 31,500 in July.", ["km", None]),
        ("Cases cost 1.8 billion euros, although their number rose from 9,100 to 13,500.", ["EUR", "case", "case"]),
        ("Lessa had 21 shots to Obrin's five and 61% of the ball.", ["shot", "shot", "percent"]),
        ("Economists in a poll of 38 had forecast 3.1 per cent.", ["person", "percent"]),
        ("Its 80-bed clinic was full.", ["bed"]),
        ("Turnout was 61%, four points lower than before.", ["percent", "percentage_point"]),
        ("The rector, whose son was 17, wept.", ["year"]),
        ("Net debt fell by 140 million euros to 903 million.", ["EUR", "EUR"]),
        ("The fare rose by 5 to 9 cents.", ["cent"]),
        ("Arrivals rose from 300 a day to 820 a day.", ["person/day", "person/day"]),
        ("It cleared 200 trucks, against an average of 500 per working day before May.", ["truck", "truck/day"]),
        ("He needed 23 minutes to climb it, and another 40 to rest.", ["minute", "minute"]),
        ("About half of the victims were over 80.", [None, "year"]),
        ("6.5 million — refugees registered abroad.", ["person"]),
        ("Karvia paid 250m torunes (£31m) in aid.", ["torune", "GBP"]),
        ("The regiment, 800 strong, lost 60.", ["person", "person"]),
        ("The aid comes in three tranches.", ["tranche"]),
    ],
)
def test_what_a_number_is_compared_with_has_its_unit(text, units):
    assert [figure.unit for figure in find_figures(article(text))] == units


@pytest.mark.parametrize(
    ("text", "unit", "metric"),
    [
        ("In May 61 people were killed. Of the 61, some were children.", "person", "killed"),
        ("The quake killed 340 people. Nobody believes the 340.", "person", "killed"),
        ("The agency counted 40 drones. Of these, 12 carried bombs.", "drone", "equipment"),
        ("Velda opened 12 stores. It will open up to 15 more in June.", "store", "other"),
        ("Thirty people were hurt. He had spoken of nine.", "person", "wounded"),
        ("The bloc won 66 seats. Small parties share the remaining 13.", "seat", "other"),
        ("He ran 20 laps. The clinic was built for 40.", None, "other"),
        ("The firm cut 1,150 jobs. Rivals cut 2,000.", "job", "other"),
        ("The death toll is now 45. It was 31 on Sunday.", "person", "killed"),
        ("At least 12 died in Lessa, seven in Obrin.", "person", "killed"),
    ],
)
def test_a_number_that_goes_on_with_what_was_told_takes_its_noun(text, unit, metric):
    *_, figure = find_figures(article(text))

    assert (figure.unit, figure.metric) == (unit, metric)


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("The toll of the fire that swept the Orla market has risen to 214.", ["killed"]),
        ("Of the 61 dead, 14 were children.", ["killed", "killed"]),
        ("By dusk 900 people had fled, nearly double the 500 it counted before.", ["displaced", "displaced"]),
        ("Tarsk has lost at least 3,900 soldiers.", ["other"]),
        ("It put its own losses at 140 soldiers.", ["other"]),
        ("Two stewards were treated for minor injuries.", ["wounded"]),
        ("Police arrested 14 people outside, and two guards were treated for burns.", ["other", "wounded"]),
        ("Tarsk has taken about 4.5 sq km a day.", ["area"]),
    ],
)
def test_a_toll_a_loss_and_a_comparison_have_their_metric(text, metrics):
    assert [figure.metric for figure in find_figures(article(text))] == metrics


@pytest.mark.parametrize("text", ["She said just under half of them were children.", "If a tenth stay away, jobs go."])
def test_a_fraction_before_a_verb_or_of_them_is_a_share(text):
    assert only_figure(text).metric == "share"


def test_a_sum_joined_by_plus_is_two_amounts_and_no_bound():
    figures = find_figures(article("He offered £14m plus £2m in bonuses."))

    assert [(figure.value_low, figure.value_high, figure.bound) for figure in figures] == [
        (14e6, 14e6, "exact"),
        (2e6, 2e6, "exact"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Some 40,300 people had fled by 10 May.", dt.date(2031, 5, 10)),
        ("Some 66,000 people came in the same period of 2030.", dt.date(2030, 12, 31)),
        ("Officials said that on Friday 41 people were killed.", dt.date(2031, 5, 9)),
        ("The fire that broke out on Friday has killed 41 people.", None),
    ],
)
def test_a_day_of_the_past_is_the_day_of_its_own_clause(text, day):
    (figure,) = find_figures(article(text, dt.date(2031, 5, 15)))

    assert figure.as_of_latest == day


def test_a_year_after_a_comma_dates_the_record_and_not_the_figure_before_it():
    rise, record = find_figures(article("The lake rose 2.1 metres above its record of 6.3m, set in 1974."))

    assert (rise.as_of_latest, record.as_of_latest) == (None, dt.date(1974, 12, 31))


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Divers freed 14 people from the ferry, as the toll of the storm rose to 72.", ["other", "killed"]),
        ("Rain hit 2 million marooned villagers, as the death toll climbed to 289.", ["other", "killed"]),
        ("Nine people, including four children under the age of 12, were killed.", ["killed", "civilian_killed"]),
        ("Nine people, including four children, marched to the hall.", ["other", "other"]),
        ("Police evicted 33 families from the quarter; 60 people are sheltering in a mosque.", ["displaced"] * 2),
        ("Some 8,500 people are sleeping in 21 schools.", ["displaced", "other"]),
        ("Some 1.7 million people were told to leave the coast.", ["displaced"]),
        ("The ward has treated 1,340 for hunger since January, of whom 27 died.", ["other", "killed"]),
    ],
)
def test_a_fate_is_told_by_the_clause_of_the_figure(text, metrics):
    assert [figure.metric for figure in find_figures(article(text))] == metrics


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "Some 8,500 people sleep in 21 schools, while another 2,300 have gone to kin.",
            ["person", "school", "person"],
        ),
        ("About 212,000 people moved into 1,460 camps, up from 95,000 on Monday.", ["person", "camp", "person"]),
        ("Some 800 people work in 21 schools, and 14 are new.", ["person", "school", "school"]),
        ("Seizures rose by a third, from 84 to 114 cases.", [None, "case", "case"]),
        ("Petrol rose from N537 to N617 per litre, and N50m was paid.", ["NGN", "NGN/L", "NGN"]),
        ("They wore N95 masks on the N340 and kept 12 goats.", ["goat"]),
        ("The board paid a dividend of Rs 40 per equity share.", ["INR/share"]),
        ("They read five real reports.", ["report"]),
        ("She joined a seven member council.", ["person"]),
        ("At least 19 died: 13 in Bugar, five in Selm, and one in Tubel.", ["person", "person", "person", "person"]),
        ("Oil gained $1.62 to $73.81 a barrel.", ["USD", "USD/barrel"]),
    ],
)
def test_a_number_has_the_unit_that_its_sentence_gives(text, units):
    assert [figure.unit for figure in find_figures(article(text))] == units


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Profit was 31 per cent higher than $4m.", ["exact", "exact"]),
        ("Profit was higher than $4m.", ["more_than"]),
        ("The mayor is in a row with ministers over £4.2bn of cuts.", ["exact"]),
        ("The talks are about claims worth over £4.2bn.", ["more_than"]),
    ],
)
def test_over_and_than_bound_a_sum_only_where_they_are_said_of_it(text, bounds):
    assert [figure.bound for figure in find_figures(article(text))] == bounds


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The thefts came on July 9, 23, 25 and 29, when he took 5 lamps.", 1),
        ("On July 9, 12 were killed.", 1),
        ("Trading was halted till 1015 hours.", 0),
        ("The crash came at around 1600 hours with 59 passengers aboard.", 1),
        ("He flew 1600 hours.", 1),
    ],
)
def test_further_days_of_a_date_and_times_of_day_are_no_figures(text, count):
    assert len(find_figures(article(text))) == count


def test_the_sign_of_a_currency_is_no_place():
    assert [figure.place_text for figure in find_figures(article("Profit rose 30% to Rs 295 crore."))] == [None, None]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("The fever killed 66 people between January and August 2020.", dt.date(2020, 1, 1), dt.date(2020, 8, 31)),
        ("From 2010 to 2013, the fever killed 66 people.", dt.date(2010, 1, 1), dt.date(2013, 12, 31)),
        ("Some 131,000 people came in the whole of 2026.", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    ],
)
def test_a_stretch_between_two_dates_is_when_a_figure_holds(text, earliest, latest):
    (figure,) = find_figures(article(text, dt.date(2031, 5, 15)))

    assert (figure.as_of_earliest, figure.as_of_latest) == (earliest, latest)


def test_a_price_after_the_year_of_the_sale_is_of_that_year():
    figures = find_figures(article("The group bought 9 barns in 2026 for $3.2 million.", dt.date(2031, 5, 15)))

    assert [figure.as_of_latest for figure in figures] == [dt.date(2026, 12, 31)] * 2


@pytest.mark.parametrize(
    ("text", "units", "metrics"),
    [
        ("The fire cost her hundreds of pounds.", ["GBP"], ["money"]),
        ("They moved thousands of pounds of coal.", ["lb"], ["other"]),
        ("The court ordered 33 families evicted.", ["family"], ["displaced"]),
        ("Some 33 families own boats.", ["family"], ["other"]),
        ("The number of fatalities rose to 5 and 89 people are injured.", ["person"] * 2, ["killed", "wounded"]),
        ("There were 14 deaths, three reported by Marn, two by Delra.", ["person"] * 3, ["killed"] * 3),
        ("She had 983 online readers read the tale.", ["person"], ["other"]),
    ],
)
def test_the_words_around_a_figure_give_unit_and_metric(text, units, metrics):
    figures = find_figures(article(text))

    assert [figure.unit for figure in figures] == units
    assert [figure.metric for figure in figures] == metrics


def test_what_a_disaster_left_is_of_its_year():
    text = "The town was hit by a 7.5-magnitude quake in 2026 that left more than 4,300 people dead."
    figures = find_figures(article(text, dt.date(2031, 5, 15)))

    assert [figure.as_of_latest for figure in figures] == [dt.date(2026, 12, 31)] * 2


def test_earlier_ones_are_counted_and_are_not_those_of_the_same_number_before():
    figures = find_figures(article("Police seized 409 scooters. A team in Brask studied 409 earlier cases."))

    assert [figure.counted_text for figure in figures] == ["scooters", "earlier cases"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The case was registered under sections 302, 148 and 149 of the code.", 0),
        ("Rooms 4, 5 and 6 were flooded.", 0),
        ("The crash came at the 81 kilometre peg of the Karn road.", 0),
        ("The crash came 81 kilometres from Karn.", 1),
        ("Turnout was high among voters 45 and older.", 0),
        ("Among those aged 18 to 29 few came, among voters 30 to 44 more.", 0),
        ("Orla has 758 delegates, compared with Fenn's 538 and Governor Tam Weir's 145.", 3),
    ],
)
def test_numbers_of_names_and_limits_of_age_are_no_figures_and_what_is_owned_is(text, count):
    assert len([figure for figure in find_figures(article(text)) if figure.unit != "year"]) == count


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("In the 2022 election, turnout was 53 percent.", [2022]),
        ("In the 2008 Orlan primary, about 60 percent of voters were women.", [2008]),
        ("In the 2008 shades of grey, about 60 percent were dark.", [None]),
        ("From 2010 to 2013, deaths rose 71%, while fires dropped 14%.", [2013, 2013]),
        ("In 2019 some 12 died, while 14 have died since.", [2019, None]),
    ],
)
def test_the_year_of_what_is_held_yearly_dates_a_figure(text, years):
    found = [figure.as_of_latest for figure in find_figures(article(text, dt.date(2031, 5, 15)))]

    assert [day and day.year for day in found] == years


def test_schoolchildren_are_children():
    assert only_figure("Twenty schoolchildren were hurt.").counted_class == "child"


@pytest.mark.parametrize(
    ("text", "units", "bounds"),
    [
        ("Storms hit P1.7 billion of farms, while P8 stayed on the P340.", ["PHP"], ["exact"]),
        ("Exports were worth RO 9.6 billion, up 3 per cent over 2018.", ["OMR", "percent"], ["exact", "exact"]),
        ("The death toll climbed past 80.", ["person"], ["more_than"]),
        ("The house passed 12 bills as the death toll passed 100.", ["bill", "person"], ["exact", "more_than"]),
        ("The fleet sent 42 boats and 2,000 were sheltering in schools.", ["boat", "person"], ["exact", "exact"]),
        ("They took 57 images over 12 nights.", ["image", "night"], ["exact", "exact"]),
        ("Dues have gone up to $8,400 and may be up to $9,000.", ["USD", "USD"], ["exact", "at_most"]),
        ("It takes us up to 314 votes.", ["vote"], ["exact"]),
        ("Fenn won the primary by 10 points.", ["percentage_point"], ["exact"]),
        ("It asked 2,000 people between the ages of 18 and 29.", ["person"], ["exact"]),
        ("If one adds the north, 12 towns are left.", ["town"], ["exact"]),
    ],
)
def test_signs_tolls_and_verbs_with_up_are_read_with_their_bounds(text, units, bounds):
    figures = find_figures(article(text))

    assert [figure.unit for figure in figures] == units
    assert [figure.bound for figure in figures] == bounds


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("The death toll rose to 19: eight in Brask, four in Selm and seven elsewhere.", ["killed"] * 4),
        ("Some 204,631 persons were served inside 1,906 evacuation centers.", ["displaced", "other"]),
        ("Some 300 people work in 12 camps.", ["other", "other"]),
    ],
)
def test_places_of_a_toll_and_of_shelter_give_the_metric(text, metrics):
    assert [figure.metric for figure in find_figures(article(text))] == metrics


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Approximately 3 1/2 pounds of pills were found.", [3.5]),
        ("Waves reached 2 1/2 meters.", [2.5]),
        ("The 9/11 attacks came on 5 1/20 tests.", []),
        ("Employment increased 8,300 to 11,933,400.", [8300, 11_933_400]),
        ("The car stopped near mile marker 60.", []),
    ],
)
def test_printed_fractions_and_levels_have_their_values(text, values):
    assert [figure.value_low for figure in find_figures(article(text))] == values


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Two suicide bombers killed at least 26 people.", ["other", "killed"]),
        ("Five soldiers killed and 40 injured were named.", ["killed", "wounded"]),
        ("The war has claimed the lives of 1,692 miners.", ["killed"]),
    ],
)
def test_those_who_kill_are_not_the_killed(text, metrics):
    assert [figure.metric for figure in find_figures(article(text))] == metrics
