"""What an operator does by hand: take a dump out, replay rejects, fill in the days of a backfill."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsledger import lake, pipeline, warehouse
from newsledger.captures import find_capture_days
from newsledger.errors import LedgerError
from newsledger.runs import record_run
from newsledger.settings import Settings
from newsledger.vocabulary import Dump, RejectReason, Withdrawal

log = logging.getLogger(__name__)

# Shorter beginnings of an id are more likely a name.
_LEAST_ID = 6


def withdraw(settings: Settings, dump: str, reason_text: str) -> Withdrawal:
    """Take a dump out: from the next build on it does not count, and its articles become tombstones.

    Articles that another dump holds too stay. The part stays in the lake; the dump is not read again until
    `undo_withdrawal`. A second withdrawal of the same dump replaces the reason.

    Args:
        settings: where the lake is.
        dump: a dump_id or the beginning of one, an address, or a file name.
        reason_text: why, for the readers of the tombstones.

    Raises:
        LedgerError: the lake holds no such dump, or several, or the reason is empty.
    """
    if not reason_text.strip():
        raise LedgerError("expected a reason: readers of the tombstones want to know why")
    started_at = warehouse.utc_now()
    lake.prepare_lake(settings.lake)
    row = _find_dump(dump, lake.read_dumps(settings.lake))
    withdrawal = Withdrawal(
        dump_id=row.dump_id,
        dump_uri=row.dump_uri,
        reason_text=reason_text.strip(),
        withdrawn_at=started_at,
        document_count=row.document_count,
        article_count=lake.count_rows(settings.lake, "articles", row.part_id),
        claim_count=lake.count_rows(settings.lake, "claims", row.part_id),
        figure_count=lake.count_rows(settings.lake, "figures", row.part_id),
    )
    lake.write_withdrawal(settings.lake, withdrawal)
    told = f"taken out: {withdrawal.reason_text}"
    record_run(settings, "withdraw", started_at, row.extractor_version, row.dump_uri, told)
    log.info("%s %s", row.dump_uri, told)
    return withdrawal


def undo_withdrawal(settings: Settings, dump: str) -> Withdrawal:
    """Let a dump that was taken out count again from the next build on, and return the withdrawal that is undone.

    Raises:
        LedgerError: no such dump is taken out, or several.
    """
    started_at = warehouse.utc_now()
    lake.prepare_lake(settings.lake)
    taken_out = lake.read_withdrawals(settings.lake)
    dumps = lake.read_dumps(settings.lake)
    row = _find_dump(dump, {dump_id: dumps[dump_id] for dump_id in taken_out if dump_id in dumps})
    lake.remove_withdrawal(settings.lake, row.dump_id)
    told = f"counts again; was taken out: {taken_out[row.dump_id].reason_text}"
    record_run(settings, "withdraw", started_at, row.extractor_version, row.dump_uri, told)
    log.info("%s %s", row.dump_uri, told)
    return taken_out[row.dump_id]


def _find_dump(words: str, dumps: Mapping[str, Dump]) -> Dump:
    """Return the one dump that a person means by an id, the beginning of an id, an address or a file name."""
    exact = [row for row in dumps.values() if words in (row.dump_id, row.dump_uri)]
    named = exact or [
        row
        for row in dumps.values()
        if row.dump_uri.rsplit("/", 1)[-1] == words
        or row.dump_uri == Path(words).expanduser().absolute().as_posix()
        or (len(words) >= _LEAST_ID and row.dump_id.startswith(words))
    ]
    if len(named) != 1:
        told = "".join(f"\n  {row.dump_id}  {row.dump_uri}" for row in named[:10])
        raise LedgerError(f"expected one dump by the name of {words}, found {len(named)} of {len(dumps)}{told}")
    return named[0]


# ------------------------------------------------------------------------------------------------------ replay


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What became of the rejects of one dump."""

    dump_uri: str
    before_count: int
    after_count: int
    detail_text: str


def list_rejected_dumps(settings: Settings, reason: RejectReason | None = None) -> list[str]:
    """Return the ids of dumps that count and have rejects, in the order of their addresses.

    With a reason, only those that have a reject of that reason.
    """
    dumps = [dump for dump in lake.read_counted_dumps(settings.lake).values() if dump.reject_count]
    return [
        dump.dump_id
        for dump in sorted(dumps, key=lambda dump: (dump.dump_uri, dump.dump_id))
        if reason is None or any(row.reason == reason for row in lake.read_rejects(settings.lake, dump.part_id))
    ]


def replay(settings: Settings, dump_id: str) -> Replayed:
    """Read a dump with rejects once more, with the present code, and return how many rejects it has now.

    When the file was repaired, so that the same address holds other bytes with all the documents of before and
    more, the old dump is taken out in favour of the new one. When the address holds something else, both stay. A
    dump that is gone stays as it is.
    """
    before = lake.read_dumps(settings.lake)[dump_id]
    try:
        after = pipeline.ingest(settings, before.dump_uri, again=True)
    except LedgerError as error:
        log.warning("%s cannot be read again: %s", before.dump_uri, error)
        return _replayed(before, before, f"cannot be read again: {error}")
    if after.dump_id == before.dump_id:
        return _replayed(before, after, "read again")
    documents, earlier = (lake.read_document_ids(settings.lake, row.part_id) for row in (after, before))
    if not earlier <= documents:
        return _replayed(before, before, f"its address holds another dump now, {after.dump_id}; both stay")
    withdraw(settings, before.dump_id, f"replaced at its address by the repaired dump {after.dump_id}")
    return _replayed(before, after, f"repaired, and replaced by {after.dump_id}")


def tell_what_is_gone(counts: Sequence[Sequence[int]]) -> str:
    """Return how many rejects are gone, for people, from the counts before and after of each dump; and log it."""
    before = sum(pair[0] for pair in counts)
    told = f"{before - sum(pair[1] for pair in counts)} of {before} rejects are gone, in {len(counts)} dumps"
    log.info(told)
    return told


def _replayed(before: Dump, after: Dump, detail_text: str) -> Replayed:
    log.info("%s: %d rejects, %d before: %s", before.dump_uri, after.reject_count, before.reject_count, detail_text)
    return Replayed(
        dump_uri=before.dump_uri,
        before_count=before.reject_count,
        after_count=after.reject_count,
        detail_text=detail_text,
    )


# ---------------------------------------------------------------------------------------------------- backfill


def list_captured_dumps(
    settings: Settings, first_on: dt.date, until: dt.date, location: str | None = None, most: int | None = None
) -> list[str]:
    """Return the addresses of new dumps that were captured from one day on and before another (UTC).

    New is what `pipeline.list_new_dumps` calls new: never read, or read by other extractors. What the day of
    capture rests on says `find_capture_days`; a dump without one is left to `ingest_dumps`.

    Raises:
        LedgerError: nothing is there.
    """
    parts = {dump.dump_uri: dump.part_id for dump in lake.read_dumps(settings.lake).values()}
    chosen = []
    for dump in pipeline.find_new_dumps(settings, location):
        clocks = lake.read_capture_clocks(settings.lake, parts[dump.uri]) if dump.uri in parts else None
        days = find_capture_days(dump.uri, dump.modified_text, clocks)
        if days and days[0] < until and days[1] >= first_on:
            chosen.append(dump.uri)
    log.info("%d of them captured from %s and before %s", len(chosen), first_on, until)
    return chosen[:most]
