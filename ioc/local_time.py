"""The time and date in Vietnam (UTC+7, no summer time), by which ages, hours and periods go."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


def local_now() -> datetime:
    """Return the present time in Vietnam, with its offset."""
    return datetime.now(VIETNAM)


def local_date(moment: datetime | None = None) -> date:
    """Return the date in Vietnam at a moment that has an offset; today's without one.

    >>> local_date(datetime.fromisoformat("2026-11-22T17:00:00+00:00"))
    datetime.date(2026, 11, 23)
    """
    return (moment or local_now()).astimezone(VIETNAM).date()
