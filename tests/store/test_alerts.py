"""Alerts in the store: raised once by what changes, ended by themselves, on both databases."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine, select, text

from data.alerts.alerts import acknowledge, find_alert
from data.alerts.lease import hold_lease
from data.alerts.watcher import AlertWatcher
from data.queries.signals import read_signals
from data.store.engine import writing
from data.store.schema import alert
from data.walls.walls import save_playlist, save_scene, save_wall
from ioc.alert import AlertKind, Grade
from ioc.errors import NotFoundError
from ioc.wall import Playlist, Wall
from tests.serving import ROOT
from tests.store.watched_walls import HOME, NOW, Province, scene
from tests.waits import until

LATER = date(2026, 1, 21)  # two months after October are overdue


@pytest.fixture
def province(engine: Engine) -> Province:
    return Province(engine)


@pytest.fixture
def light(sqlite_engine: Engine) -> Province:
    """On SQLite alone, for what does not depend on the database."""
    return Province(sqlite_engine)


def turn_red(province: Province) -> None:
    province.share("2025-09", 90)
    assert province.look() == {}
    province.share("2025-10", 40)


def test_a_number_that_turns_red_is_raised_once(province: Province) -> None:
    turn_red(province)
    assert province.look() == {"raised": 1}
    assert province.look() == {}
    (open_alert,) = province.open("phong-hop")
    assert (open_alert.alert.kind, open_alert.alert.grade) == (AlertKind.STATUS, Grade.RED)
    assert (open_alert.alert.indicator_code, open_alert.area()) == ("SHARE", f"Tên {HOME}")
    assert (open_alert.alert.since, open_alert.alert.period) == ("2025-10", "2025-10")
    assert open_alert.alert.walls == ("phong-hop",)
    facts = open_alert.alert.facts
    assert facts is not None
    assert (facts.value, facts.target, facts.demo) == (40.0, 80.0, False)
    assert [each.code for each in facts.behind] == ["40001", "40002"]
    assert (facts.behind_count, facts.behind_level) == (2, "commune")
    assert open_alert.indicator is not None
    with province.engine.connect() as connection:
        last = read_signals(connection, 0, 100)[-1]
    assert (last.about, last.body) == ("alert", {"what": "raised", "alerts": [open_alert.alert.id]})


def test_what_is_red_at_the_first_look_is_known_already(province: Province) -> None:
    province.share("2025-10", 40)
    assert province.look() == {}
    assert province.open() == []
    # Green and red again is news.
    province.share("2025-10", 90)
    assert province.look() == {}
    province.share("2025-10", 40)
    assert province.look() == {"raised": 1}


def test_it_ends_by_itself_and_is_raised_anew(province: Province) -> None:
    turn_red(province)
    province.look()
    (first,) = province.open()
    province.share("2025-10", 75)  # a correction: amber
    assert province.look() == {"ended": 1}
    assert province.open() == []
    province.share("2025-10", 30)
    assert province.look() == {"raised": 1}
    (second,) = province.open()
    assert second.alert.id != first.alert.id
    with province.engine.connect() as connection:
        assert find_alert(connection, first.alert.id).alert.ended_at is not None


def test_what_is_over_is_kept_for_a_year(light: Province) -> None:
    turn_red(light)
    light.look()
    (first,) = light.open()
    light.share("2025-10", 90)
    light.look()
    for days, is_stored in ((390, True), (401, False)):
        # Each look that finds something to write clears away, too.
        light.share("2025-10", 40 if is_stored else 90)
        light.look(now=NOW + timedelta(days=days))
        with light.engine.connect() as connection:
            numbers = set(connection.scalars(select(alert.c.id)))
        assert (first.alert.id in numbers) is is_stored


def test_a_red_number_that_moves_changes_its_alert(light: Province) -> None:
    turn_red(light)
    light.look()
    light.share("2025-10", 30)
    assert light.look() == {"changed": 1}
    (open_alert,) = light.open()
    assert open_alert.alert.facts is not None
    assert open_alert.alert.facts.value == 30.0


def test_a_number_taken_back_is_not_red_any_more(light: Province) -> None:
    light.share("2025-09", 90)
    light.look()
    submission_id = light.share("2025-10", 40)
    assert light.look() == {"raised": 1}
    light.withdraw(submission_id)
    # September stands on the card again.
    assert light.look() == {"ended": 1}


def test_first_reports_of_a_month_turn_nothing_red(light: Province) -> None:
    light.share("2025-09", 90)
    light.look()
    light.share("2025-10", 10, ("T1",))
    assert light.look() == {}
    light.share("2025-10", 10)
    assert light.look() == {"raised": 1}


def test_made_up_numbers_raise_alerts_that_say_so(light: Province) -> None:
    light.share("2025-09", 90, kind="demo")
    light.look()
    light.share("2025-10", 40, kind="demo")
    assert light.look() == {"raised": 1}
    facts = light.open()[0].alert.facts
    assert facts is not None
    assert facts.demo


def test_a_count_without_target_raises_nothing(light: Province) -> None:
    light.report([("40001", "COUNT", "2025-09", 9, None), ("40002", "COUNT", "2025-09", 9, None)])
    light.look()
    light.report([("40001", "COUNT", "2025-10", 0, None), ("40002", "COUNT", "2025-10", 0, None)])
    assert light.look() == {}


def test_a_number_grows_stale_until_the_next_one_comes(province: Province) -> None:
    province.share("2025-10", 90)
    province.look()
    assert province.look(LATER) == {"raised": 1}
    (open_alert,) = province.open()
    assert (open_alert.alert.kind, open_alert.alert.grade) == (AlertKind.STALE, Grade.AMBER)
    # November's number was due on 20 December.
    assert (open_alert.alert.period, open_alert.alert.since) == ("2025-10", "2025-12-21")
    assert province.look(LATER) == {}
    province.share("2025-12", 90)
    assert province.look(LATER) == {"ended": 1}


def test_numbers_that_are_stale_at_the_first_look_raise_nothing(light: Province) -> None:
    light.share("2025-01", 90)
    assert light.look(LATER) == {}


def test_what_no_wall_shows_any_more_has_no_alert(light: Province) -> None:
    turn_red(light)
    light.look()
    with writing(light.engine) as connection:
        save_playlist(connection, Playlist("tat-ca", "Tất cả", ("dem",)), "thử")
    assert light.look() == {"ended": 1}
    # Shown again it is red already.
    with writing(light.engine) as connection:
        save_playlist(connection, Playlist("tat-ca", "Tất cả", ("chung", "dem")), "thử")
    assert light.look() == {}


def test_each_wall_is_told_what_it_watches(light: Province) -> None:
    with writing(light.engine) as connection:
        save_playlist(connection, Playlist("so-dem", "Số đếm", ("dem",)), "thử")
        save_wall(connection, Wall("sanh", "Sảnh", "so-dem"), "thử")
        save_wall(connection, Wall("xa", "Xã", "tat-ca", area_code="40001"), "thử")
        old = Wall("cu", "Cũ", "tat-ca", vintage="2025-03-01")
        save_wall(connection, old, "thử")
    turn_red(light)
    assert light.look() == {"raised": 2}
    numbers_of = {
        wall: [each.alert.area_code for each in light.open(wall)]
        for wall in ("phong-hop", "sanh", "xa", "cu")
    }
    assert numbers_of == {"phong-hop": [HOME], "sanh": [], "xa": ["40001"], "cu": []}
    assert len(light.open()) == 2


def test_a_scene_of_an_area_of_its_own_is_watched_there(light: Province) -> None:
    own = scene("xa", "SHARE")
    with writing(light.engine) as connection:
        save_scene(connection, type(own)(**{**vars(own), "area": "40002"}), "thử")
        save_playlist(connection, Playlist("tat-ca", "Tất cả", ("xa",)), "thử")
    turn_red(light)
    assert light.look() == {"raised": 1}
    assert light.open()[0].alert.area_code == "40002"


def test_who_has_seen_it_first_stays(province: Province) -> None:
    turn_red(province)
    province.look()
    (open_alert,) = province.open()
    with writing(province.engine) as connection:
        acknowledge(connection, open_alert.alert.id, "Văn phòng", NOW)
    with writing(province.engine) as connection:
        again = acknowledge(connection, open_alert.alert.id, "Khác", NOW + timedelta(hours=1))
        signals = [each for each in read_signals(connection, 0, 100) if each.about == "alert"]
    assert again.alert.acknowledged_by == "Văn phòng"
    assert again.alert.acknowledged_at == "2025-11-25T03:00:00+00:00"
    assert [each.body["what"] for each in signals] == ["raised", "acknowledged"]
    # Seen is not over: it is still red, and not raised anew.
    assert province.look() == {}
    assert len(province.open()) == 1


def test_an_alert_that_is_not_there_cannot_be_seen(light: Province) -> None:
    with pytest.raises(NotFoundError, match="7"), writing(light.engine) as connection:
        acknowledge(connection, 7, "Ai", NOW)


def test_an_alert_outlives_its_area_and_indicator(light: Province) -> None:
    turn_red(light)
    light.look()
    with writing(light.engine) as connection:
        connection.execute(alert.update().values(area_code="99", indicator_code="NO"))
    (open_alert,) = light.open()
    assert (open_alert.area(), open_alert.indicator) == ("99", None)


def test_one_process_looks_after_the_alerts(engine: Engine) -> None:
    # More than once: what is given back has to be free at once, not when a server notices.
    for _ in range(20):
        with hold_lease(engine) as first:
            assert first is not None
            with hold_lease(engine) as second:
                assert second is None


_HOLD = """
import sys, time
from data.alerts.lease import hold_lease
from data.store.engine import open_engine
with hold_lease(open_engine(sys.argv[1])) as connection:
    print("held" if connection is not None else "taken", flush=True)
    time.sleep(600)
"""


def test_a_process_that_is_killed_loses_the_lease(engine: Engine, database_url: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, database_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert not _is_free(engine)
    finally:
        process.kill()
        process.communicate()
    # PostgreSQL notices a moment later that nobody is at the other end.
    until(lambda: _is_free(engine))


def _is_free(engine: Engine) -> bool:
    with hold_lease(engine) as connection:
        return connection is not None


def test_the_watcher_notices_what_is_committed(province: Province) -> None:
    province.share("2025-09", 90)
    watcher = AlertWatcher(
        province.engine, HOME, poll_seconds=0.02, retry_seconds=0.05, clock=lambda: NOW
    )
    other = AlertWatcher(province.engine, HOME, poll_seconds=0.02, retry_seconds=0.05)
    watcher.start()
    try:
        with province.engine.connect() as connection:
            until(lambda: _count_seen(connection) > 0)
        other.start()
        province.share("2025-10", 40)
        until(lambda: len(province.open()) == 1)
        assert province.open()[0].alert.raised_at == "2025-11-25T03:00:00+00:00"
    finally:
        watcher.stop()
        # Whoever waited goes on where the first one stopped: in 2025 nothing was stale.
        until(lambda: any(each.alert.kind is AlertKind.STALE for each in province.open()))
        other.stop()


def _count_seen(connection: Connection) -> int:
    count = connection.scalar(text("SELECT count(*) FROM alert_seen"))
    connection.rollback()
    return int(count or 0)


def test_a_fault_of_the_watcher_is_one_line_and_it_goes_on(
    light: Province, caplog: pytest.LogCaptureFixture
) -> None:
    with writing(light.engine) as connection:
        connection.execute(text("ALTER TABLE alert_seen RENAME TO hidden"))
    watcher = AlertWatcher(light.engine, HOME, poll_seconds=0.02, retry_seconds=0.02)
    with caplog.at_level(logging.WARNING, logger="ioc.alerts"):
        watcher.start()
        try:
            until(lambda: bool(caplog.records))
            with writing(light.engine) as connection:
                connection.execute(text("ALTER TABLE hidden RENAME TO alert_seen"))
            until(lambda: len(caplog.records) == 2)
        finally:
            watcher.stop()
    first, second = (each.getMessage() for each in caplog.records)
    assert first.startswith("alerts are not looked after: OperationalError")
    assert "\n" not in first
    assert second == "alerts are looked after again"
