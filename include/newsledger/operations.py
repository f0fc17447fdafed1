"""What an operator does by hand: take a dump out."""

import logging
from collections.abc import Mapping
from pathlib import Path

from newsledger import lake, warehouse
from newsledger.errors import LedgerError
from newsledger.runs import record_run
from newsledger.settings import Settings
from newsledger.vocabulary import Dump, Withdrawal

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
