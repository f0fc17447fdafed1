"""Documents to segments, articles, claims and figures: one pure function over an Arrow batch."""

from collections.abc import Mapping

import pyarrow as pa

from newsledger.claims import find_claims
from newsledger.figures import find_figures
from newsledger.schema import from_batch, to_batch
from newsledger.segments import cut_document
from newsledger.vocabulary import Article, Claim, DateCandidate, Document, Figure, Segment

# Claims and figures are searched for in these languages; other articles are kept and marked.
SEARCHED_LANGUAGES = frozenset({"en"})


def extract(documents: pa.RecordBatch) -> Mapping[str, pa.RecordBatch]:
    """Return the segments, articles, date candidates, claims and figures of a batch of documents.

    Takes and gives batches in the schemas of the vocabulary. Reads no file, clock or network, so that a pool of
    processes or a cluster engine can run it as it is.
    """
    cuts = [cut_document(document) for document in from_batch(Document, documents)]
    articles = [article for cut in cuts for article in cut.articles]
    searched = [article for article in articles if article.language in SEARCHED_LANGUAGES]
    return {
        "segments": to_batch(Segment, (segment for cut in cuts for segment in cut.segments)),
        "articles": to_batch(Article, articles),
        "date_candidates": to_batch(DateCandidate, (date for cut in cuts for date in cut.date_candidates)),
        "claims": to_batch(Claim, (claim for article in searched for claim in find_claims(article))),
        "figures": to_batch(Figure, (figure for article in searched for figure in find_figures(article))),
    }
