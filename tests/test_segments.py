import datetime as dt
import hashlib
import textwrap
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from expected_articles import as_json, cut_of, documents_of, dump_names, expected_path
from newsledger.identity import content_id
from newsledger.segments import Cut, cut_document
from newsledger.segments.units import split_units
from newsledger.vocabulary import Article, Document, Hint, Segment

ARTICLE_KINDS = {"headline", "standfirst", "byline", "dateline", "published_stamp", "section_heading", "body"}

BODY = """The council of Orlen voted on Monday to close the old bridge, the mayor said.

"It has carried more than it was built for," Mayor Ada Fenn told residents. She put repairs at 4.2 million marks.

The transport union said 1,200 commuters would need another way to work. It accused the council of waiting too long."""


HARD = ["\0", "\ud800", "\u2028", "\x85\u00a0", "((((", "“", "Photo: AP", "\n\n--\n\n", "12:30\n", "\n    ", "\r\n"]


def document(text: str, **fields: object) -> Document:
    values: dict[str, object] = {
        "document_id": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "dump_id": "d" * 64,
        "dump_uri": "memory/page.txt",
        "record_locator": "file",
        "media_type": "text/plain",
        "url": None,
        "fetched_at": None,
        "text": text,
    }
    return Document(**(values | fields))  # type: ignore[arg-type]


def cut(text: str, **fields: object) -> Cut:
    return cut_document(document(text, **fields))


def only_article(text: str, **fields: object) -> Article:
    (article,) = cut(text, **fields).articles
    return article


def kinds(text: str, **fields: object) -> list[tuple[str, str]]:
    return [(segment.segment_kind, segment.segment_text.strip()) for segment in cut(text, **fields).segments]


def own_text(segments: tuple[Segment, ...], article_id: str) -> str:
    return "".join(
        segment.segment_text
        for segment in segments
        if segment.article_id == article_id and segment.segment_kind in ("standfirst", "body")
    )


def without_breaks(text: str) -> str:
    """Return the words of a text; the lines of a wrapped paragraph are one in body_text."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", dump_names())
def test_a_sample_dump_is_cut_as_expected(name: str) -> None:
    assert as_json(cut_of(name)) == expected_path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", dump_names())
def test_segments_tile_a_sample_dump_and_articles_are_made_of_them(name: str) -> None:
    for read in documents_of(name):
        result = cut_document(read)
        assert "".join(segment.segment_text for segment in result.segments) == read.text
        for article in result.articles:
            assert without_breaks(article.body_text) == without_breaks(own_text(result.segments, article.article_id))
            assert article.article_id == content_id(article.outlet_name, article.headline, article.body_text)
            assert article.standfirst_text is None or article.body_text.startswith(article.standfirst_text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *BODY.split("\n\n"),
                "Council Closes Old Bridge at Orlen",
                "Related Articles",
                "35 minutes ago",
                "Harbour Gazette",
                "By Ada Fenn",
                "Published: 4 March 2025, 10:15 CET",
                "Advertisement",
                "Comments",
                "A man looks at the river. Photo: Bo Lind/Coast Press",
                "© 2025 Harbour Gazette",
                "Tuesday, March 4, 2025",
                "- one item",
                "\ud800 lone",
                "a\x00b",
                "שלום עולם",
                "&w=1920&q=75)",
            ]
        ),
        max_size=14,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", " "]),
)
@example([], "\n")
def test_segments_tile_any_page_and_only_articles_own_them(lines: list[str], glue: str) -> None:
    text = glue.join(lines)
    result = cut(text)
    assert "".join(segment.segment_text for segment in result.segments) == text
    position = 0
    for ordinal, segment in enumerate(result.segments):
        assert (segment.ordinal, segment.char_start) == (ordinal, position)
        assert segment.char_end > segment.char_start
        assert (segment.article_id is not None) == (segment.segment_kind in ARTICLE_KINDS)
        position = segment.char_end
    assert position == len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_segments_tile_any_text(text: str) -> None:
    assert "".join(segment.segment_text for segment in cut(text).segments) == text


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("a\n", 1_000_000),
        ("(", 2_000_000),
        (". ", 1_000_000),
        ("Word ", 400_000),
        ("By John ", 250_000),
        ("[Photo: AP ", 200_000),
        ("Title Of A Story Here\n", 90_000),
        ("1 day ago ", 200_000),
        ("ALSO READ: ", 180_000),
        ("KYIV, ", 330_000),
        (" ", 2_000_000),
        ("1", 2_000_000),
        ("a", 2_000_000),
        ('"', 2_000_000),
        (".", 2_000_000),
        ("1/", 1_000_000),
        ("\n", 2_000_000),
        ("\n ", 1_000_000),
        ("A-B", 660_000),
        ("© ", 1_000_000),
        ("Copyright 2031 ", 130_000),
        ("字。", 1_000_000),
        ("word and word and word and word and word and word\n", 40_000),
        ("word and word\n\n", 130_000),
        ("12:30 ", 330_000),
        ("November 19, 2024 ", 110_000),
        (BODY + "\n", 5_000),
        (BODY.replace("\n", " ") + " ", 5_000),
        ("The council shut the bridge, Ada Fenn said. It is 90 years old.\nMOST READ:\nFire shuts harbour\n", 1_500),
        ("• Fire shuts harbour\nLamp - 05:11 Nov 17, 2025\nThe fire shut the harbour. It burnt on.\n", 3_000),
        ("Fire shuts harbour\nThe fire shut the harbour. It burnt on.\nRead more here.\n", 3_000),
    ],
    ids=lambda value: repr(value)[:20] if isinstance(value, str) else str(value),
)
def test_two_megabytes_of_anything_are_cut_within_seconds(piece: str, count: int) -> None:
    text = piece * count
    began = time.process_time()
    result = cut(text)
    spent = time.process_time() - began

    assert sum(len(segment.segment_text) for segment in result.segments) == len(text)
    assert spent < 5


@pytest.mark.parametrize(
    ("above", "headline"),
    [
        ("Council Closes Old Bridge at Orlen\n\n", "Council Closes Old Bridge at Orlen"),
        ("Home\nNews\nWorld\nCouncil Closes Old Bridge at Orlen\n\n", "Council Closes Old Bridge at Orlen"),
        ("COUNCIL CLOSES OLD BRIDGE AT ORLEN\nBy Ada Fenn\n\n", "COUNCIL CLOSES OLD BRIDGE AT ORLEN"),
        (
            "Will the Old Bridge at Orlen Hold?\nHarbour Gazette\n4 March 2025\n\n",
            "Will the Old Bridge at Orlen Hold?",
        ),
        (
            "Council closes old bridge\n\nMayor says the crossing at Orlen has carried more than it was built for\n\n",
            "Council closes old bridge",
        ),
        (
            "The Orlen Review\nNews / Rivers\nLast modified on Tue 4 Mar 2025 09.32 GMT\n"
            "Old bridge at Orlen carried more than it was built for\n"
            "Council votes to close the crossing as union asks how commuters will get to work\n"
            "Tam Weir and Ada Lind in Orlen\nMon 3 Mar 2025 18.05 GMT\n\n",
            "Old bridge at Orlen carried more than it was built for",
        ),
        (
            "River Radio | LIVE\nOld bridge at Orlen closed: live\nLast updated 9 minutes ago\nKey points\n"
            "Council votes to close bridge\nOld bridge at Orlen: Council votes to close crossing\nBy Tam Weir\n\n"
            "16:55\nCouncil votes to close the bridge\n",
            "Old bridge at Orlen: Council votes to close crossing",
        ),
        ("BC-Orlen-Bridge, 2nd Ld-Writethru\nCouncil closes old bridge\n\n", "Council closes old bridge"),
        (
            "From: desk@orlen.example\nSubject: Council closes old bridge\nDate: Mon, 3 Mar 2025 18:05:00 +0100\n\n",
            "Council closes old bridge",
        ),
        ("Council closes old bridge\nTam Weir\nRivers correspondent, Orlen News\n\n", "Council closes old bridge"),
        (
            "72°\nRight Now\nOrlen Council, TN »\n\nLOCAL NEWS\nFerry to come back as crossing shuts\n\n",
            "Ferry to come back as crossing shuts",
        ),
        ("", None),
    ],
)
def test_the_headline_is_the_title_above_the_story(above: str, headline: str | None) -> None:
    body = BODY.replace("\n\nThe transport", "\n\nWho is against it?\nThe transport") if "?\n" in above else BODY

    assert only_article(above + body).headline == headline


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("STORY CONTINUES BELOW THIS AD", "promotion"),
        ("Advertisement", "promotion"),
        ("The old bridge at Orlen. Photo: Bo Lind/Coast Press", "caption"),
        ("Residents wait for the ferry below the bridge. / Coast Press", "caption"),
        ("This file photo, carried by the council on March 2, shows the old bridge at Orlen. (Coast Press)", "caption"),
        ("(ATTN: ADDS remarks in paras 3-4; CHANGES photo)", "noise"),
        ("Tam Weir, Ada Lind, Bo Fenn, with Ilka Norn", "byline"),
        ("Posted at 18:40", "section_heading"),
        ("What the engineers found", "section_heading"),
    ],
)
def test_an_interruption_is_a_segment_of_its_own_and_not_body(line: str, kind: str) -> None:
    first, *rest = BODY.split("\n\n")
    page = "\n\n".join(["Council Closes Old Bridge", first, line, *rest])

    assert (kind, line) in kinds(page)
    assert line not in only_article(page).body_text
    assert only_article(page).word_count == only_article("Council Closes Old Bridge\n\n" + BODY).word_count


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("He said so. STORY CONTINUES BELOW THIS AD It was late.", "He said so. It was late."),
        ("He said so. A man waits by the river. File image/Reuters It was late.", "He said so. It was late."),
        ("He said so. A man waits by the river. (Photo: Bo Lind) It was late.", "He said so. It was late."),
        (
            "He said so. STORY CONTINUES BELOW THIS AD A man waits. File image/ Reuters It was late.",
            "He said so. It was late.",
        ),
        ("He said so. Published: 4 March 2025, 10:15 CET It was late.", "He said so. It was late."),
        ("He said so. It was late. With inputs from Northwire", "He said so. It was late."),
        (
            "He said so. It rose by 2.2% to 40. Reporting by Bo Lind; editing by Jo Pratt",
            "He said so. It rose by 2.2% to 40.",
        ),
        ("He said so. It was late. (RVO)", "He said so. It was late."),
        ("The agency AP was told so. It was late.", "The agency AP was told so. It was late."),
        ("He will read more books. It was late.", "He will read more books. It was late."),
    ],
)
def test_what_is_glued_into_a_paragraph_is_cut_out_of_it(inside: str, left: str) -> None:
    article = only_article(f"Council Closes Old Bridge\n\n{BODY}\n\nThe river rose. {inside}")

    assert article.body_text.endswith(f"The river rose. {left}")


@pytest.mark.parametrize(
    "tail",
    [
        "Related Articles\nFerry Fares to Rise in May\nSchool Wins Chess Prize\nFog Closes Airport for a Day",
        "Hot this week\n\nFerry Fares to Rise in May\n\nFares on all lines will go up by a tenth, it said.\n\n"
        "School Wins Chess Prize\n\nPupils from Orlen beat teams from six towns at the county final on Sunday.",
        "Comments\n\njo says:\nI crossed that bridge for thirty years and it never moved. They want the land. "
        "Ask who owns the meadow and you will know why it has to go now and not in ten years.",
        "Leave a Reply\n\nYour email address will not be published. Required fields are marked *",
        "About the author\nAda Fenn writes about towns and rivers and lives with two dogs in a house by the sea.",
        "© 2025 Harbour Gazette. All rights reserved.",
        "Copyright 2025 Harbour Gazette. All rights reserved. Harbour Gazette is not liable for what others write. "
        "Read about how the paper links to other places, and about what it does when they go away or change.",
        "Harbour Gazette writer Bo Lind in Tarn contributed to this report.",
        "You have exhausted your monthly limit of free stories.\nRead more stories for free with an account.",
    ],
)
def test_what_follows_a_story_is_no_part_of_it(tail: str) -> None:
    assert only_article(f"Council Closes Old Bridge\n\n{BODY}\n\n{tail}").body_text == BODY


def test_a_feed_of_stories_gives_an_article_each_with_its_own_outlet() -> None:
    story = BODY.replace("\n\n", " ")
    page = (
        f"Northern Lens\n35 minutes ago\n- Northern Lens\nCouncil closes old bridge\n{story}\n"
        f"Harbour Gazette\n41 minutes ago\n- Harbour Gazette\nBridge closed for good, says mayor\n{story}\n"
        "Moorland Echo\n1 hour ago\n- Moorland Echo\nFerry fares to rise\n"
    )
    articles = cut(page).articles

    assert [article.outlet_name for article in articles] == ["Northern Lens", "Harbour Gazette"]
    assert [article.is_embedded for article in articles] == [False, True]
    assert {article.published_at for article in articles} == {None}


def test_a_feed_may_print_sections_and_full_dates() -> None:
    story = BODY.replace("\n\n", " ")
    page = (
        f"Northern Lens\n35 minutes ago\n- Rivers\n- Northern Lens\nCouncil closes old bridge\n{story}\n"
        f"Harbour Gazette\n5 June 2024, 21:10 GMT\n- Harbour Gazette\nBridge closed for good, says mayor\n{story}\n"
    )
    articles = cut(page).articles

    assert [article.headline for article in articles] == [
        "Council closes old bridge",
        "Bridge closed for good, says mayor",
    ]
    assert [article.outlet_name for article in articles] == ["Northern Lens", "Harbour Gazette"]
    assert [article.published_at for article in articles] == [None, dt.datetime(2024, 6, 5, 21, 10)]


@pytest.mark.parametrize(
    ("top", "dateline", "at"),
    [
        ("Rivers / 25 February 2023, 17:20 (GMT+3)", "ORLEN, February 25. /ONA/. ", dt.datetime(2023, 2, 25, 14, 20)),
        ("March 3, 2025", "ORLEN, March 3, 2025 /NewsLine/ -- ", dt.datetime(2025, 3, 3)),
        ("Friday, 28 February 2023", "ORLEN, February 25. /ONA/. ", None),
    ],
)
def test_a_date_above_the_headline_counts_when_the_dateline_prints_it_too(
    top: str, dateline: str, at: dt.datetime | None
) -> None:
    article = only_article(f"{top}\n\nCouncil Closes Old Bridge\n\n{dateline}{BODY}")

    assert article.published_at == at
    assert article.body_text == BODY


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        ("By Tam Weir | tam@orlen.example | Orlen Courier", "", "Orlen Courier"),
        ("Sports Desk, Orlen Courier", "", "Orlen Courier"),
        ("By Tam Weir", "© The Orlen Express Pvt Ltd", "The Orlen Express"),
        ("By Tam Weir", "© 2026 Copyright Radio Orlen - All rights reserved", "Radio Orlen"),
        ("By Tam Weir", "© Tam Weir, Northwire", None),
    ],
)
def test_the_outlet_is_read_from_byline_and_copyright_line(above: str, below: str, outlet: str | None) -> None:
    assert only_article(f"Council Closes Old Bridge\n{above}\n\n{BODY}\n\n{below}").outlet_name == outlet


@pytest.mark.parametrize(
    ("above", "inside", "below", "outlet"),
    [
        ("HARBOUR LENS\nWorld  Rivers  Video\nMy Account\n", "", "", "Harbour Lens"),
        ("KQTO 4 | The Valley's News\nWatch Live\n", "KQTO 4 has learned that a vote is near.", "", "KQTO 4"),
        ("The Tidewatch\nLIVE\n", "The clerk told the Tidewatch that a vote is near.", "", "The Tidewatch"),
        ("THE DAILY RUDDER\nNews | Sport\n", "", "© Rudder Newspapers Ltd 2025", "The Daily Rudder"),
        ("RiversToday.example\nEN | FR\nTuesday, March 4, 2025\n", "", "", "RiversToday.example"),
        ("Fenn Institute\nPublications   Experts   Events\n", "", "", "Fenn Institute"),
        ("More Options\nAccept all\nOrlen Observer\n", "", "", "Orlen Observer"),
        ("Orlen Observer\nLog in\n", "A report seen by Orlen News says so.", "© 2025 Orlen News", "Orlen News"),
        ("LIVE\n", "", "", None),
        ("Rivers\n", "", "", None),
    ],
)
def test_the_name_at_the_top_of_the_page_is_the_outlet(above: str, inside: str, below: str, outlet: str | None) -> None:
    page = f"{above}\nOrlen council closes old bridge\nBy Ada Fenn\n4 March 2025\n\n{BODY} {inside}\n\n{below}"

    assert only_article(page).outlet_name == outlet


SECOND = """Fishers of Tarn count 4,100 nets lost to the flood, the harbour office said on Sunday.

"We had two hours," fisher Bo Lind told the office. He put the loss at 90,000 marks.

The insurers of Tarn have not confirmed the number. They will visit the harbour in May."""


def test_a_later_story_has_the_outlet_and_the_stamp_above_its_own_headline() -> None:
    page = (
        "HARBOUR LENS\nWorld  Rivers  Video\n\nOrlen council closes old bridge\nBy Ada Fenn\n4 March 2025\n\n"
        f"{BODY}\n\n"
        "TARNINFORM\nState Agency\n05.03.2025 23:05\nFishers of Tarn lose thousands of nets to flood\n\n"
        f"TARN, March 5. /TARNINFORM/. {SECOND}\n\n© TARNINFORM 2025"
    )
    first, second = cut(page).articles

    assert (first.outlet_name, first.published_at) == ("Harbour Lens", dt.datetime(2025, 3, 4))
    assert (second.outlet_name, second.published_at) == ("TARNINFORM", dt.datetime(2025, 3, 5))


@pytest.mark.parametrize(
    ("card", "outlet"),
    [
        ("Rivers Square\n5 days ago\n- Interview\n- Rivers Square", "Rivers Square"),
        ("Tarn Gazette · 2h ago", "Tarn Gazette"),
        ("Tarn Gazette | Mar 5, 2025, 4:18 pm GMT", "Tarn Gazette"),
        ("via Tarn Gazette\n5 March 2025", "Tarn Gazette"),
        ("Source: Tarn Gazette\n5 March 2025", "Tarn Gazette"),
        ("Source: Tarn Gazette · Wed, 05 Mar 2025 18:04:00 GMT", "Tarn Gazette"),
    ],
)
def test_the_card_of_an_aggregator_names_the_outlet_of_a_story(card: str, outlet: str) -> None:
    page = f"NewsNet\nFor You | Following\n\nFishers of Tarn lose thousands of nets to flood\n{card}\n\n{SECOND}"

    article = only_article(page)
    assert (article.outlet_name, article.author_names) == (outlet, ())


@pytest.mark.parametrize(
    ("line", "provider"),
    [
        ("(With CPA inputs)", "CPA"),
        ("by our newsroom with CPA", "CPA"),
        ("COASTWIRE / 4 March 2025, 15:20 CET", "COASTWIRE"),
        ("Provided by Release Herald", "Release Herald"),
        ("Orlen Press Agency", "Orlen Press Agency"),
        ("With agencies", None),
    ],
)
def test_who_supplied_a_story_is_its_provider(line: str, provider: str | None) -> None:
    assert only_article(f"Orlen council closes old bridge\n{line}\n\n{BODY}").provider_name == provider


def test_a_live_page_of_short_entries_is_one_article() -> None:
    page = (
        "LIVE UPDATES\nOrlen bridge: protests after vote of the council\nLast updated: 5 Mar 2025, 10:12\n"
        "First published: 4 Mar 2025, 08:00\nBy Ada Fenn\n\n10:12\nBoats block the river\n"
        "Some 60 boats have blocked the river at Orlen, the guard says. Nobody was hurt.\n\n09:30\nMayor speaks\n"
        "Mayor Ada Fenn told residents the council would not change its mind. She left.\n\n08:00\nGood morning\n"
        "The union said 1,200 commuters would need another way to work. We follow the day here.\n"
    )
    article = only_article(page)

    assert article.headline == "Orlen bridge: protests after vote of the council"
    assert article.published_at == dt.datetime(2025, 3, 4)


def test_a_moment_right_above_a_later_headline_is_its_stamp() -> None:
    page = (
        f"Orlen council closes old bridge\nBy Ada Fenn\n4 March 2025\n\n{BODY}\n\n"
        "Read more:\nStorm hits ferry in Lessa, two hurt\nHarbour master to run for mayor of Orlen?\n\n"
        "MONDAY, 3 MARCH 2025, 21:47\n"
        f"Harbour office: fishers of Tarn count 4,100 nets lost to flood\n\n{SECOND}\n\n"
        "Fishers in the harbour of Tarn said the flood had come in the night. Their nets had been drying on the quay "
        "since Friday, and the water took all of them out to sea. The harbour master, who had warned of the tide, "
        "said that the quay was too low. He asked the government for a wall. Nobody was hurt in the flood, he said, "
        "but the season was lost for many of the families that live from the river.\n"
    )
    _, second = cut(page).articles

    assert second.published_at == dt.datetime(2025, 3, 3)


def test_the_numbered_questions_of_an_explainer_are_section_headings() -> None:
    page = (
        "What the vote means for Orlen\nThe council has voted. Two questions answered.\nBy Ada Fenn | Mar 4, 2025\n\n"
        f"1. What was decided?\n{BODY}\n\n2. Who is against it?\nThe ferrymen of Orlen are. They have said so."
    )
    headings = [text for kind, text in kinds(page) if kind == "section_heading"]

    assert headings == ["1. What was decided?", "2. Who is against it?"]


def test_who_speaks_in_a_transcript_is_no_dateline() -> None:
    talk = "TAM WEIR: Mayor, why now? We have waited for nine years, and the bridge still stood in May."
    answer = "ADA FENN: Because it has carried more than it was built for. The council told us so in January."
    page = f"What the mayor told us about the bridge\nBroadcast on 4 March 2025\n\n{talk}\n{answer}\n{talk[:9]} {BODY}"

    assert only_article(page).body_text.startswith(talk[:20])


def test_a_box_that_tells_more_of_the_story_is_part_of_it() -> None:
    box = (
        "The ferrymen of Orlen, who have 40 boats, have written to the council and asked it to buy them out. "
        "“This is about the river,” their head Tom Reed says in the letter. The clerk said that the council of Orlen "
        "had no money for boats and would answer in May."
    )
    page = (
        f"Orlen council closes old bridge\nBy Ada Fenn\n\n{BODY}\n\nAre you from Orlen? Email desk@orlen.example\n\n"
        f"READ MORE SPORT\nGoat wins race\nBet of the day: 12/1 treble\n\nTom's verdict\n{box}"
    )

    assert only_article(page).body_text == f"{BODY}\n\n{box}"


def test_what_a_company_says_of_itself_is_no_part_of_the_story() -> None:
    about = "Orlen Bridges builds and services bridges in 38 countries. Founded in 1954, it has 640 employees."

    assert only_article(f"Council Closes Old Bridge\n\n{BODY}\n\nAbout OrlenBridges\n{about}").body_text == BODY


def test_news_beside_a_line_to_the_reader_stays_in_the_body() -> None:
    last = "The council will vote again in May. If you or someone you know wants to speak, call 555-0100."
    page = f"Council Closes Old Bridge\n\n{BODY}\n\n{last}\n\nCopyright 2025 Orlen Media. All rights reserved."

    assert only_article(page).body_text.endswith(last)


def test_the_name_of_the_site_is_the_end_of_its_title_that_the_page_prints() -> None:
    title = Hint(hint_kind="title", hint_source="markup", value_text="Old bridge shut | Orlen Law Blog")
    page = f"Orlen Law Blog\n\nCouncil Closes Old Bridge\n\n{BODY}"

    assert only_article(page, hints=(title,)).outlet_name == "Orlen Law Blog"
    assert only_article(page.removeprefix("Orlen Law Blog"), hints=(title,)).outlet_name is None


def test_text_goes_on_after_a_list_that_the_markup_closes() -> None:
    first, *rest = BODY.split("\n\n")
    links = "Ferry fares to rise in May\nSchool wins chess prize"
    page = "\n\n".join(["Council Closes Old Bridge", first, f"Recommended\n{links}", *rest])
    start = page.index(links)
    hint = Hint(
        hint_kind="link_list", hint_source="markup", value_text="", char_start=start, char_end=start + len(links)
    )

    assert only_article(page, hints=(hint,), media_type="text/html").body_text == BODY


def test_text_without_spaces_between_words_is_prose() -> None:
    page = (
        "奥伦市议会投票关闭旧桥\n\n奥伦市议会星期一投票决定关闭旧桥，市长表示。工程师发现两个桥墩移动了十几厘米。\n\n"
        "“它承受的已经超过了设计负荷，”市长艾达·芬对居民说。她估计维修费用为四百二十万马克。工会指责市议会拖延太久。"
    )

    assert only_article(page).headline == "奥伦市议会投票关闭旧桥"
    assert only_article(page).word_count > 40


def test_a_relative_time_counts_from_a_known_capture_clock_only() -> None:
    page = "Northern Lens\n35 minutes ago\n- Northern Lens\nCouncil closes old bridge\n" + BODY

    assert only_article(page).published_basis == "none"
    article = only_article(page, fetched_at=dt.datetime(2025, 3, 4, 10, 0))
    assert article.published_at == dt.datetime(2025, 3, 4, 9, 25)
    assert article.published_basis == "relative_to_capture"


@pytest.mark.parametrize(
    ("lines", "at", "names"),
    [
        (
            "Published\n19 November 2024\nShare\nBy Tam Weir\nImage source, Getty Images",
            dt.datetime(2024, 11, 19),
            ["Tam Weir"],
        ),
        (
            "Tam Weir in Orlen\nTue 19 Nov 2024 14.05 GMT\nShare\n2",
            dt.datetime(2024, 11, 19, 14, 5),
            ["Tam Weir"],
        ),
        ("Published On 19 Nov 2024\n19 Nov 2024", dt.datetime(2024, 11, 19), []),
        ("November 19, 2024 3:07 pm\n• 2 min read\nby Tam Weir", dt.datetime(2024, 11, 19), ["Tam Weir"]),
        (
            "By Tam Weir\nNovember 19, 20242:33 PM GMTUpdated 3 hours ago",
            dt.datetime(2024, 11, 19, 14, 33),
            ["Tam Weir"],
        ),
        ("Tam Weir — Tuesday, 19 November 2024, 14:02", dt.datetime(2024, 11, 19), ["Tam Weir"]),
        ("Published Tue, Nov 19 2024 2:02 PM EST\nTam Weir", dt.datetime(2024, 11, 19, 19, 2), ["Tam Weir"]),
        ("Posted on November 19, 2024 by admin", dt.datetime(2024, 11, 19), []),
        ("Updated 2:33 PM EST, Tue November 19, 2024\nSee all topics", None, []),
    ],
)
def test_the_lines_between_headline_and_story_are_read(lines: str, at: dt.datetime | None, names: list[str]) -> None:
    article = only_article(f"Home\nWorld\nOrlen council closes old bridge\n{lines}\n{BODY}")

    assert (article.headline, article.body_text) == ("Orlen council closes old bridge", BODY)
    assert (article.published_at, list(article.author_names)) == (at, names)


@pytest.mark.parametrize(
    ("stamp", "at", "precision"),
    [
        ("Published: 4 March 2025", dt.datetime(2025, 3, 4), "day"),
        ("March 4, 2025 | 10:15 AM GMT", dt.datetime(2025, 3, 4, 10, 15), "minute"),
        ("4 March 2025, 10:15 CET", dt.datetime(2025, 3, 4, 9, 15), "minute"),
        ("4 March 2025, 10:15", dt.datetime(2025, 3, 4), "day"),
        ("First Published: 4 Mar 2025, 05:38 AM IST", dt.datetime(2025, 3, 4), "day"),
        ("By Ada Fenn | March 4, 2025", dt.datetime(2025, 3, 4), "day"),
        ("Posted on 2025-03-04", dt.datetime(2025, 3, 4), "day"),
        ("04.03.2025 23:05", dt.datetime(2025, 3, 4), "day"),
        ("Ada Fenn | 4 March 2025 | 6 min read", dt.datetime(2025, 3, 4), "day"),
        ("Published 3 hours ago | 4 March 2025", dt.datetime(2025, 3, 4), "day"),
        ("Rivers / 4 March 2025, 17:20 (GMT+3)", dt.datetime(2025, 3, 4, 14, 20), "minute"),
        ("Orlen, 4 March 2025", dt.datetime(2025, 3, 4), "day"),
        ("Mar 4, 2025 Updated Mar 9, 2025", dt.datetime(2025, 3, 4), "day"),
        ("Broadcast on 4 March 2025", dt.datetime(2025, 3, 4), "day"),
        ("Ada Fenn and Tam Weir, 4 March 2025", dt.datetime(2025, 3, 4), "day"),
        ("Tue, 4 Mar 2025 18:04:00 +0530", dt.datetime(2025, 3, 4, 12, 34), "minute"),
        ("Mar 4, 2025 at 6:04 p.m. ET", dt.datetime(2025, 3, 4), "day"),
        ("Date of publication: 25/02/2025", dt.datetime(2025, 2, 25), "day"),
        ("Published 04/03/2025 - 11:02", None, "interval"),
        ("04/03/2025 11:02", None, "interval"),
        ("Research note 12, March 2025", None, "month"),
        ("Orlen | Updated: March 4, 2025, 19:02 CET", None, "interval"),
        (
            "Thu 6 Mar 2025 23.40 GMT\nFirst published on Tue 4 Mar 2025 04.12 GMT",
            dt.datetime(2025, 3, 4, 4, 12),
            "minute",
        ),
        ("Rivers News 17:26 March 4, 2025", dt.datetime(2025, 3, 4), "day"),
        ("Est. 4min   14-03-2025 (updated: 14-03-2025 )", dt.datetime(2025, 3, 14), "day"),
        ("March 2025", None, "month"),
        ("Updated: 4 March 2025", None, "interval"),
        ("Retrieved: 4 March 2025", None, "unknown"),
    ],
)
def test_a_stamp_under_the_headline_dates_the_story(stamp: str, at: dt.datetime | None, precision: str) -> None:
    article = only_article(f"Council Closes Old Bridge\n{stamp}\n\n{BODY}")

    assert (article.published_at, article.published_precision) == (at, precision)
    assert (at is None) == (article.published_precision not in ("minute", "day"))


@pytest.mark.parametrize(
    ("below", "at"),
    [
        ("Published in the printed edition of 4 March 2025", dt.datetime(2025, 3, 4)),
        ("This article appeared in the print edition of Tuesday, 4 March 2025", dt.datetime(2025, 3, 4)),
        (
            "(With CPA inputs)\n© The Orlen Post Pvt Ltd\nFirst published on: 14-03-2025 at 19:21 IST",
            dt.datetime(2025, 3, 14),
        ),
        ("Last reviewed: 4 March 2025", None),
        ("© 2025 The Orlen Post, 4 March 2025", None),
        ("Ferry fares to rise in May\n4 March 2025", None),
    ],
)
def test_a_stamp_below_the_story_dates_it_when_it_says_so(below: str, at: dt.datetime | None) -> None:
    assert cut(f"Council Closes Old Bridge\n\n{BODY}\n\n{below}").articles[0].published_at == at


def test_the_day_of_the_print_edition_gives_way_to_the_stamp_of_the_page() -> None:
    page = f"Council Closes Old Bridge\n4 March 2025\n\n{BODY}\n\nPublished in the print edition of 11 March 2025"

    assert only_article(page).published_at == dt.datetime(2025, 3, 4)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Tuesday, March 4, 2025\n\n", ""),
        ("", "© 2025 Harbour Gazette"),
        ("", "Related Articles\nFerry Fares to Rise in May\n4 March 2025\n"),
        ("Sign up before 4 March 2025\n", ""),
        ("Northern Lens\n35 minutes ago\n", ""),
    ],
)
def test_page_furniture_never_dates_a_story(above: str, below: str) -> None:
    article = cut(f"{above}Council Closes Old Bridge\n\n{BODY}\n\n{below}").articles[0]

    assert article.published_at is None


def test_an_ambiguous_time_zone_leaves_the_day_and_widens_the_interval() -> None:
    page = f"Council Closes Old Bridge\nPublished: 4 March 2025, 00:30 IST\n\n{BODY}"
    article = only_article(page)
    at_home = only_article(page, url="https://orlentimes.example.in/bridge")

    assert (article.published_at, article.published_precision) == (dt.datetime(2025, 3, 4), "day")
    assert (article.published_earliest, article.published_latest) == (
        dt.date(2025, 3, 3),
        dt.date(2025, 3, 4),
    )
    assert (at_home.published_at, at_home.published_precision) == (dt.datetime(2025, 3, 4), "day")


def test_an_evening_that_is_the_next_day_in_utc_stays_on_the_printed_day() -> None:
    late = only_article(f"Council Closes Old Bridge\nPublished: 4 March 2025, 10:31 PM CDT\n\n{BODY}")
    early = only_article(f"Council Closes Old Bridge\nPublished: 4 March 2025, 10:31 AM CDT\n\n{BODY}")

    assert (late.published_at, late.published_precision) == (dt.datetime(2025, 3, 4), "day")
    assert (late.published_earliest, late.published_latest) == (dt.date(2025, 3, 4), dt.date(2025, 3, 5))
    assert (early.published_at, early.published_precision) == (dt.datetime(2025, 3, 4, 15, 31), "minute")


def test_two_dates_that_contradict_give_the_interval_that_holds_both() -> None:
    hint = Hint(hint_kind="published", hint_source="meta", value_text="2025-08-02T03:11:09Z")
    article = only_article(
        f"Council Closes Old Bridge\nPublished: 4 March 2025\n\n{BODY}", hints=(hint,), media_type="text/html"
    )

    assert article.published_at is None
    assert (article.published_earliest, article.published_latest) == (
        dt.date(2025, 3, 4),
        dt.date(2025, 8, 2),
    )


def test_no_story_is_published_after_it_was_fetched() -> None:
    fetched_at = dt.datetime(2025, 3, 1, 8, 0)
    article = only_article(f"Council Closes Old Bridge\nPublished: 4 March 2025\n\n{BODY}", fetched_at=fetched_at)

    assert article.published_at is None
    assert article.published_latest == fetched_at.date()


@pytest.mark.parametrize(
    ("sentence", "earliest"),
    [
        ("The bridge was inspected on November 19, 2024.", dt.date(2024, 11, 19)),
        ("The bridge was inspected on November 19.", dt.date(2024, 11, 19)),
        ("It was inspected on Wednesday (June 5).", dt.date(2024, 6, 5)),
        ("The bridge will be torn down by May 2030.", None),
        ("The bridge was built after the flood of 1911.", dt.date(1911, 1, 1)),
    ],
)
def test_without_a_stamp_the_text_bounds_the_date(sentence: str, earliest: dt.date | None) -> None:
    article = only_article(f"Friday, February 7, 2025\n\nCouncil Closes Old Bridge\n\n{BODY}\n\n{sentence}")

    assert article.published_at is None
    assert article.published_earliest == earliest
    assert article.published_latest == dt.date(2025, 2, 7)
    assert article.published_basis == ("content" if earliest else "none")
    assert article.page_date == dt.date(2025, 2, 7)


@pytest.mark.parametrize(
    ("sentence", "earliest"),
    [
        ("The bridge, shut since May 2019, was inspected on Wednesday (June 4).", dt.date(2025, 6, 4)),
        ("The bridge, shut since May 2019, was inspected on Wednesday.", dt.date(2019, 5, 1)),
        ("The bridge, shut since May 2019, was inspected on June 4.", dt.date(2019, 5, 1)),
        ("The bridge, shut since May 2019, will be inspected on Wednesday (June 4).", dt.date(2019, 5, 1)),
        ("The bridge was inspected on Wednesday (June 4).", None),
    ],
)
def test_a_weekday_with_its_date_moves_the_earliest_day_to_a_year_that_has_it(
    sentence: str, earliest: dt.date | None
) -> None:
    article = only_article(f"Council Closes Old Bridge\n\n{BODY}\n\n{sentence}")

    assert (article.published_earliest, article.published_latest) == (earliest, None)


@pytest.mark.parametrize(
    ("opening", "place", "provider", "outlet"),
    [
        ("ORLEN (Reuters) - ", "ORLEN", "Reuters", None),
        ("ORLEN, March 4 (AFP) — ", "ORLEN", "AFP", None),
        ("(Coastwire.net) – ", None, None, "Coastwire.net"),
        ("PORT ANSEL, Dresmark — ", "PORT ANSEL, Dresmark", None, None),
        ("", None, None, None),
    ],
)
def test_a_dateline_is_cut_off_and_read(
    opening: str, place: str | None, provider: str | None, outlet: str | None
) -> None:
    article = only_article(f"Council Closes Old Bridge\n\n{opening}{BODY}")

    assert article.body_text == BODY
    assert (article.dateline_place, article.provider_name, article.outlet_name) == (place, provider, outlet)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Fenn", ("Ada Fenn",)),
        ("By ADA FENN and BO LIND", ("Ada Fenn", "Bo Lind")),
        ("By Ada Fenn, Bo Lind and Cy de la Rue", ("Ada Fenn", "Bo Lind", "Cy de la Rue")),
        ("By Ada Fenn, Transport Correspondent", ("Ada Fenn",)),
        ("By Harbour Gazette Staff", ()),
        ("By Associated Press", ()),
    ],
)
def test_the_names_in_a_byline_are_the_authors(line: str, names: tuple[str, ...]) -> None:
    assert only_article(f"Council Closes Old Bridge\n{line}\n\n{BODY}").author_names == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        (
            "Der Rat von Orlen hat am Montag beschlossen, die alte Brücke zu schließen, sagte der Bürgermeister. "
            "Die Reparatur würde mehr als vier Millionen Mark kosten, und das Geld sei nicht da, sagte er weiter. "
            "Die Gewerkschaft erklärte, niemand habe die Pendler gefragt.",
            "de",
        ),
    ],
)
def test_the_language_is_told_by_the_body(text: str, language: str) -> None:
    assert only_article(f"Orlen\n\n{text}").language == language


def test_a_page_of_links_holds_no_article() -> None:
    page = "Latest news\nFerry Fares to Rise in May\nSchool Wins Chess Prize\nFog Closes Airport\nLoad more"

    assert cut(page).articles == ()
    assert "".join(segment.segment_text for segment in cut(page).segments) == page


def wrap(text: str, width: int, style: str) -> str:
    """Break the paragraphs of a text at a column, as mail, wire feeds and e-books do."""
    indent = "    " if style == "indented" else ""
    lines = {"double": "\n\n"}.get(style, "\r\n" if style == "mail" else "\n")
    paragraphs = {"double": "\n\n\n", "indented": "\n", "unparted": "\n", "mail": "\r\n\r\n"}.get(style, "\n\n")
    return paragraphs.join(
        lines.join(textwrap.wrap(paragraph, width, initial_indent=indent)) for paragraph in text.split("\n\n")
    )


@pytest.mark.parametrize("style", ["blank line", "mail", "indented", "unparted", "double"])
@pytest.mark.parametrize("width", [60, 72, 80, 100, 120])
def test_lines_broken_at_a_column_give_the_same_article(width: int, style: str) -> None:
    page = (
        "Council Closes Old Bridge\n\nThe Orlen Courier\n\nFebruary 3, 2031\n\n"
        "The council of Orlen voted on Monday to close the old bridge over the river, the mayor said, after engineers "
        "found that two of its pillars had moved by more than a hand since the spring flood. She said repairs would "
        "cost at least 4.2 million marks.\n\n"
        "The transport union said 1,200 commuters would need another way to work and that nobody had asked them. Its "
        "head, Tam Weir, accused the council of waiting until the last minute and of hiding a report that had been "
        "written a year before the vote.\n\n"
        "Ferry owners on the lower river were content with the vote. They have asked for a second landing stage, and "
        "for a subsidy of 300,000 marks in the first year of what one of them called a long and costly interlude."
    )
    broken = wrap(page, width, style)
    found, expected = only_article(broken), only_article(page)

    assert broken.count("\n") > page.count("\n") or style in ("indented", "unparted")
    assert [found.headline, found.body_text.split()] == [expected.headline, expected.body_text.split()]
    assert not [line for line in found.body_text.splitlines() if line.strip() and line.strip()[-1] not in ".!?"]
    assert found.published_at == dt.datetime(2031, 2, 3)
    segments = cut(broken).segments
    assert "".join(segment.segment_text for segment in segments) == broken
    assert own_text(segments, found.article_id).split() == found.body_text.split()


def test_a_new_line_after_every_sentence_and_no_line_at_all_leave_the_words_of_the_story() -> None:
    in_sentences = BODY.replace("\n\n", "\n").replace(". ", ".\n")
    in_one_line = " ".join(BODY.split())

    assert only_article(f"Council Closes Old Bridge\n{in_sentences}").body_text == in_sentences
    assert only_article(in_one_line).body_text == in_one_line


@pytest.mark.parametrize(
    "lines",
    [
        "Orlen council closes bridge after long inquiry\nand more from the river\nPort strike goes on in Halvik today",
        "From: Ada Fenn, Orlen council, press office desk\nSubject: Council of Orlen closes the bridge at last",
    ],
)
def test_lines_that_are_no_wrapped_paragraph_stay_apart(lines: str) -> None:
    units = split_units(document(lines))

    assert [unit.text for unit in units] == lines.split("\n")


@pytest.mark.parametrize(
    "url", ["http://[abc/", "//[::1", "http://a]b/", "http://a\uff0fb/", "http://\ud800/", "\x00", ""]
)
def test_a_malformed_address_says_nothing(url: str) -> None:
    assert only_article(f"Council Closes Old Bridge\n\n{BODY}", url=url).published_at is None


def test_wrapped_lines_are_read_as_paragraphs() -> None:
    page = (
        "Council Closes Old Bridge\n\n"
        "The council of Orlen voted on Monday to close the old bridge over the\n"
        "river, the mayor said, after engineers found that two of its pillars had\n"
        "moved by more than a hand since the spring flood. She said repairs would\n"
        "cost 4.2 million marks.\n\n"
        "The transport union said 1,200 commuters would need another way to work\n"
        "and that nobody had asked them. It accused the council of waiting until\n"
        "the last minute and of hiding a report that had been written a year\n"
        "before."
    )

    assert [kind for kind, _ in kinds(page)] == ["headline", "body", "body"]


@pytest.mark.parametrize(
    ("printed", "value", "at"),
    [
        ("3 hours ago", "2031-02-03T18:05:00+01:00", dt.datetime(2031, 2, 3, 17, 5)),
        ("Published 3 February 2031", "2031-02-03T18:05:00+01:00", dt.datetime(2031, 2, 3, 17, 5)),
        ("Published 3 February 2031", "2031-02-03", dt.datetime(2031, 2, 3)),
        ("Published 3 February 2031", "2032-05-06T10:00:00Z", dt.datetime(2031, 2, 3)),
        ("Updated 3 hours ago", "2031-02-03T18:05:00+01:00", None),
    ],
)
def test_the_markup_of_a_stamp_gives_its_moment(printed: str, value: str, at: dt.datetime | None) -> None:
    page = f"Council Closes Old Bridge\n\nBy Tam Weir\n\n{printed}\n\n{BODY}"
    start = page.index(printed)
    time_hint = Hint(
        hint_kind="time", hint_source="markup", value_text=value, char_start=start, char_end=start + len(printed)
    )

    assert only_article(page, hints=(time_hint,), media_type="text/html").published_at == at


@pytest.mark.parametrize(
    ("page", "language"),
    [
        (
            "مجلس أورلين يغلق الجسر القديم\n\nصوت مجلس أورلين يوم الاثنين على إغلاق الجسر القديم، وقالت رئيسة"
            " البلدية إن الجسر لم يعد آمنا بعد فيضان الربيع.\n\nوقالت النقابة إن ألفا ومئتي راكب سيحتاجون"
            " إلى طريق آخر إلى العمل، واتهمت المجلس بالانتظار طويلا.\n\nوقدرت رئيسة البلدية كلفة الإصلاح"
            " بأربعة ملايين مارك، ولم تذكر موعدا لبدء العمل في الجسر.",
            "ar",
        ),
        (
            "מועצת אורלן סוגרת את הגשר הישן\n\nמועצת אורלן הצביעה ביום שני לסגור את הגשר הישן, אמרה ראש העיר, לאחר"
            " שמהנדסים מצאו כי שני עמודים זזו מאז השיטפון.\n\nאיגוד התחבורה אמר כי אלף ומאתיים נוסעים יצטרכו דרך אחרת"
            " לעבודה, והאשים את המועצה בהמתנה ארוכה מדי לפני ההחלטה.",
            "he",
        ),
    ],
)
def test_text_from_right_to_left_is_cut_like_any_other(page: str, language: str) -> None:
    headline, body = page.split("\n\n", 1)
    article = only_article(page)

    assert (article.headline, article.body_text, article.language) == (headline, body, language)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(dump_names()),
    st.lists(st.tuples(st.integers(0), st.integers(0, 120), st.text(max_size=12) | st.sampled_from(HARD)), max_size=5),
)
def test_segments_tile_a_mutated_dump_and_articles_are_made_of_them(
    name: str, edits: list[tuple[int, int, str]]
) -> None:
    text = documents_of(name)[0].text
    for position, length, inserted in edits:
        at = position % (len(text) + 1)
        text = text[:at] + inserted + text[at + length :]
    result = cut(text)

    assert "".join(segment.segment_text for segment in result.segments) == text
    for article_id in {article.article_id for article in result.articles}:
        twins = [article for article in result.articles if article.article_id == article_id]
        own = "".join(own_text(result.segments, article_id).split())
        assert own == "".join("".join(article.body_text.split()) for article in twins)


def test_a_story_that_a_page_prints_twice_is_one_article() -> None:
    story = (
        "Ferry line to Ost Harbour closes\n\n"
        "The ferry line to Ost Harbour will close in May, its owner said on Monday, after forty years of service.\n\n"
        "About 900 people a day use the boats, and the town has asked the county to step in before the summer.\n\n"
    )

    twice = cut(f"{story}{story}")

    (article,) = twice.articles
    assert {segment.segment_kind for segment in twice.segments if segment.article_id is None} == {"noise"}
    assert own_text(twice.segments, article.article_id).count("900 people") == 1


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "The ferry was late on Monday, said the owner of the line, and the boat had to wait for the tide.\n\n"
            "It has 900 seats and was built in the north of Karvia by hand, and nobody was hurt when it ran on to the "
            "sand of the bay, the owner said, and the next boat will leave at the usual time of the day.",
            "en",
        ),
        (
            "De veerboot was maandag te laat, zei de eigenaar van de lijn in de haven, en hij wachtte op het tij.\n\n"
            "Hij heeft 900 plaatsen aan boord en is in het noorden van Karvia gebouwd met de hand, en niemand raakte "
            "gewond toen hij op het zand van de baai liep, zei de eigenaar, en de volgende boot vertrekt op tijd.",
            "nl",
        ),
    ],
)
def test_a_short_english_text_is_not_taken_for_a_neighbour_of_english(body, language) -> None:
    assert only_article(f"Ferry line to Ost Harbour closes\n\n{body}\n").language == language


STORY = """The council of Orlen voted on Monday to close the old bridge, the mayor said, after a long night of talks.

It has carried more than it was built for, she told residents. The council put repairs at 4.2 million marks in all."""
FEED_STORY = """Rebuilding could cost the town as much as 8 million marks, said the council. An insurer put it at six.

Trade brings in half of what the town earns, and the loss of the bridge will cost it dear, its traders warned on Sunday.

They want a ferry by June. The council will meet again on Friday."""


def test_a_bar_of_sections_is_no_headline() -> None:
    page = f"Orlen Daily\nLatest · Rivers · Money · Sport\n\nBridge in Orlen closes\n\nBy Tam Weir\n\n{STORY}\n"

    assert only_article(page).headline == "Bridge in Orlen closes"


def test_a_live_page_keeps_its_headline_where_its_first_entry_is_dated() -> None:
    page = (
        f"Orlen bridge live: Council votes to close it\n\nBy Tam Weir\nLast updated 2h ago\n\n"
        f"17:20 Wednesday 9 October 2030\nCouncil votes\n{STORY}\n\n16:05\nWhat we know\n{BODY}\n"
    )

    assert only_article(page).headline == "Orlen bridge live: Council votes to close it"


def test_paper_and_stamp_above_a_headline_open_a_story_of_a_feed() -> None:
    page = (
        f"Bridge in Orlen closes\n\nBy Tam Weir\n\n{BODY}\n\nRead full story\n\n"
        f"The Weekly Ledger (Lessa)\n25/09/2030\nWhat the bridge will cost\n{FEED_STORY}\n"
    )

    first, second = cut(page).articles

    assert (first.headline, second.headline) == ("Bridge in Orlen closes", "What the bridge will cost")
    assert (second.outlet_name, second.published_latest) == ("The Weekly Ledger", dt.date(2030, 9, 25))


def test_the_name_of_a_paper_goes_before_that_of_a_section_above_it() -> None:
    page = f"Town & Courts\nTHE ORLEN LEDGER\nShare  Tweet  Print\n\nBridge in Orlen closes\n\nBy Tam Weir\n\n{BODY}\n"

    assert only_article(page).outlet_name == "The Orlen Ledger"


def test_a_line_on_the_beat_of_its_author_is_no_part_of_the_story() -> None:
    page = f"Bridge in Orlen closes\n\n{BODY}\n\nTam Weir covers courts. Reach her at 555-0142.\n"

    assert only_article(page).body_text == BODY


@pytest.mark.parametrize(
    ("opening", "place", "provider"),
    [
        ("ORLEN, November 18 (AFP) The council", "ORLEN", "AFP"),
        ("New Orlen, Mar 30 (PTI): The council", "New Orlen", "PTI"),
        ("Orlen (the old town) The council", None, None),
    ],
)
def test_a_dateline_with_day_and_agency_needs_no_dash(opening: str, place: str | None, provider: str | None) -> None:
    article = only_article(f"Council closes bridge\n\n{BODY.replace('The council', opening, 1)}\n")

    assert (article.dateline_place, article.provider_name) == (place, provider)
    assert article.body_text.startswith("The council") is (place is not None)


def test_a_wire_line_with_its_year_dates_the_story_and_is_no_headline() -> None:
    article = only_article(f"Council closes bridge in Orlen\nORLEN, Karvia (AFP) Oct 14, 2004\n{BODY}\n")

    assert article.headline == "Council closes bridge in Orlen"
    assert (article.published_at, article.provider_name) == (dt.datetime(2004, 10, 14), "AFP")


def test_a_date_before_the_name_of_a_station_dates_the_story() -> None:
    article = only_article(f"Council closes bridge in Orlen\n2024.02.06 RKB Orlan\n\n{BODY}\n")

    assert (article.published_at, article.author_names) == (dt.datetime(2024, 2, 6), ())


@pytest.mark.parametrize(("foot", "is_dated"), [("Posted by Ada Fenn at 2:41 PM", True), ("Share this post", False)])
def test_the_day_above_a_post_dates_it_where_its_foot_gives_the_hour(foot: str, is_dated: bool) -> None:
    page = f"Saturday, June 2, 2012\n\nCouncil closes bridge in Orlen\n\n{BODY}\n\n{foot}\n\nNo comments:\n"

    assert only_article(page).published_at == (dt.datetime(2012, 6, 2) if is_dated else None)


def test_the_copyright_of_an_agency_names_no_outlet() -> None:
    page = f"Council closes bridge in Orlen\n\n{BODY}\n\nCopyright 2003 Agence France-Presse. Parts of this page are.\n"

    assert only_article(page).outlet_name is None


def test_todays_news_is_no_paper_and_a_desk_names_its_own() -> None:
    page = f"Today's News\nAsia\n\nCouncil closes bridge in Orlen\n\nOrlen Bulletin / News Desk\n\n{BODY}\n"

    assert only_article(page).outlet_name == "Orlen Bulletin"


def test_a_list_that_a_short_line_announces_stays_in_the_story() -> None:
    items = "By the numbers\nThe plan includes:\n- $4.2 million for two new piers\n- 2.5% raises for 310 workers\n"
    article = only_article(f"Council closes bridge in Orlen\n\n{BODY}\n{items}More\n")

    assert "The plan includes:\n- $4.2 million for two new piers\n- 2.5% raises" in article.body_text


def test_a_story_goes_on_behind_a_short_list_where_its_own_name_opens_the_line() -> None:
    first, *rest = BODY.split("\n\n")
    listed = "MOST READ:\n\nFire shuts harbour\nSchool to lose 40 jobs\n"
    more = "Fenn was told that the bridge had been closed 14 times before, and that each time it had reopened."
    lines = [first, *rest, listed, more]
    article = only_article("Council closes bridge in Orlen\n\n" + "\n\n".join(lines) + "\n")

    assert article.body_text.endswith("reopened.")
    assert "Fire shuts" not in article.body_text


def test_a_short_line_printed_twice_below_the_headline_is_a_caption() -> None:
    page = f"Council shuts ageing crossing\n\nCLOSED: Ada Fenn\n\nCLOSED: Ada Fenn\n\n{BODY}\n"

    assert only_article(page).headline == "Council shuts ageing crossing"


@pytest.mark.parametrize("caption", ["© RKB/T.Weir\nA boat rests in Orlen.\n", "APA boat rests in Orlen.\n"])
def test_a_credited_caption_above_the_dateline_is_no_part_of_the_story(caption: str) -> None:
    page = f"Council closes bridge in Orlen\n\n{caption}\nORLEN, Karvia -- {BODY}\n"

    assert only_article(page).body_text.startswith("The council of Orlen")


ITEMS = (
    (
        "Orlen bridge closes",
        "The Orlen bridge closes on Monday after 90 years. The mayor put repairs at 4.2 million marks, and said that "
        "no date could be given for its opening.",
    ),
    (
        "Fenn Shipping adds 14 ferries",
        "Fenn Shipping adds 14 ferries to its fleet this summer. They will carry 900 people a day between the islands "
        "and the mainland, the company said.",
    ),
    (
        "Harbour output falls 3%",
        "Output of the harbour fell by 3% in May. In April it had still grown by 1.2%, helped by a late run of timber "
        "from the upper valley.",
    ),
)


def test_items_that_are_closed_alike_are_stories_of_their_own() -> None:
    page = "\n\n".join(f"{title}\n\n{text}\n\nRead more here." for title, text in ITEMS)
    articles = cut(f"Morning digest of the harbour\n\n{BODY}\n\nRead more here.\n\n{page}\n").articles

    assert [article.headline for article in articles[1:]] == [title for title, _ in ITEMS]


def test_items_with_the_same_labelled_stamp_are_stories_of_their_own() -> None:
    page = "\n\n".join(f"{title}\nNews brief April 26, 2024\n\n{text}" for title, text in ITEMS)
    articles = cut(f"{page}\n").articles

    assert [article.headline for article in articles[1:]] == [title for title, _ in ITEMS[1:]]
    assert {article.published_at for article in articles} == {dt.datetime(2024, 4, 26)}


def test_numbered_titles_are_stories_in_a_letter_and_no_stories_elsewhere() -> None:
    items = "\n\n".join(f"{number}. {title.upper()}\n{text}" for number, (title, text) in enumerate(ITEMS, 1))
    page = f"THE MORNING LAMP\n\nGood morning. It is warm in Orlen.\n\n{items}\n\n"
    articles = cut(f"{page}Unsubscribe | Privacy\n").articles

    assert [article.body_text for article in articles] == [text for _, text in ITEMS]
    assert {article.outlet_name for article in articles} == {"The Morning Lamp"}
    assert len(cut(f"{page}Photo: Tam Weir\n").articles) < len(ITEMS)


def test_a_link_inside_a_story_makes_no_digest_of_it() -> None:
    first, rest = BODY.split("\n\n", 1)
    article = only_article(f"Council closes bridge in Orlen\n\n{first}\n\nRead more\n\nFire shuts harbour\n\n{rest}\n")

    assert "Ada Fenn told residents" in article.body_text


def test_a_day_until_which_something_runs_is_no_earliest_day() -> None:
    page = f"Council closes bridge in Orlen\n\n{BODY}\n\nThe plan was passed and runs through Sept. 30, 2026.\n"

    assert only_article(page).published_earliest is None


def test_a_first_line_in_title_case_is_the_headline_though_it_ends_in_a_stop() -> None:
    article = only_article(f"The Long Fall of the Old Orlen Bridge.\n\n{BODY}\n")

    assert article.headline == "The Long Fall of the Old Orlen Bridge."


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        ("Debt changes how towns build;\nBridges cost more than they did.", ""),
        ("All boats in one harbour.", "ORLEN - "),
    ],
)
def test_a_first_line_before_a_subtitle_or_a_dateline_is_the_headline(line: str, opening: str) -> None:
    assert only_article(f"{line}\n\n{opening}{BODY}\n").headline == line.split("\n")[0]


def test_items_under_bullets_with_the_stamp_of_one_paper_are_stories_of_their_own() -> None:
    items = "\n".join(
        f"  • {title}\n    Morning Lamp - 0{hour}:11 Nov 17, 2025\n    {text}"
        for hour, (title, text) in enumerate(ITEMS)
    )
    articles = cut(f"Morning Lamp\n\nFound 5467 news\n\n{items}\n").articles

    assert [article.headline for article in articles] == [title for title, _ in ITEMS]
    assert {article.outlet_name for article in articles} == {"Morning Lamp"}
    assert {article.published_at for article in articles} == {dt.datetime(2025, 11, 17)}


@pytest.mark.parametrize("line", ["date 2020-01-02 Latest News", "date 2020-01-02 File image"])
def test_the_mark_of_whoever_stored_a_page_dates_nothing(line: str) -> None:
    article = only_article(f" {line}\n\nCouncil closes bridge in Orlen\n\n{BODY}\n")

    assert (article.published_at, article.published_latest) == (None, None)


def test_an_age_beside_its_moment_is_a_stamp() -> None:
    page = f"5 minutes ago Thu, 29 Feb 2024 04:53:59 GMT\n\nCouncil closes bridge in Orlen\n\n{BODY}\n"

    assert only_article(page).published_at == dt.datetime(2024, 2, 29, 4, 53)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [("Published in Lantern, March 14th, 2022", "Lantern"), ("Source - Orlen Herald", "Orlen Herald")],
)
def test_the_paper_that_printed_a_story_is_its_outlet(line: str, outlet: str) -> None:
    assert only_article(f"Council closes bridge in Orlen\n\n{BODY}\n\n{line}\n").outlet_name == outlet


def test_the_mark_of_whoever_stored_a_page_is_no_part_of_its_headline() -> None:
    page = f" date 2022-10-03 Council of Orlen closes its bridge\n\n03 October, 2022, 09:55 pm\n{BODY}\n"
    article = only_article(page)

    assert article.headline == "Council of Orlen closes its bridge"
    assert article.published_at == dt.datetime(2022, 10, 3)


def test_entries_of_a_live_page_with_glued_stamps_are_one_story() -> None:
    first, *rest = BODY.split("\n\n")
    stamp = "published at 18:01 British Summer Time 17 June 2017"
    entries = "\n\n".join(f"{n}. Bridge closes{stamp}\n\n{part}" for n, part in enumerate([first, *rest], 1))
    article = only_article(f"Live Reporting on the bridge\n\n{entries}\n")

    assert all(part in article.body_text for part in (first, *rest))
    assert article.published_at is None


@pytest.mark.parametrize("opening", ["Oct 7, 2022 (Sentra) - ", "(ORLEN) — "])
def test_a_dateline_without_a_place_is_no_part_of_the_story(opening: str) -> None:
    article = only_article(f"Council closes bridge in Orlen\n\n{opening}{BODY}\n")

    assert (article.body_text.startswith("The council"), article.dateline_place) == (True, None)


def test_read_more_behind_a_paragraph_is_cut_off_and_the_paragraph_stays() -> None:
    first, rest = BODY.split("\n\n", 1)
    article = only_article(f"Council closes bridge in Orlen\n\n{first} read more\n\n{rest}\n")

    assert article.body_text.startswith(first)
    assert "read more" not in article.body_text


def test_the_button_of_an_app_is_no_outlet() -> None:
    page = f"×\nApp Icon\nThe Orlen e-Paper\nDownload Now\n\nCouncil closes bridge in Orlen\n\n{BODY}\n"

    assert only_article(page).outlet_name != "App Icon"


def test_a_list_of_key_points_inside_a_story_does_not_end_it() -> None:
    first, rest = BODY.split("\n\n", 1)
    points = "  • Traffic fell by 4.2 per cent\n  • Repairs would take three years\n  • Tolls rose to 70 marks"
    article = only_article(f"Council closes bridge in Orlen\n\n{first}\n\nKey points:\n\n{points}\n\n{rest}\n")

    assert "Repairs would take three years" in article.body_text
    assert article.body_text.endswith("too long.")


def test_bullets_between_paragraphs_do_not_end_a_story() -> None:
    first, rest = BODY.split("\n\n", 1)
    points = "  • Fire shuts old harbour\n  • School may lose 40 jobs\n  • Ferry to run at night"
    article = only_article(f"Council closes bridge in Orlen\n\n{first}\n\n{points}\n\n{rest}\n")

    assert article.body_text.endswith("too long.")


def test_a_clock_behind_a_stroke_is_part_of_the_stamp() -> None:
    stamp = "Posted: Dec 6, 2020 / 06:12 PM EST / Updated: Dec 6, 2020 / 06:30 PM EST"
    page = f"Council closes bridge in Orlen\n\n{stamp}\n\nCourtesy: Orlen Office\n\n{BODY}\n"
    article = only_article(page, url="https://orlen.us/bridge")

    assert article.headline == "Council closes bridge in Orlen"
    assert article.published_at == dt.datetime(2020, 12, 6, 23, 12)


def test_the_time_of_reading_is_no_headline() -> None:
    assert only_article(f"Estimated read time: 1-2 minutes\n{BODY}\n").headline is None
