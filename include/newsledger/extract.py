"""Documents to segments, articles, claims and figures: one pure function over an Arrow batch."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pyarrow as pa

from newsledger.claims import find_claims
from newsledger.figures import find_figures
from newsledger.schema import from_batch, to_batch
from newsledger.segments import cut_document
from newsledger.sketches import sketch_article
from newsledger.vocabulary import Article, Claim, DateCandidate, Document, Figure, Segment, Sketch

# Claims and figures are searched for in these languages; other articles are kept and marked.
SEARCHED_LANGUAGES = frozenset({"en"})


def extract(documents: pa.RecordBatch) -> Mapping[str, pa.RecordBatch]:
    """Return the segments, articles, sketches, date candidates, claims and figures of a batch of documents.

    Takes and gives batches in the schemas of the vocabulary. Reads no file, clock or network, so that a pool of
    processes or a cluster engine can run it as it is. An error in an extractor says in a note which document it was.
    """
    segments: list[Segment] = []
    articles: list[Article] = []
    sketches: list[Sketch] = []
    date_candidates: list[DateCandidate] = []
    claims: list[Claim] = []
    figures: list[Figure] = []
    for document in from_batch(Document, documents):
        with _named(document):
            cut = cut_document(document)
            segments += cut.segments
            articles += cut.articles
            sketches += map(sketch_article, cut.articles)
            date_candidates += cut.date_candidates
            for article in cut.articles:
                if article.language in SEARCHED_LANGUAGES:
                    claims += find_claims(article)
                    figures += find_figures(article)
    return {
        "segments": to_batch(Segment, segments),
        "articles": to_batch(Article, articles),
        "sketches": to_batch(Sketch, sketches),
        "date_candidates": to_batch(DateCandidate, date_candidates),
        "claims": to_batch(Claim, claims),
        "figures": to_batch(Figure, figures),
    }


@contextmanager
def _named(document: Document) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        error.add_note(f"in {document.record_locator} of {document.dump_uri}, document {document.document_id}")
        raise
