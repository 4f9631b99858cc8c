"""Text columns that take no character which a database, a spreadsheet or a log cannot hold.

The last lock behind every way in: what readers and routes have not refused is marked here, so that
the same text goes into both databases, and a question with such a text finds nothing.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import Dialect
from sqlalchemy.types import TypeDecorator

from ioc.text import harmless


class String(TypeDecorator[str]):
    """A text of limited length on one line: a code, a period, a time."""

    impl = sqlalchemy.String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the text without what may not stand in it."""
        return harmless(value) if isinstance(value, str) else value


class Text(TypeDecorator[str]):
    """A text of any length and number of lines: a name, a note, JSON."""

    impl = sqlalchemy.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the text without what may not stand in it."""
        return harmless(value, lines=True) if isinstance(value, str) else value
