"""What Airflow's processes set up for SQLite."""

import runpy
import threading

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from newsledger.settings import PROJECT

SETTINGS_FILE = PROJECT / "include" / "airflow_settings" / "airflow_local_settings.py"


def write_beside_a_writer(url):
    """Read and write within a savepoint while another connection has a write under way."""
    engine = create_engine(f"{url}?timeout=30")
    with engine.begin() as connection:
        connection.exec_driver_sql("pragma journal_mode = wal")
        connection.exec_driver_sql("create table runs (number integer)")
    other = engine.connect()
    other.exec_driver_sql("begin immediate")
    timer = threading.Timer(0.3, other.rollback)
    timer.start()
    try:
        with Session(engine) as session:
            with session.begin_nested():
                session.execute(text("select count(*) from runs")).all()
                session.execute(text("insert into runs values (1)"))
            session.commit()
            return session.execute(text("select count(*) from runs")).scalar_one()
    finally:
        timer.join()
        other.close()
        engine.dispose()


def test_a_savepoint_waits_for_the_writer_under_these_settings_only(tmp_path):
    with pytest.raises(OperationalError, match="database is locked"):
        write_beside_a_writer(f"sqlite:///{tmp_path}/without.db")

    listener = runpy.run_path(str(SETTINGS_FILE))["_begin_before_savepoint"]
    try:
        assert write_beside_a_writer(f"sqlite:///{tmp_path}/with.db") == 1
    finally:
        event.remove(Engine, "savepoint", listener)
