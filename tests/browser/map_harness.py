"""A small site around the map: its scripts, crooked land, made-up figures as the API sends them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point

from data.numbers.pack import Pack
from data.wire.cells import map_numbers
from data.wire.columns import encode_answer
from geo.topology import encode_topology
from ioc.area import Level
from ioc.classes import bounds_around
from ioc.indicator import Indicator, TimeRule
from ioc.sentences.classes import class_texts
from tests.unit.test_shown import SHARE

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
VINTAGE = "2025-07-01"
HOME = "40"
VILLAGES = 3806
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".webp": "image/webp",
}
MEASURE = replace(SHARE, time_rule=TimeRule.RATIO_OF_SUMS)
# Rows of the home province's communes without a report, and incomplete ones, in every period.
SILENT, PARTIAL = (3, 40, 41), (5, 6)


@dataclass
class Land:
    """The communes and provinces since 2025 (`tests.land`), villages strewn over one."""

    frame: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame

    @classmethod
    def read(cls, folder: Path) -> Land:
        """Read what `tests.land` wrote into a folder."""
        communes = gpd.read_file(folder / "communes_2025_vietnam.geojson").sort_values("code")
        provinces = gpd.read_file(folder / "provinces_2025_vietnam.geojson").sort_values("code")
        return cls(communes.reset_index(drop=True), provinces.reset_index(drop=True))

    @cached_property
    def home(self) -> gpd.GeoDataFrame:
        """The communes of the home province."""
        return self.frame[self.frame["parent_code"] == HOME].reset_index(drop=True)

    @cached_property
    def villages(self) -> list[tuple[str, str, float, float]]:
        """(code, commune code, longitude, latitude) of each village."""
        random = np.random.default_rng(7)
        points: list[tuple[str, str, float, float]] = []
        shapes = list(zip(self.home["code"], self.home.geometry, strict=True))
        while len(points) < VILLAGES:
            code, shape = shapes[len(points) % len(shapes)]
            west, south, east, north = shape.bounds
            x, y = random.uniform(west, east), random.uniform(south, north)
            if shape.contains(Point(x, y)):
                points.append((f"{code}.{len(points):04d}", str(code), float(x), float(y)))
        return points

    def topology(self, name: str) -> bytes:
        """Return a published file by the name that the harness gives it."""
        frames = {"communes": self.frame, "home": self.home, "provinces": self.provinces}
        if name not in frames:  # "p79": the communes of another province
            one = self.frame[self.frame["parent_code"] == name.removeprefix("p")]
            return encode_topology(one.reset_index(drop=True), 1e-5)[0]
        return encode_topology(frames[name], 1e-5 if name == "home" else 1e-4)[0]

    def directory(self, level: str, parent: str) -> dict[str, Any]:
        """Return the directory of a level under a parent."""
        base = {"vintage": VINTAGE, "level": level, "parent": parent}
        if level == "village":
            names = dict(zip(self.home["code"], self.home["full_name"], strict=True))
            rows = sorted(self.villages)
            return base | {
                "codes": [row[0] for row in rows],
                "names": [f"Bản {row[0][-4:]}" for row in rows],
                "full_names": [f"Bản {row[0][-4:]}" for row in rows],
                "parents": [row[1] for row in rows],
                "parent_names": [names[row[1]] for row in rows],
                "lon": [row[2] for row in rows],
                "lat": [row[3] for row in rows],
            }
        frame = {"province": self.provinces}.get(level, self.frame)
        if parent != "VN":
            frame = frame[frame["parent_code"] == parent]
        above = dict(zip(self.provinces["code"], self.provinces["full_name"], strict=True))
        points = frame.geometry.representative_point()
        return base | {
            "codes": frame["code"].tolist(),
            "names": frame["name"].tolist(),
            "full_names": frame["full_name"].tolist(),
            "parents": frame["parent_code"].tolist(),
            "parent_names": [above.get(code, "Việt Nam") for code in frame["parent_code"]],
            "lon": points.x.round(5).tolist(),
            "lat": points.y.round(5).tolist(),
        }


def figures(count: int, period: str) -> NDArray[np.float64]:
    """Return made-up percentages with one decimal, rising with time; a few not reported."""
    year, month = (int(part) for part in period.split("-"))
    rows = np.arange(count)
    wave = 70 + 22 * np.sin(rows / max(count, 8) * 9) + 6 * np.sin(rows * 1.7)
    value: NDArray[np.float64] = np.clip(
        np.round(wave + 0.4 * (month + 12 * (year - 2025)), 1), 0, 100
    )
    value[[row for row in SILENT if row < count]] = np.nan
    return value


def encode_slice(
    head: dict[str, Any], value: NDArray[np.float64], *, parts: bool, demo: bool, target: float
) -> bytes:
    """Return the bytes of a slice of shares of a thousand, as the API's own encoder makes them."""
    count = len(value)
    has_report = np.isfinite(value)
    cells = Pack.empty(count)
    cells.numerator[:] = value * 10
    cells.denominator[:] = np.where(has_report, 1000.0, np.nan)
    cells.expected[:] = 30
    cells.reported[:] = np.where(np.isin(np.arange(count), PARTIAL), 21, 30 * has_report)
    cells.demo[:] = np.where(has_report & demo, 1, 0)
    about, content = map_numbers(
        cells, MEASURE, Level.COMMUNE, np.full(count, target), parts=parts
    ).encode()
    return encode_answer(head | about | {"n": count}, content)


@dataclass
class MapSite:
    """The site; `failing` holds paths that answer 503, `asked` every path that was asked for."""

    land: Land
    failing: set[str] = field(default_factory=set)
    paths: list[str] = field(default_factory=list)
    url: str = ""
    _bodies: dict[str, bytes] = field(default_factory=dict)

    def answer(self, path: str, query: dict[str, str]) -> tuple[str, bytes]:
        """Return (media type, body) of an address."""
        if path.startswith("/assets/"):
            file = ASSETS / path.removeprefix("/assets/")
            return _TYPES[file.suffix], file.read_bytes()
        if path.startswith("/published/"):
            name = path.removeprefix("/published/").removesuffix(".topojson")
            if name not in self._bodies:
                self._bodies[name] = self.land.topology(name)
            return "application/json", self._bodies[name]
        if path == "/api/v1/directory":
            key = f"{query['level']}/{query['parent']}"
            if key not in self._bodies:
                directory = self.land.directory(query["level"], query["parent"])
                self._bodies[key] = json.dumps(directory).encode()
            return "application/json", self._bodies[key]
        if path == "/api/v1/slice":
            return "application/octet-stream", self._slice(query)
        return "text/html", (Path(__file__).parent / "map_harness.html").read_bytes()

    def _slice(self, query: dict[str, str]) -> bytes:
        _, raw = self.answer("/api/v1/directory", query)
        value = figures(len(json.loads(raw)["codes"]), query["period"])
        if query["indicator"] == "NONE":
            value[:] = np.nan
        names = ("indicator", "vintage", "level", "parent", "period")
        head: dict[str, object] = {name: query[name] for name in names}
        head |= {"revision": int(query["rev"]), "factor": 100, "decimals": 1}
        demo, target = query["indicator"] == "DEMO", float(query.get("target", "nan"))
        return encode_slice(head, value, parts="parts" in query, demo=demo, target=target)


@contextmanager
def serving(site: MapSite, port: int = 0) -> Iterator[MapSite]:
    """Serve the site on a port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            site.paths.append(self.path)
            fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
            broken = parts.path in site.failing
            kind, body = ("text/plain", b"") if broken else site.answer(parts.path, fields)
            self.send_response(503 if broken else 200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def classes_of(measure: Indicator, bounds: list[float]) -> dict[str, Any]:
    """Return the classes of a spec as the server sends them, with those around a target of 80."""
    around = bounds_around(bounds, 80, measure.direction)
    return {
        "breaks": bounds,
        "texts": class_texts(measure, bounds),
        "unit": "",
        "around": [{"target": 80, "breaks": around, "texts": class_texts(measure, around)}],
    }


def spec(scene: str, **change: Any) -> dict[str, Any]:
    """Return a spec of the map: `country`, `provinces`, `home` or `villages`."""
    level, parent = {
        "country": ("commune", "VN"),
        "provinces": ("province", "VN"),
        "home": ("commune", HOME),
        "villages": ("village", HOME),
    }[scene]
    land = {"country": "communes", "provinces": "provinces"}.get(scene, "home")
    values: dict[str, Any] = {
        "vintage": VINTAGE,
        "level": level,
        "parent": parent,
        "indicator": "HT01",
        "period": "2025-09",
        "revision": 3,
        "language": "vi",
        "title": "Tỷ lệ thôn, bản được phủ sóng 4G",
        "unit": "%",
        "decimals": 1,
        "direction": "up",
        "factor": 100,
        "topology": f"/published/{land}.topojson",
        "outline": None if parent == "VN" else "/published/provinces.topojson",
        "directory": f"/api/v1/directory?vintage={VINTAGE}&level={level}&parent={parent}",
        "filter_parent": None,
        "classes": classes_of(MEASURE, [40, 60, 70, 80, 90, 100]),
        "mode": "value",
        "target": None,
        "selected": None,
        "points": scene == "villages",
        "tier_label": "",
        "demo_label": "",
        "islands": parent == "VN",
        "labels": True,
        "wall": False,
        "lowest_level": "village",
    }
    values |= change
    fields = {name: values[name] for name in ("indicator", "vintage", "level", "parent", "period")}
    query = "&".join(f"{name}={value}" for name, value in fields.items())
    if values["target"] is not None:
        query += f"&target={values['target']}"
    return values | {"slice": f"/api/v1/slice?{query}&rev={values['revision']}"}
