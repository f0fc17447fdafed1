"""Throughput of reading per format, and the memory that a large archive takes.

    python benchmarks/reading.py                        throughput on 2,000 generated pages per format
    python benchmarks/reading.py --warc-megabytes 1000  peak memory of reading a WARC of that size

All data is generated. Seconds are CPU seconds of this process; megabytes are those of the file as it lies
there.
"""

import argparse
import gzip
import io
import json
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType

from newsledger.dumps import DumpFile, list_dumps, read_dump
from newsledger.vocabulary import Document

PLACES = ("Ostrava Quay", "Velmark", "Tarn Hollow", "Port Illen", "Karsholt", "Brenne")
NAMES = (
    "Mira Quell",
    "Anders Roke",
    "Tomas Ibel",
    "Lena Farrow",
    "Colonel Idris Vane",
    "Deputy Mayor Oda Fenn",
)
VERBS = ("said", "told reporters", "confirmed", "denied", "estimated", "warned")
NOUNS = ("barges", "workers", "pumps", "homes", "tonnes of grain", "volunteers", "tickets", "bridges")
PARAGRAPHS = 14
LINKS = 60


@dataclass(frozen=True)
class Story:
    """A generated story."""

    title: str
    paragraphs: tuple[str, ...]
    url: str
    published: str


def make_stories(count: int, seed: int = 7) -> list[Story]:
    """Return stories of about 3 kB of text each, the same for the same seed."""
    source = random.Random(seed)  # noqa: S311  not for secrets
    stories = []
    for number in range(count):
        paragraphs = tuple(" ".join(_sentence(source) for _ in range(source.randint(2, 4))) for _ in range(PARAGRAPHS))
        title = f"{source.choice(PLACES)} counts its {source.choice(NOUNS)} for the {number + 1}th time"
        day = f"2031-{source.randint(1, 12):02d}-{source.randint(1, 28):02d}"
        stories.append(Story(title, paragraphs, f"https://tarnpost.example/{day}/{number}", f"{day}T09:30:00Z"))
    return stories


def to_page(story: Story) -> bytes:
    """Return a story as a page with navigation, metadata, scripts and a footer, about 25 kB."""
    links = "".join(f'<li class="item"><a href="/s/{n}" data-id="{n}">Section {n}</a></li>' for n in range(LINKS))
    body = "".join(f'<p class="text">{paragraph}</p>\n' for paragraph in story.paragraphs)
    data = {"@type": "NewsArticle", "headline": story.title, "datePublished": story.published}
    script = "function track(e){if(e.a<e.b){window.q=window.q||[];q.push(e)}}" * 120
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{story.title} - Tarn Post</title>'
        f'<meta property="og:title" content="{story.title}"><link rel="canonical" href="{story.url}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script><script>{script}</script></head>'
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{story.title}</h1>"
        f'<time datetime="{story.published}">{story.published[:10]}</time>{body}</article></main>'
        f'<aside class="related"><ul>{links}</ul></aside><footer>Tarn Post 2031</footer></body></html>'
    ).encode()


def to_record(story: Story) -> dict[str, str]:
    """Return a story as a record with fields."""
    return {
        "title": story.title,
        "maintext": "\n".join(story.paragraphs),
        "url": story.url,
        "date_publish": story.published,
        "date_download": "2032-01-01 00:00:00",
    }


def write_dumps(folder: Path, stories: list[Story]) -> None:
    """Write the stories once per format."""
    lines = b"".join(json.dumps(to_record(story)).encode() + b"\n" for story in stories)
    (folder / "lines.jsonl").write_bytes(lines)
    (folder / "lines.jsonl.gz").write_bytes(gzip.compress(lines, 6))
    (folder / "lines.jsonl.zst").write_bytes(zstandard.compress(lines))
    (folder / "array.json").write_text(json.dumps([to_record(story) for story in stories], indent=1))
    records = [to_record(story) for story in stories]
    pq.write_table(pa.Table.from_pylist(records), folder / "table.parquet")
    (folder / "text").mkdir()
    (folder / "html").mkdir()
    for number, story in enumerate(stories):
        text = "\n\n".join((story.title, *story.paragraphs))
        (folder / "text" / f"{number:06d}.txt").write_text(text)
        (folder / "html" / f"{number:06d}.html").write_bytes(to_page(story))
    with zipfile.ZipFile(folder / "pages.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, story in enumerate(stories):
            archive.writestr(f"{number:06d}.html", to_page(story))
    with (folder / "pages.warc").open("wb") as plain, (folder / "pages.warc.gz").open("wb") as packed:
        for story in stories:
            record = to_warc_record(story.url, to_page(story))
            plain.write(record)
            packed.write(gzip.compress(record, 6))


def to_warc_record(url: str, page: bytes) -> bytes:
    """Return a page as the bytes of a WARC response record."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = "2032-01-01T00:00:00Z"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page)
    written = io.BytesIO()
    record.write(written)
    return written.getvalue()


def read_all(dumps: list[DumpFile]) -> int:
    """Return how many documents the dumps hold."""
    return sum(isinstance(outcome, Document) for dump in dumps for outcome in read_dump(dump, "0" * 64))


def measure_throughput(count: int) -> None:
    """Print documents and megabytes per CPU second for each format."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_dumps(folder, make_stories(count))
        print(f"{'format':18}{'documents/s':>12}{'MB/s':>9}{'MB':>9}")
        for path in sorted(folder.iterdir()):
            dumps = list_dumps(str(path))
            begin = time.process_time()
            documents = read_all(dumps)
            seconds = time.process_time() - begin
            megabytes = sum(dump.byte_count for dump in dumps) / 1e6
            if documents != count:
                raise SystemExit(f"expected {count} documents in {path.name}, came {documents}")
            print(
                f"{path.name:18}{documents / seconds:12,.0f}{megabytes / seconds:9.1f}{megabytes:9.1f}",
                flush=True,
            )


def measure_memory(megabytes: int, compress: Callable[[bytes], bytes], ending: str) -> None:
    """Print the peak memory of reading a generated WARC of a size, beside that before reading."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"large.warc{ending}"
        size = 0
        with path.open("wb") as file:
            for page in _endless_pages():
                size += file.write(compress(page))
                if size >= megabytes * 1e6:
                    break
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begin = time.process_time()
        documents = read_all(list_dumps(str(path)))
        seconds = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{path.name}: {size / 1e6:,.0f} MB, {documents:,} documents, {seconds:,.0f} CPU s, "
            f"{size / 1e6 / seconds:.1f} MB/s; peak {peak:,.0f} MiB, before reading {before:,.0f} MiB"
        )


def _endless_pages() -> Iterator[bytes]:
    pages = [to_warc_record(story.url, to_page(story)) for story in make_stories(500)]
    while True:
        yield from pages


def _sentence(source: random.Random) -> str:
    return (
        f"{source.choice(NAMES)} {source.choice(VERBS)} on Tuesday that {source.randint(3, 90_000):,} "
        f"{source.choice(NOUNS)} had reached {source.choice(PLACES)} before the river rose again."
    )


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--warc-megabytes", type=int, default=0)
    parser.add_argument("--gzip", action="store_true", help="compress each record of the large WARC")
    arguments = parser.parse_args()
    if arguments.warc_megabytes:
        compress = gzip.compress if arguments.gzip else bytes
        measure_memory(arguments.warc_megabytes, compress, ".gz" if arguments.gzip else "")
    else:
        measure_throughput(arguments.documents)


if __name__ == "__main__":
    main()
