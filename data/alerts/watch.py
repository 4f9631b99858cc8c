"""Reads the numbers that walls show, and raises, changes and ends the alerts that follow.

Reading and writing are apart: reading takes no lock, and mostly there is nothing to write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from data.alerts.alerts import (
    change_alert,
    end_alert,
    raise_alert,
    read_unended_alerts,
    tell_alerts,
)
from data.alerts.behind import read_behind
from data.queries.areas import find_area, read_vintages
from data.queries.catalogue import indicators_by_code
from data.queries.directories import Directories
from data.queries.screens.cards import read_cards
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import alert, alert_seen
from data.store.unreadable import report_unreadable
from data.walls.walls import read_playlists, read_scenes, read_walls
from ioc.age import Age, due_day
from ioc.alert import Alert, AlertKind, Grade, Move, Sighting, facts_of, is_partial, moves, see
from ioc.area import COUNTRY_CODE, AreaKey
from ioc.card import Card
from ioc.errors import NotFoundError
from ioc.local_time import iso_moment
from ioc.status import Status
from ioc.status_run import status_run

_VERDICTS = PreparedQuery(select(alert_seen.c.key, alert_seen.c.status, alert_seen.c.age))
# Ended alerts stay for statistics; nobody looks further back than this.
_KEEP_ENDED = timedelta(days=400)
_GRADES = {AlertKind.STATUS: Grade.RED, AlertKind.STALE: Grade.AMBER}


@dataclass(frozen=True)
class Number:
    """One indicator in one area, and the walls that show it."""

    area: AreaKey
    indicator_code: str
    walls: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of its stored verdict."""
        return f"{self.area}/{self.indicator_code}"


@dataclass(frozen=True)
class _State:
    """An alert of a number as it should be stored."""

    kind: AlertKind
    number: Number
    period: str
    since: str
    body: dict[str, Any]

    @property
    def key(self) -> str:
        return f"{self.kind.value}/{self.number.key}"


@dataclass
class AlertPlan:
    """What is to be written; mostly nothing."""

    to_raise: list[_State] = field(default_factory=list)
    to_change: list[tuple[int, _State]] = field(default_factory=list)
    to_end: list[int] = field(default_factory=list)
    verdicts: dict[str, Sighting] = field(default_factory=dict)  # new or changed
    stored_keys: set[str] = field(default_factory=set)  # of stored verdicts
    to_forget: list[str] = field(default_factory=list)
    next_end: str | None = None  # of the next message: ISO, UTC

    def __bool__(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(
            self.to_raise or self.to_change or self.to_end or self.verdicts or self.to_forget
        )


def read_wall_numbers(connection: Connection, home: str) -> list[Number]:
    """Return the numbers that walls show, each once.

    Only areas of the newest vintage count: on a wall that shows a former vintage nothing turns red
    any more.

    Args:
        connection: open connection.
        home: code of the home province, which walls show that name no area; the country where
            there is no such province.
    """
    vintages = read_vintages(connection)
    if not vintages:
        return []
    newest = vintages[-1].code
    scenes = {each.code: each for each in read_scenes(connection)}
    playlists = {each.code: each.scenes for each in read_playlists(connection)}
    walls_of: dict[tuple[AreaKey, str], dict[str, None]] = {}
    for wall in read_walls(connection):
        for code in playlists.get(wall.playlist, ()):
            scene = scenes.get(code)
            if scene is None or (scene.vintage or wall.vintage or newest) != newest:
                continue
            key = _area_key(connection, newest, scene.area or wall.area_code or home)
            if key is None:
                continue
            for indicator_code in scene.indicator_codes:
                walls_of.setdefault((key, indicator_code), {})[wall.code] = None
    return [Number(key, code, tuple(walls)) for (key, code), walls in walls_of.items()]


def _area_key(connection: Connection, vintage: str, code: str) -> AreaKey | None:
    for each in (code, COUNTRY_CODE):
        try:
            return find_area(connection, AreaKey(vintage, each)).key
        except NotFoundError:
            continue
    return None


def _earlier_verdict(key: str, status: str, age: str) -> tuple[str, Sighting] | None:
    """Return the stored verdict of a number; None where this version knows no such state."""
    try:
        return key, Sighting(Status(status), Age(age) if age else None)
    except ValueError:
        report_unreadable("what was seen of a number,", f"{status} {age}")
        return None


def look(
    connection: Connection,
    directories: Directories,
    numbers: Sequence[Number],
    today: date,
    now: datetime,
) -> AlertPlan:
    """Return what has to be written so that alerts agree with the numbers.

    Args:
        connection: open connection; nothing is written.
        directories: the same at every call.
        numbers: the result of `read_wall_numbers`.
        today: the date in Vietnam.
        now: messages with an earlier end are ended.
    """
    plan = AlertPlan()
    before = dict(
        filter(None, (_earlier_verdict(*row) for row in fetch_tuples(connection, _VERDICTS)))
    )
    plan.stored_keys = set(before)
    unended = {each.key: each for each in read_unended_alerts(connection)}
    for number, card in _cards(connection, directories, numbers, today):
        earlier = before.pop(number.key, None)
        verdict = see(card, earlier, today)
        if verdict != earlier:
            plan.verdicts[number.key] = verdict
        for kind, move in moves(earlier, verdict).items():
            open_alert = unended.pop(f"{kind.value}/{number.key}", None)
            if move is Move.END:
                plan.to_end += [open_alert.id] if open_alert else []
            elif open_alert or move is Move.RAISE:
                _plan_alert(connection, directories, plan, kind, number, card, open_alert)
    plan.to_forget = sorted(before)
    at = iso_moment(now)
    # What is left are alerts of numbers that no wall shows any more, and messages.
    plan.to_end += [
        each.id
        for each in unended.values()
        if each.kind is not AlertKind.MESSAGE or not each.is_open(at)
    ]
    plan.next_end = min((each.until for each in unended.values() if each.until and each.until > at),
                        default=None)  # fmt: skip
    return plan


def write_plan(connection: Connection, plan: AlertPlan, now: datetime) -> dict[str, list[int]]:
    """Write a plan and signal it to open pages; return the alerts raised, changed and ended.

    Args:
        connection: in a write transaction.
        plan: made by the same process, the only one that makes plans.
        now: when.
    """
    events = {
        "raised": [_raise(connection, each, now) for each in plan.to_raise],
        "changed": [number for number, _ in plan.to_change],
        "ended": plan.to_end,
    }
    for number, each in plan.to_change:
        change_alert(connection, number, each.body, each.period, each.since)
    for number in plan.to_end:
        end_alert(connection, number, now)
    for key, verdict in plan.verdicts.items():
        values = {"status": verdict.status.value, "age": verdict.age.value if verdict.age else ""}
        if key in plan.stored_keys:
            connection.execute(update(alert_seen).where(alert_seen.c.key == key).values(**values))
        else:
            connection.execute(insert(alert_seen).values(key=key, **values))
    if plan.to_forget:
        connection.execute(
            delete(alert_seen).where(alert_seen.c.key == bindparam("gone")),
            [{"gone": key} for key in plan.to_forget],
        )
    connection.execute(delete(alert).where(alert.c.ended_at < iso_moment(now - _KEEP_ENDED)))
    tell_alerts(connection, events)
    return events


def _cards(
    connection: Connection,
    directories: Directories,
    wall_numbers: Sequence[Number],
    today: date,
) -> list[tuple[Number, Card]]:
    """Return each number with its card; indicators outside the catalogue are left out."""
    by_area: dict[AreaKey, list[Number]] = {}
    for each in wall_numbers:
        by_area.setdefault(each.area, []).append(each)
    indicators = indicators_by_code(connection, {each.indicator_code for each in wall_numbers})
    pairs = []
    for key, numbers in by_area.items():
        numbers = [each for each in numbers if each.indicator_code in indicators]
        definitions = [indicators[each.indicator_code] for each in numbers]
        area = find_area(connection, key)
        cards = read_cards(connection, area, definitions, None, today, directories=directories)
        pairs += list(zip(numbers, cards, strict=True))
    return pairs


def _plan_alert(
    connection: Connection,
    directories: Directories,
    plan: AlertPlan,
    kind: AlertKind,
    number: Number,
    card: Card,
    open_alert: Alert | None,
) -> None:
    """Plan a new alert, or the change of one whose number or walls have changed."""
    # A number from few areas says nothing yet: the alert stays as it is.
    if open_alert and is_partial(card):
        return
    state = _state(connection, directories, kind, number, card)
    if open_alert is None:
        plan.to_raise.append(state)
    elif _stored_state(open_alert) != (state.period, state.since, state.body):
        plan.to_change.append((open_alert.id, state))


def _state(
    connection: Connection,
    directories: Directories,
    kind: AlertKind,
    number: Number,
    card: Card,
) -> _State:
    if card.period is None:
        raise ValueError(f"no number of {number.key}")
    facts = facts_of(card)
    if kind is AlertKind.STATUS:
        run = status_run(card)
        since = run.since.iso if run else card.period.iso
        area = find_area(connection, number.area)
        facts = facts_of(card, *read_behind(connection, directories, area, card))
    else:
        last = due_day(card.period, card.indicator.frequency)
        since = (last + timedelta(days=1)).isoformat()
    body = {**facts.plain(), "walls": list(number.walls)}
    return _State(kind, number, card.period.iso, since, body)


def _stored_state(open_alert: Alert) -> tuple[str, str, Mapping[str, Any]]:
    facts = open_alert.facts.plain() if open_alert.facts else {}
    return open_alert.period, open_alert.since, {**facts, "walls": list(open_alert.walls)}


def _raise(connection: Connection, state: _State, now: datetime) -> int:
    return raise_alert(
        connection,
        kind=state.kind,
        key=state.key,
        grade=_GRADES[state.kind],
        body=state.body,
        since=state.since,
        now=now,
        indicator_code=state.number.indicator_code,
        area=state.number.area,
        period=state.period,
    )
