"""Random and mutated bytes for each reader: none raises, none hangs, and no two rejects of a dump share an id."""

import bz2
import gzip
import io
import json
import time
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dump_inputs import LINES, PAGE, STORY, read_bytes, warc_record
from newsledger.dumps import SkippedRecord
from newsledger.dumps.json_lines import read_json_lines
from newsledger.dumps.records import Source
from newsledger.vocabulary import Document, Reject

RELAXED = settings(
    max_examples=60,
    deadline=5000,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _table() -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table({"title": ["A", "B"], "text": ["Text one.", "Text two."]}), written)
    return written.getvalue()


def _zip() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/page.html", PAGE)
        archive.writestr("lines.jsonl", LINES)
    return written.getvalue()


SEEDS = {
    "story.txt": STORY["text"].encode(),
    "page.html": PAGE,
    "lines.jsonl": LINES,
    "array.json": json.dumps([STORY, STORY], indent=1).encode(),
    "table.parquet": _table(),
    "pages.warc": warc_record(PAGE) + warc_record(b"A text.", "Content-Type: text/plain"),
    "pages.warc.gz": gzip.compress(warc_record(PAGE)) + gzip.compress(warc_record(PAGE)),
    "pages.zip": _zip(),
    "lines.jsonl.gz": gzip.compress(LINES),
    "lines.jsonl.bz2": bz2.compress(LINES),
    "lines.jsonl.zst": zstandard.compress(LINES),
}


def _check(outcomes: list[Document | Reject | SkippedRecord]) -> None:
    assert outcomes
    rejects = [outcome.reject_id for outcome in outcomes if isinstance(outcome, Reject)]
    assert len(set(rejects)) == len(rejects)
    for outcome in outcomes:
        assert isinstance(outcome, Document | Reject | SkippedRecord)
        if isinstance(outcome, Document):
            outcome.text.encode("utf-8")
            assert outcome.text.strip()
            assert "\r" not in outcome.text
            assert "\0" not in outcome.text
            for hint in outcome.hints:
                hint.value_text.encode("utf-8")
                if hint.char_start is not None:
                    assert 0 <= hint.char_start < hint.char_end <= len(outcome.text)


@pytest.mark.parametrize("name", SEEDS)
@RELAXED
@given(data=st.binary(max_size=400))
def test_random_bytes_under_any_name_give_outcomes(tmp_path, name, data):
    _check(read_bytes(tmp_path, name, data))


@pytest.mark.parametrize("name", SEEDS)
@RELAXED
@given(edits=st.lists(st.tuples(st.integers(0), st.integers(0, 30), st.binary(max_size=30)), max_size=4))
def test_mutated_dumps_give_outcomes(tmp_path, name, edits):
    data = SEEDS[name]
    for position, length, inserted in edits:
        at = position % (len(data) + 1)
        data = data[:at] + inserted + data[at + length :]

    _check(read_bytes(tmp_path, name, data))


@pytest.mark.parametrize("name", SEEDS)
def test_a_dump_cut_anywhere_gives_outcomes(tmp_path, name):
    data = SEEDS[name]
    whole = len(read_bytes(tmp_path, name, data))

    for cut in range(0, len(data), max(1, len(data) // 60)):
        outcomes = read_bytes(tmp_path, name, data[:cut])
        _check(outcomes)
        assert len(outcomes) <= whole + 1


@RELAXED
@given(text=st.text(st.sampled_from("<>/=\"' abpdivsvgscript!-&;\n\0é"), max_size=300))
def test_random_markup_gives_the_same_text_twice(tmp_path, text):
    data = f"<html>{text}".encode()

    assert read_bytes(tmp_path, "page.html", data) == read_bytes(tmp_path, "page.html", data)


@RELAXED
@given(
    values=st.lists(
        st.dictionaries(
            st.sampled_from(["title", "text", "html", "url", "date", "authors", "publisher", "fetched_at", "body"]),
            st.recursive(
                st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "x"]), inner),
                max_leaves=5,
            ),
        ),
        max_size=6,
    ),
    size=st.integers(1, 40),
)
def test_lines_add_up_whatever_their_values_and_however_they_are_cut_into_chunks(values, size):
    data = b"\n".join(json.dumps(value).encode() for value in values)
    source = Source(dump_id="d", dump_uri="/x/y.jsonl", file_name="y.jsonl", locator_prefix="", field_names={})
    pieces = [data[start : start + size] for start in range(0, len(data), size)]

    outcomes = list(read_json_lines(iter(pieces), source))

    assert len(outcomes) == len(values)
    assert outcomes == list(read_json_lines(iter([data]), source))
    if outcomes:
        _check(outcomes)


SLOW: dict[str, Callable[[], bytes]] = {
    "brackets.json": lambda: b"[" * 10 * 2**20,
    "objects.json": lambda: b'{"a":' * 2 * 2**20,
    "quotes.json": lambda: b'["' + b'\\"' * 5 * 2**20,
    "commas.json": lambda: b"[" + b"," * 10 * 2**20,
    "blank.jsonl": lambda: b" \n" * 5 * 2**20,
    "newlines.txt": lambda: b"\r\n" * 5 * 2**20,
    "angles.html": lambda: b"<" * (10 * 2**20 - 1),
    "attributes.html": lambda: b"<a " + b"b=c " * (2**20),
    "semicolons.html": lambda: b"<p>" + b"&#x;" * 2**21,
    "spaces.html": lambda: b"<p>" + b" " * (10 * 2**20 - 10),
    "headers.warc": lambda: b"WARC/1.0\r\n" + b"a: b\r\n" * 2**20,
    "lines.warc": lambda: b"WARC/1.0\r\n" * 2**20,
    "members.warc.gz": lambda: gzip.compress(b"") * 2**18,
    "frames.zst": lambda: zstandard.compress(b"x") * 2**18,
    "high.txt": lambda: b"\xe9" * 10 * 2**20,
}


@pytest.mark.parametrize("name", SLOW)
def test_ten_megabytes_of_anything_take_less_than_five_seconds(tmp_path, name):
    data = SLOW[name]()
    begin = time.process_time()

    outcomes = read_bytes(tmp_path, name, data)

    assert time.process_time() - begin < 5
    _check(outcomes)
