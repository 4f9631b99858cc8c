"""What tests begin with: made once, for all processes and later runs of the same code."""

from __future__ import annotations

import fcntl
import hashlib
import inspect
import os
import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MADE_OF = ("ioc", "sandbox", "data", "geo", "requirements.txt", "tests/land.py")
_FORGOTTEN_AFTER_SECONDS = 24 * 60 * 60


def keep_folder(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that nobody writes to, filled by `make` unless it was before.

    It lies in .pytest_cache, under a key of all that it is made of (the file that `make` stands in
    is of it); IOC_TEST_KEPT names another place, which scripts/test.sh does, so that a whole run
    begins with nothing.
    """
    folder = os.environ.get("IOC_TEST_KEPT")
    place = Path(folder) if folder else ROOT / ".pytest_cache" / "kept"
    own = place / _key(Path(inspect.getfile(make)))
    own.mkdir(parents=True, exist_ok=True)
    os.utime(own)
    with (own / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (own / name).exists():
            _forget(place)
            waiting = own / f"{name}.new"
            shutil.rmtree(waiting, ignore_errors=True)
            waiting.mkdir()
            make(waiting)
            waiting.rename(own / name)
    return own / name


@cache
def _key(maker: Path) -> str:
    """Return a hash of the code and the data that what is kept is made of."""
    digest = hashlib.sha256()
    for top in (maker, *(ROOT / part for part in _MADE_OF)):
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file} {file.stat().st_size} ".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _forget(place: Path) -> None:
    """Remove what was made of other code, and not used for a day."""
    for each in place.iterdir():
        if time.time() - each.stat().st_mtime > _FORGOTTEN_AFTER_SECONDS:
            shutil.rmtree(each, ignore_errors=True)
