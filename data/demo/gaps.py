"""Which communes did not report, and which are late: absent rows, which are not zeros."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.demo import generator
from data.demo.published import ANCHORS, NGHE_AN
from ioc.period import Period

# In the last closed month 98 of Nghệ An's 130 communes have reported so far.
_ON_TIME = 98 / 130
# Signal is reported by few operators: gaps are rarer, and none in the published month.
_RARE_FORMS = {"coverage": 0.25}
_KNOWN_SIGNAL_PERIOD = "2023-08"


def reporting(
    communes: pd.DataFrame,
    form: str,
    codes: list[str],
    periods: list[Period],
    last_closed: Period,
    vintage: str,
) -> NDArray[np.bool_]:
    """Return which commune has handed in a form for which period.

    Args:
        communes: frame with `remoteness` and `province`.
        form: what is handed in together (`IndicatorPlan.form`).
        codes: indicators of the form; a period of one of their published figures is complete.
        periods: columns of the result.
        last_closed: the last closed month: whatever ends with it is still coming in.
        vintage: names the random stream.
    """
    random = generator(f"gaps {form} {vintage}")
    remote = communes["remoteness"].to_numpy()
    likely = (0.004 + 0.024 * remote) * _RARE_FORMS.get(form, 1.0)
    # One draw per commune and calendar quarter or month: the stream does not depend on `periods`.
    draws = random.random((len(communes), 256))
    places = [((each.end.year - 2020) * 12 + each.end.month) % 256 for each in periods]
    missing = draws[:, places] < likely[:, None]
    # Some gaps last: the next period is missing too.
    lasting = draws[:, places] < likely[:, None] * 0.3
    missing[:, 1:] |= lasting[:, :-1]
    mask = ~missing
    order = random.random(len(communes)) - 0.4 * remote
    provinces = communes["province"].to_numpy()
    for column, period in enumerate(periods):
        if period.end == last_closed.end:
            mask[:, column] = _on_time(order, provinces)
    for province, iso in _complete(codes):
        names = [each.iso for each in periods]
        if iso in names:
            mask[provinces == province, names.index(iso)] = True
    return mask


def _on_time(order: NDArray[np.float64], provinces: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Return which communes have reported the last closed month, province by province."""
    mask = np.zeros(len(order), dtype=bool)
    for number, province in enumerate(pd.unique(provinces)):
        rows = np.flatnonzero(provinces == province)
        share = _ON_TIME if province == NGHE_AN else 0.70 + 0.03 * (number % 9)
        first = rows[np.argsort(-order[rows], kind="stable")]
        mask[first[: round(share * len(rows))]] = True
    return mask


def _complete(codes: list[str]) -> list[tuple[str, str]]:
    complete = [(each.province, each.period) for each in ANCHORS if each.indicator in codes]
    return [*complete, (NGHE_AN, _KNOWN_SIGNAL_PERIOD)] if "HT01" in codes else complete
