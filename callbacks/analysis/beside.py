"""The map of another vintage beside the one shown: the same land, indicator and period."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.shapes import find_shapes
from callbacks.map.spec import map_spec, slice_address
from data.queries.areas import Area, find_area
from data.queries.land import read_counterparts
from data.queries.view import View, carry_area, resolve_view
from ioc.answers import MapSpec, OtherVintage
from ioc.area import AreaKey, Level, Vintage


def read_beside(
    context: Context, connection: Connection, view: View, language: str
) -> OtherVintage | None:
    """Return what assets/src/map/beside.js lays over the map; None where there is nothing.

    spec     of the same land in the other vintage, as `callbacks.map.spec.map_spec`
    name     of the other vintage, `own` of the one shown
    earlier  true where the other one came first
    """
    if view.level is Level.VILLAGE:
        return None
    for other in _others(view):
        carried = carry_area(connection, view.state.but(vintage=other.code), view.state.vintage)
        there = resolve_view(
            connection, context.directories,
            carried.but(level=view.level.value, period=view.period, compare=""),
            context.today(), context.settings.province,
        )  # fmt: skip
        if (
            there.area.row_vintage == view.area.row_vintage
            and there.area.level is not Level.COUNTRY
        ):
            continue  # Nothing changed here: the areas are the same.
        spec = map_spec(
            context, connection, there.area, there.level, there.indicator, there.period,
            language=language, mode=view.state.colour, former=there.state.former or None,
        )  # fmt: skip
        if view.area.level is Level.PROVINCE and there.area.level is Level.PROVINCE:
            _take_all_land(context, connection, view.area, there.area, spec)
        own = next(each for each in view.vintages if each.code == view.state.vintage)
        return {
            "spec": spec,
            "name": _name(other, language),
            "own": _name(own, language),
            "earlier": other.valid_from < own.valid_from,
        }
    return None


def _take_all_land(
    context: Context, connection: Connection, here: Area, there: Area, spec: MapSpec
) -> None:
    """Let a spec show all land, where several provinces of its vintage have the same land."""
    vintage = there.key.vintage
    lands = read_counterparts(connection, here, vintage)
    codes = sorted({each.province_code for each in lands if each.province_code})
    if len(codes) < 2:
        return
    provinces = [find_area(connection, AreaKey(vintage, code)) for code in codes]
    shapes = [find_shapes(context, connection, each, Level(spec["level"])) for each in provinces]
    published = [each for each in shapes if each is not None]
    spec["parent"] = ",".join(codes)
    spec["topology"] = " ".join(each.address for each in published) or None
    spec["stale"] = [code for each in published for code in each.stale]
    revision = context.directories.areas_revision(connection)
    query = {"vintage": vintage, "level": spec["level"], "parent": spec["parent"], "rev": revision}
    spec["directory"] = f"/api/v1/directory?{urlencode(query)}"
    spec["slice"] = slice_address(spec)


def _others(view: View) -> Sequence[Vintage]:
    """Return the other vintages, the nearest earlier one first, then the later ones."""
    code = view.state.vintage
    earlier = [each for each in view.vintages if each.code < code]
    return [*reversed(earlier), *(each for each in view.vintages if each.code > code)]


def _name(vintage: Vintage, language: str) -> str:
    return vintage.name(language)
