"""What DAGs share: the assets that one makes and another waits for, the writer's pool and queue, retries."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from airflow.sdk import Asset

LAKE = Asset(name="newsledger_lake", uri="newsledger://lake", group="newsledger")
PUBLISHED = Asset(name="newsledger_published", uri="newsledger://published", group="newsledger")

# Its one slot keeps two builds from writing DuckDB files at once.
WRITER_POOL = "duckdb_writer"
# On Celery, the one worker that touches those files; the local executor does not look at it.
WRITER_QUEUE = "warehouse"

# A lost connection or a busy disk is over after a while; what a retry cannot mend fails at once (AirflowFailException).
DEFAULT_ARGS: Mapping[str, Any] = {
    "owner": "data-engineering",
    "retries": 2,
    "retry_delay": dt.timedelta(seconds=20),
}
