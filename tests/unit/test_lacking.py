"""Villages that lack something: who, and since when."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ioc.card import Cell
from ioc.indicator import Basis, Direction, Indicator, SpaceRule
from ioc.lacking import Lacking, lacking_since, lacks
from ioc.sentences.facts import fact_phrase
from ioc.series_break import SeriesBreak
from layouts.wall.play import village_since
from tests.unit.test_shown import SHARE

NAN = float("nan")
SIGNAL = replace(SHARE, direction=Direction.UP, weight_basis=Basis.VILLAGES)
DARK = replace(
    SIGNAL, direction=Direction.DOWN, denominator_vi=None, space_rule=SpaceRule.SUM,
    unit_vi="thôn", unit_en="no-signal villages",
)  # fmt: skip
# Newest first; villages: always without, since 2026-02, with it again, silent at last.
COLUMNS = [
    ("2026-04", np.array([0, 0, 1, NAN])),
    ("2026-03", np.array([NAN, 0, 0, 0])),
    ("2026-02", np.array([0, 0, 0, 0])),
    ("2026-01", np.array([0, 1, 0, 0])),
]


def test_since_when_goes_over_gaps_and_ends_where_there_was_something() -> None:
    assert lacking_since(SIGNAL, COLUMNS) == [
        Lacking(0, "2026-01", True),
        Lacking(1, "2026-02", False),
    ]


def test_a_count_of_villages_without_it_says_the_same() -> None:
    without = [(period, 1 - column) for period, column in COLUMNS]
    assert lacking_since(DARK, without) == lacking_since(SIGNAL, COLUMNS)


def test_a_stretch_that_a_break_of_the_series_cuts_may_be_longer() -> None:
    """Before the break nothing comparable is known: "ít nhất từ"."""
    breaks = [SeriesBreak("2026-02", "", "")]
    assert lacking_since(SIGNAL, COLUMNS, breaks)[0] == Lacking(0, "2026-02", True)


def test_one_village_says_the_same_on_the_wall_and_on_its_page() -> None:
    breaks = [SeriesBreak("2026-03", "", "")]
    for row in (0, 1):
        cells = [_cell(period, column[row]) for period, column in reversed(COLUMNS)]
        for parted in ([], breaks):
            lacking = lacking_since(SIGNAL, COLUMNS, parted)[row]
            assert village_since(SIGNAL, lacking, "vi") == fact_phrase(
                SIGNAL, cells[-1], "vi", cells, parted
            )


def _cell(period: str, numerator: float) -> Cell:
    if np.isnan(numerator):
        return Cell(period, None)
    return Cell(period, numerator * 100, numerator, 1.0)


def test_nobody_lacks_what_was_not_reported() -> None:
    assert lacks(SIGNAL, np.array([NAN, 0, 1])).tolist() == [False, True, False]
    assert lacking_since(SIGNAL, []) == []


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (SIGNAL, True),
        (DARK, True),
        (replace(SIGNAL, weight_basis=Basis.HOUSEHOLDS), False),
        # What it counts is a field of the catalogue, not the text of its unit.
        (replace(DARK, weight_basis=Basis.POPULATION, unit_en="villages"), False),
        # Named "villages with signal", those without would have the wrong name.
        (replace(DARK, direction=Direction.UP), False),
    ],
)
def test_which_indicators_say_a_yes_or_a_no_of_a_village(
    indicator: Indicator, expected: bool
) -> None:
    assert indicator.is_fact_of_villages is expected
