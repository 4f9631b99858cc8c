"""What the tests of the sandbox let a child process do."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase


def add(one: int, two: int) -> int:
    return one + two


def count_up(to: int, progress: Callable[[int, int], None]) -> int:
    for each in range(to):
        progress(each, to)
    return to


def refuse(file_name: str) -> None:
    raise LoadRefusedError(
        [Problem(Phrase("load-negative"), file_name, row=number) for number in (3, 7)]
    )


def fail() -> None:
    print("what a library prints")
    raise ValueError("an English sentence")


def take_memory(gigabytes: int) -> int:
    return len(bytearray(gigabytes << 30))


def take_memory_natively(gigabytes: int) -> None:
    """As a library in C++ would that does not look what malloc returned."""
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.malloc.argtypes = [ctypes.c_size_t]
    ctypes.memset(library.malloc(gigabytes << 30), 1, 1)


def take_time() -> None:
    while True:
        time.sleep(60)


def write_into(path: Path, megabytes: int) -> None:
    path.write_bytes(bytes(megabytes << 20))


def abort() -> None:
    os.abort()


def answer_with(megabytes: int) -> bytes:
    return bytes(megabytes << 20)


def read_tables() -> str:
    """Load what readers of tables and of land load, and use it."""
    import geopandas
    import numpy as np
    import pandas as pd
    import pyogrio
    import python_calamine

    frame = pd.DataFrame({"value": np.arange(1_000_000, dtype=float)})
    return f"{len(frame)} {bool(geopandas and pyogrio and python_calamine)}"


def ask(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        return connection.recv(10).decode()


_BALLAST: list[int] = []


def keep(number: int) -> list[int]:
    """Return all numbers that were given to this process."""
    _BALLAST.append(number)
    return _BALLAST
