"""What Airflow's processes set up at their start, by Airflow's own name for such a file: SQLite's savepoints."""

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
