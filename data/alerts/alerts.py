"""Alerts in the store: read, raised, ended, acknowledged. The rules stand in `ioc.alert`.

Functions that write need a connection in a write transaction and signal it to open pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from data.queries.areas import Area, find_area
from data.queries.catalogue import indicators_by_code
from data.queries.owners import owners_of
from data.store.engine import raise_signal
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import alert
from data.store.unreadable import is_period, report_unreadable
from ioc.alert import Alert, AlertKind, Facts, Grade, Message, OpenAlert
from ioc.area import AreaKey
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.local_time import iso_moment
from ioc.words.phrase import Phrase

_COLUMNS = (
    "id", "kind", "key", "level", "wall", "indicator_code", "vintage", "area_code", "period",
    "body", "since", "raised_at", "raised_by", "acknowledged_at", "acknowledged_by", "ended_at",
    "until",
)  # fmt: skip
_ALL = select(*(alert.c[name] for name in _COLUMNS))
# The newest last: walls show them in the order in which they were raised.
_UNENDED = PreparedQuery(_ALL.where(alert.c.ended_at.is_(None)).order_by(alert.c.id))
_BY_ID = PreparedQuery(_ALL.where(alert.c.id == bindparam("id")))


def read_unended_alerts(connection: Connection) -> list[Alert]:
    """Return all alerts without an end, the oldest first."""
    return [each for row in fetch_tuples(connection, _UNENDED) if (each := _alert(row)) is not None]


def read_open_alerts(
    connection: Connection, wall: str = "", now: datetime | None = None
) -> list[OpenAlert]:
    """Return the alerts that have not ended, the oldest first, acknowledged ones included.

    Args:
        connection: open connection.
        wall: only those that this wall shows; "" = all.
        now: messages end by themselves; None: the present time.
    """
    at = iso_moment(now or datetime.now(UTC))
    alerts = [each for each in read_unended_alerts(connection) if each.is_open(at)]
    return _with_names(connection, [each for each in alerts if each.is_for(wall)])


def find_alert(connection: Connection, number: int) -> OpenAlert:
    """Return an alert, ended or not.

    Raises:
        NotFoundError: there is none of this number.
    """
    # No database takes a larger number.
    ident = number if 0 < number < 2**31 else 0
    for row in fetch_tuples(connection, _BY_ID, {"id": ident}):
        one = _alert(row)
        if one is not None:
            return _with_names(connection, [one])[0]
    raise NotFoundError(Phrase("alert-unknown", number=str(number)[:20]))


def acknowledge(connection: Connection, number: int, by: str, now: datetime) -> OpenAlert:
    """Store that somebody has seen an alert; walls stop showing it. The first one's name stays.

    Args:
        connection: in a write transaction.
        number: id of the alert.
        by: who has seen it, in words for people.
        now: when.

    Raises:
        NotFoundError: there is none of this number.
    """
    current = find_alert(connection, number)
    if current.alert.acknowledged_at is not None:
        return current
    connection.execute(
        update(alert)
        .where(alert.c.id == number)
        .values(acknowledged_at=iso_moment(now), acknowledged_by=by)
    )
    _tell(connection, "acknowledged", [number])
    return find_alert(connection, number)


def raise_alert(
    connection: Connection,
    *,
    kind: AlertKind,
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
    """Store a new alert and return its number; `tell_alerts` signals it to open pages."""
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
                raised_at=iso_moment(now),
                raised_by=by,
                until=iso_moment(until) if until else None,
            )
            .returning(alert.c.id)
        ).scalar_one()
    )


def change_alert(
    connection: Connection, number: int, body: Mapping[str, Any], period: str, since: str
) -> None:
    """Store the present state of an open alert's number."""
    connection.execute(
        update(alert)
        .where(alert.c.id == number)
        .values(body=_json(body), period=period, since=since)
    )


def end_alert(connection: Connection, number: int, now: datetime) -> None:
    """Store that an alert has ended."""
    connection.execute(
        update(alert)
        .where(alert.c.id == number, alert.c.ended_at.is_(None))
        .values(ended_at=iso_moment(now))
    )


def tell_alerts(connection: Connection, events: Mapping[str, Sequence[int]]) -> None:
    """Signal to open pages which alerts were "raised", "changed" and "ended", one signal each."""
    for what, numbers in events.items():
        if numbers:
            _tell(connection, what, numbers)


def _tell(connection: Connection, what: str, numbers: Sequence[int]) -> None:
    raise_signal(connection, "alert", str(numbers[0]), {"what": what, "alerts": list(numbers)})


def _with_names(connection: Connection, alerts: Sequence[Alert]) -> list[OpenAlert]:
    """Return alerts with the names of their indicators and areas, and with who answers."""
    codes = {each.indicator_code for each in alerts} - {""}
    indicators = indicators_by_code(connection, codes) if codes else {}
    areas = {
        key: _area(connection, key)
        for key in {AreaKey(each.vintage, each.area_code) for each in alerts if each.area_code}
    }
    questions: dict[int, tuple[Indicator, Area]] = {}
    for each in alerts:
        area = areas.get(AreaKey(each.vintage, each.area_code))
        if area is not None and each.indicator_code in indicators:
            questions[each.id] = indicators[each.indicator_code], area
    owners = dict(zip(questions, owners_of(connection, None, questions.values()), strict=True))
    open_alerts = []
    for each in alerts:
        area = areas.get(AreaKey(each.vintage, each.area_code))
        vi, en = (area.name, area.name_en or area.name) if area else (each.area_code,) * 2
        indicator = indicators.get(each.indicator_code)
        open_alerts.append(OpenAlert(each, indicator, vi, en, owners.get(each.id)))
    return open_alerts


def _area(connection: Connection, key: AreaKey) -> Area | None:
    """Return an area; None where a later load removed it: only its code is left."""
    try:
        return find_area(connection, key)
    except NotFoundError:
        return None


def _alert(row: Sequence[Any]) -> Alert | None:
    """Return an alert as it is stored; None where this version cannot read it."""
    cells = dict(zip(_COLUMNS, row, strict=True))
    try:
        alert = _read(cells)
    except (ValueError, TypeError, AttributeError):
        report_unreadable("the alert", cells["id"])
        return None
    is_number = alert.kind is not AlertKind.MESSAGE
    dated = [alert.period] + ([alert.since] if alert.kind is AlertKind.STATUS else [])
    return None if is_number and not all(map(is_period, dated)) else alert


def _read(cells: Mapping[str, Any]) -> Alert:
    body = json.loads(cells["body"])
    kind = AlertKind(cells["kind"])
    return Alert(
        id=cells["id"],
        kind=kind,
        key=cells["key"],
        grade=Grade(cells["level"]),
        indicator_code=cells["indicator_code"],
        vintage=cells["vintage"],
        area_code=cells["area_code"],
        period=cells["period"],
        since=cells["since"],
        raised_at=cells["raised_at"],
        raised_by=cells["raised_by"],
        acknowledged_at=cells["acknowledged_at"],
        acknowledged_by=cells["acknowledged_by"],
        ended_at=cells["ended_at"],
        until=cells["until"],
        walls=(cells["wall"],) if cells["wall"] else tuple(body.get("walls", ())),
        facts=None if kind is AlertKind.MESSAGE else Facts.of(body),
        message=_message(cells, body) if kind is AlertKind.MESSAGE else None,
    )


def _message(cells: Mapping[str, Any], body: Mapping[str, Any]) -> Message:
    return Message(
        **{
            name: str(body.get(name, "")) for name in ("title_vi", "title_en", "text_vi", "text_en")
        },
        grade=Grade(cells["level"]),
        wall=cells["wall"],
        indicator_code=cells["indicator_code"],
        vintage=cells["vintage"],
        area_code=cells["area_code"],
    )


def _json(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
