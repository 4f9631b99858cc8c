"""What the browser needs to draw one map: addresses, classes and words, no numbers of areas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection

from callbacks.awaited import read_awaited
from callbacks.breaks import breaks_of
from callbacks.context import Context
from callbacks.shapes import find_shapes
from data.queries.areas import Area, read_village_provinces, read_vintages
from data.queries.catalogue import find_target_in_force
from data.queries.own_targets import own_target_steps
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.indicator import Indicator
from layouts.components.same_areas import no_number_text
from layouts.text import DEMO

TIER_LABELS = {
    "schematic": {"vi": "ranh giới sơ đồ", "en": "schematic boundaries"},
    "open": {"vi": "ranh giới mở, không chính thức", "en": "open boundaries, unofficial"},
    "official": {"vi": "", "en": ""},
}


def map_spec(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    indicator: Indicator,
    period: str,
    *,
    language: str = "vi",
    mode: str = "value",
    selected: str | None = None,
    former: str | None = None,
    event_store: str | None = None,
    wall: bool = False,
) -> dict[str, Any]:
    """Return the `spec` that `window.ioc.map.show(id, spec)` draws (assets/ioc-map.js).

    Args:
        context: the page's context.
        connection: open connection.
        area: the area whose inside is shown.
        level: the level of the areas drawn in it.
        indicator: what is shown.
        period: ISO text; empty where the indicator has no number here.
        language: "vi" or "en".
        mode: "value" (how much), "status" (how well) or "target" (distance to the target).
        selected: code of the raised area.
        former: code of a former district: only areas that hold land of it.
        event_store: id of the dcc.Store that receives clicks.
        wall: larger names, no controls.
    """
    spec = {
        **ground(context, connection, area, level, language, former),
        **measure(context, connection, area, level, indicator, language, former),
        "period": period,
        "revision": context.directories.touched(connection, indicator.code),
        "language": language,
        "mode": mode,
        "target": _target(context, connection, indicator, level, area.key.vintage, period),
        "selected": selected,
        "demo_label": DEMO[language],
        "wall": wall,
        "event_store": event_store,
    }
    return spec | {"slice": slice_address(spec, former)}


def ground(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    language: str = "vi",
    former: str | None = None,
) -> dict[str, Any]:
    """Return the part of a spec that stays while other numbers are shown of the same areas."""
    vintage, parent = area.key.vintage, area.key.code
    shapes = find_shapes(context, connection, area, _shape_level(level, area))
    tier = shapes.tier if shapes else "official"
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
        # Shapes in that file that today's codes do not mean.
        "stale": list(shapes.stale) if shapes else [],
        "outline": outline_address(context, connection, area, level),
        "filter_parent": parent if area.level in (Level.DISTRICT,) else None,
        "directory": f"/api/v1/directory?{urlencode(query)}",
        "points": level is Level.VILLAGE,
        "tier_label": TIER_LABELS[tier][language],
        "latest": vintage == _latest(context, connection),
        "islands": parent == COUNTRY_CODE,
        "labels": True,
    }


def _latest(context: Context, connection: Connection) -> str:
    """Return the vintage after which none came."""
    return context.directories.remember(
        connection, "latest vintage", lambda: read_vintages(connection)[-1].code
    )


def measure(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    indicator: Indicator,
    language: str = "vi",
    former: str | None = None,
) -> dict[str, Any]:
    """Return the part of a spec that belongs to the indicator: words, unit, classes."""
    reporting = context.directories.reporting_level(connection, area, indicator.lowest_level)
    if level is Level.COMMUNE and reporting is None:
        # A commune alone is counted in its villages, or it is one report.
        reporting = Level.VILLAGE
    breaks = breaks_of(connection, context.directories, area.key, level, indicator, former)
    awaited = read_awaited(context, connection, area, level, indicator, former)
    optional: dict[str, Any] = {}
    if reporting is None:
        optional["village_provinces"] = _village_provinces(context, connection, area)
    if awaited is not None:
        optional["awaited"] = [awaited[0].iso, no_number_text(awaited[1], language)]
    return {
        "indicator": indicator.code,
        "title": indicator.name(language),
        "unit": indicator.unit(language),
        "decimals": indicator.decimals,
        "direction": indicator.direction.value,
        "targets": list(indicator.targets),
        "share": indicator.is_share,
        "own_targets": own_target_steps(
            context.directories.targets(connection, indicator.code),
            context.directories.get(
                connection, area.key.vintage, level, area.key.code, former or None
            ),
        ),
        "fact": indicator.is_fact_of_one,
        "factor": indicator.factor,
        "lowest_level": reporting.value if reporting else "unit",
        "classes": {"breaks": breaks},
        **optional,
    }


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
    query = {name: spec[name] for name in names} | {"rev": spec["revision"]}
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
    """Return the target of areas of a level; there is none where no period is shown."""
    if not period:
        return None
    targets = context.directories.targets(connection, indicator.code)
    found = find_target_in_force(targets, indicator.code, level, AreaKey(vintage, ""), period)
    return found.value if found else None


def _shape_level(level: Level, area: Area) -> Level:
    """Villages are points over the outlines of communes."""
    return Level.COMMUNE if level is Level.VILLAGE else level


def outline_address(
    context: Context, connection: Connection, area: Area, level: Level
) -> str | None:
    """Return the file of the provinces, drawn quietly beneath: frame and neighbours."""
    if level is Level.PROVINCE:
        return None
    shapes = find_shapes(context, connection, area, Level.PROVINCE)
    return shapes.address if shapes else None
