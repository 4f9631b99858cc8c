"""How the server's log is written: one line for each thing, with its time."""

from __future__ import annotations

import logging
from typing import Any


class Line(logging.Formatter):
    """One record, one line: what a driver says in many goes into one."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.message = " ".join(record.message.split())
        return super().formatMessage(record)


def log_config() -> dict[str, Any]:
    """Return the configuration of the whole log, for every process of the server."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": Line, "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
        },
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"level": "WARNING", "handlers": ["out"]},
    }
