"""search, figures and export, on a small published ledger, as somebody types them."""

import csv
import io
import json
import re

import duckdb
import pyarrow.parquet as pq
import pytest
from rich.console import Console
from typer.testing import CliRunner

from conftest import publish_all
from newsledger.answers import show_figures, show_search
from newsledger.cli import app
from newsledger.export import to_safe_cell
from newsledger.question import find_figures_about
from newsledger.search import Filters, search
from newsledger.vocabulary import PUBLISHED

HOSTILE = '=HYPERLINK("http://bad.example","x") <script>alert(1)</script>\x1b[31m\t\u202egnirts'


def call(settings, *words):
    return CliRunner().invoke(app, [*words, "--home", str(settings.home)])


def lines_of(result):
    return [line.split("\t") for line in result.stdout.splitlines() if not line.startswith("#")]


def execute(settings, query, *values):
    with duckdb.connect(str(settings.published_file.resolve())) as connection:
        return connection.execute(query, list(values)).fetchall()


def on_terminal(show, *found):
    page = io.StringIO()
    show(*found, Console(file=page, width=160, force_terminal=True, color_system=None))
    return page.getvalue()


# ----------------------------------------------------------------------------------------------------- search


def test_search_gives_a_line_for_each_claim_and_article_with_the_hits_marked(published):
    result = call(published, "search", "households")

    header, *rows = lines_of(result)
    assert result.exit_code == 0
    assert header == ["kind", "id", "days", "speaker", "stance", "outlet", "words"]
    assert {row[0] for row in rows} == {"claim", "article"}
    assert all(len(row) == len(header) and "⟦households⟧" in row[-1] for row in rows)
    assert "Petra Lindqvist" in {row[3] for row in rows}
    assert result.stderr == ""
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        (("household", "--speaker", "lindqvist"), ["Petra Lindqvist"]),
        (("household", "--speaker", "Adeyemi"), ["Rolf Adeyemi"]),
        (('"this low in March"',), ["Rolf Adeyemi"]),
        (("restriction", "--since", "2026-03-04", "--speaker", "adeyemi"), ["Rolf Adeyemi"]),
        (("household", "--stance", "asserts", "--limit", "1", "--speaker", "lindqvist"), ["Petra Lindqvist"]),
    ],
)
def test_filters_leave_the_claims_that_meet_them(published, words, speakers):
    result = call(published, "search", *words)

    assert [row[3] for row in lines_of(result)[1:] if row[0] == "claim"] == speakers


@pytest.mark.parametrize(
    "words",
    [
        ("zebrafish",),
        ("household", "--speaker", "nobody"),
        ("household", "--until", "2020-01-01"),
        ("household", "--since", "2027-01-01"),
        ("household", "--outlet", "gazette"),
        ("household", "--stance", "denies"),
        ("' or 1=1 --",),
    ],
)
def test_nothing_found_is_exit_code_1_and_says_so(published, words):
    result = call(published, "search", *words)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "no claim or article holds" in result.stderr


def test_nothing_found_as_json_is_empty_lists(published):
    result = call(published, "search", "zebrafish", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"claim_count": 0, "article_count": 0, "claims": [], "articles": []}


def test_hits_in_json_are_places_in_the_excerpt(published):
    found = json.loads(call(published, "search", "household", "--json").stdout)

    assert found["claim_count"] == len(found["claims"]) >= 2
    for one in found["claims"] + found["articles"]:
        assert {one["excerpt_text"][start:end] for start, end in one["hits"]} == {"households"}


@pytest.mark.parametrize(
    "words",
    [
        ("search", "x", "--stance", "lies"),
        ("search", "x", "--since", "2026-13-01"),
        ("search", "x", "--limit", "0"),
        ("search",),
        ("figures",),
        ("export", "speakers", "out"),
        ("export", "claims", "out", "--format", "xls"),
        ("export", "articles", "out", "--format", "annotations"),
        ("export", "claims", "-"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2(published, words):
    assert call(published, *words).exit_code == 2


@pytest.mark.parametrize(
    "words", [("search", "x"), ("figures", "--about", "x"), ("export", "claims", "claims.parquet")]
)
def test_before_the_first_publish_the_reason_is_told(settings, words):
    result = call(settings, *words)

    assert result.exit_code == 1
    assert "nothing is published" in result.stderr


def test_a_hostile_text_neither_moves_the_columns_nor_reaches_the_terminal(published):
    execute(published, "update claims set claim_text = ?, speaker_name = ?", f"household {HOSTILE}", HOSTILE)
    execute(published, "update figure_ledger set counted_text = ?, speaker_name = ?", f"household {HOSTILE}", HOSTILE)

    pipes = [call(published, *words) for words in (("search", "household"), ("figures", "--about", "household"))]
    shown = on_terminal(show_search, search(published.published_file, "household", Filters(), 5))
    shown += on_terminal(show_figures, find_figures_about(published.published_file, "household", 5))

    for result in pipes:
        header, *rows = lines_of(result)
        assert rows
        assert {len(row) for row in rows} == {len(header)}
        assert "\x1b" not in result.stdout
        assert "\u202e" not in result.stdout
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown


# ---------------------------------------------------------------------------------------------------- figures


@pytest.mark.parametrize("about", ["households", "household", "HOUSEHOLDS"])
def test_figures_about_something_are_given_low_to_high_with_their_speakers(published, about):
    header, *rows = lines_of(call(published, "figures", "--about", about))

    assert header == ["speaker", "stance", "bound", "value", "unit", "of_what", "as_of", "outlet", "id"]
    assert [(row[0], row[3]) for row in rows] == [
        ("Rolf Adeyemi", "12000..12000"),
        ("Petra Lindqvist", "20000..20000"),
    ]


def test_a_table_of_figures_ends_with_how_far_they_lie_apart(tmp_path, settings):
    (tmp_path / "landing" / "ridge.txt").write_text(RIDGE, encoding="utf-8")
    publish_all(settings)

    result = call(settings, "figures", "--about", "eritrean soldiers")
    answer = json.loads(call(settings, "figures", "--about", "eritrean soldiers", "--json").stdout)
    shown = on_terminal(show_figures, find_figures_about(settings.published_file, "eritrean soldiers", 10))

    (row,) = answer["disagreements"]
    assert (row["figure_count"], row["originator_count"], row["corroboration"]) == (2, 2, "contested")
    assert [line for line in result.stdout.splitlines() if line.startswith("#")] == [
        line for line in (f"# {line.rstrip()}" for line in shown.splitlines()) if "originators" in line
    ]
    assert "2 figures, 2 originators: 4,000 – 9,000 person" in shown


RIDGE = "\n\n".join(
    (
        "Neighbours differ on the ridge",
        "By Ines Okafor",
        "Published: 4 March 2026, 09:15 GMT",
        "Defence minister Tamsin Orlo said on Monday that about 4,000 Eritrean soldiers were stationed in Kenya.",
        "Opposition leader Dag Westerholt said on Monday that 9,000 Eritrean soldiers were stationed in Kenya. "
        "It was not clear when they had come, and the people in the villages along the river were afraid of them.",
    )
)


def test_no_figure_is_exit_code_1(published):
    result = call(published, "figures", "--about", "zebrafish")

    assert result.exit_code == 1
    assert result.stderr == "no figure is about zebrafish\n"


# ----------------------------------------------------------------------------------------------------- export


@pytest.mark.parametrize("table", ["claims", "figures", "articles"])
def test_a_table_is_exported_whole_as_parquet_and_as_csv(published, tmp_path, table):
    for format_ in ("parquet", "csv"):
        result = call(published, "export", table, "--format", format_, str(tmp_path / f"out.{format_}"))
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")

    ((count,),) = execute(published, f"select count(*) from {table}")
    whole = pq.read_table(tmp_path / "out.parquet")
    header, *rows = csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines(keepends=True))
    names = [column.name for column in PUBLISHED[table]]
    assert count > 0
    assert (whole.num_rows, whole.column_names) == (count, names)
    assert (len(rows), header) == (count, names)
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-5 degrees", "'-5 degrees"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'  =1+1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("a = b", "a = b"),
        (-5.0, -5.0),
        (None, None),
        (True, "true"),
        (["=1"], '["=1"]'),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    assert to_safe_cell(value) == cell


def test_an_export_is_safe_against_formulas(published):
    execute(published, "update claims set claim_text = ?", HOSTILE)

    rows = list(csv.DictReader(io.StringIO(call(published, "export", "claims", "--format", "csv", "-").stdout)))

    assert {row["claim_text"] for row in rows} == {f"'{HOSTILE}"}


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(published, tmp_path):
    result = call(published, "export", "claims", str(tmp_path / "no_folder" / "claims.parquet"))

    assert result.exit_code == 1
    assert "no_folder" in result.stderr
    assert not (tmp_path / "no_folder").exists()


# schema.org 29.3, the properties that we write, by the types that they belong to and the types that they take.
CREATIVE_WORK = {
    "text": str,
    "author": ("Person", "Organization"),
    "dateCreated": "date",
    "temporal": str,
    "headline": str,
    "alternativeHeadline": str,
    "url": str,
    "publisher": ("Organization",),
    "datePublished": "date",
    "inLanguage": str,
    "sourceOrganization": ("Organization",),
    "about": ("QuantitativeValue",),
    "isPartOf": (),
}
THING = {"name": str}
PROPERTIES = {
    "Thing": THING,
    "Person": THING,
    "Organization": THING,
    "CreativeWork": CREATIVE_WORK | THING,
    "Claim": CREATIVE_WORK | THING | {"appearance": ("NewsArticle",)},
    "Quotation": CREATIVE_WORK | THING | {"spokenByCharacter": ("Person", "Organization")},
    "NewsArticle": CREATIVE_WORK | THING | {"articleBody": str, "wordCount": int},
    "QuantitativeValue": THING | {"value": float, "minValue": float, "maxValue": float, "unitText": str},
}
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


def check_schema_object(one):
    types = [one["@type"]] if isinstance(one["@type"], str) else one["@type"]
    known = {name: range_ for type_ in types for name, range_ in PROPERTIES[type_].items()}
    for name, value in one.items():
        if name.startswith("@"):
            continue
        if name.startswith("nl:"):
            assert re.fullmatch("nl:[a-z][A-Za-z]+", name)
            continue
        for item in value if isinstance(value, list) else [value]:
            if known[name] == "date":
                assert DATE.fullmatch(item)
            elif isinstance(known[name], type):
                assert isinstance(item, known[name])
            elif "@type" in item:
                assert item["@type"] in known[name]
                check_schema_object(item)
            else:
                assert set(item) == {"@id"}
    return types


@pytest.mark.parametrize("table", ["claims", "figures", "articles"])
def test_json_ld_uses_the_types_and_properties_of_schema_org(published, table):
    graph = json.loads(call(published, "export", table, "--format", "jsonld", "-").stdout)

    ((count,),) = execute(published, f"select count(*) from {table}")
    types = [type_ for one in graph["@graph"] for type_ in check_schema_object(one)]
    assert graph["@context"][0] == "https://schema.org"
    assert len({one["@id"] for one in graph["@graph"]}) == len(graph["@graph"]) == count
    assert all(re.fullmatch(r"urn:newsledger:(claim|figure|article):[0-9a-f]+", one["@id"]) for one in graph["@graph"])
    assert set(types) <= {"Claim", "Quotation", "NewsArticle"}


def test_a_quotation_has_its_speaker_its_day_and_its_appearance(published):
    graph = json.loads(call(published, "export", "claims", "--format", "jsonld", "-").stdout)["@graph"]

    (quotation,) = [one for one in graph if "never seen it" in one["text"]]
    assert quotation["@type"] == ["Claim", "Quotation"]
    assert quotation["author"]["name"] == quotation["spokenByCharacter"]["name"] == "Rolf Adeyemi"
    assert quotation["appearance"]["headline"] == "Reservoir at Halden Mill is half empty"
    assert quotation["appearance"]["datePublished"] == "2026-03-04T09:15:00Z"
    assert {"dateCreated", "temporal"} & set(quotation)


@pytest.mark.parametrize(
    ("stance", "is_negated"),
    [("denies", False), ("could_not_verify", False), ("declined_to_comment", False), ("asserts", True)],
)
def test_who_denies_a_claim_is_not_its_author(published, stance, is_negated):
    execute(published, "update claims set quote_type = 'indirect', stance = ?, is_negated = ?", stance, is_negated)

    graph = json.loads(call(published, "export", "claims", "--format", "jsonld", "-").stdout)["@graph"]

    assert {(one["nl:stance"], one["nl:isNegated"]) for one in graph} == {(stance, is_negated)}
    assert [one for one in graph if "author" in one or "spokenByCharacter" in one] == []
    assert any("nl:speaker" in one for one in graph)


@pytest.mark.parametrize("table", ["claims", "figures"])
def test_annotations_follow_the_model_and_their_selectors_find_the_words(published, table):
    lines = call(published, "export", table, "--format", "annotations", "-").stdout.splitlines()

    ((count,),) = execute(published, f"select count(*) from {table}")
    bodies = dict(execute(published, "select article_id, body_text from articles"))
    assert len(lines) == count > 0
    for annotation in map(json.loads, lines):
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"  # MUST, section 3.1
        assert annotation["type"] == "Annotation"
        assert annotation["motivation"] == "describing"  # one of the model's own
        assert re.fullmatch(rf"urn:newsledger:{table[:-1]}:[0-9a-f]+", annotation["id"])
        assert annotation["body"]["type"] == "TextualBody"
        assert annotation["body"]["value"]
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        assert targets  # one or more, section 3.1
        for target in targets:
            body = bodies[target["source"].removeprefix("urn:newsledger:article:")]
            quote, position = target["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            start, end = position["start"], position["end"]
            assert 0 <= start < end <= len(body)  # from 0, end not included, section 4.2.5
            assert quote["exact"] == body[start:end]
            assert quote["prefix"] == body[max(0, start - 32) : start]
            assert quote["suffix"] == body[end : end + 32]


def test_an_interrupted_claim_has_a_target_for_each_part(published):
    spans = [{"char_start": 3, "char_end": 9}, {"char_start": 12, "char_end": 20}]
    execute(published, "update claims set spans = ?", spans)

    annotation = json.loads(call(published, "export", "claims", "--format", "annotations", "-").stdout.splitlines()[0])

    positions = [target["selector"][1] for target in annotation["target"]]
    assert [(one["start"], one["end"]) for one in positions] == [(3, 9), (12, 20)]


# ----------------------------------------------------------------------------------------------- other commands


def test_status_and_audit_are_told_as_json(grown):
    status = CliRunner().invoke(
        app, ["status", "--json", "--home", str(grown.home)], env={"NEWSLEDGER_DUMPS": grown.dumps}
    )
    audit = call(grown, "audit", "--json")

    told = json.loads(status.stdout)
    assert told["published_build"] != told["next_build"]
    assert told["has_waiting_build"] is True
    assert told["table_counts"]["articles"] == 1
    results = json.loads(audit.stdout)
    assert audit.exit_code == 0
    assert {result["is_passed"] for result in results if result["severity"] == "critical"} == {True}


def test_an_audit_that_fails_gives_its_results_as_json_too(grown):
    build_id = json.loads(call(grown, "status", "--json").stdout)["next_build"]
    with duckdb.connect(str(grown.candidates / build_id / "newsledger.duckdb")) as connection:
        connection.execute("update claims set claim_text = 'words that nobody said'")

    result = call(grown, "audit", "--json")

    assert result.exit_code == 1
    assert [one["rule_id"] for one in json.loads(result.stdout) if not one["is_passed"]]
    assert "failed" in result.stderr
