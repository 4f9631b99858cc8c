"""A store of many village cells, made without any file: as large as a province's may become."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select, update

from data.demo.villages import store_demo_villages
from data.load.areas.areas import load_shipped_areas
from data.load.catalogue.catalogue import load_catalogue
from data.load.observations import Submission, store_observations
from data.migrate import upgrade
from data.numbers.tree import Forest
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import area, indicator
from ioc.area import SINCE_2025

VILLAGE_INDICATORS = 40
_PER_SUBMISSION = 10


def make_village_store(var: Path, months: int, kinds: int = VILLAGE_INDICATORS) -> None:
    """Fill `var` with areas, catalogue, 3,806 villages and every cell of so many indicators."""
    engine = empty_store(var)
    with writing(engine) as connection:
        # Only the size matters: here villages report all indicators.
        connection.execute(update(indicator).values(lowest_level="village"))
        villages = village_ids(engine)
        idents = [row[0] for row in connection.execute(select(indicator.c.id))]
    periods = month_names(months)
    began, cells = perf_counter(), 0
    for start in range(0, kinds, _PER_SUBMISSION):
        indicator_ids = idents[start : min(start + _PER_SUBMISSION, kinds)]
        frame = village_cells(villages, indicator_ids, periods)
        with writing(engine) as connection:
            report = store_observations(
                connection, frame, Submission("file", f"bench-{start}", f"{start:064d}"),
                Forest(connection),
            )  # fmt: skip
            raise_revision(connection, "observations", report.summary(), report.submission_id)
        cells += len(frame)
        rate = cells / (perf_counter() - began)
        print(f"  {cells:,} cells, {rate:,.0f} cells/s with rollups and packs", flush=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def empty_store(var: Path) -> Engine:
    """Return an engine on a new store with areas, catalogue and villages, but no numbers."""
    engine = open_engine(f"sqlite:///{(var / 'ioc.sqlite').resolve()}")
    upgrade(engine)
    with writing(engine) as connection:
        load_shipped_areas(connection)
        load_catalogue(connection)
        store_demo_villages(connection)
        raise_revision(connection, "areas", {})
    return engine


def village_ids(engine: Engine) -> np.ndarray:
    """Return the ids of the villages of the present vintage, ascending."""
    statement = select(area.c.id).where(
        area.c.level == "village", area.c.vintage == SINCE_2025.code
    )  # fmt: skip
    with engine.connect() as connection:
        return np.array([row[0] for row in connection.execute(statement.order_by(area.c.id))])


def month_names(count: int) -> list[str]:
    """Return the last months up to September 2026.

    >>> month_names(2)
    ['2026-08', '2026-09']
    """
    last = 2026 * 12 + 8
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(last - count + 1, last + 1)]


def village_cells(
    villages: np.ndarray, indicator_ids: Sequence[int], periods: Sequence[str], seed: int = 1
) -> pd.DataFrame:
    """Return whole-number cells of every village, indicator and period, as a frame to store."""
    shape = (len(villages), len(indicator_ids), len(periods))
    random = np.random.default_rng([seed, len(periods), *map(int, indicator_ids[:1])])
    households = np.repeat(random.integers(20, 400, shape[:2]), shape[2])
    level = np.clip(random.normal(0.7, 0.15, households.size), 0.02, 0.99)
    return pd.DataFrame(
        {
            "area_id": np.repeat(villages, shape[1] * shape[2]),
            "indicator_id": np.tile(np.repeat(np.array(indicator_ids), shape[2]), shape[0]),
            "period": pd.Categorical.from_codes(
                np.tile(np.arange(shape[2]), shape[0] * shape[1]),
                categories=pd.Index(list(periods)),
            ),
            "numerator": np.rint(households * level),
            "denominator": households.astype(np.float64),
            "value": np.full(households.size, np.nan),
        }
    )
