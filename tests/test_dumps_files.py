import gzip
import hashlib
import os

import fsspec
import pytest

from dump_inputs import LINES, PAGE, kinds, warc_record
from newsledger.dumps import DumpFile, hash_dump, list_dumps, read_dump
from newsledger.errors import LedgerError
from object_store import object_store


def test_a_folder_is_listed_to_the_bottom_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.unknown", ".hidden.txt", ".git/x.txt", "a/.tmp"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")

    uris = [dump.uri for dump in list_dumps(str(tmp_path))]

    assert uris == [f"{tmp_path.as_posix()}/{name}" for name in ("a/b/c.unknown", "a/z.txt", "b.txt")]


def test_links_that_lead_outside_are_left_out_and_links_within_are_kept(tmp_path):
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    folder = tmp_path / "landing"
    folder.mkdir()
    (folder / "real.txt").write_text("text")
    (folder / "inside.txt").symlink_to(folder / "real.txt")
    (folder / "outside.txt").symlink_to(outside)
    (folder / "broken.txt").symlink_to(folder / "missing")
    (folder / "up").symlink_to(tmp_path)

    names = [dump.uri.rsplit("/", 1)[-1] for dump in list_dumps(str(folder))]

    assert names == ["inside.txt", "real.txt"]


def test_a_single_file_is_one_dump_with_its_size_and_the_hash_of_its_bytes(tmp_path, monkeypatch):
    (tmp_path / "one.jsonl").write_bytes(LINES)
    monkeypatch.chdir(tmp_path)

    (dump,) = list_dumps("one.jsonl")

    assert (dump.uri, dump.byte_count) == (f"{tmp_path.as_posix()}/one.jsonl", len(LINES))
    assert hash_dump(dump) == hashlib.sha256(LINES).hexdigest()


def test_what_the_store_says_of_a_change_changes_with_the_file(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("one")
    (before,) = list_dumps(str(path))
    os.utime(path, (1, 1))
    (after,) = list_dumps(str(path))

    assert before.modified_text != after.modified_text


@pytest.mark.parametrize(
    "location", ["/nowhere/at/all", "nowhere.txt", "memory://nowhere", "nosuchstore://x/y", "a::memory://x"]
)
def test_a_location_with_nothing_at_it_is_named(location):
    with pytest.raises(LedgerError) as error:
        list_dumps(location)

    assert location in str(error.value)


def test_an_empty_folder_has_no_dumps(tmp_path):
    assert list_dumps(str(tmp_path)) == []


def test_an_object_store_is_listed_and_read_like_a_folder():
    store = fsspec.filesystem("memory")
    store.pipe({"/landing/a/one.jsonl": LINES, "/landing/.hidden.txt": b"x", "/landing/two.txt": b"A text."})
    try:
        dumps = list_dumps("memory://landing")
        outcomes = [kinds(list(read_dump(dump, hash_dump(dump)))) for dump in dumps]
        (single,) = list_dumps("memory://landing/two.txt")
    finally:
        store.rm("/landing", recursive=True)

    assert [dump.uri for dump in dumps] == ["memory:///landing/a/one.jsonl", "memory:///landing/two.txt"]
    assert [dump.byte_count for dump in dumps] == [len(LINES), 7]
    assert outcomes == [["Document"] * 5, ["Document"]]
    assert single.uri == "memory:///landing/two.txt"


def test_a_file_that_vanished_is_a_reject(tmp_path):
    path = tmp_path / "gone.txt"
    path.write_text("text")
    (dump,) = list_dumps(str(path))
    path.unlink()

    (outcome,) = read_dump(dump, "0" * 64)

    assert outcome.reason == "unreadable"


def test_a_name_that_is_no_unicode_does_not_reach_the_records(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123  the name is bytes
        file.write(b"A text.")

    (dump,) = list_dumps(str(tmp_path))
    (outcome,) = read_dump(dump, "0" * 64)

    assert outcome.text == "A text."
    assert outcome.dump_uri == dump.uri == f"file://{tmp_path.as_posix()}/caf%E9.txt"
    assert list_dumps(dump.uri) == [dump]


def test_a_dump_that_cannot_be_hashed_is_named(tmp_path):
    path = tmp_path / "gone.txt"
    path.write_text("text")
    (dump,) = list_dumps(str(path))
    path.unlink()

    with pytest.raises(LedgerError, match=r"gone\.txt"):
        hash_dump(dump)


def test_an_object_named_like_a_chain_of_stores_is_not_followed():
    store = fsspec.filesystem("memory")
    store.pipe({"/landing/a::memory:/secret.txt": b"A text."})
    try:
        (dump,) = list_dumps("memory://landing")
        (outcome,) = read_dump(dump, "0" * 64)
    finally:
        store.rm("/landing", recursive=True)

    assert outcome.reason == "unreadable"


@pytest.fixture
def stored(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "reader")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    archive = gzip.compress(warc_record(PAGE) * 3)
    objects = {
        "landing/a/one.jsonl": LINES,
        "landing/.hidden.txt": b"x",
        "landing/two words.txt": b"A text.",
        "landing/pages.warc.gz": archive,
        "landings/other.txt": b"Not in the folder.",
    }
    with object_store(objects) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        yield objects


def test_s3_is_listed_and_read_like_a_folder(stored):
    dumps = list_dumps("s3://store/landing")
    outcomes = {dump.uri: kinds(list(read_dump(dump, hash_dump(dump)))) for dump in dumps}
    (single,) = list_dumps("s3://store/landing/two words.txt")

    assert outcomes == {
        "s3://store/landing/a/one.jsonl": ["Document"] * 5,
        "s3://store/landing/pages.warc.gz": ["Document"] * 3,
        "s3://store/landing/two words.txt": ["Document"],
    }
    assert [dump.byte_count for dump in dumps] == [
        len(LINES),
        len(stored["landing/pages.warc.gz"]),
        len(stored["landing/two words.txt"]),
    ]
    assert {dump.modified_text for dump in dumps} == {"1927857906000000000"}
    assert hash_dump(single) == hashlib.sha256(b"A text.").hexdigest()


def test_what_is_not_in_s3_is_named(stored):
    with pytest.raises(LedgerError, match="found nothing at s3://store/elsewhere"):
        list_dumps("s3://store/elsewhere")
    gone = DumpFile(uri="s3://store/landing/gone.txt", byte_count=1, modified_text="")
    with pytest.raises(LedgerError, match=r"came s3://store/landing/gone\.txt"):
        hash_dump(gone)
    assert kinds(list(read_dump(gone, "0" * 64))) == ["unreadable"]
