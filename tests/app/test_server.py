"""The composed application without a browser: health, slices, stream, errors, files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine

from data.load.observations import Submission, store_observations
from data.store.engine import raise_revision, writing
from data.wire.columns import FORMAT
from ioc.settings import Settings
from ioc.status import STATUSES
from server import create_app
from tests.app.site import Site
from tests.store.small_country import SmallCountry, build
from tests.wire import numerators, shown_numbers, unpacked


@pytest.fixture
def country(sqlite_engine: Engine) -> SmallCountry:
    with writing(sqlite_engine) as connection:
        small_country = build(connection)
        report = store_observations(
            connection,
            pd.DataFrame(
                {
                    "area_id": [small_country.area("T1"), small_country.area("40003")],
                    "indicator_id": small_country.indicators["SHARE"],
                    "period": "2025-07",
                    "numerator": [1.0, 0.0],
                    "denominator": [4.0, 5.0],
                    "value": np.nan,
                }
            ),
            Submission("demo", "minh-hoa.csv", "0" * 64),
        )
        raise_revision(connection, "observations", report.summary())
    return small_country


@pytest.fixture
def client(sqlite_engine: Engine, country: SmallCountry, tmp_path: Path) -> Site:
    return Site(create_app(sqlite_engine, Settings(var=tmp_path / "var")))


def test_two_applications_live_in_one_process(sqlite_engine: Engine, tmp_path: Path) -> None:
    with writing(sqlite_engine) as connection:
        build(connection)
    for _ in range(2):
        app = Site(create_app(sqlite_engine, Settings(var=tmp_path)))
        assert app.get("/healthz").json()["status"] == "ok"
        for path in ("/phan-tich", "/wall", "/dia-ban/2025-07-01/40"):
            assert "_dash" in app.get(path).text
        dependencies = app.get("/_dash-dependencies").json()
        assert len(dependencies) > 3


def test_a_map_of_no_period_has_its_areas_and_no_number(client: Site) -> None:
    """The page of an indicator that nobody has reported asks so."""
    query = "indicator=SHARE&vintage=2025-07-01&level=commune&parent=40&period="
    answer = client.get(f"/api/v1/slice?{query}&rev=1")
    assert answer.status_code == 200, answer.text
    header, columns = unpacked(answer.content)
    assert header["n"] == 4 and np.isnan(columns["value"]).all()


def test_slice_says_missing_zero_and_demo_apart(client: Site) -> None:
    query = "indicator=SHARE&vintage=2025-07-01&level=commune&parent=40&period=2025-07"
    header, columns = unpacked(client.get(f"/api/v1/slice?{query}&parts=1").content)
    directory = client.get("/api/v1/directory?vintage=2025-07-01&level=commune&parent=40").json()
    assert directory["codes"] == ["40001", "40002", "40003", "40004"]
    nan = np.nan
    decimals = header["decimals"]
    by_code = {
        "value": shown_numbers(header, columns["value"], decimals)[0],
        "numerator": numerators(columns, header["factor"], decimals),
    }
    np.testing.assert_array_equal(by_code["value"], [25.0, nan, 0, nan])
    np.testing.assert_array_equal(by_code["numerator"], [1.0, nan, 0, nan])
    assert columns["flags"].tolist() == [1 | 2 | 4, 0, 1 | 2, 0]
    assert [STATUSES[int(each)].value for each in columns["status"]] == [
        "no_target", "no_data", "no_target", "no_data",
    ]  # fmt: skip
    assert columns["reported"].tolist() == [1, 0, 1, 0]
    assert (columns["reported"] + columns["lacking"]).tolist() == [3, 2, 1, 1]


def test_a_slice_of_the_known_revision_may_be_kept(client: Site) -> None:
    revision = client.get("/healthz").json()["revision"]
    query = "indicator=SHARE&vintage=2025-07-01&level=commune&parent=40&period=2025-07"
    current = client.get(f"/api/v1/slice?{query}&wire={FORMAT}&rev={revision}")
    stale = client.get(f"/api/v1/slice?{query}&wire={FORMAT}&rev={revision - 1}")
    other = client.get(f"/api/v1/slice?{query}&wire={FORMAT - 1}&rev={revision}")
    assert "immutable" in current.headers["cache-control"]
    assert stale.headers["cache-control"] == "no-cache"
    # Kept for a year, a script of another version would misread it in silence.
    assert other.headers["cache-control"] == "no-cache"


def test_a_change_of_one_indicator_lets_the_slices_of_others_last(
    client: Site, sqlite_engine: Engine
) -> None:
    before = client.get("/healthz").json()["revision"]
    with writing(sqlite_engine) as connection:
        after = raise_revision(connection, "observations", {"indicators": ["COUNT"]})

    def lasts(code: str, revision: int) -> bool:
        query = "vintage=2025-07-01&level=commune&parent=40&period=2025-07"
        answer = client.get(f"/api/v1/slice?indicator={code}&{query}&wire={FORMAT}&rev={revision}")
        return "immutable" in answer.headers["cache-control"]

    assert [lasts("SHARE", each) for each in (before, after, after + 1)] == [True, True, False]
    assert [lasts("COUNT", each) for each in (before, after, after + 1)] == [False, True, False]


def test_wrong_parameters_are_named_all_at_once(client: Site) -> None:
    answer = client.get("/api/v1/slice?indicator=SHARE&vintage=2025-07-01&level=planet")
    assert answer.status_code == 400
    problems = {each["parameter"]: each for each in answer.json()["problems"]}
    assert set(problems) >= {"level", "period"}
    assert "commune" in json.dumps(problems["level"])


def test_unknown_indicator_is_not_found_in_vietnamese(client: Site) -> None:
    answer = client.get(
        "/api/v1/slice?indicator=XX&vintage=2025-07-01&level=commune&period=2025-07"
    )
    assert answer.status_code in (400, 404)
    assert "XX" in answer.json()["error"]


@pytest.mark.parametrize(
    "name", ["..%2fsecret.txt", "%2e%2e/secret.txt", "manifest.json", "0" * 20 + ".topojson"]
)
def test_only_published_files_leave_the_folder(client: Site, tmp_path: Path, name: str) -> None:
    (tmp_path / "var/published").mkdir(parents=True)
    (tmp_path / "var/secret.txt").write_text("của tỉnh")
    (tmp_path / "var/published/manifest.json").write_text("của tỉnh")
    assert "của tỉnh" not in client.get(f"/published/{name}").text


def test_health_says_when_the_store_is_silent(tmp_path: Path, sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        build(connection)
        connection.exec_driver_sql("DROP TABLE change")
    app = Site(create_app(sqlite_engine, Settings(var=tmp_path)))
    with writing(sqlite_engine) as connection:
        connection.exec_driver_sql("DROP TABLE revision")
    answer = app.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
