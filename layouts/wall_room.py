"""How wide a text of the wall is, before any browser has set it."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iIljtf .,·'-()/|")
_MIDDLE = frozenset("rs")
_WIDE = frozenset("mMwW%▲■●")
_CAPITAL = frozenset("QOGDNHUĐCRBKVAXY")
# The columns of assets/wall.css, in hundredths of the panel's height.
_LETTER, _CARD, _GAP, _CHIP_PADDING, _SIDE = 4.95, 101.8, 1.2, 2.0, 68.9
# The title's, beside "Số liệu minh hoạ" and the clock.
_TITLE = 100.0


def width(text: str, *, bold: bool = False) -> float:
    """Return at least how many letter heights (em) a text is wide: for Noto Sans 0 to 11 % more.

    >>> 13.0 < width("CT ≥ 100% · vàng ≥ 16 tháng") < 14.5
    True
    """
    total = 0.0
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter):
            continue
        if letter in _NARROW:
            total += 0.28
        elif letter in _MIDDLE:
            total += 0.43
        elif letter in _WIDE:
            total += 0.95
        else:
            total += 0.73 if letter in _CAPITAL else 0.6
    return total * (1.08 if bold else 1.0)


def fits_beside(text: str, chip: str, over: float = 0.0) -> bool:
    """Tell whether a text has room in a card's second line, beside its status.

    Args:
        text: what is to be said.
        chip: the status.
        over: share of the line by which an estimate too wide may exceed it.
    """
    taken = _LETTER * width(chip, bold=True) + _CHIP_PADDING + _GAP
    return _LETTER * width(text) <= _CARD * (1 + over) - taken


def fits_over(area: str, text: str) -> bool:
    """Tell whether a title has room over a scene: the area's name, bold, and what follows it."""
    return _LETTER * (width(area, bold=True) + width(f" · {text}")) <= _TITLE


def fits_below(text: str, *, bold: bool = False) -> bool:
    """Tell whether a text has room in a line below the map."""
    return _LETTER * width(text, bold=bold) <= _SIDE
