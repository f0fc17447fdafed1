"""Articles of which nothing is known but their words, and the days on which they can have been published."""

import datetime as dt
from typing import Any

from newsledger.vocabulary import Article


def bare_article(text: str, earliest: dt.date | None = None, latest: dt.date | None = None, **known: Any) -> Article:
    values: dict[str, Any] = {
        "article_id": "an-article",
        "document_id": "a-document",
        "ordinal": 0,
        "is_embedded": False,
        "headline": None,
        "standfirst_text": None,
        "body_text": text,
        "text_sha256": "",
        "language": "en",
        "outlet_name": None,
        "outlet_evidence_text": None,
        "provider_name": None,
        "author_names": (),
        "dateline_place": None,
        "published_at": None,
        "published_earliest": earliest,
        "published_latest": latest or earliest,
        "published_precision": "day" if earliest else "unknown",
        "published_basis": "meta" if earliest else "none",
        "published_evidence_text": None,
        "page_date": None,
        "word_count": len(text.split()),
    }
    return Article(**(values | known))
