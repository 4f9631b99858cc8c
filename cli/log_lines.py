"""How the server's log is written: one line for each thing, with its time."""

from __future__ import annotations

import logging
import re
from typing import Any

_DIED = re.compile(r"Child process \[(\d+)\] died")


class Line(logging.Formatter):
    """One record, one line: what a driver says in many goes into one."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.message = " ".join(record.message.split())
        return super().formatMessage(record)


class WorthSaying(logging.Filter):
    """Lets through what goes wrong, and that a worker process died, which is only told as news."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the record is written."""
        if record.levelno >= logging.WARNING:
            return True
        died = _DIED.fullmatch(record.getMessage())
        if died is None:
            return False
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg = "worker process %s ended by itself, another takes its place"
        record.args = (died[1],)
        return True


def log_config() -> dict[str, Any]:
    """Return the configuration of the whole log, for every process of the server."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": Line, "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
        },
        "filters": {"worth": {"()": WorthSaying}},
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["worth"],
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"level": "WARNING", "handlers": ["out"]},
        "loggers": {"uvicorn.error": {"level": "INFO"}},
    }
