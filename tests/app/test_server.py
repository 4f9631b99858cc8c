"""The composed application without a browser: health, slices, stream, errors, files."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine

from data.load.observations import Submission, store_observations
from data.store import raise_revision, writing
from ioc.settings import Settings
from server import create_app
from tests.app.site import Site
from tests.store.small_country import SmallCountry, build


@pytest.fixture
def country(sqlite_engine: Engine) -> SmallCountry:
    with writing(sqlite_engine) as connection:
        made = build(connection)
        report = store_observations(
            connection,
            pd.DataFrame(
                {
                    "area_id": [made.area("T1"), made.area("40003")],
                    "indicator_id": made.indicators["SHARE"],
                    "period": "2025-07",
                    "numerator": [1.0, 0.0],
                    "denominator": [4.0, 5.0],
                    "value": np.nan,
                }
            ),
            Submission("demo", "minh-hoa.csv", "0" * 64),
        )
        raise_revision(connection, "observations", report.summary())
    return made


@pytest.fixture
def client(sqlite_engine: Engine, country: SmallCountry, tmp_path: Path) -> Site:
    return Site(create_app(sqlite_engine, Settings(var=tmp_path / "var")))


def decoded(body: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read a slice as its contract says, by plain struct and numpy."""
    assert body[:4] == b"IOC1"
    (length,) = struct.unpack_from("<I", body, 4)
    header = json.loads(body[8 : 8 + length])
    start, columns = 8 + length, {}
    assert start % 8 == 0
    types = {"u16": "<u2", "i32": "<i4", "f64": "<f8", "u8": "u1"}
    for about in header["columns"]:
        columns[about["name"]] = np.frombuffer(
            body, types[about["type"]], header["n"], start + about["offset"]
        )
    return header, columns


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


def test_slice_says_missing_zero_and_demo_apart(client: Site) -> None:
    query = "indicator=SHARE&vintage=2025-07-01&level=commune&parent=40&period=2025-07"
    header, columns = decoded(client.get(f"/api/v1/slice?{query}&parts=1").content)
    directory = client.get("/api/v1/directory?vintage=2025-07-01&level=commune&parent=40").json()
    assert directory["codes"] == ["40001", "40002", "40003", "40004"]
    about = header["columns"][0]
    missing = about["missing"]
    assert columns["value"].tolist() == [25.0 * about["scale"], missing, 0, missing]
    assert columns["flags"].tolist() == [1 | 2 | 4, 0, 1 | 2, 0]
    assert columns["numerator"][2] == 0
    numerator = next(each for each in header["columns"] if each["name"] == "numerator")
    assert columns["numerator"][1] == numerator["missing"]
    assert columns["reported"].tolist() == [1, 0, 1, 0]
    assert columns["expected"].tolist() == [3, 2, 1, 1]


def test_a_slice_of_the_known_revision_may_be_kept(client: Site) -> None:
    revision = client.get("/healthz").json()["revision"]
    query = "indicator=SHARE&vintage=2025-07-01&level=commune&parent=40&period=2025-07"
    kept = client.get(f"/api/v1/slice?{query}&rev={revision}")
    stale = client.get(f"/api/v1/slice?{query}&rev={revision - 1}")
    assert "immutable" in kept.headers["cache-control"]
    assert stale.headers["cache-control"] == "no-cache"


def test_a_change_of_one_indicator_lets_the_slices_of_others_last(
    client: Site, sqlite_engine: Engine
) -> None:
    before = client.get("/healthz").json()["revision"]
    with writing(sqlite_engine) as connection:
        after = raise_revision(connection, "observations", {"indicators": ["COUNT"]})

    def lasts(code: str, revision: int) -> bool:
        query = "vintage=2025-07-01&level=commune&parent=40&period=2025-07"
        answer = client.get(f"/api/v1/slice?indicator={code}&{query}&rev={revision}")
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
