"""What the browser needs to draw one map: addresses, classes and words, no numbers of areas."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection

from callbacks.breaks import breaks_of
from callbacks.context import Context
from data.queries.areas import Area, find_reporting_level
from data.queries.catalogue import find_target_in_force
from data.store import read_areas_revision, read_revision
from geo.manifest import read_manifest
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.indicator import Indicator
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
        period: ISO text.
        language: "vi" or "en".
        mode: "value" (how much), "status" (how well) or "target" (distance to the target).
        selected: code of the raised area.
        former: code of a former district: only areas that hold land of it.
        event_store: id of the dcc.Store that receives clicks.
        wall: larger names, no controls.
    """
    revision = read_revision(connection)
    vintage, parent = area.key.vintage, area.key.code
    query = {"vintage": vintage, "level": level.value, "parent": parent, "rev": revision}
    if former:
        query["former"] = former
    points = level is Level.VILLAGE
    shape_level = _shape_level(level, area)
    topology = find_topology(context, vintage, shape_level, area)
    target = find_target_in_force(connection, indicator.code, level, AreaKey(vintage, ""), period)
    reporting = find_reporting_level(connection, area, indicator.lowest_level)
    tier = topology["tier"] if topology else "official"
    return {
        "vintage": vintage,
        "level": level.value,
        "parent": parent,
        "indicator": indicator.code,
        "period": period,
        "revision": revision,
        "language": language,
        "title": indicator.name(language),
        "unit": indicator.unit(language),
        "decimals": indicator.decimals,
        "direction": indicator.direction.value,
        "factor": indicator.factor,
        "lowest_level": reporting.value if reporting else "unit",
        "topology": f"/published/{topology['file']}" if topology else None,
        "outline": outline_address(context, area, level),
        "filter_parent": parent if area.level in (Level.DISTRICT,) else None,
        # Not the store's revision: new numbers must not make the browser lay out the map anew.
        "directory": "/api/v1/directory?"
        + urlencode({**query, "rev": read_areas_revision(connection)}),
        "slice": "/api/v1/slice?"
        + urlencode({"indicator": indicator.code, **query, "period": period}),
        "classes": {
            "breaks": breaks_of(
                connection, context.directories, area.key, level, indicator, former
            ),
        },
        "mode": mode,
        "target": target.value if target else None,
        "selected": selected,
        "points": points,
        "tier_label": TIER_LABELS[tier][language],
        "demo_label": DEMO[language],
        "islands": parent == COUNTRY_CODE,
        "labels": True,
        "wall": wall,
        "event_store": event_store,
    }


def _shape_level(level: Level, area: Area) -> Level:
    """Villages are points over the outlines of communes."""
    return Level.COMMUNE if level is Level.VILLAGE else level


def find_topology(
    context: Context, vintage: str, level: Level, area: Area
) -> dict[str, Any] | None:
    """Return the published file that holds areas of a level inside this area, or None.

    Files hang under the country or a province; narrower views are cut from the province's.
    """
    parent = area.province_code or COUNTRY_CODE
    if level is Level.PROVINCE:
        parent = COUNTRY_CODE
    for entry in read_manifest(context.settings.published)["entries"]:
        if (entry["vintage"], entry["level"], entry["parent"]) == (vintage, level.value, parent):
            return dict(entry)
    return None


def outline_address(context: Context, area: Area, level: Level) -> str | None:
    """Return the file of the provinces, drawn quietly beneath: frame and neighbours."""
    entry = find_topology(context, area.key.vintage, Level.PROVINCE, area)
    return f"/published/{entry['file']}" if entry and level is not Level.PROVINCE else None
