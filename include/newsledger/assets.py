"""What one DAG makes and another waits for. Both sides import the name from here."""

from airflow.sdk import Asset

LAKE = Asset(name="newsledger_lake", uri="newsledger://lake", group="newsledger")
PUBLISHED = Asset(name="newsledger_published", uri="newsledger://published", group="newsledger")

# Its one slot keeps two builds from writing DuckDB files at once.
WRITER_POOL = "duckdb_writer"
# On Celery, the one worker that touches those files; the local executor does not look at it.
WRITER_QUEUE = "warehouse"
