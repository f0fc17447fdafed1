"""What would surprise us in the lake, before anything is built from it. Data only: lake_audit.py asks.

The tables are views over the parts that no audit has looked at yet; `part_files` says of each of their files whether
it can be read. Every query returns the key of a bad row and the part that it lies in.
"""

# ruff: noqa: S608 -- the queries are our own; nothing from a dump reaches them
import datetime as dt
from collections.abc import Iterator, Mapping

from newsledger.rules import RowRule
from newsledger.vocabulary import LAKE, Column, columns_of

# What makes a row of a part one of its kind; the first is what an audit shows.
KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("record_locator",),
    "segments": ("segment_id",),
    "articles": ("article_id", "document_id"),
    "sketches": ("article_id", "document_id"),
    "date_candidates": ("article_id", "document_id", "ordinal"),
    "claims": ("claim_id", "document_id"),
    "figures": ("figure_id", "document_id"),
    "rejects": ("reject_id",),
}
_IN_ARTICLE = """
    left join articles
        on rows_of.part_id = articles.part_id
        and rows_of.article_id = articles.article_id
        and rows_of.document_id = articles.document_id
"""


def list_lake_rules(today: dt.date, part_names: Mapping[str, str]) -> tuple[RowRule, ...]:
    """Return the rules of an audit of the lake on this day (UTC).

    `part_names` has the file name of the dump of each part that is looked at.
    """
    return tuple(
        RowRule(
            rule_id=rule.rule_id,
            table_name=rule.table_name,
            severity=rule.severity,
            query=rule.query,
            reason_text=rule.reason_text,
            part_names=part_names,
        )
        for rule in (*_rules_about_files(), *_rules_about_columns(), *_rules_about_words(), _rule_about_clocks(today))
    )


def _rules_about_files() -> Iterator[RowRule]:
    yield RowRule(
        rule_id="lake_parts_are_whole",
        table_name="part_files",
        severity="critical",
        query="""
            select table_name || '/' || part_id || '.parquet: ' || problem_text as key, part_id
            from {batch} where problem_text is not null
        """,
        reason_text="A file that is gone or cut off would leave its rows out of the build without a word.",
    )
    yield RowRule(
        rule_id="lake_dumps_count_their_rows",
        table_name="dumps",
        severity="critical",
        query="""
            select dumps.dump_id as key, dumps.part_id from {batch} as dumps
            left join (select part_id, count(*) as row_count from documents group by part_id) as kept
                on dumps.part_id = kept.part_id
            left join (select part_id, count(*) as row_count from rejects group by part_id) as refused
                on dumps.part_id = refused.part_id
            where dumps.document_count != coalesce(kept.row_count, 0)
                or dumps.reject_count != coalesce(refused.row_count, 0)
        """,
        reason_text="What was counted on the way in must lie there: each record is a document, a reject or skipped.",
    )


def _rules_about_columns() -> Iterator[RowRule]:
    """Give the rules that follow from the vocabulary: keys, nulls and closed lists, table by table."""
    for table, keys in KEYS.items():
        columns = columns_of(LAKE[table])
        names = ", ".join(keys)
        yield RowRule(
            rule_id=f"lake_{table}_are_one_a_key",
            table_name=table,
            severity="critical",
            query=f"select {keys[0]} as key, part_id from {{batch}} group by part_id, {names} having count(*) > 1",
            reason_text=f"The build keeps one row for each {names} and would drop the other without a word.",
        )
        yield RowRule(
            rule_id=f"lake_{table}_fill_in_their_columns",
            table_name=table,
            severity="critical",
            query=_query_of_any(table, (f"{c.name} is null" for c in columns if not c.is_nullable)),
            reason_text="Null means unknown, and the vocabulary says which columns can be unknown.",
        )
        if any(column.allowed for column in columns):
            yield RowRule(
                rule_id=f"lake_{table}_use_closed_lists",
                table_name=table,
                severity="critical",
                query=_query_of_any(table, (_is_not_listed(c) for c in columns if c.allowed)),
                reason_text="A word outside of its list falls through every query that asks for the list.",
            )


def _query_of_any(table: str, conditions: Iterator[str]) -> str:
    return f"select {KEYS[table][0]} as key, part_id from {{batch}} where {' or '.join(conditions)}"


def _is_not_listed(column: Column) -> str:
    return f"{column.name} not in ({', '.join(repr(value) for value in column.allowed)})"


def _rules_about_words() -> Iterator[RowRule]:
    yield RowRule(
        rule_id="lake_documents_are_cut_once",
        table_name="documents",
        severity="critical",
        query="""
            select document_id as key, part_id from {batch}
            group by part_id, document_id having count_if(is_cut) != 1
        """,
        reason_text="Records with the same bytes are cut into articles once; twice doubles them, never loses them.",
    )
    yield RowRule(
        rule_id="lake_segments_add_up_to_their_document",
        table_name="documents",
        severity="critical",
        query="""
            select documents.document_id as key, documents.part_id from {batch} as documents
            left join (
                select part_id, document_id, string_agg(segment_text, '' order by ordinal) as segments_text
                from segments group by part_id, document_id
            ) as cut on documents.part_id = cut.part_id and documents.document_id = cut.document_id
            where documents.is_cut and documents.text is distinct from cut.segments_text
        """,
        reason_text="Only here the text of a document lies beside its segments; later nobody can see a lost word.",
    )
    yield RowRule(
        rule_id="lake_articles_are_of_a_document",
        table_name="articles",
        severity="critical",
        query="""
            select articles.article_id as key, articles.part_id from {batch} as articles
            anti join documents
                on articles.part_id = documents.part_id and articles.document_id = documents.document_id
                and documents.is_cut
        """,
        reason_text="An article without its page has no address, no capture clock and no bytes to go back to.",
    )
    yield RowRule(
        rule_id="lake_articles_hash_their_words",
        table_name="articles",
        severity="critical",
        query="""
            select article_id as key, part_id from {batch}
            where sha256(body_text) is distinct from text_sha256 or trim(body_text) = '' or word_count < 1
        """,
        reason_text="The hash joins copies of a text into one story; a body that changed since joins the wrong ones.",
    )
    yield RowRule(
        rule_id="lake_dates_are_of_an_article",
        table_name="date_candidates",
        severity="critical",
        query=f"""
            select rows_of.article_id as key, rows_of.part_id from {{batch}} as rows_of {_IN_ARTICLE}
            where articles.article_id is null or rows_of.earliest > rows_of.latest
        """,
        reason_text="A date weighed for no article, or an interval that ends before it begins, was misread.",
    )
    yield RowRule(
        rule_id="lake_claims_lie_in_their_article",
        table_name="claims",
        severity="critical",
        query=f"""
            select rows_of.claim_id as key, rows_of.part_id from {{batch}} as rows_of {_IN_ARTICLE}
            where articles.article_id is null
                or rows_of.char_start < 0 or rows_of.char_end <= rows_of.char_start
                or greatest(rows_of.char_end, rows_of.speaker_char_end, rows_of.cue_char_end)
                    > length(articles.body_text)
                or rows_of.speaker_char_end <= rows_of.speaker_char_start
                or rows_of.cue_char_end <= rows_of.cue_char_start
                or len(rows_of.spans) = 0
                or len(list_filter(rows_of.spans, lambda span: span.char_start < rows_of.char_start
                    or span.char_end > rows_of.char_end or span.char_end <= span.char_start)) > 0
        """,
        reason_text="Offsets beyond the text show that claims and articles of this part come from two readings.",
    )
    yield RowRule(
        rule_id="lake_figures_lie_in_their_article",
        table_name="figures",
        severity="critical",
        query=f"""
            select rows_of.figure_id as key, rows_of.part_id from {{batch}} as rows_of {_IN_ARTICLE}
            where articles.article_id is null
                or rows_of.char_start < 0 or rows_of.char_end <= rows_of.char_start
                or rows_of.char_end > length(articles.body_text)
        """,
        reason_text="Offsets beyond the text show that figures and articles of this part come from two readings.",
    )


def _rule_about_clocks(today: dt.date) -> RowRule:
    return RowRule(
        rule_id="lake_captures_are_of_this_age",
        table_name="documents",
        severity="warning",
        query=f"""
            select record_locator as key, part_id from {{batch}}
            where fetched_at < date '1990-01-01' or fetched_at > date '{today.isoformat()}' + 2
        """,
        reason_text="A capture clock before the Web or after today would bound the dates of its page wrongly.",
    )
