from dataclasses import replace

import pytest

from newsledger.segments import cut_document
from newsledger.sketches import sketch_article
from newsledger.vocabulary import Document

BODY = (
    "The bridge at Orrin Vale was closed on Friday after a lorry of Halvik Terminals hit its northern pier.\n\n"
    '"Nobody saw it coming and nobody wants to say so," said Petra Lindqvist, who runs the ferry.\n\n'
    "Engineers counted 14 cracks and said repairs would take until autumn at the earliest, if money is found."
)


def sketch_of(body):
    document = Document(
        document_id="d",
        dump_id="u",
        dump_uri="/landing/a.txt",
        record_locator="file",
        media_type="text/plain",
        url=None,
        fetched_at=None,
        text=f"Bridge closed at Orrin Vale\n\nBy Ines Okafor\n\nPublished: 4 March 2026\n\n{BODY}",
    )
    (article,) = cut_document(document).articles
    return sketch_article(replace(article, body_text=body))


def shingles(sketch):
    return {shingle for sentence in sketch.sentences for shingle in sentence}


@pytest.mark.parametrize(
    ("old", "new"),
    [("lorry of", "Lorry of"), ("autumn at the earliest, if", "autumn at the earliest if"), ("\n\n", "\n\n\n")],
    ids=["case", "comma", "space"],
)
def test_case_marks_and_space_make_no_other_text(old, new):
    assert old in BODY
    assert shingles(sketch_of(BODY)) == shingles(sketch_of(BODY.replace(old, new)))


def test_words_in_quotation_marks_are_left_out():
    other = BODY.replace(
        "Nobody saw it coming and nobody wants to say so", "The river has taken what it was owed for years"
    )

    assert shingles(sketch_of(BODY))
    assert shingles(sketch_of(BODY)) == shingles(sketch_of(other))
    assert sketch_of(BODY).sketch_id != sketch_of(other).sketch_id


def test_numbers_and_names_are_facts_and_first_words_are_none():
    facts = set(sketch_of(BODY).facts)

    assert len(facts) == len({"14", "orrin", "vale", "friday", "halvik", "terminals", "petra", "lindqvist"})
    assert facts - set(sketch_of(BODY.replace("14 cracks", "15 cracks")).facts)
    assert not facts - set(sketch_of(BODY.replace("Engineers counted", "Inspectors counted")).facts)


def test_an_interview_is_known_by_what_is_said_in_it():
    speech = '"We will mend the pier before the winter comes and we will not ask the valley to pay for it," she said.'

    assert len(shingles(sketch_of(speech))) > 15


def test_shingles_do_not_reach_over_sentences():
    (one,) = sketch_of(
        "A very long evening at the northern pier ended without any word from the office of the mayor."
    ).sentences
    two = sketch_of(
        "A very long evening at the northern pier ended. Without any word from the office of the mayor."
    ).sentences

    assert len(two) == 2
    assert len(one) - len(two[0]) - len(two[1]) == 2
