"""All periods of a map in one answer: the same numbers as its slices, one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from sqlalchemy import Engine, insert

from data.load.observations import Submission, store_observations
from data.store.engine import raise_revision, writing
from data.store.schema import series_break
from data.wire.columns import FORMAT
from ioc.settings import Settings
from server import create_app
from tests.app.site import Site
from tests.store.small_country import SmallCountry, build
from tests.wire import cells_of_history, shown_numbers, unpacked

PERIODS = ["2025-07", "2025-08", "2025-09", "2025-10"]
# Of each area: numerator and denominator in the four periods; None: not reported.
REPORTS: dict[str, list[tuple[float, float] | None]] = {
    "T1": [(1, 4), None, (3, 4), (4, 4)],
    "T3": [(0, 5), (0, 5), None, (5, 5)],
    "40003": [(2, 8), (2, 8), (2, 8), (1, 8)],
    "00101": [None, (7, 9), None, (0, 9)],
}


@pytest.fixture
def country(sqlite_engine: Engine) -> SmallCountry:
    with writing(sqlite_engine) as connection:
        small_country = build(connection)
        rows = [
            (small_country.area(code), period, *cell)
            for code, cells in REPORTS.items()
            for period, cell in zip(PERIODS, cells, strict=True)
            if cell is not None
        ]
        frame = pd.DataFrame(rows, columns=["area_id", "period", "numerator", "denominator"])
        frame["indicator_id"], frame["value"] = small_country.indicators["SHARE"], np.nan
        report = store_observations(connection, frame, Submission("demo", "minh-hoa.csv", "0" * 64))
        raise_revision(connection, "observations", report.summary())
    return small_country


@pytest.fixture
def client(sqlite_engine: Engine, country: SmallCountry, tmp_path: Path) -> Site:
    return Site(create_app(sqlite_engine, Settings(var=tmp_path / "var")))


def of_periods(body: bytes) -> tuple[dict[str, Any], dict[str, NDArray[np.float64]]]:
    """Return the header of a history, and periods × areas of value, status, flags and origin."""
    header, columns = unpacked(body)
    return header, cells_of_history(header, columns)


@pytest.mark.parametrize(
    ("level", "parent"),
    [("commune", "40"), ("commune", "VN"), ("village", "40"), ("province", "VN")],
)
def test_a_history_says_of_each_period_what_its_slice_says(
    client: Site, level: str, parent: str
) -> None:
    query = f"indicator=SHARE&vintage=2025-07-01&level={level}&parent={parent}"
    header, columns = of_periods(client.get(f"/api/v1/history?{query}").content)
    assert header["periods"] == PERIODS
    missing = 0
    numbers, decimals = shown_numbers(header, columns["value"].ravel(), header["decimals"])
    for place, period in enumerate(PERIODS):
        about, columns_of_slice = unpacked(
            client.get(f"/api/v1/slice?{query}&period={period}").content
        )
        missing += int(np.isnan(columns_of_slice["value"]).sum())
        for name in ("value", "status", "flags"):
            np.testing.assert_array_equal(columns[name][place], columns_of_slice[name], name)
        own_numbers, own_decimals = shown_numbers(
            about, columns_of_slice["value"], about["decimals"]
        )
        rows = slice(place * header["n"], (place + 1) * header["n"])
        np.testing.assert_array_equal(numbers[rows], own_numbers)
        np.testing.assert_array_equal(decimals[rows], own_decimals)
    assert missing or level == "province"


def test_a_history_of_the_known_revision_may_be_kept_until_a_number_changes(
    client: Site, sqlite_engine: Engine, country: SmallCountry
) -> None:
    revision = client.get("/healthz").json()["revision"]
    query = "/api/v1/history?indicator=SHARE&vintage=2025-07-01&level=commune&parent=40"
    assert client.get(f"{query}&rev={revision}").headers["cache-control"] == "no-cache"
    query += f"&wire={FORMAT}"
    first = client.get(f"{query}&rev={revision}", {"accept-encoding": "gzip"})
    assert "immutable" in first.headers["cache-control"]
    assert first.headers["content-encoding"] == "gzip"
    assert client.get(f"{query}&rev={revision + 1}").headers["cache-control"] == "no-cache"
    assert client.get(query).headers["cache-control"] == "no-cache"
    cell = {"area_id": [country.area("40004")], "indicator_id": country.indicators["SHARE"],
            "period": "2025-10", "numerator": [1.0], "denominator": [2.0],
            "value": np.nan}  # fmt: skip
    with writing(sqlite_engine) as connection:
        report = store_observations(
            connection, pd.DataFrame(cell), Submission("file", "moi.csv", "1" * 64)
        )
        raise_revision(connection, "observations", report.summary())
    later = client.get("/healthz").json()["revision"]
    again = client.get(f"{query}&rev={later}", {"accept-encoding": "gzip"})
    before, after = (of_periods(each.content)[1]["value"] for each in (first, again))
    assert np.isnan(before[3, 3])
    assert not np.isnan(after[3, 3])


def test_a_history_names_the_periods_before_which_its_series_breaks(
    client: Site, sqlite_engine: Engine, country: SmallCountry
) -> None:
    query = "/api/v1/history?indicator=SHARE&vintage=2025-07-01&level=commune&parent=40"
    assert "parted" not in of_periods(client.get(query).content)[0]
    with writing(sqlite_engine) as connection:
        connection.execute(
            insert(series_break).values(
                indicator_id=country.indicators["SHARE"], period="2025-09",
                reason_vi="mới", reason_en="new", source="thử",
            )
        )  # fmt: skip
        raise_revision(connection, "catalogue", {})
    assert of_periods(client.get(query).content)[0]["parted"] == ["2025-09"]


def test_an_indicator_without_numbers_has_a_history_of_no_periods(client: Site) -> None:
    answer = client.get("/api/v1/history?indicator=COUNT&vintage=2025-07-01&level=commune")
    header, columns = of_periods(answer.content)
    assert (header["periods"], header["rows"], columns["value"].size) == ([], 0, 0)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("indicator=SHARE&vintage=2025-07-01&level=commune&period=2025-07", 400),
        ("indicator=SHARE&vintage=2025-07-01", 400),
        ("indicator=XX&vintage=2025-07-01&level=commune", 404),
    ],
)
def test_what_a_history_does_not_know_is_refused(client: Site, query: str, status: int) -> None:
    assert client.get(f"/api/v1/history?{query}").status_code == status
