import datetime as dt

import pytest

from newsledger.captures import find_capture_days

CHANGED = "1772755200000000000"  # 2026-03-06 in nanoseconds


@pytest.mark.parametrize(
    ("uri", "modified_text", "day"),
    [
        ("/landing/wire-2026-03-05.jsonl.gz", CHANGED, (2026, 3, 5)),
        ("/landing/wire_20260305.jsonl", CHANGED, (2026, 3, 5)),
        ("s3://news/2026/03/05/part-00017.parquet", "9f86d081884c7d65", (2026, 3, 5)),
        ("s3://news/year=2026/month=03/day=05/part.parquet", "", (2026, 3, 5)),
        ("/landing/CRAWL-NEWS-20260305121500-00042.warc.gz", CHANGED, (2026, 3, 5)),
        ("/landing/export-20260305T121500.jsonl", CHANGED, (2026, 3, 5)),
        ("/archive-2025-01-01/wire-2026-03-05.txt", CHANGED, (2026, 3, 5)),  # the last one is the file's own
        ("/landing/2026-03-05.copy-of-2026-13-45.txt", CHANGED, (2026, 3, 5)),
        ("/landing/halden.txt", CHANGED, (2026, 3, 6)),
        ("/landing/order-202603051234567.txt", CHANGED, (2026, 3, 6)),
        ("/landing/2026-0305.txt", CHANGED, (2026, 3, 6)),
        ("s3://news/halden.txt", "2026-03-06T23:30:00-05:00", (2026, 3, 7)),
        ("s3://news/halden.txt", "9f86d081884c7d65", None),
        ("s3://news/halden.txt", "12345678", None),
        ("s3://news/halden.txt", "", None),
    ],
)
def test_the_day_of_capture_is_read_from_the_address_or_the_time_of_change(uri, modified_text, day):
    expected = (dt.date(*day), dt.date(*day)) if day else None

    assert find_capture_days(uri, modified_text) == expected


def test_the_clocks_of_the_records_say_more_than_the_address():
    clocks = (dt.datetime(2026, 2, 1, 23, 59), dt.datetime(2026, 2, 3, 0, 1))

    assert find_capture_days("/a/2026-03-05.txt", CHANGED, clocks) == (dt.date(2026, 2, 1), dt.date(2026, 2, 3))
