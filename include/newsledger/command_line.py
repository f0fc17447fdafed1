"""What all commands share: their output, the home, errors as messages, progress."""

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.logging import RichHandler
from rich.progress import track

from newsledger.errors import LedgerError
from newsledger.schema import to_plain
from newsledger.settings import Settings, read_settings

# A pipe has no width of its own, and 80 columns break the table of figures.
console = Console(width=None if sys.stdout.isatty() else 132)
errors = Console(stderr=True)

Home = Annotated[
    Path | None,
    typer.Option("--home", help="Folder for all output. Default: $NEWSLEDGER_HOME, else data/ in the project."),
]
Dumps = Annotated[
    str | None,
    typer.Argument(help="A file, a folder or a URI. Default: $NEWSLEDGER_DUMPS, else the sample dumps."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Everything as JSON.")]


def settings_of(home: Path | None, dumps: str | None = None) -> Settings:
    """Return the settings that the environment and the command line give.

    Raises:
        LedgerError: a location cannot be used.
    """
    if dumps is not None and not dumps.strip():
        raise LedgerError("the location of the dumps is empty")
    given = {"NEWSLEDGER_HOME": str(home)} if home else {}
    given |= {"NEWSLEDGER_DUMPS": _absolute(dumps)} if dumps else {}
    settings = read_settings({**os.environ, **given})
    os.environ.setdefault("AIRFLOW_HOME", str(settings.home / "airflow"))  # importing Airflow makes folders there
    return settings


def _absolute(dumps: str) -> str:
    return dumps if "://" in dumps else str(Path(dumps).expanduser().absolute())


@contextmanager
def reasons() -> Iterator[None]:
    """Show an error that a user can mend as its message, and log lines of the steps on standard error."""
    root = logging.getLogger()
    for handler in root.handlers[:]:  # Airflow, once imported, logs to standard output, where results belong
        if getattr(handler, "stream", None) is sys.stdout:
            root.removeHandler(handler)
    if errors.is_terminal:  # the same console as the progress bars, so that neither breaks the other
        handler = RichHandler(console=errors, show_time=False, show_level=False, show_path=False)
        logging.basicConfig(format="%(message)s", handlers=[handler])
    else:
        logging.basicConfig(format="%(message)s", stream=sys.stderr)
    logging.getLogger("newsledger").setLevel(logging.INFO)
    try:
        yield
    except BrokenPipeError:  # whoever reads has seen enough, as `head` does: that is no error, and ends quietly
        raise
    except (LedgerError, OSError) as error:  # OSError: a full disk, a folder that may not be written; it names the file
        tell_error(str(error))
        raise typer.Exit(1) from error


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Turn a wheel on a terminal while something of unknown length goes on; nothing in a pipe."""
    if not errors.is_terminal:
        yield
        return
    with errors.status(what):
        yield


def progress_bar(what: str, things: Iterable[Any], total: int) -> Iterable[Any]:
    """Give the same things, with a bar on a terminal; nothing in a pipe."""
    return track(things, what, total=total, console=errors, disable=not errors.is_terminal)


def tell(text: str) -> None:
    """Print a line for people and pipes, without colour."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def tell_json(value: Any) -> None:
    """Print records, dicts and lists as JSON; clocks and days in ISO 8601, UTC."""
    typer.echo(json.dumps(to_plain(value), ensure_ascii=False, indent=2, default=_to_json))


def tell_beside(text: str) -> None:
    """Print what goes on, a line on standard error: results alone are on standard output."""
    errors.print(text, markup=False, highlight=False, soft_wrap=True)


def tell_error(text: str) -> None:
    """Print a line on standard error."""
    errors.print(text, style="red", markup=False, highlight=False, soft_wrap=True)


def _to_json(value: Any) -> Any:
    return to_plain(value) if is_dataclass(value) else value.isoformat()
