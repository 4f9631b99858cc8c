"""What every page's callbacks are given: store, settings, and what is kept between calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from data.directories import DirectoryCache
from ioc.settings import Settings


@dataclass(frozen=True)
class Context:
    """Handed to `register(app, context)` of every page."""

    engine: Engine
    settings: Settings
    directories: DirectoryCache

    def today(self) -> date:
        """Return the date in Vietnam (UTC+7)."""
        return (datetime.now(UTC) + timedelta(hours=7)).date()
