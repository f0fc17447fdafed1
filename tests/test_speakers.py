"""Speakers as fully named as their article allows."""

import pytest

from newsledger.speakers import SpeakerMention, is_media, name_speakers


def mention(text: str, words: str, *, after: int = 0, until: str | None = None) -> SpeakerMention:
    start = text.index(words, after)
    end = start + len(words)
    return SpeakerMention(
        char_start=start,
        char_end=end,
        full_end=end if until is None else text.index(until, start) + len(until),
        position=end,
    )


def speaker(text: str, *words: str):
    """The speaker of the last of these mentions, looked for one after the other."""
    mentions, after = [], 0
    for each in words:
        found = mention(text, each, after=after)
        mentions.append(found)
        after = found.char_end
    return name_speakers(text, mentions)[-1]


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Oleh Varga left. Varga said no.", "Varga said"[:5], "Oleh Varga", "person"),
        ("President Ines Tarn spoke. Tarn said no.", "President Ines Tarn", "Ines Tarn", "person"),
        ("Rovers striker Milo Tench said no.", "Rovers striker Milo Tench", "Milo Tench", "person"),
        ("Seismologist Noor Abadi said no.", "Seismologist Noor Abadi", "Noor Abadi", "person"),
        ("The ministry said no.", "The ministry", "ministry", "government"),
        ("Kyiv said no.", "Kyiv", "Kyiv", "government"),
        ("Norvik Tools Inc said no.", "Norvik Tools Inc", "Norvik Tools Inc", "organisation"),
        ("The Gelna Post said no.", "The Gelna Post", "Gelna Post", "media"),
        ("Two witnesses said no.", "Two witnesses", "Two witnesses", "group"),
        ("An unnamed official said no.", "An unnamed official", "unnamed official", "anonymous"),
        ("The indictment said no.", "The indictment", "indictment", "document"),
        ("The Gelna Convention said no.", "The Gelna Convention", "Gelna Convention", "document"),
        ("Ann Lee and Tom Berg said no.", "Ann Lee and Tom Berg", "Ann Lee and Tom Berg", "group"),
        ("Ann Lee met Tom Berg. Later Lee and Berg said no.", "Lee and Berg", "Ann Lee and Tom Berg", "group"),
        ("Ann Lee and her lawyer said no.", "Ann Lee and her lawyer", "Ann Lee", "person"),
        ("Secretary of State Anton Brill said no.", "Secretary of State Anton Brill", "Anton Brill", "person"),
        (
            "Leader of the Opposition Vashti Keol said no.",
            "Leader of the Opposition Vashti Keol",
            "Vashti Keol",
            "person",
        ),
        (
            "President of the Selm Commission Ursula Maier said no.",
            "President of the Selm Commission Ursula Maier",
            "Ursula Maier",
            "person",
        ),
        ("The mayor of Ann Arbor said no.", "The mayor of Ann Arbor", "mayor of Ann Arbor", "person"),
        (
            "The president of the Otto Brandt Institute said no.",
            "The president of the Otto Brandt Institute",
            "president of the Otto Brandt Institute",
            "person",
        ),
        ("The survey firm Nordic Pulse said no.", "The survey firm Nordic Pulse", "Nordic Pulse", "organisation"),
        ("The broadcaster Selmark said no.", "The broadcaster Selmark", "Selmark", "media"),
        ("The company boss Tom Berg said no.", "The company boss Tom Berg", "Tom Berg", "person"),
        ("A drugmaker said no.", "A drugmaker", "drugmaker", "organisation"),
        ("Coastwire.net said no.", "Coastwire.net", "Coastwire.net", "media"),
        ("The province said no.", "The province", "province", "government"),
        ("Analysts at Pell & Roe said no.", "Analysts at Pell & Roe", "Analysts at Pell & Roe", "group"),
        ("Tarn District UPN MP Hekla Apuhan said no.", "Tarn District UPN MP Hekla Apuhan", "Hekla Apuhan", "person"),
        ("Gelna police spokesman SP Benjo Hundey said no.", "SP Benjo Hundey", "Benjo Hundey", "person"),
        ("Union leader Brandt said no.", "Union leader Brandt", "Brandt", "person"),
        ("Clerk and inquiry chairman Rod Berg said no.", "Clerk and inquiry chairman Rod Berg", "Rod Berg", "person"),
        ("Prost & Gambit Co. said no.", "Prost & Gambit Co.", "Prost & Gambit Co.", "organisation"),
        (
            "His Highness Shaikh Omar Bin Rashad Al Maktim said no.",
            "His Highness Shaikh Omar Bin Rashad Al Maktim",
            "Omar Bin Rashad Al Maktim",
            "person",
        ),
        (
            "Sheikh Tarim bin Nadir bin Bakar Al Nahan said no.",
            "Sheikh Tarim bin Nadir bin Bakar Al Nahan",
            "Tarim bin Nadir bin Bakar Al Nahan",
            "person",
        ),
        (
            "The Saltmere Harbour Authority (SHA) said no.",
            "The Saltmere Harbour Authority (SHA)",
            "Saltmere Harbour Authority",
            "government",
        ),
    ],
)
def test_a_mention_has_a_name_and_a_kind(text, words, name, kind):
    found = speaker(text, words)

    assert (found.name, found.kind) == (name, kind)
    assert found.text == words
    assert found.resolution == "in_sentence"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ann Lee said yes. She said no.", ("Ann Lee", "She"), "Ann Lee"),
        ("Ann Lee met Tom Berg. Mr. Berg said yes. She said no.", ("Mr. Berg", "She"), "Ann Lee"),
        (
            "Mr. Berg said yes. The club's clerk, Ilka Norn, gave no reason; she said no.",
            ("Mr. Berg", "she"),
            "Ilka Norn",
        ),
        ("Brill's Roads minister, Ilko Norn, left. He said no.", ("He",), "Ilko Norn"),
        (
            "The army said yes. The Joint Chiefs of Gelna (JCG) said no. Later it said more.",
            ("The army", "The Joint Chiefs of Gelna (JCG)", "it"),
            "Joint Chiefs of Gelna",
        ),
        (
            "Varga said yes. Later Oleh Varga said so again. He said no.",
            ("Varga", "Oleh Varga", "He"),
            "Oleh Varga",
        ),
        ("The club said yes. It said no.", ("The club", "It"), "club"),
        ("Two guards said yes. They said no.", ("Two guards", "They"), "Two guards"),
        (
            "The board said yes. Ann Lee and Tom Berg, in May, wrote a letter in which they said no.",
            ("The board", "they"),
            "Ann Lee and Tom Berg",
        ),
    ],
)
def test_a_pronoun_stands_for_the_speaker_before_it(text, words, name):
    found = speaker(text, *words)

    assert (found.name, found.resolution) == (name, "pronoun")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "A harbour official said yes. The official said no.",
            ("A harbour official", "The official"),
            "harbour official",
        ),
        (
            "The Saltmere Harbour Authority (SHA) said yes. The SHA said no.",
            ("The Saltmere Harbour Authority (SHA)", "The SHA"),
            "Saltmere Harbour Authority",
        ),
        (
            "Candidate Ann Lee said yes. The candidate said no.",
            ("Candidate Ann Lee", "The candidate"),
            "Ann Lee",
        ),
        ("Ann Lee said yes. The 58-year-old said no.", ("Ann Lee", "The 58-year-old"), "Ann Lee"),
        (
            "Ann Lee said yes. It lies south of Little Roke. The 58-year-old said no.",
            ("Ann Lee", "The 58-year-old"),
            "Ann Lee",
        ),
        ("Opposition Leader Ann Lee left. The Opposition Leader said no.", ("The Opposition Leader",), "Ann Lee"),
        (
            "Sheikh Omar bin Said Al Nasr left. Sheikh Omar said no.",
            ("Sheikh Omar said"[:11],),
            "Omar bin Said Al Nasr",
        ),
        (
            "Sheikh Omar bin Said Al Nasr left. Sheikh Tarim bin Nadir bin Bakar Al Nasr said no.",
            ("Sheikh Tarim bin Nadir bin Bakar Al Nasr",),
            "Tarim bin Nadir bin Bakar Al Nasr",
        ),
        ("The Green leader Ann Lee left. The Green leader said no.", ("The Green leader said"[:16],), "Ann Lee"),
        ("Mr. Tom Berg said yes. A woman left. The woman said no.", ("Mr. Tom Berg", "The woman"), "woman"),
        ("Mr. Sam Burd left. Sam said no.", ("Sam said"[:3],), "Sam Burd"),
        ("Prost & Gambit Co. said yes. The company said no.", ("The company",), "Prost & Gambit Co"),
    ],
)
def test_a_description_stands_for_the_one_described_before(text, words, name):
    assert speaker(text, *words).name == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Moorland County Council is broke. The council said no.", "The council", "Moorland County Council"),
        ("Firms left Moorland county council. The council said no.", "The council", "Moorland county council"),
        ("North Council met South Council. The council said no.", "The council", "council"),
        ("Shares in the Orbis Line fell. The company said no.", "The company", "Orbis Line"),
        ("President-elect Amara Voss won. The president-elect said no.", "The president-elect", "Amara Voss"),
        ("The U.S. envoys left. U.S. envoys said no.", "U.S. envoys", "US envoys"),
        ("A state outlet Gelna Evening Post said no.", "A state outlet Gelna Evening Post", "Gelna Evening Post"),
    ],
)
def test_a_description_takes_the_fullest_name_that_the_text_prints(text, words, name):
    assert speaker(text, words).name == name


def test_somebody_of_a_pronoun_is_named_by_its_owner():
    text = "Mayor Ann Lee said yes. Her office said no."

    assert speaker(text, "Mayor Ann Lee", "Her office").name == "Ann Lee's office"


def test_a_firm_is_not_she():
    text = "Ann Lee said yes. The Orbis Line fell. Orbis Line said so. She said no."

    assert speaker(text, "Ann Lee", "Orbis Line", "She").name == "Ann Lee"


def test_two_people_with_one_first_name_are_no_firms():
    text = "Omra Shatil left. Omra Bartal said no."

    assert speaker(text, "Omra Bartal").kind == "person"


def test_a_name_after_a_title_makes_the_title_the_role():
    found = speaker("Deputy mayor Ann Lee said no.", "Deputy mayor Ann Lee")

    assert (found.name, found.role) == ("Ann Lee", "Deputy mayor")


@pytest.mark.parametrize(
    ("cited", "name"),
    [
        ("The report cites Tom Berg losing count when he", "Tom Berg"),
        ("The report cites Tom Berg and Otto Lund losing count when he", "Ivan Olsen"),
        ("He told Tom Berg no when he", "Ivan Olsen"),
    ],
)
def test_he_of_a_clause_with_when_is_the_one_person_whom_its_sentence_names(cited, name):
    text = f"Ivan Olsen said no. Later that year the flood came. {cited} said no."
    mentions = [mention(text, "Ivan Olsen"), mention(text, "he", after=text.rindex(" he "))]

    assert name_speakers(text, mentions)[-1].name == name


def test_a_post_with_an_object_is_the_role_of_the_name_after_it():
    found = speaker("Minister of Finance Anton Brill spoke. He said no.", "Minister of Finance Anton Brill", "He")

    assert (found.name, found.role) == ("Anton Brill", "Minister of Finance")


def test_an_apposition_is_the_role_of_a_name_and_not_part_of_its_text():
    text = "Ann Lee, a clerk at the court, said no."
    (found,) = name_speakers(text, [mention(text, "Ann Lee", until="court")])

    assert (found.text, found.name, found.role) == ("Ann Lee", "Ann Lee", "a clerk at the court")


def test_a_name_in_the_apposition_is_the_speaker():
    text = "The club's president, Anselm Rudge, said no."
    (found,) = name_speakers(text, [mention(text, "The club's president", until="Rudge")])

    assert (found.text, found.name, found.role) == (
        "The club's president, Anselm Rudge",
        "Anselm Rudge",
        "club's president",
    )


@pytest.mark.parametrize(
    ("post", "apposition"),
    [
        ("the Karvian Special Envoy", "Ilko Norn"),
        ("the club's chair", "former vice president Ilko Norn"),
        ("the panel's head", "retired Karvian colonel Ilko Norn"),
    ],
)
def test_a_post_before_a_name_is_no_name(post, apposition):
    text = f"On Monday, {post}, {apposition}, said no."

    (found,) = name_speakers(text, [mention(text, post, until=apposition)])

    assert (found.name, found.text) == ("Ilko Norn", f"{post}, {apposition}")


def test_no_mention_is_nobody():
    (found,) = name_speakers("It is late.", [None])

    assert (found.text, found.name, found.kind, found.resolution) == (None, None, None, "unattributed")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Radio Gelna", True),
        ("the Brill Courier newspaper", True),
        ("Reuters", True),
        ("reporters", False),
        ("the court", False),
    ],
)
def test_outlets_are_known_from_other_hearers(words, expected):
    assert is_media(words) is expected


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Its deputy, Zanna Ruys, was less coy. She said no. Ruys left.", ("She",), "Zanna Ruys"),
        ("Ines Tarn left. Ada Quill brushed it aside. Tarn sat down. She said no.", ("She",), "Ines Tarn"),
        ("I met Zada Osk at the gate.\n\nA guard said no. I met Zada Osk. She said no.", ("She",), "Zada Osk"),
        ("Engineer P. K. Vell came. Later he said no. Vell left.", ("he",), "P. K. Vell"),
        (
            "Milo Tench ran. For clerk Odo Brandell, the wait is long. The 74-year-old said no.",
            ("The 74-year-old",),
            "Odo Brandell",
        ),
        ("Chet Lawler came. Texan Lawler said no.", ("Texan Lawler",), "Chet Lawler"),
        (
            "The Harbour Office said no. The Budget Office said no.",
            ("The Harbour Office", "The Budget Office"),
            "Budget Office",
        ),
        ("The Statistics Office said no. The bank said no.", ("The Statistics Office", "The bank"), "bank"),
        ("Ada Quill came. Quill is tall.\nQ: Why?\nA: I left.\nQ: When?\nA: I said no.", ("I",), "Ada Quill"),
    ],
)
def test_who_is_meant_is_told_by_the_words_around(text, words, name):
    assert speaker(text, *words).name == name
