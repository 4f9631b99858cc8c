"""All periods of one map: the same cells as the maps of the single periods, on both databases."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine

from data.load.observations import Submission, store_observations
from data.queries.catalogue import find_indicator
from data.queries.directory import read_directory
from data.queries.history import read_history
from data.queries.maps import read_slice
from data.store.engine import writing
from ioc.area import SINCE_2025, Level
from tests.store.small_country import build


@pytest.mark.parametrize(
    ("level", "parent"), [(Level.COMMUNE, "VN"), (Level.COMMUNE, "40"), (Level.PROVINCE, "VN")]
)
def test_a_history_holds_the_cells_of_every_period(
    engine: Engine, level: Level, parent: str
) -> None:
    with writing(engine) as connection:
        country = build(connection)
        cells = [("T1", "2025-07", 1, 4), ("40003", "2025-09", 2, 8), ("00101", "2025-07", 3, 9)]
        frame = pd.DataFrame(
            [(country.area(code), *cell) for code, *cell in cells],
            columns=["area_id", "period", "numerator", "denominator"],
        ).assign(indicator_id=country.indicators["SHARE"], value=np.nan)
        store_observations(connection, frame, Submission("file", "so-lieu.csv", "0" * 64))
        indicator = find_indicator(connection, "SHARE")
        directory = read_directory(connection, SINCE_2025.code, level, parent)
        history = dict(read_history(connection, indicator, directory))
        assert list(history) == ["2025-07", "2025-09"]
        for period, packed in history.items():
            alone = read_slice(connection, indicator, directory, period)
            for mine, theirs in zip(packed.columns(), alone.columns(), strict=True):
                np.testing.assert_array_equal(mine, theirs)
        assert any(np.nansum(packed.numerator) > 0 for packed in history.values())
