import bz2
import gzip
import hashlib

import pytest
import zstandard

from dump_inputs import LINES, kinds, one_document, one_reject, read_bytes
from newsledger.dumps import records

TEXT = "The quay at Brenne, said Mayor Fenn, “will open — in May”. Café Ostrava stays shut."


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("plain.txt", TEXT.encode(), TEXT),
        ("no_ending", TEXT.encode(), TEXT),
        ("mark.txt", b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        ("wide.txt", TEXT.encode("utf-16"), TEXT),
        ("wide_no_mark.txt", "Plain words of a page.".encode("utf-16-le"), "Plain words of a page."),
        ("windows.txt", TEXT.encode("cp1252"), TEXT),
        ("cyrillic.txt", ("Мэр города заявил, что причал откроется в мае. " * 5).encode("cp1251"), None),
        ("dos.txt", b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (
            "nul.txt",
            b"a text with one\0 in its middle, and no more",
            "a text with one\ufffd in its middle, and no more",
        ),
        ("hebrew.txt", "ראש העיר אמר: 40 פועלים.\n".encode(), "ראש העיר אמר: 40 פועלים.\n"),
        ("arabic.txt", "قال العمدة \u202b40\u202c عاملا".encode(), "قال العمدة \u202b40\u202c عاملا"),
        ("few_broken.txt", ("é" * 40).encode() + b"\xff ok", "é" * 40 + "\ufffd ok"),
    ],
)
def test_text_is_decoded_whatever_its_charset_and_line_ends(tmp_path, name, data, text):
    document = one_document(read_bytes(tmp_path, name, data))

    assert document.text == (text or "Мэр города заявил, что причал откроется в мае. " * 5)
    assert document.document_id == hashlib.sha256(data).hexdigest()
    assert (document.record_locator, document.media_type) == ("file", "text/plain")
    assert (document.url, document.fetched_at, document.hints) == (None, None, ())


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n \n", "no_text"),
        ("empty.jsonl", b"\n\n", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("zeros.txt", bytes(5000), "binary"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported_format"),
        ("paper.pdf", b"%PDF-1.7 and more", "unsupported_format"),
        ("table.csv", b"a,b\n1,2\n", "unsupported_format"),
        ("feed.xml", b"<?xml version='1.0'?><rss><item/></rss>", "unsupported_format"),
        ("archive.tar", bytes(257) + b"ustar" + bytes(250), "unsupported_format"),
        ("long.txt", b"a " * (records.MAX_RECORD_BYTES // 2 + 1), "too_large"),
    ],
)
def test_what_is_no_text_is_one_reject_with_a_reason(tmp_path, name, data, reason):
    assert one_reject(read_bytes(tmp_path, name, data)).reason == reason


@pytest.mark.parametrize(
    ("ending", "compress"),
    [
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".zst", zstandard.compress),
        (".gz", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:]) + bytes(512)),
        (".bz2", lambda data: bz2.compress(data[:100]) + bz2.compress(data[100:])),
        (".zst", lambda data: zstandard.compress(data[:100]) + zstandard.compress(data[100:])),
        ("", gzip.compress),
        (".bz2", gzip.compress),
        (".gz", bytes),
        (".gz.zst", lambda data: zstandard.compress(gzip.compress(data))),
    ],
)
def test_compression_is_told_by_content_and_changes_no_id(tmp_path, ending, compress):
    plain = read_bytes(tmp_path, "plain.jsonl", LINES)
    packed = read_bytes(tmp_path, f"packed.jsonl{ending}", compress(LINES))

    assert kinds(plain) == ["Document"] * 5
    assert [(one.document_id, one.text) for one in packed] == [(one.document_id, one.text) for one in plain]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, zstandard.compress])
@pytest.mark.parametrize("cut", [1, 5, 12])
def test_a_stream_cut_short_keeps_what_came_before_and_says_so(tmp_path, compress, cut):
    outcomes = read_bytes(tmp_path, "cut.jsonl.gz", compress(LINES)[:-cut])

    assert kinds(outcomes)[-1] == "truncated"
    assert set(kinds(outcomes)[:-1]) <= {"Document"}


def test_the_records_before_a_break_in_a_later_member_are_kept(tmp_path):
    data = gzip.compress(LINES) + gzip.compress(LINES)[:-20]

    outcomes = read_bytes(tmp_path, "cut.jsonl.gz", data)

    assert kinds(outcomes)[:5] == ["Document"] * 5
    assert kinds(outcomes)[-1] == "truncated"
    assert outcomes[-1].record_locator.startswith("after line ")


def test_a_damaged_stream_is_unreadable_from_there_on(tmp_path):
    data = gzip.compress(LINES) + b"no member of gzip"

    outcomes = read_bytes(tmp_path, "damaged.jsonl.gz", data)

    assert kinds(outcomes) == ["Document"] * 5 + ["unreadable"]


@pytest.mark.parametrize(
    ("ending", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".zst", zstandard.compress)]
)
def test_a_bomb_is_stopped_by_its_growth(tmp_path, monkeypatch, ending, compress):
    monkeypatch.setattr("newsledger.dumps.streams.EXPANSION_ALLOWED_BYTES", 2**20)
    bomb = compress((LINES + b" " * 2**20) * 20)

    outcomes = read_bytes(tmp_path, f"bomb.jsonl{ending}", bomb)

    assert kinds(outcomes)[-1] == "too_large"
    assert len(outcomes) < 100


def test_layers_in_layers_are_read_to_a_limit(tmp_path):
    data = b"A text."
    for _ in range(records.MAX_LAYERS):
        data = gzip.compress(data)
    assert one_document(read_bytes(tmp_path, "layers.txt.gz", data)).text == "A text."

    assert one_reject(read_bytes(tmp_path, "layers.txt.gz", gzip.compress(data))).reason == "too_large"
