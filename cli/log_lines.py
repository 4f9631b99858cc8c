"""The server's log: one line for each record, with its time, and of limited length.

Nothing that a visitor sends can begin a line of its own: unprintable letters are escaped, and the
lines of a trace are indented. Files are rotated by size.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
from pathlib import Path
from typing import Any

from filelock import FileLock

from ioc.settings import Settings
from ioc.words.catalogue import say

MOST_LETTERS, MOST_TRACE = 2_000, 12_000
_INDENT = "    | "


class LineFormatter(logging.Formatter):
    """One record, one line: a driver's message of several lines becomes one."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.message = one_line(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        """Return a trace with indented lines; of a long one the beginning and the end."""
        return _indent(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:
        """Return a stack like a trace."""
        return _indent(super().formatStack(stack_info))


def one_line(text: str) -> str:
    r"""Return a text on one line of bounded length in which everything can be seen.

    >>> one_line("một\nhai\x1b[2J\u202e")
    'một hai\\x1b[2J\\u202e'
    >>> len(one_line("a" * 5_000)) < 2_050
    True
    """
    line = _visible(" ".join(text.split()))
    if len(line) <= MOST_LETTERS:
        return line
    left_out = str(len(line) - MOST_LETTERS)
    return say("command-log-cut", text=line[:MOST_LETTERS], count=left_out)


def _visible(text: str) -> str:
    """Return a text with what cannot be printed escaped."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def _indent(text: str) -> str:
    if len(text) > MOST_TRACE:
        half = MOST_TRACE // 2
        left_out = len(text) - 2 * half
        cut = say("command-log-left-out", count=str(left_out))
        text = f"{text[:half]}\n{cut}\n{text[-half:]}"
    return "\n".join(_INDENT + _visible(line) for line in text.splitlines())


class RotatedFile(logging.handlers.WatchedFileHandler):
    """A file that several processes write to; a full one is put aside, the oldest one removed.

    Args:
        filename: of the file; those put aside end in .1, .2 and so on.
        most_bytes: a file that has reached them is put aside.
        files: how many are kept beside the one that is written.
    """

    def __init__(self, filename: str, most_bytes: int, files: int) -> None:
        Path(filename).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(filename, encoding="utf-8")
        self._most_bytes, self._files = most_bytes, files

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, in the file that has the name now."""
        super().emit(record)
        if self.stream is not None and os.fstat(self.stream.fileno()).st_size >= self._most_bytes:
            self._put_aside()

    def _put_aside(self) -> None:
        path = Path(self.baseFilename)
        with FileLock(f"{path}.khoa"):
            # Another process may have done it meanwhile.
            if not path.exists() or path.stat().st_size < self._most_bytes:
                return
            for number in range(self._files, 1, -1):
                older = Path(f"{path}.{number - 1}")
                if older.exists():
                    older.replace(f"{path}.{number}")
            path.replace(f"{path}.1")


def log_config(settings: Settings) -> dict[str, Any]:
    """Return the configuration of the whole log, for every process of the server."""
    handlers = {"out": _handler(settings, "ioc.log", "line")}
    loggers: dict[str, Any] = {}
    if settings.access_log:
        handlers["access"] = _handler(settings, "truy-cap.log", "access")
        loggers["ioc.access"] = {"level": "INFO", "handlers": ["access"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": LineFormatter, "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "access": {"()": LineFormatter, "fmt": "%(asctime)s %(message)s"},
        },
        "handlers": handlers,
        "loggers": loggers,
        "root": {"level": "WARNING", "handlers": ["out"]},
    }


def _handler(settings: Settings, name: str, formatter: str) -> dict[str, Any]:
    if not settings.log_folder:
        return {
            "class": "logging.StreamHandler",
            "formatter": formatter,
            "stream": "ext://sys.stderr",
        }
    return {
        "()": RotatedFile,
        "formatter": formatter,
        "filename": str(Path(settings.log_folder) / name),
        "most_bytes": settings.log_megabytes * 2**20,
        "files": settings.log_files,
    }
