"""The ranked table and the series of a view as frames, as the screen filters and sorts them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.fetch import make_frame, text_array
from data.pack import Pack
from data.queries.areas import Area, find_area
from data.queries.cards import cells_of
from data.queries.catalogue import Target, find_target_in_force, read_targets
from data.queries.comparison.cards import find_awaited
from data.queries.comparison.tables import read_table_changes, read_table_provisional
from data.queries.former import read_former_shares
from data.queries.maps import map_frame, read_map, read_slices
from data.queries.periods import read_periods
from data.queries.reports import add_reports
from data.queries.series import read_series, read_series_columns
from data.queries.standing import add_standing
from data.queries.view import View, period_before
from ioc.area import AreaKey, Level, search_name
from ioc.card import Cell
from ioc.crosswalk import BASIS_CODES
from ioc.errors import NotFoundError
from ioc.name_order import name_order
from ioc.period import Period, parse_period
from ioc.shown import half_up, shown_numbers

# Sort keys of the address → columns; "rank" is the best first.
_SORTS = {
    "rank": "rank",
    "name": "name_order",
    "value": "shown",
    "status": "status_order",
    "parts": "size",
    "complete": "share",
    "change": "change",
}
_COUNTS = (
    "reported", "expected", "demo", "converted", "estimated", "from_above", "voice",
    "beside_value", "beside_reported", "beside_demo",
)  # fmt: skip
_STATUS_ORDER = {"green": 0, "amber": 1, "red": 2, "no_target": 3, "too_few": 4, "no_data": 5}


def read_view_table(
    connection: Connection, view: View, directories: DirectoryCache | None = None
) -> pd.DataFrame:
    """Return the table of a view: one row per area shown.

    area_id      int64
    period       str
    rank         float64  1 = best; equal values share a rank; NaN = not reported, or a place would
                          say nothing (`ioc.standing`)
    code, name   str      name in full ("Xã Anh Sơn")
    parent       str      full name of what the area lies in
    numerator, denominator, target  float64  NaN = none
    value        float64  not rounded; NaN = not reported
    shown        float64  the value as it is shown and judged (ioc.shown)
    below        bool     something is there that would read as 0
    status       str      value of ioc.status.Status
    reported, expected, demo, converted, estimated, basis  int32
    own, kind, sender, file_name, received_at  as `data.queries.reports.add_reports`
    change       float64  on the period before, over the areas inside that have a number in both;
                          in the indicator's unit, rounded; NaN = nothing to compare, or too few
    same, same_of  float64  how many areas inside are compared, of how many; NaN = nobody is missing
    before       str      the period compared with; empty where none is
    provisional  float64  what an unfinished number would come to, as shown; NaN = nothing to say

    Rows are those that the state's search and status let through, in the state's order; rows
    without the sorted number stand last; equals by name, as on the screen.
    """
    state, indicator = view.state, view.indicator
    before = period_before(view)
    periods = [view.period] if before is None else [view.period, before]
    cells, *earlier = read_slices(connection, indicator, view.directory, periods)
    frame = map_frame(cells, indicator, view.directory)
    frame["area_id"] = view.directory.areas["id"].to_numpy()
    frame["period"] = view.period
    earlier_cells = earlier[0] if earlier else None
    frame = frame.assign(**_changes(connection, directories, view, cells, before, earlier_cells))
    provisional = read_table_provisional(
        connection, directories, indicator, view.directory, (view.period, cells), view.breaks
    )
    frame["provisional"] = shown_numbers(indicator, provisional)
    frame["name"] = view.directory.areas["full_name"].to_numpy()
    frame["parent"] = view.directory.parent_names
    targets = directories.targets(connection, indicator.code) if directories else None
    frame = add_standing(connection, indicator, view.directory, view.period, frame, targets)
    frame["search"] = [
        search_name(f"{name} {code}")
        for name, code in zip(frame["name"], frame["code"], strict=True)
    ]
    frame["status_order"] = frame["status"].map(_STATUS_ORDER)
    names = view.directory.areas["name"].tolist()
    in_order = sorted(range(len(names)), key=lambda row: name_order(names[row]))
    frame.loc[in_order, "name_order"] = np.arange(len(names), dtype=float)
    frame["size"] = frame["denominator"].where(frame["denominator"] > 0, frame["numerator"])
    counted = frame["reported"] - frame["from_above"]
    frame["share"] = counted / frame["expected"].where(frame["expected"] > 0)
    kept = frame["search"].str.contains(search_name(state.search), regex=False)
    if state.status:
        kept &= frame["status"] == state.status
    down = state.sort.startswith("-")
    column = _SORTS.get(state.sort.removeprefix("-"), "rank")
    ordered = frame[kept].sort_values(
        [column, "name_order"], ascending=[not down, True], na_position="last", ignore_index=True
    )
    kept_columns = ["area_id", "period", "rank", "code", "name", "parent", "numerator",
                    "denominator", "value", "shown", "below", "change", "same", "same_of",
                    "before", "provisional", "target", "status", *_COUNTS, "basis"]  # fmt: skip
    return add_reports(connection, indicator, ordered[kept_columns], view.period)


def read_view_awaited(
    connection: Connection, directories: DirectoryCache, view: View, today: date
) -> Period | None:
    """Return the later period that areas beside the one shown have, where its last one is shown."""
    if not view.period or view.period != view.closed:
        return None
    shown = parse_period(view.period)
    return find_awaited(connection, directories, view.area, view.indicator, shown, today)


def _changes(
    connection: Connection,
    directories: DirectoryCache | None,
    view: View,
    now: Pack,
    before: str | None,
    then: Pack | None,
) -> dict[str, Any]:
    """Return the columns that compare a table with the period before, row by row."""
    count = len(view.directory.areas)
    if before is None or then is None:
        none = np.full(count, np.nan)
        return {"change": none, "same": none, "same_of": none, "before": ""}
    found = read_table_changes(
        connection, directories, view.indicator, view.directory, (view.period, now), (before, then)
    )
    partly, decimals = found.expected > 0, view.indicator.decimals
    return {
        "change": half_up(found.change * 10**decimals) / 10**decimals,
        "same": np.where(partly, found.count, np.nan),
        "same_of": np.where(partly, found.expected, np.nan),
        "before": before,
    }


def read_view_series(
    connection: Connection, directories: DirectoryCache, view: View
) -> pd.DataFrame:
    """Return the series of a view: the picked area (or the one shown) and those compared with it.

    Columns area_id (int64), code, name, level, period (str), numerator, denominator, value
    (float64, NaN = not reported), reported, expected, demo, converted, estimated, basis (int), and
    those of `data.queries.reports.add_reports`; by area in the order of the chart, then period.
    """
    frames = []
    for place, each in enumerate(_series_areas(connection, view)):
        if place == 0 and view.former is not None and _is_gathered(view):
            frame = read_shown_series(connection, directories, view)
            each = view.former
        else:
            frame = read_series(connection, view.indicator, each.id)
        frame.insert(0, "area_id", each.id)
        frame.insert(0, "code", each.key.code)
        frame.insert(1, "name", each.full_name)
        frame.insert(2, "level", each.level.value)
        frames.append(frame)
    if "siblings" in view.state.compare.split(",") and not _is_gathered(view):
        frames += _siblings(connection, directories, view)
    cells = pd.concat(frames, ignore_index=True).drop_duplicates(
        ["code", "level", "period"], ignore_index=True
    )
    return add_reports(connection, view.indicator, cells)


def _series_areas(connection: Connection, view: View) -> Sequence[Area]:
    compared = view.state.compare.split(",")
    subject = _subject(connection, view)
    areas = [subject]
    if "parent" in compared and _is_gathered(view):
        areas.append(view.area)
    elif "parent" in compared and subject.parent_code is not None:
        areas.append(find_area(connection, AreaKey(view.state.vintage, subject.parent_code)))
    for code in compared:
        if code in ("", "parent", "siblings"):
            continue
        try:
            areas.append(find_area(connection, AreaKey(view.state.vintage, code)))
        except NotFoundError:
            continue
    return areas


def _is_gathered(view: View) -> bool:
    """Tell whether the subject is a former district, which has no place in the tree of today."""
    return view.former is not None and not view.state.selected


def _subject(connection: Connection, view: View) -> Area:
    if not view.state.selected:
        return view.area
    return find_area(connection, AreaKey(view.state.vintage, view.state.selected))


def read_shown_series(
    connection: Connection, directories: DirectoryCache, view: View
) -> pd.DataFrame:
    """Return the series of the area shown, columns as `data.queries.series.read_series`.

    A former district still has its own: what it reported while it stood, and what was brought over
    to it since, of communes that hold only a part of it that part. Where there are none its sum is
    exact, however its communes were shared out among those of before.
    """
    columns = _shown_columns(connection, directories, view)
    return make_frame(columns | {"period": text_array(columns["period"])})


def read_shown_cells(connection: Connection, directories: DirectoryCache, view: View) -> list[Cell]:
    """Return `read_shown_series` as cells."""
    return cells_of(_shown_columns(connection, directories, view))


def _shown_columns(
    connection: Connection, directories: DirectoryCache, view: View
) -> dict[str, Any]:
    shown = view.former or view.area
    columns = read_series_columns(connection, view.indicator, shown.id, directories)
    if view.former is not None and read_partly(connection, directories, view).empty:
        weighed = columns["basis"] <= len(BASIS_CODES)
        for name in ("estimated", "basis"):
            columns[name] = np.where(weighed, 0, columns[name])
    return columns


def read_partly(connection: Connection, directories: DirectoryCache, view: View) -> pd.DataFrame:
    """Return the communes that hold land of the former district besides other land.

    Rows of `data.queries.former.read_former_shares` with a share below 1; empty without a former
    district.
    """
    former = view.former
    if former is None:
        return pd.DataFrame({"code": [], "level": [], "share": [], "basis": []})
    shares = directories.remember(
        connection,
        ("former shares", view.state.vintage, former.key),
        lambda: read_former_shares(
            connection, view.state.vintage, former.key.code, former.key.vintage
        ),
    )
    return shares[(shares["level"] == Level.COMMUNE.value) & (shares["share"] < 1)]


def _siblings(
    connection: Connection, directories: DirectoryCache, view: View
) -> list[pd.DataFrame]:
    subject = _subject(connection, view)
    if subject.parent_code is None:
        return []
    directory = directories.get(
        connection, view.state.vintage, Level(subject.level), subject.parent_code
    )
    periods = read_periods(
        connection, view.indicator, view.state.vintage, subject.level, directory.only_root
    )
    parts = []
    for period in periods:
        frame = read_map(connection, view.indicator, directory, period)
        frame.insert(0, "area_id", directory.areas["id"].to_numpy())
        frame.insert(1, "name", directory.areas["full_name"].to_numpy())
        frame.insert(2, "level", subject.level.value)
        frame.insert(3, "period", period)
        parts.append(frame[frame["value"].notna()])
    if not parts:
        return []
    return [pd.concat(parts).sort_values(["code", "period"], kind="stable")]


def target_steps(
    connection: Connection, view: View, targets: Sequence[Target] | None = None
) -> list[tuple[str, float | None]]:
    """Return (period, target of the level shown) at every period from which another one holds.

    `targets` are those of the indicator, where they were read before.
    """
    held = read_targets(connection, [view.indicator.code]) if targets is None else targets
    anywhere = AreaKey(view.state.vintage, "")
    steps: list[tuple[str, float | None]] = []
    year = ""
    for period in view.periods:
        # A target is set for a year: the look-up need not be made for each of its months.
        if period[:4] == year:
            continue
        year = period[:4]
        found = find_target_in_force(held, view.indicator.code, view.level, anywhere, period)
        value = found.value if found else None
        if not steps or steps[-1][1] != value:
            steps.append((period, value))
    return steps
