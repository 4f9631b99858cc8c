"""The spec from which the browser draws a map: addresses, classes and words, no numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.awaited import read_awaited
from callbacks.map.classes import classes_of
from callbacks.map.shapes import Shapes, find_shapes
from data.numbers.pack import Pack
from data.queries.areas import Area, read_village_provinces, read_vintages
from data.queries.catalogue import find_target_in_force
from data.queries.own_targets import own_target_steps
from data.wire.columns import FORMAT
from geo.outlines.provinces import LICENCE, SOURCE
from geo.tier import Tier
from ioc.answers import MapLand, MapMeasure, MapSpec
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.indicator import Indicator
from ioc.sentences.same_areas import no_number_text
from ioc.sentences.values import demo_word, fact_words, level_word
from ioc.words.catalogue import say


def map_spec(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    indicator: Indicator,
    period: str,
    *,
    language: str = "vi",
    mode: str = "status",
    selection: str | None = None,
    former: str | None = None,
    wall: bool = False,
) -> MapSpec:
    """Return the `spec` that `window.ioc.map.show(id, spec)` draws (assets/src/map/map.js).

    Args:
        context: the page's context.
        connection: open connection.
        area: whose inside is shown.
        level: of the areas drawn in it.
        indicator: the definition.
        period: ISO text; empty where the indicator has no number here.
        language: "vi" or "en".
        mode: "value", "status" or "target" (distance to the target); without a target by value.
        selection: code of the raised area.
        former: code of a former district: only areas with land of it.
        wall: larger names, no controls.
    """
    spec: MapSpec = {
        **ground(context, connection, area, level, language, former),
        **measure(context, connection, area, level, indicator, period, language, former),
        "period": period,
        "revision": context.directories.touched(connection, indicator.code),
        "language": language,
        "mode": mode,
        "target": _target(context, connection, indicator, level, area.key.vintage, period),
        "selected": selection,
        "demo_label": demo_word(language),
        "wall": wall,
        "slice": "",
    }
    spec["slice"] = slice_address(spec, former)
    return spec


def ground(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    language: str = "vi",
    former: str | None = None,
) -> MapLand:
    """Return the part of a spec that depends on the areas alone."""
    vintage, parent = area.key.vintage, area.key.code
    shapes = find_shapes(context, connection, area, _shape_level(level, area))
    label = _tier_label(shapes, _shape_level(level, area), language)
    # Not the store's revision: new numbers must not make the browser lay out the map anew.
    query = {"vintage": vintage, "level": level.value, "parent": parent,
             "rev": context.directories.areas_revision(connection)}  # fmt: skip
    if former:
        query["former"] = former
    return {
        "vintage": vintage,
        "level": level.value,
        "parent": parent,
        "topology": shapes.address if shapes else None,
        # Shapes in that file whose codes name other land today.
        "stale": list(shapes.stale) if shapes else [],
        "outline": outline_address(context, connection, area, level),
        "filter_parent": parent if area.level in (Level.DISTRICT,) else None,
        "directory": f"/api/v1/directory?{urlencode(query)}",
        "points": level is Level.VILLAGE,
        "tier_label": label,
        "land_credit": label.replace(SOURCE, f"© {SOURCE} ({LICENCE})"),
        "latest": vintage == _latest(context, connection),
        "islands": parent == COUNTRY_CODE,
        "labels": True,
    }


def _latest(context: Context, connection: Connection) -> str:
    """Return the code of the newest vintage."""
    return context.directories.remember(
        connection, "latest vintage", lambda: read_vintages(connection)[-1].code
    )


def measure(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    indicator: Indicator,
    period: str,
    language: str = "vi",
    former: str | None = None,
    cells: Pack | None = None,
) -> MapMeasure:
    """Return the part of a spec that depends on the indicator: words, unit, classes.

    `cells`: the map's of the period, where the caller has read them.
    """
    reporting = context.directories.reporting_level(connection, area, indicator.lowest_level)
    if level is Level.COMMUNE and reporting is None:
        # A commune is counted in its villages, or it is one report.
        reporting = Level.VILLAGE
    classes = classes_of(
        connection, context.directories, area.key, level, indicator, period, language, former, cells
    )
    awaited = read_awaited(context, connection, area, level, indicator, former)
    spec: MapMeasure = {
        "indicator": indicator.code,
        "title": indicator.name(language),
        "unit": indicator.unit(language),
        "decimals": indicator.decimals,
        "direction": indicator.direction.value,
        "own_targets": own_target_steps(
            context.directories.targets(connection, indicator.code),
            context.directories.get(
                connection, area.key.vintage, level, area.key.code, former or None
            ),
        ),
        "fact_words": fact_words(indicator, language),
        "factor": indicator.factor,
        "lowest_level": reporting.value if reporting else "unit",
        "classes": classes,
    }
    if reporting is None:
        spec["village_provinces"] = _village_provinces(context, connection, area)
    if awaited is not None:
        spec["awaited"] = (awaited[0].iso, no_number_text(awaited[1], language))
    return spec


def _village_provinces(context: Context, connection: Connection, area: Area) -> dict[str, bool]:
    """Return the provinces in which villages report; false: only in some of their communes."""
    vintage = area.key.vintage
    return context.directories.remember(
        connection,
        ("village provinces", vintage),
        lambda: read_village_provinces(connection, vintage),
    )


def slice_address(spec: Mapping[str, Any], former: str | None = None) -> str:
    """Return the address of the numbers of a spec."""
    names = ("indicator", "vintage", "level", "parent")
    query = {name: spec[name] for name in names} | {"rev": spec["revision"], "wire": FORMAT}
    if former:
        query["former"] = former
    return "/api/v1/slice?" + urlencode(query | {"period": spec["period"]})


def _target(
    context: Context,
    connection: Connection,
    indicator: Indicator,
    level: Level,
    vintage: str,
    period: str,
) -> float | None:
    """Return the target of areas of a level; None without one, or without a period."""
    if not period:
        return None
    targets = context.directories.targets(connection, indicator.code)
    target = find_target_in_force(targets, indicator.code, level, AreaKey(vintage, ""), period)
    return target.value if target else None


def boundary_words(
    context: Context, connection: Connection, area: Area, level: Level, language: str = "vi"
) -> str:
    """Return in few words what the boundaries of a map are; empty where they are official."""
    shapes = find_shapes(context, connection, area, _shape_level(level, area))
    if shapes is None or shapes.tier == Tier.OFFICIAL:
        return ""
    if not shapes.outline:
        return say(f"map-tier-{shapes.tier}.short", language)
    id = "map-tier-outlines" if level is Level.PROVINCE else "map-tier-cells"
    return say(f"{id}.short", language, source=shapes.outline)


def _tier_label(shapes: Shapes | None, level: Level, language: str) -> str:
    if shapes is None or shapes.tier == Tier.OFFICIAL:
        return ""
    if not shapes.outline:
        return say(f"map-tier-{shapes.tier}", language)
    if level is Level.PROVINCE:
        return say("map-tier-outlines", language, source=shapes.outline)
    areas = level_word(level, language).split(",")[0]
    return say("map-tier-cells", language, source=shapes.outline, areas=areas)


def _shape_level(level: Level, area: Area) -> Level:
    """Villages are points over the outlines of communes."""
    return Level.COMMUNE if level is Level.VILLAGE else level


def outline_address(
    context: Context, connection: Connection, area: Area, level: Level
) -> str | None:
    """Return the file of the provinces, which is drawn beneath as frame and neighbours."""
    if level is Level.PROVINCE:
        return None
    shapes = find_shapes(context, connection, area, Level.PROVINCE)
    return shapes.address if shapes else None
