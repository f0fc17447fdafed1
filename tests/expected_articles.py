"""The whole expected cut of each sample dump, in tests/expected/articles/<dump>.json.

`.venv/bin/python tests/expected_articles.py` rewrites them; look at `git diff` before you commit what it wrote.
They do not lie in tests/dumps, for whatever lies there is read as a dump.
"""

import json
from pathlib import Path
from typing import Any

from newsledger.dumps import list_dumps, read_dump
from newsledger.schema import to_plain
from newsledger.segments import cut_document
from newsledger.vocabulary import Document

DUMPS = Path(__file__).parent / "dumps"
EXPECTED = Path(__file__).parent / "expected" / "articles"
_LEFT_OUT = frozenset({"article_id", "document_id", "segment_id", "text_sha256"})


def dump_names(folder: Path = DUMPS) -> list[str]:
    """Return the paths of the sample dumps below a folder, sorted."""
    return [Path(dump.uri).relative_to(folder).as_posix() for dump in list_dumps(str(folder))]


def documents_of(name: str, folder: Path = DUMPS) -> list[Document]:
    """Return the documents of one sample dump, in its order."""
    (dump,) = list_dumps(str(folder / name))
    return [outcome for outcome in read_dump(dump, "0" * 64) if isinstance(outcome, Document)]


def cut_of(name: str) -> list[dict[str, Any]]:
    """Return the cut of each document of a sample dump as plain values, ids left out."""
    return [_plain_cut(document) for document in documents_of(name)]


def expected_path(name: str) -> Path:
    """Return where the expected cut of a sample dump stands."""
    return EXPECTED / f"{name.replace('/', '__')}.json"


def as_json(cuts: list[dict[str, Any]]) -> str:
    """Return cuts as the text of an expected file."""
    return json.dumps(cuts, indent=1, ensure_ascii=False, default=str) + "\n"


def _plain_cut(document: Document) -> dict[str, Any]:
    cut = cut_document(document)
    numbers = {article.article_id: article.ordinal for article in cut.articles}
    return {
        "record_locator": document.record_locator,
        "articles": [_without_ids(to_plain(article)) for article in cut.articles],
        "date_candidates": [
            {"article": numbers[row.article_id]} | _without_ids(to_plain(row)) for row in cut.date_candidates
        ],
        "segments": [
            [segment.segment_kind, numbers.get(segment.article_id or ""), segment.segment_text]
            for segment in cut.segments
        ],
    }


def _without_ids(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _LEFT_OUT}


if __name__ == "__main__":
    EXPECTED.mkdir(parents=True, exist_ok=True)
    for name in dump_names():
        expected_path(name).write_text(as_json(cut_of(name)), encoding="utf-8")
