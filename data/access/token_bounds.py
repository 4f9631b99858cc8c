"""What a write token may write of: areas with all that lies below, indicators, kinds of message.

A token without bounds may write everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from data.queries.area_in import area_in
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, area_relation, token_bound
from ioc.area import AreaKey
from ioc.errors import IocError, LoadRefusedError, Problem
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase, WordList

_MOST = 200
_BOUNDS = PreparedQuery(
    select(token_bound.c.token_id, token_bound.c.about, token_bound.c.vintage, token_bound.c.code)
    .where(token_bound.c.token_id.in_(bindparam("numbers", expanding=True)))
    .order_by(token_bound.c.about, token_bound.c.vintage, token_bound.c.code)
)
_ALL = PreparedQuery(
    select(
        token_bound.c.token_id, token_bound.c.about, token_bound.c.vintage, token_bound.c.code
    ).order_by(token_bound.c.about, token_bound.c.vintage, token_bound.c.code)
)


class Sending(StrEnum):
    """What machines send."""

    OBSERVATIONS = "observations"
    ALERTS = "alerts"


@dataclass(frozen=True)
class Bounds:
    """What a token is bound to; an empty part bounds nothing."""

    areas: tuple[AreaKey, ...] = ()
    indicators: tuple[str, ...] = ()
    sendings: tuple[Sending, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.areas or self.indicators or self.sendings)

    def allow(self, sending: Sending) -> bool:
        """Tell whether a kind of message may be sent."""
        return not self.sendings or sending in self.sendings


FREE = Bounds()


class OutOfBoundsError(LoadRefusedError):
    """The token may not write this; nothing was written. `problems` names each row and field."""


def bounds_of(areas: Iterable[str], indicators: Iterable[str], sendings: Iterable[str]) -> Bounds:
    """Return bounds from texts: areas as "vintage/code".

    Raises:
        LoadRefusedError: an area without its vintage, or no such kind of message.
    """
    faults, keys = [], []
    for each in areas:
        vintage, _, code = each.partition("/")
        if not vintage.strip() or not code.strip():
            faults.append(Problem(Phrase("access-area-vintage"), column="areas", value=each[:60]))
        keys.append(AreaKey(vintage.strip(), code.strip()))
    kinds = [each.strip() for each in sendings]
    for each in kinds:
        if each not in set(Sending):
            faults.append(
                Problem(Phrase("access-sending-unknown"), column="sendings", value=each[:60])
            )
    if faults:
        raise LoadRefusedError(faults)
    codes = dict.fromkeys(each.strip() for each in indicators)
    return Bounds(
        tuple(dict.fromkeys(keys)), tuple(codes), tuple(Sending(e) for e in dict.fromkeys(kinds))
    )


def keep_bounds(
    connection: Connection, number: int, bounds: Bounds, indicator_codes: Collection[str]
) -> None:
    """Store what a new token is bound to.

    Args:
        connection: in a write transaction.
        number: of the token.
        bounds: what it may write of.
        indicator_codes: of all indicators.

    Raises:
        LoadRefusedError: areas or indicators that do not exist, or too many of them.
    """
    faults = [
        Problem(Phrase("access-area-unknown"), column="areas", value=f"{key.vintage}/{key.code}")
        for key in bounds.areas
        if _row_of(connection, key) is None
    ] + [
        Problem(Phrase("access-indicator-unknown"), column="indicators", value=code)
        for code in bounds.indicators
        if code not in indicator_codes
    ]
    if len(bounds.areas) + len(bounds.indicators) > _MOST:
        faults.append(Problem(Phrase("access-too-many", most=str(_MOST)), column="areas"))
    if faults:
        raise LoadRefusedError(faults)
    rows = [("area", key.vintage, key.code) for key in bounds.areas]
    rows += [("indicator", "", code) for code in bounds.indicators]
    rows += [("message", "", each.value) for each in bounds.sendings]
    if rows:
        names = ("about", "vintage", "code")
        connection.execute(
            insert(token_bound),
            [{"token_id": number, **dict(zip(names, row, strict=True))} for row in rows],
        )


def read_bounds(
    connection: Connection, numbers: Collection[int] | None = None
) -> dict[int, Bounds]:
    """Return the bounds of tokens that have any; None: of all tokens."""
    if numbers is None:
        rows = fetch_tuples(connection, _ALL)
    else:
        rows = fetch_tuples(connection, _BOUNDS, {"numbers": list(numbers)}) if numbers else []
    areas: dict[int, list[AreaKey]] = defaultdict(list)
    codes: dict[tuple[int, str], list[str]] = defaultdict(list)
    for number, about, vintage, code in rows:
        if about == "area":
            areas[number].append(AreaKey(vintage, code))
        else:
            codes[number, about].append(code)
    return {
        number: Bounds(
            tuple(areas[number]),
            tuple(codes[number, "indicator"]),
            tuple(Sending(each) for each in codes[number, "message"]),
        )
        for number in {row[0] for row in rows}
    }


def read_reach(connection: Connection, keys: Sequence[AreaKey]) -> frozenset[int]:
    """Return the ids of all areas whose land lies within some areas, in every vintage.

    That is all below them, the same units in other vintages, what went over from or into them as a
    whole, and the areas of other vintages of which every part does.
    """
    rows = fetch_tuples(
        connection,
        select(area.c.id, area.c.vintage, area.c.code, area.c.parent_id, area.c.unit_id),
    )
    number = {(vintage, code): ident for ident, vintage, code, _, _ in rows}
    vintage_of = {ident: vintage for ident, vintage, *_ in rows}
    children: dict[int, list[int]] = defaultdict(list)
    units: dict[int, list[int]] = defaultdict(list)
    for ident, _, _, parent, unit in rows:
        units[unit].append(ident)
        if parent is not None:
            children[parent].append(ident)
    sources, targets = _ties(connection, number)
    start = [row for key in keys if (row := _row_of(connection, key)) is not None]
    own = {vintage_of[each] for each in start}
    unit_of = {row[0]: row[4] for row in rows}
    parents = {row[0]: row[3] for row in rows if row[3] is not None}
    inside: set[int] = set()
    fresh = set(start)
    while fresh:
        inside |= fresh
        neighbours: set[int] = set()
        for each in fresh:
            neighbours.update(children[each], units[unit_of[each]])
            for ties, back in ((sources, targets), (targets, sources)):
                # What is tied to this one lies inside if all that it is tied to does.
                for other in ties.get(each, ()):
                    groups: dict[str, list[int]] = defaultdict(list)
                    for end in back[other]:
                        groups[vintage_of[end]].append(end)
                    if inside.issuperset(groups[vintage_of[each]]):
                        neighbours.add(other)
            above = parents.get(each)
            if (
                above is not None
                and vintage_of[above] not in own
                and inside.issuperset(children[above])
            ):
                neighbours.add(above)
        fresh = neighbours - inside
    return frozenset(inside)


def _ties(
    connection: Connection, number: Mapping[tuple[str, str], int]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return for each area by id those that it came from, and those that it went over into."""
    sources: dict[int, list[int]] = defaultdict(list)
    targets: dict[int, list[int]] = defaultdict(list)
    columns = ("from_vintage", "from_code", "to_vintage", "to_code")
    for row in fetch_tuples(connection, select(*(area_relation.c[name] for name in columns))):
        source, target = number.get((row[0], row[1])), number.get((row[2], row[3]))
        if source is not None and target is not None:
            sources[target].append(source)
            targets[source].append(target)
    return sources, targets


def _row_of(connection: Connection, key: AreaKey) -> int | None:
    """Return the id of the row that a vintage shows under a code."""
    statement = select(area_in.c.id).where(
        area_in.c.vintage == key.vintage, area_in.c.code == key.code
    )
    for (ident,) in fetch_tuples(connection, statement):
        return int(ident)
    return None


def refuse_sending(bounds: Bounds, sending: Sending) -> None:
    """Raise OutOfBoundsError where a token may not send this kind of message at all."""
    if not bounds.allow(sending):
        may = tuple(Phrase(f"access-sending-{each}") for each in bounds.sendings)
        raise OutOfBoundsError(
            [
                Problem(
                    Phrase("access-sending", sending=Phrase(f"access-sending-{sending}"), may=may)
                )
            ]
        )


def rows_out_of_bounds(
    rows: Sequence[Any],
    bounds: Bounds,
    reach: Collection[int],
    find: Callable[[str], int | None],
    most: int,
) -> list[Problem]:
    """Return a problem for each posted row that a token may not write.

    Args:
        rows: as they were posted; what is no row at all is left to the checks of rows.
        bounds: of the token.
        reach: ids of the areas that it may write of; see `read_reach`.
        find: returns the id of the area of a code, where there is one.
        most: how many problems are returned.
    """
    problems: list[Problem] = []
    advice = _advice(bounds)
    for at, row in enumerate(rows):
        if len(problems) >= most:
            break
        if not isinstance(row, Mapping):
            continue
        code, place = row.get("indicator"), row.get("area")
        if bounds.indicators and isinstance(code, str) and code.strip() not in bounds.indicators:
            problems.append(
                Problem(
                    Phrase("access-indicator-out"),
                    advice=advice,
                    row=at,
                    column="indicator",
                    value=code[:60],
                )
            )
        if bounds.areas and isinstance(place, str):
            area_id = find(place.strip())
            if area_id is not None and area_id not in reach:
                problems.append(
                    Problem(
                        Phrase("access-area-out"),
                        advice=advice,
                        row=at,
                        column="area",
                        value=place[:60],
                    )
                )
    return problems


def message_out_of_bounds(
    bounds: Bounds, reach: Collection[int], area_id: int | None, indicator: str
) -> list[Problem]:
    """Return what a message speaks of that a token may not speak of.

    A bound token names what it speaks of: a message about nothing stands before everybody.
    """
    problems, advice = [], _advice(bounds)
    if bounds.areas and area_id not in reach:
        problems.append(Problem(Phrase("access-area-out-or-missing"), advice=advice, column="area"))
    if bounds.indicators and indicator not in bounds.indicators:
        problems.append(
            Problem(
                Phrase("access-indicator-out-or-missing"),
                advice=advice,
                column="indicator",
                value=indicator,
            )
        )
    return problems


def _advice(bounds: Bounds) -> Phrase:
    """Return what a token may write of."""
    parts = []
    if bounds.areas:
        keys = ", ".join(f"{key.vintage}/{key.code}" for key in bounds.areas[:10])
        more = " …" if len(bounds.areas) > 10 else ""
        parts.append(Phrase("access-areas", keys=keys + more))
    if bounds.indicators:
        codes = ", ".join(bounds.indicators[:20])
        more = " …" if len(bounds.indicators) > 20 else ""
        parts.append(Phrase("access-indicators", codes=codes + more))
    return Phrase("access-may-send", parts=WordList("; ", tuple(parts)))


def bounds_in_words(bounds: Bounds, scope: str) -> str:
    """Return what a token may write of, in Vietnamese; what writes nothing has no bounds.

    >>> bounds_in_words(Bounds(indicators=("HT01",), sendings=(Sending.OBSERVATIONS,)), "write")
    'số liệu · mọi địa bàn · chỉ số HT01'
    >>> bounds_in_words(FREE, "write"), bounds_in_words(FREE, "admin")
    ('không giới hạn', '–')
    """
    if scope != "write":
        return "–"
    if not bounds:
        return say("access-unbounded")
    keys = ", ".join(f"{key.vintage}/{key.code}" for key in bounds.areas)
    codes = ", ".join(bounds.indicators)
    return " · ".join(
        (
            ", ".join(say(f"access-sending-{each}") for each in bounds.sendings or Sending),
            say("access-areas", keys=keys) if keys else say("access-every-area"),
            say("access-indicators", codes=codes) if codes else say("access-every-indicator"),
        )
    )


def require_write(scope: str, bounds: Bounds) -> None:
    """Raise IocError where bounds are asked for a token that writes nothing."""
    if bounds and scope != "write":
        raise IocError(Phrase("access-bounds-command"))
