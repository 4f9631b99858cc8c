"""Only one process publishes into a folder at a time; the others are told who does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ioc.errors import IocError
from ioc.local_time import local_now

LOCK_NAME, _HOLDER_NAME = ".publishing.lock", ".publishing.by"


class PublishingBusyError(IocError):
    """Another process publishes into the same folder."""


@contextmanager
def publishing(folder: Path, patience_s: float = 0.0) -> Iterator[None]:
    """Hold the right to publish into a folder, which is made when absent.

    The operating system keeps the lock and takes it back when the process ends in whatever way:
    what a killed one leaves is a file that locks nobody out.

    Args:
        folder: the folder of published boundaries.
        patience_s: how long to wait for another process, in seconds.

    Raises:
        PublishingBusyError: another process holds it still; says which, and since when.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK_NAME, timeout=patience_s)
    # What a lock's own file holds is lost when somebody else tries to lock it.
    holder = folder / _HOLDER_NAME
    try:
        lock.acquire()
    except Timeout as error:
        raise PublishingBusyError(
            f"Một tiến trình khác{_words_of(holder)} đang xuất bản ranh giới vào {folder}. "
            "Hãy đợi tiến trình đó xong rồi chạy lại lệnh này."
        ) from error
    try:
        holder.write_text(f"{os.getpid()} {local_now():%H:%M:%S %d/%m/%Y}", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def refuse_while_publishing(folder: Path) -> None:
    """Raise at once where another process publishes: before work that would be for nothing.

    Raises:
        PublishingBusyError: another process publishes.
    """
    with publishing(folder):
        pass


def _words_of(holder: Path) -> str:
    """Return who publishes, as far as it has said so: " (mã 4711, từ 09:53:07 22/11/2026)"."""
    with suppress(OSError):
        number, _, since = holder.read_text(encoding="utf-8").partition(" ")
        return f" (mã {number}, từ {since})" if since else ""
    return ""
