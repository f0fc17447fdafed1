"""Every rule of the audit catches its planted defect, and is green without it."""

import datetime as dt

import duckdb
import pytest

from newsledger import pipeline
from newsledger.candidate_rules import list_candidate_rules
from newsledger.errors import AuditFailed
from newsledger.expectations import ask
from newsledger.rules import RowRule
from newsledger.warehouse import FILE_NAME

NOW = dt.datetime(2026, 11, 23, 12, 0)
RULES = {rule.rule_id: rule for rule in list_candidate_rules(NOW.date())}
SOME_CLAIM = "(select min(claim_id) from claims where speaker_text is not null)"
SOME_FIGURE = "(select min(figure_id) from figures where bound = 'exact' and unit_text is not null)"
SOME_ARTICLE = "(select min(article_id) from articles where published_at is not null)"
DAMAGE = {
    "claims_quote_their_article": f"update claims set char_start = char_start + 1 where claim_id = {SOME_CLAIM}",
    "speakers_and_cues_quote_their_article": f"""
        update claims set speaker_char_start = speaker_char_start + 1, speaker_char_end = speaker_char_end + 1
        where claim_id = {SOME_CLAIM}""",
    "figures_quote_their_article": f"update figures set char_end = char_end - 1 where figure_id = {SOME_FIGURE}",
    "figures_stand_in_their_claim": """
        update figures set claim_id = (select min(claim_id) from claims where article_id != figures.article_id)
        where figure_id = (select min(figure_id) from figures where claim_id is not null)""",
    "ledger_repeats_its_figures": f"delete from figure_ledger where figure_id = {SOME_FIGURE}",
    "publication_precision_is_that_of_the_interval": f"""
        update articles set published_earliest = published_latest - 3 where article_id = {SOME_ARTICLE}""",
    "dates_from_the_text_stand_in_it": f"""
        update articles set published_basis = 'content', published_evidence_text = 'the day of the great comet'
        where article_id = {SOME_ARTICLE}""",
    "nothing_is_said_in_the_future": f"""
        update claims set said_earliest = '2090-01-01', said_latest = '2090-01-01' where claim_id = {SOME_CLAIM}""",
    "former_versions_have_a_successor": f"update articles set is_current = false where article_id = {SOME_ARTICLE}",
    "articles_were_seen_somewhere": f"delete from article_appearances where article_id = {SOME_ARTICLE}",
    "long_articles_say_something": f"""
        update articles set article_id = 'of nobody', word_count = 500, language = 'en'
        where article_id = {SOME_ARTICLE}""",
    "ranges_are_in_order": f"update figures set value_high = value_low - 1 where figure_id = {SOME_FIGURE}",
    "bounds_agree_with_ends": f"update figures set value_high = null where figure_id = {SOME_FIGURE}",
    "figures_have_a_unit_or_are_bare": f"update figures set unit = null where figure_id = {SOME_FIGURE}",
    "no_article_is_dated_after_its_capture": f"""
        update articles set published_at = '2030-01-01', published_latest = '2030-01-01'
        where article_id = {SOME_ARTICLE}""",
    "published_at_is_null_unless_the_day_is_known": f"""
        update articles set published_basis = 'none' where article_id = {SOME_ARTICLE}""",
    "publication_intervals_hold_their_date": f"""
        update articles set published_earliest = published_latest + 1 where article_id = {SOME_ARTICLE}""",
    "publication_dates_agree": f"""
        insert into date_candidates
        select * replace (ordinal + 100 as ordinal, 'meta' as basis, earliest - 400 as earliest, latest - 400 as latest)
        from date_candidates where article_id = {SOME_ARTICLE} and is_chosen""",
    "claims_have_a_speaker_or_say_unattributed": f"""
        update claims set speaker_text = null where claim_id = {SOME_CLAIM}""",
    "said_and_as_of_intervals_are_in_order": f"""
        update claims set said_earliest = '2025-01-02', said_latest = '2025-01-01' where claim_id = {SOME_CLAIM}""",
    "segments_tile_their_document": """
        delete from segments where segment_id = (select min(segment_id) from segments where ordinal = 1)""",
    "documents_are_cut": "delete from segments where document_id = (select min(document_id) from segments)",
    "ledger_is_not_empty": "delete from articles",
    "values_are_of_this_world": f"""
        update figures set value_low = 1e18, value_high = 1e18 where figure_id = {SOME_FIGURE}""",
    "outlets_keep_coming_in": """
        insert into article_appearances
        select article_appearances.* replace (
            appearance_id || '/' || days.day as appearance_id,
            timestamp '2026-01-01' + to_days(days.day::integer) as fetched_at
        )
        from article_appearances, (select unnest([1, 2, 3, 5, 6, 60]) as day) as days
        where
            article_id = (select min(article_id) from articles where outlet_name is not null) and days.day < 60
            or article_id = (select max(article_id) from articles where outlet_name is not null) and days.day = 60""",
    "articles_are_dated": "update articles set published_at = null",
    "claims_are_attributed": "update claims set speaker_text = null",
}


def test_every_rule_has_a_planted_defect():
    assert set(DAMAGE) == set(RULES)


def test_every_rule_says_why_it_is_there():
    assert [rule.rule_id for rule in RULES.values() if len(rule.reason_text) < 30] == []


def audited(settings, damage=None, rules=None):
    (folder,) = settings.candidates.iterdir()
    file = folder / FILE_NAME
    if damage:
        with duckdb.connect(str(file)) as connection:
            changed = connection.execute(damage).fetchone()[0]
        assert changed > 0, "the damage must damage something"
    results = ask(file, rules or tuple(RULES.values()), "candidate", folder.name, NOW)
    return {result.rule_id: result for result in results}


def test_without_damage_no_critical_rule_fails(sampled):
    results = audited(sampled)

    assert len(results) == len(RULES)
    assert [r for r in results.values() if r.severity == "critical" and not r.is_passed] == []


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_catches_its_planted_defect(sampled, rule_id):
    result = audited(sampled, DAMAGE[rule_id], (RULES[rule_id],))[rule_id]

    assert not result.is_passed
    assert "could not run" not in (result.observed_text or "")
    assert result.failed_count or result.observed_text


def test_a_rule_that_cannot_run_has_not_passed(sampled):
    rule = RULES["ranges_are_in_order"]
    broken = type(rule)(
        rule_id="broken",
        table_name="figures",
        severity="critical",
        query="select no_such_column as key from {batch}",
        reason_text="A rule that cannot run must not look green.",
    )

    result = audited(sampled, rules=(broken,))["broken"]

    assert not result.is_passed
    assert "no_such_column" in result.observed_text


def test_failing_rows_are_named_in_one_order_whatever_the_query_gives(sampled):
    rule = RowRule(
        rule_id="shuffled",
        table_name="figures",
        severity="warning",
        query="select key from (values ('b'), ('c'), ('a')) as given (key), (select 1 from {batch} limit 1) as one",
        reason_text="Two audits of the same rows must leave the same bytes.",
    )

    assert audited(sampled, rules=(rule,))["shuffled"].failing_keys == ("a", "b", "c")


def test_an_audit_that_fails_names_the_rule_and_its_rows_and_leaves_them_in_the_candidate(sampled):
    (folder,) = sampled.candidates.iterdir()
    with duckdb.connect(str(folder / FILE_NAME)) as connection:
        connection.execute(DAMAGE["claims_quote_their_article"])
        (key,) = connection.execute(f"select {SOME_CLAIM}").fetchone()

    with pytest.raises(AuditFailed, match=rf"claims_quote_their_article: 1 rows.*{key}"):
        pipeline.audit(sampled, folder.name)

    with duckdb.connect(str(folder / FILE_NAME), read_only=True) as connection:
        rows = connection.execute(
            "select failing_keys from quality_results where not is_passed and severity = 'critical'"
        ).fetchall()
    assert rows == [([key],)]
    page = (sampled.home / "data_docs" / "index.html").read_text(encoding="utf-8")
    assert key in page
    assert "http" not in page
