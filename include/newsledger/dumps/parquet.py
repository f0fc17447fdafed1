"""Parquet tables: one record a row."""

from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from newsledger.dumps.fields import fields_to_document, is_known_key
from newsledger.dumps.records import MAX_RECORD_BYTES, Outcome, Outcomes, Source, to_reject
from newsledger.errors import RejectedRecord

MEDIA_TYPE = "application/vnd.apache.parquet"

BATCH_ROWS = 64
"""Rows held at a time: enough to be fast, and few enough that long articles do not fill the memory."""

_BUFFER_BYTES = 2**20


def read_parquet(file: BinaryIO, source: Source) -> Outcomes:
    """Return an outcome for each row, named by its number from 1.

    Only columns that fields.py knows or the mapping names are read. A row has no bytes of its own: its id is
    the hash of these columns as JSON with sorted keys.
    """
    try:
        table = pq.ParquetFile(file, buffer_size=_BUFFER_BYTES, pre_buffer=False)
        names = table.schema_arrow.names
        columns = [name for name in names if is_known_key(name, source)]
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _refusal(error) from error
    if not columns and table.metadata.num_rows:
        raise RejectedRecord("no_text", f"expected a column with text or HTML, came: {', '.join(names)[:500]}")
    batches = table.iter_batches(batch_size=BATCH_ROWS, columns=columns, use_threads=False)
    number = 0
    while True:
        try:
            batch = next(batches, None)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _refusal(error) from error
        if batch is None:
            return
        batch = _with_microseconds(batch)
        for index in range(batch.num_rows):
            number += 1
            yield _row_outcome(batch, index, source, f"row {number}")


def _row_outcome(batch: pa.RecordBatch, index: int, source: Source, part: str) -> Outcome:
    try:
        (row,) = batch.slice(index, 1).to_pylist()
        raw = orjson.dumps(row, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
        if len(raw) > MAX_RECORD_BYTES:
            raise RejectedRecord("too_large", f"expected rows of at most {MAX_RECORD_BYTES:,} bytes, came {len(raw):,}")
        return fields_to_document(row, raw, source, part, MEDIA_TYPE)
    except RejectedRecord as refusal:
        return to_reject(source, part, refusal)
    except UnicodeDecodeError as error:
        return to_reject(source, part, RejectedRecord("undecodable", f"expected UTF-8 in a row: {error}"))
    except (ValueError, OverflowError, orjson.JSONEncodeError) as error:
        return to_reject(source, part, RejectedRecord("broken_record", f"expected a row of plain values: {error}"))


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else str(value)


def _with_microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch whose moments are microseconds, which is all that Python's have."""
    for index, column in enumerate(batch.schema):
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            type_ = pa.timestamp("us", column.type.tz)
            batch = batch.set_column(index, column.name, batch.column(index).cast(type_, safe=False))
    return batch


def _refusal(error: Exception) -> RejectedRecord:
    # the index of a table stands at its end: without it nothing can be found
    reason = "truncated" if "magic bytes" in str(error) or "smaller than" in str(error) else "unreadable"
    return RejectedRecord("truncated" if reason == "truncated" else "unreadable", f"expected a Parquet table: {error}")
