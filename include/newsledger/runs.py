"""What ran, when, with which code, on what: one row in the lake for each run of a step."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from newsledger import lake
from newsledger.identity import content_id
from newsledger.settings import Settings
from newsledger.vocabulary import Run, Step
from newsledger.warehouse import utc_now

_MOST_TOLD = 2000


def record_run(
    settings: Settings,
    step: Step,
    started_at: dt.datetime,
    code_version: str,
    input_text: str,
    output_text: str,
    is_done: bool = True,
) -> Run:
    """Write down that a step ran, with which code on which input and what came of it, and return the row."""
    run = Run(
        run_id=content_id(step, input_text, started_at.isoformat()),
        step=step,
        started_at=started_at,
        finished_at=utc_now(),
        outcome="done" if is_done else "failed",
        code_version=code_version,
        input_text=input_text,
        output_text=output_text,
    )
    lake.write_records(settings.lake / "runs" / f"{run.run_id}.parquet", Run, [run])
    return run


@contextmanager
def recording_failure(
    settings: Settings, step: Step, started_at: dt.datetime, code_version: str, input_text: str
) -> Iterator[None]:
    """Write down a run that ends in an error, whichever it is, and let the error go on."""
    try:
        yield
    except Exception as error:
        told = f"{type(error).__name__}: {error}"[:_MOST_TOLD]
        record_run(settings, step, started_at, code_version, input_text, told, is_done=False)
        raise
