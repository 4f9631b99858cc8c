"""Names on the map of a report: none covers another, and the more important goes first."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.colours import LIGHT
from layouts.report.picture import INK, Dot, Label, Shape, text_width

_EDGE, _GAP = 5.0, 1.5
# Of the size of letters: from the baseline up to the marks of capitals, and down.
_ABOVE, _BELOW = 0.95, 0.25

Span = tuple[float, float, float, float]  # left, bottom, right, top


class Names:
    """The names of one picture, and the room that is left for more."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._spans: list[Span] = []
        self.shapes: list[Shape] = []
        # Below it is the line in the corner.
        self.floor = 0.0

    def reserve(self, span: Span) -> None:
        """Keep a part of the picture free."""
        self._spans.append(span)

    def reserve_line(self, text: str, size: float) -> None:
        """Write a line in the lower right corner: whose data it is."""
        self.floor = _EDGE + size
        self.put(Label(
            self._width - _EDGE, _EDGE - 1, text, "end", size, LIGHT["map-muted"], has_halo=True,
        ))  # fmt: skip

    def put(self, label: Label) -> None:
        """Write a label where it is."""
        self._spans.append(span_of(label))
        self.shapes.append(label)

    def write(self, text: str, middle: tuple[float, float], size: float) -> bool:
        """Write an important name around a point; tell whether it had room."""
        x, y = middle
        down = y - size * 0.35
        return self._write_free(Label(x, down, text, "middle", size, INK, True, has_halo=True))

    def write_inside(
        self, text: str, middle: tuple[float, float], size: float, room: float, ink: str
    ) -> bool:
        """Write a name upon the colour of its area, where it is at most as wide as `room`."""
        x, y = middle
        if text_width(text, size) > room:
            return False
        return self._write_free(Label(x, y - size * 0.35, text, "middle", size, ink))

    def write_beside(self, text: str, place: tuple[float, float], size: float, gap: float) -> bool:
        """Write an important name to the right of a point, else to its left."""
        x, y = place[0], place[1] - size * 0.35
        sides = ((x + gap, "start"), (x - gap, "end"))
        return any(
            self._write_free(Label(at, y, text, anchor, size, INK, True, has_halo=True))
            for at, anchor in sides
        )

    def write_roomiest(
        self,
        text: str,
        places: Sequence[tuple[tuple[float, float], float]],
        size: float,
        colour: str,
    ) -> bool:
        """Write a name at the place with the most room around it, if one has enough."""
        half = text_width(text, size) / 2
        for (x, y), room in sorted(places, key=lambda each: -each[1]):
            if room < half:
                return False
            label = Label(x, y - size * 0.35, text, "middle", size, colour, has_halo=True)
            if self._write_free(label):
                return True
        return False

    def write_town(self, text: str, place: tuple[float, float], size: float) -> bool:
        """Write the name of a town beside its dot; tell whether it had room."""
        x, y = place
        label = Label(x + 3.5, y - size * 0.35, text, "start", size, INK, has_halo=True)
        _, bottom, right, top = span_of(label)
        if not self._is_free((x - 2, bottom, right, top)):
            return False
        self._spans.append((x - 2, bottom, right, top))
        self.shapes += [Dot(x, y, 1.2, INK), label]
        return True

    def _write_free(self, label: Label) -> bool:
        if not self._is_free(span_of(label)):
            return False
        self.put(label)
        return True

    def _is_free(self, span: Span) -> bool:
        left, bottom, right, top = span
        if left < _EDGE or bottom < _EDGE:
            return False
        if right > self._width - _EDGE or top > self._height - _EDGE:
            return False
        return not any(clash(span, each, _GAP) for each in self._spans)


def span_of(label: Label) -> Span:
    """Return the room that a label takes."""
    low, high = label.y - _BELOW * label.size, label.y + _ABOVE * label.size
    left = label.left
    return left, low, left + label.width, high


def clash(one: Span, two: Span, gap: float = 0.0) -> bool:
    """Tell whether two spans overlap, or are less than `gap` apart both across and down."""
    return (
        one[0] < two[2] + gap and two[0] < one[2] + gap
        and one[1] < two[3] + gap and two[1] < one[3] + gap
    )  # fmt: skip
