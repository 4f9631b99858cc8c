"""What is wrong with a scene, a playlist, a wall or an order: every fault, by its field."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from data.queries.areas import find_area, read_vintages
from data.queries.catalogue import all_indicators, indicators_by_code
from ioc.area import AreaKey, Level, resolve_vintage
from ioc.errors import NotFoundError, Problem
from ioc.short_code import is_short_code
from ioc.wall import MOST_CARDS, PLAYS, Action, Playlist, Scene, Wall, is_hour
from ioc.words.catalogue import LANGUAGES
from ioc.words.phrase import Phrase

LEAST_SECONDS, MOST_SECONDS = 5, 600
MOST_SCENES = 24
MOST_LETTERS = 80


def check_scene(connection: Connection, thing: Scene) -> list[Problem]:
    """Return every fault of a scene; empty for a good one."""
    problems = [*_check_names(thing.code, {"name_vi": thing.name_vi})]
    problems += _check_indicators(connection, thing)
    problems += check_place(connection, thing.area, thing.vintage, "area", "vintage")
    if type(thing.seconds) is not int or not LEAST_SECONDS <= thing.seconds <= MOST_SECONDS:
        problems.append(
            Problem(
                Phrase("walls-seconds", least=str(LEAST_SECONDS), most=str(MOST_SECONDS)),
                column="seconds",
                value=str(thing.seconds),
            )
        )
    if thing.play and thing.play not in PLAYS:
        fault = Phrase("walls-play", plays=PLAYS)
        problems.append(Problem(fault, column="play", value=thing.play))
    if thing.play == "villages":
        problems += _check_villages(connection, thing)
    problems += _check_hours(thing.from_time, thing.to_time, "from_time", "to_time")
    if len(set(thing.days)) != len(thing.days) or not set(thing.days) <= set(range(1, 8)):
        problems.append(
            Problem(Phrase("walls-days"), column="days", value=", ".join(map(str, thing.days)))
        )
    return problems


def check_playlist(thing: Playlist, scene_codes: Collection[str]) -> list[Problem]:
    """Return every fault of a playlist; `scene_codes`: of all scenes."""
    problems = [*_check_names(thing.code, {"name": thing.name})]
    if not 1 <= len(thing.scenes) <= MOST_SCENES:
        problems.append(
            Problem(Phrase("walls-playlist-length", most=str(MOST_SCENES)), column="scenes")
        )
    for each in dict.fromkeys(thing.scenes):
        if each not in scene_codes:
            problems.append(Problem(Phrase("walls-scene-unknown"), column="scenes", value=each))
        elif thing.scenes.count(each) > 1:
            problems.append(Problem(Phrase("walls-scene-twice"), column="scenes", value=each))
    return problems


def check_wall(connection: Connection, thing: Wall, playlists: Collection[str]) -> list[Problem]:
    """Return every fault of a wall; `playlists`: the codes of all playlists."""
    problems = [*_check_names(thing.code, {"name": thing.name})]
    if thing.playlist not in playlists:
        problems.append(
            Problem(Phrase("walls-playlist-unknown"), column="playlist", value=thing.playlist)
        )
    problems += check_place(connection, thing.area_code, thing.vintage, "area_code", "vintage")
    problems += check_looks(thing)
    problems += _check_hours(thing.night_from, thing.night_to, "night_from", "night_to")
    for column, number, least, most, unit in (
        ("diagonal_inch", thing.diagonal_inch, 20, 500, "inch"),
        ("distance_m", thing.distance_m, 0.5, 50, "m"),
    ):
        if not least <= number <= most:
            problems.append(
                Problem(
                    Phrase("walls-measure", least=str(least), most=str(most), unit=unit),
                    column=column,
                    value=str(number),
                )
            )
    return problems


def check_looks(thing: Wall) -> list[Problem]:
    """Return what is wrong with a wall's language and theme."""
    return [
        Problem(Phrase("walls-value", allowed=allowed), column=column, value=value)
        for column, value, allowed in (
            ("language", thing.language, LANGUAGES),
            ("theme", thing.theme, ("dark", "light")),
        )
        if value not in allowed
    ]


def check_order(
    connection: Connection, on: Wall, scenes: Collection[str], action: str, argument: str
) -> list[Problem]:
    """Return what is wrong with an order to a wall that shows these scenes."""
    if action not in tuple(Action):
        fault = Phrase("walls-action-unknown", actions=tuple(Action))
        return [Problem(fault, column="action", value=action)]
    if action == Action.SCENE and argument not in scenes:
        return [Problem(Phrase("walls-scene-elsewhere"), column="argument", value=argument)]
    if action == Action.AREA:
        return check_place(connection, argument, on.vintage, "argument", "argument")
    return []


def check_place(
    connection: Connection, area: str, vintage: str, area_column: str, vintage_column: str
) -> list[Problem]:
    """Return what is wrong with an area in a vintage; empty texts name none and are right."""
    vintages = read_vintages(connection)
    try:
        vintage_code = resolve_vintage(vintage, vintages).code if vintage else vintages[-1].code
    except NotFoundError as error:
        return [Problem(error.phrase, column=vintage_column, advice=Phrase("walls-choose-vintage"))]
    except IndexError:
        return [Problem(Phrase("walls-no-areas"), column=area_column)]
    try:
        if area:
            find_area(connection, AreaKey(vintage_code, area))
    except NotFoundError:
        return [
            Problem(
                Phrase("walls-area-unknown", vintage=vintage_code), column=area_column, value=area
            )
        ]
    return []


def _check_indicators(connection: Connection, thing: Scene) -> list[Problem]:
    indicators = indicators_by_code(connection, [each for each in thing.indicator_codes if each])
    problems = []
    for column, code in (
        ("map", thing.map),
        *(("cards", card) for card in thing.cards),
        ("trend", thing.trend),
    ):
        if not code:
            problems.append(Problem(Phrase("walls-indicator-missing"), column=column))
        elif code not in indicators:
            problems.append(Problem(Phrase("walls-indicator-unknown"), column=column, value=code))
        elif column == "map" and indicators[code].lowest_level.depth < Level.COMMUNE.depth:
            problems.append(Problem(Phrase("walls-map-empty"), column=column, value=code))
    if not 1 <= len(thing.cards) <= MOST_CARDS:
        problems.append(
            Problem(
                Phrase("walls-cards", count=len(thing.cards), most=str(MOST_CARDS)), column="cards"
            )
        )
    duplicates = [each for each in dict.fromkeys(thing.cards) if thing.cards.count(each) > 1]
    problems += [
        Problem(Phrase("walls-indicator-twice"), column="cards", value=each) for each in duplicates
    ]
    return problems


def _check_villages(connection: Connection, thing: Scene) -> list[Problem]:
    """Return the fault of a scene that plays villages, on whose map they are not counted."""
    indicators = all_indicators(connection)
    fitting = tuple(each for each in indicators if each.is_fact_of_villages)
    if thing.map in [each.code for each in fitting]:
        return []
    fault = Phrase("walls-play-villages", indicators=fitting)
    return [Problem(fault, column="play", value=thing.map)]


def _check_names(code: str, texts: dict[str, str]) -> list[Problem]:
    problems = []
    if not is_short_code(code):
        problems.append(Problem(Phrase("walls-code"), column="code", value=code))
    for column, text in texts.items():
        if not text.strip():
            problems.append(Problem(Phrase("walls-name-missing"), column=column))
        elif len(text) > MOST_LETTERS:
            problems.append(Problem(Phrase("walls-name-long"), column=column))
    return problems


def _check_hours(start: str, end: str, start_column: str, end_column: str) -> list[Problem]:
    problems = [
        Problem(Phrase("walls-no-time"), column=column, value=text)
        for column, text in ((start_column, start), (end_column, end))
        if text and not is_hour(text)
    ]
    if bool(start) != bool(end):
        column = end_column if start else start_column
        problems.append(Problem(Phrase("walls-hour-missing"), column=column))
    elif start and start == end:
        problems.append(Problem(Phrase("walls-hours-empty"), column=end_column, value=end))
    return problems
