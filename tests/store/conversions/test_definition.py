"""Numbers of one vintage in the areas of another: stored numbers equal those of ioc.crosswalk."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from data.load.observations import rebuild, withdraw
from data.queries.catalogue import find_indicator
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.series import read_series
from data.store.engine import writing
from ioc.area import AreaKey, Level
from ioc.crosswalk import Relation, basis_order, compose, convert, invert
from ioc.indicator import Basis
from ioc.rollup import Part
from tests.examples import stored_examples
from tests.store.conversions.crosswalk import (
    COMMUNES,
    FIRST,
    NEW,
    NEXT,
    OLD,
    SECOND,
    SIZES,
    ReportedCells,
    key,
    load,
)
from tests.store.small_country import SmallCountry
from tests.store.stored_numbers import clear, read_stored_numbers

PERIODS = ["2025-06", "2025-07"]


def sizes() -> Mapping[AreaKey, Mapping[Basis, float]]:
    return {
        key(vintage, code): {Basis.POPULATION: people} for (code, vintage), people in SIZES.items()
    }


def ways(target: str) -> list[list[Relation]]:
    """The relations into a vintage from each other one, the nearest first, of two the later."""
    forth, on = FIRST, SECOND
    back, off = invert(FIRST, sizes()), invert(SECOND, {})
    return {
        OLD: [back, compose(off, back)],
        NEW: [off, forth],
        NEXT: [on, compose(forth, on)],
    }[target]


def parts_by_definition(cells: ReportedCells, target: str, period: str) -> dict[str, Part]:
    """Return the parts of a vintage's communes: own reports, else converted from the nearest."""
    parts_of: dict[str, Part] = {}
    for code in COMMUNES[target]:
        own = cells.get((target, code, period))
        if own:
            parts_of[code] = Part(own[0], own[1])
    for relations in ways(target):
        parts = {
            key(vintage, code): Part(*numbers)
            for (vintage, code, when), numbers in cells.items()
            if when == period
        }
        for area_key, converted in convert(parts, relations, basis_order()).items():
            if area_key.code not in parts_of and converted.part.numerator is not None:
                parts_of[area_key.code] = converted.part
    return parts_of


counts = st.integers(0, 500).map(float)
places = st.sampled_from([(vintage, code) for vintage, codes in COMMUNES.items() for code in codes])
keys = st.tuples(places, st.sampled_from(PERIODS)).map(lambda each: (*each[0], each[1]))
reports = st.dictionaries(keys, st.tuples(counts, counts.map(lambda n: n + 1)), max_size=14)
quietly = stored_examples(short=6, long=40)


@quietly
@given(loads=st.lists(reports, min_size=1, max_size=4), data=st.data())
def test_a_hand_in_taken_back_leaves_all_as_if_it_had_never_come(
    engine: Engine, country: SmallCountry, loads: list[ReportedCells], data: st.DataObject
) -> None:
    left_out = data.draw(st.integers(0, len(loads) - 1))
    with writing(engine) as connection:
        clear(connection)
        for place, cells in enumerate(loads):
            if place != left_out:
                load(connection, country, cells, "SHARE")
        never = read_stored_numbers(connection)
        clear(connection)
        numbers = [load(connection, country, cells, "SHARE") for cells in loads]
        withdraw(connection, [numbers[left_out]])
        assert read_stored_numbers(connection) == never


@quietly
@given(cells=reports)
def test_stored_equals_definition(
    engine: Engine, country: SmallCountry, cells: ReportedCells
) -> None:
    with writing(engine) as connection:
        clear(connection)
        load(connection, country, cells, "COUNT")
        load(connection, country, cells, "SHARE")
        for code in ("COUNT", "SHARE"):
            measure = find_indicator(connection, code)
            for vintage in (OLD, NEW):
                directory = read_directory(connection, vintage, Level.COMMUNE, "40")
                for period in PERIODS:
                    map_cells = read_map(connection, measure, directory, period).set_index("code")
                    expected_parts = parts_by_definition(cells, vintage, period)
                    for commune in COMMUNES[vintage]:
                        part = expected_parts.get(commune, Part(None, None))
                        row = map_cells.loc[commune]
                        assert row["numerator"] == pytest.approx(
                            np.nan if part.numerator is None else part.numerator, nan_ok=True
                        ), (code, vintage, commune, period)
                        if code == "SHARE" and part.denominator is not None:
                            assert row["denominator"] == pytest.approx(part.denominator)
            for commune in COMMUNES[NEXT]:
                series = read_series(connection, measure, country.areas[key(NEXT, commune)])
                numerators = dict(zip(series["period"], series["numerator"], strict=True))
                for period in PERIODS:
                    other = parts_by_definition(cells, NEXT, period).get(commune)
                    assert numerators.get(period) == (
                        None if other is None else pytest.approx(other.numerator)
                    )


@quietly
@given(cells=reports, order=st.randoms(use_true_random=False), pieces=st.integers(1, 5))
def test_order_and_split_of_loads_do_not_matter(
    engine: Engine, country: SmallCountry, cells: ReportedCells, order: random.Random, pieces: int
) -> None:
    with writing(engine) as connection:
        clear(connection)
        load(connection, country, cells, "SHARE")
        at_once = read_stored_numbers(connection)
        clear(connection)
        shuffled = list(cells.items())
        order.shuffle(shuffled)
        for piece in range(pieces):
            load(connection, country, dict(shuffled[piece::pieces]), "SHARE")
        assert read_stored_numbers(connection) == at_once
        rebuild(connection)
        assert read_stored_numbers(connection) == at_once


def test_what_a_map_is_given_hangs_on_reports_alone(engine: Engine, country: SmallCountry) -> None:
    """Of a province's sum with converted numbers only the reports are converted further."""
    later: ReportedCells = {(NEW, "40004", "2025-06"): (0, 1)}
    earlier: ReportedCells = {(OLD, "40001", "2025-06"): (0, 1)}
    contents = []
    with writing(engine) as connection:
        for loads in ([later | earlier], [later, earlier], [earlier, later]):
            clear(connection)
            for cells in loads:
                load(connection, country, cells, "SHARE")
            contents.append(read_stored_numbers(connection))
    assert contents[0] == contents[1] == contents[2]


@quietly
@given(numbers=st.lists(st.tuples(counts, counts), min_size=3, max_size=3))
def test_sums_of_a_closed_set_are_kept(
    engine: Engine, country: SmallCountry, numbers: Iterable[tuple[float, float]]
) -> None:
    cells = {
        (OLD, code, "2025-06"): pair for code, pair in zip(COMMUNES[OLD], numbers, strict=True)
    }
    with writing(engine) as connection:
        clear(connection)
        load(connection, country, cells, "SHARE")
        share = find_indicator(connection, "SHARE")
        province = {
            vintage: read_series(connection, share, country.areas[key(vintage, "40")]).iloc[0]
            for vintage in (OLD, NEW, NEXT)
        }
        communes = read_map(
            connection, share, read_directory(connection, NEW, Level.COMMUNE, "40"), "2025-06"
        )
    whole = [sum(pair[place] for pair in cells.values()) for place in (0, 1)]
    for row in province.values():
        assert [row["numerator"], row["denominator"]] == whole
    assert province[NEW]["converted"] == province[NEW]["reported"] == 3
    assert province[NEW]["estimated"] == 0
    assert communes["numerator"].sum() == pytest.approx(whole[0], abs=1e-9)
