"""Faults of the store itself: full, locked, unreachable, damaged."""

from __future__ import annotations

import sqlite3

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError

from data.store.damage import WORDS, remember_damage
from ioc.errors import IocError
from ioc.words.phrase import Phrase

_FULL = Phrase("store-full")
_BUSY = Phrase("store-locked")
_AWAY = Phrase("store-unreachable")
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
    """The store cannot be used just now; nothing of the transaction was written."""

    def __init__(self, words: Phrase, original: BaseException) -> None:
        super().__init__(None, None, original)
        self.words = words

    @property
    def phrase(self) -> Phrase:
        """The reason."""
        return self.words

    def text(self, language: str = "vi") -> str:
        """Return the sentence that the user sees."""
        return self.words.text(language)

    def __str__(self) -> str:
        return self.text()


def unavailable(error: BaseException) -> Phrase | None:
    """Return why the store cannot be used just now; None for faults of the statement."""
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
    """Let the engine raise StoreUnavailableError where the store itself fails."""

    @event.listens_for(engine, "handle_error")
    def _say(context: ExceptionContext) -> BaseException | None:
        # The pool repairs what its own probe finds.
        words = None if context.is_pre_ping else unavailable(context.original_exception)
        if words is WORDS:
            remember_damage(
                engine.url.render_as_string(hide_password=False), str(context.original_exception)
            )
        return None if words is None else StoreUnavailableError(words, context.original_exception)
