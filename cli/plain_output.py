"""Output without characters that control a terminal, as texts of files may have them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, TextIO, cast

from ioc.text import harmless


class PlainStream:
    """A stream that marks control characters, except line ends, tabs and returns."""

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
    """Mark control characters in all that is printed within."""
    out, err = (cast(TextIO, PlainStream(each)) for each in (sys.stdout, sys.stderr))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield
