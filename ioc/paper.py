"""The colours of verdicts where no style sheet reaches: paper, pictures and workbooks."""

from __future__ import annotations

from ioc.colours import LIGHT
from ioc.status import Status

_NAMES = {Status.GREEN: "good", Status.AMBER: "warn", Status.RED: "bad"}


def fill_of(status: Status) -> str:
    """Return the colour of an area on a light map.

    >>> fill_of(Status.RED) == LIGHT["bad"], fill_of(Status.NO_TARGET) == LIGHT["nodata"]
    (True, True)
    """
    return LIGHT[_NAMES.get(status, "nodata")]


def ink_of(status: Status) -> str:
    """Return the colour of the word of a verdict on white."""
    return LIGHT[f"{_NAMES.get(status, 'none')}-ink"]


def ground_of(status: Status) -> str:
    """Return the ground of a cell with a verdict; empty where there is none.

    >>> ground_of(Status.NO_DATA)
    ''
    """
    return LIGHT[f"{_NAMES[status]}-ground"] if status in _NAMES else ""
