"""What a store holds that nobody can read is left out and told in the log: no page is dead."""

from __future__ import annotations

import json
import logging
import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine, insert, select

from data.access.tokens import Scope
from data.alerts.watch import look, read_wall_numbers
from data.load.observations import Submission, rebuild, store_observations
from data.queries.directories import Directories
from data.store import unreadable
from data.store.engine import raise_revision, writing
from data.store.schema import (
    alert,
    alert_seen,
    area,
    indicator,
    published_figure,
    series_break,
    target,
)
from ioc.area import SINCE_2025
from tests.app.test_bounds import House
from tests.wire import unpacked

GOOD = ("2025-08", "2025-09")
# As an earlier version wrote 0001-01, and what other hands may have put in.
BAD_PERIODS = ("1-01", "0001-01", "2025-13", "9999", "kỳ này", "2025-9")
BAD_NUMBERS = (float("inf"), 1.7e308, -float("inf"))
PAGES = [
    ("/dia-ban/2025-07-01/40", ""), ("/dia-ban/2025-07-01/40001", ""),
    ("/dia-ban/2025-07-01/VN", ""),
    ("/phan-tich", "?dia-ban=40&chi-so=SHARE"), ("/phan-tich", "?dia-ban=40&chi-so=COUNT"),
    ("/phan-tich", "?dia-ban=VN&chi-so=SHARE&ky=1-01"), ("/wall", ""),
]  # fmt: skip
_KEYS = "vintage=2025-07-01&indicator=COUNT"
ANSWERS = [
    "/view?dia-ban=40&chi-so=SHARE", "/view?dia-ban=40&chi-so=COUNT&part=chart",
    "/view/area?dia-ban=40&chi-so=SHARE&since=0", "/wall/scene?scene=one",
    f"/api/v1/rollups?{_KEYS}", f"/api/v1/rollups?{_KEYS}&frequency=quarter&limit=1",
    f"/api/v1/observations?{_KEYS}", "/api/v1/observations?format=csv", "/api/v1/indicators",
    f"/api/v1/slice?{_KEYS}&level=commune&parent=40&period=2025-09&parts=1",
    f"/api/v1/slice?{_KEYS}&level=commune&parent=40&period=1-01",
    f"/api/v1/history?{_KEYS}&level=commune&parent=40", "/api/v1/alerts",
    "/xuat/so-lieu.csv?dia-ban=40&chi-so=COUNT", "/xuat/so-lieu.xlsx?dia-ban=40&chi-so=SHARE",
    "/xuat/chuoi.csv?dia-ban=40&chi-so=COUNT&tan-suat=year",
]  # fmt: skip


@pytest.fixture
def house(engine: Engine) -> Iterator[House]:
    """The small country with good numbers, and among them what cannot be read."""
    made_house = House(engine)
    with writing(engine) as connection:
        ids = {row.code: row.id for row in connection.execute(select(indicator))}
        areas = {
            row.code: row.id
            for row in connection.execute(select(area).where(area.c.vintage == SINCE_2025.code))
        }

        def report(code: str, place: str, period: str, top: float, bottom: float) -> None:
            row = {
                "area_id": areas[place], "indicator_id": ids[code], "period": period,
                "numerator": top, "denominator": bottom, "value": np.nan,
            }  # fmt: skip
            store_observations(connection, pd.DataFrame([row]), Submission("file", "a", "0" * 64))

        for period in (*GOOD, *BAD_PERIODS):
            report("SHARE", "T1", period, 1, 4)
            report("COUNT", "40001", period, 7, np.nan)
        with np.errstate(all="ignore"):
            for place, number in zip(("40002", "40003", "40004"), BAD_NUMBERS, strict=True):
                report("COUNT", place, "2025-09", number, np.nan)
        plain = {
            "indicator_id": ids["SHARE"],
            "source_vi": "a",
            "source_en": "a",
            "checked": "partly",
        }
        for period, value in (("1", 50.0), ("2025", float("inf"))):
            connection.execute(
                insert(target).values(
                    **plain, level="", vintage="", area_code="", period=period, value=value
                )
            )
        connection.execute(
            insert(series_break).values(
                indicator_id=ids["SHARE"], period="1-01", reason_vi="a", reason_en="a", source="a"
            )
        )
        connection.execute(
            insert(published_figure).values(
                vintage=SINCE_2025.code, area_code="40", level="province", period="1-01",
                indicator_code="SHARE", is_target=False, value=float("inf"), unit="%",
                as_published="a", source_title="a", source_date="2025-01-01",
            )
        )  # fmt: skip
        connection.execute(
            insert(alert_seen).values(key="2025-07-01/40/SHARE", status="blue", age="none")
        )
        connection.execute(
            insert(alert).values(
                kind="status", key="status/a", level="red", wall="", indicator_code="SHARE",
                vintage=SINCE_2025.code, area_code="40", period="1-01", body="{}", since="1-01",
                raised_at="2025-01-01T00:00:00+00:00",
            )
        )  # fmt: skip
        raise_revision(connection, "areas", {})
    yield made_house
    made_house.client.close()


def page(house: House, path: str, search: str) -> str:
    """Return what a page is filled with."""
    location = "_pages_location"
    request = {
        "output": ".._pages_content.children..._pages_store.data..",
        "inputs": [
            {"id": location, "property": "pathname", "value": path},
            {"id": location, "property": "search", "value": search},
        ],
        "changedPropIds": [f"{location}.pathname"],
    }
    headers = {"content-type": "application/json"}
    body = [json.dumps(request).encode()]
    answer = house.ask("POST", "/_dash-update-component", b"", headers, body)
    assert answer.status == 200, (path, answer.body)
    return answer.body.decode()


def test_every_page_opens_and_the_log_says_what_was_left_out(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unreadable, "_messages", set())
    unreadable.is_period.cache_clear()
    admin = {"authorization": f"Bearer {house.secrets[Scope.ADMIN]}"}
    for path, search in PAGES:
        html = page(house, path, search)
        assert "Lỗi ngoài dự kiến" not in html, (path, search)
        assert "Infinity" not in html and "Tháng 01/1" not in html, (path, search)
    failures = []
    for address in ANSWERS:
        path, _, query = address.partition("?")
        answer = house.ask("GET", path, query.encode(), admin)
        failures += [] if answer.status == 200 else [(address, answer.status)]
    assert failures == []
    errors = [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]
    assert errors == []
    messages = " ".join(each.getMessage() for each in caplog.records)
    for what in ("'1-01'", "'2025-13'", "'inf'"):
        assert what in messages, what


def test_a_rebuild_and_the_alerts_pass_it_over(house: House, engine: Engine) -> None:
    with writing(engine) as connection:
        rebuild(connection)
        raise_revision(connection, "areas", {})
        numbers = read_wall_numbers(connection, "40")
        look(connection, Directories(), numbers, date(2025, 10, 20), datetime.now(UTC))
    answer = house.ask("GET", "/api/v1/rollups", f"{_KEYS}&area=40&from=2025-09".encode())
    (item,) = json.loads(answer.body)["items"]
    assert (item["numerator"], item["reported"], item["expected"]) == (7, 1, 4)
    assert "2025" in page(house, "/dia-ban/2025-07-01/40", "")


@pytest.mark.parametrize(
    "count", [3_000_000_000, 2**31, 214_748_364.8, 123_456_789_012_345, 10**15, 1]
)
def test_a_map_tells_large_numbers_to_the_last_one(
    house: House, engine: Engine, count: Any
) -> None:
    with writing(engine) as connection:
        measure = connection.execute(select(indicator.c.id).where(indicator.c.code == "COUNT"))
        place = connection.execute(
            select(area.c.id).where(area.c.vintage == SINCE_2025.code, area.c.code == "00101")
        )
        row = {
            "area_id": place.scalar_one(), "indicator_id": measure.scalar_one(),
            "period": "2025-09", "numerator": float(count), "denominator": np.nan, "value": np.nan,
        }  # fmt: skip
        store_observations(connection, pd.DataFrame([row]), Submission("file", "a", "0" * 64))
        raise_revision(connection, "areas", {})
    query = f"{_KEYS}&level=commune&parent=01".encode()
    answer = house.ask("GET", "/api/v1/slice", query + b"&period=2025-09")
    header, columns = unpacked(answer.body)
    large, silent = (columns["value"][:2] / 10 ** header["decimals"]).tolist()
    assert large == count
    assert np.isnan(silent)
    body = house.ask("GET", "/api/v1/history", query).body
    length = struct.unpack("<I", body[4:8])[0]
    assert json.loads(body[8 : 8 + length])["periods"] == ["2025-09"]


def test_raw_observations_leave_it_out_and_pages_stay_whole(house: House) -> None:
    """With what it replaced, page by page: no row that can be read is lost, none is told twice."""
    for each in ("", "&all=true"):
        address: str | None = f"/api/v1/observations?vintage=2025-07-01&limit=1{each}"
        items = []
        while address:
            path, _, query = address.partition("?")
            answer = house.ask("GET", path, query.encode())
            assert answer.status == 200, answer.body
            content = json.loads(answer.body)
            items += [
                (item["indicator"], item["area"], item["period"], item["numerator"])
                for item in content["items"]
            ]
            address = content["next"]
        assert sorted(items) == sorted(
            [("SHARE", "T1", period, 1) for period in GOOD]
            + [("COUNT", "40001", period, 7) for period in GOOD]
        )
