"""Every record and column: name, type, meaning.

The Arrow schemas of the lake, the documentation of the dbt models, the comments in the published file and the
seed of closed lists follow from this file. It imports nothing of ours.

A record is what Python writes to the lake. A published table is a record plus the columns that SQL adds to it;
`PUBLISHED` at the end says which. A closed list is a `Literal`; its values stand nowhere else.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

# ---------------------------------------------------------------------------------------------- closed lists

RejectReason = Literal[
    "unreadable",
    "unsupported_format",
    "unsafe_path",
    "too_large",
    "empty",
    "binary",
    "undecodable",
    "truncated",
    "broken_record",
    "no_text",
]
SegmentKind = Literal[
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "published_stamp",
    "page_date",
    "body",
    "caption",
    "pull_quote",
    "section_heading",
    "teaser",
    "navigation",
    "promotion",
    "comment",
    "legal",
    "noise",
]
HintKind = Literal[
    "title",
    "published",
    "modified",
    "site_name",
    "author",
    "language",
    "description",
    "body",
    "heading",
    "time",
    "caption",
    "navigation",
    "aside",
    "footer",
    "comment",
    "link_list",
]
HintSource = Literal["structured_data", "meta", "field", "markup", "header"]
DatePrecision = Literal["minute", "day", "month", "year", "interval", "unknown"]
PublishedBasis = Literal[
    "structured_data",
    "meta",
    "printed_stamp",
    "byline",
    "url",
    "feed",
    "relative_to_capture",
    "content",
    "none",
]
CandidateRole = Literal["publication", "update", "page", "capture", "event", "copyright"]
QuoteType = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organisation", "government", "media", "group", "anonymous", "document"]
SpeakerResolution = Literal["in_sentence", "pronoun", "carried_over", "unattributed"]
Stance = Literal[
    "asserts",
    "estimates",
    "confirms",
    "denies",
    "accuses",
    "promises",
    "demands",
    "predicts",
    "praises",
    "questions",
    "could_not_verify",
    "declined_to_comment",
]
SaidBasis = Literal["sentence", "inherited", "publication_proxy", "none"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "vague"]
Metric = Literal[
    "troop_strength",
    "killed",
    "wounded",
    "captured",
    "civilian_killed",
    "displaced",
    "area",
    "distance",
    "money",
    "equipment",
    "strikes",
    "duration",
    "share",
    "other",
]
Measure = Literal["stock", "flow", "rate", "share"]
AsOfBasis = Literal["event_date", "said", "publication_proxy", "none"]
StoryRole = Literal["original", "copy", "rewrite", "unique"]
OutletKind = Literal["publisher", "agency"]
NameRule = Literal["same_name", "title_stripped", "transliteration", "surname_in_article", "seed"]
OutletRule = Literal["same_name", "spelling", "web_address", "seed"]
Corroboration = Literal["agreed", "contested", "single"]
Direction = Literal["raised", "lowered", "widened", "narrowed"]
DisputeKind = Literal["denies", "could_not_verify", "contradicts"]
DisputeTie = Literal["read_in_article", "shared_words", "stands_right_after"]
MetricName = Literal[
    "figures_per_day",
    "claims_per_speaker",
    "attributed_share",
    "dated_share",
    "median_spread_share",
    "contested_share",
]
MetricDimension = Literal["published_on", "speaker_id", "metric", "outlet_name"]
Step = Literal["ingest", "withdraw", "audit_lake", "build", "audit", "publish"]
RunOutcome = Literal["done", "failed"]
Severity = Literal["critical", "warning", "info"]
AuditStage = Literal["lake", "candidate"]

# ------------------------------------------------------------------------------------------- parts of records


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of `body_text`: code points from 0, end exclusive."""

    char_start: Annotated[int, "First code point."]
    char_end: Annotated[int, "One past the last code point."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something the source's markup or fields say, beside the text itself.

    A hint about a stretch of the document text has `char_start` and `char_end`; one about the whole document
    (a meta tag, a JSON field) has neither.
    """

    hint_kind: Annotated[HintKind, "What it is about."]
    hint_source: Annotated[HintSource, "Where it was written."]
    value_text: Annotated[str, "What it says, as written there."]
    char_start: Annotated[int | None, "First code point in the document text."] = None
    char_end: Annotated[int | None, "One past the last code point in the document text."] = None


# ---------------------------------------------------------------------------------------- records of the lake


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A dump that was read, written last: what it does not name is not in the lake. One row per dump."""

    dump_id: Annotated[str, "Hash of the dump's file name and its bytes as they lie there, compressed or not."]
    part_id: Annotated[
        str,
        "Names the lake files that hold this dump: hash of dump_id, extractor_version and, when it was read again on "
        "demand, of the moment.",
    ]
    dump_uri: Annotated[str, "Where it was read."]
    byte_count: Annotated[int, "Size of the dump in bytes."]
    modified_text: Annotated[str, "What the store says of its last change; with dump_uri and size it spares a re-read."]
    extractor_version: Annotated[str, "Hash of the code and word lists that read it."]
    record_count: Annotated[int, "Records in the dump, kept, skipped or rejected."]
    document_count: Annotated[int, "Records kept as documents."]
    skipped_count: Annotated[
        int, "Records that hold no page by their nature (requests, images, metadata of an archive)."
    ]
    reject_count: Annotated[int, "Records refused, each with a row in rejects."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record of a dump as text. One row per record kept."""

    document_id: Annotated[str, "sha256 of the record's bytes."]
    dump_id: Annotated[str, "The dump that it came in."]
    dump_uri: Annotated[str, "Where that dump was read; ends in its file name."]
    record_locator: Annotated[str, "Where in the dump the record stands, such as 'line 17' or 'file a/b.html'."]
    media_type: Annotated[str, "Media type of the record, such as text/html."]
    url: Annotated[str | None, "Address of the page, when the dump gives one."]
    fetched_at: Annotated[
        dt.datetime | None, "Capture clock in UTC, when the dump gives one; never a publication date."
    ]
    text: Annotated[str, "The whole text of the record; offsets of segments count its code points."]
    hints: Annotated[tuple[Hint, ...], "What markup and fields say beside the text."] = ()
    is_cut: Annotated[bool, "The first record with these bytes in its dump: the one that was cut into segments."] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a document's text. Segments tile the document. One row per segment."""

    segment_id: Annotated[str, "Hash of document_id and char_start."]
    document_id: Annotated[str, "The document that is cut."]
    ordinal: Annotated[int, "Order in the document, from 0."]
    segment_kind: Annotated[SegmentKind, "Part of an article, or a named kind of boilerplate."]
    char_start: Annotated[int, "First code point in the document text."]
    char_end: Annotated[int, "One past the last code point in the document text."]
    article_id: Annotated[str | None, "The article it is part of; null for boilerplate."]
    segment_text: Annotated[str, "The words, white space around them included."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A story with its words, its outlet and its dates. One row per article_id and document."""

    article_id: Annotated[
        str, "Hash of outlet_name, headline and body_text: the same story printed by the same outlet."
    ]
    document_id: Annotated[
        str, "The document it was first seen in; the first that dates it, when an earlier one does not."
    ]
    ordinal: Annotated[int, "Order in the document, from 0."]
    is_embedded: Annotated[bool, "A further story in another story's page."]
    headline: Annotated[str | None, "The headline as printed."]
    standfirst_text: Annotated[str | None, "The summary under the headline; also the beginning of body_text."]
    body_text: Annotated[
        str, "Standfirst and body segments, joined as they stand; claims and figures count its code points."
    ]
    text_sha256: Annotated[str, "sha256 of body_text in UTF-8."]
    language: Annotated[
        str, "ISO 639-1 code; 'und' when it cannot be told. Only 'en' is searched for claims and figures."
    ]
    outlet_name: Annotated[str | None, "Who printed it."]
    outlet_evidence_text: Annotated[str | None, "The words, tag or address that outlet_name was read from."]
    provider_name: Annotated[str | None, "Agency that supplied it ('With inputs from AFP')."]
    author_names: Annotated[tuple[str, ...], "Names in the byline, in order; empty when none is printed."]
    dateline_place: Annotated[str | None, "Place in the dateline."]
    published_at: Annotated[
        dt.datetime | None,
        "Moment of publication in UTC; midnight when only the day is known; null unless the day is.",
    ]
    published_earliest: Annotated[
        dt.date | None, "First day on which it can have been published; null when nothing bounds it."
    ]
    published_latest: Annotated[
        dt.date | None, "Last day on which it can have been published; null when nothing bounds it."
    ]
    published_precision: Annotated[DatePrecision, "How narrowly publication is known."]
    published_basis: Annotated[
        PublishedBasis,
        "What the date rests on; none when nothing states or bounds it but the page around it.",
    ]
    published_evidence_text: Annotated[str | None, "The words, tag or address that the date was read from."]
    page_date: Annotated[dt.date | None, "What the page header showed; never the publication date by itself."]
    word_count: Annotated[int, "Words in body_text."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What copies and rewrites of an article are recognised by. One row per article_id and document."""

    article_id: Annotated[str, "The article."]
    document_id: Annotated[str, "The document that it was read from."]
    sketch_id: Annotated[str, "Hash of all words of the body and of this sketch; equal sketches have equal ids."]
    sentences: Annotated[
        tuple[tuple[int, ...], ...],
        "Hashes of the three-word shingles outside quotation marks, sentence by sentence.",
    ]
    facts: Annotated[tuple[int, ...], "Hashes of the numbers and names in the body, in ascending order."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """A date found in or around an article, used or not. One row per article and candidate."""

    article_id: Annotated[str, "The article that it might date."]
    document_id: Annotated[str, "The document that it was found in."]
    ordinal: Annotated[int, "Order of the candidates of one article, from 0."]
    candidate_role: Annotated[CandidateRole, "What the date is a date of."]
    basis: Annotated[PublishedBasis, "What kind of evidence it is."]
    evidence_text: Annotated[str, "The words, tag or address."]
    dated_at: Annotated[dt.datetime | None, "The moment in UTC, when it is given to the minute."]
    earliest: Annotated[dt.date | None, "First day that it allows."]
    latest: Annotated[dt.date | None, "Last day that it allows."]
    date_precision: Annotated[DatePrecision, "How narrow it is."]
    is_chosen: Annotated[bool, "The publication date of the article rests on it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An attribution: somebody says something. One row per claim_id."""

    claim_id: Annotated[str, "Hash of article_id and the positions of content, cue and speaker."]
    article_id: Annotated[str, "The article that prints it."]
    document_id: Annotated[str, "The document that the article was read from."]
    claim_text: Annotated[str, "What is said, verbatim; the parts of an interrupted one are joined by ' … '."]
    char_start: Annotated[int, "First code point in body_text."]
    char_end: Annotated[int, "One past the last code point in body_text."]
    spans: Annotated[
        tuple[Span, ...],
        "The parts of claim_text in body_text; more than one when the words are interrupted.",
    ]
    quote_type: Annotated[QuoteType, "Direct: all of it in quote marks; mixed: some of it."]
    speaker_text: Annotated[str | None, "Who says it, as written; null when unattributed."]
    speaker_char_start: Annotated[int | None, "First code point of speaker_text in body_text."]
    speaker_char_end: Annotated[int | None, "One past its last code point."]
    speaker_name: Annotated[str | None, "The speaker as fully named as the article allows: 'he' becomes the name."]
    speaker_kind: Annotated[SpeakerKind | None, "What the speaker is; null when unattributed."]
    speaker_role: Annotated[str | None, "Title or office, as written."]
    speaker_resolution: Annotated[SpeakerResolution, "How the speaker was found."]
    cue_text: Annotated[str | None, "The reporting words; null when a quotation stands without any."]
    cue_char_start: Annotated[int | None, "First code point of cue_text in body_text."]
    cue_char_end: Annotated[int | None, "One past its last code point."]
    cue_lemma: Annotated[str | None, "Dictionary form of the cue, from the lexicon."]
    is_negated: Annotated[bool, "The cue itself is negated: 'did not say that'."]
    stance: Annotated[Stance, "What the speaker does with the content."]
    is_rebuttal: Annotated[
        bool, "It denies what is or may be said; 'refused to leave' and 'rejected the request' deny no claim."
    ]
    via_text: Annotated[str | None, "The outlet or paper that passed it on, as written: 'told Radio Free Asia'."]
    said_earliest: Annotated[dt.date | None, "First day on which it can have been said."]
    said_latest: Annotated[dt.date | None, "Last day on which it can have been said."]
    said_precision: Annotated[DatePrecision, "How narrowly that is known."]
    said_basis: Annotated[
        SaidBasis, "What that rests on; publication_proxy: no date is near, so the publication interval."
    ]
    disputes_claim_id: Annotated[str | None, "The claim that this one denies or answers."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity that an article states. One row per figure_id."""

    figure_id: Annotated[str, "Hash of article_id, char_start and char_end."]
    article_id: Annotated[str, "The article that prints it."]
    document_id: Annotated[str, "The document that the article was read from."]
    figure_text: Annotated[str, "The words: bound, number and unit or thing counted."]
    char_start: Annotated[int, "First code point in body_text."]
    char_end: Annotated[int, "One past the last code point in body_text."]
    value_low: Annotated[float | None, "Lower end, scale word applied; null when the text leaves it open."]
    value_high: Annotated[float | None, "Upper end; null when the text leaves it open: 'over 10,000'."]
    bound: Annotated[Bound, "What the words around the number say of it."]
    unit: Annotated[str | None, "A code from lexicon/units.csv or a singular noun; null for a bare number."]
    unit_text: Annotated[str | None, "The unit as written."]
    value_low_si: Annotated[float | None, "value_low in SI base units, for units of measurement."]
    value_high_si: Annotated[float | None, "value_high in SI base units, for units of measurement."]
    counted_text: Annotated[str | None, "What was counted or measured, as written."]
    counted_class: Annotated[str | None, "The class of what was counted, a singular noun: troop, civilian, drone."]
    side_name: Annotated[
        str | None, "Nationality, movement or party of what was counted, in its short form; several joined by '; '."
    ]
    metric: Annotated[Metric, "What the number is a number of."]
    measure: Annotated[Measure, "Stock: a level at a moment; flow: a change in a period."]
    place_text: Annotated[str | None, "Where, as written."]
    as_of_earliest: Annotated[dt.date | None, "First day for which it can hold."]
    as_of_latest: Annotated[dt.date | None, "Last day for which it can hold."]
    as_of_precision: Annotated[DatePrecision, "How narrowly that is known."]
    as_of_basis: Annotated[
        AsOfBasis,
        "What that rests on: a date by the figure, the day it was said, or the publication interval.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that could not be read. One row per record refused."""

    reject_id: Annotated[str, "Hash of dump_id, record_locator and reason."]
    dump_id: Annotated[str, "The dump that it came in."]
    dump_uri: Annotated[str, "Where that dump was read."]
    record_locator: Annotated[str, "Where in the dump the record stands."]
    reason: Annotated[RejectReason, "Why it was refused."]
    detail_text: Annotated[str, "What was expected and what came."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A further place where a dump lies that the lake holds already. One row per address."""

    dump_uri: Annotated[str, "Where the copy lies."]
    dump_id: Annotated[str, "The dump of the same name and bytes."]
    byte_count: Annotated[int, "Size of the copy in bytes."]
    modified_text: Annotated[str, "What the store says of its last change."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A dump that an operator took out. Its parts stay in the lake and count no longer. One row per dump taken out."""

    dump_id: Annotated[str, "The dump that was taken out."]
    dump_uri: Annotated[str, "Where it was read."]
    reason_text: Annotated[str, "Why, in the operator's words."]
    withdrawn_at: Annotated[dt.datetime, "When, in UTC."]
    document_count: Annotated[int, "Documents that it held."]
    article_count: Annotated[int, "Articles that it held."]
    claim_count: Annotated[int, "Claims that it held."]
    figure_count: Annotated[int, "Figures that it held."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A step that ran, with which code on which input. One row per run of a step."""

    run_id: Annotated[str, "Hash of step, input and start."]
    step: Annotated[Step, "Which step."]
    started_at: Annotated[dt.datetime, "When it began, in UTC."]
    finished_at: Annotated[dt.datetime, "When it ended, in UTC."]
    outcome: Annotated[RunOutcome, "How it ended."]
    code_version: Annotated[str, "Hash of the code that ran."]
    input_text: Annotated[str, "What it read: a dump or a build."]
    output_text: Annotated[str, "What it made, with counts."]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityResult:
    """What one check found in one audit. One row per audit and rule."""

    result_id: Annotated[str, "Hash of build_id and rule_id."]
    build_id: Annotated[str, "The build that was audited, or that the lake asked for when it was."]
    audit_stage: Annotated[
        AuditStage, "Lake: what is new in the lake, before the build; candidate: the build, before its publish."
    ]
    audited_at: Annotated[dt.datetime, "When, in UTC."]
    rule_id: Annotated[str, "Name of the check."]
    table_name: Annotated[str, "The table that it looks at."]
    severity: Annotated[Severity, "Critical stops the publish."]
    is_passed: Annotated[bool, "The data was as expected."]
    checked_count: Annotated[int | None, "Rows looked at, where the check counts rows."]
    failed_count: Annotated[int | None, "Rows that broke the rule, where it is about rows."]
    observed_text: Annotated[
        str | None, "What was seen, where the check is about a whole table; or why it could not run."
    ]
    observed_value: Annotated[float | None, "The number that was measured, where the check measures one."]
    failing_keys: Annotated[tuple[str, ...], "Keys of up to 20 rows that broke the rule."]
    reason_text: Annotated[str, "Why the rule is there."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAudit:
    """A part of the lake that passed its audit and is not looked at again. One row per part."""

    part_id: Annotated[str, "The part."]
    rules_version: Annotated[str, "Hash of the rules that it passed."]
    build_id: Annotated[str, "The build that the lake asked for then; quality_results has what was found."]
    audited_at: Annotated[dt.datetime, "When, in UTC."]


LAKE: dict[str, type] = {
    "dumps": Dump,
    "documents": Document,
    "segments": Segment,
    "articles": Article,
    "sketches": Sketch,
    "date_candidates": DateCandidate,
    "claims": Claim,
    "figures": Figure,
    "rejects": Reject,
    "addresses": Address,
    "withdrawals": Withdrawal,
    "runs": Run,
    "quality_results": QualityResult,
    "part_audits": PartAudit,
}

# --------------------------------------------------------------------------------------- columns that SQL adds


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCounts:
    """What SQL counts for a document."""

    char_count: Annotated[int, "Code points in the document text."]
    article_char_count: Annotated[int, "Code points in segments that are part of an article."]
    boilerplate_char_count: Annotated[int, "Code points in all other segments."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleStory:
    """Where an article stands among the others."""

    story_id: Annotated[
        str,
        "Copies and rewrites of one text share it: hash of the first one's words. Another when an earlier one arrives.",
    ]
    story_role: Annotated[
        StoryRole,
        "Original: the first of several; copy: keeps its words, cut or longer; rewrite: keeps fewer; unique: alone.",
    ]
    version: Annotated[int, "1 for the first text seen under the page's address, 2 for the next."]
    supersedes_article_id: Annotated[str | None, "The version before, when the page has changed."]
    is_current: Annotated[bool, "No later version is known."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAppearance:
    """Where an article was seen. One row per article and record of a dump."""

    appearance_id: Annotated[str, "Hash of article_id, document_id, dump_id and record_locator."]
    article_id: Annotated[str, "The article."]
    document_id: Annotated[str, "The document that printed it."]
    dump_id: Annotated[str, "The dump that held the document."]
    dump_uri: Annotated[str, "Where that dump was read."]
    record_locator: Annotated[str, "Where in the dump the record stands."]
    url: Annotated[str | None, "Address of the page."]
    fetched_at: Annotated[dt.datetime | None, "Capture clock in UTC."]
    is_first: Annotated[bool, "The first appearance in the document that articles.document_id names."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An article that no longer stands, because the last dump that held it was taken out. One row per article."""

    article_id: Annotated[str, "The article that stood before."]
    document_id: Annotated[str, "The document that printed it."]
    dump_id: Annotated[str, "The dump that was taken out; the last of them, when several held the article."]
    headline: Annotated[str | None, "The headline as printed."]
    reason_text: Annotated[str, "Why the dump was taken out, in the operator's words."]
    withdrawn_at: Annotated[dt.datetime, "When, in UTC."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSpeaker:
    """The speaker across articles."""

    speaker_id: Annotated[str | None, "The row of speakers; null when unattributed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureClaim:
    """The claim that a figure stands in."""

    claim_id: Annotated[str | None, "The innermost claim that holds the figure; null in the narrator's own voice."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLedger:
    """A figure with its speaker, outlet, dates and words. One row per figure_id."""

    figure_id: Annotated[str, "The figure."]
    claim_id: Annotated[str | None, "The claim that it stands in; null in the narrator's own voice."]
    article_id: Annotated[str, "The article that prints it."]
    story_id: Annotated[str, "Copies and rewrites of one text share it."]
    metric: Annotated[Metric, "What the number is a number of."]
    measure: Annotated[Measure, "Stock: a level at a moment; flow: a change in a period."]
    counted_text: Annotated[str | None, "What was counted or measured, as written."]
    counted_class: Annotated[str | None, "The class of what was counted."]
    side_name: Annotated[str | None, "Nationality, movement or party of what was counted; several joined by '; '."]
    place_text: Annotated[str | None, "Where, as written."]
    bound: Annotated[Bound, "What the words around the number say of it."]
    value_low: Annotated[float | None, "Lower end; null when open."]
    value_high: Annotated[float | None, "Upper end; null when open."]
    unit: Annotated[str | None, "Unit code or singular noun; null for a bare number."]
    value_low_si: Annotated[float | None, "value_low in SI base units, for units of measurement."]
    value_high_si: Annotated[float | None, "value_high in SI base units, for units of measurement."]
    speaker_id: Annotated[str | None, "Whom the number comes from."]
    speaker_name: Annotated[str | None, "Name of the speaker; null in the narrator's own voice or when unattributed."]
    speaker_kind: Annotated[SpeakerKind | None, "What the speaker is."]
    speaker_resolution: Annotated[
        SpeakerResolution | None, "How the speaker was found; null in the narrator's own voice."
    ]
    stance: Annotated[Stance | None, "What the speaker does with the number; null in the narrator's own voice."]
    via_text: Annotated[str | None, "The outlet or paper that passed it on."]
    as_of_earliest: Annotated[dt.date | None, "First day for which it can hold."]
    as_of_latest: Annotated[dt.date | None, "Last day for which it can hold."]
    as_of_precision: Annotated[DatePrecision, "How narrowly that is known."]
    as_of_basis: Annotated[AsOfBasis, "What that rests on."]
    said_earliest: Annotated[dt.date | None, "First day on which it can have been said."]
    said_latest: Annotated[dt.date | None, "Last day on which it can have been said."]
    outlet_name: Annotated[str | None, "Who printed it."]
    provider_name: Annotated[str | None, "Agency that supplied the article."]
    headline: Annotated[str | None, "Headline of the article."]
    published_at: Annotated[dt.datetime | None, "Moment of publication in UTC; null unless the day is known."]
    published_earliest: Annotated[dt.date | None, "First day on which it can have been published."]
    published_latest: Annotated[dt.date | None, "Last day on which it can have been published."]
    figure_text: Annotated[str, "The words of the figure."]
    claim_text: Annotated[str | None, "The words of the claim; null in the narrator's own voice."]
    context_text: Annotated[str, "The words around the figure: its paragraph, up to 160 characters on either side."]
    is_current: Annotated[bool, "The article is the newest version of its page."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerAlias:
    """A name that articles give a speaker, and the rule that joined it."""

    alias: Annotated[str, "What articles write."]
    rule: Annotated[NameRule, "Why it is this speaker."]
    claim_count: Annotated[int, "Claims under this name."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks, across articles. One row per speaker_id."""

    speaker_id: Annotated[str, "Hash of the form under which the spellings of the name meet."]
    speaker_name: Annotated[str, "The seed's name, else the spelling used most."]
    speaker_kind: Annotated[SpeakerKind, "What most claims say that the speaker is."]
    is_identified: Annotated[bool, "False for a bare surname or a description, which may be several people."]
    aliases_seen: Annotated[
        tuple[SpeakerAlias, ...],
        "Names that articles give, each with the rule that joined it: same_name, title_stripped, transliteration, "
        "surname_in_article, seed.",
    ]
    claim_count: Annotated[int, "Claims of this speaker."]
    article_count: Annotated[int, "Articles that print them."]
    figure_count: Annotated[int, "Figures in them."]
    first_said_on: Annotated[dt.date | None, "The earliest day on which one of them can have been said."]
    last_said_on: Annotated[dt.date | None, "The latest day on which one of them can have been said."]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletAlias:
    """A name that articles give an outlet, and the rule that joined it."""

    alias: Annotated[str, "What articles write."]
    rule: Annotated[OutletRule, "Why it is this outlet."]
    article_count: Annotated[int, "Articles under this name."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who prints or supplies articles. One row per outlet_id."""

    outlet_id: Annotated[str, "Hash of the form under which its names meet."]
    outlet_name: Annotated[str, "The seed's name, else the one used most."]
    outlet_kind: Annotated[OutletKind, "Agency: it supplied an article that another printed."]
    aliases_seen: Annotated[
        tuple[OutletAlias, ...],
        "Names that articles give, each with the rule that joined it: same_name, spelling, web_address, seed.",
    ]
    printed_article_count: Annotated[int, "Articles that it printed."]
    supplied_article_count: Annotated[int, "Articles that it supplied to others."]
    first_published_on: Annotated[dt.date | None, "The earliest day on which one of them can have been published."]
    last_published_on: Annotated[dt.date | None, "The latest day on which one of them can have been published."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDisagreement:
    """Figures of one thing, and how far they lie apart. One row per metric, class, side, place, unit and window."""

    disagreement_id: Annotated[str, "Hash of what is compared and of the first day of the window."]
    metric: Annotated[Metric, "What the numbers are numbers of."]
    counted_class: Annotated[str | None, "The class of what was counted."]
    side_name: Annotated[str | None, "Whose the counted are; null when none of the figures says."]
    place_name: Annotated[
        str | None, "Country, or for events the very place; in small letters when no known name is in its words."
    ]
    unit: Annotated[str | None, "Unit of the values below."]
    measure: Annotated[Measure, "Stock: a level at a moment; flow: a change in a period."]
    as_of_earliest: Annotated[dt.date | None, "First day of the window; null when no figure is dated."]
    as_of_latest: Annotated[dt.date | None, "Last day of the window."]
    example_text: Annotated[str | None, "What was counted, in the words used most."]
    place_names: Annotated[tuple[str, ...], "Places that the figures name."]
    figure_count: Annotated[int, "Figures, copies included."]
    article_count: Annotated[int, "Articles that print them."]
    story_count: Annotated[int, "Stories: articles with their copies collapsed."]
    originator_count: Annotated[int, "Distinct speakers whom the figures come from."]
    narrator_count: Annotated[int, "Stories that give a figure in their own voice or without a speaker."]
    undated_count: Annotated[int, "Figures that are in the window because nothing says that they are not."]
    speaker_names: Annotated[tuple[str, ...], "Speakers whom the figures come from."]
    outlet_names: Annotated[tuple[str, ...], "Outlets that print them."]
    lowest_value: Annotated[float, "Lowest end; vague words set it only when no number does."]
    highest_value: Annotated[float, "Highest end; vague words set it only when no number does."]
    spread_value: Annotated[float, "Highest less lowest."]
    spread_share: Annotated[float | None, "Spread as a share of the highest value; null when that is 0."]
    ranges_overlap: Annotated[bool, "One value lies in the range of every figure; 'about' reaches 5 percent further."]
    corroboration: Annotated[
        Corroboration,
        "Single: fewer than two speakers give a number; agreed: the ranges overlap; contested: they do not.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementFigure:
    """A figure behind a row of figure_disagreements. One row per disagreement and figure."""

    disagreement_figure_id: Annotated[str, "Hash of disagreement_id and figure_id."]
    disagreement_id: Annotated[str, "The row that it stands behind."]
    figure_id: Annotated[str, "The figure."]
    is_dated: Annotated[bool, "Its own days lie in the window; else nothing says that they do not."]
    is_placed: Annotated[bool, "It names the place; else nothing says that it is of another."]
    is_vague: Annotated[bool, "Its words are vague: 'thousands'."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRevision:
    """A number of one speaker that follows another of the same thing. One row per pair of consecutive figures."""

    revision_id: Annotated[str, "Hash of both figures."]
    from_figure_id: Annotated[str, "The figure before."]
    to_figure_id: Annotated[str, "The figure after."]
    speaker_id: Annotated[str, "Who gave both."]
    speaker_name: Annotated[str, "Name of the speaker."]
    metric: Annotated[Metric, "What the numbers are numbers of."]
    counted_class: Annotated[str | None, "The class of what was counted."]
    side_name: Annotated[str | None, "Whose the counted are."]
    place_name: Annotated[str | None, "Country, or for events the very place."]
    unit: Annotated[str | None, "Unit of the values."]
    measure: Annotated[Measure, "Stock: a level at a moment; flow: a change in a period."]
    from_value_low: Annotated[float | None, "Lower end before; null when open."]
    from_value_high: Annotated[float | None, "Upper end before; null when open."]
    to_value_low: Annotated[float | None, "Lower end after; null when open."]
    to_value_high: Annotated[float | None, "Upper end after; null when open."]
    direction: Annotated[Direction, "How the range moved."]
    from_as_of_earliest: Annotated[dt.date | None, "First day for which the number before can hold."]
    from_as_of_latest: Annotated[dt.date | None, "Last day for which it can hold."]
    to_as_of_earliest: Annotated[dt.date | None, "First day for which the number after can hold."]
    to_as_of_latest: Annotated[dt.date | None, "Last day for which it can hold."]
    is_order_certain: Annotated[
        bool, "The days of both are known and do not overlap; else the order is that of their first possible days."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDispute:
    """A denial and a claim that it answers. One row per pair."""

    dispute_id: Annotated[str, "Hash of both claims."]
    denial_claim_id: Annotated[str, "The claim that denies."]
    answered_claim_id: Annotated[str, "The claim that is denied."]
    dispute_kind: Annotated[
        DisputeKind, "Denies: by its verb; contradicts: by its words ('that is not true'); could_not_verify: no denial."
    ]
    is_same_article: Annotated[bool, "Both stand in one article."]
    tie: Annotated[DisputeTie, "What ties the two."]
    shared_terms: Annotated[tuple[str, ...], "Words in both, as the denial has them."]
    shared_figures: Annotated[tuple[str, ...], "Figures in both, as the denial has them."]
    shared_parties: Annotated[tuple[str, ...], "Speaker of the one whom the other names."]
    shared_share: Annotated[float, "Shared terms as a share of the terms of the shorter claim."]
    reason_text: Annotated[str, "The same in words."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricValue:
    """A number that dashboards show. One row per metric_name and dimension_value."""

    metric_value_id: Annotated[str, "Hash of metric_name and dimension_value."]
    metric_name: Annotated[
        MetricName,
        "Per day of publication, figures; per speaker, claims; per metric, share of figures with a speaker, median of "
        "spread_share, share of disagreements that are contested; per outlet, share of articles dated to the day.",
    ]
    dimension_name: Annotated[MetricDimension, "What dimension_value is."]
    dimension_value: Annotated[str, "Day, speaker_id, metric or outlet; 'unknown' when the article does not say."]
    value: Annotated[float, "The number; a share is from 0 to 1."]
    row_count: Annotated[int, "Rows that it was counted from."]


# ------------------------------------------------------------------------------------------- reading this file


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a record or of a published table."""

    name: str
    type_: Any
    meaning: str
    is_nullable: bool
    allowed: tuple[str, ...]


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """Return the columns of a record, in the order of its fields.

    `type_` is str, int, float, bool, datetime, date, a record, or a tuple of one of them; a closed list is str
    with its values in `allowed`.
    """
    return tuple(_column(name, hint) for name, hint in get_type_hints(record, include_extras=True).items())


def _column(name: str, hint: Any) -> Column:
    type_, meaning = get_args(hint)
    options = get_args(type_) if get_origin(type_) in (Union, UnionType) else (type_,)
    (inner,) = (option for option in options if option is not type(None))
    allowed = get_args(inner) if get_origin(inner) is Literal else ()
    return Column(
        name=name,
        type_=str if allowed else inner,
        meaning=meaning,
        is_nullable=len(options) > 1,
        allowed=allowed,
    )


def _joined(*records: type, first: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> tuple[Column, ...]:
    columns = {column.name: column for record in records for column in columns_of(record)}
    rest = tuple(name for name in columns if name not in first + without)
    return tuple(columns[name] for name in first + rest)


PUBLISHED: dict[str, tuple[Column, ...]] = {
    "documents": _joined(Document, DocumentCounts, without=("text", "hints", "dump_id", "is_cut")),
    "segments": _joined(Segment),
    "articles": _joined(Article, ArticleStory),
    "article_appearances": _joined(ArticleAppearance),
    "date_candidates": _joined(DateCandidate),
    "claims": _joined(Claim, ClaimSpeaker, without=("document_id",)),
    "figures": _joined(Figure, FigureClaim, first=("figure_id", "article_id", "claim_id"), without=("document_id",)),
    "figure_ledger": _joined(FigureLedger),
    "speakers": _joined(Speaker),
    "outlets": _joined(Outlet),
    "figure_disagreements": _joined(FigureDisagreement),
    "figure_disagreement_figures": _joined(DisagreementFigure),
    "figure_revisions": _joined(FigureRevision),
    "claim_disputes": _joined(ClaimDispute),
    "metrics": _joined(MetricValue),
    "rejects": _joined(Reject),
    "tombstones": _joined(Tombstone),
    "runs": _joined(Run),
    "quality_results": _joined(QualityResult),
}
