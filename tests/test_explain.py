"""A row is explained by its words, dates, checks, run and bytes, from the published file and the dump alone."""

import io
import json

import duckdb
import pytest
from rich.console import Console
from typer.testing import CliRunner

from conftest import OTHER_STORY, STORY
from newsledger.cli import app
from newsledger.console import show_explanation
from newsledger.errors import LedgerError
from newsledger.explain import explain


def id_of(settings, query):
    with duckdb.connect(str(settings.published_file), read_only=True) as connection:
        return connection.execute(query).fetchone()[0]


def execute(settings, query, *values):
    with duckdb.connect(str(settings.published_file.resolve())) as connection:
        connection.execute(query, list(values))


def claim_id(settings):
    return id_of(settings, "select claim_id from claims where claim_text like 'We have never seen%'")


def figure_id(settings):
    return id_of(settings, "select figure_id from figures where value_low = 20000")


def marked(found, mark):
    return "".join(piece.text for piece in found.pieces if piece.mark == mark)


def shown(found):
    page = io.StringIO()
    show_explanation(found, Console(file=page, width=200))
    return page.getvalue()


def test_a_claim_is_marked_in_its_article_with_speaker_and_cue(published):
    found = explain(published.published_file, claim_id(published))

    assert found.kind == "claim"
    assert marked(found, "words") == "We have never seen it this low in March"
    assert "Rolf Adeyemi" in marked(found, "speaker")
    assert marked(found, "cue") == "said"
    around = "".join(piece.text for piece in found.pieces)
    assert len(around) > 300
    assert around in found.article["body_text"]


def test_a_figure_is_explained_with_the_claim_it_stands_in(published):
    found = explain(published.published_file, figure_id(published))

    assert found.kind == "figure"
    assert "20,000 households" in marked(found, "words")
    assert found.claim["speaker_name"] == "Petra Lindqvist"
    assert "Petra Lindqvist" in marked(found, "speaker")
    assert [date.of_what for date in found.dates] == ["as of", "said", "published"]
    evidence = found.dates[-1].evidence_text
    assert "4 March 2026" in evidence
    assert [one["evidence_text"] for one in found.candidates if one["is_chosen"]] == [evidence]


def test_an_article_is_explained_by_the_run_and_the_record_it_came_from(published):
    found = explain(published.published_file, id_of(published, "select article_id from articles"))

    assert found.kind == "article"
    assert found.run["step"] == "ingest"
    assert found.run["code_version"]
    assert found.appearances[0]["dump_uri"].endswith("halden.txt")
    assert found.bytes_found.state == "same"
    assert found.bytes_found.is_same_dump
    assert f"{len(STORY):,} characters" in found.bytes_found.detail_text


def test_the_checks_that_look_at_a_row_are_those_of_its_tables(published):
    found = explain(published.published_file, claim_id(published))

    names = {check.rule_id for check in found.checks}
    assert {"claims_quote_their_article", "no_article_is_dated_after_its_capture", "documents_are_cut"} <= names
    assert "ranges_are_in_order" not in names
    assert not any(check.is_among_failing for check in found.checks)
    assert found.build_id == published.published.readlink().name


def test_a_row_among_the_failing_ones_of_a_check_says_so_first(published):
    key = claim_id(published)
    execute(
        published,
        "update quality_results set is_passed = false, failing_keys = [?] where rule_id = 'claims_are_attributed'",
        key,
    )

    found = explain(published.published_file, key)

    assert [check.rule_id for check in found.checks if check.is_among_failing] == ["claims_are_attributed"]
    assert found.checks[0].is_among_failing
    assert "claims_are_attributed: this row is among those that broke it" in shown(found)


@pytest.mark.parametrize(
    ("change", "state", "is_same_dump", "told"),
    [
        (lambda path: path.unlink(), "dump_gone", None, "the dump is gone"),
        (lambda path: path.write_text(OTHER_STORY, encoding="utf-8"), "record_changed", False, "other bytes now"),
        (lambda path: path.write_bytes(b""), "record_gone", False, "no such record"),
        (lambda path: path.rename(path.with_name("moved.txt")), "dump_gone", None, "the dump is gone"),
    ],
)
def test_bytes_that_say_something_else_are_told(published, tmp_path, change, state, is_same_dump, told):
    dump = tmp_path / "halden.txt"
    dump.write_text(STORY, encoding="utf-8")
    execute(published, "update article_appearances set dump_uri = ?", str(dump))
    assert explain(published.published_file, claim_id(published)).bytes_found.state == "same"
    change(dump)

    found = explain(published.published_file, claim_id(published))

    assert (found.bytes_found.state, found.bytes_found.is_same_dump) == (state, is_same_dump)
    assert told in found.bytes_found.detail_text
    assert told in shown(found)


def test_a_reading_that_has_changed_since_is_told_from_changed_bytes(published):
    execute(published, "update segments set segment_text = segment_text || ' ' where ordinal = 1")

    assert explain(published.published_file, claim_id(published)).bytes_found.state == "reading_changed"


def test_the_beginning_of_an_id_is_enough_when_only_one_row_has_it(published):
    key = claim_id(published)

    assert explain(published.published_file, key[:8].upper()).id == key


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("abc", "at least 4 characters"),
        ("zzzzzz", "no claim, figure or article begins with zzzzzz"),
        ("'; --", "no claim"),
    ],
)
def test_an_id_that_nothing_has_is_an_error_with_its_reason(published, words, message):
    with pytest.raises(LedgerError, match=message):
        explain(published.published_file, words)


def test_an_id_that_several_have_lists_them(published):
    execute(published, "update claims set claim_id = 'same' || claim_id")

    with pytest.raises(LedgerError, match=r"several ids begin with same:\n  claim same[0-9a-f]{32}\n  claim same"):
        explain(published.published_file, "same")


def test_nothing_is_explained_before_the_first_publish(settings):
    with pytest.raises(LedgerError, match="nothing is published"):
        explain(settings.published_file, "abcdef")


def test_an_article_that_was_taken_out_is_explained_by_its_tombstone(published):
    key = "ab" * 16
    values = (key, "d", "u", "Port Averil", "it was a hoax", "2026-03-05 10:00:00")
    execute(published, "insert into tombstones values (?, ?, ?, ?, ?, ?)", *values)

    with pytest.raises(LedgerError, match=r"Port Averil\) no longer stands: .*2026-03-05 10:00 UTC: it was a hoax"):
        explain(published.published_file, key)


def test_the_command_shows_words_in_brackets_and_json_has_it_all(published):
    key = figure_id(published)

    page = CliRunner().invoke(app, ["explain", key[:10], "--home", str(published.home)])
    plain = CliRunner().invoke(app, ["explain", key, "--json", "--home", str(published.home)])

    assert page.exit_code == 0
    assert "20,000 households⟧" in page.stdout
    assert "Petra Lindqvist" in page.stdout
    told = json.loads(plain.stdout)
    assert told["id"] == key
    assert "20,000 households" in told["words_text"]
    assert told["dates"][-1]["earliest"] == "2026-03-04"
    assert told["bytes_found"]["state"] == "same"
