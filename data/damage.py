"""Damage of a store's file: said at the start, noticed while it runs, remembered until it is over.

SQLite alone: PostgreSQL looks after its own files, and says so when it finds one damaged.
"""

from __future__ import annotations

import logging
import sqlite3
import struct
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from ioc.errors import IocError

_log = logging.getLogger("ioc.store")
_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_RESTORE = (
    "Hãy dừng chương trình, giữ lại tệp này rồi phục hồi từ bản sao lưu gần nhất: "
    "python app.py restore TỆP-SAO-LƯU --force"
)
WORDS = f"Kho dữ liệu bị hỏng. {_RESTORE}."


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
    with file.open("rb") as opened:
        header = opened.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise DamagedStoreError(
            f"Tệp “{file}” không phải kho dữ liệu, hoặc phần đầu của tệp đã hỏng. {_RESTORE}; "
            "hoặc đặt IOC_VAR sang thư mục khác."
        )
    (short_page,) = struct.unpack(">H", header[16:18])
    page = 65_536 if short_page == 1 else short_page
    (pages,) = struct.unpack(">I", header[28:32])
    log = file.with_name(f"{file.name}-wal")
    # What is in the log may still lengthen the file.
    has_log = log.is_file() and log.stat().st_size > 0
    if not has_log and header[24:28] == header[92:96] and size < page * pages:
        there, wanted = (f"{each:,}".replace(",", ".") for each in (size, page * pages))
        raise DamagedStoreError(
            f"Kho dữ liệu “{file}” bị cắt cụt: còn {there} trên {wanted} byte. {_RESTORE}."
        )
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                return  # locked or unreachable: others say that
            raise DamagedStoreError(f"Không đọc được kho dữ liệu “{file}”. {_RESTORE}.") from error


def check_whole(url: str) -> bool:
    """Read a whole store and tell whether it is sound; remember and log what was found.

    Takes about three seconds a gigabyte.
    """
    file = file_of(url)
    if file is None or not file.is_file():
        return True
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            said = [row[0] for row in opened.execute("PRAGMA quick_check(3)")]
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said == ["ok"]:
        forget_damage(url)
        return True
    remember_damage(url, "; ".join(said))
    return False


def remember_damage(url: str, what: str) -> None:
    """Keep for every process that a store is damaged, and say it once in the log."""
    mark = _mark(url)
    if mark is None or mark.exists():
        return
    _log.error("the store is damaged: %s", what)
    with suppress(OSError):
        mark.write_text(what, encoding="utf-8")


def forget_damage(url: str) -> None:
    """Forget what was found of an earlier file."""
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
