"""Damage of a store's file: reported at the start and while it runs, marked until it is over.

SQLite alone: PostgreSQL looks after its own files, and says so when it finds one damaged.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from ioc.errors import IocError
from ioc.words.phrase import Phrase

_log = logging.getLogger("ioc.store")
WORDS = Phrase("store-damaged")


class DamagedStoreError(IocError):
    """The file of the store cannot be opened as one."""


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite store; None for every other address.

    >>> str(file_of("sqlite:////srv/ioc.sqlite?timeout=5")), file_of("postgresql://host/ioc")
    ('/srv/ioc.sqlite', None)
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(str(address.database))


def refuse_damaged(url: str) -> None:
    """Raise DamagedStoreError where the file of a store is cut short or is none.

    Costs one small read; what lies deeper is found by `check_whole`.
    """
    file = file_of(url)
    if file is None or not file.is_file() or not (size := file.stat().st_size):
        return
    log = file.with_name(f"{file.name}-wal")
    # Asked of SQLite: a file that this process opened and closed by itself would take away the
    # locks of its other connections, and another process would believe that nobody is there.
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        # What is in the log may still lengthen the file.
        has_log = log.is_file() and log.stat().st_size > 0
        try:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            (page,) = connection.execute("PRAGMA page_size").fetchone()
            if not has_log and size < page * pages:
                raise DamagedStoreError(
                    Phrase("store-cut-off", file=str(file), there=size, wanted=page * pages)
                )
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                return  # locked or unreachable: others say that
            is_none = error.sqlite_errorcode == sqlite3.SQLITE_NOTADB
            fault = "store-no-store" if is_none else "store-unreadable"
            raise DamagedStoreError(Phrase(fault, file=str(file))) from error


def check_whole(url: str) -> bool:
    """Read a whole store and tell whether it is sound; mark and log its damage.

    Takes about three seconds a gigabyte.
    """
    file = file_of(url)
    if file is None or not file.is_file():
        return True
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            messages = [row[0] for row in reader.execute("PRAGMA quick_check(3)")]
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError as error:
        messages = [str(error)]
    if messages == ["ok"]:
        forget_damage(url)
        return True
    remember_damage(url, "; ".join(messages))
    return False


def remember_damage(url: str, what: str) -> None:
    """Mark a store as damaged for every process, and log it once."""
    mark = _mark(url)
    if mark is None or mark.exists():
        return
    _log.error("the store is damaged: %s", what)
    with suppress(OSError):
        mark.write_text(what, encoding="utf-8")


def forget_damage(url: str) -> None:
    """Remove the mark of an earlier file."""
    mark = _mark(url)
    if mark is not None:
        mark.unlink(missing_ok=True)


def is_damaged(engine: Engine) -> bool:
    """Tell whether damage of the store is known."""
    mark = _mark(engine.url.render_as_string(hide_password=False))
    return mark is not None and mark.exists()


def _mark(url: str) -> Path | None:
    file = file_of(url)
    return None if file is None else file.with_name(f"{file.name}.hong")
