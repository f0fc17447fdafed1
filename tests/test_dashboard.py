"""The dashboard: what it asks of a ledger, what its pages show, and what a real browser makes of words from the web."""

import contextlib
import csv
import datetime as dt
import io
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import altair
import duckdb
import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from conftest import copy_home
from newsledger import warehouse
from newsledger.dashboard import queries, row_page
from newsledger.dashboard.charts import NARRATOR, articles_chart, colours_of, figures_chart
from newsledger.dashboard.downloads import to_csv, to_parquet
from newsledger.dashboard.words import amount, days, key_of_colours, mark_words, page_link, web_address
from newsledger.explain import explain
from newsledger.vocabulary import PUBLISHED

CHROMIUM = Path("/usr/bin/chromium")
PAGES = ("figures_page", "claims_page", "articles_page", "quality_page", "row_page")
QUESTION = "d0" * 16
HOSTILE = "<script>document.title='run'</script> \"quoted\" 'words' \u202egnorw\u202c <img src=x onerror=alert(1)>"
START_SECONDS = 60


def execute(settings, *statements):
    with duckdb.connect(str(settings.published_file.resolve())) as connection:
        for statement in statements:
            connection.execute(*statement) if isinstance(statement, tuple) else connection.execute(statement)


def ask_one(settings, query):
    with duckdb.connect(str(settings.published_file), read_only=True) as connection:
        return connection.execute(query).fetchone()[0]


def open_questions(settings):
    """Put the two household figures of the story into one question, and a hostile article beside the story."""
    execute(
        settings,
        f"""
        insert into figure_disagreements by name
        select '{QUESTION}' as disagreement_id, 'other' as metric, 'household' as counted_class, 'household' as unit,
            'Halden Mill' as place_name, 'stock' as measure, 'households' as example_text,
            ['Halden Mill'] as place_names,
            2 as figure_count, 1 as article_count, 1 as story_count, 2 as originator_count, 0 as narrator_count,
            0 as undated_count, ['Petra Lindqvist', 'Rolf Adeyemi'] as speaker_names, [] as outlet_names,
            12000 as lowest_value, 20000 as highest_value, 8000 as spread_value, 0.4 as spread_share,
            false as ranges_overlap, 'contested' as corroboration
        """,
        f"""
        insert into figure_disagreement_figures by name
        select md5(figure_id) as disagreement_figure_id, '{QUESTION}' as disagreement_id, figure_id, true as is_dated,
            true as is_placed, false as is_vague
        from figures where value_low in (12000, 20000)
        """,
        (
            "insert into articles select * replace ('ab' || article_id[3:] as article_id, $1 as headline, "
            "$1 || body_text as body_text, $1 as outlet_name) from articles limit 1",
            [HOSTILE],
        ),
        (
            "insert into claims select * replace ('ab' || claim_id[3:] as claim_id, "
            "'ab' || article_id[3:] as article_id, "
            "$1 as claim_text, '=' || $1 as speaker_name, 0 as char_start, $2 as char_end, "
            "[{'char_start': 0, 'char_end': $2}] as spans) from claims order by claim_id limit 1",
            [HOSTILE, len(HOSTILE)],
        ),
        "insert into article_appearances select * replace ('ab' || appearance_id[3:] as appearance_id, "
        "'ab' || article_id[3:] as article_id, 'javascript:document.title=1' as url) from article_appearances limit 1",
    )


@pytest.fixture(scope="module")
def shown(published_once, tmp_path_factory):
    settings = copy_home(published_once, tmp_path_factory.mktemp("shown"))
    open_questions(settings)
    return settings


@pytest.fixture(scope="module")
def empty(published_once, tmp_path_factory):
    settings = copy_home(published_once, tmp_path_factory.mktemp("empty"))
    execute(settings, *(f"delete from {table}" for table in PUBLISHED))
    return settings


def with_ledger(settings, ask):
    with warehouse.reading(settings.published_file) as connection:
        return ask(connection)


# ------------------------------------------------------------------------------------------------------- queries


def test_a_question_gives_a_row_for_what_each_speaker_says(shown):
    found = with_ledger(shown, lambda c: queries.find_question_figures(c, QUESTION)).to_pylist()

    assert {(row["speaker_name"], row["low"]) for row in found} == {("Rolf Adeyemi", 12000), ("Petra Lindqvist", 20000)}


def test_copies_of_one_story_are_one_row_that_tells_how_many(published):
    open_questions(published)
    execute(
        published,
        "insert into figure_ledger select * replace ('cc' || figure_id[3:] as figure_id, 'cc' || article_id[3:] as "
        "article_id, 'The Copyist' as outlet_name) from figure_ledger where value_low = 20000",
        "insert into figure_disagreement_figures select * replace ('cc' || figure_id[3:] as figure_id, 'cc' || "
        "disagreement_figure_id[3:] as disagreement_figure_id) from figure_disagreement_figures",
    )

    found = with_ledger(published, lambda c: queries.find_question_figures(c, QUESTION)).to_pylist()

    (copied,) = [row for row in found if row["low"] == 20000]
    assert (copied["article_count"], "The Copyist" in copied["outlet_names"]) == (2, True)


def test_over_the_limit_the_lowest_and_the_highest_figures_stay(published):
    open_questions(published)
    execute(
        published,
        "insert into figure_ledger select l.* replace (md5(i::varchar) as figure_id, md5('s' || i) as story_id, "
        "13000 + i as value_low, 13000 + i as value_high) from figure_ledger as l, range(1000) as r(i) "
        "where value_low = 20000",
        f"insert into figure_disagreement_figures select md5('d' || i), '{QUESTION}', md5(i::varchar), true, true, "
        "false from range(1000) as r(i)",
    )

    found = with_ledger(published, lambda c: queries.find_question_figures(c, QUESTION, limit=10)).to_pylist()

    values = [row["low"] for row in found]
    assert (len(values), min(values), max(values), found[0]["row_count"]) == (10, 12000, 20000, 1002)


def test_over_the_limit_vague_words_leave_first(published):
    open_questions(published)
    execute(
        published,
        "update figure_disagreement_figures set is_vague = true "
        "where figure_id = (select figure_id from figures where value_low = 12000)",
    )

    found = with_ledger(published, lambda c: queries.find_question_figures(c, QUESTION, limit=1)).to_pylist()

    assert [(row["low"], row["row_count"]) for row in found] == [(20000, 2)]


@pytest.mark.parametrize(
    ("asked", "speakers"),
    [
        ({"words": "never LOW"}, {"Rolf Adeyemi"}),
        ({"words": "100% _"}, set()),
        ({"words": "'; drop table claims; --"}, set()),
        ({"speaker": "lindq"}, {"Petra Lindqvist"}),
        ({"stance": "no such stance"}, set()),
        ({"outlet": "no such outlet"}, set()),
    ],
)
def test_claims_are_found_by_words_speaker_outlet_and_stance(published, asked, speakers):
    found = with_ledger(published, lambda c: queries.find_claims(c, queries.ClaimFilter(**asked))).to_pylist()

    assert {row["speaker_name"] for row in found} == speakers


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("households halden mill", True),
        ("How many household in Halden Mill?", True),
        ("househ", True),
        ("Lindqvist", True),
        ("soldiers", False),
        ("?!", False),
    ],
)
def test_a_question_is_found_in_any_inflection_and_as_people_ask_it(shown, asked, is_found):
    found = with_ledger(shown, lambda c: queries.find_questions(c, asked))

    assert [question["disagreement_id"] for question in found] == [QUESTION] * is_found


def test_troops_are_found_as_soldiers_are_counted(published):
    open_questions(published)
    execute(published, "update figure_disagreements set counted_class = 'troop', example_text = 'soldiers'")

    assert with_ledger(published, lambda c: queries.find_questions(c, "troops"))


def test_the_words_of_a_figure_come_with_their_place(published):
    figure_id = ask_one(published, "select figure_id from figures where value_low = 20000")

    figure = with_ledger(published, lambda c: queries.read_figure(c, figure_id))

    assert figure["body_text"][figure["char_start"] : figure["char_end"]] == figure["figure_text"]
    assert figure["speaker_name"] == "Petra Lindqvist"


def test_an_id_that_is_not_there_gives_nothing(published):
    for read in (
        queries.read_figure,
        queries.read_claim,
        queries.read_article,
        queries.read_question,
        queries.find_kind,
    ):
        assert with_ledger(published, lambda c, read=read: read(c, "ff" * 16)) is None


# ------------------------------------------------------------------------------------------------ words and files


def test_marked_words_keep_every_character_and_run_nothing():
    marked = mark_words("a <b> & c", [(2, 5, "number"), (0, 5, "content")])

    assert "<b>" not in marked
    assert "&lt;b&gt;" in marked
    assert 'data-mark="number content"' in marked
    assert "".join(re.findall(r"<bdi>(.*?)</bdi>", marked)) == "a &lt;b&gt; &amp; c"


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a?b=1&c", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("http://[broken", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url, is_link):
    assert ("<a " in web_address(url)) == is_link


def test_a_link_of_ours_takes_any_value_as_a_value():
    assert page_link("row", "open", id='"><script>') == '<a href="/row?id=%22%3E%3Cscript%3E" target="_self">open</a>'


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(10000, None, "10,000 or more"), (None, 5, "5 or less"), (1, 2.5, "1 to 2.5"), (7, 7, "7"), (None, None, "open")],
)
def test_an_amount_names_its_open_ends(low, high, text):
    assert amount(low, high) == text


@pytest.mark.parametrize(
    ("low", "high", "bound", "text"),
    [
        (10000, None, "more_than", "more than 10,000"),
        (None, 5, "less_than", "less than 5"),
        (10000, None, "at_least", "10,000 or more"),
        (1000, 9999, "vague", "vague: 1,000 to 9,999"),
        (12, 12, "about", "about 12"),
        (1_234_567, 1_234_567, "exact", "1,234,567"),
        (1.25e9, 7e9, "between", "1.25 billion to 7 billion"),
        (1_000_000, 9_999_999, "vague", "vague: 1 million to under 10 million"),
    ],
)
def test_an_amount_says_how_it_is_bound(low, high, bound, text):
    assert amount(low, high, bound) == text


def test_a_wide_interval_is_not_taken_for_a_late_day(published):
    execute(
        published,
        "update claims set said_earliest = '2019-05-20', said_latest = '2099-01-01' where claim_text like '%20,000%'",
    )

    found = with_ledger(published, lambda c: queries.find_claims(c, queries.ClaimFilter())).to_pylist()

    assert found[0]["said_latest"].year < 2099
    assert any(row["said_latest"] and row["said_latest"].year == 2099 for row in found)


def test_a_dot_whose_day_is_not_known_is_a_ring():
    known = dt.date(2031, 2, 3)
    rows = [
        figure(1, as_of_earliest=known, as_of_latest=known),
        figure(2, as_of_earliest=dt.date(2031, 1, 1), as_of_latest=known),
    ]

    ends = rows_of(figures_chart(rows, None), "ends")

    assert {dot["figure_id"]: dot["filling"] for dot in ends} == {"f1": 1.0, "f2": 0.0}


def test_unknown_days_are_called_so():
    assert days(None, None) == "unknown"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "\n=1", "＝1", "\ufeff=1"])
def test_no_text_of_a_csv_is_a_formula(text):
    table = pa.table({"said": [text, "plain"], "names": [[text], []], "count": [-1, 2]})

    rows = list(csv.reader(io.StringIO(to_csv(table).decode(), newline="")))

    assert rows[1][0] == f"'{text}"
    assert rows[1][1] == f"'{text}"
    assert rows[2][0] == "plain"
    assert rows[1][2] == "-1"


def test_parquet_holds_what_is_shown():
    table = pa.table({"said": ["=1"], "names": [["a"]]})

    assert pq.read_table(io.BytesIO(to_parquet(table))) == table


def figure(number, **changed):
    return {
        "figure_id": f"f{number}", "speaker_name": f"Speaker {number}", "claim_id": "c", "low": 10.0, "high": 12.0,
        "bound": "between", "as_of_earliest": None, "as_of_latest": None, "as_of_basis": "none",
        "figure_text": "10 to 12",
        "stance": "asserts", "outlet_names": [None], "article_count": 1, "is_vague": False, **changed,
    }  # fmt: skip


def rows_of(chart, name):
    """Return the rows of a chart by their name, once the chart is one of Vega-Lite's."""
    altair.Chart.from_dict({**chart, "datasets": {part: list(rows) for part, rows in chart["datasets"].items()}})
    return chart["datasets"][name]


@pytest.mark.parametrize(
    "figures",
    [
        [figure(1)],
        [figure(1, high=None), figure(2, low=None)],
        [figure(1, low=0.0, high=0.0), figure(2, low=1e9, high=1e9)],
        [figure(number) for number in range(40)],
    ],
)
def test_a_chart_can_be_drawn_of_any_figures(figures):
    chart = figures_chart(figures, None)

    assert pa.Table.from_pylist(rows_of(chart, "ends")).num_rows >= len(figures)
    assert {dot["figure_id"] for dot in rows_of(chart, "ends")} == {f["figure_id"] for f in figures}


def test_an_open_end_is_an_arrow():
    chart = figures_chart([figure(1, high=None), figure(2, low=None, high=None)], None)

    assert [dot["end"] for dot in rows_of(chart, "ends")] == ["point", "more than that"]


def test_names_of_one_colour_stand_behind_one_dot():
    key = key_of_colours({"Ada Quill": "#111111", NARRATOR: "#888888", "unattributed": "#888888"})

    assert key.count("border-radius:50%") == 2
    assert f"<bdi>{NARRATOR}</bdi> or <bdi>unattributed</bdi>" in key


def test_many_marks_of_one_day_stay_at_their_day():
    day = dt.date(2031, 7, 1)
    far = [figure(n, as_of_earliest=end, as_of_latest=end) for n, end in enumerate((dt.date(2031, 1, 1), day))]
    crowd = [figure(n, as_of_earliest=day, as_of_latest=day) for n in range(2, 300)]

    ends = rows_of(figures_chart(far + crowd, None), "ends")

    moments = {dt.datetime.fromisoformat(dot["x"]) for dot in ends if dot["figure_id"] != "f0"}
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    assert len(moments) == 299
    assert max(abs(moment - midnight) for moment in moments) <= (day - dt.date(2031, 1, 1)) / 40


def test_each_speaker_has_a_colour_until_they_run_out():
    colours = colours_of([figure(number) for number in range(9)] + [figure(9, speaker_name=None, claim_id=None)])

    assert len(set(colours.values())) == 7
    assert colours[NARRATOR] == colours["others"]


def test_an_article_without_dates_is_drawn_as_unknown():
    article = {"article_id": "a", "headline": None, "outlet_name": None, "published_earliest": None,
               "published_latest": None, "published_basis": "none", "story_role": "unique"}  # fmt: skip

    assert rows_of(articles_chart([article]), "articles")[0]["known"] == "unknown"


@pytest.mark.parametrize(
    ("earliest", "latest", "end"),
    [
        (dt.date(2031, 1, 1), None, "open after"),
        (None, dt.date(2031, 1, 1), "open before"),
        (dt.date(2031, 1, 1), dt.date(2031, 1, 1), "day"),
    ],
)
def test_the_arrow_of_an_article_points_to_its_open_end(earliest, latest, end):
    article = {"article_id": "a", "headline": None, "outlet_name": None, "published_earliest": earliest,
               "published_latest": latest, "published_basis": "none", "story_role": "unique"}  # fmt: skip

    (mark,) = rows_of(articles_chart([article]), "articles")

    assert mark["end"] == end
    assert (mark["x"] < "2031-01-01") == (end == "open before")


# --------------------------------------------------------------------------------------------------------- pages


def draw(name, file, home):
    """Draw one page; Streamlit runs the text of this function."""
    import importlib
    import os

    from newsledger import warehouse
    from newsledger.dashboard.view import View
    from newsledger.settings import read_settings

    settings = read_settings({**os.environ, "NEWSLEDGER_HOME": home})
    page = importlib.import_module(f"newsledger.dashboard.{name}")
    with warehouse.reading(file) as connection:
        page.show(View(connection=connection, file=file, settings=settings))


def page_of(settings, name, **address):
    test = AppTest.from_function(
        draw, args=(name, settings.published_file.resolve(), str(settings.home)), default_timeout=30
    )
    for key, value in address.items():
        test.query_params[key] = value
    return test.run()


def html_of(test):
    return " ".join(element.proto.body for element in test.get("html"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_an_empty_ledger_says_so(empty, name):
    test = page_of(empty, name)

    assert not test.exception
    assert test.info or test.warning


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_ledger_is_drawn(shown, name):
    assert not page_of(shown, name).exception


def test_the_first_page_answers_how_many_according_to_whom(shown):
    test = page_of(shown, "figures_page")

    assert "<bdi>12,000 to 20,000</bdi>" in html_of(test)
    assert "Petra Lindqvist, Rolf Adeyemi" in html_of(test)
    assert test.selectbox[0].value == QUESTION


def test_a_question_that_one_voice_answers_leads_to_its_figures(shown):
    test = page_of(shown, "figures_page", about="cubic metres")

    assert test.info[0].value == "No question of these words has figures of two voices."
    assert "/figures?show=all%20figures&amp;words=cubic%20metres" in html_of(test)
    assert len(page_of(shown, "figures_page", show="all figures", words="cubic metres").dataframe[0].value) == 1


def test_the_address_opens_the_evidence_of_a_figure(shown):
    figure_id = ask_one(shown, "select figure_id from figures where value_low = 20000")

    test = page_of(shown, "figures_page", row=figure_id)

    assert '<span class="mark number' in html_of(test) or 'data-mark="' in html_of(test)
    assert f"/row?id={figure_id}" in html_of(test)
    assert test.code[0].value == f"newsledger explain {figure_id}"


def test_a_row_that_is_gone_is_called_gone(shown):
    assert "not in the ledger" in page_of(shown, "claims_page", row="ff" * 16).warning[0].value


def test_a_filter_of_claims_changes_the_rows(shown):
    test = page_of(shown, "claims_page")
    before = len(test.dataframe[0].value)

    test.text_input[0].input("closer to 20,000").run()

    assert 1 == len(test.dataframe[0].value) < before


def test_the_row_page_compares_with_the_dump(shown):
    figure_id = ask_one(shown, "select figure_id from figures where value_low = 20000")

    test = page_of(shown, "row_page", id=figure_id, checks="true")

    assert "rebuilt from the dump" in html_of(test)
    assert "figures_quote_their_article" in html_of(test)


def test_the_row_page_reads_the_dump_with_the_names_of_the_settings(shown, monkeypatch):
    asked = []
    monkeypatch.setenv("NEWSLEDGER_FIELDS", "text=story")
    monkeypatch.setattr(row_page, "explain", lambda *words: asked.append(words[2:]) or explain(*words))

    page_of(shown, "row_page", id=ask_one(shown, "select min(figure_id) from figures"), checks="true")

    assert asked == [({"text": "story"},)]


def test_nothing_published_is_said_and_a_publish_is_seen(published, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path / "later"))
    app = Path(queries.__file__).with_name("app.py")
    test = AppTest.from_file(app, default_timeout=30).run()
    assert test.title[0].value == "Nothing is published yet"

    shutil.copytree(published.home, tmp_path / "later", symlinks=True)
    test.run()

    assert test.title[0].value == "Figures"


# ------------------------------------------------------------------------------------------------------- browser


@pytest.fixture(scope="module")
def served(shown):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "newsledger.cli", "dashboard", "--home", str(shown.home), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    try:
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{url}/_stcore/health").is_success:
                    break
            time.sleep(0.2)
        assert process.poll() is None, process.stdout.read()
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.hosts = set()
    page.on("request", lambda request: page.hosts.add(request.url.split("/")[2]))
    yield page
    assert all(host.startswith("127.0.0.1:") for host in page.hosts), "a page calls nobody"
    assert_fits(page)
    context.close()


def assert_fits(page):
    """Fail when the page has to be moved sideways."""
    beyond = "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(beyond) <= 0, f"{page.url} is wider than its window"


@pytest.fixture(scope="module")
def left_open(served, browser, shown):
    """Open the articles, then publish a ledger with one more; the page looks for it while other tests run."""
    page = browser.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{served}/articles")
    page.locator('[data-testid="stDataFrame"] [role="grid"]').first.wait_for(state="attached")
    release = shown.published_file.resolve().parent
    shutil.copytree(release, release.with_name("later"))
    (shown.home / "next").symlink_to("releases/later")
    (shown.home / "next").replace(shown.published_file.parent)
    execute(
        shown,
        "insert into articles select * replace ('ae' || article_id[3:] as article_id, 'A later story' as headline) "
        "from articles where headline is not null limit 1",
    )
    yield page
    page.close()


@pytest.mark.usefixtures("left_open")
def test_the_start_page_answers_and_a_second_click_opens_the_words(served, page):
    page.goto(served)
    page.get_by_text("12,000 to 20,000").first.wait_for()
    assert page.get_by_text("Petra Lindqvist").first.is_visible()
    page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').first.wait_for()
    page.wait_for_timeout(1000)
    page.locator('[data-testid="stDataFrame"]').first.scroll_into_view_if_needed()
    box = page.locator('[data-testid="stDataFrame"] canvas').first.bounding_box()

    page.mouse.click(box["x"] + 15, box["y"] + 38 + 15)

    page.locator('[data-mark~="number"]').first.wait_for()
    assert "households" in page.locator('[data-mark~="number"]').first.inner_text()
    assert "row=" in page.url


def test_a_click_on_a_dot_opens_its_words(served, page):
    page.goto(served)
    dot = page.locator('[data-testid="stVegaLiteChart"] .mark-symbol path[aria-label*="Petra Lindqvist"]').first
    dot.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # the chart takes its width

    dot.click()

    page.wait_for_url("**row=*")
    assert "20,000" in page.locator('[data-mark~="number"]').first.inner_text()


def test_the_downloads_hold_what_is_shown_and_no_formula(served, page):
    page.goto(f"{served}/claims")
    rows = page.locator('[data-testid="stDataFrame"] [role="grid"]').first
    rows.wait_for(state="attached")
    files = {}
    for name in ("CSV", "Parquet"):
        with page.expect_download() as started:
            page.get_by_role("button", name=name, exact=True).click()
        files[name] = Path(started.value.path()).read_bytes()

    told = list(csv.DictReader(io.StringIO(files["CSV"].decode(), newline="")))
    kept = pq.read_table(io.BytesIO(files["Parquet"]))

    assert len(told) == int(rows.get_attribute("aria-rowcount")) - 1 > 1
    assert [row["claim_id"] for row in told] == kept["claim_id"].to_pylist()
    assert f"={HOSTILE}" in kept["speaker_name"].to_pylist()
    assert f"'={HOSTILE}" in {row["speaker_name"] for row in told}
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in told for cell in row.values() if not is_number(cell)
    )


def is_number(text):
    return re.fullmatch(r"-?[0-9.]+", text) is not None


def test_a_filter_in_the_browser_changes_the_rows_and_the_address(served, page):
    page.goto(f"{served}/claims")
    rows = page.locator('[data-testid="stDataFrame"] [role="grid"]').first
    rows.wait_for(state="attached")
    before = int(rows.get_attribute("aria-rowcount"))

    page.get_by_role("textbox", name="Search").fill("closer to 20,000")
    page.get_by_role("textbox", name="Search").press("Enter")

    page.wait_for_function(
        "before => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) < before", arg=before
    )
    page.wait_for_url("**words=closer*")


@pytest.mark.parametrize("path", ["claims", "articles"])
def test_a_hostile_article_stays_text(served, page, shown, path):
    table, key = {"claims": ("claims", "claim_id"), "articles": ("articles", "article_id")}[path]
    row_id = ask_one(shown, f"select {key} from {table} where starts_with({key}, 'ab')")

    page.goto(f"{served}/{path}?row={row_id}")

    page.get_by_text("<script>document.title", exact=False).first.wait_for()
    assert page.title() != "run"
    assert page.locator('a[href^="javascript" i], img[src="x"], [onerror]').count() == 0
    assert page.locator("bdi", has_text="gnorw").count() > 0


def test_scripts_come_from_memory_as_they_lie_there_and_nothing_else_does(served):
    folder = Path(streamlit.__file__).parent / "static"
    (name, *_) = re.findall(r'src="\.?/?(static/js/[^"]+\.js)"', httpx.get(served).text)

    answers = [httpx.get(f"{served}/{name}") for _ in range(2)]

    assert [answer.content for answer in answers] == [(folder / name).read_bytes()] * 2
    assert "etag" not in answers[0].headers, "Streamlit has read it from the disk"
    assert "immutable" in answers[0].headers["cache-control"]
    assert "javascript" in answers[0].headers["content-type"]
    assert httpx.get(f"{served}/static/%2e%2e/manifest.json").status_code == 400


def test_quality_and_the_documentation_are_there(served, page, shown):
    assert httpx.get(f"{served}/documentation-of-tables/nothing.html").status_code == 404
    (shown.home / "dbt_docs" / "index.html").write_text("<html>tables</html>", encoding="utf-8")
    page.goto(f"{served}/quality")
    page.get_by_text(re.compile(r"Checks: \d+ of \d+ passed")).wait_for()
    assert_fits(page)

    page.goto(f"{served}/documentation")
    page.get_by_text("The last audit").wait_for()
    assert "lost text" in httpx.get(f"{served}/documentation-of-audit/index.html").text
    assert "<html" in httpx.get(f"{served}/documentation-of-tables/index.html").text.lower()


def test_a_row_with_its_checks_fits_a_narrow_page(served, page, shown):
    figure_id = ask_one(shown, "select figure_id from figures where value_low = 20000")

    page.goto(f"{served}/row?id={figure_id}&checks=true")

    page.get_by_text("rebuilt from the dump").wait_for()


def test_a_publish_is_offered_on_an_open_page_without_a_restart(left_open):
    rows = left_open.locator('[data-testid="stDataFrame"] [role="grid"]').first
    before = int(rows.get_attribute("aria-rowcount"))

    left_open.get_by_role("button", name="A newer ledger is published: show it").click()

    left_open.wait_for_function(
        "before => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') == before + 1", arg=before
    )
    left_open.get_by_text("newer ledger").wait_for(state="detached")
