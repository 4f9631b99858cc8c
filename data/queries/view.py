"""What an analysis shows: a wished state made good against what the store holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import Connection, select

from data.area_in import area_below
from data.directories import DirectoryCache
from data.fetch import fetch_tuples
from data.queries.areas import Area, find_area, read_vintages
from data.queries.catalogue import all_indicators
from data.queries.directory import Directory
from data.queries.land import LandArea, read_counterparts
from data.queries.periods import nearest_period
from data.queries.series_breaks import read_series_breaks
from ioc.area import COUNTRY_CODE, AreaKey, Level, Vintage, search_name
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.period import Frequency, PeriodError, parse_period
from ioc.series_break import SeriesBreak, is_parted
from ioc.status import Status
from ioc.view_state import ViewState

MODES = ("value", "status", "target")
BESIDE = ("", "lines", "swipe")
COMPARE_WORDS = ("parent", "siblings")
MOST_COMPARED = 5


@dataclass(frozen=True)
class View:
    """A state in which every field holds, and what it stands for.

    `refused` names the fields of the wished state that the store could not honour. `levels` are
    those at which the area's inside can be shown, `present` all that its province (or the country)
    has. `former` is the former district that gathers the areas shown. `periods` are those that
    hold a number at the level shown, ascending, or at the area's own level where none does
    (`has_level_data` False). `breaks` are those of the indicator's series.
    """

    state: ViewState
    vintages: tuple[Vintage, ...]
    path: tuple[Area, ...]
    level: Level
    levels: tuple[Level, ...]
    present: frozenset[Level]
    indicators: tuple[Indicator, ...]
    indicator: Indicator
    directory: Directory
    periods: tuple[str, ...]
    closed: str | None
    has_level_data: bool
    former: Area | None
    refused: tuple[str, ...]
    breaks: tuple[SeriesBreak, ...] = ()

    @property
    def area(self) -> Area:
        """The area whose inside is shown."""
        return self.path[-1]

    @property
    def period(self) -> str:
        """The period shown; empty where the indicator has no number here at all."""
        return self.state.period


def resolve_view(
    connection: Connection,
    directories: DirectoryCache,
    wished: ViewState,
    today: date,
    home: str,
    carried_from: str = "",
) -> View:
    """Return what a state shows; every value that does not hold falls back and is named.

    Args:
        connection: open connection.
        directories: memory of directories.
        wished: the state of a link or of the controls.
        today: what decides which period is closed; without a wish the latest closed one is shown.
        home: code of the province to show where the wished area is unknown.
        carried_from: the vintage that `wished.area` belongs to, where the vintage was changed.
    """
    vintages, by_code, breaks = directories.remember(
        connection, "catalogue", lambda: _read_all(connection)
    )
    indicators = tuple(by_code.values())
    state = wished
    if state.vintage not in {each.code for each in vintages}:
        state = state.but(vintage=vintages[-1].code)
    if carried_from and carried_from != state.vintage:
        state = carry_area(connection, state, carried_from)
    place = directories.remember(
        connection,
        ("place", state.vintage, state.area, state.former, home),
        lambda: _read_place(connection, directories, state, home, vintages),
    )
    here, inside, gathered = place.path[-1], place.inside, place.former
    indicator = by_code.get(state.indicator, indicators[0])
    levels = tuple(each for each in inside if each.depth <= indicator.lowest_level.depth)
    levels = levels or inside[:1] or (here.level,)
    level = Level(state.level) if state.level in [each.value for each in levels] else levels[0]
    former = gathered.key.code if gathered else ""
    directory = directories.get(connection, here.key.vintage, level, here.key.code, former or None)
    # Below the lowest level that reports there is nothing, whatever the store keeps ready for it.
    held = (
        directories.periods(connection, indicator, directory)
        if level.depth <= indicator.lowest_level.depth
        else []
    )
    own = held or directories.periods_at(connection, indicator, here.key.vintage, here.level)
    closed = [each for each in own if parse_period(each).is_closed(today)]
    codes = directory.areas["code"].tolist() if state.selected else []
    state = state.but(
        area=here.key.code,
        vintage=here.key.vintage,
        former=former,
        level=level.value,
        group=state.group if state.group in {each.group_code for each in indicators} else "",
        indicator=indicator.code,
        period=_period(state.period, own, closed),
        selected=state.selected if state.selected in codes else "",
        mode=state.mode if state.mode in MODES else "value",
        compare=_compare(state.compare),
        beside=state.beside if state.beside in BESIDE else "",
        status=state.status if state.status in {each.value for each in Status} else "",
    )
    if state.group and state.group != indicator.group_code:
        state = state.but(group=indicator.group_code)
    return View(
        state=state,
        vintages=vintages,
        path=place.path,
        level=level,
        levels=levels,
        present=place.present,
        indicators=indicators,
        indicator=indicator,
        directory=directory,
        periods=tuple(own),
        closed=closed[-1] if closed else None,
        has_level_data=bool(held),
        former=gathered,
        refused=() if carried_from else _refused(wished, state),
        breaks=breaks.get(indicator.code, ()),
    )


def period_before(view: View) -> str | None:
    """Return the period to compare with: the one just before, both over, no break between."""
    if not view.closed or not view.period or view.period > view.closed:
        return None
    shown = parse_period(view.period)
    before = shown.previous().iso
    comparable = (
        shown.frequency is not Frequency.DAY
        and before in view.periods
        and not is_parted(view.breaks, before, view.period)
    )
    return before if comparable else None


def _refused(wished: ViewState, state: ViewState) -> tuple[str, ...]:
    """Name what was wished and is not shown; a wish left open cannot be refused."""
    return tuple(
        field.name
        for field in fields(ViewState)
        if getattr(wished, field.name)
        and getattr(wished, field.name) != getattr(state, field.name)
        and field.name not in ("compare", "group")
    )


@dataclass(frozen=True)
class _Place:
    """What an area is, whatever is shown of it."""

    path: tuple[Area, ...]
    present: frozenset[Level]
    inside: tuple[Level, ...]
    former: Area | None


def _read_all(
    connection: Connection,
) -> tuple[tuple[Vintage, ...], dict[str, Indicator], dict[str, tuple[SeriesBreak, ...]]]:
    vintages = tuple(read_vintages(connection))
    indicators = {each.code: each for each in all_indicators(connection)}
    if not vintages or not indicators:
        raise NotFoundError("Kho chưa có địa bàn hoặc danh mục chỉ số. Hãy chạy: app.py prepare")
    return vintages, indicators, read_series_breaks(connection)


def _read_place(
    connection: Connection,
    directories: DirectoryCache,
    state: ViewState,
    home: str,
    vintages: Sequence[Vintage],
) -> _Place:
    path = _path(connection, directories, state, home)
    here = path[-1]
    present = directories.remember(
        connection,
        ("levels", here.key.vintage, here.province_code),
        lambda: _levels_present(connection, here),
    )
    inside = tuple(each for each in Level if each in present and each.depth > here.level.depth)
    return _Place(tuple(path), present, inside, _find_former(connection, here, state, vintages))


def _path(
    connection: Connection, directories: DirectoryCache, state: ViewState, home: str
) -> list[Area]:
    for code in (state.area, home):
        try:
            path = directories.path(connection, AreaKey(state.vintage, code))
        except NotFoundError:
            continue
        # A village has no inside: its commune is shown.
        return path[:-1] if path[-1].level is Level.VILLAGE else path
    return directories.path(connection, AreaKey(state.vintage, COUNTRY_CODE))


def _levels_present(connection: Connection, here: Area) -> frozenset[Level]:
    """Return the levels that the area's province has; villages are shown within a province only."""
    statement = select(area_below.c.level).where(area_below.c.vintage == here.key.vintage)
    if here.province_code:
        statement = statement.where(area_below.c.province_code == here.province_code)
    present = {Level(row[0]) for row in fetch_tuples(connection, statement.distinct())}
    if here.level is Level.COUNTRY:
        present = present - {Level.VILLAGE} | {Level.COUNTRY}
    return frozenset(present)


def _find_former(
    connection: Connection, here: Area, state: ViewState, vintages: Sequence[Vintage]
) -> Area | None:
    """Return the district of another vintage by which the communes of a province are gathered."""
    if not state.former or here.level is not Level.PROVINCE:
        return None
    for vintage in vintages:
        if vintage.code == here.key.vintage:
            continue
        try:
            found = find_area(connection, AreaKey(vintage.code, state.former))
        except NotFoundError:
            continue
        if found.level is Level.DISTRICT:
            return found
    return None


def _period(wished: str, periods: Sequence[str], closed: Sequence[str]) -> str:
    """Return the period that answers for the wished one; without a wish the latest closed."""
    if wished:
        try:
            return nearest_period(wished, periods) or ""
        except PeriodError:
            pass
    return (closed[-1] if closed else nearest_period(None, periods)) or ""


def _compare(text: str) -> str:
    """Return the choice of compared series without repeats, areas limited to a readable few."""
    parts = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    words = [part for part in COMPARE_WORDS if part in parts]
    codes = [part for part in parts if part not in COMPARE_WORDS][:MOST_COMPARED]
    return ",".join(words + codes)


def carry_area(connection: Connection, state: ViewState, carried_from: str) -> ViewState:
    """Return the state with its area looked up in another vintage, by land and not by code.

    A district of the earlier vintage becomes the former district of the later province and the
    other way round; an area without one clear successor gives way to the province that holds it.
    """
    target = state.vintage
    plain = state.but(former="", selected="", level="", compare=_words_of(state.compare))
    if state.area == COUNTRY_CODE:
        return plain
    if state.former:
        district = _find_district(connection, AreaKey(target, state.former))
        if district is not None:
            return plain.but(area=district.key.code)
    try:
        old = find_area(connection, AreaKey(carried_from, state.area))
    except NotFoundError:
        return plain.but(area="")
    others = read_counterparts(connection, old, target)
    if not others:
        return plain.but(area="")
    if old.level is Level.PROVINCE:
        return plain.but(area=_same_province(connection, old, target, others))
    if old.level is Level.COMMUNE and len(others) == 1:
        return plain.but(area=others[0].key.code)
    former = old.key.code if old.level is Level.DISTRICT else ""
    return plain.but(area=others[0].province_code or COUNTRY_CODE, former=former)


def _find_district(connection: Connection, key: AreaKey) -> Area | None:
    try:
        found = find_area(connection, key)
    except NotFoundError:
        return None
    return found if found.level is Level.DISTRICT else None


def _words_of(compare: str) -> str:
    return ",".join(part for part in compare.split(",") if part in COMPARE_WORDS)


def _same_province(
    connection: Connection, old: Area, target: str, communes: Sequence[LandArea]
) -> str:
    """Return the province of the other vintage with this name, else the one with most of its land.

    Args:
        connection: open connection.
        old: the province.
        target: the other vintage.
        communes: those of the other vintage that hold land of the province.
    """
    held = Counter(each.province_code or COUNTRY_CODE for each in communes).most_common()
    wanted = search_name(old.name)
    for code, _ in held:
        if search_name(find_area(connection, AreaKey(target, code)).name) == wanted:
            return code
    return held[0][0]
