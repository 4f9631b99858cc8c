"""The files that the plain app reads: the same numbers and the same land as ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bench.places import COMMUNES, HOME, VINTAGE
from data.directories import DirectoryCache
from data.queries.catalogue import all_indicators
from data.queries.maps import read_map
from data.queries.periods import nearest_period, read_periods
from data.store import open_engine
from ioc.area import Level


@dataclass(frozen=True)
class Scene:
    """One map that both sides show."""

    name: str
    level: Level
    parent: str


SCENES = (
    Scene("country, 3,321 communes", Level.COMMUNE, "VN"),
    Scene("Nghệ An, 130 communes", Level.COMMUNE, HOME),
    Scene("Nghệ An, 3,806 villages over 130 communes", Level.VILLAGE, HOME),
)


def write_files(var: Path, folder: Path, scene: Scene, most: int = 12) -> tuple[list[str], str]:
    """Write `values.csv` and `areas.geojson` from the store; return its indicators and period.

    Indicators without a number in most areas are left out; at most so many are kept, so that the
    plain app has less to hold. The period is the last but one of the first indicator: it is
    closed and reported.
    """
    folder.mkdir(parents=True, exist_ok=True)
    engine = open_engine(f"sqlite:///{var / 'ioc.sqlite'}")
    with engine.connect() as connection:
        directory = DirectoryCache().get(connection, VINTAGE, scene.level, scene.parent)
        frame = directory.areas[["code", "name"]].copy()
        if scene.level is Level.VILLAGE:
            frame[["lon", "lat"]] = directory.areas[["lon", "lat"]]
        codes: list[str] = []
        wanted: str | None = None
        for indicator in all_indicators(connection):
            periods = read_periods(connection, indicator, VINTAGE, scene.level, directory.only_root)
            if not periods or len(codes) == most:
                continue
            wanted = wanted or periods[-2:][0]
            period = nearest_period(wanted, periods) or periods[-1]
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
    text = json.dumps(land, ensure_ascii=False, separators=(",", ":"))
    (folder / "areas.geojson").write_text(text, encoding="utf-8")
    return codes, wanted or ""
