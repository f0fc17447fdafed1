import json
import time

import pytest

from dump_inputs import PAGE, hinted, one_document, one_reject, read_bytes
from newsledger.dumps.charset import decode_text
from newsledger.dumps.markup import parse_page
from newsledger.dumps.page_cost import MAX_TAGS
from newsledger.errors import RejectedRecord

RICH = """<!doctype html>
<html lang="en-GB"><head><title>Quay mended at Brenne | Brenne Post</title>
<meta property="og:title" content="Quay mended at Brenne"><meta name="author" content="Lena  Farrow">
<meta property="article:author" content="https://social.example/lena">
<meta property="article:published_time" content="2031-03-04T08:00:00+01:00">
<meta property="og:site_name" content="Brenne Post"><meta name="description" content="Forty workers, one quay.">
<link rel="canonical" href="https://brennepost.example/quay">
<style>p{color:red}</style><script>var a = "<p>not shown</p>";</script></head>
<body><header><div class="logo">Brenne Post</div></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li><li><a href="/s">Sport</a></li></ul></nav>
<main><article><h1>Quay mended
   at <em>Brenne</em></h1><time datetime="2031-03-04">4 March</time>
<p>Mayor Fenn said <b>40</b>&nbsp;workers mended the quay.<br>It opens in May.<br><br>A ferry waits.</p>
<figure><img alt="not shown"><figcaption>The quay. Photo: R. Ibel</figcaption></figure>
<h2>Cost</h2><p>It cost 3&ndash;4 million.</p><noscript>not shown</noscript><template><p>not shown</p></template>
<table><tr><td>2030</td><td>12</td></tr><tr><td>2031</td><td>40</td></tr></table></article>
<aside><h3>Related</h3><p>Other news</p></aside>
<section id="comments"><p>Good news!</p></section></main>
<footer>© 2031 Brenne Post</footer></body></html>"""

RICH_TEXT = """Brenne Post

Home
World
Sport

Quay mended at Brenne

4 March

Mayor Fenn said 40 workers mended the quay.
It opens in May.

A ferry waits.

The quay. Photo: R. Ibel

Cost

It cost 3–4 million.

2030\t12
2031\t40

Related

Other news

Good news!

© 2031 Brenne Post"""


@pytest.fixture
def rich(tmp_path):
    return one_document(read_bytes(tmp_path, "quay.html", RICH.encode()))


def test_all_visible_text_is_kept_in_blocks_and_nothing_else(rich):
    assert rich.text == RICH_TEXT
    assert (rich.media_type, rich.url) == ("text/html", "https://brennepost.example/quay")
    assert rich.fetched_at is None


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("heading", "markup", ["Quay mended at Brenne", "Cost", "Related"]),
        ("time", "markup", ["4 March"]),
        ("caption", "markup", ["The quay. Photo: R. Ibel"]),
        ("navigation", "markup", ["Home\nWorld\nSport"]),
        ("link_list", "markup", ["Home\nWorld\nSport"]),
        ("aside", "markup", ["Related\n\nOther news"]),
        ("comment", "markup", ["Good news!"]),
        ("footer", "markup", ["© 2031 Brenne Post"]),
        ("title", "markup", ["Quay mended at Brenne | Brenne Post"]),
        ("title", "meta", ["Quay mended at Brenne"]),
        ("published", "meta", ["2031-03-04T08:00:00+01:00"]),
        ("site_name", "meta", ["Brenne Post"]),
        ("author", "meta", ["Lena Farrow"]),
        ("description", "meta", ["Forty workers, one quay."]),
        ("language", "meta", ["en-GB"]),
    ],
)
def test_markup_and_meta_tags_become_hints(rich, kind, source, expected):
    assert hinted(rich, kind, source) == expected


def test_the_machine_readable_time_and_the_level_of_a_heading_are_kept(rich):
    values = [hint.value_text for hint in rich.hints if hint.hint_kind in ("time", "heading")]

    assert values == ["h1", "2031-03-04", "h2", "h3"]


def test_every_stretch_of_a_hint_begins_and_ends_with_a_word(rich):
    stretches = [hint for hint in rich.hints if hint.char_start is not None]

    assert len(stretches) > 8
    for hint in stretches:
        words = rich.text[hint.char_start : hint.char_end]
        assert words == words.strip()
        assert words


def _with_data(*blocks: object) -> bytes:
    scripts = "".join(
        f'<script type="application/ld+json">{block if isinstance(block, str) else json.dumps(block)}</script>'
        for block in blocks
    )
    return f"<html><head><title>Quay mended - Post</title>{scripts}</head><body><p>Text.</p></body></html>".encode()


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Quay mended",
    "datePublished": "2031-03-04",
    "dateModified": "2031-03-05",
    "author": [{"@type": "Person", "name": "Lena Farrow"}, {"name": "Anders Roke"}],
    "publisher": {"name": "Brenne Post"},
    "inLanguage": "en",
    "description": "Forty &amp; one.",
    "articleBody": "Text of it.",
}


@pytest.mark.parametrize(
    "blocks",
    [
        [ARTICLE],
        [[ARTICLE]],
        [{"@context": "x", "@graph": [{"@type": "WebPage", "datePublished": "1999-01-01"}, ARTICLE]}],
        ["{broken", ARTICLE],
        [{**ARTICLE, "@type": ["Thing", "https://schema.org/NewsArticle"]}],
        [{**ARTICLE, "headline": "Another story", "datePublished": "1999-01-01"}, ARTICLE],
    ],
)
def test_structured_data_of_the_pages_own_article_becomes_hints(tmp_path, blocks):
    document = one_document(read_bytes(tmp_path, "page.html", _with_data(*blocks)))

    said = [(hint.hint_kind, hint.value_text) for hint in document.hints if hint.hint_source == "structured_data"]
    assert said == [
        ("title", "Quay mended"),
        ("published", "2031-03-04"),
        ("modified", "2031-03-05"),
        ("site_name", "Brenne Post"),
        ("author", "Lena Farrow"),
        ("author", "Anders Roke"),
        ("language", "en"),
        ("description", "Forty & one."),
        ("body", "Text of it."),
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        ["{broken"],
        ["[" * 100_000],
        [{"@type": "NewsArticle", "headline": 5, "datePublished": None, "author": {"x": 1}}],
        [{"@type": "Organization", "name": "Brenne Post"}],
        [{"@type": "ItemList", "itemListElement": [ARTICLE]}],
        [{**ARTICLE, "headline": "One story"}, {**ARTICLE, "headline": "Two stories"}],
    ],
)
def test_structured_data_that_is_broken_or_about_other_things_says_nothing(tmp_path, blocks):
    document = one_document(read_bytes(tmp_path, "page.html", _with_data(*blocks)))

    assert [hint for hint in document.hints if hint.hint_source == "structured_data"] == []
    assert document.text == "Text."


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ('<meta charset="windows-1252"><p>Café – quay</p>'.encode("cp1252"), None),
        ('<meta charset="iso-8859-1"><p>Café – quay</p>'.encode("cp1252"), None),
        ("<p>Café – quay</p>".encode("cp1252"), "windows-1252"),
        ('<meta charset="iso-8859-1"><p>Café – quay</p>'.encode(), None),
        ("<meta charset=nonsense><p>Café – quay</p>".encode(), None),
        ("<meta charset=zlib_codec><p>Café – quay</p>".encode(), "rot13"),
        ("<p>Café – quay</p>".encode("utf-16"), "utf-8"),
        ("<meta charset=utf-8><p>Café – quay, café, café, café</p>".encode("cp1252"), None),
    ],
)
def test_the_charset_comes_from_mark_header_meta_or_the_bytes_themselves(data, declared):
    assert parse_page(data, declared).text.startswith("Café – quay")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("page.txt", PAGE, "text/html"),
        ("page.html", b"Only words, no markup.\n\nTwo paragraphs.", "text/plain"),
        ("page", b"<!-- saved --><html><p>Words</html>", "text/html"),
        ("story.txt", b"<Brackets> begin this text.", "text/plain"),
        ("page.htm", b"<p>Words</p>", "text/html"),
    ],
)
def test_a_page_is_told_by_its_content(tmp_path, name, data, media_type):
    assert one_document(read_bytes(tmp_path, name, data)).media_type == media_type


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a href=/>Home</a><a href=/w>World</a>", "Home World"),
        ("By Lena Farrow<time>4 March</time>Brenne", "By Lena Farrow 4 March Brenne"),
        ("<span>T</span>he quay", "The quay"),
        ("the <b>old</b><i>er</i> quay", "the older quay"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("<div>one<br></div><div>two</div>", "one\ntwo"),
        ("<p>one</p>\n\n\n<p> two</p>", "one\n\ntwo"),
        ("<ul><li>one<li>two<ul><li>three</ul></ul>four", "one\ntwo\n\nthree\n\nfour"),
        ("<pre>  one\n    two\n</pre>three", "  one\n    two\n\nthree"),
        ("one&nbsp;two&shy;three", "one two\u00adthree"),
        ("<p>unclosed <b>bold<p>next", "unclosed bold\n\nnext"),
        ("plain & simple &quay; 5 < 6", "plain & simple &quay; 5 < 6"),
        ("On <time>4 March</time>, he said (<time>9:00</time>)", "On 4 March, he said (9:00)"),
    ],
)
def test_white_space_is_what_blocks_and_words_ask_for(markup, text):
    assert parse_page(f"<html><body>{markup}</body></html>".encode()).text == text


def test_right_to_left_text_and_character_references_come_through():
    page = "<p dir=rtl>ראש העיר &#1488;&#x5d1; אמר</p><p>&#0;&#xD800;&lt;x&gt;&#13;end</p>"

    assert parse_page(page.encode()).text == "ראש העיר אב אמר\n\n\ufffd\ufffd<x> end"


def test_a_page_without_text_is_rejected(tmp_path):
    page = b"<!doctype html><html><head><title>Empty</title></head><body><script>run()</script></body></html>"

    assert one_reject(read_bytes(tmp_path, "empty.html", page)).reason == "no_text"


HOSTILE = {
    "100,000 open blocks": b"<div>" * 100_000 + b"x",
    "100,000 open lists": b"<ul><li>" * 100_000 + b"x",
    "unclosed formatting in each block": b"".join(b"<b id=%d>" % n for n in range(2000)) + b"<p>x" * 20_000,
    "500,000 attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(500_000)) + b">x",
    "attributes that hold brackets": b"<p " + b" ".join(b"a%d='>'" % n for n in range(50_000)) + b">x",
    "quotes never closed": b'<p a="' * 240_000,
    "blocks in a drawing's title": b"<svg><title>" + b"<div>" * 100_000,
    "blocks in a drawing's script": b"<svg><script>" + b"<div>" * 100_000,
    "names with odd letters": b"<x.y>" * 100_000,
    "end tags that close nothing": b"</ul><listing></section><summary>" * 50_000,
    "end tags behind a wall": b"<section><table></section>" * 50_000,
    "end tags of what is not on top": b"<span><div></span>" * 50_000,
    "items of two kinds of list": b"<li><option><dd>" * 60_000,
    "ruby without its frame": b"<rb>" * 100_000,
    "formatting within cells": b"".join(b"<i id=%d>" % n for n in range(300))
    + b"<table>"
    + b"</i>" * 300
    + b"<p>x" * 9000,
    "too many tags": b"<i></i>" * MAX_TAGS,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_built_to_exhaust_a_parser_is_refused_at_once(name):
    begin = time.process_time()

    with pytest.raises(RejectedRecord) as refusal:
        parse_page(HOSTILE[name])

    assert refusal.value.reason == "too_large"
    assert time.process_time() - begin < 3


HARMLESS = {
    "unclosed list items": b"<ul>" + b"<li>x" * 5000 + b"</ul>",
    "unclosed paragraphs": b"<p>x" * 20_000,
    "comparisons in a script": b"<script>for(i=0;i<n.length;i<b){a='<div><div>'}</script>" * 2000 + b"<p>x",
    "formatting never closed in cells": b"<table>" + b"<tr><td><b>x<td><font size=2>y" * 3000,
    "spans never closed in blocks": b"<div><span>x</div>" * 5000,
    "drawings": b"<svg><path d='M0'/><circle r=1 /></svg>" * 3000 + b"<p>x",
    "tags in a comment": b"<!--" + b"<div>" * 5000 + b"--><p>x",
    "a long attribute": b"<p data-all='" + b"word " * 100_000 + b"'>x",
    "a script never closed": b"<p>x<script>" + b"<div>" * 5000,
    "10 MB of text": b"x " * (5 * 2**20 - 100),
    "10 MB of references": b"&amp; " * (10 * 2**20 // 7) + b"x",
    "10 MB of comment beginnings": b"x<!--" + b" <" * 1000 + b"-" * (10 * 2**20 - 3000),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_large_or_careless_page_is_read_in_time(name):
    begin = time.process_time()

    assert "x" in parse_page(HARMLESS[name]).text

    assert time.process_time() - begin < 5


def test_decoding_is_linear_in_hostile_declarations():
    data = b"<meta " * 100_000 + b"x" * 100_000
    begin = time.process_time()

    decode_text(data, is_html=True)

    assert time.process_time() - begin < 1
