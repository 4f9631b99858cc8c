"""The context of every page's callbacks: store, settings, and the memory between calls."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from data.access.sessions import SessionLimits, Sessions
from data.queries.directories import Directories
from ioc.emblem import read_emblem_file
from ioc.local_time import local_date
from ioc.office import Office
from ioc.settings import Settings


@dataclass(frozen=True)
class Context:
    """Handed to `register(app, context)` of every page."""

    engine: Engine
    settings: Settings
    directories: Directories

    @cached_property
    def sessions(self) -> Sessions:
        """Who has signed in, with the limits that are set; one for pages and routes."""
        limits = SessionLimits(
            timedelta(minutes=self.settings.session_idle_minutes),
            timedelta(hours=self.settings.session_hours),
        )
        return Sessions(self.engine, limits, self.settings.session_key or secrets.token_hex())

    @cached_property
    def office(self) -> Office:
        """The office that is set, with its emblem.

        Raises:
            EmblemError: the file cannot be the emblem.
        """
        settings = self.settings
        emblem = read_emblem_file(Path(settings.emblem)) if settings.emblem else None
        return Office(settings.office, settings.office_en, emblem)

    def today(self) -> date:
        """Return the date in Vietnam (UTC+7)."""
        return local_date()
