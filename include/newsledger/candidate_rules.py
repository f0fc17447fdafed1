"""What would surprise us in a candidate, before readers see it. Data only: expectations.py asks.

A rule about rows is a query that returns the keys of the rows that break it; a rule about a share names a column. Each
says why it is there.
"""

# ruff: noqa: S608 -- the queries are our own; nothing from a dump reaches them
import datetime as dt

from newsledger.rules import RowRule, Rule, ShareRule

# When each outlet was seen: the capture clocks of its pages, else the days of its articles. What is late is told by the
# newest of all and not by today, so that an archive from long ago is not late as a whole.
_OUTLET_DAYS = """
    select articles.outlet_name, max(coalesce(seen.fetched_at::date, articles.published_at::date)) as seen_on
    from {batch} as articles
    inner join article_appearances as seen on articles.article_id = seen.article_id
    where articles.outlet_name is not null and coalesce(seen.fetched_at, articles.published_at) is not null
    group by articles.outlet_name, coalesce(seen.fetched_at::date, articles.published_at::date)
"""
_OUTLETS = f"""
    select
        outlet_name,
        count(*) as day_count,
        max(seen_on) as newest_on,
        median(gap_days) as usual_gap_days,
        max(max(seen_on)) over () as newest_of_all_on
    from (
        select *, seen_on - lag(seen_on) over (partition by outlet_name order by seen_on) as gap_days
        from ({_OUTLET_DAYS}) as seen_days
    ) as outlet_days
    group by outlet_name
"""
_SILENT_OUTLETS = f"""
    select outlet_name as key from ({_OUTLETS}) as outlets
    where day_count >= 5 and newest_of_all_on - newest_on > greatest(3 * usual_gap_days, 7)
"""


def list_candidate_rules(today: dt.date) -> tuple[Rule, ...]:
    """Return the rules of an audit that runs on this day (UTC)."""
    return (
        RowRule(
            rule_id="claims_quote_their_article",
            table_name="claims",
            severity="critical",
            query="""
                select claims.claim_id as key from {batch} as claims
                left join articles on claims.article_id = articles.article_id
                where claims.claim_text is distinct from array_to_string(list_transform(
                        claims.spans,
                        lambda part: substring(
                            articles.body_text, part.char_start + 1, part.char_end - part.char_start)
                    ), ' … ')
                    or claims.char_start is distinct from claims.spans[1].char_start
                    or claims.char_end is distinct from claims.spans[-1].char_end
                    or claims.char_start < 0 or length(claims.claim_text) = 0
            """,
            reason_text="A reader must find a claim's words at its offsets; a shifted one quotes somebody wrongly.",
        ),
        RowRule(
            rule_id="speakers_and_cues_quote_their_article",
            table_name="claims",
            severity="critical",
            query="""
                select claims.claim_id as key from {batch} as claims
                left join articles on claims.article_id = articles.article_id
                where (claims.speaker_text is not null and claims.speaker_text is distinct from substring(
                        articles.body_text, claims.speaker_char_start + 1,
                        claims.speaker_char_end - claims.speaker_char_start))
                    or (claims.cue_text is not null and claims.cue_text is distinct from substring(
                        articles.body_text, claims.cue_char_start + 1,
                        claims.cue_char_end - claims.cue_char_start))
                    or (claims.speaker_text is null) != (claims.speaker_char_start is null)
                    or (claims.cue_text is null) != (claims.cue_char_start is null)
                    or least(claims.speaker_char_start, claims.cue_char_start) < 0
            """,
            reason_text="The speaker and the reporting verb are evidence too and must stand where the row says.",
        ),
        RowRule(
            rule_id="figures_quote_their_article",
            table_name="figures",
            severity="critical",
            query="""
                select figures.figure_id as key from {batch} as figures
                left join articles on figures.article_id = articles.article_id
                where figures.figure_text is distinct from substring(
                        articles.body_text, figures.char_start + 1, figures.char_end - figures.char_start)
                    or figures.char_start < 0 or length(figures.figure_text) = 0
            """,
            reason_text="A number without its words cannot be checked by anyone.",
        ),
        RowRule(
            rule_id="figures_stand_in_their_claim",
            table_name="figures",
            severity="critical",
            query="""
                select figures.figure_id as key from {batch} as figures
                left join claims on figures.claim_id = claims.claim_id
                where figures.claim_id is not null
                    and (claims.article_id is distinct from figures.article_id or not list_bool_or(list_transform(
                        claims.spans,
                        lambda part: part.char_start < figures.char_end and figures.char_start < part.char_end)))
            """,
            reason_text="A number in a claim whose words do not hold it is put into somebody's mouth.",
        ),
        RowRule(
            rule_id="ledger_repeats_its_figures",
            table_name="figure_ledger",
            severity="critical",
            query="""
                select coalesce(ledger.figure_id, figures.figure_id) as key from {batch} as ledger
                full join figures on ledger.figure_id = figures.figure_id
                left join claims on figures.claim_id = claims.claim_id
                where ledger.figure_id is null or figures.figure_id is null
                    or ledger.value_low is distinct from figures.value_low
                    or ledger.value_high is distinct from figures.value_high
                    or ledger.unit is distinct from figures.unit
                    or ledger.figure_text is distinct from figures.figure_text
                    or ledger.as_of_earliest is distinct from figures.as_of_earliest
                    or ledger.speaker_name is distinct from claims.speaker_name
            """,
            reason_text="Most readers use the ledger alone; what it lost or changed is not looked for elsewhere.",
        ),
        RowRule(
            rule_id="ranges_are_in_order",
            table_name="figures",
            severity="critical",
            query="""
                select figure_id as key from {batch}
                where value_low > value_high or (value_low is null and value_high is null)
                    or isnan(coalesce(value_low, 0)) or isinf(coalesce(value_low, 0))
                    or isnan(coalesce(value_high, 0)) or isinf(coalesce(value_high, 0))
            """,
            reason_text="A range from high to low, or with no finite end, is a misread number.",
        ),
        RowRule(
            rule_id="bounds_agree_with_ends",
            table_name="figures",
            severity="critical",
            query="""
                select figure_id as key from {batch}
                where (bound in ('exact', 'about') and value_low is distinct from value_high)
                    or (bound in ('at_least', 'more_than') and (value_low is null or value_high is not null))
                    or (bound in ('at_most', 'less_than') and (value_high is null or value_low is not null))
                    or (bound in ('between', 'vague') and (value_low is null or value_high is null))
            """,
            reason_text="'Over 10,000' has no upper end; a closed end there is a number that nobody gave.",
        ),
        RowRule(
            rule_id="figures_have_a_unit_or_are_bare",
            table_name="figures",
            severity="critical",
            query="select figure_id as key from {batch} where unit is null and unit_text is not null",
            reason_text="A unit that was printed and not read makes metres of miles.",
        ),
        RowRule(
            rule_id="no_article_is_dated_after_its_capture",
            table_name="articles",
            severity="critical",
            query=f"""
                select articles.article_id as key from {{batch}} as articles
                left join documents on articles.document_id = documents.document_id
                where articles.published_at > documents.fetched_at
                    or articles.published_at::date > date '{today.isoformat()}' + 1
                    or articles.published_latest > date '{today.isoformat()}' + 1
            """,
            reason_text="A page cannot be older than its story. One day is left for time zones.",
        ),
        RowRule(
            rule_id="published_at_is_null_unless_the_day_is_known",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where (published_at is null)
                    != (published_basis = 'none' or published_precision not in ('minute', 'day'))
            """,
            reason_text="A guessed day is the mistake that this ledger exists to avoid.",
        ),
        RowRule(
            rule_id="publication_intervals_hold_their_date",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where published_earliest > published_latest
                    or (published_at is not null and not coalesce(
                        published_at::date between published_earliest and published_latest, false))
                    or (published_basis != 'none' and published_evidence_text is null)
            """,
            reason_text="The interval says what the text proves; the date must lie in it and have evidence.",
        ),
        RowRule(
            rule_id="publication_precision_is_that_of_the_interval",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where (published_precision in ('minute', 'day')
                        and coalesce(published_latest - published_earliest, 99) > 1)
                    or (published_basis = 'none'
                        and (published_earliest is not null or published_evidence_text is not null))
            """,
            reason_text="A day that spans a week is no day, a date without a basis is a guess. Zones may add a day.",
        ),
        RowRule(
            rule_id="dates_from_the_text_stand_in_it",
            table_name="articles",
            severity="critical",
            query="""
                select article_id as key from {batch}
                where published_basis = 'content' and strpos(body_text, published_evidence_text) = 0
            """,
            reason_text="A bound that the text gives is quoted from it; words that are not there prove nothing.",
        ),
        RowRule(
            rule_id="nothing_is_said_in_the_future",
            table_name="claims",
            severity="critical",
            query=f"""
                select claim_id as key from {{batch}} where said_earliest > date '{today.isoformat()}' + 1
                union all
                select figure_id as key from figures
                where as_of_basis in ('said', 'publication_proxy')
                    and as_of_earliest > date '{today.isoformat()}' + 1
            """,
            reason_text="What was said has been said. A day of time zones is left; events may lie ahead.",
        ),
        RowRule(
            rule_id="former_versions_have_a_successor",
            table_name="articles",
            severity="critical",
            query="""
                select former.article_id as key from {batch} as former
                left join articles as later on former.article_id = later.supersedes_article_id
                where former.is_current != (later.article_id is null)
                    or former.supersedes_article_id = former.article_id
                    or (former.supersedes_article_id is null) != (former.version = 1)
            """,
            reason_text="Dashboards show current rows only; a version without a successor would be shown nowhere.",
        ),
        RowRule(
            rule_id="articles_were_seen_somewhere",
            table_name="articles",
            severity="critical",
            query="""
                select articles.article_id as key from {batch} as articles
                anti join article_appearances on articles.article_id = article_appearances.article_id
            """,
            reason_text="An article that no page printed has lost the way back to its dump.",
        ),
        RowRule(
            rule_id="long_articles_say_something",
            table_name="articles",
            severity="warning",
            query="""
                select articles.article_id as key from {batch} as articles
                anti join claims on articles.article_id = claims.article_id
                anti join figures on articles.article_id = figures.article_id
                where articles.language = 'en' and articles.word_count >= 200
            """,
            reason_text="News of 200 words without a speaker or a number is rare; many such rows are an extractor that "
            "failed.",
        ),
        RowRule(
            rule_id="publication_dates_agree",
            table_name="date_candidates",
            severity="warning",
            query="""
                select article_id as key from {batch}
                where candidate_role = 'publication' and date_precision in ('minute', 'day')
                    and basis not in ('byline', 'relative_to_capture')
                group by article_id
                having max(earliest) > min(latest) + 1
            """,
            reason_text="A page that states two days is published with the interval that holds both; one is wrong.",
        ),
        RowRule(
            rule_id="claims_have_a_speaker_or_say_unattributed",
            table_name="claims",
            severity="critical",
            query="""
                select claim_id as key from {batch}
                where (speaker_resolution = 'unattributed') != (speaker_text is null)
                    or (speaker_text is null) != (speaker_name is null)
                    or (speaker_text is null) != (speaker_kind is null)
                    or (speaker_name is null) != (speaker_id is null)
            """,
            reason_text="An empty speaker must be a statement, not an accident.",
        ),
        RowRule(
            rule_id="said_and_as_of_intervals_are_in_order",
            table_name="claims",
            severity="critical",
            query="""
                select claim_id as key from {batch} where said_earliest > said_latest
                union all
                select figure_id as key from figures where as_of_earliest > as_of_latest
            """,
            reason_text="An interval that ends before it begins is a misresolved date.",
        ),
        RowRule(
            rule_id="segments_tile_their_document",
            table_name="segments",
            severity="critical",
            query="""
                select cut.segment_id as key from (
                    select
                        segments.segment_id,
                        segments.char_start,
                        segments.char_end,
                        segments.segment_text,
                        documents.char_count,
                        lag(segments.char_end, 1, 0) over by_document as previous_end,
                        lead(segments.char_start) over by_document as next_start
                    from {batch} as segments
                    left join documents on segments.document_id = documents.document_id
                    window by_document as (partition by segments.document_id order by segments.ordinal)
                ) as cut
                where cut.char_start != cut.previous_end
                    or cut.char_end <= cut.char_start
                    or length(cut.segment_text) != cut.char_end - cut.char_start
                    or (cut.next_start is null and cut.char_end is distinct from cut.char_count)
            """,
            reason_text="Every character of a document lies in exactly one segment; a gap is lost text.",
        ),
        RowRule(
            rule_id="documents_are_cut",
            table_name="documents",
            severity="critical",
            query="""
                select documents.document_id as key from {batch} as documents
                anti join segments on documents.document_id = segments.document_id
            """,
            reason_text="A document without segments has vanished between reading and cutting.",
        ),
        RowRule(
            rule_id="ledger_is_not_empty",
            table_name="articles",
            severity="warning",
            query="select 'no articles' as key from {batch} having count(*) = 0",
            reason_text="Rules about rows pass on an empty table. An empty ledger is right only before the first dump.",
        ),
        RowRule(
            rule_id="values_are_of_this_world",
            table_name="figures",
            severity="warning",
            query="select figure_id as key from {batch} where greatest(abs(value_low), abs(value_high)) > 1e15",
            reason_text="World output is about 1e14 USD a year; larger values are misread scale words.",
        ),
        RowRule(
            rule_id="outlets_keep_coming_in",
            table_name="articles",
            severity="warning",
            query=_SILENT_OUTLETS,
            reason_text="An outlet that came in steadily and no more: its feed, its address or its page has changed.",
        ),
        ShareRule(
            rule_id="articles_are_dated",
            table_name="articles",
            severity="warning",
            column="published_at",
            least_share=0.5,
            reason_text="Most news pages print their date; a lower share points at a stamp that we do not read yet.",
        ),
        ShareRule(
            rule_id="claims_are_attributed",
            table_name="claims",
            severity="warning",
            column="speaker_text",
            least_share=0.8,
            reason_text="About one claim in ten is 'reportedly'; a lower share points at speakers that are not found.",
        ),
    )
