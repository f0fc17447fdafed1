"""Claims in the format of the attribution benchmark: `python -m benchmarks.attribution GOLD.jsonl > PRED.jsonl`.

The benchmark keeps only the outermost attribution and counts "that", "to" and appositions in; the mapping from
the product's claims to that stands here and nowhere else.
"""

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from benchmarks.quantities import article_of
from newsledger.claims import find_claims
from newsledger.vocabulary import Claim

_RELATIVE = re.compile(r",? (?:who|whose|which)\b[^,.;:\"“”]{1,150}(?=,|$)")
_OPENING = re.compile(r"\b(?:that|to)[\s\"“'‘]+\Z", re.IGNORECASE)


def main(paths: list[str]) -> None:
    """Write a line of predictions for each line of the gold files."""
    for path in paths:
        for line in Path(path).read_bytes().splitlines():
            if line.strip():
                document = orjson.loads(line)
                claims = find_claims(article_of(document["doc_id"], document["text"]))
                row = {
                    "doc_id": document["doc_id"],
                    "claims": [_to_row(document["text"], claim) for claim in _joined(_outermost(claims))],
                }
                sys.stdout.write(orjson.dumps(row).decode() + "\n")


def _outermost(claims: list[Claim]) -> list[Claim]:
    """Leave out claims whose content and cue lie inside the content of another claim."""
    kept = []
    for claim in claims:
        cue_start = claim.char_start if claim.cue_char_start is None else claim.cue_char_start
        inside = any(
            other is not claim
            and any(
                span.char_start <= claim.char_start
                and claim.char_end <= span.char_end
                and span.char_start <= cue_start < span.char_end
                for span in other.spans
            )
            for other in claims
        )
        if not inside:
            kept.append(claim)
    return kept


def _joined(claims: list[Claim]) -> list[Claim]:
    """Join what is carried over from a claim to it: the benchmark counts both as one."""
    joined: list[Claim] = []
    for claim in claims:
        host = next((place for place, other in enumerate(joined) if _goes_on(other, claim)), None)
        if host is None:
            joined.append(claim)
        else:
            joined[host] = replace(joined[host], spans=joined[host].spans + claim.spans, char_end=claim.char_end)
    return joined


def _goes_on(claim: Claim, later: Claim) -> bool:
    return (
        later.cue_text is None
        and later.speaker_char_start is not None
        and claim.speaker_char_start == later.speaker_char_start
        and claim.cue_text is not None
        and claim.quote_type != "indirect"
    )


def _to_row(text: str, claim: Claim) -> dict[str, Any]:
    spans = [[span.char_start, span.char_end] for span in claim.spans]
    for part in spans:
        opening = _OPENING.search(text, max(0, part[0] - 8), part[0])
        if opening is not None and (claim.cue_char_end is None or not opening.start() < claim.cue_char_end <= part[0]):
            part[0] = opening.start()
    source = None
    if claim.speaker_char_start is not None and claim.speaker_char_end is not None:
        source = [claim.speaker_char_start, claim.speaker_char_end]
        apposition = re.compile(rf"\s*[,(–—-]+\s*{re.escape(claim.speaker_role or '')}[)]?").match(text, source[1])
        if claim.speaker_role and apposition is not None:
            source[1] = apposition.end()
        relative = _RELATIVE.match(text, source[1])
        if relative is not None:
            source[1] = relative.end()
    cue = None
    if claim.cue_char_start is not None and claim.cue_char_end is not None:
        cue = [claim.cue_char_start, claim.cue_char_end]
    return {"source": source, "cue": cue, "content": spans, "kind": claim.quote_type}


if __name__ == "__main__":
    main(sys.argv[1:])
