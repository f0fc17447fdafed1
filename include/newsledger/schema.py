"""Records to Arrow and back: the schemas follow from the vocabulary."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast, get_args, get_origin

import pyarrow as pa

from newsledger.vocabulary import columns_of

_ARROW_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    dt.datetime: pa.timestamp("us"),
    dt.date: pa.date32(),
}


@cache
def arrow_schema(record: type) -> pa.Schema:
    """Return the Arrow schema of a record: moments are UTC without a zone, closed lists are strings."""
    return pa.schema(
        [pa.field(column.name, _arrow_type(column.type_), column.is_nullable) for column in columns_of(record)]
    )


def to_batch(record: type, rows: Iterable[Any]) -> pa.RecordBatch:
    """Return the records as one Arrow batch in the schema of their type."""
    return pa.RecordBatch.from_pylist([to_plain(row) for row in rows], schema=arrow_schema(record))


def from_batch(record: type, batch: pa.RecordBatch) -> list[Any]:
    """Return the rows of a batch as records; columns that the record does not have are left out."""
    columns = columns_of(record)
    plain = batch.select([column.name for column in columns]).to_pylist()
    return [record(**{c.name: _from_plain(c.type_, row[c.name]) for c in columns}) for row in plain]


def to_plain(value: Any) -> Any:
    """Return a record as dicts, lists and scalars, nested ones too."""
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(dt.UTC).replace(tzinfo=None)
    return value


def _arrow_type(type_: Any) -> pa.DataType:
    if get_origin(type_) is tuple:
        return pa.list_(pa.field("item", _arrow_type(get_args(type_)[0]), False))
    if is_dataclass(type_):
        return pa.struct(list(arrow_schema(cast(type, type_))))
    return _ARROW_TYPES[type_]


def _from_plain(type_: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(type_) is tuple:
        return tuple(_from_plain(get_args(type_)[0], item) for item in value)
    if is_dataclass(type_):
        record = cast(type, type_)
        return record(**{c.name: _from_plain(c.type_, value[c.name]) for c in columns_of(record)})
    return value
