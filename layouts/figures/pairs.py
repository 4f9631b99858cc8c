"""Areas by two indicators: points, the lines that part good from bad, and tracks over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import numpy as np

from ioc.indicator import Direction, Indicator
from ioc.pair import Pair, PairSide, order_of_names
from ioc.period import parse_period
from ioc.sentences.pivot import column_title
from ioc.sentences.values import demo_word, fact_text, shown_text
from ioc.status import STATUSES
from ioc.track import TrackPoint
from ioc.words.catalogue import Words
from ioc.words.numbers import separators
from layouts.figures.labels import headline
from layouts.figures.series import SERIES_COLOURS, Chart, stroke_keys
from layouts.figures.strokes import stroke_style, strokes_of
from layouts.figures.traces import axis_value

# What the browser knows the chart by: assets/src/analysis/names.js.
KIND = "pairs"
_PLAIN, _WORST, _LINE = SERIES_COLOURS[0], SERIES_COLOURS[2], "#8c959f"
# The part of an axis beyond its outermost number, where the words of a corner have room.
_PAD = 0.16
# Letters of a line of an axis' title, across and upward, so that it fits on a phone.
_LETTERS = (40, 32)
# px of a track's line, of its points, and of its last one.
_TRACK, _POINT, _LAST = 1.5, 4, 11
# So many names at most are tried; a chart has room for fewer.
_MOST_NAMES = 60


@dataclass(frozen=True)
class Track:
    """The way of a picked area through time, ascending; its numbers as they are shown."""

    code: str
    label: str
    points: Sequence[TrackPoint]


def pairs_figure(
    pair: Pair,
    codes: Sequence[str],
    names: Sequence[str],
    full_names: Sequence[str],
    tracks: Sequence[Track] = (),
    language: str = "vi",
    size: int = 12,
) -> Chart:
    """Return the areas of a map by two indicators.

    Every trace has the codes of its areas in `customdata`; `layout.meta` has the names to be
    written, the most worth one first, as [text, x, y, colour].

    Args:
        pair: the areas, `codes`, `names` and `full_names` in the order of its map.
        codes: of all areas.
        names: short ones, written beside points.
        full_names: as the box of a point says them.
        tracks: of picked areas, drawn over the others.
        language: "vi" or "en".
        size: font size in px.
    """
    places = {codes[row]: at for at, row in enumerate(pair.rows.tolist())}
    data = [_points(pair, codes, full_names, language)]
    for at, track in enumerate(tracks):
        colour = _track_colour(at)
        data += _track(pair, track, track.code in places, colour, language)
    points = [point for track in tracks for point in track.points]
    axes = [
        _axis(side, numbers, pair, at, language, size)
        for at, (side, numbers) in enumerate((
            (pair.x, [each.cell.value for each in points if each.cell.value is not None]),
            (pair.y, [each.up for each in points]),
        ))
    ]  # fmt: skip
    key = [("origin", text) for text in stroke_keys([each.cell for each in points], language)]
    if pair.is_demo or any(each.cell.demo for each in points):
        key.insert(0, ("demo", demo_word(language)))
    layout: dict[str, Any] = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": size, "family": "inherit"},
        "margin": {"l": size * 7.5, "r": size, "t": size * (1 + 1.2 * len(key)), "b": size * 5.6},
        "hovermode": "closest",
        "xaxis": axes[0],
        "yaxis": axes[1],
        "separators": separators(language),
        "uirevision": f"{pair.x.indicator.code} {pair.y.indicator.code}",
        "annotations": [
            *_corners(pair, language, size),
            *(
                headline(name, text, size - 1, (len(key) - 1 - at) * size * 1.2)
                for at, (name, text) in enumerate(key)
            ),
        ],
        "shapes": _divides(pair),
        "meta": {"kind": KIND, "names": _names(pair, names, tracks, places)},
        "showlegend": False,
    }
    return {"data": data, "layout": layout}


def _track_colour(at: int) -> str:
    return SERIES_COLOURS[(at + 1) % len(SERIES_COLOURS)]


def _axis(
    side: PairSide, others: Sequence[float], pair: Pair, at: int, language: str, size: int
) -> dict[str, Any]:
    numbers = [*side.standings.numbers[pair.rows].tolist(), *others]
    if pair.divides is not None:
        numbers.append(pair.divides[at])
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    room = ((high - low) or abs(high) or 1.0) * _PAD
    return {
        "range": [low - room, high + room],
        "zeroline": False,
        "ticksuffix": "%" if side.indicator.unit(language) == "%" else "",
        "nticks": 6,
        "separatethousands": True,
        "title": {
            "text": "<br>".join(
                wrap(column_title(side.indicator, side.period, language), _LETTERS[at])
            ),
            "font": {"size": size},
            "standoff": 6,
        },
    }


def _points(
    pair: Pair, codes: Sequence[str], full_names: Sequence[str], language: str
) -> dict[str, Any]:
    rows = pair.rows.tolist()
    is_worst = pair.is_worst.tolist()
    words = [_words(side, pair, language) for side in (pair.x, pair.y)]
    return _trace_base() | {
        "mode": "markers",
        "x": _numbers(pair.x, pair),
        "y": _numbers(pair.y, pair),
        "text": [full_names[row] for row in rows],
        "customdata": [list(each) for each in zip((codes[row] for row in rows), *words,
                                                  strict=True)],
        "hovertemplate": "<b>%{text}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        "marker": {
            "size": 8 if len(rows) < 400 else 5,
            "color": [_WORST if worst else _PLAIN for worst in is_worst],
            "symbol": ["square" if worst else "circle" for worst in is_worst],
            "opacity": 0.75,
        },
    }  # fmt: skip


def _words(side: PairSide, pair: Pair, language: str) -> list[str]:
    """Return what the box of each point says: "Thôn có sóng di động: 98,34% · ● Đạt"."""
    columns = (side.values, side.numerators, side.denominators, side.standings.codes)
    texts, name = [], side.indicator.short_name(language)
    for value, over, under, code in zip(*(each[pair.rows].tolist() for each in columns),
                                        strict=True):  # fmt: skip
        status = STATUSES[code]
        text = fact_text(side.indicator, over, under, language)
        text = text or shown_text(side.indicator, value, language)
        texts.append(f"{name}: {text} · {status.mark} {status.label(language)}")
    return texts


def _numbers(side: PairSide, pair: Pair) -> list[float | None]:
    numbers = side.standings.numbers[pair.rows].tolist()
    return [axis_value(each, side.indicator) for each in numbers]


def _track(
    pair: Pair, track: Track, has_point: bool, colour: str, language: str
) -> list[dict[str, Any]]:
    """Return the way of a picked area in strokes like those of a series, a point for each period.

    Its last point is large where the area has both numbers.
    """
    points = {point.cell.period: point for point in track.points}
    last = track.points[-1].cell.period if track.points and has_point else ""
    sides = (pair.x.indicator, pair.y.indicator)
    traces = []
    for stroke in strokes_of([each.cell for each in track.points]):
        style = stroke_style(stroke, colour, _TRACK, _POINT)
        own = [points[cell.period] if cell else None for cell in stroke.cells]
        traces.append(_trace_base() | style | {
            "name": track.label,
            "meta": track.code,
            "mode": "lines+markers",
            "x": [axis_value(each.cell.value, sides[0]) if each else None for each in own],
            "y": [axis_value(each.up, sides[1]) if each else None for each in own],
            "text": [track.label] * len(own),
            "customdata": [_track_words(each, sides, track.code, language) for each in own],
            "hovertemplate": "<b>%{text}</b>, %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
            "marker": style["marker"] | {
                # Else plotly gives points of several sizes a white rim, as if they were estimates.
                "line": {"width": 0 if style["marker"].get("symbol", "circle") == "circle" else 1},
                # A point stands in the stroke of its own kind alone.
                "size": [0 if not is_own else _LAST if each and each.cell.period == last else _POINT
                         for each, is_own in zip(own, stroke.own, strict=True)],
            },
            "cliponaxis": False,
        })  # fmt: skip
    return traces


def _track_words(
    point: TrackPoint | None, sides: tuple[Indicator, Indicator], code: str, language: str
) -> list[str]:
    if point is None:
        return [code, "", ""]
    numbers = " · ".join(
        f"{side.short_name(language)}: {shown_text(side, value, language)}"
        for side, value in zip(sides, (point.cell.value, point.up), strict=True)
    )
    return [code, parse_period(point.cell.period).label_inside(language), numbers]


def _trace_base() -> dict[str, Any]:
    return {"type": "scatter", "showlegend": False}


def _names(
    pair: Pair, names: Sequence[str], tracks: Sequence[Track], places: dict[str, int]
) -> list[list[Any]]:
    """Return [text, x, y, colour] of points in the order in which they get a name."""
    x, y = _numbers(pair.x, pair), _numbers(pair.y, pair)
    rows = pair.rows.tolist()
    labels: list[list[Any]] = []
    first = []
    for at, track in enumerate(tracks):
        if track.code in places:
            place = places[track.code]
            first.append(place)
            labels.append([f"<b>{track.label}</b>", x[place], y[place], _track_colour(at)])
    for place in order_of_names(pair).tolist()[:_MOST_NAMES]:
        if place not in first:
            labels.append([names[rows[place]], x[place], y[place], ""])
    return labels


def _divides(pair: Pair) -> list[dict[str, Any]]:
    if pair.divides is None:
        return []
    line = {"color": _LINE, "width": 1.5, "dash": "dash" if pair.by_targets else "dot"}
    across, up = pair.divides
    return [
        {"type": "line", "x0": across, "x1": across, "yref": "y domain", "y0": 0, "y1": 1,
         "line": line, "layer": "below"},
        {"type": "line", "y0": up, "y1": up, "xref": "x domain", "x0": 0, "x1": 1,
         "line": line, "layer": "below"},
    ]  # fmt: skip


def _corners(pair: Pair, language: str, size: int) -> list[dict[str, Any]]:
    """Return the words of the four corners, each with the number of its areas."""
    if pair.divides is None:
        return []
    words = Words("pair", language)
    kind = "target" if pair.by_targets else "median"
    counts = dict(zip(("both", "x", "y", "none"), pair.counts(), strict=True))
    names = [side.indicator.short_name(language) for side in (pair.x, pair.y)]
    goes_up = [side.indicator.direction is Direction.UP for side in (pair.x, pair.y)]
    corners = []
    for right, top in np.ndindex(2, 2):
        good_x, good_y = bool(right) == goes_up[0], bool(top) == goes_up[1]
        corner = ("both" if good_y else "x") if good_x else ("y" if good_y else "none")
        text = words(
            f"{kind}-{'one' if corner in 'xy' else corner}",
            count=str(counts[corner]),
            **({"name": names["xy".index(corner)]} if corner in "xy" else {}),
        )
        corners.append({
            "name": "corner", "xref": "paper", "yref": "paper", "x": right, "y": top,
            "xanchor": "right" if right else "left", "yanchor": "top" if top else "bottom",
            "showarrow": False, "font": {"size": size - 1},
            "align": "right" if right else "left", "text": text,
        })  # fmt: skip
    return corners
