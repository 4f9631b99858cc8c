"""The view of an analysis: a requested state, corrected by what the store has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import Connection, select

from data.queries.area_in import area_below
from data.queries.areas import Area, find_area, read_vintages
from data.queries.catalogue import all_indicators
from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.land import LandArea, read_counterparts
from data.queries.periods import nearest_period
from data.queries.series_breaks import read_series_breaks
from data.store.fetch import fetch_tuples
from ioc.area import COUNTRY_CODE, AreaKey, Level, Vintage, search_name
from ioc.comparison import Movement
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.period import PeriodError, parse_period
from ioc.series_break import SeriesBreak
from ioc.status import Status
from ioc.view_state import CHARTS, PIVOTS, YEAR_AGO, ViewState
from ioc.words.phrase import Phrase

MODES = ("", "value", "status", "target", "change")
BESIDE = ("", "lines", "swipe")
COMPARE_WORDS = ("parent", "siblings")
MOST_COMPARED = 5


@dataclass(frozen=True)
class View:
    """A state with valid fields, and the areas, indicator and periods that it names.

    `refusals` are the fields of the requested state that could not be kept. `levels` are those that
    can be shown inside the area, `present` all levels that its province (or the country) has.
    `former` is the former district whose areas are shown. `periods` are those with a number at the
    level shown, ascending, or at the area's own level where there are none (`has_level_data`
    False). `last_closed` is the last of them that is over. `breaks` are those of the indicator's
    series.
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
    last_closed: str | None
    has_level_data: bool
    former: Area | None
    refusals: tuple[str, ...]
    breaks: tuple[SeriesBreak, ...] = ()

    @property
    def area(self) -> Area:
        """The area whose inside is shown."""
        return self.path[-1]

    @property
    def period(self) -> str:
        """The period shown; empty where the indicator has no number here."""
        return self.state.period

    @property
    def compared_codes(self) -> list[str]:
        """Codes of the areas that the picked one is compared with; all of them exist."""
        return _compared(self.state.compare)[1]


def resolve_view(
    connection: Connection,
    directories: Directories,
    request: ViewState,
    today: date,
    home: str,
    carried_from: str = "",
) -> View:
    """Return the view of a state; every invalid field falls back and is among the `refusals`.

    Args:
        connection: open connection.
        directories: memory of directories.
        request: the state of a link or of the controls.
        today: decides which periods are over; without a period the latest closed one is shown.
        home: code of the province to show where the requested area is unknown.
        carried_from: the vintage that `request.area` belongs to, if the vintage was changed.
    """
    vintages, by_code, breaks = directories.remember(
        connection, "catalogue", lambda: _read_all(connection)
    )
    indicators = tuple(by_code.values())
    state = request
    if state.vintage not in {each.code for each in vintages}:
        state = state.but(vintage=vintages[-1].code)
    if carried_from and carried_from != state.vintage:
        state = carry_area(connection, state, carried_from)
    scope = directories.remember(
        connection,
        ("place", state.vintage, state.area, state.former, home),
        lambda: _read_scope(connection, directories, state, home, vintages),
    )
    here, inside, former_area = scope.path[-1], scope.inside, scope.former
    indicator = by_code.get(state.indicator, indicators[0])
    levels = tuple(each for each in inside if each.depth <= indicator.lowest_level.depth)
    levels = levels or inside[:1] or (here.level,)
    level = Level(state.level) if state.level in [each.value for each in levels] else levels[0]
    second = choose_second(indicators, indicator, level, state)
    former = former_area.key.code if former_area else ""
    directory = directories.get(connection, here.key.vintage, level, here.key.code, former or None)
    # Below the indicator's lowest level nothing is shown, even if the store has packs.
    level_periods = (
        directories.periods(connection, indicator, directory)
        if level.depth <= indicator.lowest_level.depth
        else []
    )
    own = level_periods or directories.periods_at(
        connection, indicator, here.key.vintage, here.level
    )
    closed_periods = [each for each in own if parse_period(each).is_closed(today)]
    codes = directory.areas["code"].tolist() if state.selected else []
    state = state.but(
        area=here.key.code,
        vintage=here.key.vintage,
        former=former,
        level=level.value,
        group=state.group if state.group in {each.group_code for each in indicators} else "",
        indicator=indicator.code,
        second=second,
        period=_period(state.period, own, closed_periods),
        base=state.base if state.base in ("", YEAR_AGO, *own) else "",
        selected=state.selected if state.selected in codes else "",
        mode=state.mode if state.mode in MODES else "",
        compare=_compare(connection, directories, here.key.vintage, state.compare),
        chart=state.chart if state.chart in CHARTS else "",
        beside=state.beside if state.beside in BESIDE else "",
        pivot=state.pivot if state.pivot in PIVOTS else "",
        status=state.status if state.status in {each.value for each in Status} else "",
        move=state.move if state.move in {each.value for each in Movement} else "",
    )
    if state.group and state.group != indicator.group_code:
        state = state.but(group=indicator.group_code)
    return View(
        state=state,
        vintages=vintages,
        path=scope.path,
        level=level,
        levels=levels,
        present=scope.present,
        indicators=indicators,
        indicator=indicator,
        directory=directory,
        periods=tuple(own),
        last_closed=closed_periods[-1] if closed_periods else None,
        has_level_data=bool(level_periods),
        former=former_area,
        refusals=() if carried_from else _find_refusals(request, state),
        breaks=breaks.get(indicator.code, ()),
    )


def seconds_of(
    indicators: Sequence[Indicator], indicator: Indicator, level: Level
) -> list[Indicator]:
    """Return the indicators that can be shown beside another one at a level."""
    return [
        each
        for each in indicators
        if each.code != indicator.code and each.lowest_level.depth >= level.depth
    ]


def choose_second(
    indicators: Sequence[Indicator], indicator: Indicator, level: Level, state: ViewState
) -> str:
    """Return the code of the second indicator; empty where none is shown.

    Where none is chosen: the first one of the same group, else the first one at all.
    """
    if state.chart != "two":
        return ""
    choices = seconds_of(indicators, indicator, level)
    if state.second in {each.code for each in choices}:
        return state.second
    near = [each for each in choices if each.group_code == indicator.group_code]
    return next((each.code for each in [*near, *choices]), "")


def _find_refusals(request: ViewState, state: ViewState) -> tuple[str, ...]:
    """Return the names of the requested fields that are not shown as requested."""
    return tuple(
        field.name
        for field in fields(ViewState)
        if getattr(request, field.name)
        and getattr(request, field.name) != getattr(state, field.name)
        and field.name != "group"
        # Repeats and what is too many go without a word.
        and not (
            field.name == "compare" and _compared(request.compare)[1] == _compared(state.compare)[1]
        )
        # The first indicator may become the second one's: that is no fault of a link.
        and not (field.name == "second" and request.second == state.indicator)
    )


@dataclass(frozen=True)
class _AreaScope:
    """The path and the levels of the area shown, whatever the indicator."""

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
        raise NotFoundError(Phrase("store-empty"))
    return vintages, indicators, read_series_breaks(connection)


def _read_scope(
    connection: Connection,
    directories: Directories,
    state: ViewState,
    home: str,
    vintages: Sequence[Vintage],
) -> _AreaScope:
    path = _path(connection, directories, state, home)
    here = path[-1]
    present = directories.remember(
        connection,
        ("levels", here.key.vintage, here.province_code),
        lambda: _levels_present(connection, here),
    )
    inside = tuple(each for each in Level if each in present and each.depth > here.level.depth)
    return _AreaScope(tuple(path), present, inside, _find_former(connection, here, state, vintages))


def _path(
    connection: Connection, directories: Directories, state: ViewState, home: str
) -> list[Area]:
    for code in (state.area, home):
        try:
            path = directories.path(connection, AreaKey(state.vintage, code))
        except NotFoundError:
            continue
        # A village has no areas inside: its commune is shown.
        return path[:-1] if path[-1].level is Level.VILLAGE else path
    return directories.path(connection, AreaKey(state.vintage, COUNTRY_CODE))


def _levels_present(connection: Connection, here: Area) -> frozenset[Level]:
    """Return the levels of the area's province; villages are shown only inside a province."""
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
    """Return the district of another vintage whose communes are shown inside a province."""
    if not state.former or here.level is not Level.PROVINCE:
        return None
    for vintage in vintages:
        if vintage.code == here.key.vintage:
            continue
        try:
            district = find_area(connection, AreaKey(vintage.code, state.former))
        except NotFoundError:
            continue
        if district.level is Level.DISTRICT:
            return district
    return None


def _period(request: str, periods: Sequence[str], closed_periods: Sequence[str]) -> str:
    """Return the period nearest to the requested one; without a request the latest closed."""
    if request:
        try:
            return nearest_period(request, periods) or ""
        except PeriodError:
            pass
    return (closed_periods[-1] if closed_periods else nearest_period(None, periods)) or ""


def _compare(connection: Connection, directories: Directories, vintage: str, text: str) -> str:
    """Return the choice of compared series: each once, at most `MOST_COMPARED` areas that exist."""
    words, codes = _compared(text)
    keys = [AreaKey(vintage, code) for code in codes]
    return ",".join([*words, *(key.code for key in keys if _exists(connection, directories, key))])


def _compared(text: str) -> tuple[list[str], list[str]]:
    """Return the words and the codes of a choice of compared series, each once."""
    parts = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    words = [part for part in COMPARE_WORDS if part in parts]
    return words, [part for part in parts if part not in COMPARE_WORDS][:MOST_COMPARED]


def _exists(connection: Connection, directories: Directories, key: AreaKey) -> bool:
    try:
        return bool(directories.path(connection, key))
    except NotFoundError:
        return False


def carry_area(connection: Connection, state: ViewState, carried_from: str) -> ViewState:
    """Return the state with its area found in another vintage, by land and not by code.

    A district of the earlier vintage becomes the former district of the later province, and the
    other way round; an area without a single successor is replaced by the province of its land.
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
        district = find_area(connection, key)
    except NotFoundError:
        return None
    return district if district.level is Level.DISTRICT else None


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
        communes: the communes of the other vintage that hold land of the province.
    """
    counts = Counter(each.province_code or COUNTRY_CODE for each in communes).most_common()
    name = search_name(old.name)
    for code, _ in counts:
        if search_name(find_area(connection, AreaKey(target, code)).name) == name:
            return code
    return counts[0][0]
