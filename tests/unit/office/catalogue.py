"""The rows of the shipped indicators."""

from __future__ import annotations

import csv
from functools import cache

from data.queries.catalogue import CATALOGUE


@cache
def indicator_rows() -> dict[str, dict[str, str]]:
    """Return the rows of indicators.csv by code, each with its number."""
    with (CATALOGUE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: row | {"number": str(at)} for at, row in enumerate(csv.DictReader(file))
        }
