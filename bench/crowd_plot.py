"""The waiting times of the crowd as a picture: a curve for each kind, on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _FOOT = 860, 420, 60, 20, 50
_KEY = 250
# The second database's curves are dashed: they can be told apart without colours.
_COLOURS = ("#0b5fa5", "#b35806", "#1b7837")


@dataclass(frozen=True)
class Curve:
    """A name and the ms of every answer."""

    name: str
    times: Sequence[float]


def draw(curves: Sequence[Curve]) -> str:
    """Return an SVG: for each curve, the share of answers by the ms they took at most."""
    visible = [each for each in curves if each.times]
    least = math.floor(math.log10(max(min(min(each.times) for each in visible), 0.1)))
    most = math.ceil(math.log10(max(max(each.times) for each in visible)))
    right = _WIDTH - _KEY

    def x(ms: float) -> float:
        place = (math.log10(max(ms, 0.1)) - least) / max(most - least, 1)
        return _LEFT + place * (right - _LEFT)

    def y(share: float) -> float:
        return _TOP + (1 - share) * (_HEIGHT - _TOP - _FOOT)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for tenfold in range(least, most + 1):
        at = x(10**tenfold)
        words = f"{10**tenfold:g} ms"
        parts.append(f'<path d="M{at:.1f} {y(1):.1f}V{y(0):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{y(0) + 20:.1f}" text-anchor="middle">{words}</text>')
    for share in (0, 0.5, 0.95, 1):
        parts.append(f'<path d="M{_LEFT} {y(share):.1f}H{right}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{_LEFT - 8}" y="{y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
        )
    parts.append(
        f'<text x="{(_LEFT + right) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">'
        "share of all answers that had come after so long</text>"
    )
    for place, curve in enumerate(visible):
        ordered = sorted(curve.times)
        step = max(1, len(ordered) // 200)
        points = [(ordered[at], (at + 1) / len(ordered)) for at in range(0, len(ordered), step)]
        points.append((ordered[-1], 1.0))
        path = "L".join(f"{x(ms):.1f} {y(share):.1f}" for ms, share in points)
        look = f'stroke="{_COLOURS[place % 3]}" stroke-width="2" fill="none"' + (
            ' stroke-dasharray="6 3"' if place >= 3 else ""
        )
        parts.append(f'<path d="M{path}" {look}/>')
        top = _TOP + 14 + 22 * place
        parts.append(f'<path d="M{right + 16} {top - 4}h24" {look}/>')
        parts.append(f'<text x="{right + 48}" y="{top}">{escape(curve.name)}</text>')
    return "\n".join([*parts, "</svg>", ""])
