"""The map of another vintage laid beside the one shown: the same land, number and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.map_spec import map_spec, slice_address
from callbacks.shapes import find_shapes
from data.queries.areas import Area, find_area
from data.queries.land import read_counterparts
from data.queries.view import View, carry_area, resolve_view
from ioc.area import AreaKey, Level, Vintage


def read_beside(
    context: Context, connection: Connection, view: View, language: str
) -> dict[str, Any] | None:
    """Return what assets/ioc-map-beside.js lays over the map; None where there is nothing to lay.

    spec     of the same land in the other vintage, as `callbacks.map_spec.map_spec`
    name     what the other vintage is called, `own` the one shown
    earlier  true where the other one came first
    """
    if view.level is Level.VILLAGE:
        return None
    for other in _others(view):
        carried = carry_area(connection, view.state.but(vintage=other.code), view.state.vintage)
        found = resolve_view(
            connection, context.directories,
            carried.but(level=view.level.value, period=view.period, compare=""),
            context.today(), context.settings.province,
        )  # fmt: skip
        if (
            found.area.row_vintage == view.area.row_vintage
            and found.area.level is not Level.COUNTRY
        ):
            continue  # Nothing changed here: it shows the very same areas.
        spec = map_spec(
            context, connection, found.area, found.level, found.indicator, found.period,
            language=language, mode=view.state.mode, former=found.state.former or None,
        )  # fmt: skip
        if view.area.level is Level.PROVINCE and found.area.level is Level.PROVINCE:
            spec |= _all_land(context, connection, view.area, found.area, spec)
        shown = next(each for each in view.vintages if each.code == view.state.vintage)
        return {
            "spec": spec,
            "name": _name(other, language),
            "own": _name(shown, language),
            "earlier": other.valid_from < shown.valid_from,
        }
    return None


def _all_land(
    context: Context, connection: Connection, here: Area, there: Area, spec: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what changes in a spec where several provinces of its vintage have the same land."""
    vintage = there.key.vintage
    lands = read_counterparts(connection, here, vintage)
    codes = sorted({each.province_code for each in lands if each.province_code})
    if len(codes) < 2:
        return {}
    provinces = [find_area(connection, AreaKey(vintage, code)) for code in codes]
    shapes = [find_shapes(context, connection, each, Level(spec["level"])) for each in provinces]
    found = [each for each in shapes if each is not None]
    changed: dict[str, Any] = dict(spec) | {"parent": ",".join(codes)}
    query = {name: changed[name] for name in ("vintage", "level", "parent")}
    query["rev"] = context.directories.areas_revision(connection)
    return {
        "parent": changed["parent"],
        "topology": " ".join(each.address for each in found) or None,
        "stale": [code for each in found for code in each.stale],
        "directory": f"/api/v1/directory?{urlencode(query)}",
        "slice": slice_address(changed),
    }


def _others(view: View) -> Sequence[Vintage]:
    """Return the other vintages, the nearest earlier one first, then the later ones."""
    shown = view.state.vintage
    earlier = [each for each in view.vintages if each.code < shown]
    return [*reversed(earlier), *(each for each in view.vintages if each.code > shown)]


def _name(vintage: Vintage, language: str) -> str:
    return vintage.name_en if language == "en" else vintage.name_vi
