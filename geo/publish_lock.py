"""Only one process publishes into a folder at a time; the others are told who does."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ioc.errors import IocError
from ioc.local_time import local_now

LOCK_NAME = ".publishing.lock"
_LOOK_AGAIN_S = 0.1
# Windows locks bytes, and nobody else may read those: one far behind the text stands for the file.
_FAR_BYTE = 1 << 30


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
    path = folder / LOCK_NAME
    deadline = time.monotonic() + patience_s
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        while not _taken(handle):
            if time.monotonic() >= deadline:
                raise PublishingBusyError(
                    f"Một tiến trình khác{_holder(path)} đang xuất bản ranh giới vào {folder}. "
                    "Hãy đợi tiến trình đó xong rồi chạy lại lệnh này."
                )
            time.sleep(_LOOK_AGAIN_S)
        now = local_now()
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{os.getpid()} {now:%H:%M:%S %d/%m/%Y}".encode())
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
            _release(handle)
    finally:
        os.close(handle)


def refuse_while_publishing(folder: Path) -> None:
    """Raise at once where another process publishes: before work that would be for nothing.

    Raises:
        PublishingBusyError: another process publishes.
    """
    with publishing(folder):
        pass


def _holder(path: Path) -> str:
    """Return who holds the lock, as far as it has said so: " (mã 4711, từ 09:53:07 22/11/2026)"."""
    number, _, since = path.read_text(encoding="utf-8").partition(" ")
    return f" (mã {number}, từ {since})" if since else ""


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        os.lseek(handle, _FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, _FAR_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
