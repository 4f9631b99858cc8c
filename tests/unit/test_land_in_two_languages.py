"""Paper and screens part far islands alike, and give classes of a value the same colours."""

from __future__ import annotations

import pytest

from ioc.around import OFFSHORE_LON
from ioc.colours import LIGHT
from ioc.indicator import Direction
from ioc.paper import ramp
from layouts.report.islands import BETWEEN_LAT
from tests.modules import call

_READ = """
(triangles) => {
  globalThis.Path2D = class { moveTo() {} lineTo() {} closePath() {} };
  const geometries = triangles.map((_, at) => ({ type: "Polygon", id: String(at), arcs: [[at]] }));
  const land = ioc.land.fromTopology({ arcs: triangles, objects: { areas: { geometries } } });
  return land.features.map((feature) => feature.islets.map((islet) => islet.group));
}
"""
_COLOURS = """
({ breaks, direction }) => {
  const classes = { breaks, texts: breaks.slice(1), around: [] };
  const spec = { mode: "value", direction, classes };
  const value = new Float64Array(breaks);
  const slice = { value, flags: new Uint8Array(value.length), status: [], origin: [] };
  return ioc.scale.classify(spec, slice, {}).classes.map((one) => one.colour);
}
"""


def triangle(lon: float, lat: float) -> list[list[float]]:
    """An island whose west is at a longitude, and whose middle is at a latitude."""
    east, half = lon + 0.0004, 0.0002
    return [[lon, lat - half], [east, lat - half], [east, lat + half], [lon, lat - half]]


def test_islands_are_far_from_the_same_longitude_on_and_parted_at_the_same_latitude() -> None:
    near, far = OFFSHORE_LON - 0.001, OFFSHORE_LON + 0.001
    north, south = BETWEEN_LAT + 0.001, BETWEEN_LAT - 0.001
    islands = [triangle(lon, lat) for lon, lat in ((near, north), (far, north), (far, south))]
    assert call(_READ, islands) == [[], ["hoangSa"], ["truongSa"]]


@pytest.mark.parametrize("direction", [Direction.UP, Direction.DOWN])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7])
def test_classes_have_the_colours_of_screens(count: int, direction: Direction) -> None:
    spec = {"breaks": list(range(count + 1)), "direction": direction.value}
    assert [LIGHT[each] for each in call(_COLOURS, spec)] == ramp(count, direction)
