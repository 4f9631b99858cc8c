"""Where a map draws villages: inside of the shape that it draws their commune with."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.shapes import find_shapes, published_at
from data.queries.areas import find_area
from data.queries.directory import Directory
from geo.spots import Ground, Places, spots_inside
from geo.topology import decode_topology
from ioc.area import AreaKey, Level


def drawn_places(context: Context, connection: Connection, directory: Directory) -> Places:
    """Return where the areas of a directory are drawn, and which of them do not stand there.

    Only villages are drawn at their point. One whose point lies outside of its commune's shape, be
    it the point that is wrong or the shape a cell, is drawn at the nearest free place inside: in
    another commune's land it would be taken for that one's. What the store holds stays.
    """
    areas = directory.areas
    lon, lat = (areas[axis].to_numpy(dtype=float) for axis in ("lon", "lat"))
    if directory.level is not Level.VILLAGE or areas.empty:
        return Places(lon, lat, np.zeros(len(areas), dtype=bool))
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
) -> Places:
    communes = directory.areas["parent_code"].tolist()
    shapes: dict[str, shapely.Geometry] = {}
    for parent in directory.parent_code.split(","):
        area = find_area(connection, AreaKey(directory.vintage, parent))
        found = find_shapes(context, connection, area, Level.COMMUNE)
        if found is None:
            continue
        file = context.settings.published / Path(found.address).name
        wanted = frozenset(communes) - set(found.stale)
        with suppress(OSError, ValueError):  # a damaged file is made whole at the next start
            for row in decode_topology(file.read_bytes(), wanted).itertuples():
                shapes |= dict.fromkeys(row.codes, row.geometry)
    return spots_inside(lon, lat, [Ground(communes, shapes)])
