import bz2
import dataclasses
import datetime as dt
import gzip
import io
import json
import stat
import time
import zipfile
import zlib
from pathlib import Path

import pytest
import zstandard
from fastwarc.warc import WarcRecordType

from dump_inputs import (
    LINES,
    PAGE,
    chunked,
    kinds,
    one_document,
    one_reject,
    packed_members,
    read_bytes,
    warc_record,
)
from newsledger.dumps import records
from newsledger.segments import cut_document

HTML = "Content-Type: text/html; charset=utf-8"


@pytest.fixture
def page(tmp_path):
    return one_document(read_bytes(tmp_path, "page.html", PAGE))


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, HTML),
        (PAGE, "content-type: TEXT/HTML"),
        (PAGE, "X-Nothing: 1"),
        (chunked(PAGE), f"{HTML}\r\nTransfer-Encoding: chunked"),
        (gzip.compress(PAGE), f"{HTML}\r\nContent-Encoding: gzip"),
        (zlib.compress(PAGE), f"{HTML}\r\nContent-Encoding: deflate"),
        (zlib.compress(PAGE)[2:-4], f"{HTML}\r\nContent-Encoding: deflate"),
        (zstandard.compress(PAGE), f"{HTML}\r\nContent-Encoding: zstd"),
        (chunked(gzip.compress(PAGE)), f"{HTML}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (gzip.compress(zlib.compress(PAGE)), f"{HTML}\r\nContent-Encoding: deflate, gzip"),
        # crawlers that store the decoded body often keep the headers of the coded one
        (PAGE, f"{HTML}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (PAGE, f"{HTML}\r\nContent-Encoding: br"),
        (PAGE, f"{HTML}\r\nContent-Encoding: deflate"),
        (PAGE, f"{HTML}\r\nContent-Encoding: unheard-of"),
    ],
)
def test_a_response_gives_the_same_document_as_the_page_in_a_file(tmp_path, page, body, headers):
    document = one_document(read_bytes(tmp_path, "one.warc", warc_record(body, headers)))

    assert (document.document_id, document.text, document.hints) == (page.document_id, page.text, page.hints)
    assert (document.record_locator, document.media_type) == ("record 1", "text/html")
    assert document.url == "https://brennepost.example/ferry"
    assert document.fetched_at == dt.datetime(2031, 2, 3, 4, 5, 6)


def test_a_brotli_body_is_decoded(tmp_path, page):
    brotli = pytest.importorskip("brotli")
    record = warc_record(brotli.compress(PAGE), f"{HTML}\r\nContent-Encoding: br")

    assert one_document(read_bytes(tmp_path, "one.warc", record)).text == page.text


def test_the_charset_of_the_header_counts(tmp_path):
    record = warc_record("<p>Café – quay</p>".encode("cp1252"), "Content-Type: text/html; charset=windows-1252")

    assert one_document(read_bytes(tmp_path, "one.warc", record)).text == "Café – quay"


@pytest.mark.parametrize(
    ("ending", "compress"),
    [
        ("", b"".join),
        (".gz", lambda parts: packed_members(*parts)),
        (".gz", lambda parts: gzip.compress(b"".join(parts))),
        (".bz2", lambda parts: bz2.compress(b"".join(parts))),
        (".zst", lambda parts: b"".join(zstandard.compress(part) for part in parts)),
    ],
)
def test_each_record_of_an_archive_has_one_outcome(tmp_path, ending, compress):
    plain = "Content-Type: text/plain"
    parts = [
        warc_record(b"software: x", "Content-Type: application/warc-fields", WarcRecordType.warcinfo),
        warc_record(b"GET / HTTP/1.1\r\n\r\n", "Content-Type: application/http", WarcRecordType.request),
        warc_record(PAGE),
        warc_record(b"\x89PNG", "Content-Type: image/png"),
        warc_record(b"", "Location: /", status="301 Moved"),
        warc_record(PAGE, status="404 Not Found"),
        warc_record(b"A plain text.", plain),
        warc_record(b"A converted text.\nOf two lines.", plain, WarcRecordType.conversion),
        warc_record(b"A stored text.", plain, WarcRecordType.resource),
        warc_record(b"", HTML),
        warc_record(b"x: y", "Content-Type: application/warc-fields", WarcRecordType.metadata),
        warc_record(PAGE),
    ]

    outcomes = read_bytes(tmp_path, f"some.warc{ending}", compress(parts))

    document, skipped = "Document", "SkippedRecord"
    assert kinds(outcomes) == [
        *(skipped, skipped, document, skipped, skipped, skipped),
        *(document, document, document, "no_text", skipped, document),
    ]
    assert [outcome.record_locator for outcome in outcomes] == [f"record {number}" for number in range(1, 13)]
    assert outcomes[3].reason_text == "content of type image/png"
    assert outcomes[5].reason_text == "a response with status 404"


def test_an_archive_of_a_text_only_crawl_is_read(tmp_path):
    texts = [b"First text.\r\nTwo lines.", "Zweiter Text: schön.".encode()]
    data = b"".join(warc_record(text, "Content-Type: text/plain", WarcRecordType.conversion) for text in texts)

    outcomes = read_bytes(tmp_path, "some.wet", data)

    assert [outcome.text for outcome in outcomes] == ["First text.\nTwo lines.", "Zweiter Text: schön."]
    assert {outcome.media_type for outcome in outcomes} == {"text/plain"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (warc_record(PAGE) + warc_record(PAGE)[:-60], ["Document", "truncated"]),
        (warc_record(PAGE) + warc_record(PAGE)[:60], ["Document", "broken_record"]),
        (warc_record(PAGE) + b"no record\r\n\r\nat all" + warc_record(PAGE), ["Document", "broken_record"]),
        (packed_members(warc_record(PAGE), warc_record(PAGE))[:-20], ["Document", "truncated"]),
        (packed_members(warc_record(PAGE)) + b"no member", ["Document", "unreadable"]),
        (
            warc_record(gzip.compress(PAGE)[:-20], f"{HTML}\r\nContent-Encoding: gzip") + warc_record(PAGE),
            ["truncated", "Document"],
        ),
        (
            warc_record(gzip.compress(bytes(50 * 2**20)), f"{HTML}\r\nContent-Encoding: gzip") + warc_record(PAGE),
            ["too_large", "Document"],
        ),
        (
            warc_record(zlib.compress(bytes(50 * 2**20)), f"{HTML}\r\nContent-Encoding: deflate") + warc_record(PAGE),
            ["too_large", "Document"],
        ),
        (warc_record(b"x" * (records.MAX_RECORD_BYTES + 1)) + warc_record(PAGE), ["too_large", "Document"]),
        (warc_record(b"<div>" * 100_000) + warc_record(PAGE), ["too_large", "Document"]),
        (warc_record(bytes(range(256)) * 20) + warc_record(PAGE), ["binary", "Document"]),
        (warc_record(PAGE).replace(b"2031-02-03T04:05:06Z", b"some day"), ["Document"]),
    ],
)
def test_a_bad_record_is_rejected_and_the_others_are_read(tmp_path, data, expected):
    begin = time.process_time()

    assert kinds(read_bytes(tmp_path, "some.warc", data)) == expected

    assert time.process_time() - begin < 5


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return packed.getvalue()


def test_the_members_of_an_archive_are_read_each_as_what_it_is(tmp_path, page):
    inner = {
        "a__page.html": PAGE,
        "lines.jsonl.gz": gzip.compress(LINES),
        "table.csv": b"a,b",
        ".hidden": b"x",
    }

    outcomes = read_bytes(tmp_path, "some.zip", _zip(**inner, **{"inner.zip": _zip(**{"b.txt": b"A text."})}))

    assert kinds(outcomes) == [
        *("Document",) * 6,
        *("unsupported_format", "SkippedRecord", "Document"),
    ]
    assert (outcomes[0].document_id, outcomes[0].text) == (page.document_id, page.text)
    locators = [outcome.record_locator for outcome in outcomes]
    assert locators[:2] == ["member a/page.html", "member lines.jsonl.gz, line 1"]
    assert locators[-1] == "member inner.zip, member b.txt"
    assert len(set(locators)) == len(locators)


@pytest.mark.parametrize(
    "name", ["../up.txt", "a/../../up.txt", "/etc/passwd", "C:/x.txt", "..\\up.txt", "\\\\host\\x"]
)
def test_a_path_that_leads_outside_is_rejected_and_nothing_is_written(tmp_path, name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"A text.")
        archive.writestr("good.txt", b"A text.")
    before = sorted(tmp_path.parent.rglob("*"))

    outcomes = read_bytes(tmp_path, "some.zip", packed.getvalue())

    assert kinds(outcomes) == ["unsafe_path", "Document"]
    assert sorted(tmp_path.parent.rglob("*")) == sorted([*before, tmp_path / "some.zip"])


def test_a_link_in_an_archive_is_rejected(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")

    assert one_reject(read_bytes(tmp_path, "some.zip", packed.getvalue())).reason == "unsafe_path"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_zip(), ["empty"]),
        (_zip(**{"a.txt": b"A text.", "b.txt": b""}), ["Document", "empty"]),
        (_zip(**{"a.txt": b"A text."})[:-30], ["truncated"]),
        (_zip(**{"[Content_Types].xml": b"<x/>", "word__document.xml": b"<x/>"}), ["unsupported_format"]),
        (_zip(**{"bomb.txt": bytes(80 * 2**20), "a.txt": b"A text."}), ["too_large", "Document"]),
        (_zip(**{"bomb.jsonl": b'{"text": "x"}\n' + bytes(80 * 2**20), "a.txt": b"A text."}), None),
        (b"PK\x03\x04" + bytes(100), ["truncated"]),
        (b"PK\x05\x06" + b"\xff" * 18, ["too_large"]),
    ],
)
def test_a_bad_archive_or_member_is_rejected_and_the_others_are_read(tmp_path, data, expected):
    begin = time.process_time()

    outcomes = kinds(read_bytes(tmp_path, "some.zip", data))

    assert outcomes == (expected or ["Document", "too_large", "Document"])
    assert time.process_time() - begin < 5


def test_members_that_share_their_bytes_are_bounded_together(tmp_path, monkeypatch):
    monkeypatch.setattr("newsledger.dumps.archive.EXPANSION_ALLOWED_BYTES", 2**20)
    lines = {f"{number}.jsonl": json.dumps({"text": "x"}).encode() + b"\n" * 2**19 for number in range(20)}

    outcomes = read_bytes(tmp_path, "some.zip", _zip(**lines))

    assert set(kinds(outcomes)) == {"Document", "too_large"}


def test_two_members_of_one_name_are_two_records(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", b"One.")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", b"Two.")

    outcomes = read_bytes(tmp_path, "some.zip", packed.getvalue())

    assert [(outcome.record_locator, outcome.text) for outcome in outcomes] == [
        ("member a.txt", "One."),
        ("member a.txt (2)", "Two."),
    ]


SAMPLES = sorted((Path(__file__).parent / "dumps").glob("*.html"))


def _articles(outcomes):
    # the address and the capture clock are the archive's own, so that they are taken off before the page is cut
    plain = [dataclasses.replace(outcome, url=None, fetched_at=None) for outcome in outcomes]
    return [article for document in plain for article in cut_document(document).articles]


@pytest.mark.parametrize(
    ("name", "pack", "coding", "code"),
    [
        ("pages.warc", b"".join, "", bytes),
        ("pages.warc.gz", lambda parts: packed_members(*parts), "", bytes),
        ("pages.warc.zst", lambda parts: zstandard.compress(b"".join(parts)), "", bytes),
        ("pages.warc.bz2", lambda parts: bz2.compress(b"".join(parts)), "", bytes),
        ("pages.warc", b"".join, "\r\nTransfer-Encoding: chunked", chunked),
        (
            "pages.warc.gz",
            lambda parts: packed_members(*parts),
            "\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
            lambda body: chunked(gzip.compress(body)),
        ),
    ],
)
def test_an_archive_of_the_sample_pages_gives_the_same_articles_as_their_files(tmp_path, name, pack, coding, code):
    pages = [path.read_bytes() for path in SAMPLES]
    alone = [_articles(read_bytes(tmp_path, f"{number}.html", page)) for number, page in enumerate(pages)]
    records = [warc_record(code(page), f"{HTML}{coding}") for page in pages]

    outcomes = read_bytes(tmp_path, name, pack(records))

    assert len(pages) >= 8
    assert sum(map(len, alone)) >= 8
    assert [_articles([outcome]) for outcome in outcomes] == alone
