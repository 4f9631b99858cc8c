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


def time_text(iso: str) -> str:
    """Return a stored moment (ISO, with its offset) as it is written: day, month, year and hour.

    >>> time_text("2026-11-29T01:05:09+00:00")
    '29/11/2026 08:05'
    """
    return f"{datetime.fromisoformat(iso).astimezone(VIETNAM):%d/%m/%Y %H:%M}"
