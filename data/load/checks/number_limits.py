"""What the numbers of an indicator may be: whole where things are counted, within its scale."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from data.queries.catalogue import CATALOGUE


class NumberLimit(NamedTuple):
    """The highest value of an indicator, and whether its parts are counted in whole numbers."""

    highest: float | None
    whole: bool


@lru_cache(maxsize=4)
def read_number_limits(folder: Path = CATALOGUE) -> Mapping[str, NumberLimit]:
    """Return the limits of the indicators that have one of their own, by code.

    All others are counts: their numerators, denominators and sums are whole numbers of
    villages, people, dossiers.
    """
    with (folder / "number_limits.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: NumberLimit(
                float(row["highest"]) if row["highest"] else None, row["whole"] == "true"
            )
            for row in csv.DictReader(file)
        }


def number_limit(code: str, decimals: int, has_denominator: bool) -> NumberLimit:
    """Return the limit of an indicator; sums with decimals (money) need not be whole.

    >>> number_limit("CQ09", 2, False), number_limit("HT01", 2, True)
    (NumberLimit(highest=100.0, whole=False), NumberLimit(highest=None, whole=True))
    """
    default = NumberLimit(None, has_denominator or decimals == 0)
    return read_number_limits().get(code, default)
