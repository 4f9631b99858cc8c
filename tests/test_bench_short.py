"""The benchmarks in short: they run, measure what they say, and keep what they found.

No time is judged here: `make bench` does that, on a machine that does nothing else.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bench import results
from bench.figures import BenchFigure, table
from bench.load import bare_insert, write_file
from bench.store import against_bare_sql
from bench.village_store import empty_store, make_village_store, village_ids
from data.load.observations import Submission, store_observations
from data.load.tables import read_observation_file
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.series import read_series
from data.store.engine import open_engine, writing
from data.store.schema import observation
from ioc.area import AreaKey

ROWS = 3_000


@pytest.fixture(scope="module")
def village_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("bench-villages")
    make_village_store(var, months=1)
    return var


def test_the_village_store_holds_every_cell_and_its_rollups(village_store: Path) -> None:
    engine = open_engine(f"sqlite:///{village_store / 'ioc.sqlite'}")
    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM observation").scalar_one()
        province = find_area(connection, AreaKey("2025-07-01", "40"))
        series = read_series(connection, find_indicator(connection, "HT01"), province.id)
    engine.dispose()
    assert count == 40 * 3806
    assert series["reported"].tolist() == series["expected"].tolist() == [3806]


def test_the_bare_side_sends_the_same_statements_as_ours(village_store: Path) -> None:
    engine = open_engine(f"sqlite:///{village_store / 'ioc.sqlite'}")
    with engine.connect() as connection:
        indicator = find_indicator(connection, "HT01")
        village = int(village_ids(engine)[0])
        pair = against_bare_sql(connection, lambda: read_series(connection, indicator, village), 0)
        with pytest.raises(ValueError, match="reads nothing"):
            against_bare_sql(connection, lambda: None, 0)
    engine.dispose()
    assert pair.turns >= 7
    assert pair.ours > 0
    assert pair.yardstick > 0


def test_the_file_that_is_timed_loads_whole_and_so_does_the_bare_table(tmp_path: Path) -> None:
    engine = empty_store(tmp_path)
    cells = write_file(engine, tmp_path / "thon.csv", ROWS)
    with engine.connect() as connection:
        read = read_observation_file(connection, tmp_path / "thon.csv", vintage="2025-07-01")
    with writing(engine) as connection:
        store_observations(connection, read.frame, Submission("file", "thon.csv", read.sha256))
    with engine.connect() as connection:
        rows = connection.execute(
            select(
                observation.c.area_id, observation.c.indicator_id, observation.c.period,
                observation.c.numerator, observation.c.denominator,
            )
        ).all()  # fmt: skip
    engine.dispose()
    expected = cells[["area_id", "indicator_id", "period", "numerator", "denominator"]]
    assert sorted(map(tuple, rows)) == sorted(expected.itertuples(index=False, name=None))
    assert bare_insert(tmp_path, cells) > 0


def test_a_run_is_kept_and_the_next_says_what_got_worse(tmp_path: Path) -> None:
    about = results.environment()
    bytes_before = BenchFigure("web", "bytes", 1.0, "kB", 200.0, 1 / 100)
    rate_before = BenchFigure("load", "rate", 90.0, "rows/s", 200.0, 1 / 3, higher=True)
    path = results.keep([bytes_before, rate_before], about, tmp_path)
    assert [run["environment"] for run in json.loads(path.read_text())] == [about]

    same = results.regressions([bytes_before, rate_before], about, tmp_path)
    slightly = BenchFigure("web", "bytes", 1.1, "kB", 200.0, 1 / 100)
    assert same == results.regressions([slightly], about, tmp_path) == []
    worse = BenchFigure("web", "bytes", 1.5, "kB", 200.0, 1 / 100)
    slower = BenchFigure("load", "rate", 60.0, "rows/s", 200.0, 1 / 3, higher=True)
    lines = results.regressions([worse, slower], about, tmp_path)
    assert [line.split(": ")[:3] for line in lines] == [
        ["worse by 50%", "web", "bytes (0.005 before, 0.0075 now)"],
        ["worse by 50%", "load", "rate (0.45 before, 0.3 now)"],
    ]
    elsewhere = about | {"cores": "64"}
    assert results.regressions([worse], elsewhere, tmp_path) == []


def test_the_table_says_which_budget_is_missed() -> None:
    lines = table(
        [
            BenchFigure("web", "bytes", 1.0, "kB", 200.0, 1 / 100),
            BenchFigure("web", "painted", 90.0, "ms", 200.0, 1 / 5),
            BenchFigure("memory", "worker", 250.0, "MB", None, 300.0),
        ]
    ).splitlines()
    assert [line.split()[-1] for line in lines[2:]] == ["yes", "NO", "yes"]
    assert "1/200" in lines[2]
