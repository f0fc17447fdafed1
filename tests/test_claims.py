"""Who said what: the words, the speaker, the cue, the stance and the day."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bare_articles import bare_article as article
from newsledger.claims import find_claims
from newsledger.vocabulary import Claim

TEXT = (
    'Mayor Ada Quill said on Monday that the bridge was safe. "We checked every bolt," she said. '
    '"Twice." According to engineer Tom Brandt, the deck moved by two inches. The council\'s lawyers, who had '
    "read the report, denied that anyone was hurt; Brandt's union accused them of lying. "
    '"The bolts," Quill told Radio Gelna, "are new." Traffic has reportedly doubled.\n\n'
    "The ministry could not verify the figures."
)


def claims(text: str) -> list[Claim]:
    return find_claims(article(text))


def only_claim(text: str) -> Claim:
    (claim,) = claims(text)
    return claim


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ('"The gate is shut," said Nina Olsen.', "Nina Olsen", "said", "The gate is shut"),
        ('Nina Olsen said: "The gate is shut."', "Nina Olsen", "said", "The gate is shut"),
        ('"The gate," Nina Olsen said, "is shut."', "Nina Olsen", "said", "The gate … is shut"),
        ('"It is shut," Olsen said. "Go home."', "Olsen", "said", "It is shut … Go home"),
        ("“It is shut,” Olsen said.", "Olsen", "said", "It is shut"),
        ("'It is shut,' Olsen said. 'It's late.'", "Olsen", "said", "It is shut … It's late"),
        ('Olsen asked:\n\n"Is it shut?"', "Olsen", "asked", "Is it shut?"),
        ("Olsen said that the gate was shut.", "Olsen", "said", "the gate was shut"),
        ("Olsen said the gate was shut.", "Olsen", "said", "the gate was shut"),
        ("The gate was shut, Olsen said on Friday.", "Olsen", "said", "The gate was shut"),
        ("The gate, Olsen said, was shut.", "Olsen", "said", "The gate … was shut"),
        ("According to Olsen, the gate was shut.", "Olsen", "According to", "the gate was shut"),
        ("The gate was shut, according to the guard.", "the guard", "according to", "The gate was shut"),
        ("Olsen accused the club of greed.", "Olsen", "accused", "the club of greed"),
        ("Olsen urged drivers to turn back.", "Olsen", "urged", "drivers to turn back"),
        ("Olsen promised to open the gate.", "Olsen", "promised", "open the gate"),
        ("Olsen told reporters in Brill that the gate was shut.", "Olsen", "told", "the gate was shut"),
        ("Olsen's claim that the gate was shut drew laughter.", "Olsen", "claim", "the gate was shut"),
        ("The plan was praised by farmers.", "farmers", "praised", "The plan"),
        ("In Olsen's view, the gate was shut.", "Olsen", "view", "the gate was shut"),
        ("There were complaints that the gate was shut.", None, "complaints", "the gate was shut"),
        ("The gate is expected to fall.", None, "expected", "The gate … fall"),
        ("The poll showed a clear lead for Olsen.", "The poll", "showed", "a clear lead for Olsen"),
        ("Olsen supports the plan, opposes the tax and wants a vote.", "Olsen", "supports", "the plan"),
        (
            "Ann Lee said in a letter to the club on Monday that it was late.",
            "Ann Lee",
            "said",
            "it was late",
        ),
        ("Ann Lee, a clerk at the court, said it was late.", "Ann Lee", "said", "it was late"),
        ("Olsen described the plan as a gift.", "Olsen", "described", "the plan as a gift"),
        ("Olsen has since stressed that it was shut.", "Olsen", "stressed", "it was shut"),
        (
            "The firm works on gas and coal, said analyst Tom Berg.",
            "analyst Tom Berg",
            "said",
            "The firm works on gas and coal",
        ),
        ("Olsen told the club last week not to open the gate.", "Olsen", "told", "not to open the gate"),
        ("Olsen said it was shut, a claim the club disputes.", "Olsen", "said", "it was shut"),
        ("Olsen says it is shut; her critics say the same.", "Olsen", "says", "it is shut"),
        ("The plan was described by Olsen as a gift.", "Olsen", "described", "The plan … as a gift"),
        ("The plan is widely seen as a gift.", None, "seen", "The plan … as a gift"),
        ("Police put the number of dead at 61.", "Police", "put", "the number of dead at 61"),
        ("Olsen, whose gate was shut, said she was late.", "Olsen", "said", "she was late"),
        (
            "According to Olsen, a guard who has worked there for years, the gate was shut.",
            "Olsen",
            "According to",
            "the gate was shut",
        ),
        (
            "Asked about the gate, a guard, who gave no name, said it was shut.",
            "a guard",
            "said",
            "it was shut",
        ),
        (
            "They like what they are building President Olga Tarn last month announced a plan.",
            "President Olga Tarn",
            "announced",
            "a plan",
        ),
        (
            "The Watch quickly countered reports from The Gelna Post suggesting that it was shut.",
            "reports from The Gelna Post",
            "suggesting",
            "it was shut",
        ),
        ("Olsen was quoted as saying the gate was shut.", "Olsen", "saying", "the gate was shut"),
        (
            "The gate is old. 'We like it. All we ask is a key,\" Olsen said.",
            "Olsen",
            "said",
            "We like it. All we ask is a key",
        ),
        ("\"We like it. All we ask is a key,' Olsen said.", "Olsen", "said", "We like it. All we ask is a key"),
        (
            "While the club maintains it acted in good faith, residents, traders and some members were angry.",
            "the club",
            "maintains",
            "it acted in good faith",
        ),
        (
            "Traders are calling for a truce but the club, founded in 1890, is silent.",
            "Traders",
            "calling for",
            "a truce",
        ),
        ("Olsen said earlier that month it was shut.", "Olsen", "said", "it was shut"),
        ("The cost is unclear, and the ministry disputed that, but work began.", "the ministry", "disputed", "that"),
        (
            "In the case of Gelna, in which the League said thieves took 80 boats, it took a year to build a court.",
            "the League",
            "said",
            "thieves took 80 boats",
        ),
        ("The firm expects peak sales of $2 million.", "The firm", "expects", "peak sales of $2 million"),
        (
            "The city ministry puts direct spending at 40 crowns.",
            "The city ministry",
            "puts",
            "direct spending at 40 crowns",
        ),
        (
            "The gate has been shut since dawn, local media report.",
            "local media",
            "report",
            "The gate has been shut since dawn",
        ),
        ("Sales fell by a tenth, the Vell Office estimates.", "the Vell Office", "estimates", "Sales fell by a tenth"),
        ('"It is shut," Olsen was quoted as saying by the daily Morgen.', "Olsen", "saying", "It is shut"),
        ("The SHA itself cautions that it may fall.", "The SHA", "cautions", "it may fall"),
        ("The club on Monday said the gate was shut.", "The club", "said", "the gate was shut"),
        ("Olsen said it was shut, though she refused to be drawn on why.", "Olsen", "said", "it was shut"),
        ("It is thought the gate could fall.", None, "thought", "the gate could fall"),
        ("Critics doubted whether it would hold.", "Critics", "doubted", "whether it would hold"),
        ("Papers seen by the Morgen suggest the guard knew.", "Papers", "suggest", "the guard knew"),
        ("People close to her said it was shut.", "People close to her", "said", "it was shut"),
        (
            "The figures do not bear it out: according to a study by Tom Berg, fewer than a third were shut.",
            "a study by Tom Berg",
            "according to",
            "fewer than a third were shut",
        ),
        (
            "The clubs accused each other on Friday of breaking it.",
            "The clubs",
            "accused",
            "each other … of breaking it",
        ),
        (
            "The city puts repairs at two million crowns, or about 4 percent of its budget.",
            "The city",
            "puts",
            "repairs at two million crowns, or about 4 percent of its budget",
        ),
        ("As Olsen said on Friday, the gate was shut.", "Olsen", "said", "the gate was shut"),
        ("As a guard told GLN, the gate was shut.", "a guard", "told", "the gate was shut"),
        ("As reported by the GLN agency, the gate was shut.", "the GLN agency", "reported", "the gate was shut"),
        ("The gate was shut, the jury was told on Friday.", None, "told", "The gate was shut"),
        ("The lamp had gone out, a court heard.", None, "heard", "The lamp had gone out"),
        ("The court was told Olsen shut the gate.", None, "told", "Olsen shut the gate"),
        ("Jurors have been told that Olsen lied to the guard.", None, "told", "Olsen lied to the guard"),
        ("The court heard he shut the gate.", "The court", "heard", "he shut the gate"),
        ("The inquiry heard how the gate fell.", "The inquiry", "heard", "how the gate fell"),
        (
            "The inquest heard evidence that six gates were shut.",
            "The inquest",
            "heard",
            "six gates were shut",
        ),
        ("Reporters were told by the mayor that the gate was shut.", "the mayor", "told", "the gate was shut"),
        ("She was warned by guards that the gate would fall.", "guards", "warned", "the gate would fall"),
        ("He was hailed by the club as a rare leader.", "the club", "hailed", "He … as a rare leader"),
        ("Olsen was accused by the city of lying to it.", "the city", "accused", "Olsen … of lying to it"),
        ("Guards were urged by the union to stay.", "the union", "urged", "Guards … stay"),
        (
            "“The gate was left open and that is how all of the mules came to leave” Mr. Olsen said.",
            "Mr. Olsen",
            "said",
            "The gate was left open and that is how all of the mules came to leave",
        ),
        ("The gate is shut, Olsen said today (8 January).", "Olsen", "said", "The gate is shut"),
        ('But "the gate is still shut," the council said.', "the council", "said", "the gate is still shut"),
        ('Olsen told reporters as she left, "The gate is shut."', "Olsen", "told", "The gate is shut"),
        ("Olsen told friends Mr Brandt had shut it.", "Olsen", "told", "Mr Brandt had shut it"),
        ("He denied being near the gate.", "He", "denied", "being near the gate"),
        (
            "Olsen said it fell “on the day we lost it” – referring to a fire in May 2020.",
            "Olsen",
            "said",
            "it fell “on the day we lost it”",
        ),
        ("Brandt said he is not “in charge,” declining to add more.", "Brandt", "said", "he is not “in charge"),
        (
            "The gate is shut, Olsen told the press at the Gelna Hall ‘Sirik’ yesterday.",
            "Olsen",
            "told",
            "The gate is shut",
        ),
        ("Olsen made the suggestion that the gate be moved.", "Olsen", "suggestion", "the gate be moved"),
        ("As Ann Lee, the club's head, put it: “It is shut.”", "Ann Lee", "put it", "It is shut"),
        (
            "Guards warned the state of the gate would be “felt”.",
            "Guards",
            "warned",
            "the state of the gate would be “felt”",
        ),
        ("Olsen told the Roads and Rail Committee he is late.", "Olsen", "told", "he is late"),
        ("Gelna Palace on Thursday, May 5, said it was shut.", "Gelna Palace", "said", "it was shut"),
        (
            "“We had a false start.\n\n“There was some rain.\n\n“We need more of it,” Olsen said.",
            "Olsen",
            "said",
            "We had a false start … There was some rain … We need more of it",
        ),
        ("“It is shut?” he told me. “Or is it?” Olsen put the key away.", "he", "told", "It is shut? … Or is it?"),
        ("Guards told residents to leave at once.", "Guards", "told", "residents to leave at once"),
        ("Olsen advised members to report to work.", "Olsen", "advised", "members to report to work"),
        (
            "The club accused Olsen of taking keys during a drive to shut it.",
            "The club",
            "accused",
            "Olsen of taking keys during a drive to shut it",
        ),
        ("The town is divided, with some accusing Olsen of lying.", "some", "accusing", "Olsen of lying"),
        ("Olsen asked where the gate is.", "Olsen", "asked", "where the gate is"),
        ("Olsen asked Brandt why it was shut.", "Olsen", "asked", "why it was shut"),
        ('"It is shut," the guard quoted above said.', "the guard", "said", "It is shut"),
        ("The club leader in turn said it was shut.", "The club leader", "said", "it was shut"),
        ("Brill: The gate is shut, said Olsen.", "Olsen", "said", "The gate is shut"),
        ("The gate was shut by guards who said it was late.", "who", "said", "it was late"),
        ("Some of the guards who were leaving said it was shut.", "Some of the guards", "said", "it was shut"),
        (
            "The club said the gate had been shut, and the guards had been notified.",
            "The club",
            "said",
            "the gate had been shut, and the guards had been notified",
        ),
        (
            "Olsen said the gate would be shut, and more details would come.",
            "Olsen",
            "said",
            "the gate would be shut, and more details would come",
        ),
        (
            "Olsen denies hitting Tom Brandt, 69, and harming Ann Lee, 83.",
            "Olsen",
            "denies",
            "hitting Tom Brandt, 69, and harming Ann Lee, 83",
        ),
        (
            "Olsen admitted the loss of the gate, which fell in May, was a blow.",
            "Olsen",
            "admitted",
            "the loss of the gate, which fell in May, was a blow",
        ),
        ("Olsen, who reportedly died at sea, was brave.", None, "reportedly", "Olsen … died at sea"),
        (
            "After the talks had ended, Ann Lee walked out, complaining about the gate.",
            "Ann Lee",
            "complaining about",
            "the gate",
        ),
        ("Olsen noted that the two clubs demonstrate care.", "Olsen", "noted", "the two clubs demonstrate care"),
        ("Olsen is of the opinion that the gate is shut.", "Olsen", "of the opinion", "the gate is shut"),
        ("Olsen said at least six gates were shut.", "Olsen", "said", "at least six gates were shut"),
        ("Olsen said about 40 men had left.", "Olsen", "said", "about 40 men had left"),
        ("Olsen says as many as Rs 5 crore is gone.", "Olsen", "says", "as many as Rs 5 crore is gone"),
        ("Olsen said almost all the gates were shut.", "Olsen", "said", "almost all the gates were shut"),
        ("The club says 90,000.", "The club", "says", "90,000"),
        ("Olsen, however, said the gate was shut.", "Olsen", "said", "the gate was shut"),
        ("Olsen accepted that the gate was shut.", "Olsen", "accepted", "the gate was shut"),
        ("Traders doubt that the gate will hold.", "Traders", "doubt", "the gate will hold"),
        ("Olsen attributes the fall to the rain.", "Olsen", "attributes", "the fall to the rain"),
        ("Olsen would not say whether the gate was shut.", "Olsen", "say", "whether the gate was shut"),
        ("The Beacon has not been able to verify either claim.", "The Beacon", "verify", "either claim"),
        ("Olsen would not be drawn on when it would open.", "Olsen", "drawn on", "when it would open"),
        (
            "Olsen, who has lived in Brill since May and was fined in June, denies the charges.",
            "Olsen",
            "denies",
            "the charges",
        ),
        ("The head, Ann Lee, on Monday said the gate was shut.", "The head, Ann Lee", "said", "the gate was shut"),
        ("The gate was shut, the council said late on Sunday.", "the council", "said", "The gate was shut"),
        ("As the Post reported at the time, the gate was shut.", "the Post", "reported", "the gate was shut"),
        ("According to her, the gate was shut.", "her", "According to", "the gate was shut"),
        ("According to the army about 60 gates were shut.", "the army", "According to", "about 60 gates were shut"),
        ("Olsen said none of them was shut.", "Olsen", "said", "none of them was shut"),
        ("Army documents allege it was shut.", "Army documents", "allege", "it was shut"),
        ("Police named no one but identified her as Ann Lee.", "Police", "identified", "her as Ann Lee"),
        ("The claims by the army that the gate was shut are wrong.", "the army", "claims", "the gate was shut"),
        ("Two hours later the council said it was shut.", "the council", "said", "it was shut"),
        ('It shut shortly after 3 a.m. "I ran," said Olsen.', "Olsen", "said", "I ran"),
        ('Olsen put the cost at "in excess of 600 crowns".', "Olsen", "put", 'the cost at "in excess of 600 crowns"'),
        ("The club has not confirmed whether it will sell.", "The club", "confirmed", "whether it will sell"),
        ('"It is shut," said Ann Lee, Ph.D., a clerk. "Go home."', "Ann Lee", "said", "It is shut … Go home"),
        ('"It is shut. Go," a clerk, who gave no name, told the Beacon.', "a clerk", "told", "It is shut. Go"),
        ("Olsen asked whether the gate was shut.", "Olsen", "asked", "whether the gate was shut"),
        (
            "OLSEN: The gate is shut, Mr. Brandt.\n\nOLSEN: I said so.",
            "OLSEN",
            ":",
            "The gate is shut, Mr. Brandt",
        ),
    ],
)
def test_an_attribution_has_its_speaker_its_cue_and_its_bare_words(text, speaker, cue, content):
    claim = claims(text)[0]

    assert (claim.speaker_text, claim.cue_text, claim.claim_text) == (speaker, cue, content)


@pytest.mark.parametrize(
    "text",
    [
        "The gate was shut on Friday.",
        "The firm did not specify how many staff would go.",
        "The club would neither confirm nor deny the report.",
        "No court has ruled that the gate must open.",
        "The club has never confirmed or denied a sale.",
        "The club neither confirmed nor denied that the gate was shut.",
        "Who said that? Who will open the gate?",
        "If you want a gate, pay for it.",
        "Olsen knew Brandt well.",
        "Profit rose by 14 basis points to 5.02 per cent.",
        "Critics put the blame on the guard.",
        "Olsen did not say whether the gate was shut.",
        "Olsen does not know where the gate is.",
        "Responding to questions about the gate, Olsen left.",
        "Regarding the gate, Olsen smiled.",
        "55 of 75 confirmed dead had been found.",
        "The club has never condemned the guard.",
        "The cabinet approved two gates.",
        "The club has concluded the talks.",
        "The threat of rain threatened people's homes.",
        'The "iron gate" stands in Brill.',
        "The reports lay on the table.",
        "Olsen attacked the guard with a stick.",
        "Olsen showed the guard the way.",
        "Visit example.com for more.",
        "The clerk's 6,200 e-mails that were lost have been found.",
        "Neither Olsen nor the club would say whether it was shut.",
        "A guard called me at home.",
        "The police identified twelve gates.",
        "The club is able to verify the signatures.",
        "There is nothing that a guard can confirm.",
        "The flood has claimed at least 26 lives since Monday.",
        "The blaze claimed its third victim.",
    ],
)
def test_what_nobody_claims_is_no_claim(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Olsen said the gate was shut.", "asserts"),
        ("Olsen estimated the damage at two million crowns.", "estimates"),
        ("Olsen confirmed that the gate was shut.", "confirms"),
        ("Olsen denied that the gate was shut.", "denies"),
        ("Olsen accused the club of greed.", "accuses"),
        ("Olsen vowed to open the gate.", "promises"),
        ("Olsen asked drivers to turn back.", "demands"),
        ("Olsen predicted that the gate would fall.", "predicts"),
        ("Olsen praised the guards for their patience.", "praises"),
        ("Olsen questioned whether the gate would hold.", "questions"),
        ("The ministry could not verify the figures.", "could_not_verify"),
        ("Olsen said they could not independently confirm the number.", "could_not_verify"),
        ("The figures could not be independently verified.", "could_not_verify"),
        ("Olsen declined to comment on the case.", "declined_to_comment"),
        ("The club said it did not comment on rumours.", "declined_to_comment"),
        ("Olsen called the report untrue.", "denies"),
        ("Olsen refused to rule out a sale.", "asserts"),
        ("Olsen called the reports a fairy tale.", "denies"),
        ("Olsen refused to comment on the report.", "declined_to_comment"),
        ("Olsen refused to discuss the report.", "declined_to_comment"),
        ("Olsen refused to open the gate.", "denies"),
        ("Olsen would not say when the gate was shut.", "declined_to_comment"),
        ("The club has not confirmed whether it will sell.", "could_not_verify"),
        ("The club did not rule out that it would sell.", "asserts"),
        ("The club has not denied the sale.", "declined_to_comment"),
        ("Olsen did not respond to a request for comment.", "declined_to_comment"),
        ("Olsen countered reports from the Post suggesting Berg had shut it.", "denies"),
        ("Olsen rebutted the accusation.", "denies"),
        ("Olsen countered that it was shut.", "asserts"),
        ("Olsen was unable to verify the number.", "could_not_verify"),
        ("Olsen would not be drawn on the price.", "declined_to_comment"),
        ("Olsen said it would be wrong to comment during the trial.", "declined_to_comment"),
    ],
)
def test_the_stance_follows_from_the_cue_its_negation_and_the_words(text, stance):
    assert claims(text)[0].stance == stance


def test_a_negated_cue_says_so():
    claim = only_claim("Olsen did not claim that the gate was shut.")

    assert claim.is_negated


def test_when_it_was_said_is_no_content():
    (told,) = claims("The council reported a day earlier that the gate was shut.")

    assert told.claim_text == "the gate was shut"
    assert claims("Far more than the 400 that the council had reported a day earlier had come.") == []


def test_what_somebody_else_calls_it_does_not_turn_a_claim_into_a_denial():
    claimed, called = claims('The fire took 40 homes, Olsen said, a toll that Selm called "fantasy".')

    assert (claimed.stance, called.stance) == ("asserts", "denies")


@pytest.mark.parametrize(
    ("text", "quote_type"),
    [
        ('"It is shut," Olsen said.', "direct"),
        ("Olsen said it was shut.", "indirect"),
        ('Olsen said it was "shut for good".', "mixed"),
    ],
)
def test_the_quote_type_tells_whether_the_words_are_the_speakers_own(text, quote_type):
    assert only_claim(text).quote_type == quote_type


def test_hearsay_is_unattributed_and_the_clause_around_it_is_the_content():
    claim = only_claim("The guard reportedly left at noon.")

    assert (claim.speaker_text, claim.speaker_kind, claim.speaker_resolution) == (None, None, "unattributed")
    assert claim.claim_text == "The guard … left at noon"


@pytest.mark.parametrize(
    "text",
    [
        "The guard reportedly left at noon.",
        "There were complaints that the gate was shut.",
        "The gate is expected to fall.",
    ],
)
def test_the_outlet_is_never_put_in_the_place_of_a_speaker_whom_nobody_names(text):
    (claim,) = find_claims(article(text, outlet_name="Brask Post", provider_name="Tarn News Agency"))

    assert (claim.speaker_text, claim.speaker_name, claim.speaker_kind) == (None, None, None)
    assert (claim.speaker_resolution, claim.via_text) == ("unattributed", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Guards denied Karvian claims about the gate and claimed that it was shut.",
            [("Guards", "Karvian claims about the gate"), ("Guards", "it was shut")],
        ),
        (
            "The League, which says it counted 870 gates, puts the cost at 12 crowns.",
            [("which", "it counted 870 gates"), ("The League", "the cost at 12 crowns")],
        ),
        (
            "Olsen said it was late; the gate, he added, was shut.",
            [("Olsen", "it was late"), ("he", "the gate … was shut")],
        ),
        (
            "The council dismissed a report by the Gelna Post that the gate was shut.",
            [
                ("The council", "a report by the Gelna Post that the gate was shut"),
                ("the Gelna Post", "the gate was shut"),
            ],
        ),
        (
            'The court heard he took the key but told guards: "I have no key."',
            [("The court", "he took the key"), ("he", "I have no key")],
        ),
        (
            "The club criticised Olsen for demanding that the gate be shut — with guards calling it a disgrace.",
            [
                ("The club", "Olsen for demanding that the gate be shut"),
                ("Olsen", "the gate be shut"),
                ("guards", "it a disgrace"),
            ],
        ),
        (
            "The inquiry opened on Friday. It heard evidence that Olsen lied.",
            [("It", "Olsen lied")],
        ),
        (
            "He told guards he had lost the key, a court has heard.",
            [(None, "He told guards he had lost the key"), ("He", "he had lost the key")],
        ),
        (
            'The fire took 40 homes, Olsen said, a toll that Selm called "fantasy".',
            [
                ("Olsen", 'The fire took 40 homes … a toll that Selm called "fantasy"'),
                ("Selm", "fantasy"),
            ],
        ),
        ("It was a fee that the mayor called too low.", [("the mayor", "too low")]),
    ],
)
def test_each_of_two_verbs_has_its_own_speaker(text, expected):
    assert [(claim.speaker_text, claim.claim_text) for claim in claims(text)] == expected


def test_a_footnote_is_no_part_of_a_speaker():
    first, second = claims("Olsen said the gate was shut.[4] The Beacon said it was open.[5]")

    assert (first.claim_text, second.speaker_text) == ("the gate was shut", "The Beacon")


def test_several_verbs_of_one_speaker_are_several_claims():
    found = claims("Olsen praised the guards, saying they had stayed all night, and promised to pay them.")

    assert [(claim.speaker_text, claim.cue_text) for claim in found] == [
        ("Olsen", "praised"),
        ("Olsen", "saying"),
        ("Olsen", "promised"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"It is shut," said Ann Lee, "and we are cold," Berg added.',
        '"It is shut," Ann Lee said the gate was old "and we are cold," Berg added.',
    ],
)
def test_a_quotation_belongs_to_the_words_nearest_to_it(text):
    found = {claim.speaker_text: claim.claim_text for claim in claims(text)}

    assert found == {"Ann Lee": "It is shut", "Berg": "and we are cold"}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("It was a giftThe club said it was late.", "The club", "it was late"),
        ('The plan split the partyFor Olsen it means "the road is gone," said Berg.', "Berg", None),
        ('"You can see the bills,"Gelna must mend the gate, Olsen said.', "Olsen", "Gelna must mend the gate"),
        ("Staff at LinkedIn said YouTube was shut.", "Staff at LinkedIn", "YouTube was shut"),
    ],
)
def test_a_sentence_that_is_glued_to_the_one_before_stays_a_sentence(text, speaker, content):
    claim = only_claim(text)

    assert claim.speaker_text == speaker
    assert claim.claim_text == (content or 'For Olsen it means "the road is gone')


def test_a_claim_that_is_denied_in_passing_is_two_claims_and_the_denial_answers_the_first():
    claimed, denied = claims("Olsen has claimed that the club bought the valley – a claim denied by the city council.")

    assert (claimed.speaker_text, claimed.claim_text) == ("Olsen", "the club bought the valley")
    assert (denied.speaker_text, denied.cue_text, denied.stance) == ("the city council", "denied", "denies")
    assert denied.disputes_claim_id == claimed.claim_id


def test_a_participle_after_including_has_a_speaker_of_its_own():
    found = claims("The report cites such cases, including Berg at the start of the strike saying the gate was shut.")

    assert [(claim.speaker_text, claim.cue_text) for claim in found] == [("The report", "cites"), ("Berg", "saying")]


def test_the_source_that_a_paper_cites_is_the_speaker_and_the_paper_passed_it_on():
    found = claims("The Brill Courier reported that rain was coming, citing the weather office.")

    assert [(claim.speaker_text, claim.via_text) for claim in found] == [
        ("The Brill Courier", None),
        ("the weather office", "The Brill Courier"),
    ]
    assert {claim.claim_text for claim in found} == {"rain was coming"}


def test_an_outlet_that_was_told_something_passed_it_on():
    claim = only_claim("Olsen told Radio Gelna that the gate was shut.")

    assert claim.via_text == "Radio Gelna"


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ('"No," Olsen told KGLN 6.', "KGLN 6"),
        ("Olsen told The Gelna Sentinel it was shut.", "The Gelna Sentinel"),
        ("Speaking to Radio Gelna, Olsen said it was shut.", "Radio Gelna"),
        ("Guards, quoted in Le Matin, said it was shut.", "Le Matin"),
        ("Olsen said at a news conference that it was shut.", None),
        ("Olsen told the council it was shut.", None),
        ('"It is shut," he has told the Gelna Examiner.', "the Gelna Examiner"),
        ("Olsen told news agency GPN it was shut.", "news agency GPN"),
        ("Olsen told Gelna Bay television station KGLX it was shut.", "Gelna Bay television station KGLX"),
        ("Olsen told the press it was shut.", None),
        ('"It is shut," Olsen was quoted by news agency GPN as saying.', "news agency GPN"),
        ("Olsen was quoted by the Gelna agency as saying that it was shut.", "the Gelna agency"),
        ("Olsen was quoted as saying by Radio Gelna that it was shut.", "Radio Gelna"),
        ("Radio Gelna quoted Olsen as saying that it was shut.", "Radio Gelna"),
        ('"It is shut," state agency GPN quoted Olsen as saying.', "state agency GPN"),
        ("In a letter carried by the Gelna News Bureau (GNB), Olsen said it was shut.", "the Gelna News Bureau (GNB)"),
        ("Her aunt quoted Olsen as saying that it was shut.", None),
    ],
)
def test_only_an_outlet_passes_on_what_it_was_told(text, via):
    assert only_claim(text).via_text == via


def test_the_outlet_that_printed_the_article_is_known_by_its_first_word():
    (claim,) = find_claims(article("Olsen told Gelna it was shut.", outlet_name="Gelna News Agency"))

    assert claim.via_text == "Gelna"


def test_who_is_quoted_by_an_outlet_is_the_speaker():
    claim = only_claim("The Gelna Post quoted a harbour official as saying it was shut.")

    assert (claim.speaker_text, claim.claim_text) == ("a harbour official", "it was shut")


@pytest.mark.parametrize(
    ("text", "cue", "via"),
    [
        ("A clerk denied there was a gate, the Gelna Post reported.", "denied", "the Gelna Post"),
        ("A clerk denied there was a gate, a guard said.", "denied", None),
        ("A clerk said it was shut, according to the Gelna Post.", "said", "the Gelna Post"),
        (
            "The Gelna Post reported on May 3, citing two unnamed officials, that it was shut.",
            "citing",
            "The Gelna Post",
        ),
    ],
)
def test_an_outlet_passes_on_what_others_say_in_its_report(text, cue, via):
    (claim,) = (claim for claim in claims(text) if claim.cue_text == cue)

    assert claim.via_text == via


@pytest.mark.parametrize(
    "text",
    [
        "The gate was shut, said an official.",
        "The gate was shut, according to an official.",
        '"It is shut," said a relative.',
        "Citing an official, Radio Gelna said the gate was shut.",
        "According to the military, the gate was shut.",
    ],
)
def test_a_word_that_is_an_adjective_too_can_be_somebody(text):
    assert any(word in claims(text)[0].speaker_text for word in ("official", "relative", "military"))


def test_the_source_cited_between_a_paper_and_its_verb_is_the_speaker():
    reported, cited = sorted(
        claims("The Gelna Post, citing two guards, reported that it was shut."), key=_cue_start, reverse=True
    )

    assert (cited.speaker_text, cited.via_text) == ("two guards", "The Gelna Post")
    assert reported.speaker_text == "The Gelna Post"
    assert reported.claim_text == cited.claim_text == "it was shut"


def _cue_start(claim: Claim) -> int:
    return claim.cue_char_start or 0


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "basis"),
    [
        ("Olsen said on 4 May 2022 that it was shut.", (2022, 5, 4), (2022, 5, 4), "sentence"),
        ("In April 2022, Olsen said it was shut.", (2022, 4, 1), (2022, 4, 30), "sentence"),
        ("Olsen said the gate had been shut on 4 May 2022.", (2022, 6, 1), (2022, 6, 1), "publication_proxy"),
        ("Olsen said it was shut.", (2022, 6, 1), (2022, 6, 1), "publication_proxy"),
        ("Since its sale in 2019, the club said, it was shut.", (2022, 6, 1), (2022, 6, 1), "publication_proxy"),
        ("After the 2021 flood, Olsen said it was shut.", (2022, 6, 1), (2022, 6, 1), "publication_proxy"),
        ("Olsen, who was hired in May 2020, said it was shut.", (2022, 6, 1), (2022, 6, 1), "publication_proxy"),
    ],
)
def test_the_day_of_saying_is_in_the_sentence_or_is_the_day_of_print(text, earliest, latest, basis):
    (claim,) = find_claims(article(text, dt.date(2022, 6, 1)))

    assert (claim.said_earliest, claim.said_latest) == (dt.date(*earliest), dt.date(*latest))
    assert claim.said_basis == basis


def test_without_any_date_the_day_of_saying_is_null():
    claim = only_claim("Olsen said it was shut.")

    assert (claim.said_earliest, claim.said_latest, claim.said_basis) == (None, None, "none")
    assert claim.said_precision == "unknown"


def test_what_goes_on_from_an_interview_inherits_its_day_and_its_outlet():
    text = "In an interview with Radio Gelna on 4 May 2022, Olsen said the gate was shut. She added that it was old."
    said, added = find_claims(article(text, dt.date(2022, 6, 1)))

    assert (said.said_basis, added.said_basis) == ("sentence", "inherited")
    assert said.said_earliest == added.said_earliest == dt.date(2022, 5, 4)
    assert said.via_text == added.via_text == "Radio Gelna"


@pytest.mark.parametrize(
    ("following", "basis"),
    [
        # a remark of a month tells nothing of the next one, and "last week" without a day it counts from ends it too
        ("Morrow announced that 11,000 soldiers were fighting.", "publication_proxy"),
        ("Just last week, Morrow announced that 11,000 soldiers were fighting.", "publication_proxy"),
        ("In a statement on Monday, Morrow estimated that 11,000 soldiers were fighting.", "publication_proxy"),
    ],
)
def test_a_remark_of_another_month_does_not_date_the_next_one(following, basis):
    text = f"In September, Ilva Morrow claimed that the troops had seized the valley. {following}"
    first, second = find_claims(article(text, dt.date(2024, 11, 6), dt.date(2025, 1, 20)))

    assert (first.said_earliest, first.said_latest) == (dt.date(2024, 9, 1), dt.date(2024, 9, 30))
    assert (second.said_basis, second.said_earliest) == (basis, dt.date(2024, 11, 6))


def test_a_dated_remark_dates_the_next_sentences_and_no_later_ones():
    filler = "The gate is old. It was built of oak. Nobody guards it. "
    text = f"On 4 May 2022, Ann Olsen said the gate was shut. She added that it was old. {filler}Olsen said it stays."
    bases = [claim.said_basis for claim in find_claims(article(text, dt.date(2022, 6, 1)))]

    assert bases == ["sentence", "inherited", "publication_proxy"]


def test_what_worries_somebody_says_nothing():
    claims = find_claims(article("Karvia arms the islands in a move that worries the mainland and its allies."))

    assert [claim.cue_text for claim in claims if claim.cue_text == "worries"] == []


def test_a_denial_points_at_the_claim_that_it_answers():
    accusation, denial = claims(
        "Olsen said the club had sold the tower twice. The club denied selling the tower twice."
    )

    assert denial.disputes_claim_id == accusation.claim_id
    assert accusation.disputes_claim_id is None


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        # "it", "this" and a swallowed "that" are the claim of the sentence before, or of the same sentence
        (
            "The union claims that half of the crews slept on deck. Norrell Lines denies this.",
            "half of the crews slept",
        ),
        ('Ann Olsen said that the keys were lost. Tom Brandt rejected that as "absurd".', "the keys were lost"),
        ("Although Karvia put the loss at 90 boats, the port disputed that, and nobody has counted.", "the loss at 90"),
        ("Ann Olsen said the well was dry. Tom Brandt said that was untrue.", "the well was dry"),
        ('Ann Olsen said the well was dry. Tom Brandt called it "nonsense".', "the well was dry"),
        # what nobody can answer stands between
        ("Ann Olsen said the well was dry. Radio Gelna could not verify this. The mill denied it.", "the well was dry"),
        (
            "Ann Olsen said the well was dry. Brandt said he knew nothing of that. The mill denied it.",
            "the well was dry",
        ),
        # a noun that refers back; a figure is a claim with a number in it
        (
            'Red Gull said 60 boats had sunk. "Nobody counts them," said Ann Olsen. Tom Brandt rejected the estimate.',
            "60 boats",
        ),
        ("Ann Olsen accused the mill of poisoning the brook. The mill denied the allegation.", "the mill of poisoning"),
        (
            "Ann Olsen said 4,800 crates were lost. Talks begin soon. The figure of 4,800 is untrue, said Tom Brandt.",
            "4,800",
        ),
        ("Ann Olsen said she saw forty patients die. Tom Brandt denied that, saying he saw 12.", "she saw forty"),
        # whose claim it is
        (
            "Karvia's navy said it had sunk 12 boats. Ann Olsen said the sea was calm. "
            'Envoy Tom Brandt dismissed the Karvian figure as "arithmetic".',
            "it had sunk 12 boats",
        ),
        # the claim stands in the denial itself
        ("Tom Brandt said talks begin soon. He denied reports that the mill was for sale.", "the mill was for sale"),
        (
            "Ann Olsen voiced admiration for Brandt. The mill countered reports from The Gelna Post suggesting Olsen "
            "had met Brandt.",
            "Olsen had met Brandt",
        ),
        # the same matter, in other words
        (
            "Ann Olsen accused the mill of hiring agency cooks. The mill denied using agency cooks to break a strike.",
            "the mill of hiring",
        ),
    ],
)
def test_a_denial_answers_what_it_means(text, answered):
    found = claims(text)
    (denial,) = [claim for claim in found if claim.is_rebuttal]
    (told,) = [claim for claim in found if claim.claim_id == denial.disputes_claim_id]

    assert told.claim_text.startswith(answered)


@pytest.mark.parametrize(
    "text",
    [
        # no claim is denied, but a request, a plan, a person
        "Ann Olsen said the court files should be opened. A judge rejected a request to open the court files.",
        "Ann Olsen said the bill harms crews. The island has rejected bills that harm crews.",
        "Ann Olsen said the crews must rest. Tom Brandt refused to let the crews rest.",
        "Ann Olsen said the mill was for sale. Tom Brandt ruled out buying the mill.",
        "Ann Olsen said the miners had permits. The state could deny them mining permits.",
        # which claim is meant cannot be told
        "Tom Brandt denied that he had ignored the warnings.",
        "Red Gull put the number of homeless at 11,000. Norrell Hydro denied that it had ignored warnings.",
        "Ann Olsen said the vote was orderly. Tom Brandt's office denied a report that he had bought three ministries.",
        "Ann Olsen said 40 mules had died. Police said 900 people heard her. Tom Brandt called the figure a lie.",
        "Nine growers said they would buy one. Tom Brandt dismissed those fears as overblown.",
        "Clerks said the sea rose 8 feet. Ann Olsen said she saw six boats sink. Police would not confirm the number.",
        # another matter comes first in its sentence
        "Ann Olsen said she would wait. Most states keep their envoys on the coast and not in the old town, whose "
        "eastern side is held to be occupied, although Karvia disputes this.",
        # the same side
        "Norrell Lines said the doors were shut. Norrell Lines denied it.",
        "The charge is old. Ann Olsen said 340 tickets were false. The two men deny the charge.",
    ],
)
def test_an_unsure_denial_answers_nothing(text):
    found = claims(text)

    assert found
    assert [claim.claim_text for claim in found if claim.disputes_claim_id] == []


@pytest.mark.parametrize(
    ("text", "is_rebuttal"),
    [
        ("Tom Brandt denied that the dam leaked.", True),
        ("Tom Brandt rejected the claim.", True),
        ("Tom Brandt dismissed the report as untrue.", True),
        ("Tom Brandt dismissed as untrue that he had opened the gate.", True),
        ("Tom Brandt rejected as utterly false a report that he had opened the gate.", True),
        ("Tom Brandt rejected the request.", False),
        ("Tom Brandt refused to leave.", False),
        ("Tom Brandt has not denied that the dam leaked.", False),
        ("Tom Brandt said that the dam leaked.", False),
    ],
)
def test_a_refusal_is_no_rebuttal(text, is_rebuttal):
    assert only_claim(text).is_rebuttal is is_rebuttal


@pytest.mark.parametrize(
    "text",
    [
        "The Sarn Courier reported that ships left with open doors. Coastline Wire could not verify the report.",
        "Governor Ann Azim told Radio Gelna that 90 boats were lost. Tom Brandt said he could not confirm her number.",
    ],
)
def test_what_could_not_be_verified_is_the_claim_before_and_not_denied(text):
    told, unsure = claims(text)

    assert (unsure.stance, unsure.is_rebuttal) == ("could_not_verify", False)
    assert unsure.disputes_claim_id == told.claim_id


def test_a_quotation_paragraph_after_a_quotation_is_carried_over():
    found = claims('"It is shut," Olsen said.\n\n"Nobody may pass."')

    assert [(claim.claim_text, claim.speaker_resolution) for claim in found] == [
        ("It is shut", "in_sentence"),
        ("Nobody may pass", "carried_over"),
    ]
    assert found[1].cue_text is None


def test_a_quotation_paragraph_after_reported_words_that_end_theirs_is_carried_over():
    found = claims('Olsen said it was shut.\n\n"Half of it fell.\n\n"Nobody may pass."\n\nBrandt left.')

    assert [(claim.speaker_text, claim.claim_text, claim.speaker_resolution) for claim in found] == [
        ("Olsen", "it was shut", "in_sentence"),
        ("Olsen", "Half of it fell … Nobody may pass", "carried_over"),
    ]


def test_an_article_in_another_language_is_not_searched():
    assert find_claims(article('"Ja," said Olsen.', language="de")) == []


PIECES = st.sampled_from(
    [
        "Olsen", "said", "that", '"', "“", "”", "'", "’", ",", ".", "the gate", "was shut", "\n\n", "\n",
        "according to",
        "he", "who", "told", "Radio Gelna", "(", ")", "reportedly", "claims", "—", ":", ";", "citing", "in May", "Dr.",
        "U.S.", "is expected to", "and", "denied", "of", "'s claim", "!", "?", "3,000", "é", "北京", "\r\n", "‘",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_offset_quotes_the_body(text):
    found = find_claims(article(text, dt.date(2022, 6, 1)))

    assert len({claim.claim_id for claim in found}) == len(found)
    for claim in found:
        assert claim.claim_text == " … ".join(text[span.char_start : span.char_end] for span in claim.spans)
        assert claim.claim_text
        assert (claim.char_start, claim.char_end) == (claim.spans[0].char_start, claim.spans[-1].char_end)
        assert all(0 <= span.char_start < span.char_end <= len(text) for span in claim.spans)
        assert (claim.speaker_text is None) == (claim.speaker_name is None) == (claim.speaker_kind is None)
        assert (claim.speaker_text is None) == (claim.speaker_resolution == "unattributed")
        if claim.speaker_text is not None:
            assert claim.speaker_text == text[claim.speaker_char_start : claim.speaker_char_end]
        if claim.cue_text is not None:
            assert claim.cue_text == text[claim.cue_char_start : claim.cue_char_end]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_curly_and_straight_quote_marks_give_the_same_claims(text):
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))

    assert positions(find_claims(article(text))) == positions(find_claims(article(straight)))


@given(st.lists(PIECES.filter(lambda piece: piece not in ("\n", "\r\n")), max_size=40).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_line_ends_of_either_kind_give_the_same_claims(text):
    other = text.replace("\n", "\r\n")

    assert words(find_claims(article(text))) == words(find_claims(article(other)))


def test_an_abbreviation_at_the_end_of_a_line_does_not_depend_on_the_kind_of_line_end():
    text = "Olsen criticised Brandt in Hartford, Conn.\nThe gate stood open."

    assert words(claims(text)) == words(claims(text.replace("\n", "\r\n")))


def positions(found):
    return [(claim.spans, claim.cue_char_start, claim.speaker_char_start, claim.stance) for claim in found]


def words(found):
    return [(claim.claim_text.replace("\r", ""), claim.cue_text, claim.speaker_name, claim.stance) for claim in found]


def test_the_same_article_gives_the_same_claims_again():
    assert find_claims(article(TEXT)) == find_claims(article(TEXT))


def test_twice_the_text_takes_about_twice_the_time():
    find_claims(article(TEXT))

    def seconds(copies):
        long = article("\n\n".join([TEXT] * copies))
        return min(timed(long) for _ in range(3))

    def timed(long):
        start = time.process_time()
        find_claims(long)
        return time.process_time() - start

    assert seconds(320) < 8 * max(seconds(80), 0.005)
    assert seconds(20) / (20 * len(TEXT) / 10_000) < 0.05


@pytest.mark.parametrize(
    ("text", "claim_text"),
    [
        (
            "Cases rose to 210, the ministry said on Monday, up from 160 in May.",
            "Cases rose to 210 … up from 160 in May",
        ),
        (
            "Arrivals fell to 300, said border chief Ina Dorn, compared with about 900 in March.",
            "Arrivals fell to 300 … compared with about 900 in March",
        ),
        ("We lost 40, said Ina Dorn, down from the hills with 12 of her men.", "We lost 40"),
    ],
)
def test_a_comparison_after_the_speaker_is_part_of_the_claim(text, claim_text):
    assert only_claim(text).claim_text == claim_text
