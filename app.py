"""The front door: settings, engine, application; and the command line (app.py --help)."""

from __future__ import annotations

import gc
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get a clear line, not a trace
    sys.exit(
        "Cần Python 3.11 trở lên; đang chạy Python "
        + ".".join(str(part) for part in sys.version_info[:3])
        + "."
    )

from typing import TYPE_CHECKING

from ioc.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI


def create_asgi() -> FastAPI:
    """Return the application for one worker process, as configured by the environment."""
    from cli.parent import end_with_parent
    from data.store.engine import open_engine
    from server import create_app

    end_with_parent()

    settings = Settings()
    app = create_app(open_engine(settings.url), settings)
    # What exists by now stays: else each full collection walks through all of it, and a request
    # waits for that.
    gc.collect()
    gc.freeze()
    return app


def main() -> None:
    """Run the command line."""
    from cli.commands import run

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
