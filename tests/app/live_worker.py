"""One worker process of the application on a store that is there already: DATABASE_URL PORT VAR."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from data.store import open_engine
from ioc.settings import Settings
from server import create_app

if __name__ == "__main__":
    url, port, var = sys.argv[1:]
    app = create_app(open_engine(url), Settings(var=Path(var), database_url=url))
    uvicorn.run(app, port=int(port), log_level="warning", timeout_graceful_shutdown=1)
