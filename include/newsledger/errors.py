"""Errors with a meaning of their own."""

from newsledger.vocabulary import RejectReason


class RejectedRecord(Exception):
    """This record is bad, the run is not: it becomes a row in rejects and the next record is read."""

    def __init__(self, reason: RejectReason, detail_text: str) -> None:
        """Say why the record is refused, and what was expected and what came."""
        super().__init__(f"{reason}: {detail_text}")
        self.reason: RejectReason = reason
        self.detail_text = detail_text


class LedgerError(Exception):
    """Something a user can mend: a missing folder, a candidate that failed its audit. Shown without a traceback."""


class AuditFailed(LedgerError):
    """A candidate broke a critical check: the same rows would break it again, so there is no use in a retry."""
