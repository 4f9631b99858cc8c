"""The catalogue: indicators and their groups, targets, published figures, the wall's scenes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, select

from data.fetch import Prepared, fetch_frame, fetch_tuples
from data.schema import indicator, indicator_group, published_figure, target
from ioc.area import AreaKey, Level
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.indicator import Direction, Indicator, SpaceRule, TimeRule
from ioc.period import Frequency, parse_period

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"
MOST_CARDS = 6

_TEXT, _WHOLE, _NUMBER = "str", "int64", "float64"
_INDICATOR_TYPES = {
    column.name: {"id": _WHOLE, "position": _WHOLE, "decimals": _WHOLE, "factor": _NUMBER}.get(
        column.name, _TEXT
    )
    for column in indicator.columns
}
_GROUP_TYPES = {"code": _TEXT, "name_vi": _TEXT, "name_en": _TEXT, "position": _WHOLE}
_TARGET_TYPES = {
    "indicator_code": _TEXT,
    "level": _TEXT,
    "vintage": _TEXT,
    "area_code": _TEXT,
    "period": _TEXT,
    "value": _NUMBER,
    "source_vi": _TEXT,
    "source_en": _TEXT,
    "checked": _TEXT,
}
_FIGURE_TYPES = {
    "vintage": _TEXT,
    "area_code": _TEXT,
    "level": _TEXT,
    "period": _TEXT,
    "indicator_code": _TEXT,
    "is_target": "bool",
    "numerator": _NUMBER,
    "denominator": _NUMBER,
    "value": _NUMBER,
    "unit": _TEXT,
    "as_published": _TEXT,
    "source_title": _TEXT,
    "source_date": _TEXT,
}


_GROUPS = Prepared(
    select(*(indicator_group.c[name] for name in _GROUP_TYPES)).order_by(
        indicator_group.c.position, indicator_group.c.code
    )
)


def read_groups(conn: Connection) -> pd.DataFrame:
    """Read the groups of indicators, in the order in which they are shown.

    One row per group; empty when no catalogue is loaded.

        code, name_vi, name_en  str
        position                int64
    """
    return fetch_frame(conn, _GROUPS, _GROUP_TYPES)


_FIELDS = tuple(each.name for each in fields(Indicator))
# Where a text stands for a member of an enumeration.
_KINDS = {
    "direction": Direction,
    "space_rule": SpaceRule,
    "time_rule": TimeRule,
    "frequency": Frequency,
    "lowest_level": Level,
}
_KIND_PLACES = tuple((_FIELDS.index(name), kind) for name, kind in _KINDS.items())


def _indicators(names: Iterable[str]) -> Any:
    return (
        select(*(indicator.c[name] for name in names))
        .join(indicator_group, indicator_group.c.code == indicator.c.group_code)
        .order_by(indicator_group.c.position, indicator.c.position, indicator.c.code)
    )


_ALL = Prepared(_indicators(_FIELDS))
_BY_CODE = Prepared(_indicators(_FIELDS).where(indicator.c.code == bindparam("code")))


def read_indicators(conn: Connection) -> pd.DataFrame:
    """Read the indicators, in the order in which they are shown.

    One row per indicator; empty when no catalogue is loaded. Columns as in `schema.indicator`:
    id, position, decimals int64; factor float64; all others str, of which denominator_vi and
    denominator_en are missing for a measure without denominator.
    """
    return fetch_frame(conn, _indicators(_INDICATOR_TYPES), _INDICATOR_TYPES)


def all_indicators(conn: Connection) -> list[Indicator]:
    """Return the indicators, in the order in which they are shown."""
    return [_indicator(row) for row in fetch_tuples(conn, _ALL)]


def find_indicator(conn: Connection, code: str) -> Indicator:
    """Return the indicator with this code.

    Raises:
        NotFoundError: the catalogue does not hold it; names those with a similar code.
    """
    rows = fetch_tuples(conn, _BY_CODE, {"code": code})
    if rows:
        return _indicator(rows[0])
    known = list(conn.scalars(select(indicator.c.code).order_by(indicator.c.position)))
    if not known:
        raise NotFoundError(f"Không có chỉ số “{code}”: danh mục chỉ số chưa được nạp.")
    near = get_close_matches(code.strip().upper(), known, n=3)
    hint = f"Mã gần giống: {', '.join(near)}." if near else "Xem mã trong danh mục chỉ số."
    raise NotFoundError(f"Không có chỉ số “{code}” trong danh mục. {hint}")


def _indicator(row: tuple[Any, ...]) -> Indicator:
    cells = list(row)
    for place, kind in _KIND_PLACES:
        cells[place] = kind(cells[place])
    return Indicator(*cells)


_TARGETS = (
    select(
        *(indicator.c.code if name == "indicator_code" else target.c[name]
          for name in _TARGET_TYPES)
    )
    .join(indicator, indicator.c.id == target.c.indicator_id)
    .order_by(
        indicator.c.code, target.c.level, target.c.vintage, target.c.area_code, target.c.period
    )
)  # fmt: skip
_ALL_TARGETS = Prepared(_TARGETS)
_TARGETS_OF_ONE = Prepared(_TARGETS.where(indicator.c.code == bindparam("code")))
_TARGETS_OF = Prepared(_TARGETS.where(indicator.c.code.in_(bindparam("codes", expanding=True))))


def read_targets(conn: Connection, indicator_codes: list[str] | None = None) -> pd.DataFrame:
    """Read the targets, of these indicators or of all.

    One row per indicator × level × area × period, in this order; empty when there is none.

        indicator_code      str
        level               str      "" = every level
        vintage, area_code  str      both "" = every area
        period              str      a year; "" = standing, no year was named
        value               float64  in the indicator's unit
        source_vi/_en       str
        checked             str      verified | partly | not_verified
    """
    if indicator_codes is None:
        return fetch_frame(conn, _ALL_TARGETS, _TARGET_TYPES)
    return fetch_frame(conn, _TARGETS_OF, _TARGET_TYPES, {"codes": indicator_codes})


@dataclass(frozen=True)
class TargetInForce:
    """The target that a value is held against, and where it comes from."""

    value: float
    year: int | None  # None: standing, no year was named
    level: str  # level that it was set for; "" = every level
    of_area: bool  # set for this very area
    source_vi: str
    source_en: str
    checked: str  # verified | partly | not_verified


def find_target(
    targets: pd.DataFrame | Connection,
    indicator_code: str,
    level: Level,
    area: AreaKey,
    period: str,
) -> float | None:
    """Return the target in force; None if there is none. The rule: `find_target_in_force`."""
    found = find_target_in_force(targets, indicator_code, level, area, period)
    return None if found is None else found.value


def target_rows(targets: pd.DataFrame) -> dict[str, list[tuple[Any, ...]]]:
    """Return what `read_targets` returned as rows by indicator, for one look-up per indicator."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for row in zip(*(targets[name].tolist() for name in _TARGET_TYPES), strict=True):
        rows.setdefault(row[0], []).append(row)
    return rows


def find_target_in_force(
    targets: pd.DataFrame | Connection | list[tuple[Any, ...]],
    indicator_code: str,
    level: Level,
    area: AreaKey,
    period: str,
) -> TargetInForce | None:
    """Return the target in force for this area in this period; None if there is none.

    Targets set for the very area go before those for its level, these before those for all. Of
    them: the nearest one still to be met (smallest year not before the period's), else the last
    one that was to be met, else the standing one.

    Args:
        targets: what `read_targets` returned, rows of it (`target_rows`: for many look-ups), or
            a connection.
        indicator_code: an indicator without targets, or an unknown one, has none.
        level: level of the area.
        area: the area, by vintage and code.
        period: ISO text; its first day's year counts.

    Raises:
        PeriodError: the period is none.
    """
    year = parse_period(period).start.year
    # Plain tuples: a page asks this for each of its cards, and frames are slow by the row.
    rows: Iterable[tuple[Any, ...]]
    if isinstance(targets, Connection):
        rows = fetch_tuples(targets, _TARGETS_OF_ONE, {"code": indicator_code})
    elif isinstance(targets, list):
        rows = targets
    else:
        rows = target_rows(targets).get(indicator_code, [])
    best: tuple[tuple[bool, bool], tuple[int, int]] | None = None
    found = None
    for cells in rows:
        code, wanted_level, vintage, area_code, named_year, value, *origin = cells
        of_area = (vintage, area_code) == (area.vintage, area.code)
        if code != indicator_code or (area_code and not of_area):
            continue
        if wanted_level and wanted_level != level:
            continue
        named = int(named_year) if named_year else None
        rank = (of_area, bool(wanted_level)), _nearness(named, year)
        if best is None or rank > best:
            best = rank
            found = TargetInForce(float(value), named, wanted_level, of_area, *origin)
    return found


def _nearness(named: int | None, year: int) -> tuple[int, int]:
    if named is None:
        return 0, 0
    return (2, -named) if named >= year else (1, named)


_FIGURES = select(*(published_figure.c[name] for name in _FIGURE_TYPES)).order_by(
    published_figure.c.vintage, published_figure.c.area_code, published_figure.c.period,
    published_figure.c.indicator_code, published_figure.c.id,
)  # fmt: skip
_ALL_FIGURES = Prepared(_FIGURES)
_FIGURES_OF_AREA = Prepared(
    _FIGURES.where(
        published_figure.c.vintage == bindparam("vintage"),
        published_figure.c.area_code == bindparam("code"),
    )
)


def read_published_figures(conn: Connection, area_key: AreaKey | None = None) -> pd.DataFrame:
    """Read the figures that stood in the press, of one area or of all, as published.

    One row per figure, by area, then period and code; empty when there is none. They are
    quoted with their source, never added up.

        vintage, area_code  str      the province that the figure is about
        level               str      level that the figure speaks of: village, commune, …
        period              str      ISO period
        indicator_code      str      may lie outside the catalogue
        is_target           bool     the figure was announced as a goal
        numerator           float64  NaN = not published
        denominator         float64  NaN = not published, or a count
        value               float64
        unit                str
        as_published        str      the words of the source
        source_title        str
        source_date         str      YYYY-MM-DD
    """
    if area_key is None:
        return fetch_frame(conn, _ALL_FIGURES, _FIGURE_TYPES)
    values = {"vintage": area_key.vintage, "code": area_key.code}
    return fetch_frame(conn, _FIGURES_OF_AREA, _FIGURE_TYPES, values)


@dataclass(frozen=True)
class Scene:
    """One picture of the wall: a map, at most six cards and one trend, by indicator code."""

    code: str
    name_vi: str
    name_en: str
    seconds: int
    map: str
    cards: tuple[str, ...]
    trend: str

    def name(self, language: str = "vi") -> str:
        """Return the name in this language."""
        return self.name_en if language == "en" else self.name_vi

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        """All indicators of the scene, each once: map, cards, trend."""
        return tuple(dict.fromkeys((self.map, *self.cards, self.trend)))


def read_scenes(file: Path = CATALOGUE / "scenes.toml") -> tuple[Scene, ...]:
    """Return the wall's scenes in the order in which they rotate.

    Raises:
        LoadRefusedError: the file is no TOML, or a scene lacks a part; every fault is named.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("scene", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = Problem(f"không đọc được: {error}", "sửa theo cú pháp TOML, UTF-8", file.name)
        raise LoadRefusedError([problem]) from error
    if not (isinstance(tables, list) and tables and all(isinstance(each, dict) for each in tables)):
        problem = Problem("chưa có cảnh nào", "thêm ít nhất một [[scene]]", file.name)
        raise LoadRefusedError([problem])
    problems: list[Problem] = []
    scenes: list[Scene] = []
    for number, table in enumerate(tables, start=1):
        faults = _scene_faults(table, {scene.code for scene in scenes})
        problems += [
            Problem(f"cảnh thứ {number}: {fault}", mend, file.name, column=column)
            for column, fault, mend in faults
        ]
        if not faults:
            scenes.append(Scene(**table | {"cards": tuple(table["cards"])}))
    if problems:
        raise LoadRefusedError(problems)
    return tuple(scenes)


def _scene_faults(table: dict[str, Any], taken: set[str]) -> list[tuple[str, str, str]]:
    texts = ("code", "name_vi", "name_en", "map", "trend")
    faults = [
        (key, "thiếu hoặc không phải là chữ", "ghi một chuỗi chữ trong ngoặc kép")
        for key in texts
        if not isinstance(table.get(key), str) or not table[key].strip()
    ]
    if table.get("code") in taken:
        faults.append(("code", "mã cảnh bị lặp", "mỗi cảnh một mã"))
    seconds = table.get("seconds")
    if type(seconds) is not int or not 5 <= seconds <= 600:
        faults.append(("seconds", "không phải số giây từ 5 đến 600", "ghi số nguyên, ví dụ 30"))
    cards = table.get("cards")
    if not (
        isinstance(cards, list)
        and 1 <= len(cards) <= MOST_CARDS
        and all(isinstance(card, str) and card for card in cards)
        and len(set(cards)) == len(cards)
    ):
        mend = f"ghi từ 1 đến {MOST_CARDS} mã chỉ số khác nhau"
        faults.append(("cards", "danh sách thẻ không dùng được", mend))
    faults += [
        (key, "không thuộc về một cảnh", "xoá hoặc sửa tên khoá")
        for key in table.keys() - {*texts, "seconds", "cards"}
    ]
    return faults
