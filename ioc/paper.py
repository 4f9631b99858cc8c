"""The colours of verdicts where no style sheet reaches: paper, pictures and workbooks."""

from __future__ import annotations

from ioc.colours import LIGHT
from ioc.indicator import Direction
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


def ramp(count: int, direction: Direction) -> list[str]:
    """Return the colours of classes of a value: the worst is the strongest ink.

    As maps on screens choose them (`ramp` of assets/src/map/scale.js).

    >>> ramp(3, Direction.DOWN) == [LIGHT["seq-1"], LIGHT["seq-4"], LIGHT["seq-7"]]
    True
    >>> ramp(2, Direction.UP) == [LIGHT["seq-7"], LIGHT["seq-1"]]
    True
    """
    if count == 1:
        return [LIGHT["seq-5"]]
    # As `Math.round` does: a half goes up.
    steps = [int(1 + 6 * place / (count - 1) + 0.5) for place in range(count)]
    colours = [LIGHT[f"seq-{step}"] for step in steps]
    return colours if direction is Direction.DOWN else colours[::-1]


# Of a colour whose light is below it, white is easier to read upon.
_DARK = 0.2


def ink_upon(fill: str) -> str:
    """Return the colour of letters upon a colour.

    >>> ink_upon(LIGHT["bad"]) == LIGHT["panel"], ink_upon(LIGHT["warn"]) == LIGHT["ink"]
    (True, True)
    """
    parts = [int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
                        for each in parts)  # fmt: skip
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return LIGHT["panel" if light < _DARK else "ink"]
