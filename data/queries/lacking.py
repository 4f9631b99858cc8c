"""The villages of an area that lack what an indicator counts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection

from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.history import read_history
from ioc.indicator import Indicator
from ioc.lacking import Lacking, lacking_since


class LackingVillages(NamedTuple):
    """The villages that lack something, in the order of the map, and how many did not report."""

    villages: list[Lacking]
    silent: int


def read_lacking(
    connection: Connection,
    directories: Directories,
    indicator: Indicator,
    directory: Directory,
    period: str,
) -> LackingVillages | None:
    """Return the villages of a directory that lack something in a period.

    None: none of them has reported for it.

    Args:
        connection: open connection.
        directories: the memory of this process.
        indicator: one with `is_fact_of_villages`.
        directory: of villages.
        period: ISO text.
    """
    columns = [
        (each, cells.numerator)
        for each, cells in read_history(connection, indicator, directory)
        if each <= period
    ]
    if not columns or columns[-1][0] != period or np.isnan(columns[-1][1]).all():
        return None
    breaks = directories.breaks(connection).get(indicator.code, ())
    villages = lacking_since(indicator, reversed(columns), breaks)
    return LackingVillages(villages, int(np.isnan(columns[-1][1]).sum()))
