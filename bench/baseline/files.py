"""The files that the plain app reads: the same numbers and the same land as ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bench.places import COMMUNES, HOME, VINTAGE
from data.queries.catalogue import all_indicators
from data.queries.directories import Directories
from data.queries.maps import read_map
from data.queries.periods import nearest_period, read_periods
from data.store.engine import open_engine
from ioc.area import Level
from ioc.compact_json import compact_json


@dataclass(frozen=True)
class MapScene:
    """One map of both sides."""

    name: str
    level: Level
    parent: str


SCENES = (
    MapScene("country, 3,321 communes", Level.COMMUNE, "VN"),
    MapScene("Nghệ An, 130 communes", Level.COMMUNE, HOME),
    MapScene("Nghệ An, 3,806 villages over 130 communes", Level.VILLAGE, HOME),
)


def write_files(var: Path, folder: Path, scene: MapScene, most: int = 12) -> tuple[list[str], str]:
    """Write `values.csv` and `areas.geojson` from the store; return its indicators and period.

    Indicators without a number in most areas are left out; there are at most `most`, so that the
    plain app has less in memory. The period is the last but one of the first indicator: it is
    closed and reported.
    """
    folder.mkdir(parents=True, exist_ok=True)
    engine = open_engine(f"sqlite:///{var / 'ioc.sqlite'}")
    with engine.connect() as connection:
        directory = Directories().get(connection, VINTAGE, scene.level, scene.parent)
        frame = directory.areas[["code", "name"]].copy()
        if scene.level is Level.VILLAGE:
            frame[["lon", "lat"]] = directory.areas[["lon", "lat"]]
        codes: list[str] = []
        first_period: str | None = None
        for indicator in all_indicators(connection):
            periods = read_periods(connection, indicator, VINTAGE, scene.level, directory.only_root)
            if not periods or len(codes) == most:
                continue
            first_period = first_period or periods[-2:][0]
            period = nearest_period(first_period, periods) or periods[-1]
            values = read_map(connection, indicator, directory, period)["value"]
            if values.notna().sum() > len(values) / 2:
                frame[indicator.code] = values.round(indicator.decimals).to_numpy()
                codes.append(indicator.code)
    engine.dispose()
    frame.to_csv(folder / "values.csv", index=False)
    land = json.loads(COMMUNES.read_text(encoding="utf-8"))
    if scene.parent != "VN":
        land["features"] = [
            each for each in land["features"] if each["properties"]["parent_code"] == scene.parent
        ]
    text = compact_json(land)
    (folder / "areas.geojson").write_text(text, encoding="utf-8")
    return codes, first_period or ""
