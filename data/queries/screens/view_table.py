"""The ranked table and the series of a view as frames, filtered and sorted as on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.numbers.pack import Pack
from data.queries.areas import Area, find_area
from data.queries.base_period import base_period
from data.queries.catalogue import Target, find_target_in_force, read_targets
from data.queries.comparison.cards import find_awaited_period
from data.queries.comparison.tables import read_table_changes, read_table_provisional
from data.queries.directories import Directories
from data.queries.former import read_former_shares
from data.queries.maps import map_frame, read_map, read_slices
from data.queries.own_targets import targets_in_force
from data.queries.periods import read_periods
from data.queries.reports import add_reports
from data.queries.screens.cards import cells_of
from data.queries.series import read_series, read_series_columns
from data.queries.standing import add_standing
from data.queries.view import View
from data.store.fetch import make_frame, text_array
from ioc.area import AreaKey, Level
from ioc.card import Cell, TargetValue
from ioc.comparison import Movement, has_moved
from ioc.crosswalk import BASIS_CODES
from ioc.period import Period, parse_period
from ioc.shown import round_all
from ioc.status import STATUSES
from ioc.word_search import has_words

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
_STATUS_ORDER = {each.value: place for place, each in enumerate(STATUSES)}


def read_view_table(
    connection: Connection, view: View, directories: Directories | None = None
) -> pd.DataFrame:
    """Return the table of a view: one row per area shown.

    area_id      int64
    period       str
    rank         float64  1 = best; equal values share a rank; NaN = not reported, or without a
                          meaningful rank (`ioc.standing`)
    rank_of      float64  how many areas are ranked, whatever rows the filter leaves; NaN as `rank`
    code, name   str      name in full ("Xã Anh Sơn")
    parent       str      full name of the area above
    numerator, denominator, target  float64  NaN = none
    value        float64  not rounded; NaN = not reported
    shown        float64  the value as shown (ioc.shown)
    decimals     int8     the decimals of `shown`
    below        bool     a value above 0 that would read as 0
    status       str      value of ioc.status.Status
    reported, expected, demo, converted, estimated, basis  int32
    own, kind, sender, file_name, received_at  as `data.queries.reports.add_reports`
    change       float64  from the base period, over the areas inside with a number in both; in
                          the indicator's unit, rounded; NaN = not comparable, or too few areas
    same, same_of  float64  how many areas inside are compared, of how many; NaN = none is missing
    before       str      the period compared with; empty where there is none
    provisional  float64  the provisional value, not rounded; NaN = there is none

    Rows pass the state's search, status and move, in the state's order; rows without the sorted
    number are last; equal ones by name, as on the screen.
    """
    state, indicator = view.state, view.indicator
    before = base_period(view)
    periods = [view.period] if before is None else [view.period, before]
    cells, *earlier = read_slices(connection, indicator, view.directory, periods)
    frame = map_frame(cells, indicator, view.directory)
    frame["area_id"] = view.directory.areas["id"].to_numpy()
    frame["period"] = view.period
    earlier_cells = earlier[0] if earlier else None
    frame = frame.assign(**_changes(connection, directories, view, cells, before, earlier_cells))
    frame["provisional"] = read_table_provisional(
        connection, directories, indicator, view.directory, (view.period, cells), view.breaks
    )
    frame["name"] = view.directory.areas["full_name"].to_numpy()
    frame["parent"] = view.directory.parent_names
    targets = directories.targets(connection, indicator.code) if directories else None
    frame = add_standing(connection, indicator, view.directory, view.period, frame, targets)
    frame["rank_of"] = frame["rank"].notna().sum()
    frame["rank_of"] = frame["rank_of"].where(frame["rank"].notna())
    frame["status_order"] = frame["status"].map(_STATUS_ORDER)
    frame["name_order"] = view.directory.name_places
    frame["size"] = frame["denominator"].where(frame["denominator"] > 0, frame["numerator"])
    reports_below = frame["reported"] - frame["from_above"]
    frame["share"] = reports_below / frame["expected"].where(frame["expected"] > 0)
    mask = pd.Series(True, index=frame.index)
    if state.search:
        mask &= (frame["name"] + " " + frame["code"]).map(partial(has_words, state.search))
    if state.status:
        mask &= frame["status"] == state.status
    if state.move:
        mask &= has_moved(frame["change"], Movement(state.move))
    sort = state.sort or _usual_sort(frame["target"])
    down = sort.startswith("-")
    column = _SORTS.get(sort.removeprefix("-"), "rank")
    rows = frame[mask].sort_values(
        [column, "name_order"], ascending=[not down, True], na_position="last", ignore_index=True
    )
    columns = ["area_id", "period", "rank", "rank_of", "code", "name", "parent", "numerator",
                    "denominator", "value", "shown", "decimals", "below", "change", "same",
                    "same_of", "before", "provisional", "target", "status",
                    *_COUNTS, "basis"]  # fmt: skip
    return add_reports(connection, indicator, rows[columns], view.period)


def sort_of(connection: Connection, view: View, directories: Directories) -> str:
    """Return what the rows of a view's table are sorted by: as chosen, else the usual."""
    targets = directories.targets(connection, view.indicator.code)
    limits = targets_in_force(targets, view.indicator.code, view.directory, view.period)
    return view.state.sort or _usual_sort(pd.Series(limits))


def _usual_sort(targets: pd.Series) -> str:
    """Return the order without a choice: the worst first where areas have a target, else the best.

    The same as `usualSort` of assets/src/table/arrange.js.
    """
    return "-rank" if targets.notna().any() else "rank"


def read_awaited_period(
    connection: Connection, directories: Directories, view: View, today: date
) -> Period | None:
    """Return the later period that neighbouring areas have, if the last closed one is shown."""
    if not view.period or view.period != view.last_closed:
        return None
    period = parse_period(view.period)
    return find_awaited_period(connection, directories, view.area, view.indicator, period, today)


def _changes(
    connection: Connection,
    directories: Directories | None,
    view: View,
    now: Pack,
    before: str | None,
    then: Pack | None,
) -> dict[str, Any]:
    """Return the columns that compare a table with the base period."""
    count = len(view.directory.areas)
    if before is None or then is None:
        none = np.full(count, np.nan)
        return {"change": none, "same": none, "same_of": none, "before": ""}
    changes = read_table_changes(
        connection, directories, view.indicator, view.directory, (view.period, now), (before, then)
    )
    partly, decimals = changes.expected > 0, view.indicator.decimals
    return {
        "change": round_all(changes.change, decimals),
        "same": np.where(partly, changes.count, np.nan),
        "same_of": np.where(partly, changes.expected, np.nan),
        "before": before,
    }


def read_view_series(connection: Connection, directories: Directories, view: View) -> pd.DataFrame:
    """Return the series of a view: the selected area (or the one shown) and those compared with it.

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
    codes = view.state.compare.split(",")
    subject = _subject(connection, view)
    areas = [subject]
    if "parent" in codes and _is_gathered(view):
        areas.append(view.area)
    elif "parent" in codes and subject.parent_code is not None:
        areas.append(find_area(connection, AreaKey(view.state.vintage, subject.parent_code)))
    keys = (AreaKey(view.state.vintage, code) for code in view.compared_codes)
    return [*areas, *(find_area(connection, key) for key in keys)]


def _is_gathered(view: View) -> bool:
    """Tell whether the subject is a former district, which is not in the tree of today."""
    return view.former is not None and not view.state.selected


def _subject(connection: Connection, view: View) -> Area:
    if not view.state.selected:
        return view.area
    return find_area(connection, AreaKey(view.state.vintage, view.state.selected))


def read_shown_series(connection: Connection, directories: Directories, view: View) -> pd.DataFrame:
    """Return the series of the area shown, columns as `data.queries.series.read_series`.

    A former district keeps its own series: its reports until its end, and converted numbers since,
    with a share of the communes that also hold other land. Without such communes its sum is exact,
    however its communes were divided before.
    """
    columns = _shown_columns(connection, directories, view)
    return make_frame(columns | {"period": text_array(columns["period"])})


def read_shown_cells(connection: Connection, directories: Directories, view: View) -> list[Cell]:
    """Return `read_shown_series` as cells, which stay the same while its numbers do."""

    def make() -> tuple[list[Cell], int]:
        cells = cells_of(_shown_columns(connection, directories, view))
        return cells, len(cells)

    key = (
        "cells", view.state.vintage, (view.former or view.area).id, view.former is None,
        view.indicator.code,
    )  # fmt: skip
    return directories.remember_series(connection, key, make, view.indicator.code)


def _shown_columns(connection: Connection, directories: Directories, view: View) -> dict[str, Any]:
    area = view.former or view.area
    columns = read_series_columns(connection, view.indicator, area.id, directories)
    if view.former is not None and read_partly(connection, directories, view).empty:
        by_weight = columns["basis"] <= len(BASIS_CODES)
        for name in ("estimated", "basis"):
            columns[name] = np.where(by_weight, 0, columns[name])
    return columns


def read_partly(connection: Connection, directories: Directories, view: View) -> pd.DataFrame:
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


def _siblings(connection: Connection, directories: Directories, view: View) -> list[pd.DataFrame]:
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


def target_in_force(targets: Sequence[Target], view: View) -> TargetValue | None:
    """Return the target of the area shown in the period shown."""
    if not view.period:
        return None
    target = find_target_in_force(
        targets, view.indicator.code, view.area.level, view.area.key, view.period
    )
    if target is None:
        return None
    year = "" if target.year is None else str(target.year)
    return TargetValue(target.value, year, target.source_vi, target.source_en, target.checked)


def target_steps(
    connection: Connection, view: View, targets: Sequence[Target] | None = None
) -> list[tuple[str, float | None]]:
    """Return (period, target of the level shown) for every period in which the target changes.

    `targets` are those of the indicator, if they were read before.
    """
    all_targets = read_targets(connection, [view.indicator.code]) if targets is None else targets
    anywhere = AreaKey(view.state.vintage, "")
    steps: list[tuple[str, float | None]] = []
    year = ""
    for period in view.periods:
        # A target is set for a year: one look-up serves all its periods.
        if period[:4] == year:
            continue
        year = period[:4]
        in_force = find_target_in_force(
            all_targets, view.indicator.code, view.level, anywhere, period
        )
        value = in_force.value if in_force else None
        if not steps or steps[-1][1] != value:
            steps.append((period, value))
    return steps
