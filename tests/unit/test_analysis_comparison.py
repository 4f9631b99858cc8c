"""One area against all areas beside it."""

from __future__ import annotations

import numpy as np

from layouts.figures.comparison import quartiles


def test_missing_values_are_no_part_of_the_spread() -> None:
    five = quartiles(np.array([[10.0, np.nan, 30.0], [np.nan, np.nan, np.nan]]))
    assert five[0].tolist() == [10.0, 15.0, 20.0, 25.0, 30.0]
    assert np.isnan(five[1]).all()
