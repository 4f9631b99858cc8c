"""Blocks of areas × periods, turned into the rows that the store takes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ioc.period import Period

COLUMNS = ["area_id", "indicator_id", "period", "numerator", "denominator", "value"]


class ReportRows:
    """Collects blocks of one indicator and returns them as one sorted frame."""

    def __init__(self, indicator_id: int) -> None:
        self.indicator_id = indicator_id
        self._parts: list[dict[str, NDArray[np.generic]]] = []

    def add(
        self,
        area_ids: NDArray[np.int64],
        periods: list[Period],
        *,
        numerator: NDArray[np.generic] | None = None,
        denominator: NDArray[np.generic] | None = None,
        value: NDArray[np.generic] | None = None,
        reported_cells: NDArray[np.bool_] | None = None,
    ) -> None:
        """Add arrays of areas × periods; cells outside of `reported_cells` get no row at all."""
        shape = (len(area_ids), len(periods))
        if 0 in shape:
            return
        mask = np.ones(shape, dtype=bool) if reported_cells is None else reported_cells
        rows, columns = np.nonzero(mask)
        part: dict[str, NDArray[np.generic]] = {"area_id": area_ids[rows].astype(np.int64)}
        names = np.array([each.iso for each in periods], dtype=object)
        part["period"] = names[columns]
        blocks = {"numerator": numerator, "denominator": denominator, "value": value}
        for name, block in blocks.items():
            part[name] = (
                np.full(len(rows), np.nan) if block is None else block[mask].astype(np.float64)
            )
        self._parts.append(part)

    def frame(self) -> pd.DataFrame:
        """Return the rows, sorted by area and period; empty with the same columns."""
        if not self._parts:
            kinds = {"area_id": "int64", "indicator_id": "int64", "period": "object"}
            kinds |= dict.fromkeys(("numerator", "denominator", "value"), "float64")
            return pd.DataFrame({name: pd.Series(dtype=kinds[name]) for name in COLUMNS})
        columns = {
            name: np.concatenate([part[name] for part in self._parts]) for name in self._parts[0]
        }
        # Each block is sorted by period inside an area already.
        order = np.argsort(columns["area_id"], kind="stable")
        frame = pd.DataFrame({name: column[order] for name, column in columns.items()})
        frame.insert(1, "indicator_id", np.int64(self.indicator_id))
        return frame[COLUMNS]
