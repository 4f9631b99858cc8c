"""Lets one process at a time publish into a folder, and names it to the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ioc.errors import IocError
from ioc.local_time import local_now, time_text
from ioc.words.phrase import Phrase

LOCK_NAME, _HOLDER_NAME = ".publishing.lock", ".publishing.by"


class PublishingBusyError(IocError):
    """Another process publishes into the same folder."""


@contextmanager
def publishing(folder: Path, patience_s: float = 0.0) -> Iterator[None]:
    """Have the right to publish into a folder, which is made when absent.

    The operating system releases the lock when the process ends in whatever way: the file that a
    killed process leaves locks nobody out.

    Args:
        folder: the folder of published boundaries.
        patience_s: how long to wait for another process, in seconds.

    Raises:
        PublishingBusyError: another process still has it; says which, and since when.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK_NAME, timeout=patience_s)
    # The content of a lock's own file is lost when somebody else tries to lock it.
    holder = folder / _HOLDER_NAME
    try:
        lock.acquire()
    except Timeout as error:
        raise PublishingBusyError(
            Phrase("boundary-publishing", who=_words_of(holder), folder=str(folder))
        ) from error
    try:
        holder.write_text(f"{os.getpid()} {time_text(local_now(), seconds=True)}", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def refuse_while_publishing(folder: Path) -> None:
    """Raise at once where another process publishes, before work is done in vain.

    Raises:
        PublishingBusyError: another process publishes.
    """
    with publishing(folder):
        pass


def _words_of(holder: Path) -> Phrase | str:
    """Return who publishes, as far as it has said so: " (mã 4711, từ 22/11/2026 09:53:07)"."""
    with suppress(OSError):
        number, _, since = holder.read_text(encoding="utf-8").partition(" ")
        return Phrase("boundary-publisher", number=number, since=since) if since else ""
    return ""
