"""The content of a scene of the wall: its area, its cards, its map, the areas behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from callbacks.area.vintages import find_there
from callbacks.frame.context import Context
from callbacks.lines.series import changes_of
from callbacks.map.spec import boundary_words
from callbacks.wall.map import (
    MapGround,
    last_period_before,
    map_ground,
    map_level,
    map_period,
    read_behind,
    read_card_behind,
    read_rank,
    wall_map_spec,
)
from callbacks.wall.overview import OVERVIEW, read_overview
from callbacks.wall.villages import read_villages
from data.queries.areas import Area, find_area, read_path, read_vintages
from data.queries.catalogue import find_indicator
from data.queries.recent import find_last_change
from data.queries.screens.cards import read_cards
from data.queries.standing import count_silent, count_unranked, read_standing
from ioc.answers import MapSpec, VillagePlay
from ioc.area import COUNTRY_CODE, AreaKey, Level, Vintage, resolve_vintage
from ioc.card import Card
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.sentences.owner import owner_line
from ioc.wall import Scene
from ioc.words.catalogue import say
from ioc.words.records import text_in
from layouts.wall.behind import PlaceLine, place_line, rank_line, silent_text
from layouts.wall.news import WallNews, news_lines, week_lines
from layouts.wall.order import by_urgency
from layouts.wall.view import WHERE, SceneView, row_view, trend_view


def find_wall_area(
    connection: Connection, context: Context, code: str | None, vintage: str | None = None
) -> Area:
    """Return the area of the wall: the requested one, else the home province, else the country.

    Its vintage is the one that a code or a date names, else the newest. The home province is set by
    its code in the newest vintage: in another one it is the province with most of its land.
    """
    vintages = read_vintages(connection)
    newest = vintages[-1]
    try:
        target = resolve_vintage(vintage, vintages) if vintage else newest
    except NotFoundError:
        target = newest
    try:
        if code:
            return find_area(connection, AreaKey(target.code, code))
    except NotFoundError:
        pass
    try:
        home = read_path(connection, AreaKey(newest.code, context.settings.province))
    except NotFoundError:
        return find_area(connection, AreaKey(target.code, COUNTRY_CODE))
    return home[-1] if target is newest else find_there(context, connection, home, target.code)


def area_name(area: Area, language: str) -> str:
    """Return the name over the scenes."""
    return text_in(language, area, "name") or area.name


def scene_area_name(area: Area, language: str, *, is_newest: bool) -> str:
    """Return the name over the scenes: "Yên Bái cũ" in a vintage that is not the newest."""
    name = area_name(area, language)
    if is_newest or area.level is Level.COUNTRY:
        return name
    return say("wall-former", language, name=name)


def read_scene(
    connection: Connection,
    context: Context,
    scene: Scene,
    area: Area,
    language: str,
) -> tuple[SceneView, MapSpec]:
    """Return the content of a scene for an area, and the spec of its map."""
    today = context.today()
    indicators = [find_indicator(connection, code) for code in scene.indicator_codes]
    read = read_cards(connection, area, indicators, None, today, directories=context.directories)
    by_code = {card.indicator.code: card for card in read}
    cards = by_urgency([by_code[code] for code in scene.cards])
    map_card, trend = _shown_in(scene, by_code, cards, area)
    ground = map_ground(connection, context, area, map_card.indicator)
    is_overview = scene.is_shipped and scene.code == OVERVIEW
    overview = read_overview(connection, context, area, language) if is_overview else None
    red_map = overview.map if overview else None
    where: tuple[PlaceLine, ...] = ()
    period: str | None = None
    if overview and red_map is not None:
        spec, silent = red_map, overview.silent
    else:
        period = map_period(connection, context, ground, map_card)
        spec = wall_map_spec(connection, context, ground, map_card.indicator, period, language)
        where, silent = read_where(connection, context, ground, map_card, period, spec, language)
    villages = None
    if scene.play == "villages":
        villages = read_villages(connection, context, area, map_card, period, language)
    owner = map_card.owner
    last = find_last_change(connection)
    news = WallNews(last.at, last.indicators, last.kind) if last else None
    has_land = bool(spec["topology"] or spec["points"])
    vintages = read_vintages(connection)
    changes = changes_of(vintages, trend.history, language)
    own = next(each for each in vintages if each.code == area.key.vintage)
    view = SceneView(
        code=scene.code,
        area=scene_area_name(area, language, is_newest=own is vintages[-1]),
        name=scene.name(language),
        seconds=scene.seconds,
        rows=tuple(
            row_view(
                card,
                language,
                read_card_behind(connection, context, area, card),
                area.level,
                today,
            )
            for card in cards
        ),
        map_name=red_map["title"] if red_map else map_card.indicator.short_name(language),
        where=overview.lines[:WHERE] if overview else where,
        has_groups=is_overview,
        owner=owner_line(owner, language) if owner and not overview else "",
        silent=silent,
        tier=boundary_words(context, connection, ground.area, ground.level, language),
        trend=trend_view(trend, language, [date.fromisoformat(day) for day, _ in changes], read),
        news=week_lines(news, overview.cards, overview.fresh, language, today)
        if overview
        else news_lines(news, cards, language, today),
        demo=any(card.is_demo for card in read),
        note=_note(scene, villages, language, has_land=has_land),
        vintage=""
        if own is vintages[-1]
        else say("wall-vintage", language, name=own.name(language)),
        indicators=scene.indicator_codes + (overview.indicators if overview else ()),
        from_time=scene.from_time,
        to_time=scene.to_time,
        days=scene.days,
        play=scene.play,
        before=_before(connection, context, area, vintages, map_card.indicator, language)
        if scene.play == "merger"
        else None,
        villages=villages,
    )
    return view, spec


def _note(scene: Scene, villages: VillagePlay | None, language: str, *, has_land: bool) -> str:
    """Return why a map shows or plays nothing; empty where it does."""
    if not has_land:
        return say("wall-no_map", language)
    if scene.play == "villages" and villages is None:
        return say("wall-play_no_villages", language)
    return ""


def _before(
    connection: Connection,
    context: Context,
    area: Area,
    vintages: Sequence[Vintage],
    indicator: Indicator,
    language: str,
) -> MapSpec | None:
    """Return the map of the same land in the vintage before, in its last period.

    It has the areas and the numbers of that vintage alone. None in the earliest vintage, or where
    nothing was reported before.
    """
    at = [each.code for each in vintages].index(area.key.vintage)
    if not at:
        return None
    there = find_there(context, connection, read_path(connection, area.key), vintages[at - 1].code)
    ground = map_ground(connection, context, there, indicator)
    merger = date.fromisoformat(vintages[at].valid_from)
    period = last_period_before(connection, context, ground, indicator, merger)
    if period is None:
        return None
    return wall_map_spec(connection, context, ground, indicator, period, language)


def _shown_in(
    scene: Scene, by_code: Mapping[str, Card], cards: Sequence[Card], area: Area
) -> tuple[Card, Card]:
    """Return the cards of the map and of the trend.

    A shipped scene shows the most urgent of its cards that the areas of the map report; others show
    what was chosen for them.
    """
    if scene.is_shipped:
        for card in cards:
            if card.cell and map_level(area).depth <= card.indicator.lowest_level.depth:
                return card, card
    return by_code[scene.map], by_code[scene.trend]


def read_where(
    connection: Connection,
    context: Context,
    ground: MapGround,
    card: Card,
    period: str | None,
    spec: MapSpec,
    language: str,
) -> tuple[tuple[PlaceLine, ...], str]:
    """Return the areas furthest behind and who has not reported; label the areas in `spec`.

    Where the map shows the area among its neighbours its rank is in place of the areas behind.
    """
    count = len(ground.directory.areas)
    if period is None:
        return (), silent_text(count, count, ground.level, language)
    indicator = card.indicator
    targets = context.directories.targets(connection, indicator.code)
    frame = read_standing(connection, indicator, ground.directory, period, targets)
    silent = silent_text(count, count_silent(frame), ground.level, language, count_unranked(frame))
    if ground.own:
        return (rank_line(card, read_rank(frame, ground.own), ground.level, language),), silent
    behind = read_behind(connection, context, ground, indicator, period, frame)
    lines = tuple(place_line(each, language) for each in behind)
    spec["pins"] = [each.code for each in behind]
    spec["pin_texts"] = [
        {"name": line.name, "value": line.value, "status": line.status} for line in lines
    ]
    return lines, silent
