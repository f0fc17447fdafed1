"""Pages to dump files, and the truth about them to TRUTH.json."""

import datetime as dt
import gzip
import html
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpus.plan import COPIES, Page

_RECORDS_PER_FILE = 500
_SITE = "Home World Region Business Culture Sport"


def write_batch(folder: Path, pages: Sequence[Page], dice: random.Random, name: str) -> tuple[dict[str, Page], Any]:
    """Write pages as dump files; return the pages by key and the records that must be refused, with their reason.

    A key is the file's name, and for a file of many records its line: `b1_0003.jsonl.gz#line 17`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys: dict[str, Page] = {}
    rejects: dict[str, str] = {}
    records: list[tuple[Page | None, str]] = []
    for number, page in enumerate(pages):
        thrown = dice.random()
        if page.date_fault in ("page_date_only", "copyright_only") or (thrown < 0.02 and not page.revises):
            file = f"{name}_{number:06d}.txt"
            (folder / file).write_text(_as_text(page), encoding="utf-8")
            keys[file] = _without_future(page)
        elif page.date_fault == "contradicting" or (thrown < 0.04 and not page.revises):
            file = f"{name}_{number:06d}.html"
            (folder / file).write_text(_as_html(page), encoding="utf-8")
            keys[file] = _without_future(page)
        else:
            records.append((page, _as_json(page)))
            if thrown > 0.998:
                records.append((None, dice.choice(('{"url": "https://broken.example/', "[1, 2", '{"title" "x"}'))))
    for place in range(0, len(records), _RECORDS_PER_FILE):
        file = f"{name}_{place // _RECORDS_PER_FILE:04d}.jsonl.gz"
        part = records[place : place + _RECORDS_PER_FILE]
        for line, (record, _) in enumerate(part, 1):
            if record is None:
                rejects[f"{file}#line {line}"] = "broken_record"
            else:
                keys[f"{file}#line {line}"] = record
        text = "".join(f"{line}\n" for _, line in part)
        (folder / file).write_bytes(gzip.compress(text.encode(), mtime=0))
    for reason, data in (("empty", b""), ("binary", bytes(range(256)) * 40)):
        (folder / f"{name}_{reason}.txt").write_bytes(data)
        rejects[f"{name}_{reason}.txt"] = reason
    return keys, rejects


def _without_future(page: Page) -> Page:
    """Return what a page by itself tells: only records of a feed state a day that has not come."""
    return replace(page, date_fault="") if page.date_fault == "future" else page


def truth(keys: dict[str, Page], rejects: dict[str, str], batches: dict[str, str]) -> dict[str, Any]:
    """Return what is true of the corpus: documents, stories, revisions, disputes, disagreements, dates, rejects."""
    revisions = [[old, new] for old, new in _revisions(keys)]
    return {
        "documents": {
            key: {"story": page.story, "event": page.event, "how": page.how, "group": page.group, "batch": batches[key]}
            for key, page in keys.items()
        },
        "stories": [members for members in _by(keys, lambda page: page.story).values() if len(members) > 1],
        "revisions": revisions,
        "disputes": _disputes(keys),
        "disagreements": _disagreements(keys),
        "dates": {
            key: {"published": _known_day(page), "fault": page.date_fault}
            for key, page in keys.items()
            if page.date_fault != "contradicting"
        },
        "rejects": rejects,
        "copies": list(COPIES),
    }


def _by(keys: dict[str, Page], of: Any) -> dict[Any, list[str]]:
    groups = defaultdict(list)
    for key, page in keys.items():
        groups[of(page)].append(key)
    return groups


def _revisions(keys: dict[str, Page]) -> list[tuple[str, str]]:
    """Return which record replaces which; a file of one page tells neither its address nor when it was captured."""
    records = {key: page for key, page in keys.items() if "#line" in key}
    by_address = _by(records, lambda page: (page.outlet, page.slug))
    return [
        (old, new)
        for members in by_address.values()
        for old, new in combinations(sorted(members, key=lambda key: keys[key].fetched_at), 2)
    ]


def _disputes(keys: dict[str, Page]) -> list[dict[str, Any]]:
    """Return for each event its pages that accuse and those that deny the same, in the same words."""
    accusing = _by({key: page for key, page in keys.items() if page.accuses}, lambda page: (page.event, page.accuses))
    denying = _by({key: page for key, page in keys.items() if page.denies}, lambda page: (page.event, page.denies))
    return [
        {"charge": charge, "accused_in": members, "denied_in": denying[event, charge]}
        for (event, charge), members in accusing.items()
        if (event, charge) in denying
    ]


def _disagreements(keys: dict[str, Page]) -> list[dict[str, Any]]:
    """Return what several voices give counts of: originators, and writers who tell of the dead in their own voice."""
    told: dict[tuple[int, str], list[tuple[str, str, int]]] = defaultdict(list)
    for key, page in keys.items():
        for count in page.counts:
            told[page.event, page.metric].append((key, count.originator, count.value))
        if page.toll is not None:
            told[page.event, "killed"].append((key, f"the writer of story {page.story}", page.toll))
    found = []
    for (_, metric), counts in told.items():
        values = {voice: value for _, voice, value in counts}
        if len(values) > 1:
            place = keys[counts[0][0]].place
            members = list(dict.fromkeys(key for key, _, _ in counts))
            found.append({"metric": metric, "place": place, "values": values, "told_in": members})
    return found


def _known_day(page: Page) -> str | None:
    """Return the day that the page states credibly, or None."""
    return None if page.date_fault else page.published_at.date().isoformat()


def _site(page: Page) -> str:
    return page.outlet.lower().replace(" ", "") + ".example"


def _url(page: Page) -> str:
    return f"https://{_site(page)}/news/{page.slug}"


def _as_json(page: Page) -> str:
    published = page.published_at
    if page.date_fault == "future":
        published = page.fetched_at + dt.timedelta(days=400)
    return json.dumps(
        {
            "authors": [page.author],
            "date_download": f"{page.fetched_at:%Y-%m-%d %H:%M:%S}",
            "date_publish": f"{published:%Y-%m-%d %H:%M:%S}",
            "language": "en",
            "maintext": "\n".join(page.paragraphs),
            "source_domain": _site(page),
            "title": page.headline,
            "url": _url(page),
        },
        ensure_ascii=False,
    )


def _as_text(page: Page) -> str:
    """Return the page as a browser's text, its furniture around it."""
    if page.date_fault == "page_date_only":
        stamp, top = "", f"{page.fetched_at:%A, %b %d, %Y}\n"
    elif page.date_fault == "copyright_only":
        stamp, top = "", ""
    else:
        stamp, top = f"Published: {page.published_at:%d %B %Y, %H:%M} GMT\n\n", ""
    return (
        f"{page.outlet}\n{top}{_SITE}\n\n{page.headline}\n\nBy {page.author}\n\n{stamp}"
        + "\n\n".join(page.paragraphs)
        + f"\n\nSign up for our newsletter\n\n© {page.fetched_at:%Y} {page.outlet}. All rights reserved.\n"
    )


def _as_html(page: Page) -> str:
    """Return the page as markup; one with contradicting dates states two days that are a month apart."""
    stated = page.published_at + dt.timedelta(days=31 if page.date_fault == "contradicting" else 0)
    body = "\n".join(f"<p>{html.escape(text)}</p>" for text in page.paragraphs)
    data = {
        "@type": "NewsArticle",
        "headline": page.headline,
        "datePublished": f"{stated:%Y-%m-%dT%H:%M:%SZ}",
        "author": {"@type": "Person", "name": page.author},
    }
    links = "".join(f'<a href="/{name.lower()}">{name}</a>' for name in _SITE.split())
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(page.headline)} - '
        f'{page.outlet}</title>\n<meta property="og:site_name" content="{page.outlet}">'
        f'<link rel="canonical" href="{_url(page)}">\n'
        f'<meta property="article:published_time" content="{page.published_at:%Y-%m-%dT%H:%M:%SZ}">\n'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>\n'
        f"<body><header><nav>{links}</nav></header><main><article><h1>{html.escape(page.headline)}</h1>\n"
        f'<p class="byline">By {page.author}</p>\n{body}\n</article></main>'
        f"<footer>© {page.fetched_at:%Y} {page.outlet}</footer></body></html>\n"
    )
