import datetime as dt
import json
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dump_inputs import LINES, STORY, hinted, kinds, one_document, one_reject, read_bytes
from newsledger.dumps import records
from newsledger.dumps.fields import parse_capture_clock
from newsledger.identity import bytes_id

TITLE, TEXT = STORY["title"], STORY["text"]
URL = "https://brennepost.example/ferry"


def _line(fields: dict) -> bytes:
    return json.dumps(fields).encode() + b"\n"


@pytest.mark.parametrize(
    ("fields", "hints"),
    [
        pytest.param(
            {
                "title": TITLE,
                "maintext": TEXT,
                "url": URL,
                "date_publish": "2031-03-04 08:00:00",
                "date_modify": "2031-03-05 08:00:00",
                "date_download": "2031-03-06 10:11:12",
                "authors": ["Lena Farrow", "Anders Roke"],
                "source_domain": "brennepost.example",
                "language": "en",
                "description": "One quay.",
            },
            {
                "published": ["2031-03-04 08:00:00"],
                "modified": ["2031-03-05 08:00:00"],
                "author": ["Lena Farrow", "Anders Roke"],
                "site_name": ["brennepost.example"],
                "language": ["en"],
                "description": ["One quay."],
            },
            id="news-please",
        ),
        pytest.param(
            {
                "title": TITLE,
                "text": TEXT,
                "raw_text": "other",
                "source": URL,
                "source-hostname": "Brenne Post",
                "sitename": "Brenne Post",
                "hostname": "brennepost.example",
                "author": "Lena Farrow",
                "date": "2031-03-04",
                "filedate": "2031-09-09",
                "crawl_date": "2031-03-06T10:11:12Z",
                "excerpt": "One quay.",
            },
            {"published": ["2031-03-04"], "site_name": ["Brenne Post"], "author": ["Lena Farrow"]},
            id="trafilatura",
        ),
        pytest.param(
            {
                "title": TITLE,
                "plaintext": TEXT,
                "authors": ["Lena Farrow"],
                "publishing_date": "2031-03-04 08:00:00+00:00",
                "html": {
                    "requested_url": URL,
                    "responded_url": URL,
                    "content": "<p>other</p>",
                    "crawl_date": "2031-03-06 12:11:12+02:00",
                },
            },
            {"published": ["2031-03-04 08:00:00+00:00"], "author": ["Lena Farrow"]},
            id="fundus",
        ),
        pytest.param(
            {
                "url": URL,
                "title": TITLE,
                "seendate": "20310306T101112Z",
                "domain": "brennepost.example",
                "language": "English",
                "context": TEXT,
            },
            {"published": [], "site_name": ["brennepost.example"], "language": ["English"]},
            id="GDELT",
        ),
        pytest.param(
            {
                "headline": TITLE,
                "articleBody": TEXT,
                "url": URL,
                "datePublished": "2031-03-04",
                "publisher": {"name": "Brenne Post"},
                "author": [{"name": "Lena Farrow"}],
                "fetched_at": 1930558272,
            },
            {"published": ["2031-03-04"], "site_name": ["Brenne Post"], "author": ["Lena Farrow"]},
            id="schema.org",
        ),
    ],
)
def test_known_exports_become_title_text_and_hints(tmp_path, fields, hints):
    raw = _line(fields)

    document = one_document(read_bytes(tmp_path, "one.jsonl", raw))

    assert document.text == f"{TITLE}\n\n{TEXT}"
    assert (document.url, document.fetched_at) == (URL, dt.datetime(2031, 3, 6, 10, 11, 12))
    assert (document.record_locator, document.media_type) == ("line 1", "application/json")
    assert document.document_id == bytes_id(raw.strip())
    assert hinted(document, "title", "field") == [TITLE]
    assert {kind: hinted(document, kind, "field") for kind in hints} == hints


def test_a_mapping_names_the_fields_of_other_exports(tmp_path):
    fields = {"kop": TITLE, "tekst": TEXT, "meta": {"datum": "2031-03-04"}, "text": "not this"}
    names = {"title": "kop", "text": "tekst", "published": "meta.datum"}

    document = one_document(read_bytes(tmp_path, "one.jsonl", _line(fields), names))

    assert document.text == f"{TITLE}\n\n{TEXT}"
    assert hinted(document, "published") == ["2031-03-04"]


@pytest.mark.parametrize(
    "fields",
    [{"html": "<h1>A ferry</h1><p>It runs.</p>"}, {"content": "<div><h1>A ferry</h1><p>It runs.</p></div>"}],
)
def test_a_record_with_a_page_goes_the_way_of_pages(tmp_path, fields):
    document = one_document(read_bytes(tmp_path, "one.jsonl", _line({**fields, "title": "T", "date": "2031-03-04"})))

    assert document.text == "A ferry\n\nIt runs."
    assert hinted(document, "heading") == ["A ferry"]
    assert hinted(document, "title", "field") == ["T"]
    assert hinted(document, "published", "field") == ["2031-03-04"]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "A ferry", "content": "<p>It runs.</p> <p>Again.</p>"},
        {"title": {"rendered": "A ferry"}, "content": {"rendered": "<p>It runs.</p><p>Again.</p>"}},
        {"title": "A ferry", "content_html": "It runs.<br><br>Again."},
        {"title": "A ferry", "html": "<h1>A ferry</h1><p>It runs.</p><p>Again.</p>"},
        {"title": "A ferry", "text": "It runs.\n\nAgain."},
    ],
)
def test_the_title_stands_once_above_the_text(tmp_path, fields):
    document = one_document(read_bytes(tmp_path, "one.jsonl", _line(fields)))

    assert document.text == "A ferry\n\nIt runs.\n\nAgain."
    assert hinted(document, "title", "field") == ["A ferry"]


def test_character_references_in_plain_fields_are_resolved_and_lone_tags_are_not_markup(tmp_path):
    fields = {
        "title": "Fenn&#8217;s ferry &amp; quay",
        "text": "The <b> key sticks, R&D; said. 3 &lt; 4 &copy right",
    }

    document = one_document(read_bytes(tmp_path, "one.jsonl", _line(fields)))

    assert document.text == "Fenn’s ferry & quay\n\nThe <b> key sticks, R&D; said. 3 < 4 &copy right"


def test_a_page_without_text_is_no_document_though_it_has_a_title(tmp_path):
    fields = {"title": "A ferry", "html": "<script>run()</script>"}

    assert one_reject(read_bytes(tmp_path, "one.jsonl", _line(fields))).reason == "no_text"


def test_sections_of_a_body_keep_their_headings(tmp_path):
    body = {"summary": ["Short."], "sections": [{"headline": ["Cost"], "paragraphs": ["One.", "Two."]}]}

    document = one_document(read_bytes(tmp_path, "one.jsonl", _line({"title": "T", "body": body})))

    assert document.text == "T\n\nShort.\n\nCost\n\nOne.\n\nTwo."
    assert hinted(document, "heading") == ["Cost"]


def test_a_text_without_a_title_begins_the_document(tmp_path):
    document = one_document(read_bytes(tmp_path, "one.jsonl", _line({"text": "A\r\ntext\u0000 \ud800."})))

    assert document.text == "A\ntext\ufffd \ufffd."
    assert document.hints == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{broken", "broken_record"),
        (b'["a", "list"]', "broken_record"),
        (b"null", "broken_record"),
        (b"[" * 100_000 + b"]" * 100_000, "broken_record"),
        (b'{"text":' + b"[" * 100_000, "broken_record"),
        (b'{"title": "Only a title"}', "no_text"),
        (b'{"text": "", "html": null}', "no_text"),
        (b'{"text": {"unknown": 1}}', "no_text"),
        (b'{"html": "<script>x</script>"}', "no_text"),
        (b'{"text": "' + b"x" * records.MAX_RECORD_BYTES + b'"}', "too_large"),
        (b"x" * 50 * 2**20, "too_large"),
        (b'{"text": "\xff\xfe\x00\x01\x02"}', "binary"),
        (b'{"text": "caf\xe9"', "broken_record"),
    ],
)
def test_a_broken_line_is_rejected_by_its_number_and_the_others_go_on(tmp_path, line, reason):
    begin = time.process_time()

    outcomes = read_bytes(tmp_path, "some.jsonl", LINES + line + b"\r\n\r\n" + LINES)

    assert kinds(outcomes) == ["Document"] * 5 + [reason] + ["Document"] * 5
    assert [outcome.record_locator for outcome in outcomes][4:7] == ["line 5", "line 6", "line 8"]
    assert time.process_time() - begin < 5


def test_lines_in_another_charset_are_read(tmp_path):
    line = json.dumps({"text": "Café à Brenne, près du quai fermé"}, ensure_ascii=False)

    assert (
        one_document(read_bytes(tmp_path, "a.jsonl", line.encode("cp1252"))).text == "Café à Brenne, près du quai fermé"
    )


def test_a_file_of_nothing_but_refused_records_is_given_up(tmp_path):
    outcomes = read_bytes(tmp_path, "numbers.jsonl", b"1\n" * (records.MAX_REFUSED_RUN + 1000))

    assert len(outcomes) == records.MAX_REFUSED_RUN + 1
    assert "not read" in outcomes[-1].detail_text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("array.json", json.dumps([STORY, STORY | {"title": "Two"}])),
        ("array.json", json.dumps([STORY, STORY | {"title": "Two"}], indent=2)),
        ("array.jsonl", json.dumps([STORY, STORY | {"title": "Two"}], indent=2)),
        ("array.txt", json.dumps([STORY, STORY | {"title": "Two"}])),
        ("wrapped.json", json.dumps({"status": "ok", "articles": [STORY, STORY | {"title": "Two"}]})),
        ("lines.json", f"{json.dumps(STORY)}\n{json.dumps(STORY | {'title': 'Two'})}\n"),
        ("row.json", json.dumps(STORY, indent=1) + "\n" + json.dumps(STORY | {"title": "Two"}, indent=1)),
        ("mark.json", "\ufeff" + json.dumps([STORY, STORY | {"title": "Two"}])),
    ],
)
def test_json_files_are_read_whatever_their_shape(tmp_path, name, data):
    outcomes = read_bytes(tmp_path, name, data.encode())

    assert [outcome.text.split("\n")[0] for outcome in outcomes] == [TITLE, "Two"]


def test_one_object_is_one_record(tmp_path):
    data = json.dumps(STORY, indent=1).encode()

    document = one_document(read_bytes(tmp_path, "one.json", data))

    assert (document.record_locator, document.document_id) == ("record 1", bytes_id(data))


def test_an_array_longer_than_what_is_read_at_once_comes_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("newsledger.dumps.streams.CHUNK_BYTES", 100)
    monkeypatch.setattr("newsledger.dumps.streams.HEAD_BYTES", 100)
    stories = [{"title": f"Café {number}", "text": "x " * number} for number in range(1, 60)]

    outcomes = read_bytes(tmp_path, "a.json", json.dumps(stories, indent=1, ensure_ascii=False).encode())

    assert [outcome.text.split("\n")[0] for outcome in outcomes] == [f"Café {number}" for number in range(1, 60)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (json.dumps([STORY, STORY])[:-40], ["Document", "truncated"]),
        (json.dumps([STORY, STORY])[:-1], ["Document", "Document", "truncated"]),
        (
            json.dumps([STORY])[:-1] + ", {broken: 1}, " + json.dumps(STORY) + "]",
            ["Document", "broken_record"],
        ),
        (json.dumps([STORY, 5, None]), ["Document", "broken_record", "broken_record"]),
        ("[]", ["empty"]),
        ("no json at all", ["broken_record"]),
        ('{"text":' * 50_000, ["broken_record"]),
        ('[{"text": "' + "x" * (records.MAX_RECORD_BYTES * 3), ["too_large"]),
    ],
)
def test_a_json_file_that_breaks_keeps_what_came_before(tmp_path, data, expected):
    assert kinds(read_bytes(tmp_path, "some.json", data.encode())) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-06T10:11:12Z", dt.datetime(2031, 3, 6, 10, 11, 12)),
        ("2031-03-06 12:11:12+02:00", dt.datetime(2031, 3, 6, 10, 11, 12)),
        ("2031-03-06 10:11:12", dt.datetime(2031, 3, 6, 10, 11, 12)),
        ("20310306T101112Z", dt.datetime(2031, 3, 6, 10, 11, 12)),
        ("20310306101112", dt.datetime(2031, 3, 6, 10, 11, 12)),
        ("2031-03-06", dt.datetime(2031, 3, 6)),
        (1930558272, dt.datetime(2031, 3, 6, 10, 11, 12)),
        (1930558272000, dt.datetime(2031, 3, 6, 10, 11, 12)),
        ("1930558272", dt.datetime(2031, 3, 6, 10, 11, 12)),
        ("yesterday", None),
        ("6/3/2031", None),
        (12, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (None, None),
        ("0001-01-01T00:00:00+23:59", None),
        ({"a": 1}, None),
        ("", None),
    ],
)
def test_a_capture_clock_is_read_or_unknown(value, expected):
    assert parse_capture_clock(value) == expected


def _table(folder, **columns) -> bytes:
    path = folder / "made"
    pq.write_table(pa.table(columns), path)
    return path.read_bytes()


def test_each_row_of_a_table_is_a_record(tmp_path):
    data = _table(
        tmp_path,
        title=["One", "Two", None],
        text=["Text one.", "Text two.", None],
        date=[dt.date(2031, 3, 4)] * 3,
        fetched_at=pa.array([dt.datetime(2031, 3, 6)] * 3, pa.timestamp("ns", "UTC")),
        authors=[["Lena Farrow"]] * 3,
        views=[1, 2, 3],
    )

    outcomes = read_bytes(tmp_path, "some.parquet", data)

    assert kinds(outcomes) == ["Document", "Document", "no_text"]
    first = outcomes[0]
    assert (first.text, first.record_locator) == ("One\n\nText one.", "row 1")
    assert type(first.fetched_at) is dt.datetime
    assert first.fetched_at == dt.datetime(2031, 3, 6)
    assert hinted(first, "published") == ["2031-03-04"]
    assert hinted(first, "author") == ["Lena Farrow"]


@pytest.mark.parametrize("name", ["some.parquet.gz", "some.parquet", "some.bin"])
def test_a_table_is_told_by_its_content_and_read_out_of_its_compression(tmp_path, name):
    import gzip

    data = _table(tmp_path, text=["Text one."])

    assert one_document(read_bytes(tmp_path, name, gzip.compress(data) if "gz" in name else data)).text == "Text one."


def test_a_row_that_is_no_unicode_is_rejected_and_the_others_go_on(tmp_path):
    broken = pa.Array.from_buffers(pa.string(), 2, pa.array([b"good", b"b\xffd"], pa.binary()).buffers())

    assert kinds(read_bytes(tmp_path, "some.parquet", _table(tmp_path, text=broken))) == [
        "Document",
        "undecodable",
    ]


@pytest.mark.parametrize(
    ("cut", "reason"),
    [(slice(0, -9), "truncated"), (slice(0, 6), "truncated"), (slice(20, None), "unsupported_format")],
)
def test_a_cut_table_is_one_reject(tmp_path, cut, reason):
    data = _table(tmp_path, text=["Text one."])

    assert one_reject(read_bytes(tmp_path, "some.parquet.x", data[cut])).reason == reason


def test_a_table_without_text_is_one_reject(tmp_path):
    data = _table(tmp_path, views=[1, 2])

    assert one_reject(read_bytes(tmp_path, "some.parquet", data)).reason == "no_text"
