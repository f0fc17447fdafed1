"""The dashboard on loopback, and beside it the pages that dbt and the audit have written."""

import os
from pathlib import Path

from newsledger.dashboard.static_files import with_files_at_hand
from newsledger.loopback import HOST
from newsledger.settings import Settings

# Address of a documentation page: its folder in the home, its title, what it tells, and the command that writes it.
DOCUMENTS = {
    "/documentation-of-tables": (
        "dbt_docs",
        "Tables and columns, and how they are made (dbt)",
        "What each table and column holds, the tests on it, and from which tables it is made.",
        "build",
    ),
    "/documentation-of-audit": (
        "data_docs",
        "The last audit, check by check",
        "What was asked of the data before it was published, why, and which rows broke a rule.",
        "audit",
    ),
}
_OPTIONS = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "viewer",
    "global.developmentMode": False,
    "logger.level": "warning",
    "server.fileWatcherType": "none",
    "server.headless": True,
    "theme.dark.primaryColor": "#56B4E9",
    "theme.light.primaryColor": "#0072B2",
}


def serve(settings: Settings, port: int) -> None:
    """Serve the dashboard of this home on 127.0.0.1 until the process is ended."""
    import streamlit as st
    import uvicorn
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles
    from streamlit import config

    # What the pages need is imported before the first visit, not during it.
    from newsledger.dashboard import (  # noqa: F401
        articles_page,
        claims_page,
        documentation_page,
        figures_page,
        quality_page,
        row_page,
    )

    for name, value in _OPTIONS.items():
        config.set_option(name, value)
    os.environ["NEWSLEDGER_HOME"] = str(settings.home)  # the script, which runs in this process, reads it

    for folder, *_ in DOCUMENTS.values():  # what is not written yet is not found, and is no error
        (settings.home / folder).mkdir(parents=True, exist_ok=True)
    routes = [
        Mount(path, StaticFiles(directory=settings.home / folder, html=True, check_dir=False))
        for path, (folder, *_) in DOCUMENTS.items()
    ]
    dashboard = st.App(Path(__file__).with_name("app.py"), routes=routes)
    scripts = Path(st.__file__).parent / "static" / "static"
    uvicorn.run(with_files_at_hand(dashboard, scripts), host=HOST, port=port, log_level="warning", access_log=False)
