"""A message to the walls from the fields of a form; it is checked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ioc.local_time import VIETNAM

# As much as can be read on a wall from five metres while the message is on it.
MOST_TITLE, MOST_TEXT = 60, 180
# The same for the page's form.
LIMITS = {"title": MOST_TITLE, "text": MOST_TEXT}
_DAY, _TIME = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), re.compile(r"(\d{1,2}):(\d{2})")
_TEXTS = ("title_vi", "text_vi", "level", "wall", "vintage", "area")


def message_of(form: Mapping[str, Any], until: datetime | None) -> dict[str, Any]:
    """Return the content of a message as `data.alerts.message.check_message` reads it.

    >>> message_of({"title_vi": "Họp", "key": "1"}, None)
    {'title_vi': 'Họp', 'until': None}
    """
    content = {name: form[name] for name in _TEXTS if form.get(name)}
    return {**content, "until": until.isoformat() if until else None}


def end_of(form: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return when a message leaves the walls, in Vietnam's time; None where no time is named.

    >>> now = datetime.fromisoformat("2026-11-22T03:30:00+00:00")
    >>> end_of({"ends": "today"}, now).isoformat(), end_of({"ends": "hour"}, now).isoformat()
    ('2026-11-23T00:00:00+07:00', '2026-11-22T11:30:00+07:00')
    >>> end_of({"ends": "at", "day": "24/11/2026", "time": "7:05"}, now).isoformat()
    '2026-11-24T07:05:00+07:00'
    >>> end_of({"ends": "at", "day": "31/11/2026", "time": "7:05"}, now) is None
    True
    """
    ends, local = form.get("ends"), now.astimezone(VIETNAM)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    if ends == "hour":
        return local + timedelta(hours=1)
    if ends == "today":
        return midnight
    if ends == "tomorrow":
        return midnight + timedelta(days=1)
    day = _DAY.fullmatch(str(form.get("day") or "").strip())
    time = _TIME.fullmatch(str(form.get("time") or "").strip())
    if ends != "at" or day is None or time is None:
        return None
    date, month, year = (int(each) for each in day.groups())
    hour, minute = (int(each) for each in time.groups())
    try:
        return datetime(year, month, date, hour, minute, tzinfo=VIETNAM)
    except ValueError:
        return None
