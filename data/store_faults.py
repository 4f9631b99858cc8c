"""When the store itself cannot: full, locked, away, damaged. No fault of the program's."""

from __future__ import annotations

import sqlite3

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError

from data.damage import WORDS, remember_damage
from ioc.errors import IocError

_FULL = "Hết chỗ trên đĩa của kho dữ liệu. Hãy giải phóng chỗ rồi thử lại."
_BUSY = "Kho dữ liệu đang bận. Hãy thử lại sau ít giây."
_AWAY = "Kho dữ liệu không trả lời. Hãy thử lại sau ít giây."
_SQLITE = {
    sqlite3.SQLITE_CORRUPT: WORDS,
    sqlite3.SQLITE_NOTADB: WORDS,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_IOERR: _AWAY,
    sqlite3.SQLITE_CANTOPEN: _AWAY,
    sqlite3.SQLITE_READONLY: _AWAY,
    sqlite3.SQLITE_PROTOCOL: _AWAY,
}
# Beginnings of PostgreSQL's own codes, the longest first.
_POSTGRESQL = {
    "XX001": WORDS,
    "XX002": WORDS,
    "53100": _FULL,
    "40": _BUSY,
    "55": _BUSY,
    "08": _AWAY,
    "53": _AWAY,
    "57": _AWAY,
    "58": _AWAY,
}


class StoreUnavailableError(OperationalError, IocError):
    """The store cannot do it just now; nothing of the transaction was written."""

    def __init__(self, words: str, original: BaseException) -> None:
        super().__init__(None, None, original)
        self.words = words

    def __str__(self) -> str:
        return self.words


def unavailable(error: BaseException) -> str | None:
    """Return in words why the store cannot just now; None for every fault of the question's own."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return None if code is None else _SQLITE.get(code & 0xFF)
    if isinstance(error, psycopg.Error):
        state = error.sqlstate
        if state is None:
            # The connection broke, or there was none: no server has said anything.
            return _AWAY if isinstance(error, psycopg.OperationalError) else None
        return next(
            (words for start, words in _POSTGRESQL.items() if state.startswith(start)), None
        )
    return None


def say_faults_in_words(engine: Engine) -> None:
    """Let the engine raise StoreUnavailableError where the store itself is what fails."""

    @event.listens_for(engine, "handle_error")
    def _say(context: ExceptionContext) -> BaseException | None:
        # What the pool's own probe finds is mended by the pool.
        words = None if context.is_pre_ping else unavailable(context.original_exception)
        if words is WORDS:
            remember_damage(
                engine.url.render_as_string(hide_password=False), str(context.original_exception)
            )
        return None if words is None else StoreUnavailableError(words, context.original_exception)
