"""One worker process of the application on a store that is there already."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from data.store.engine import open_engine
from ioc.settings import Settings
from server import create_app


def serve(url: str, port: int, var: Path) -> None:
    """Serve the store at this address until somebody ends the process."""
    app = create_app(open_engine(url), Settings(var=var, database_url=url))
    uvicorn.run(app, port=port, log_level="warning", timeout_graceful_shutdown=1)
