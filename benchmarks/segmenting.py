"""How fast documents are cut: MB and documents per CPU second, by kind of dump and for long or hostile texts.

Run by hand: `.venv/bin/python benchmarks/segmenting.py`.
"""

import hashlib
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from newsledger.dates import DateInterval, find_date_mentions
from newsledger.dumps import list_dumps, read_dump
from newsledger.segments import cut_document
from newsledger.vocabulary import Document

SAMPLES = Path(__file__).parents[1] / "tests" / "dumps"
LEAST_SECONDS = 2.0
HOSTILE = {
    "one letter a line": "a\n",
    "brackets": "([{",
    "titles": "Title Of A Story Here\n",
    "dates": "November 19, 2024 ",
    "photo credits": "A man waits. Photo: AP ",
    "bylines": "By John Smith and ",
    "datelines": "KYIV, Nov 19 (",
}
HOSTILE_BYTES = 10_000_000


def sample_documents() -> dict[str, list[Document]]:
    """Return the documents of the sample dumps by media type."""
    documents = defaultdict(list)
    for dump in list_dumps(str(SAMPLES)):
        for outcome in read_dump(dump, "0" * 64):
            if isinstance(outcome, Document):
                documents[outcome.media_type].append(outcome)
    return dict(documents)


def text_document(text: str) -> Document:
    """Return a plain text as a document."""
    return Document(
        document_id=hashlib.sha256(text.encode()).hexdigest(),
        dump_id="0" * 64,
        dump_uri="memory",
        record_locator="file",
        media_type="text/plain",
        url=None,
        fetched_at=None,
        text=text,
    )


def report_speed(name: str, documents: Sequence[Document]) -> None:
    """Print the throughput of cut_document over documents, repeated for some seconds of CPU."""
    count = size = 0
    began = time.process_time()
    while (spent := time.process_time() - began) < LEAST_SECONDS:
        for document in documents:
            cut_document(document)
            size += len(document.text.encode("utf-8", "surrogatepass"))
        count += len(documents)
    print(f"{name:32} {size / 1e6 / spent:8.2f} MB/s {count / spent:9.1f} documents/s")


def main() -> None:
    """Print a line for each kind of dump and each hostile text."""
    samples = sample_documents()
    for media_type, documents in samples.items():
        report_speed(media_type, documents)
    prose = "\n\n".join(document.text for documents in samples.values() for document in documents)
    report_speed("all samples as one page", [text_document(prose)])
    reference = DateInterval(None, None)
    began = time.process_time()
    find_date_mentions(prose * 40, reference)
    spent = time.process_time() - began
    print(f"{'find_date_mentions':32} {len(prose) * 40 / 1e6 / spent:8.2f} MB/s")
    for name, piece in HOSTILE.items():
        text = piece * (HOSTILE_BYTES // len(piece))
        began = time.process_time()
        cut_document(text_document(text))
        print(f"{'10 MB of ' + name:32} {time.process_time() - began:8.2f} s")


if __name__ == "__main__":
    main()
