"""How made-up measures move in time: S-curves, seasons, whole numbers of whole things."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.demo import generator, noise
from data.demo.plan import FIRST_MONTH, IndicatorPlan
from data.demo.published import Anchor, anchors_of, settle, shift_for
from data.demo.terrain import Floats, Ints, sigmoid, smooth_field
from ioc.period import Period

# Share of a year's dossiers by month: Tết empties the counters, spring and autumn fill them.
_SEASON = np.array([0.86, 0.72, 1.14, 1.10, 1.04, 1.00, 0.98, 1.02, 1.05, 1.06, 1.02, 1.01])
_PERSONS = {"people": 1.0, "adults": 0.70, "over15": 0.76, "workers": 0.57}


def months_of(periods: list[Period]) -> Floats:
    """Return each period's last month, counted from 2020-07 as 0."""
    year, month = FIRST_MONTH
    return np.array(
        [(each.end.year - year) * 12 + each.end.month - month for each in periods], dtype=float
    )


def growth(periods: list[Period], yearly: float) -> Floats:
    """Return the size of a stock relative to 2025; it changes with the year only."""
    return np.array([(1 + yearly) ** (each.end.year - 2025) for each in periods])


def season(periods: list[Period]) -> Floats:
    """Return how busy each month is, 1 on average."""
    return _SEASON[[each.end.month - 1 for each in periods]]


def denominators(base: str, units: pd.DataFrame, periods: list[Period], label: str) -> Ints:
    """Return what the shares are of: whole numbers, areas × periods.

    Args:
        base: word of `IndicatorPlan.base`.
        units: traits (see `data.demo.land.DemoLand`).
        periods: columns of the result.
        label: names the random stream.
    """
    people = units["population"].to_numpy(dtype=float)
    if base in _PERSONS:
        return _whole(people * _PERSONS[base], growth(periods, 0.008))
    if base in ("households", "villages"):
        return _whole(units[base].to_numpy(), growth(periods, 0.011 if base[0] == "h" else 0))
    random = generator(f"{base} {label}")
    near = 1.6 - units["remoteness"].to_numpy()
    wobble = np.exp(0.15 * random.standard_normal(len(units)))
    flat = np.ones(len(periods))
    match base:
        case "stations":
            return _whole(people * 0.0024 * wobble, np.exp(0.006 * (months_of(periods) - 53)))
        case "members":
            return _whole(units["villages"].to_numpy() * 5.5 * wobble, flat)
        case "products":
            return _whole(people / 2400 * wobble, growth(periods, 0.08))
        case "sellers":
            return _whole(units["households"].to_numpy() * 0.6, growth(periods, 0))
        case "firms" | "small_firms":
            share = 0.0026 if base == "firms" else 0.0024
            return _whole(np.maximum(1, people * share * near * wobble), growth(periods, 0.05))
        case "facilities":
            return _whole(np.maximum(1, units["villages"] * 0 + 1) + units["seats"], flat)
        case "schools":
            return _whole(np.maximum(2, people / 2300 * wobble), flat)
        case "systems":
            return _whole(18 + people / 60_000 * wobble, growth(periods, 0.06))
        case "tasks":
            return _whole(44 + 12 * wobble, growth(periods, 0.03))
        case "forms":
            return _whole(np.full(len(units), 12.0), flat)
        case "reports":
            mean = people[:, None] * 4e-4 * near[:, None] * np.exp(months_of(periods) / 120)
            return random.poisson((mean * season(periods)).T).T.astype(np.int64)
        case "files" | "documents":
            rate = 0.012 if base == "files" else 0.007
            busy = np.exp(0.08 * noise(f"{base} {label}", len(units), len(periods)))
            return np.rint((60 + people * rate)[:, None] * busy * season(periods)).astype(np.int64)
    raise ValueError(f"no denominator {base}")


def shares(plan: IndicatorPlan, units: pd.DataFrame, periods: list[Period], label: str) -> Floats:
    """Return the share of each area and period, smooth in space, an S-curve in time.

    In provinces with a published figure the curve is moved so that it passes near it; `anchored`
    does the rest.
    """
    months = months_of(periods)
    random = generator(f"{plan.code} {label}")
    surface = smooth_field(units["lon"], units["lat"], plan.code)
    delay = plan.lag * (units["remoteness"].to_numpy() - 0.3) - 0.18 * plan.lag * surface
    logit = 1.1 * (months[None, :] - plan.mid - delay[:, None]) / plan.width
    logit += 0.30 * random.standard_normal((len(units), 1))
    logit += 0.45 * _province_pace(plan, units)[:, None]
    restless = 0.02 if plan.kind in ("stock", "count") else 0.16
    logit = logit + restless * noise(f"{plan.code} {label}", len(units), len(periods))
    shortfall = plan.uneven * sigmoid(3 * (units["remoteness"].to_numpy() - 0.6) + 0.8 * surface)
    span = (plan.top - plan.floor) * (1 - shortfall)
    for anchor, rows, column in places_of(plan.code, units, periods):
        if not anchor.bends:
            continue
        span[rows] = plan.top - plan.floor
        base = _plain_base(plan, units)
        share = anchor.share
        if share is None:
            size = denominators(plan.base, units, periods, label)[rows, column].sum()
            share = (anchor.numerator or 0) / max(1, size)
        reachable = plan.floor + (plan.top - plan.floor) * 0.985
        logit[rows] += shift_for(
            logit[rows, column], base[rows], plan.floor, span[rows], min(share, reachable)
        )
    result = plan.floor + span[:, None] * sigmoid(logit)
    return np.maximum.accumulate(result, axis=1) if plan.kind == "stock" else result


def whole_numerators(share: Floats, denominator: Ints, label: str) -> Ints:
    """Return whole numerators: a share of whole things, never above the denominator.

    Each area rounds at its own threshold, the same in all periods, so that a rising share gives
    rising counts, and a village that got something keeps it.
    """
    threshold = generator(f"rounding {label}").random((len(share), 1))
    whole = np.floor(share * denominator + threshold).astype(np.int64)
    bounded: Ints = np.clip(whole, 0, denominator)
    return bounded


def meet_anchors(
    code: str,
    units: pd.DataFrame,
    periods: list[Period],
    numerator: Ints,
    denominator: Ints | None,
) -> Ints:
    """Return the numerators with every published total of this indicator met exactly."""
    for anchor, rows, column in places_of(code, units, periods):
        limits = None if denominator is None else denominator[rows, column]
        size = 0 if limits is None else int(limits.sum())
        numerator[rows, column] = settle(numerator[rows, column], limits, anchor.total(size))
    return numerator


def places_of(
    code: str, units: pd.DataFrame, periods: list[Period]
) -> list[tuple[Anchor, Ints, int]]:
    """Return the published figures of an indicator with the rows and the column they speak of."""
    names = [each.iso for each in periods]
    places = []
    for anchor in anchors_of(code):
        rows = np.flatnonzero((units["province"] == anchor.province).to_numpy())
        if len(rows) and anchor.period in names:
            places.append((anchor, rows, names.index(anchor.period)))
    return places


def _province_pace(plan: IndicatorPlan, units: pd.DataFrame) -> Floats:
    """Return how far each area's province is ahead in this indicator, the same at all levels."""
    names = pd.unique(units["province"])
    pace = {name: generator(f"pace {plan.code} {name}").standard_normal() for name in names}
    ahead: Floats = units["province"].map(pace).to_numpy(dtype=float)
    return ahead


def _plain_base(plan: IndicatorPlan, units: pd.DataFrame) -> Floats:
    """Return weights near enough to the denominators to place a curve."""
    trait = plan.base if plan.base in ("households", "villages") else "population"
    return units[trait].to_numpy(dtype=float)


def _whole(size: Floats | Ints | pd.Series, factor: Floats) -> Ints:
    whole: Ints = np.rint(np.asarray(size, dtype=float)[:, None] * factor).astype(np.int64)
    return whole
