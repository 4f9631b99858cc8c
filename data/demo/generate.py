"""All made-up observations, indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo.curves import denominators, meet_anchors, places_of, shares, whole_numerators
from data.demo.direct import add_direct
from data.demo.dossiers import DossierBook, simulate_dossiers
from data.demo.gaps import reporting
from data.demo.land import NEW, OLD, DemoLand, survey
from data.demo.plan import PLANS, IndicatorPlan
from data.demo.published import NGHE_AN, YEN_BAI
from data.demo.rows import ReportRows
from data.demo.signal import SignalCoverage, simulate_signal
from data.demo.terrain import Ints
from ioc.area import SINCE_2025, Level
from ioc.indicator import Indicator
from ioc.period import Frequency, Period, parse_period, period_of, period_range

# The one gross error in the data: ten times the dossiers in one commune (Diễn Châu) and month.
OUTLIER_INDICATOR, OUTLIER_COMMUNE, OUTLIER_PERIOD = "CQ02", "17464", "2025-10"
OUTLIER_FACTOR = 10
# Outside the cases: the last year only.
_NATIONAL_PERIODS = {
    Frequency.MONTH: 12,
    Frequency.QUARTER: 4,
    Frequency.HALF: 2,
    Frequency.YEAR: 1,
}
# Yên Bái, published for 2022-09: every district-tier facility; communes joined in 2023.
_COMMUNE_TIER_FROM = date(2023, 1, 1)


def demo_observations(
    areas: pd.DataFrame,
    relations: pd.DataFrame,
    indicators: Iterable[Indicator],
    today: date,
    home: str = NGHE_AN,
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield made-up observations, one frame per indicator and vintage.

    The four cases and the home province have figures from 2020-07 (or when the indicator was
    introduced) to the last period that closed before `today`; the rest of the country has a few
    indicators for the last year. The same arguments give the same frames.

    Args:
        areas: rows of table `area`, both vintages, all levels, made-up villages included.
        relations: rows of `area_relation`.
        indicators: the catalogue; what has no plan here is left out.
        today: nothing is made up for a period that is still open on this day.
        home: code of the home province since 2025-07-01.

    Yields:
        Label ("HT01 2025-07-01") and frame: area_id, indicator_id (int64), period (str, ISO),
        numerator, denominator, value (float64, NaN: does not apply), sorted by area_id and
        period. What was not reported has no row.
    """
    maker = _Maker(survey(areas, relations, home), today)
    for indicator in sorted(indicators, key=lambda each: each.code):
        plan = PLANS.get(indicator.code)
        if plan is None:
            continue
        for vintage, rows in maker.make(plan, indicator).items():
            frame = rows.frame()
            if len(frame):
                yield f"{indicator.code} {vintage}", frame


@dataclass(frozen=True)
class Spans:
    """The periods of one indicator: all, and those of each vintage as a slice of them."""

    all: list[Period]
    split: int

    @property
    def before(self) -> list[Period]:
        """Periods that closed before 2025-07-01."""
        return self.all[: self.split]

    @property
    def since(self) -> list[Period]:
        """Periods since."""
        return self.all[self.split :]


def spans(frequency: Frequency, start: str, today: date) -> Spans:
    """Return the closed periods from `start` on, split where the vintage changes.

    >>> both = spans(Frequency.QUARTER, "2024-07", date(2026, 2, 1))
    >>> [each.iso for each in both.before], [each.iso for each in both.since]
    (['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2'], ['2025-Q3', '2025-Q4'])
    """
    first = period_of(parse_period(start).start, frequency)
    last = period_of(today, frequency).previous()
    periods = [each for each in period_range(first, last) if each.is_closed(today)]
    change = date.fromisoformat(SINCE_2025.valid_from)
    return Spans(periods, sum(each.end < change for each in periods))


class _Maker:
    """Simulates each kind of indicator on the land; caches what several of them share."""

    def __init__(self, land: DemoLand, today: date) -> None:
        self.land = land
        self.today = today
        first_day = today.replace(day=1)
        self.last_closed = period_of(first_day - timedelta(days=1), Frequency.MONTH)
        self._signals: dict[str, SignalCoverage] = {}
        self._books: dict[str, DossierBook] = {}

    def make(self, plan: IndicatorPlan, indicator: Indicator) -> dict[str, ReportRows]:
        """Return the rows of one indicator by vintage."""
        rows = {OLD: ReportRows(indicator.id), NEW: ReportRows(indicator.id)}
        time = spans(indicator.frequency, plan.start, self.today)
        if not indicator.space_rule.adds_up:
            add_direct(rows, plan, indicator, self.land, time, self.masks(plan, time))
        elif indicator.lowest_level.depth < Level.COMMUNE.depth:
            self._provinces(rows, plan, time, indicator.frequency)
        else:
            self._communes(rows, plan, indicator, time)
        return rows

    def masks(self, plan: IndicatorPlan, time: Spans) -> dict[str, NDArray[np.bool_]]:
        """Return per vintage which commune reported when (rows as in the land's frames)."""
        codes = [each.code for each in PLANS.values() if each.form == plan.form]
        return {
            vintage: reporting(communes, plan.form, codes, periods, self.last_closed, vintage)
            for vintage, communes, periods in (
                (OLD, self.land.old, time.before),
                (NEW, self.land.new, time.since),
            )
        }

    def _communes(
        self, rows: dict[str, ReportRows], plan: IndicatorPlan, indicator: Indicator, time: Spans
    ) -> None:
        land, cut = self.land, time.split
        masks = self.masks(plan, time)
        by_village = indicator.lowest_level is Level.VILLAGE and len(land.villages) > 0
        if by_village:
            units = land.villages
            top, bottom = self.parts(plan, units, time.all, "villages")
            old_row, new_row = units["old_row"].to_numpy(), units["new_row"].to_numpy()
            for vintage, ids, block, mask in (
                (OLD, units["area_id"], slice(None, cut), masks[OLD][old_row]),
                (NEW, units["new_id"], slice(cut, None), masks[NEW][new_row]),
            ):
                rows[vintage].add(
                    ids.to_numpy(),
                    time.all[block],
                    numerator=top[:, block],
                    denominator=None if bottom is None else bottom[:, block],
                    reported_cells=mask,
                )
        with_villages = np.isin(np.arange(len(land.old)), land.villages["old_row"])
        by_themselves = pd.Series(~with_villages | (not by_village))
        units = land.old[by_themselves]
        top, bottom = self.parts(plan, units, time.all, f"communes {by_village}")
        mask = masks[OLD][by_themselves.to_numpy()]
        if plan.code == "YT01":
            top, bottom, mask = _district_tier(units, time.all, top, bottom, mask)
        rows[OLD].add(
            units["area_id"].to_numpy(),
            time.before,
            numerator=top[:, :cut],
            denominator=None if bottom is None else bottom[:, :cut],
            reported_cells=mask,
        )
        self._new_communes(rows[NEW], plan, units, time, (top, bottom), masks[NEW])
        if plan.national:
            others = ~land.new["case"].to_numpy()
            units = land.new[others]
            top, bottom = self.parts(plan, units, time.since, "country")
            mask = masks[NEW][others] & _last_year(time.since, indicator.frequency)
            rows[NEW].add(
                units["area_id"].to_numpy(),
                time.since,
                numerator=top,
                denominator=bottom,
                reported_cells=mask,
            )

    def _new_communes(
        self,
        rows: ReportRows,
        plan: IndicatorPlan,
        units: pd.DataFrame,
        time: Spans,
        parts: tuple[Ints, Ints | None],
        mask: NDArray[np.bool_],
    ) -> None:
        """Add the new communes of the cases: sums of the old ones that went into them."""
        land = self.land
        places, inverse = np.unique(units["new_row"].to_numpy(), return_inverse=True)
        top, bottom = (
            None if part is None else _sum_groups(part[:, time.split :], inverse, len(places))
            for part in parts
        )
        ids = land.new["area_id"].to_numpy()[places]
        if plan.code == OUTLIER_INDICATOR and top is not None and bottom is not None:
            _make_outlier(land.new["code"].to_numpy()[places], time.since, top, bottom)
        rows.add(ids, time.since, numerator=top, denominator=bottom, reported_cells=mask[places])

    def _provinces(
        self, rows: dict[str, ReportRows], plan: IndicatorPlan, time: Spans, frequency: Frequency
    ) -> None:
        """Add figures that provinces report themselves."""
        land = self.land
        units = land.old_provinces
        top, bottom = self.parts(plan, units, time.all, "provinces")
        old_bottom = None if bottom is None else bottom[:, : time.split]
        rows[OLD].add(
            units["area_id"].to_numpy(),
            time.before,
            numerator=top[:, : time.split],
            denominator=old_bottom,
        )
        places, inverse = np.unique(units["new_row"].to_numpy(), return_inverse=True)
        ids = land.new_provinces["area_id"].to_numpy()
        rows[NEW].add(
            ids[places],
            time.since,
            numerator=_sum_groups(top[:, time.split :], inverse, len(places)),
            denominator=None
            if bottom is None
            else _sum_groups(bottom[:, time.split :], inverse, len(places)),
        )
        others = ~land.new_provinces["case"].to_numpy()
        top, bottom = self.parts(plan, land.new_provinces[others], time.since, "other provinces")
        recent = np.broadcast_to(_last_year(time.since, frequency), top.shape)
        rows[NEW].add(
            ids[others], time.since, numerator=top, denominator=bottom, reported_cells=recent
        )

    def parts(
        self, plan: IndicatorPlan, units: pd.DataFrame, periods: list[Period], label: str
    ) -> tuple[Ints, Ints | None]:
        """Return numerators and denominators (None: a count) of areas × periods."""
        if plan.kind == "signal":
            key = f"{label} {periods[-1].iso if periods else ''}"
            months = spans(Frequency.MONTH, PLANS["HT01"].start, self.today).all
            whole = months if label != "country" else periods
            if key not in self._signals:
                self._signals[key] = simulate_signal(units, whole, label)
            top, bottom = self._signals[key].parts(plan.code)
            tail = slice(len(whole) - len(periods), None)
            return top[:, tail], None if bottom is None else bottom[:, tail]
        if plan.base in PLANS:
            top, bottom = self.parts(PLANS[plan.base], units, periods, label)
            return top, bottom if plan.kind == "same" else None
        share = shares(plan, units, periods, label)
        if plan.kind == "tasks":
            # A plan starts the year with little done and ends it with most.
            month = np.array([each.end.month for each in periods]) / 12
            share = np.clip(0.10 + 0.86 * month**0.9 * (0.85 + 0.15 * share), 0, 1)
        if plan.kind == "dossiers":
            bottom = self._book(units, periods, label).base(plan.base)
        else:
            bottom = denominators(plan.base, units, periods, label)
        if plan.kind == "count":
            count = (
                bottom
                if plan.base == "stations"
                else whole_numerators(share, bottom, plan.code + label)
            )
            return meet_anchors(
                plan.code, units, periods, _near_total(plan, units, periods, count), None
            ), None
        top = whole_numerators(share, bottom, f"{plan.code} {label}")
        return meet_anchors(plan.code, units, periods, top, bottom), bottom

    def _book(self, units: pd.DataFrame, periods: list[Period], label: str) -> DossierBook:
        """Return the dossiers of these periods; one book serves all that is read from it."""
        months = spans(Frequency.MONTH, PLANS["CQ02"].start, self.today).all
        whole = months if label != "country" else periods
        if label not in self._books:
            self._books[label] = simulate_dossiers(units, whole, label)
        book = self._books[label]
        tail = slice(len(whole) - len(periods), None)
        return DossierBook(
            book.received[:, tail],
            book.results[:, tail],
            book.due[:, tail],
            book.with_fee[:, tail],
            book.rated[:, tail],
        )


def _last_year(periods: list[Period], frequency: Frequency) -> NDArray[np.bool_]:
    """Return which periods the rest of the country has figures for."""
    return np.arange(len(periods)) >= len(periods) - _NATIONAL_PERIODS[frequency]


def _sum_groups(block: Ints, group: Ints, count: int) -> Ints:
    """Sum rows of areas × periods by group."""
    total = np.zeros((count, block.shape[1]), dtype=np.int64)
    np.add.at(total, group, block)
    return total


def _near_total(
    plan: IndicatorPlan, units: pd.DataFrame, periods: list[Period], count: Ints
) -> Ints:
    """Bring counts near their published total in all periods, so that settling changes little."""
    result = count.copy()
    for anchor, rows, column in places_of(plan.code, units, periods):
        factor = (anchor.numerator or 0) / max(1, int(count[rows, column].sum()))
        result[rows] = np.rint(count[rows] * factor).astype(np.int64)
    return result


def _district_tier(
    units: pd.DataFrame,
    periods: list[Period],
    top: Ints,
    bottom: Ints | None,
    mask: NDArray[np.bool_],
) -> tuple[Ints, Ints | None, NDArray[np.bool_]]:
    """Until 2023 Yên Bái counts its district health centres only, and all are connected."""
    early = np.array([each.start < _COMMUNE_TIER_FROM for each in periods], dtype=bool)
    here = (units["province"] == YEN_BAI).to_numpy()
    seat = units["seats"].to_numpy() > 0
    cell = here[:, None] & early[None, :]
    top = np.where(cell, seat[:, None], top).astype(np.int64)
    bottom = None if bottom is None else np.where(cell, seat[:, None], bottom).astype(np.int64)
    old = mask.shape[1]
    return top, bottom, np.where(cell[:, :old], seat[:, None], mask)


def _make_outlier(
    codes: NDArray[np.object_], periods: list[Period], top: Ints, bottom: Ints
) -> None:
    names = [each.iso for each in periods]
    if OUTLIER_PERIOD in names:
        cell = (codes == OUTLIER_COMMUNE, names.index(OUTLIER_PERIOD))
        top[cell] *= OUTLIER_FACTOR
        bottom[cell] *= OUTLIER_FACTOR
