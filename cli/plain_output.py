"""What a command prints, without characters that steer a terminal: files' own words stand in it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, TextIO, cast

from ioc.text import harmless


class PlainStream:
    """A stream that marks control characters; lines, tabs and returns stay, as a progress needs."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text; return how many letters were given."""
        self._stream.write(harmless(text, lines=True))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def plain_output() -> Iterator[None]:
    """Let nothing that is printed within steer the terminal."""
    out, err = (cast(TextIO, PlainStream(each)) for each in (sys.stdout, sys.stderr))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield
