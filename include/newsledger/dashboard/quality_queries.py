"""What the page about quality asks of the published file: clocks, shares, checks, refused records and runs."""

import pyarrow as pa

from newsledger.dashboard.queries import MOST_ROWS, Connection, Row, ask_rows, ask_table


def read_freshness(connection: Connection) -> Row:
    """Return counts of the tables, and the newest clocks: of a story, a capture, a reading and an audit."""
    (row,) = ask_rows(
        connection,
        """
        select
            (select count(*) from articles) as article_count,
            (select count(*) from claims) as claim_count,
            (select count(*) from rejects) as reject_count,
            (select count(*) from articles where published_at is not null) as dated_count,
            (select count(*) from claims where speaker_text is not null) as attributed_count,
            (select max(published_at) from articles) as newest_story_at,
            (select max(fetched_at) from documents) as newest_capture_at,
            (select max(finished_at) from runs where step = 'ingest') as last_read_at,
            (select max(audited_at) from quality_results where audit_stage = 'candidate') as last_audit_at,
        """,
    )
    return row


def find_shares(connection: Connection, limit: int = MOST_ROWS) -> pa.Table:
    """Return the share of articles dated to the day and of claims attributed, audit by audit, the latest ones."""
    return ask_table(
        connection,
        """
        with latest as (
            select
                audited_at, build_id, observed_value as share, checked_count,
                case rule_id when 'articles_are_dated' then 'articles dated to the day' else 'claims attributed' end
                    as what,
            from quality_results
            where rule_id in ('articles_are_dated', 'claims_are_attributed') and observed_value is not null
            order by audited_at desc, rule_id
            limit $limit
        )
        select * from latest order by audited_at, what
        """,
        limit=limit,
    )


def find_checks(connection: Connection) -> pa.Table:
    """Return what the last audit of the candidate and of the lake found, failed checks first, critical ones on top."""
    return ask_table(
        connection,
        """
        select
            rule_id, severity, is_passed, table_name, audit_stage, checked_count, failed_count, observed_text,
            failing_keys, reason_text, audited_at, build_id,
        from quality_results
        qualify audited_at = max(audited_at) over (partition by audit_stage)
        order by
            is_passed, case severity when 'critical' then 0 when 'warning' then 1 else 2 end, audit_stage, rule_id
        limit $limit
        """,
        limit=MOST_ROWS,
    )


def count_rejects(connection: Connection) -> pa.Table:
    """Return how many records were refused, by reason."""
    return ask_table(
        connection,
        "select reason, count(*) as reject_count from rejects group by reason order by reject_count desc, reason",
    )


def find_rejects(connection: Connection, reason: str = "", limit: int = MOST_ROWS) -> pa.Table:
    """Return refused records, of one reason or of all."""
    return ask_table(
        connection,
        """
        select reject_id, reason, detail_text, dump_uri, record_locator,
        from rejects
        where $reason = '' or reason = $reason
        order by dump_uri, record_locator, reject_id
        limit $limit
        """,
        reason=reason,
        limit=limit,
    )


def find_runs(connection: Connection, limit: int = MOST_ROWS) -> pa.Table:
    """Return runs of the steps, the latest first."""
    return ask_table(
        connection,
        """
        select finished_at, step, outcome, input_text, output_text, started_at, code_version, run_id,
        from runs
        order by started_at desc, run_id
        limit $limit
        """,
        limit=limit,
    )
