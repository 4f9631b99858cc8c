"""Alerts as they are kept: read, raised, ended, said to be seen. What follows when: `ioc.alert`.

Functions that write want a connection in a write transaction and tell open pages by a signal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from data.fetch import Prepared, fetch_tuples
from data.queries.areas import find_area
from data.queries.catalogue import indicators_by_code
from data.schema import alert
from data.store import raise_signal
from data.unreadable import is_period, tell_unreadable
from ioc.alert import Alert, Facts, Grade, Kind, Message, OpenAlert
from ioc.area import AreaKey
from ioc.errors import NotFoundError

_COLUMNS = (
    "id", "kind", "key", "level", "wall", "indicator_code", "vintage", "area_code", "period",
    "body", "since", "raised_at", "raised_by", "acknowledged_at", "acknowledged_by", "ended_at",
    "until",
)  # fmt: skip
_ALL = select(*(alert.c[name] for name in _COLUMNS))
# The newest last: walls show them in the order in which they were raised.
_UNENDED = Prepared(_ALL.where(alert.c.ended_at.is_(None)).order_by(alert.c.id))
_BY_ID = Prepared(_ALL.where(alert.c.id == bindparam("id")))


def read_unended_alerts(connection: Connection) -> list[Alert]:
    """Return all alerts of which nobody has written that they ended, the oldest first."""
    return [each for row in fetch_tuples(connection, _UNENDED) if (each := _alert(row)) is not None]


def read_open_alerts(
    connection: Connection, wall: str = "", now: datetime | None = None
) -> list[OpenAlert]:
    """Return the alerts that have not ended, the oldest first; those that were seen among them.

    Args:
        connection: open connection.
        wall: only those that this wall shows; "" = all.
        now: messages end by themselves; None: the present time.
    """
    at = time_text(now or datetime.now(UTC))
    found = [each for each in read_unended_alerts(connection) if each.is_open(at)]
    return _told(connection, [each for each in found if each.is_for(wall)])


def find_alert(connection: Connection, number: int) -> OpenAlert:
    """Return an alert, ended or not.

    Raises:
        NotFoundError: there is none of this number.
    """
    # A larger one is none of a database's.
    wanted = number if 0 < number < 2**31 else 0
    for row in fetch_tuples(connection, _BY_ID, {"id": wanted}):
        found = _alert(row)
        if found is not None:
            return _told(connection, [found])[0]
    raise NotFoundError(f"Không có cảnh báo số {str(number)[:20]}.")


def acknowledge(connection: Connection, number: int, by: str, now: datetime) -> OpenAlert:
    """Keep that somebody has seen an alert; walls show it no more. The first who did so stays.

    Args:
        connection: in a write transaction.
        number: id of the alert.
        by: who has seen it, in words for people.
        now: when.

    Raises:
        NotFoundError: there is none of this number.
    """
    found = find_alert(connection, number)
    if found.alert.acknowledged_at is not None:
        return found
    connection.execute(
        update(alert)
        .where(alert.c.id == number)
        .values(acknowledged_at=time_text(now), acknowledged_by=by)
    )
    _tell(connection, "acknowledged", [number])
    return find_alert(connection, number)


def raise_alert(
    connection: Connection,
    *,
    kind: Kind,
    key: str,
    grade: Grade,
    body: Mapping[str, Any],
    since: str,
    now: datetime,
    wall: str = "",
    indicator_code: str = "",
    area: AreaKey | None = None,
    period: str = "",
    by: str = "",
    until: datetime | None = None,
) -> int:
    """Keep a new alert and return its number; `tell_alerts` says so to open pages."""
    return int(
        connection.execute(
            insert(alert)
            .values(
                kind=kind.value,
                key=key,
                level=grade.value,
                wall=wall,
                indicator_code=indicator_code,
                vintage=area.vintage if area else "",
                area_code=area.code if area else "",
                period=period,
                body=_json(body),
                since=since,
                raised_at=time_text(now),
                raised_by=by,
                until=time_text(until) if until else None,
            )
            .returning(alert.c.id)
        ).scalar_one()
    )


def change_alert(
    connection: Connection, number: int, body: Mapping[str, Any], period: str, since: str
) -> None:
    """Keep how the number of an open alert stands by now."""
    connection.execute(
        update(alert)
        .where(alert.c.id == number)
        .values(body=_json(body), period=period, since=since)
    )


def end_alert(connection: Connection, number: int, now: datetime) -> None:
    """Keep that what an alert says is over."""
    connection.execute(
        update(alert)
        .where(alert.c.id == number, alert.c.ended_at.is_(None))
        .values(ended_at=time_text(now))
    )


def tell_alerts(connection: Connection, changed: Mapping[str, Sequence[int]]) -> None:
    """Tell open pages by one signal what happened to which alerts: "raised", "changed", "ended"."""
    for what, numbers in changed.items():
        if numbers:
            _tell(connection, what, numbers)


def time_text(moment: datetime) -> str:
    """Return a time as the columns hold it: ISO, UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _tell(connection: Connection, what: str, numbers: Sequence[int]) -> None:
    raise_signal(connection, "alert", str(numbers[0]), {"what": what, "alerts": list(numbers)})


def _told(connection: Connection, alerts: Sequence[Alert]) -> list[OpenAlert]:
    """Return alerts with the names of what they are about."""
    codes = {each.indicator_code for each in alerts} - {""}
    indicators = indicators_by_code(connection, codes) if codes else {}
    names: dict[AreaKey, tuple[str, str]] = {}
    told = []
    for each in alerts:
        key = AreaKey(each.vintage, each.area_code)
        if each.area_code and key not in names:
            try:
                area = find_area(connection, key)
                names[key] = (area.name, area.name_en or area.name)
            except NotFoundError:
                # Of areas that a later load took away the code is all that is left.
                names[key] = (each.area_code, each.area_code)
        vi, en = names.get(key, ("", ""))
        told.append(OpenAlert(each, indicators.get(each.indicator_code), vi, en))
    return told


def _alert(row: Sequence[Any]) -> Alert | None:
    """Return an alert as it is stored; None where this version cannot read it."""
    held = dict(zip(_COLUMNS, row, strict=True))
    try:
        found = _read(held)
    except (ValueError, TypeError, AttributeError):
        tell_unreadable("the alert", held["id"])
        return None
    is_number = found.kind is not Kind.MESSAGE
    dated = [found.period] + ([found.since] if found.kind is Kind.STATUS else [])
    return None if is_number and not all(map(is_period, dated)) else found


def _read(held: Mapping[str, Any]) -> Alert:
    body = json.loads(held["body"])
    kind = Kind(held["kind"])
    return Alert(
        id=held["id"],
        kind=kind,
        key=held["key"],
        grade=Grade(held["level"]),
        indicator_code=held["indicator_code"],
        vintage=held["vintage"],
        area_code=held["area_code"],
        period=held["period"],
        since=held["since"],
        raised_at=held["raised_at"],
        raised_by=held["raised_by"],
        acknowledged_at=held["acknowledged_at"],
        acknowledged_by=held["acknowledged_by"],
        ended_at=held["ended_at"],
        until=held["until"],
        walls=(held["wall"],) if held["wall"] else tuple(body.get("walls", ())),
        facts=None if kind is Kind.MESSAGE else Facts.of(body),
        message=_message(held, body) if kind is Kind.MESSAGE else None,
    )


def _message(held: Mapping[str, Any], body: Mapping[str, Any]) -> Message:
    return Message(
        **{
            name: str(body.get(name, "")) for name in ("title_vi", "title_en", "text_vi", "text_en")
        },
        grade=Grade(held["level"]),
        wall=held["wall"],
        indicator_code=held["indicator_code"],
        vintage=held["vintage"],
        area_code=held["area_code"],
    )


def _json(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
