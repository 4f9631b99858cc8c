"""The small country with two walls that watch it, and what happens there month by month."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, insert

from data.alerts.alerts import read_open_alerts
from data.alerts.watch import look, read_wall_numbers, write_plan
from data.load.observations import withdraw
from data.queries.directories import Directories
from data.store.engine import raise_revision, writing
from data.store.schema import target
from data.walls.walls import save_playlist, save_scene, save_wall
from ioc.alert import OpenAlert
from ioc.wall import Playlist, Scene, Wall
from tests.app.api_store import ReportedCell, report
from tests.store.small_country import build

HOME = "40"
# October is over and not overdue.
TODAY = date(2025, 11, 25)
NOW = datetime(2025, 11, 25, 3, 0, tzinfo=UTC)
VILLAGES = ("T1", "T2", "T3", "T4", "T5")
ROOM = Wall("phong-hop", "Phòng họp", "tat-ca")


def fill(connection: Connection) -> None:
    """Write the country, a target of 80 % for shares, two scenes and a wall that shows them."""
    country = build(connection)
    connection.execute(
        insert(target).values(
            indicator_id=country.indicators["SHARE"], level="", vintage="", area_code="",
            period="", value=80.0, source_vi="Kế hoạch", source_en="Plan", checked="verified",
        )
    )  # fmt: skip
    save_scene(connection, scene("chung", "SHARE"), "thử")
    save_scene(connection, scene("dem", "COUNT"), "thử")
    save_playlist(connection, Playlist("tat-ca", "Tất cả", ("chung", "dem")), "thử")
    save_wall(connection, ROOM, "thử")
    raise_revision(connection, "areas", {})


def scene(code: str, indicator: str) -> Scene:
    """A scene of one indicator."""
    return Scene(code, f"Cảnh {code}", "", 20, indicator, (indicator,), indicator)


class Province:
    """Reports to the store, and looks as the server's watcher does."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._directories = Directories(4)
        with writing(engine) as connection:
            fill(connection)

    def share(
        self, period: str, percent: float, villages: tuple[str, ...] = VILLAGES, kind: str = "file"
    ) -> int:
        """Hand in the share of some villages; return the submission."""
        rows: list[ReportedCell] = [(each, "SHARE", period, percent, 100) for each in villages]
        return self.report(rows, kind)

    def report(self, rows: list[ReportedCell], kind: str = "file") -> int:
        """Hand in cells; return the submission."""
        with writing(self.engine) as connection:
            return report(connection, rows, kind=kind)

    def withdraw(self, submission: int) -> None:
        """Take a submission back."""
        with writing(self.engine) as connection:
            withdraw(connection, [submission])

    def look(self, today: date = TODAY, now: datetime = NOW) -> dict[str, int]:
        """Look once, write what follows, and return how many alerts were raised, changed, ended."""
        with self.engine.connect() as connection:
            numbers = read_wall_numbers(connection, HOME)
            plan = look(connection, self._directories, numbers, today, now)
        if not plan:
            return {}
        with writing(self.engine) as connection:
            events = write_plan(connection, plan, now)
        return {what: len(alerts) for what, alerts in events.items() if alerts}

    def open(self, wall: str = "", now: datetime = NOW) -> list[OpenAlert]:
        """Return the open alerts."""
        with self.engine.connect() as connection:
            return read_open_alerts(connection, wall, now)
