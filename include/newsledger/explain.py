"""Where a row of the ledger comes from: its words, dates, checks, run and bytes.

Reads the published file and, for the bytes, the dump; writes nothing.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from newsledger import warehouse
from newsledger.dumps import list_dumps, read_dump, read_dump_id
from newsledger.errors import LedgerError
from newsledger.schema import to_plain
from newsledger.vocabulary import Document

Kind = Literal["claim", "figure", "article"]
Mark = Literal["words", "speaker", "cue"]
BytesState = Literal["same", "record_changed", "reading_changed", "record_gone", "dump_gone"]
Row = Mapping[str, Any]
Ask = Callable[..., list[dict[str, Any]]]

_KEYS: Mapping[Kind, tuple[str, str]] = {
    "claim": ("claims", "claim_id"),
    "figure": ("figures", "figure_id"),
    "article": ("articles", "article_id"),
}
# Tables whose checks look at a row of each kind, its own first.
_LOOKED_AT: Mapping[Kind, tuple[str, ...]] = {
    "claim": ("claims", "articles", "documents", "segments"),
    "figure": ("figures", "claims", "articles", "documents", "segments"),
    "article": ("articles", "date_candidates", "documents", "segments"),
}
_LEAST_ID = 4
_MOST_TOLD = 5
_AROUND = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of an article, and what it is of the row that is explained."""

    text: str
    mark: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFound:
    """A date of the row or of its article: the days that it allows, and what that rests on."""

    of_what: str
    earliest: dt.date | None
    latest: dt.date | None
    precision: str
    basis: str
    evidence_text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check that looked at the row; `is_among_failing` when the row, its article or its document broke it."""

    audit_stage: str
    rule_id: str
    table_name: str
    severity: str
    is_passed: bool
    is_among_failing: bool
    failed_count: int | None
    reason_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BytesFound:
    """Whether the dump still gives the text that the row quotes."""

    state: BytesState
    detail_text: str
    dump_uri: str
    dump_id: str
    record_locator: str
    is_same_dump: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that is known of a claim, a figure or an article."""

    kind: Kind
    id: str
    build_id: str | None
    row: Row
    claim: Row | None
    article: Row
    pieces: tuple[Piece, ...]
    dates: tuple[DateFound, ...]
    candidates: tuple[Row, ...]
    checks: tuple[Check, ...]
    appearances: tuple[Row, ...]
    run: Row | None
    bytes_found: BytesFound


def explain(file: Path, words: str, field_names: Mapping[str, str] | None = None) -> Explanation:
    """Return what is known of the claim, figure or article with this id, or the beginning of one.

    Args:
        file: the published DuckDB file.
        words: a claim_id, figure_id or article_id; a beginning of at least four characters that only one row has.
        field_names: with which the dumps were read, as in the settings.

    Raises:
        LedgerError: nothing is published, no row has the id, or several begin so.
    """
    with warehouse.reading_published(file) as connection:

        def ask(query: str, *values: Any) -> list[dict[str, Any]]:
            return warehouse.rows_of(connection, query, values)

        kind, row = _find_row(ask, words)
        id_ = str(row[_KEYS[kind][1]])
        article = row if kind == "article" else _one(ask, "articles", "article_id", row["article_id"])
        claim = row if kind == "claim" else None
        if kind == "figure" and row["claim_id"]:
            claim = _one(ask, "claims", "claim_id", row["claim_id"])
        appearances = ask(
            "select * from article_appearances where article_id = ? order by is_first desc, appearance_id",
            article["article_id"],
        )
        run = _find_run(ask, appearances[0]["dump_uri"])
        keys = {id_, str(article["article_id"]), str(article["document_id"])} | (
            {claim["claim_id"]} if claim else set()
        )
        build_id = _audited_build(ask)
        candidates = ask("select * from date_candidates where article_id = ? order by ordinal", article["article_id"])
        checks = _find_checks(ask, kind, keys, build_id, run)
        segments = ask(
            "select segment_text from segments where document_id = ? order by ordinal", article["document_id"]
        )
    return Explanation(
        kind=kind,
        id=id_,
        build_id=build_id,
        row=row,
        claim=claim,
        article=article,
        pieces=tuple(_cut_pieces(article["body_text"], _marks(kind, row, claim))),
        dates=tuple(_dates(row, claim, article)),
        candidates=tuple(candidates),
        checks=tuple(checks),
        appearances=tuple(appearances),
        run=run,
        bytes_found=_compare_bytes(
            appearances, article["document_id"], "".join(s["segment_text"] for s in segments), field_names or {}
        ),
    )


def to_plain_explanation(found: Explanation) -> dict[str, Any]:
    """Return an explanation as dicts, lists and scalars for JSON, with the words of the row as one text."""
    words_text = "".join(piece.text for piece in found.pieces if piece.mark == "words")
    return {**to_plain(found), "words_text": words_text}


def _find_row(ask: Ask, words: str) -> tuple[Kind, Row]:
    words = words.strip().lower()
    if len(words) < _LEAST_ID:
        raise LedgerError(f"expected at least {_LEAST_ID} characters of an id, came {words!r}")
    found: list[tuple[Kind, Row]] = [
        (kind, row)
        for kind, (table, key) in _KEYS.items()
        for row in ask(
            f"select * from {table} where starts_with({key}, ?) order by {key} limit {_MOST_TOLD}",  # noqa: S608 -- our names
            words,
        )
    ]
    exact = [(kind, row) for kind, row in found if row[_KEYS[kind][1]] == words]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        told = "".join(f"\n  {kind} {row[_KEYS[kind][1]]}" for kind, row in found)
        raise LedgerError(f"several ids begin with {words}:{told}")
    for tomb in ask("select * from tombstones where starts_with(article_id, ?) limit 1", words):
        raise LedgerError(
            f"article {tomb['article_id']} ({tomb['headline'] or 'without a headline'}) no longer stands: its dump "
            f"{tomb['dump_id']} was taken out on {tomb['withdrawn_at']:%Y-%m-%d %H:%M} UTC: {tomb['reason_text']}"
        )
    raise LedgerError(f"no claim, figure or article begins with {words}")


def _one(ask: Ask, table: str, key: str, value: str) -> Row:
    (row,) = ask(f"select * from {table} where {key} = ?", value)  # noqa: S608 -- our names
    return row


def _find_run(ask: Ask, dump_uri: str) -> Row | None:
    """Return the last reading of a dump that the build knew."""
    runs = ask(
        "select * from runs where step = 'ingest' and input_text = ? order by started_at desc, run_id limit 1", dump_uri
    )
    return runs[0] if runs else None


def _audited_build(ask: Ask) -> str | None:
    audits = "select build_id from quality_results where audit_stage = 'candidate'"
    builds = ask(f"{audits} order by audited_at desc, build_id limit 1")
    return builds[0]["build_id"] if builds else None


def _find_checks(ask: Ask, kind: Kind, keys: set[str], build_id: str | None, run: Row | None) -> list[Check]:
    """Return the checks of the build, and of the first audit of the lake after the dump was read; failed ones first."""
    tables = _LOOKED_AT[kind]
    results = ask(
        """
        select * from quality_results
        where list_contains($1, table_name) and (
            (audit_stage = 'candidate' and build_id = $2)
            or (audit_stage = 'lake' and audited_at = (
                select min(audited_at) from quality_results where audit_stage = 'lake' and audited_at >= $3
            ))
        )
        """,
        list(tables),
        build_id,
        run["finished_at"] if run else None,
    )
    checks = [
        Check(
            audit_stage=result["audit_stage"],
            rule_id=result["rule_id"],
            table_name=result["table_name"],
            severity=result["severity"],
            is_passed=result["is_passed"],
            is_among_failing=bool(keys.intersection(result["failing_keys"])),
            failed_count=result["failed_count"],
            reason_text=result["reason_text"],
        )
        for result in results
    ]
    return sorted(
        checks,
        key=lambda c: (not c.is_among_failing, c.is_passed, c.audit_stage, tables.index(c.table_name), c.rule_id),
    )


def _marks(kind: Kind, row: Row, claim: Row | None) -> list[tuple[int, int, Mark]]:
    """Return the stretches of body_text to be marked; a later one lies over an earlier one."""
    marks: list[tuple[int, int, Mark]] = []
    if kind == "claim":
        marks += [(span["char_start"], span["char_end"], "words") for span in row["spans"]]
    if claim and claim["speaker_char_start"] is not None:
        marks.append((claim["speaker_char_start"], claim["speaker_char_end"], "speaker"))
    if claim and claim["cue_char_start"] is not None:
        marks.append((claim["cue_char_start"], claim["cue_char_end"], "cue"))
    if kind == "figure":
        marks.append((row["char_start"], row["char_end"], "words"))
    return marks


def _cut_pieces(body_text: str, marks: Sequence[tuple[int, int, Mark]]) -> Iterable[Piece]:
    """Give the marked stretches and what stands around and between them, in reading order."""
    if not marks:
        yield Piece(text=body_text[: 3 * _AROUND], mark=None)
        return
    words = [(start, end) for start, end, mark in marks if mark == "words"]
    near = [m for m in marks if m[1] > words[0][0] - 3 * _AROUND and m[0] < words[-1][1] + 3 * _AROUND]
    start = max(0, min(m[0] for m in near) - _AROUND)
    end = min(len(body_text), max(m[1] for m in near) + _AROUND)
    painted: list[Mark | None] = [None] * (end - start)
    for first, last, mark in near:
        painted[first - start : last - start] = [mark] * (last - first)
    begin = 0
    for place in range(1, len(painted) + 1):
        if place == len(painted) or painted[place] != painted[begin]:
            yield Piece(text=body_text[start + begin : start + place], mark=painted[begin])
            begin = place


def _dates(row: Row, claim: Row | None, article: Row) -> Iterable[DateFound]:
    if "as_of_basis" in row:
        yield DateFound(
            of_what="as of",
            earliest=row["as_of_earliest"],
            latest=row["as_of_latest"],
            precision=row["as_of_precision"],
            basis=row["as_of_basis"],
            evidence_text=None,
        )
    if claim:
        yield DateFound(
            of_what="said",
            earliest=claim["said_earliest"],
            latest=claim["said_latest"],
            precision=claim["said_precision"],
            basis=claim["said_basis"],
            evidence_text=None,
        )
    yield DateFound(
        of_what="published",
        earliest=article["published_earliest"],
        latest=article["published_latest"],
        precision=article["published_precision"],
        basis=article["published_basis"],
        evidence_text=article["published_evidence_text"],
    )


def _compare_bytes(
    appearances: Sequence[Row], document_id: str, text: str, field_names: Mapping[str, str]
) -> BytesFound:
    """Read the record of the article's document from its dump once more and compare it with what is published.

    When the first dump is gone, the next one that held the same document is asked.
    """
    found = None
    for place in appearances:
        if place["document_id"] == document_id:
            found = _compare_record(place, text, field_names)
            if found.state != "dump_gone":
                return found
    if found is None:
        raise LedgerError(f"no appearance of the article names its document {document_id}")
    return found


def _compare_record(place: Row, text: str, field_names: Mapping[str, str]) -> BytesFound:
    uri, locator = place["dump_uri"], place["record_locator"]

    def tell(state: BytesState, detail_text: str, is_same_dump: bool | None = None) -> BytesFound:
        return BytesFound(
            state=state,
            detail_text=detail_text,
            dump_uri=uri,
            dump_id=place["dump_id"],
            record_locator=locator,
            is_same_dump=is_same_dump,
        )

    try:
        (file,) = list_dumps(uri)
        is_same_dump = read_dump_id(file) == place["dump_id"]
    except (LedgerError, ValueError) as error:
        return tell("dump_gone", f"the dump is gone: {error}")
    outcomes = read_dump(file, place["dump_id"], field_names)
    records = (record for record in outcomes if record.record_locator == locator)
    record = next((record for record in records if isinstance(record, Document)), None)
    if record is None:
        return tell("record_gone", "the dump holds no such record any more", is_same_dump)
    if record.document_id != place["document_id"]:
        return tell(
            "record_changed", "the record has other bytes now; these words came from the old ones", is_same_dump
        )
    if record.text != text:
        return tell("reading_changed", "the same bytes, read in another way by this version of the code", is_same_dump)
    return tell("same", f"the same {len(text):,} characters, rebuilt from the dump", is_same_dump)
