"""Where a map draws villages: inside the shape of their commune."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.map.shapes import find_shapes, published_at
from data.queries.areas import find_area
from data.queries.directory import Directory
from geo.spots import VillageMap, VillageSpots, spots_inside
from geo.topology import decode_topology
from ioc.area import AreaKey, Level


def drawn_places(context: Context, connection: Connection, directory: Directory) -> VillageSpots:
    """Return where the areas of a directory are drawn, and which of them were moved.

    Only villages are drawn at their point. A village whose point lies outside its commune's shape,
    because the point is wrong or the shape is a schematic cell, is drawn at the nearest free place
    inside: elsewhere it would look like one of another commune. The store is not changed.
    """
    areas = directory.areas
    lon, lat = (areas[axis].to_numpy(dtype=float) for axis in ("lon", "lat"))
    if directory.level is not Level.VILLAGE or areas.empty:
        return VillageSpots(lon, lat, np.zeros(len(areas), dtype=bool))
    key = ("places", directory.vintage, directory.parent_code, directory.former_code,
           published_at(context.settings.published))  # fmt: skip
    return context.directories.remember(
        connection, key, lambda: _inside(context, connection, directory, lon, lat)
    )


def _inside(
    context: Context,
    connection: Connection,
    directory: Directory,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
) -> VillageSpots:
    communes = directory.areas["parent_code"].tolist()
    shapes: dict[str, shapely.Geometry] = {}
    for parent in directory.parent_code.split(","):
        area = find_area(connection, AreaKey(directory.vintage, parent))
        published = find_shapes(context, connection, area, Level.COMMUNE)
        if published is None:
            continue
        file = context.settings.published / Path(published.address).name
        codes = frozenset(communes) - set(published.stale)
        with suppress(OSError, ValueError):  # a damaged file is repaired at the next start
            for row in decode_topology(file.read_bytes(), codes).itertuples():
                shapes |= dict.fromkeys(row.codes, row.geometry)
    return spots_inside(lon, lat, [VillageMap(communes, shapes)])
