"""Rows of the ledger as schema.org objects and as W3C Web Annotations: plain dicts, nothing read, nothing written.

Source: https://schema.org/Claim, https://schema.org/Quotation; https://www.w3.org/TR/annotation-model/.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
Json = dict[str, Any]

SCHEMA_CONTEXT: tuple[Any, ...] = ("https://schema.org", {"nl": "urn:newsledger:term:"})
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# With any other stance, or a negated cue, the speaker does not put the words forward: a denial is not what it denies.
_PUT_FORWARD = frozenset({"asserts", "estimates", "confirms", "accuses", "promises", "demands", "predicts", "praises"})
_SPEAKER_TYPES = {
    "person": "Person",
    "anonymous": "Person",
    "organisation": "Organization",
    "government": "Organization",
    "media": "Organization",
    "group": "Organization",
    "document": "CreativeWork",
}


def to_schema_claim(row: Row) -> Json:
    """Return a claim as schema.org Claim; one that is all in quote marks is a Quotation too.

    The speaker is its author only when he puts the words forward; `nl:speaker`, `nl:stance` and `nl:isNegated` are
    always there, so that a denial cannot be read as the claim. Dates that are unknown are left out.
    """
    speaker = _speaker(row)
    is_author = row["stance"] in _PUT_FORWARD and not row["is_negated"] and row["speaker_kind"] != "document"
    is_quotation = row["quote_type"] == "direct" and not row["is_negated"]
    said = _interval(row["said_earliest"], row["said_latest"])
    is_one_day = row["said_earliest"] is not None and row["said_earliest"] == row["said_latest"]
    return _without_nothing(
        {
            "@id": f"urn:newsledger:claim:{row['claim_id']}",
            "@type": ["Claim", "Quotation"] if is_quotation else "Claim",
            "text": row["claim_text"],
            "author": speaker if is_author else None,
            "spokenByCharacter": speaker if is_quotation and row["speaker_kind"] != "document" else None,
            "nl:speaker": speaker,
            "nl:speakerText": row["speaker_text"],
            "nl:stance": row["stance"],
            "nl:isNegated": row["is_negated"],
            "nl:via": row["via_text"],
            "dateCreated": said if is_one_day else None,
            "temporal": None if is_one_day else said,
            "nl:saidBasis": row["said_basis"],
            "appearance": _appearance(row),
        }
    )


def to_schema_figure(row: Row) -> Json:
    """Return a figure as schema.org Claim about a QuantitativeValue; an end that the text leaves open is left out."""
    is_exact = row["bound"] == "exact" and row["value_low"] == row["value_high"]
    speaker = _speaker(row)
    is_author = row["stance"] in _PUT_FORWARD and not row["is_negated"] and row["speaker_kind"] != "document"
    as_of = _interval(row["as_of_earliest"], row["as_of_latest"])
    return _without_nothing(
        {
            "@id": f"urn:newsledger:figure:{row['figure_id']}",
            "@type": "Claim",
            "text": row["figure_text"],
            "author": speaker if is_author else None,
            "nl:speaker": speaker,
            "nl:stance": row["stance"],
            "nl:isNegated": row["is_negated"],
            "nl:via": row["via_text"],
            "about": _without_nothing(
                {
                    "@type": "QuantitativeValue",
                    "name": row["counted_text"],
                    "value": row["value_low"] if is_exact else None,
                    "minValue": None if is_exact else row["value_low"],
                    "maxValue": None if is_exact else row["value_high"],
                    "unitText": row["unit"],
                    "nl:bound": row["bound"],
                    "nl:metric": row["metric"],
                    "nl:side": row["side_name"],
                }
            ),
            "temporal": as_of,
            "nl:asOfBasis": row["as_of_basis"],
            "isPartOf": {"@id": f"urn:newsledger:claim:{row['claim_id']}"} if row["claim_id"] else None,
            "appearance": _appearance(row),
        }
    )


def to_schema_article(row: Row) -> Json:
    """Return an article as schema.org NewsArticle."""
    return _appearance(row) | _without_nothing(
        {
            "alternativeHeadline": row["standfirst_text"],
            "articleBody": row["body_text"],
            "inLanguage": None if row["language"] == "und" else row["language"],
            "wordCount": row["word_count"],
            "author": [{"@type": "Person", "name": name} for name in row["author_names"]] or None,
            "sourceOrganization": _organisation(row["provider_name"]),
            "temporal": None if row["published_at"] else _interval(row["published_earliest"], row["published_latest"]),
        }
    )


def to_claim_annotation(row: Row) -> Json:
    """Return a claim as Web Annotation: who says it and how, on its words; a target for each part of the words."""
    speaker = row["speaker_name"] or "unattributed"
    negated = ", negated" if row["is_negated"] else ""
    return _annotation(row, "claim", f"{speaker}: {row['stance'].replace('_', ' ')}{negated}")


def to_figure_annotation(row: Row) -> Json:
    """Return a figure as Web Annotation: its range, unit and what was counted, on its words."""
    ends = dict.fromkeys("…" if end is None else f"{end:,.15g}" for end in (row["value_low"], row["value_high"]))
    told = (row["bound"].replace("_", " "), " – ".join(ends), row["unit"], row["counted_text"])
    speaker = row["speaker_name"] or ("unattributed" if row["claim_id"] else "the narrator")
    stance = f" ({row['stance'].replace('_', ' ')})" if row["stance"] else ""
    return _annotation(row, "figure", f"{' '.join(filter(None, told))}, by {speaker}{stance}")


def _annotation(row: Row, kind: str, told: str) -> Json:
    targets = [_target(row, part) for part in row["parts"]]
    return {
        "@context": ANNOTATION_CONTEXT,
        "id": f"urn:newsledger:{kind}:{row[f'{kind}_id']}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": told, "format": "text/plain", "purpose": "describing"},
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(row: Row, part: Row) -> Json:
    """Return a stretch of an article; its positions count the code points of body_text, not of the page."""
    return _without_nothing(
        {
            "type": "SpecificResource",
            "source": f"urn:newsledger:article:{row['article_id']}",
            "scope": row["url"],
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": part["exact"],
                    "prefix": part["prefix"],
                    "suffix": part["suffix"],
                },
                {"type": "TextPositionSelector", "start": part["char_start"], "end": part["char_end"]},
            ],
        }
    )


def _appearance(row: Row) -> Json:
    return _without_nothing(
        {
            "@id": f"urn:newsledger:article:{row['article_id']}",
            "@type": "NewsArticle",
            "headline": row["headline"],
            "url": row["url"],
            "publisher": _organisation(row["outlet_name"]),
            "datePublished": _moment(row["published_at"], row["published_precision"]),
        }
    )


def _speaker(row: Row) -> Json | None:
    if row["speaker_name"] is None:
        return None
    return _without_nothing(
        {
            "@id": f"urn:newsledger:speaker:{row['speaker_id']}" if row["speaker_id"] else None,
            "@type": _SPEAKER_TYPES[row["speaker_kind"]],
            "name": row["speaker_name"],
        }
    )


def _organisation(name: str | None) -> Json | None:
    return {"@type": "Organization", "name": name} if name else None


def _moment(at: dt.datetime | None, precision: str) -> str | None:
    if at is None:
        return None
    return f"{at.isoformat()}Z" if precision == "minute" else at.date().isoformat()


def _interval(earliest: dt.date | None, latest: dt.date | None) -> str | None:
    """Return days as ISO 8601; '..' is an open end."""
    if earliest is None and latest is None:
        return None
    if earliest == latest:
        return str(earliest)
    return f"{earliest or '..'}/{latest or '..'}"


def _without_nothing(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
