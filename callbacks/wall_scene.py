"""What a scene of the wall says: its area, its cards, its map, who is behind."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from callbacks.analysis_series import changes_of
from callbacks.area_vintages import find_there
from callbacks.context import Context
from callbacks.wall_map import (
    Ground,
    map_ground,
    map_period,
    read_behind,
    read_card_behind,
    read_rank,
    wall_map_spec,
)
from data.queries.areas import Area, find_area, read_path, read_vintages
from data.queries.cards import read_cards
from data.queries.catalogue import find_indicator
from data.queries.standing import count_silent, count_unranked, read_standing
from data.queries.wall import find_last_change
from ioc.area import COUNTRY_CODE, AreaKey, Level, resolve_vintage
from ioc.card import Card
from ioc.errors import NotFoundError
from ioc.short_name import ShortName
from ioc.wall import Scene
from layouts.wall_behind import PlaceLine, place_line, rank_line, silent_line
from layouts.wall_view import (
    News,
    SceneView,
    news_lines,
    row_view,
    short_name_of,
    trend_view,
)
from layouts.wall_words import WORDS


def find_wall_area(
    connection: Connection, context: Context, code: str | None, vintage: str | None = None
) -> Area:
    """Return the area of the wall: the asked one, else the home province, else the country.

    In the vintage that a code or a date names, else in the newest. The home province is set by its
    code in the newest vintage: in another one it is the province with most of its land.
    """
    vintages = read_vintages(connection)
    newest = vintages[-1]
    try:
        shown = resolve_vintage(vintage, vintages) if vintage else newest
    except NotFoundError:
        shown = newest
    try:
        if code:
            return find_area(connection, AreaKey(shown.code, code))
    except NotFoundError:
        pass
    try:
        home = read_path(connection, AreaKey(newest.code, context.settings.province))
    except NotFoundError:
        return find_area(connection, AreaKey(shown.code, COUNTRY_CODE))
    return home[-1] if shown is newest else find_there(context, connection, home, shown.code)


def area_name(area: Area, language: str) -> str:
    """Return the name over the scenes."""
    return area.name_en or area.name if language == "en" else area.name


def named_in(area: Area, language: str, *, is_newest: bool) -> str:
    """Return the name over the scenes: "Yên Bái cũ" in a vintage that is not the newest."""
    name = area_name(area, language)
    if is_newest or area.level is Level.COUNTRY:
        return name
    return WORDS["former"][language == "en"].format(name)


def read_scene(
    connection: Connection,
    context: Context,
    scene: Scene,
    area: Area,
    names: dict[str, ShortName],
    language: str,
) -> tuple[SceneView, dict[str, Any]]:
    """Return what a scene says of an area, and the spec of its map."""
    today = context.today()
    indicators = [find_indicator(connection, code) for code in scene.indicator_codes]
    read = read_cards(connection, area, indicators, None, today, directories=context.directories)
    by_code = {card.indicator.code: card for card in read}
    cards = [by_code[code] for code in scene.cards]
    map_card = by_code[scene.map]
    ground = map_ground(connection, context, area, map_card.indicator)
    period = map_period(connection, context, ground, map_card)
    spec = wall_map_spec(connection, context, ground, map_card.indicator, period, language)
    where = read_where(connection, context, ground, map_card, period, spec, names, language)
    last = find_last_change(connection)
    news = News(last.at, last.indicators, last.kind) if last else None
    drawn = bool(spec["topology"] or spec["points"])
    trend = by_code[scene.trend]
    vintages = read_vintages(connection)
    changes = changes_of(vintages, trend.history, language)
    own = next(each for each in vintages if each.code == area.key.vintage)
    view = SceneView(
        code=scene.code,
        area=named_in(area, language, is_newest=own is vintages[-1]),
        name=scene.name(language),
        seconds=scene.seconds,
        rows=tuple(
            row_view(
                card,
                names,
                language,
                read_card_behind(connection, context, area, card),
                area.level,
                today,
            )
            for card in cards
        ),
        map_name=short_name_of(map_card, names, language),
        where=where,
        trend=trend_view(
            trend, names, language, [date.fromisoformat(day) for day, _ in changes], read
        ),
        news=news_lines(news, cards, names, language, today),
        demo=any(card.is_demo for card in read),
        note="" if drawn else WORDS["no_map"][language == "en"],
        vintage=""
        if own is vintages[-1]
        else WORDS["vintage"][language == "en"].format(
            own.name_en if language == "en" else own.name_vi
        ),
        indicators=scene.indicator_codes,
        from_time=scene.from_time,
        to_time=scene.to_time,
        days=scene.days,
    )
    return view, spec


def read_where(
    connection: Connection,
    context: Context,
    ground: Ground,
    card: Card,
    period: str | None,
    spec: dict[str, Any],
    names: dict[str, ShortName],
    language: str,
) -> tuple[PlaceLine, ...]:
    """Return the lines under the map, shown in turn, and put the marks of who is named into `spec`.

    Those furthest behind; or the place of the wall's area among its neighbours. Then how many are
    silent, and what the boundaries are.
    """
    tier = spec["tier_label"].split(",")[0]
    count = len(ground.directory.areas)
    if period is None:
        return (silent_line(count, count, ground.level, tier, language),)
    indicator = card.indicator
    targets = context.directories.targets(connection, indicator.code)
    frame = read_standing(connection, indicator, ground.directory, period, targets)
    last = silent_line(
        count, count_silent(frame), ground.level, tier, language, count_unranked(frame)
    )
    if ground.own:
        return rank_line(card, read_rank(frame, ground.own), ground.level, language), last
    behind = read_behind(connection, context, ground, indicator, period)
    spec["pins"] = [each.code for each in behind]
    return (
        *(place_line(place, each, names, language) for place, each in enumerate(behind, start=1)),
        last,
    )
