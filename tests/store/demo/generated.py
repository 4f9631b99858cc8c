"""The made-up data of a home province, as the generator makes it."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import select

from data.demo.generate import (
    demo_observations,
)
from data.demo.villages import store_demo_villages
from data.queries.catalogue import all_indicators
from data.store.engine import open_engine, writing
from data.store.schema import area, area_relation
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.indicator import Indicator
from tests.kept import keep_folder

OLD, NEW = BEFORE_2025.code, SINCE_2025.code


TODAY = date(2026, 11, 22)
CASES = {OLD: {"40", "11", "15", "10"}, NEW: {"40", "11", "15"}}


class Demo(NamedTuple):
    """What the generator was given, and what it made."""

    areas: pd.DataFrame
    relations: pd.DataFrame
    indicators: dict[str, Indicator]
    cells: dict[str, pd.DataFrame]  # by label, joined with the areas

    def of(self, code: str, vintage: str, level: str = "", province: str = "") -> pd.DataFrame:
        frame = self.cells[f"{code} {vintage}"]
        if level:
            frame = frame[frame["level"] == level]
        return frame[frame["province_code"] == province] if province else frame


def demo_of(shipped_file: Path, home: str) -> Demo:
    """Return what the generator makes for a home; made once for all processes of a run."""

    def make(folder: Path) -> None:
        parts = _generate(folder / "ioc.sqlite", shipped_file, home)
        (folder / "demo").write_bytes(pickle.dumps(parts, protocol=pickle.HIGHEST_PROTOCOL))
        (folder / "ioc.sqlite").unlink()

    content = (keep_folder(f"demo-{home}", make) / "demo").read_bytes()
    areas, relations, indicators, frames = pickle.loads(content)  # noqa: S301 - our own
    traits = areas.set_index("id")[
        ["vintage", "code", "level", "parent_code", "province_code", "lon"]
    ]
    cells = {label: frame.join(traits, on="area_id") for label, frame in frames.items()}
    return Demo(areas, relations, indicators, cells)


def _generate(file: Path, shipped_file: Path, home: str) -> tuple[Any, ...]:
    shutil.copyfile(shipped_file, file)
    engine = open_engine(f"sqlite:///{file}")
    with writing(engine) as connection:
        store_demo_villages(connection, home)
        areas = pd.DataFrame(connection.execute(select(area)).mappings().all())
        relations = pd.DataFrame(connection.execute(select(area_relation)).mappings().all())
        indicators = {each.code: each for each in all_indicators(connection)}
    engine.dispose()
    frames = dict(demo_observations(areas, relations, indicators.values(), TODAY, home))
    return areas, relations, indicators, frames


def fingerprint(frames: dict[str, pd.DataFrame]) -> str:
    digest = hashlib.sha256()
    for label, frame in sorted(frames.items()):
        digest.update(label.encode())
        digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return digest.hexdigest()
