"""What Airflow's processes set up at their start, by Airflow's own name for such a file."""

import os
import sys

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

__all__: tuple[str, ...] = ()  # Airflow takes the names of this module for settings of its own


@event.listens_for(Engine, "savepoint")
def _begin_before_savepoint(connection: Connection, _: str) -> None:
    """Wait for SQLite's one writer before the savepoint is set.

    A savepoint outside a transaction opens one that reads first, and SQLite refuses at once, without waiting, to let
    a reader write while another does. Airflow's backfill works that way beside the scheduler.
    """
    if connection.dialect.name == "sqlite" and not getattr(
        connection.connection.dbapi_connection, "in_transaction", True
    ):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _import_steps() -> None:
    """Import what every task needs, and note its version: tasks are forked from the scheduler, and take it over."""
    from newsledger import pipeline, version  # noqa: F401

    version.extractor_version()


if "scheduler" in sys.argv and os.environ.get("NEWSLEDGER_IMPORT_EARLY"):
    _import_steps()
