"""A client of the machine API on the small country, with reports of every kind."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
import pandas as pd
from sqlalchemy import Connection, Engine, insert, select, update

from data.load.observations import Submission, store_observations, withdraw
from data.store.engine import raise_revision
from data.store.schema import area, area_relation, indicator, target
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.settings import Settings
from server import create_app
from tests.store.small_country import build

ReportedCell = tuple[str, str, str, float | None, float | None]


class Machine:
    """Sends requests to the whole application, without a socket."""

    def __init__(self, engine: Engine) -> None:
        self.app = create_app(engine, Settings(var=Path("no-such-folder")))
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://ioc.test"
        )

    def __enter__(self) -> Machine:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def get(self, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Return the answer of an address below /api/v1."""
        return self._runner.run(self._client.get(f"/api/v1{address}", headers=headers))

    def page(self, address: str) -> dict[str, Any]:
        """Return a page that must be there."""
        answer = self.get(address)
        assert answer.status_code == 200, answer.text
        content: dict[str, Any] = answer.json()
        return content

    def pages(self, address: str) -> list[dict[str, Any]]:
        """Return the items of a page and of all that follow it."""
        items = []
        following: str | None = address
        while following:
            page = self.page(following.removeprefix("/api/v1"))
            items += page["items"]
            following = page["next"]
        return items

    def problems(self, address: str) -> list[dict[str, Any]]:
        """Return what is wrong with a request that must be refused."""
        answer = self.get(address)
        assert answer.status_code == 400, answer.text
        problems: list[dict[str, Any]] = answer.json()["problems"]
        return problems


def report(
    connection: Connection,
    rows: Sequence[ReportedCell],
    vintage: str = SINCE_2025.code,
    kind: str = "file",
    value: float | None = None,
) -> int:
    """Hand in cells (area, indicator, period, numerator, denominator); return the submission."""
    areas = {
        row.code: row.id
        for row in connection.execute(select(area).where(area.c.vintage == vintage))
    }
    indicators = {row.code: row.id for row in connection.execute(select(indicator))}
    frame = pd.DataFrame(
        {
            "area_id": [areas[row[0]] for row in rows],
            "indicator_id": [indicators[row[1]] for row in rows],
            "period": [row[2] for row in rows],
            "numerator": pd.Series([row[3] for row in rows], dtype="float64"),
            "denominator": pd.Series([row[4] for row in rows], dtype="float64"),
            "value": pd.Series([value for _ in rows], dtype="float64"),
        }
    )
    loaded_report = store_observations(connection, frame, Submission(kind, "a.csv", "0" * 64))
    raise_revision(connection, "observations", loaded_report.summary(), loaded_report.submission_id)
    return loaded_report.submission_id


def fill(connection: Connection) -> None:
    """Write the small country with a correction, a withdrawal, demo data and own reports."""
    country = build(connection)
    connection.execute(
        update(indicator).where(indicator.c.code == "SHARE").values(short_vi="Tỷ lệ thôn")
    )
    report(
        connection,
        [
            ("T1", "SHARE", "2025-09", 8, 10),
            ("T2", "SHARE", "2025-09", 0, 5),
            ("T1", "SHARE", "2025-10", 5, 10),
            ("T2", "SHARE", "2025-10", 0, 0),
            ("40001", "SHARE", "2025-08", 99, 100),
            ("40003", "SHARE", "2025-09", 20, 40),
            ("40001", "COUNT", "2025-09", 3, None),
            ("40002", "COUNT", "2025-09", 0, None),
        ],
    )
    report(connection, [("T1", "SHARE", "2025-09", 9, 10)])
    report(connection, [("T4", "SHARE", "2025-09", 1, 3)], kind="demo")
    report(connection, [("40003", "SPEED", "2025-09", None, None)], value=55.5)
    withdrawn_hand_in = report(connection, [("T5", "SHARE", "2025-09", 7, 7)])
    withdraw(connection, [withdrawn_hand_in])
    report(connection, [("40001", "COUNT", "2024-05", 7, None)], vintage=BEFORE_2025.code)
    connection.execute(
        insert(area_relation).values(
            from_vintage=BEFORE_2025.code, from_code="40001",
            to_vintage=SINCE_2025.code, to_code="40002", kind="whole", weight_population=1.0,
        )
    )  # fmt: skip
    connection.execute(
        insert(target).values(
            indicator_id=country.indicators["SHARE"], level="commune", vintage="", area_code="",
            period="2025", value=80.0, source_vi="Kế hoạch", source_en="Plan", checked="verified",
        )
    )  # fmt: skip
    raise_revision(connection, "catalogue", {})
