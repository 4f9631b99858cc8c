"""Layers of a file, of which one is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
from pyproj import CRS

from geo.source.refusal import refusal
from ioc.area import search_name
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class Raw:
    """Features as they stand in a file: columns of plain values, geometry in its own units.

    `faults`: row → what is wrong with its geometry. `crs` None: the file does not say; then
    `degrees_by_rule` tells whether its format means WGS 84 by that.
    """

    frame: gpd.GeoDataFrame
    crs: CRS | None
    faults: dict[int, Phrase] = field(default_factory=dict)
    notes: tuple[Phrase, ...] = ()
    degrees_by_rule: bool = False


@dataclass(frozen=True)
class SourceLayer:
    """One layer: the name that a user can choose it by, and how to read it.

    `polygons` False: the file says that it holds points or lines.
    """

    name: str
    read: Callable[[], Raw]
    polygons: bool = True


def choose_layer(path: Path, layers: Sequence[SourceLayer], name: str | None) -> SourceLayer:
    """Return the layer of this name, or the only one with polygons.

    Raises:
        LoadRefusedError: no such layer, or several and none named; it lists the names.
    """
    names = ", ".join(f"“{each.name}”" for each in layers)
    if name is not None:
        matches = [each for each in layers if search_name(each.name) == search_name(name)]
        exact = [each for each in matches if each.name == name] or matches
        if len(exact) != 1:
            raise refusal(path, Phrase("boundary-layer-unknown", names=names), value=name)
        return exact[0]
    polygons = [each for each in layers if each.polygons] or list(layers)
    if len(polygons) != 1:
        raise refusal(
            path,
            Phrase("boundary-several-layers", count=len(polygons), names=names),
        )
    return polygons[0]
