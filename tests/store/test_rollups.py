"""Rollups: whatever the order and the split of loads, they equal the rebuild and the definition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select, update

from data.load.observations import Submission, rebuild, store_observations, withdraw
from data.numbers.pack import Pack
from data.queries.catalogue import find_indicator
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.periods import read_periods
from data.queries.series import read_series
from data.store.engine import writing
from data.store.schema import indicator, observation, rollup, submission
from ioc.area import SINCE_2025, Level
from ioc.bounds import LARGEST_SUM
from ioc.rollup import COMPLETE_SHARE, Part, Voice, shown_part, sum_of_parts
from tests.examples import stored_examples
from tests.store.small_country import SmallCountry, build
from tests.store.stored_numbers import clear, read_stored_numbers

pytestmark = pytest.mark.same_sql

Cell = tuple[str, str, str]  # indicator, area code, period
FILE = Submission("file", "bao-cao.csv", "0" * 64)
LEAVES = ["T1", "T2", "T3", "T4", "T5", "40003", "40004", "00101", "00102"]
UPPER = ["40001", "40002", "40", "01"]
PERIODS = ["2025-07", "2025-08"]


@pytest.fixture
def country(engine: Engine) -> SmallCountry:
    with writing(engine) as connection:
        return build(connection)


def frame_of(country: SmallCountry, cells: dict[Cell, tuple[float, float]]) -> pd.DataFrame:
    rows = [
        {
            "area_id": country.area(code),
            "indicator_id": country.indicators[indicator],
            "period": period,
            "numerator": numerator if indicator != "SPEED" else np.nan,
            "denominator": denominator if indicator == "SHARE" else np.nan,
            "value": numerator if indicator == "SPEED" else np.nan,
        }
        for (indicator, code, period), (numerator, denominator) in cells.items()
    ]
    return pd.DataFrame(
        rows,
        columns=["area_id", "indicator_id", "period", "numerator", "denominator", "value"],
    )


def load(
    connection: Connection,
    country: SmallCountry,
    cells: dict[Cell, tuple[float, float]],
    source: Submission = FILE,
) -> int:
    return store_observations(connection, frame_of(country, cells), source).submission_id


def part_by_definition(
    cells: dict[Cell, tuple[float, float]], code: str, period: str, least: float = COMPLETE_SHARE
) -> Part:
    """The share of an area by its definition, recursively (ioc.rollup)."""
    children = {
        "VN": ["01", "40"],
        "01": ["00101", "00102"],
        "40": ["40001", "40002", "40003", "40004"],
        "40001": ["T1", "T2", "T3"],
        "40002": ["T4", "T5"],
    }
    own = cells.get(("SHARE", code, period))
    if code not in children:
        return Part(*own) if own else Part(None, None, reported=0)
    total = sum_of_parts(
        part_by_definition(cells, child, period, least) for child in children[code]
    )
    return shown_part(Part(*own) if own else None, total, least)[0]


counts = st.integers(0, 500).map(float)
cell_keys = st.tuples(
    st.sampled_from(["SHARE", "COUNT"]), st.sampled_from(LEAVES + UPPER), st.sampled_from(PERIODS)
)
cell_maps = st.dictionaries(cell_keys, st.tuples(counts, counts.map(lambda n: n + 1)), max_size=25)
quietly = stored_examples(short=8, long=60)


@pytest.mark.both_databases
@quietly
@given(loads=st.lists(cell_maps, min_size=1, max_size=4))
def test_incremental_equals_rebuild(
    engine: Engine, country: SmallCountry, loads: list[dict[Cell, tuple[float, float]]]
) -> None:
    with writing(engine) as connection:
        clear(connection)
        for cells in loads:
            load(connection, country, cells)
        before = read_stored_numbers(connection)
        rebuild(connection)
        assert read_stored_numbers(connection) == before


@pytest.mark.both_databases
@quietly
@given(loads=st.lists(st.tuples(cell_maps, st.booleans()), min_size=1, max_size=4), data=st.data())
def test_a_hand_in_taken_back_leaves_all_as_if_it_had_never_come(
    engine: Engine,
    country: SmallCountry,
    loads: list[tuple[dict[Cell, tuple[float, float]], bool]],
    data: st.DataObject,
) -> None:
    """Older reports of its cells count again, and so do made-up numbers where there are none."""
    left_out = data.draw(st.integers(0, len(loads) - 1))
    sources = {True: Submission("demo", "Số liệu minh hoạ", "0" * 64), False: FILE}
    with writing(engine) as connection:
        clear(connection)
        for place, (cells, demo) in enumerate(loads):
            if place != left_out:
                load(connection, country, cells, sources[demo])
        never = read_stored_numbers(connection)
        clear(connection)
        numbers = [load(connection, country, cells, sources[demo]) for cells, demo in loads]
        withdraw(connection, [numbers[left_out]])
        assert read_stored_numbers(connection) == never
        rebuild(connection)
        assert read_stored_numbers(connection) == never


@quietly
@given(cells=cell_maps, order=st.randoms(use_true_random=False), pieces=st.integers(1, 5))
def test_order_and_split_do_not_matter(
    engine: Engine,
    country: SmallCountry,
    cells: dict[Cell, tuple[float, float]],
    order: object,
    pieces: int,
) -> None:
    with writing(engine) as connection:
        clear(connection)
        load(connection, country, cells)
        at_once = read_stored_numbers(connection)
        clear(connection)
        shuffled = list(cells.items())
        order.shuffle(shuffled)  # type: ignore[attr-defined]
        for piece in range(pieces):
            load(connection, country, dict(shuffled[piece::pieces]))
        assert read_stored_numbers(connection) == at_once


@pytest.mark.both_databases
@quietly
@given(cells=cell_maps, least=st.sampled_from([1.0, 0.7, 0.5]))
def test_stored_equals_definition(
    engine: Engine, country: SmallCountry, cells: dict[Cell, tuple[float, float]], least: float
) -> None:
    with writing(engine) as connection:
        clear(connection)
        connection.execute(update(indicator).values(complete_share=least))
        load(connection, country, cells)
        share = find_indicator(connection, "SHARE")
        for code in ["VN", "40", "01", "40001", "40002", "40003"]:
            series = read_series(connection, share, country.area(code)).set_index("period")
            for period in PERIODS:
                part = part_by_definition(cells, code, period, least)
                if part.numerator is None:
                    assert period not in series.index
                    continue
                row = series.loc[period]
                assert (row["numerator"], row["denominator"]) == (part.numerator, part.denominator)
                assert row["value"] == pytest.approx(part.value(100))
                assert (row["reported"], row["expected"]) == (part.reported, part.expected)


def test_ratio_of_sums_never_mean_of_ratios(engine: Engine, country: SmallCountry) -> None:
    with writing(engine) as connection:
        load(
            connection,
            country,
            {("SHARE", "T1", "2025-07"): (1, 1), ("SHARE", "T2", "2025-07"): (0, 99)},
        )
        share = find_indicator(connection, "SHARE")
        commune = read_series(connection, share, country.area("40001"))
    assert commune["value"].tolist() == [1.0]
    assert (commune["reported"].tolist(), commune["expected"].tolist()) == ([2], [3])


def test_missing_is_not_zero(engine: Engine, country: SmallCountry) -> None:
    with writing(engine) as connection:
        load(connection, country, {("COUNT", "40001", "2025-07"): (0, 1)})
        count = find_indicator(connection, "COUNT")
        directory = read_directory(connection, SINCE_2025.code, Level.COMMUNE, "40")
        map_cells = read_map(connection, count, directory, "2025-07").set_index("code")
        province = read_series(connection, count, country.area("40"))
    assert map_cells["value"].to_dict()["40001"] == 0
    assert np.isnan(map_cells["value"]["40002"])
    assert map_cells["reported"].tolist() == [1, 0, 0, 0]
    assert province[["numerator", "reported", "expected"]].to_numpy().tolist() == [[0, 1, 4]]


def test_one_commune_does_not_replace_the_province(engine: Engine, country: SmallCountry) -> None:
    """Own report 80/100, then one commune hands in 1/10: both are kept, the province stays 80 %."""
    own, part = ("SHARE", "40", "2025-07"), ("SHARE", "40003", "2025-07")
    with writing(engine) as connection:
        share = find_indicator(connection, "SHARE")
        first, second = {own: (80.0, 100.0)}, {part: (1.0, 10.0)}
        for loads in ([first, second], [second, first]):
            clear(connection)
            for cells in loads:
                load(connection, country, cells)
            province = read_series(connection, share, country.area("40")).iloc[0]
            assert (province["value"], province["from_above"], province["reported"]) == (80, 7, 7)
            beside = province[
                ["voice", "beside_numerator", "beside_denominator", "beside_reported"]
            ]
            assert beside.tolist() == [Voice.OWN, 1, 10, 1]
            map_cells: Any = read_map(
                connection,
                share,
                read_directory(connection, SINCE_2025.code, Level.PROVINCE, "VN"),
                "2025-07",
            ).set_index("code")
            assert map_cells.loc["40", ["value", "from_above", "beside_numerator"]].tolist() == [
                80,
                7,
                1,
            ]
            nation = read_series(connection, share, country.area("VN")).iloc[0]
            assert nation[["numerator", "from_above", "reported", "voice"]].tolist() == [
                80,
                7,
                7,
                0,
            ]
        load(connection, country, {("SHARE", code, "2025-07"): (3, 10) for code in LEAVES[:6]})
        province = read_series(connection, share, country.area("40")).iloc[0]
        # Only 40004 is silent: not complete.
        assert province[["numerator", "beside_numerator"]].tolist() == [80, 18]
        load(connection, country, {("SHARE", "40004", "2025-07"): (9, 10)})
        province = read_series(connection, share, country.area("40")).iloc[0]
        assert province[["numerator", "from_above", "reported"]].tolist() == [27, 0, 7]
        beside = province[["voice", "beside_numerator", "beside_denominator"]]
        assert beside.tolist() == [Voice.PARTS_OVER_OWN, 80, 100]


def test_a_made_up_number_replaces_no_report(engine: Engine, country: SmallCountry) -> None:
    demo = Submission("demo", "Số liệu minh hoạ", "0" * 64)
    children = [("SHARE", code, "2025-07") for code in LEAVES[:7]]
    with writing(engine) as connection:
        share = find_indicator(connection, "SHARE")
        load(connection, country, dict.fromkeys(children, (1.0, 2.0)), demo)
        load(connection, country, {("SHARE", "40", "2025-07"): (80, 100)})
        province = read_series(connection, share, country.area("40")).iloc[0]
        assert province[["value", "demo"]].tolist() == [80, 0]
        before = read_stored_numbers(connection)
        rebuild(connection)
        assert read_stored_numbers(connection) == before
        # The other way round a single real commune stands before a made-up province.
        clear(connection)
        load(connection, country, {("SHARE", "40", "2025-07"): (80, 100)}, demo)
        load(connection, country, {("SHARE", "40003", "2025-07"): (1, 10)})
        province = read_series(connection, share, country.area("40")).iloc[0]
        assert province[["value", "demo"]].tolist() == [10, 0]


def test_a_part_that_is_corrected_away_leaves_no_sum(engine: Engine, country: SmallCountry) -> None:
    """A commune's numbers are corrected to a percentage alone: it cannot be added any more."""
    with writing(engine) as connection:
        load(connection, country, {("SHARE", "T4", "2025-07"): (1, 2)})
        frame = frame_of(country, {("SHARE", "T4", "2025-07"): (1, 2)})
        frame[["numerator", "denominator", "value"]] = [np.nan, np.nan, 50.0]
        store_observations(connection, frame, FILE)
        before = read_stored_numbers(connection)
        rebuild(connection)
        assert read_stored_numbers(connection) == before
        share = find_indicator(connection, "SHARE")
        assert read_series(connection, share, country.area("40")).empty


def test_median_is_never_rolled_up(engine: Engine, country: SmallCountry) -> None:
    with writing(engine) as connection:
        load(
            connection,
            country,
            {("SPEED", "40001", "2025-07"): (40, 1), ("SPEED", "40", "2025-07"): (35, 1)},
        )
        speed = find_indicator(connection, "SPEED")
        assert read_series(connection, speed, country.area("40"))["value"].tolist() == [35]
        assert read_series(connection, speed, country.area("VN")).empty
        assert not connection.execute(select(rollup)).all()


@pytest.mark.both_databases
def test_a_correction_replaces_and_its_withdrawal_restores(
    engine: Engine, country: SmallCountry
) -> None:
    cell = ("SHARE", "T4", "2025-07")
    with writing(engine) as connection:
        load(connection, country, {cell: (5, 10)})
        first = read_stored_numbers(connection)
        wrong = load(connection, country, {cell: (500, 10), ("SHARE", "T1", "2025-07"): (1, 2)})
        assert read_stored_numbers(connection) != first
        withdraw(connection, [wrong])
        assert read_stored_numbers(connection) == first
        assert len(connection.execute(select(observation)).all()) == 3


@pytest.mark.both_databases
def test_withdrawn_demo_data_leaves_no_trace(engine: Engine, country: SmallCountry) -> None:
    demo = Submission("demo", "Số liệu minh hoạ", "0" * 64)
    cells: dict[Cell, tuple[float, float]] = {("SHARE", code, "2025-07"): (1, 2) for code in LEAVES}
    with writing(engine) as connection:
        made_up = load(connection, country, cells, demo)
        share = find_indicator(connection, "SHARE")
        assert read_series(connection, share, country.area("VN"))["demo"].tolist() == [9]
        withdraw(connection, [made_up])
        assert not connection.execute(select(observation)).all()
        assert read_series(connection, share, country.area("VN")).empty
        assert read_periods(connection, share, SINCE_2025.code, Level.COMMUNE) == []


@pytest.mark.both_databases
def test_failure_writes_nothing(engine: Engine, country: SmallCountry) -> None:
    frame = frame_of(country, {("SHARE", "T1", "2025-07"): (1, 2)})
    twice = pd.concat([frame, frame])
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"), writing(engine) as connection:
        store_observations(connection, twice, FILE)
    with engine.connect() as connection:
        assert not connection.execute(select(submission)).all()
        assert not connection.execute(select(rollup)).all()


def test_packs_keep_their_place_when_areas_come_later() -> None:
    short = Pack.empty(2)
    short.numerator[:] = [1.5, np.nan]
    short.reported[:] = [1, 0]
    again = Pack.decode(short.encode())
    assert again.numerator[0] == 1.5
    assert np.isnan(again.numerator[1])
    assert again.reported.tolist() == [1, 0]


@given(
    values=st.lists(
        st.one_of(st.just(float("nan")), st.integers(-(2**31) + 1, 2**31 - 1).map(float),
                  st.floats(-LARGEST_SUM, LARGEST_SUM)),
        min_size=1,
    )
)  # fmt: skip
def test_pack_round_trip(values: Iterable[float]) -> None:
    column = np.array(list(values))
    pack = Pack.empty(len(column))
    pack.numerator = column
    assert np.array_equal(Pack.decode(pack.encode()).numerator, column, equal_nan=True)
