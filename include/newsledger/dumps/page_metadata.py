"""What a page says about itself outside of its text: meta tags and structured data."""

import html
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import orjson
from selectolax.lexbor import LexborHTMLParser

from newsledger.dumps.charset import clean_text
from newsledger.lexicon import read_lexicon
from newsledger.vocabulary import Hint, HintKind, HintSource

MAX_VALUE_CHARS = 1_000
"""Longest value of a hint other than a body; longer ones are stuffed with key words."""

MAX_JSON_LD_BYTES = 2 * 2**20
"""Longest block of structured data that is read."""

_ARTICLE_TYPES = frozenset(
    {
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "backgroundnewsarticle",
        "reviewnewsarticle",
        "askpublicnewsarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "techarticle",
        "scholarlyarticle",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "report",
    }
)


def find_metadata(tree: LexborHTMLParser) -> list[Hint]:
    """Return what meta tags, structured data, `<title>` and `lang` say of the whole page, in that order.

    Of several articles in the structured data only those count whose headline is the page's title. Equal
    values of the same kind and source are given once.
    """
    meta = list(_meta_hints(tree))
    titles = [hint.value_text for hint in meta if hint.hint_kind == "title"]
    title = tree.css_first("title")
    own_title = _clean(title.text()) if title is not None else ""
    hints = [*_structured_hints(tree, [*titles, own_title]), *meta]
    if own_title:
        hints.append(Hint(hint_kind="title", hint_source="markup", value_text=own_title))
    root = tree.root
    language = _clean((root.attributes.get("lang") or "") if root is not None else "")
    if language:
        hints.append(Hint(hint_kind="language", hint_source="meta", value_text=language))
    return list(dict.fromkeys(hints))


def find_page_url(tree: LexborHTMLParser) -> str | None:
    """Return the absolute address that the page gives as its own: canonical link, else Open Graph."""
    link = tree.css_first("link[rel=canonical]")
    tag = tree.css_first('meta[property="og:url"]')
    candidates = [
        link.attributes.get("href") if link else None,
        tag.attributes.get("content") if tag else None,
    ]
    return next((url.strip() for url in candidates if url and is_page_address(url.strip())), None)


def is_page_address(url: str) -> bool:
    """Return whether a text is an absolute http address with a host."""
    if len(url) > MAX_VALUE_CHARS * 2 or not url.lower().startswith(("http://", "https://")):
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


@cache
def _meta_kinds() -> dict[str, HintKind]:
    return {row["name"]: row["hint_kind"] for row in read_lexicon("page_meta")}  # type: ignore[misc]


def _meta_hints(tree: LexborHTMLParser) -> Iterator[Hint]:
    kinds = _meta_kinds()
    for node in tree.css("meta"):
        attributes = node.attributes
        value = _clean(attributes.get("content") or "")
        names = (attributes.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        kind = next((kinds[name.lower()] for name in names if name and name.lower() in kinds), None)
        if kind is None or not value or (kind in ("author", "site_name") and is_page_address(value)):
            continue
        yield Hint(hint_kind=kind, hint_source="meta", value_text=value)


def _structured_hints(tree: LexborHTMLParser, titles: list[str]) -> Iterator[Hint]:
    articles = [article for block in _json_blocks(tree) for article in _find_articles(block)]
    if len(articles) > 1:
        known = {_key(title) for title in titles}
        articles = [
            article
            for article in articles
            if any(
                _key(headline) and any(_key(headline) in title for title in known) for headline in _headlines(article)
            )
        ]
    for article in articles:
        yield from _article_hints(article)


def _json_blocks(tree: LexborHTMLParser) -> Iterator[Any]:
    for node in tree.css('script[type="application/ld+json" i]'):
        content = node.text().strip().removesuffix(";")
        if len(content) <= MAX_JSON_LD_BYTES:
            try:
                yield orjson.loads(content)
            except ValueError:
                continue  # broken structured data says nothing; the page is read all the same


def _find_articles(block: Any) -> list[dict[str, Any]]:
    # lists and @graph are gone through; what hangs below an article (related stories, its publisher) is not
    waiting, found = [block], []
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value[:1000])
        elif isinstance(value, dict):
            if _types(value) & _ARTICLE_TYPES:
                found.append(value)
            elif "@graph" in value:
                waiting.append(value["@graph"])
    return found


def _types(value: dict[str, Any]) -> frozenset[str]:
    types = value.get("@type")
    listed = types if isinstance(types, list) else [types]
    return frozenset(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in listed if isinstance(name, str))


def _headlines(article: dict[str, Any]) -> list[str]:
    return [text for key in ("headline", "name") for text in _texts(article.get(key))]


def _article_hints(article: dict[str, Any]) -> Iterator[Hint]:
    fields: tuple[tuple[HintKind, list[str]], ...] = (
        ("title", _headlines(article)[:1]),
        ("published", _texts(article.get("datePublished"))),
        ("modified", _texts(article.get("dateModified"))),
        ("site_name", _texts(article.get("publisher"))),
        ("author", [name for name in _texts(article.get("author")) if not is_page_address(name)]),
        ("language", _texts(article.get("inLanguage"))),
        ("description", _texts(article.get("description"))),
    )
    source: HintSource = "structured_data"
    for kind, values in fields:
        for value in values:
            yield Hint(hint_kind=kind, hint_source=source, value_text=value)
    body = article.get("articleBody")
    if isinstance(body, str) and body.strip():
        yield Hint(hint_kind="body", hint_source=source, value_text=clean_text(html.unescape(body)).strip())


def _texts(value: Any) -> list[str]:
    """Return the names in a value that may be a text, a thing with a name, or a list of either."""
    texts = []
    for item in value[:50] if isinstance(value, list) else [value]:
        named = item.get("name") if isinstance(item, dict) else item
        if isinstance(named, str) and _clean(html.unescape(named)):
            texts.append(_clean(html.unescape(named)))
    return texts


def _clean(value: str) -> str:
    return " ".join(clean_text(value).split())[:MAX_VALUE_CHARS]


def _key(title: str) -> str:
    return "".join(character for character in title.lower() if character.isalnum())
