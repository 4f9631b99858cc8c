"""The time and date in Vietnam (UTC+7, no summer time); ages, hours and periods depend on it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


def local_now() -> datetime:
    """Return the present time in Vietnam, with its offset."""
    return datetime.now(VIETNAM)


def local_date(moment: datetime | None = None) -> date:
    """Return the date in Vietnam at a moment that has an offset; today's without one.

    IOC_TODAY (ISO) names another day as today's: numbers that are made up follow the day.

    >>> local_date(datetime.fromisoformat("2026-11-22T17:00:00+00:00"))
    datetime.date(2026, 11, 23)
    """
    day = os.environ.get("IOC_TODAY")
    if moment is None and day:
        return date.fromisoformat(day)
    return (moment or local_now()).astimezone(VIETNAM).date()


def iso_moment(moment: datetime) -> str:
    """Return a moment that has an offset as the store keeps it: ISO, UTC, to the second.

    >>> iso_moment(datetime(2026, 11, 29, 8, 5, 9, tzinfo=VIETNAM))
    '2026-11-29T01:05:09+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def day_text(day: date | str) -> str:
    """Return a day (a date, or ISO) as it is written: day, month and year.

    >>> day_text("2025-07-01"), day_text(date(2026, 11, 9))
    ('01/07/2025', '09/11/2026')
    """
    return "/".join(reversed(str(day).split("-")))


def time_text(moment: datetime | str, *, seconds: bool = False) -> str:
    """Return a moment (with its offset, or as stored: ISO) as it is written, in Vietnam's time.

    >>> time_text("2026-11-29T01:05:09+00:00"), time_text("2026-11-29T01:05:09Z", seconds=True)
    ('29/11/2026 08:05', '29/11/2026 08:05:09')
    """
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M{':%S' if seconds else ''}}"


def short_time_text(moment: datetime, today: date) -> str:
    """Return a moment where room is short: the hour of today, the day of earlier.

    >>> noon = datetime.fromisoformat("2026-11-29T05:00:00+00:00")
    >>> short_time_text(noon, date(2026, 11, 29)), short_time_text(noon, date(2026, 11, 30))
    ('12:00', '29/11')
    """
    local = moment.astimezone(VIETNAM)
    return f"{local:%H:%M}" if local.date() == today else f"{local:%d/%m}"
