"""What every page's callbacks are given: store, settings, and what is kept between calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from data.directories import DirectoryCache
from ioc.local_time import local_date
from ioc.settings import Settings


@dataclass(frozen=True)
class Context:
    """Handed to `register(app, context)` of every page."""

    engine: Engine
    settings: Settings
    directories: DirectoryCache

    def today(self) -> date:
        """Return the date in Vietnam (UTC+7)."""
        return local_date()
