import os

import pyarrow.parquet as pq
import pytest

from newsledger import lake
from newsledger.schema import to_batch
from newsledger.vocabulary import LAKE, Dump, Reject


def dump(**changes):
    values = {
        "dump_id": "d1",
        "part_id": "p1",
        "dump_uri": "/landing/a.txt",
        "byte_count": 3,
        "modified_text": "1",
        "extractor_version": "v1",
        "record_count": 1,
        "document_count": 0,
        "skipped_count": 0,
        "reject_count": 1,
    }
    return Dump(**{**values, **changes})


def reject(number):
    return Reject(
        reject_id=str(number),
        dump_id="d1",
        dump_uri="/landing/a.txt",
        record_locator=f"line {number}",
        reason="broken_record",
        detail_text="expected an object, got a list",
    )


def files_of(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_an_empty_lake_has_a_file_of_no_rows_for_every_table(tmp_path):
    lake.prepare_lake(tmp_path)

    counts = {table: pq.read_table(tmp_path / table).num_rows for table in LAKE}

    assert counts == dict.fromkeys(LAKE, 0)


def test_a_new_column_reaches_a_lake_that_was_prepared_before_it(tmp_path):
    lake.prepare_lake(tmp_path)
    path = tmp_path / "runs" / "_empty.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["output_text"]), path)

    lake.prepare_lake(tmp_path)

    assert "output_text" in pq.read_schema(path).names


def test_a_part_holds_its_batches_in_order_under_its_name(tmp_path):
    lake.prepare_lake(tmp_path)

    with lake.part_writer(tmp_path, "p1") as write:
        write("rejects", to_batch(Reject, [reject(1), reject(2)]))
        write("rejects", to_batch(Reject, [reject(3)]))

    table = pq.read_table(tmp_path / "rejects" / "p1.parquet")
    assert table["reject_id"].to_pylist() == ["1", "2", "3"]
    assert set(table["part_id"].to_pylist()) == {"p1"}


def test_the_same_rows_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        with lake.part_writer(tmp_path / name, "p1") as write:
            write("rejects", to_batch(Reject, [reject(1)]))

    contents = [(tmp_path / name / "rejects" / "p1.parquet").read_bytes() for name in ("a", "b")]

    assert contents[0] == contents[1]


def test_an_error_while_writing_leaves_the_lake_as_it_was(tmp_path):
    lake.prepare_lake(tmp_path)
    before = files_of(tmp_path)

    def write_until_the_disk_is_full():
        with lake.part_writer(tmp_path, "p1") as write:
            write("rejects", to_batch(Reject, [reject(1)]))
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk"):
        write_until_the_disk_is_full()

    assert files_of(tmp_path) == before


def test_what_a_killed_process_left_is_removed_by_the_next_that_prepares(tmp_path):
    killed = tmp_path / f".part-p1-{lake.HOST}-999999999"
    alive = tmp_path / f".part-p2-{lake.HOST}-{os.getpid()}"
    elsewhere = tmp_path / ".part-p3-another.host-999999999"
    for folder in (killed, alive, elsewhere):
        folder.mkdir(parents=True)
        (folder / "rejects").write_bytes(b"half")

    lake.prepare_lake(tmp_path)

    assert [folder.exists() for folder in (killed, alive, elsewhere)] == [False, True, True]


def test_a_dump_read_anew_replaces_the_part_of_the_old_reading(tmp_path):
    for part_id in ("p1", "p2"):
        with lake.part_writer(tmp_path, part_id) as write:
            write("rejects", to_batch(Reject, [reject(1)]))
        lake.write_dump(tmp_path, dump(part_id=part_id))

    assert lake.read_dumps(tmp_path)["d1"].part_id == "p2"
    assert [path.name for path in (tmp_path / "rejects").iterdir()] == ["p2.parquet"]
