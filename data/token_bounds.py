"""What a write token may write of: areas with all that lies below, indicators, kinds of message.

A token without bounds may write everything, as it always could.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from data.area_in import area_in
from data.fetch import Prepared, fetch_tuples
from data.schema import area, area_relation, token_bound
from ioc.area import AreaKey
from ioc.errors import IocError, LoadRefusedError, Problem

_MOST = 200
_BOUNDS = Prepared(
    select(token_bound.c.token_id, token_bound.c.about, token_bound.c.vintage, token_bound.c.code)
    .where(token_bound.c.token_id.in_(bindparam("numbers", expanding=True)))
    .order_by(token_bound.c.about, token_bound.c.vintage, token_bound.c.code)
)
_ALL = Prepared(
    select(
        token_bound.c.token_id, token_bound.c.about, token_bound.c.vintage, token_bound.c.code
    ).order_by(token_bound.c.about, token_bound.c.vintage, token_bound.c.code)
)


class Sending(StrEnum):
    """What machines send."""

    OBSERVATIONS = "observations"
    ALERTS = "alerts"


_SENDINGS = {Sending.OBSERVATIONS: "số liệu", Sending.ALERTS: "thông báo"}


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
            faults.append(Problem("địa bàn phải ghi cùng kỳ địa giới", "ghi ví dụ 2025-07-01/40",
                                  column="areas", value=each[:60]))  # fmt: skip
        keys.append(AreaKey(vintage.strip(), code.strip()))
    sent = [each.strip() for each in sendings]
    for each in sent:
        if each not in set(Sending):
            faults.append(
                Problem("không có loại này", "chọn observations (số liệu), alerts (thông báo)",
                        column="sendings", value=each[:60])
            )  # fmt: skip
    if faults:
        raise LoadRefusedError(faults)
    codes = dict.fromkeys(each.strip() for each in indicators)
    return Bounds(
        tuple(dict.fromkeys(keys)), tuple(codes), tuple(Sending(e) for e in dict.fromkeys(sent))
    )


def keep_bounds(
    connection: Connection, number: int, bounds: Bounds, known: Collection[str]
) -> None:
    """Keep what a new token is bound to.

    Args:
        connection: in a write transaction.
        number: of the token.
        bounds: what it may write of.
        known: codes of all indicators.

    Raises:
        LoadRefusedError: areas or indicators that there are not, or far too many.
    """
    faults = [
        Problem("không có địa bàn này", "xem mã và kỳ địa giới ở trang Địa bàn",
                column="areas", value=f"{key.vintage}/{key.code}")
        for key in bounds.areas if _row_of(connection, key) is None
    ] + [
        Problem("không có chỉ số này", "ghi mã chỉ số theo danh mục, ví dụ HT01",
                column="indicators", value=code)
        for code in bounds.indicators if code not in known
    ]  # fmt: skip
    if len(bounds.areas) + len(bounds.indicators) > _MOST:
        faults.append(Problem(f"nhiều hơn {_MOST} địa bàn và chỉ số", "chọn địa bàn cấp trên",
                              column="areas"))  # fmt: skip
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
    came, went = _ties(connection, number)
    start = [row for key in keys if (row := _row_of(connection, key)) is not None]
    own = {vintage_of[each] for each in start}
    unit_of = {row[0]: row[4] for row in rows}
    parents = {row[0]: row[3] for row in rows if row[3] is not None}
    inside: set[int] = set()
    fresh = set(start)
    while fresh:
        inside |= fresh
        found: set[int] = set()
        for each in fresh:
            found.update(children[each], units[unit_of[each]])
            for ties, back in ((came, went), (went, came)):
                # What is tied to this one lies inside if all that it is tied to does.
                for other in ties.get(each, ()):
                    groups: dict[str, list[int]] = defaultdict(list)
                    for end in back[other]:
                        groups[vintage_of[end]].append(end)
                    if inside.issuperset(groups[vintage_of[each]]):
                        found.add(other)
            above = parents.get(each)
            if (
                above is not None
                and vintage_of[above] not in own
                and inside.issuperset(children[above])
            ):
                found.add(above)
        fresh = found - inside
    return frozenset(inside)


def _ties(
    connection: Connection, number: Mapping[tuple[str, str], int]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return for each area by id those that it came from, and those that it went over into."""
    came: dict[int, list[int]] = defaultdict(list)
    went: dict[int, list[int]] = defaultdict(list)
    columns = ("from_vintage", "from_code", "to_vintage", "to_code")
    for row in fetch_tuples(connection, select(*(area_relation.c[name] for name in columns))):
        source, target = number.get((row[0], row[1])), number.get((row[2], row[3]))
        if source is not None and target is not None:
            came[target].append(source)
            went[source].append(target)
    return came, went


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
        may = ", ".join(_SENDINGS[each] for each in bounds.sendings)
        raise OutOfBoundsError(
            [
                Problem(
                    f"khoá này không được gửi {_SENDINGS[sending]}", f"khoá này chỉ được gửi: {may}"
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
    """Return what is wrong with each posted row that a token may not write.

    Args:
        rows: as they came; what is no row at all is left to the checks of rows.
        bounds: of the token.
        reach: ids of the areas that it may write of; see `read_reach`.
        find: the id of the area of a code, where there is one.
        most: how many problems are told.
    """
    problems: list[Problem] = []
    listed = _listed(bounds)
    for at, row in enumerate(rows):
        if len(problems) >= most:
            break
        if not isinstance(row, Mapping):
            continue
        code, place = row.get("indicator"), row.get("area")
        if bounds.indicators and isinstance(code, str) and code.strip() not in bounds.indicators:
            problems.append(Problem("chỉ số ngoài phạm vi của khoá", listed, row=at,
                                    column="indicator", value=code[:60]))  # fmt: skip
        if bounds.areas and isinstance(place, str):
            found = find(place.strip())
            if found is not None and found not in reach:
                problems.append(Problem("địa bàn ngoài phạm vi của khoá", listed, row=at,
                                        column="area", value=place[:60]))  # fmt: skip
    return problems


def message_out_of_bounds(
    bounds: Bounds, reach: Collection[int], area_id: int | None, indicator: str
) -> list[Problem]:
    """Return what a message speaks of that a token may not speak of.

    A bound token names what it speaks of: a message about nothing stands before everybody.
    """
    problems, listed = [], _listed(bounds)
    if bounds.areas and area_id not in reach:
        problems.append(
            Problem("địa bàn ngoài phạm vi của khoá, hoặc chưa nêu", listed, column="area")
        )
    if bounds.indicators and indicator not in bounds.indicators:
        problems.append(
            Problem("chỉ số ngoài phạm vi của khoá, hoặc chưa nêu", listed, column="indicator",
                    value=indicator)
        )  # fmt: skip
    return problems


def _listed(bounds: Bounds) -> str:
    """Return what a token may write of, in words."""
    parts = []
    if bounds.areas:
        keys = ", ".join(f"{key.vintage}/{key.code}" for key in bounds.areas[:10])
        parts.append(f"địa bàn {keys}{' …' if len(bounds.areas) > 10 else ''} và cấp dưới")
    if bounds.indicators:
        codes = ", ".join(bounds.indicators[:20])
        parts.append(f"chỉ số {codes}{' …' if len(bounds.indicators) > 20 else ''}")
    return f"khoá này được gửi: {'; '.join(parts)}"


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
        return "không giới hạn"
    keys = ", ".join(f"{key.vintage}/{key.code}" for key in bounds.areas)
    return " · ".join(
        (
            ", ".join(_SENDINGS[each] for each in bounds.sendings) or "số liệu, thông báo",
            f"địa bàn {keys} và cấp dưới" if keys else "mọi địa bàn",
            f"chỉ số {', '.join(bounds.indicators)}" if bounds.indicators else "mọi chỉ số",
        )
    )


def require_write(scope: str, bounds: Bounds) -> None:
    """Raise IocError where bounds are asked for a token that writes nothing."""
    if bounds and scope != "write":
        raise IocError("Chỉ khoá quyền write có phạm vi (--area, --indicator, --for).")
