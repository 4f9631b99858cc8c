"""Measures that are reported as a value: medians, scores, an index."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo import generator, noise
from data.demo.curves import months_of
from data.demo.terrain import Floats, Ints, sigmoid, smooth_field
from ioc.period import Period

# QĐ 766/QĐ-TTg: the five groups and the points each can give.
SERVICE_QUALITY_GROUPS = {
    "openness": 18.0,
    "progress": 20.0,
    "digitisation": 22.0,
    "online_services": 22.0,
    "satisfaction": 18.0,
}
# The mean of the 34 provinces that was published for 2024.
DTI_MEAN_2024 = 0.6961
# The country's median download speed in 2023 was published as 48.29 Mbps; month 41 is 2023-12.
_SPEED, _SPEED_MONTH = 48.29, 41


def country_speed(periods: list[Period]) -> Floats:
    """Return the country's median download speed in Mbps; 48.29 at the end of 2023."""
    speed: Floats = np.round(_SPEED * np.exp((months_of(periods) - _SPEED_MONTH) / 60), 2)
    return speed


def speeds(units: pd.DataFrame, periods: list[Period], label: str) -> tuple[Ints, Floats]:
    """Return sample counts and medians (Mbps) of the speed tests of each area and month."""
    random = generator(f"speed {label}")
    remote = units["remoteness"].to_numpy()[:, None]
    surface = smooth_field(units["lon"], units["lat"], "speed")[:, None]
    own = 0.08 * random.standard_normal((len(units), 1))
    monthly = 0.04 * noise(f"speed {label}", len(units), len(periods))
    level = (1.3 - 0.75 * remote) * np.exp(0.10 * surface + own + monthly)
    mean = units["population"].to_numpy(dtype=float)[:, None] * 0.012 * (1.25 - remote)
    draws = random.poisson((np.maximum(6, mean) * np.ones(len(periods))).T).T
    samples = np.maximum(1, draws).astype(np.int64)  # no sample, no median, no row
    return samples, np.round(country_speed(periods) * level, 2)


def service_quality(units: pd.DataFrame, periods: list[Period], label: str) -> dict[str, Floats]:
    """Return the points of each of the five groups (QĐ 766), two decimals, areas × months."""
    random = generator(f"service quality {label}")
    months = months_of(periods)
    remote = units["remoteness"].to_numpy()[:, None]
    surface = smooth_field(units["lon"], units["lat"], "service quality")[:, None]
    points = {}
    for number, (group, most) in enumerate(SERVICE_QUALITY_GROUPS.items()):
        own = 0.25 * random.standard_normal((len(units), 1))
        monthly = 0.10 * noise(f"{group} {label}", len(units), len(periods))
        climb = (months[None, :] - 20 - 3 * number) / 18 - 0.9 * (remote - 0.4)
        points[group] = np.round(
            most * (0.35 + 0.62 * sigmoid(climb + 0.2 * surface + own + monthly)), 2
        )
    return points


def transformation_index(units: pd.DataFrame, years: list[Period], label: str) -> Floats:
    """Return the provinces' digital transformation index, 0 … 1, four decimals."""
    random = generator(f"index {label}")
    remote = units["remoteness"].to_numpy()[:, None]
    own = 0.035 * random.standard_normal((len(units), 1))
    yearly = 0.008 * noise(f"index {label}", len(units), len(years))
    since = np.array([each.end.year - 2024 for each in years])[None, :]
    index = 0.74 - 0.16 * remote + own + yearly + 0.055 * since - 0.004 * since**2 * (since < 0)
    bounded: Floats = np.clip(index, 0.15, 0.97).astype(np.float64)
    return bounded.round(4)


def with_mean(index: Floats, free: NDArray[np.bool_], mean: float) -> Floats:
    """Return the index with this mean (four decimals), moving only the `free` provinces."""
    result = index.copy()
    if not free.any():
        return result
    gap = round((mean - result.mean()) * len(result), 4)
    step = np.round(gap / free.sum(), 4)
    result[free] = np.round(result[free] + step, 4)
    last = np.flatnonzero(free)[-1]
    result[last] = round(result[last] + mean * len(result) - result.sum(), 4)
    return result
