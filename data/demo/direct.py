"""Indicators that do not add up: each level reports its own figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo import generator
from data.demo.curves import denominators, meet_anchors, shares, whole_numerators
from data.demo.land import NEW, OLD, DemoLand
from data.demo.plan import IndicatorPlan
from data.demo.rows import ReportRows
from data.demo.scores import (
    DTI_MEAN_2024,
    country_speed,
    service_quality,
    speeds,
    transformation_index,
    with_mean,
)
from data.demo.terrain import Floats, Ints
from ioc.area import Level
from ioc.indicator import Indicator
from ioc.period import Period, parse_period

_LAST_YEAR = 12


class Time(Protocol):
    """The periods of an indicator on both sides of 2025-07-01."""

    @property
    def before(self) -> list[Period]: ...  # noqa: D102
    @property
    def since(self) -> list[Period]: ...  # noqa: D102


@dataclass(frozen=True)
class _LevelReports:
    """Areas of one level that report themselves."""

    vintage: str
    name: str
    units: pd.DataFrame
    periods: list[Period]
    mask: NDArray[np.bool_] | None = None


def add_direct(
    rows: Mapping[str, ReportRows],
    plan: IndicatorPlan,
    indicator: Indicator,
    land: DemoLand,
    time: Time,
    masks: Mapping[str, NDArray[np.bool_]],
) -> None:
    """Add every level's own figures of an indicator that no parent can sum.

    Args:
        rows: by vintage, to add to.
        plan: how the indicator moves.
        indicator: its lowest level says how far down it is reported.
        land: the areas.
        time: the periods.
        masks: by vintage, which commune of the land reported when.
    """
    if plan.kind == "index":
        _add_index(rows, land, time)
        return
    for layer in _layers(indicator, land, time, masks):
        ids = layer.units["area_id"].to_numpy()
        label = f"{layer.name} {layer.vintage}"
        out = rows[layer.vintage]
        if plan.kind == "median":
            samples, median = speeds(layer.units, layer.periods, label)
            out.add(ids, layer.periods, numerator=samples, value=median, reported_cells=layer.mask)
        elif plan.kind == "score":
            groups = service_quality(layer.units, layer.periods, label)
            total = np.round(np.sum(list(groups.values()), axis=0), 2)
            out.add(ids, layer.periods, value=total, reported_cells=layer.mask)
        else:
            top, bottom = _own_parts(plan, layer, label)
            out.add(
                ids, layer.periods, numerator=top, denominator=bottom, reported_cells=layer.mask
            )
    if plan.kind == "median":
        for vintage, periods in ((OLD, time.before), (NEW, time.since)):
            ids = land.country.loc[land.country["vintage"] == vintage, "area_id"].to_numpy()
            samples = np.full((len(ids), len(periods)), 1_200_000)
            median = np.broadcast_to(country_speed(periods), samples.shape)
            rows[vintage].add(ids, periods, numerator=samples, value=median)


def _layers(
    indicator: Indicator, land: DemoLand, time: Time, masks: Mapping[str, NDArray[np.bool_]]
) -> Iterator[_LevelReports]:
    yield _LevelReports(OLD, "provinces", land.old_provinces, time.before)
    case = land.new_provinces["case"].to_numpy()
    yield _LevelReports(NEW, "provinces", land.new_provinces[case], time.since)
    others = land.new_provinces[~case]
    recent = np.arange(len(time.since)) >= len(time.since) - _LAST_YEAR
    recent = np.broadcast_to(recent, (len(others), len(time.since)))
    yield _LevelReports(NEW, "other provinces", others, time.since, recent)
    if indicator.lowest_level.depth < Level.COMMUNE.depth:
        return
    yield _LevelReports(OLD, "districts", land.districts, time.before)
    yield _LevelReports(OLD, "communes", land.old, time.before, masks[OLD])
    inside = land.new["case"].to_numpy()
    yield _LevelReports(NEW, "communes", land.new[inside], time.since, masks[NEW][inside])


def _own_parts(plan: IndicatorPlan, layer: _LevelReports, label: str) -> tuple[Ints, Ints]:
    if plan.kind == "procedures":
        return _procedures(plan, layer, label)
    bottom = denominators(plan.base, layer.units, layer.periods, label)
    # The wider the level, the more practised its offices.
    ease = {"provinces": 0.0, "other provinces": 0.0, "districts": 0.5}.get(layer.name, 1.0)
    units = layer.units.assign(remoteness=layer.units["remoteness"] * ease)
    top = whole_numerators(
        shares(plan, units, layer.periods, label), bottom, f"{plan.code} {label}"
    )
    return meet_anchors(plan.code, layer.units, layer.periods, top, bottom), bottom


def _procedures(plan: IndicatorPlan, layer: _LevelReports, label: str) -> tuple[Ints, Ints]:
    """Return procedures offered end to end, and those that could be: a province's own list."""
    random = generator(f"procedures {label}")
    size = random.integers(1150, 1750, (len(layer.units), 1))
    # The list is revised once a year.
    year = np.array([each.end.year for each in layer.periods])
    bottom = size + 15 * (year[None, :] - 2022)
    share = np.maximum.accumulate(shares(plan, layer.units, layer.periods, label), axis=1)
    top = whole_numerators(share, bottom, f"{plan.code} {label}")
    return meet_anchors(plan.code, layer.units, layer.periods, top, bottom), bottom


def _add_index(rows: Mapping[str, ReportRows], land: DemoLand, time: Time) -> None:
    """Add the yearly index: the new provinces take over 2024 as the mean of those they were.

    The ministry did the same when it published 2024 for 34 provinces; their mean is 0.6961.
    """
    old, new = land.old_provinces, land.new_provinces
    before = transformation_index(old, time.before, "before")
    rows[OLD].add(old["area_id"].to_numpy(), time.before, value=before)
    published = parse_period("2024")
    years = [each for each in time.before if each == published] + time.since
    if not years:
        return
    index = transformation_index(new, years, "since")
    if years[0] == published:
        first = _carry_over(old, before[:, time.before.index(published)], index[:, 0])
        # A case goes on from what it was; the others have no past here.
        index[:, 1:] += np.where(new["case"].to_numpy(), first - index[:, 0], 0.0)[:, None]
        index[:, 0] = with_mean(first, ~new["case"].to_numpy(), DTI_MEAN_2024)
        index = np.clip(index, 0, 1).round(4)
    rows[NEW].add(new["area_id"].to_numpy(), years, value=index)


def _carry_over(old: pd.DataFrame, before: Floats, own: Floats) -> Floats:
    first = own.copy()
    into = old["new_row"].to_numpy(dtype=np.int64)
    for row in np.unique(into):
        first[row] = np.round(before[into == row].mean(), 4)
    return first
