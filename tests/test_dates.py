import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsledger.dates import DateInterval, find_date_mentions, find_stamps, parse_machine_date
from newsledger.dates.offices import bound_by_offices

DAY = DateInterval(dt.date(2024, 12, 3), dt.date(2024, 12, 3))  # a Tuesday
UP_TO = DateInterval(None, dt.date(2025, 3, 20))
BETWEEN = DateInterval(dt.date(2024, 12, 1), dt.date(2025, 3, 20))


def found(text: str, reference: DateInterval | None) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (
            text[mention.char_start : mention.char_end],
            mention.earliest.isoformat() if mention.earliest else None,
            mention.latest.isoformat() if mention.latest else None,
            mention.precision,
        )
        for mention in find_date_mentions(text, reference)
    ]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest", "precision"),
    [
        ("on November 19, 2024 he said", "November 19, 2024", "2024-11-19", "2024-11-19", "day"),
        ("on Nov. 19, 2024, he said", "Nov. 19, 2024", "2024-11-19", "2024-11-19", "day"),
        ("19 Nov 2024", "19 Nov 2024", "2024-11-19", "2024-11-19", "day"),
        ("28 Apr 2025, 05:38 AM IST", "28 Apr 2025", "2025-04-28", "2025-04-28", "day"),
        ("the 19th of November 2024", "19th of November 2024", "2024-11-19", "2024-11-19", "day"),
        ("MARCH 3, 2024", "MARCH 3, 2024", "2024-03-03", "2024-03-03", "day"),
        ("2025-04-28", "2025-04-28", "2025-04-28", "2025-04-28", "day"),
        ("2025/4/28", "2025/4/28", "2025-04-28", "2025-04-28", "day"),
        ("13.04.2024", "13.04.2024", "2024-04-13", "2024-04-13", "day"),
        ("13/04/2024", "13/04/2024", "2024-04-13", "2024-04-13", "day"),
        ("04/05/2024", "04/05/2024", "2024-04-05", "2024-05-04", "interval"),
        ("Friday, Jan 23, 2026", "Friday, Jan 23, 2026", "2026-01-23", "2026-01-23", "day"),
        ("from 3-4 March 2024", "3-4 March 2024", "2024-03-03", "2024-03-04", "interval"),
        ("in April 2024", "April 2024", "2024-04-01", "2024-04-30", "month"),
        ("in February of 2024", "February of 2024", "2024-02-01", "2024-02-29", "month"),
        ("in 2023", "2023", "2023-01-01", "2023-12-31", "year"),
        ("since 2022", "2022", "2022-01-01", "2022-12-31", "year"),
    ],
)
def test_a_date_with_its_year_stands_for_itself(
    text: str, words: str, earliest: str, latest: str, precision: str
) -> None:
    assert found(text, None) == [(words, earliest, latest, precision)]
    assert found(text, UP_TO) == found(text, None)


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("on November 19", None, (None, None, "unknown")),
        ("on November 19", DateInterval(dt.date(2024, 1, 1), None), (None, None, "unknown")),
        ("on November 19", UP_TO, ("2024-11-19", "2024-11-19", "day")),
        ("on November 19", BETWEEN, ("2024-11-19", "2024-11-19", "day")),
        ("on January 19", BETWEEN, (None, None, "unknown")),
        (
            "on November 19",
            DateInterval(dt.date(2022, 1, 1), dt.date(2025, 3, 20)),
            (None, None, "unknown"),
        ),
        ("in October", UP_TO, ("2024-10-01", "2024-10-31", "month")),
        ("until December 19", DAY, ("2024-12-19", "2024-12-19", "day")),
        ("will end on December 19", DAY, ("2024-12-19", "2024-12-19", "day")),
        ("which ended on December 19", DAY, ("2023-12-19", "2023-12-19", "day")),
        (
            "Wednesday (June 5)",
            DateInterval(None, dt.date(2026, 1, 23)),
            ("2024-06-05", "2024-06-05", "day"),
        ),
        ("Wednesday (June 4)", DAY, (None, None, "unknown")),
        ("June 4 last year", DAY, ("2023-06-04", "2023-06-04", "day")),
        ("August last year", DAY, ("2023-08-01", "2023-08-31", "month")),
    ],
)
def test_a_date_without_a_year_is_the_last_one_that_the_reference_allows(
    text: str, reference: DateInterval | None, expected: tuple[str | None, str | None, str]
) -> None:
    ((_, *days),) = found(text, reference)

    assert tuple(days) == expected


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("He spoke on Monday", "2024-12-02", "2024-12-02"),
        ("He spoke on Tuesday", "2024-12-03", "2024-12-03"),
        ("He spoke last Wednesday", "2024-11-20", "2024-11-27"),
        ("It will open on Friday", "2024-11-29", "2024-12-06"),
        ("yesterday", "2024-12-02", "2024-12-02"),
        ("three days ago", "2024-11-30", "2024-11-30"),
        ("last week", "2024-11-20", "2024-12-02"),
        ("last month", "2024-11-01", "2024-11-30"),
        ("earlier this month", "2024-12-01", "2024-12-03"),
        ("earlier this year", "2024-01-01", "2024-12-03"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("last October", "2023-10-01", "2024-10-31"),
        ("two weeks ago", "2024-11-15", "2024-11-23"),
    ],
)
def test_a_relative_date_counts_from_a_narrow_reference_only(text: str, earliest: str, latest: str) -> None:
    ((_, *days),) = found(text, DAY)

    assert days[:2] == [earliest, latest]
    assert found(text, None) == []
    assert found(text, DateInterval(dt.date(2022, 1, 1), dt.date(2024, 12, 3))) == []


@pytest.mark.parametrize(
    "text",
    [
        "It may 5 times out of ten",
        "June 4,000 people",
        "$2024 was paid",
        "in 2000 homes",
        "some 1948 people",
        "February 30",
        "Black Friday sales",
        "the Sunday Times reported",
        "the Sun reported",
        "March on the capital",
        "version 2.3.2024.1",
        "call 2024-555-0142",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert found(text, None) == []
    assert [days for days in found(text, DAY) if days[3] == "day"] == []


def test_months_in_a_row_share_the_year_of_the_last() -> None:
    assert [row[1] for row in found("in January, March and May 2024", None)] == [
        "2024-01-01",
        "2024-03-01",
        "2024-05-01",
    ]


def test_a_number_after_in_and_a_month_counts_something() -> None:
    assert found("In June 17 soldiers fell", UP_TO) == [("June", "2024-06-01", "2024-06-30", "month")]


@pytest.mark.parametrize(
    ("text", "country", "at", "precision"),
    [
        ("28 Apr 2025, 05:38 AM IST", "in", dt.datetime(2025, 4, 28, 0, 8), "minute"),
        ("28 Apr 2025, 05:38 AM IST", None, None, "day"),
        ("10:35 GMT, 19 November 2024", None, dt.datetime(2024, 11, 19, 10, 35), "minute"),
        ("November 19, 2024 | 22:10 EST", None, dt.datetime(2024, 11, 20, 3, 10), "minute"),
        ("Nov 19, 2024 at 3 p.m. EDT", None, dt.datetime(2024, 11, 19, 19, 0), "minute"),
        ("2024-11-19T10:00:00+05:30", None, dt.datetime(2024, 11, 19, 4, 30), "minute"),
        ("19.11.2024 14:02", None, None, "day"),
        ("19 November 2024 12:15 am UTC", None, dt.datetime(2024, 11, 19, 0, 15), "minute"),
        ("19 November 2024, 17:20 (GMT+3)", None, dt.datetime(2024, 11, 19, 14, 20), "minute"),
        ("17:20 UTC+5:30, 19 November 2024", None, dt.datetime(2024, 11, 19, 11, 50), "minute"),
    ],
)
def test_a_stamp_is_a_moment_when_its_clock_and_zone_are_printed(
    text: str, country: str | None, at: dt.datetime | None, precision: str
) -> None:
    (stamp,) = find_stamps(text, country)

    assert (stamp.at, stamp.precision) == (at, precision)
    day = dt.datetime.combine(stamp.printed_on, dt.time())
    assert stamp.published_at == (at if at is not None and at.date() == stamp.printed_on else day)


@pytest.mark.parametrize(
    ("value", "at", "day"),
    [
        ("2024-11-19T10:00:00Z", dt.datetime(2024, 11, 19, 10), dt.date(2024, 11, 19)),
        ("2024-11-19 10:00:00", None, dt.date(2024, 11, 19)),
        ("2024-11-19", None, dt.date(2024, 11, 19)),
        ("20241119", None, dt.date(2024, 11, 19)),
        ("Tue, 19 Nov 2024 23:00:00 -0500", dt.datetime(2024, 11, 20, 4), dt.date(2024, 11, 19)),
        ("1732010000", dt.datetime(2024, 11, 19, 9, 53, 20), dt.date(2024, 11, 19)),
        ("November 19, 2024", None, dt.date(2024, 11, 19)),
    ],
)
def test_a_date_that_a_machine_wrote_is_read(value: str, at: dt.datetime | None, day: dt.date) -> None:
    stamp = parse_machine_date(value)

    assert stamp is not None
    assert (stamp.at, stamp.printed_on) == (at, day)


@pytest.mark.parametrize("value", ["", "soon", "0000-00-00", "0001-01-01T00:00:00", "12", "2024"])
def test_what_holds_no_day_is_no_machine_date(value: str) -> None:
    assert parse_machine_date(value) is None


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Monday",
                "June",
                "4",
                ",",
                "(",
                ")",
                "2024",
                "31",
                "last",
                "week",
                "year",
                "ago",
                "two",
                "in",
                "on",
                "May",
                "Mar.",
                "19th",
                "-",
                "/",
                "2024-11-19",
                "next",
                "of",
                "\n",
            ]
        ),
        max_size=25,
    ).map(" ".join),
    st.sampled_from([None, DAY, UP_TO, BETWEEN, DateInterval(dt.date.min, dt.date.max)]),
)
def test_mentions_stand_in_order_and_never_overlap(text: str, reference: DateInterval | None) -> None:
    end = 0
    for mention in find_date_mentions(text, reference):
        assert end <= mention.char_start < mention.char_end <= len(text)
        assert (mention.earliest is None) == (mention.latest is None) == (mention.precision == "unknown")
        assert mention.earliest is None or mention.latest is None or mention.earliest <= mention.latest
        end = mention.char_end


@pytest.mark.parametrize("piece", ["May ", "1-", "Monday ", "2024-", "last ", "a ", "12 March-", "\u00a0"])
def test_half_a_megabyte_of_almost_dates_is_read_within_seconds(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    began = time.process_time()
    mentions = find_date_mentions(text, DAY)

    assert time.process_time() - began < 5
    assert all(mention.char_end <= len(text) for mention in mentions)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "bound"),
    [
        ("President-elect Joe Biden named two aides.", None, None, ("2020-11-07", "2021-01-20")),
        ("The plan of U.S. President-elect Biden's team is ready.", None, None, ("2020-11-07", "2021-01-20")),
        # elected twice: both terms are possible until something else in the text rules one out
        ("President-elect Donald Trump spoke.", None, None, ("2016-11-09", "2025-01-20")),
        ("President-elect Trump met President Volodymyr Zelensky.", None, None, ("2024-11-06", "2025-01-20")),
        ("President-elect Trump spoke.", None, "2018-01-01", ("2016-11-09", "2017-01-20")),
        # a holder keeps the title in later reports
        ("Prime Minister Keir Starmer opened the mill.", None, None, ("2024-07-05", None)),
        ("former President Barack Obama opened the mill.", None, None, ("2009-01-20", None)),
        # nothing new, or nobody known
        ("Prime Minister Keir Starmer opened the mill.", "2026-01-01", None, None),
        ("then-President-elect Donald Trump had promised it.", None, None, None),
        ("President Ilva Morrow of Karvia opened the mill.", None, None, None),
        ("Prime Minister Johnson opened the mill.", None, None, None),
    ],
)
def test_the_office_of_a_person_bounds_when_a_text_was_written(text, earliest, latest, bound) -> None:
    def day(value: str | None) -> dt.date | None:
        return dt.date.fromisoformat(value) if value else None

    found = bound_by_offices(text, DateInterval(day(earliest), day(latest)))

    expected = (day(bound[0]), day(bound[1]) if bound[1] else day(latest)) if bound else None
    assert (found and (found.interval.earliest, found.interval.latest)) == expected
