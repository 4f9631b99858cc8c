"""Looks at the numbers that walls watch, and raises, changes and ends the alerts that follow.

Looking and writing are apart: looking takes no lock, and mostly finds nothing to write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from data.alert_behind import read_behind
from data.alerts import (
    change_alert,
    end_alert,
    raise_alert,
    read_unended_alerts,
    tell_alerts,
    time_text,
)
from data.directories import DirectoryCache
from data.fetch import Prepared, fetch_tuples
from data.queries.areas import find_area, read_vintages
from data.queries.cards import read_cards
from data.queries.catalogue import indicators_by_code
from data.schema import alert, alert_seen
from data.unreadable import tell_unreadable
from data.walls import read_playlists, read_scenes, read_walls
from ioc.age import Age, due_day
from ioc.alert import Alert, Grade, Kind, Move, Seen, facts_of, is_partial, moves, see
from ioc.area import COUNTRY_CODE, AreaKey
from ioc.card import Card
from ioc.errors import NotFoundError
from ioc.status import Status
from ioc.status_run import status_run

_SEEN = Prepared(select(alert_seen.c.key, alert_seen.c.status, alert_seen.c.age))
# What is over is kept for those who ask how often; nobody asks after so long.
_KEPT = timedelta(days=400)
_GRADES = {Kind.STATUS: Grade.RED, Kind.STALE: Grade.AMBER}


@dataclass(frozen=True)
class Number:
    """One indicator in one area, and the walls that show it."""

    area: AreaKey
    indicator_code: str
    walls: tuple[str, ...]

    @property
    def key(self) -> str:
        """What it is remembered by."""
        return f"{self.area}/{self.indicator_code}"


@dataclass(frozen=True)
class _State:
    """An alert of a number as it should be kept."""

    kind: Kind
    number: Number
    period: str
    since: str
    body: dict[str, Any]

    @property
    def key(self) -> str:
        return f"{self.kind.value}/{self.number.key}"


@dataclass
class Plan:
    """What is to be written after a look; mostly nothing."""

    raised: list[_State] = field(default_factory=list)
    changed: list[tuple[int, _State]] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)  # new, or otherwise than it was kept
    known: set[str] = field(default_factory=set)  # keys that are kept already
    forgotten: list[str] = field(default_factory=list)
    next_end: str | None = None  # when the next message ends by itself: ISO, UTC

    def __bool__(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self.raised or self.changed or self.ended or self.seen or self.forgotten)


def read_watched(connection: Connection, home: str) -> list[Number]:
    """Return the numbers that walls show, each once.

    Only areas of the newest vintage are watched: on a wall that shows a former one nothing turns
    red any more.

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
    shown: dict[tuple[AreaKey, str], dict[str, None]] = {}
    for wall in read_walls(connection):
        for code in playlists.get(wall.playlist, ()):
            scene = scenes.get(code)
            if scene is None or (scene.vintage or wall.vintage or newest) != newest:
                continue
            key = _held(connection, newest, scene.area or wall.area_code or home)
            if key is None:
                continue
            for indicator_code in scene.indicator_codes:
                shown.setdefault((key, indicator_code), {})[wall.code] = None
    return [Number(key, code, tuple(walls)) for (key, code), walls in shown.items()]


def _held(connection: Connection, vintage: str, code: str) -> AreaKey | None:
    for each in (code, COUNTRY_CODE):
        try:
            return find_area(connection, AreaKey(vintage, each)).key
        except NotFoundError:
            continue
    return None


def _seen_before(key: str, status: str, age: str) -> tuple[str, Seen] | None:
    """Return what was seen of a number; None where this version knows no such state."""
    try:
        return key, Seen(Status(status), Age(age) if age else None)
    except ValueError:
        tell_unreadable("what was seen of a number,", f"{status} {age}")
        return None


def look(
    connection: Connection,
    directories: DirectoryCache,
    watched: Sequence[Number],
    today: date,
    now: datetime,
) -> Plan:
    """Return what has to be written so that the alerts say what the numbers say.

    Args:
        connection: open connection; nothing is written.
        directories: kept between looks.
        watched: what `read_watched` returned.
        today: the date in Vietnam.
        now: messages that were to end by now do.
    """
    plan = Plan()
    before = dict(filter(None, (_seen_before(*row) for row in fetch_tuples(connection, _SEEN))))
    plan.known = set(before)
    unended = {each.key: each for each in read_unended_alerts(connection)}
    for number, card in _cards(connection, directories, watched, today):
        was = before.pop(number.key, None)
        seen = see(card, was, today)
        if seen != was:
            plan.seen[number.key] = seen
        for kind, move in moves(was, seen).items():
            held = unended.pop(f"{kind.value}/{number.key}", None)
            if move is Move.END:
                plan.ended += [held.id] if held else []
            elif held or move is Move.RAISE:
                _keep(connection, directories, plan, kind, number, card, held)
    plan.forgotten = sorted(before)
    at = time_text(now)
    # What is left are alerts of numbers that no wall shows any more, and messages.
    plan.ended += [
        each.id
        for each in unended.values()
        if each.kind is not Kind.MESSAGE or not each.is_open(at)
    ]
    plan.next_end = min((each.until for each in unended.values() if each.until and each.until > at),
                        default=None)  # fmt: skip
    return plan


def write_plan(connection: Connection, plan: Plan, now: datetime) -> dict[str, list[int]]:
    """Write a plan and tell open pages; return the alerts that were raised, changed, ended.

    Args:
        connection: in a write transaction.
        plan: made by the same process, which alone looks.
        now: when.
    """
    done = {
        "raised": [_raise(connection, each, now) for each in plan.raised],
        "changed": [number for number, _ in plan.changed],
        "ended": plan.ended,
    }
    for number, each in plan.changed:
        change_alert(connection, number, each.body, each.period, each.since)
    for number in plan.ended:
        end_alert(connection, number, now)
    for key, seen in plan.seen.items():
        values = {"status": seen.status.value, "age": seen.age.value if seen.age else ""}
        if key in plan.known:
            connection.execute(update(alert_seen).where(alert_seen.c.key == key).values(**values))
        else:
            connection.execute(insert(alert_seen).values(key=key, **values))
    if plan.forgotten:
        connection.execute(
            delete(alert_seen).where(alert_seen.c.key == bindparam("gone")),
            [{"gone": key} for key in plan.forgotten],
        )
    connection.execute(delete(alert).where(alert.c.ended_at < time_text(now - _KEPT)))
    tell_alerts(connection, done)
    return done


def _cards(
    connection: Connection,
    directories: DirectoryCache,
    watched: Sequence[Number],
    today: date,
) -> list[tuple[Number, Card]]:
    """Return each number with its card; indicators outside the catalogue are left out."""
    by_area: dict[AreaKey, list[Number]] = {}
    for each in watched:
        by_area.setdefault(each.area, []).append(each)
    indicators = indicators_by_code(connection, {each.indicator_code for each in watched})
    found = []
    for key, numbers in by_area.items():
        numbers = [each for each in numbers if each.indicator_code in indicators]
        wanted = [indicators[each.indicator_code] for each in numbers]
        area = find_area(connection, key)
        cards = read_cards(connection, area, wanted, None, today, directories=directories)
        found += list(zip(numbers, cards, strict=True))
    return found


def _keep(
    connection: Connection,
    directories: DirectoryCache,
    plan: Plan,
    kind: Kind,
    number: Number,
    card: Card,
    held: Alert | None,
) -> None:
    """Plan a new alert, or the change of one whose number or walls are others by now."""
    # From few areas a number says nothing yet: what was said before stays.
    if held and is_partial(card):
        return
    state = _state(connection, directories, kind, number, card)
    if held is None:
        plan.raised.append(state)
    elif _kept(held) != (state.period, state.since, state.body):
        plan.changed.append((held.id, state))


def _state(
    connection: Connection,
    directories: DirectoryCache,
    kind: Kind,
    number: Number,
    card: Card,
) -> _State:
    if card.period is None:
        raise ValueError(f"no number of {number.key}")
    facts = facts_of(card)
    if kind is Kind.STATUS:
        run = status_run(card)
        since = run.since.iso if run else card.period.iso
        area = find_area(connection, number.area)
        facts = facts_of(card, *read_behind(connection, directories, area, card))
    else:
        last = due_day(card.period, card.indicator.frequency)
        since = (last + timedelta(days=1)).isoformat()
    body = {**facts.plain(), "walls": list(number.walls)}
    return _State(kind, number, card.period.iso, since, body)


def _kept(held: Alert) -> tuple[str, str, Mapping[str, Any]]:
    facts = held.facts.plain() if held.facts else {}
    return held.period, held.since, {**facts, "walls": list(held.walls)}


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
