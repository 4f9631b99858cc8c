"""A scene in which the villages that lack something appear one by one: real cells, in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, update

from callbacks.frame.context import Context
from callbacks.wall.page import find_wall_area, read_scene
from data.queries.directories import Directories
from data.store.engine import raise_revision, writing
from data.store.schema import area, indicator, owner
from ioc.answers import VillagePlay
from ioc.settings import Settings
from ioc.wall import Scene
from tests.app.api_store import report
from tests.store.small_country import build

pytestmark = pytest.mark.same_sql

SCENE = Scene("one", "Cảnh một", "One", 20, "SHARE", ("SHARE",), "SHARE", play="villages")
# T1 had signal and lost it; T2 and T4 never had any; T3 has some; T5 is silent at last.
CELLS = [
    ("T1", "2025-07", 1), ("T2", "2025-07", 0), ("T3", "2025-07", 1), ("T4", "2025-07", 0),
    ("T5", "2025-07", 0),
    ("T1", "2025-08", 0), ("T3", "2025-08", 1), ("T4", "2025-08", 0), ("T5", "2025-08", 0),
    ("T1", "2025-09", 0), ("T2", "2025-09", 0), ("T3", "2025-09", 1), ("T4", "2025-09", 0),
]  # fmt: skip


@pytest.fixture
def context(engine: Engine) -> Iterator[Context]:
    """The small country, whose villages say whether they have signal."""
    with writing(engine) as connection:
        build(connection)
        connection.execute(
            update(indicator).where(indicator.c.code == "SHARE").values(weight_basis="villages")
        )
        connection.execute(
            update(area).where(area.c.level == "village").values(lon=104.5, lat=19.2)
        )
        connection.execute(
            insert(owner).values(
                indicator_code="SHARE", group_code="", vintage="", area_code="",
                unit="Sở KH&CN", person="", phone="", deadline="2026-12-31", is_demo=False,
                updated_at="2025-10-01T00:00:00Z", updated_by="An",
            )
        )  # fmt: skip
        raise_revision(connection, "areas", {"areas": 14})
    with writing(engine) as connection:
        report(connection, [(area, "SHARE", period, has, 1) for area, period, has in CELLS])
    yield Context(engine, Settings(var=Path("no-such-folder"), province="40"), Directories())


def play_of(
    context: Context, area: str, language: str = "vi", scene: Scene = SCENE
) -> VillagePlay | None:
    """Return the villages that a scene plays for an area."""
    with context.engine.connect() as connection:
        own = find_wall_area(connection, context, area)
        view, _ = read_scene(connection, context, scene, own, language)
    return view.villages


def test_villages_come_in_the_order_of_time_with_their_count_and_commune(context: Context) -> None:
    play = play_of(context, "40")
    assert play is not None
    assert [(each["code"], each["line"], each["since"]) for each in play["villages"]] == [
        ("T2", "1/3 · Tên T2, Xã Hoà 40001", "Chưa, ít nhất từ tháng 07/2025"),
        ("T4", "2/3 · Tên T4, Xã Hoà 40002", "Chưa, ít nhất từ tháng 07/2025"),
        ("T1", "3/3 · Tên T1, Xã Hoà 40001", "Chưa từ tháng 08/2025"),
    ]
    assert play["end"] == "Chưa: 3 thôn"
    assert play["more"] == "Chủ trì: Sở KH&CN, hạn 31/12/2026 · 1/5 thôn chưa báo cáo"
    english = play_of(context, "40", "en")
    assert english is not None
    assert english["end"].endswith(": 3 villages")


def test_villages_that_the_map_cannot_show_are_counted_at_the_end(context: Context) -> None:
    play = play_of(context, "40")
    assert play is not None
    assert "toạ độ" not in play["more"]
    with writing(context.engine) as connection:
        connection.execute(update(area).where(area.c.code == "T2").values(lon=None, lat=None))
        raise_revision(connection, "areas", {})
    play = play_of(context, "40")
    assert play is not None
    assert play["more"].endswith(" · 1 thôn chưa có toạ độ, không có trên bản đồ")
    assert len(play["villages"]) == 4 - 1
    english = play_of(context, "40", "en")
    assert english is not None
    assert english["more"].endswith(" · without a place on the map: 1")


def test_the_count_is_that_of_the_card(context: Context) -> None:
    play = play_of(context, "40")
    with context.engine.connect() as connection:
        own = find_wall_area(connection, context, "40")
        view, _ = read_scene(connection, context, SCENE, own, "vi")
    # One of the four that reported has signal.
    assert view.rows[0].value == "25,0%"
    assert play is not None
    assert len(play["villages"]) == 4 - 1


def test_nothing_is_played_where_villages_do_not_report(context: Context) -> None:
    for code in ("01", "VN", "40003"):
        assert play_of(context, code) is None, code
    # What is no yes or no of a village cannot be played so.
    count = replace(SCENE, map="COUNT", cards=("COUNT",), trend="COUNT")
    assert play_of(context, "40", scene=count) is None
    assert play_of(context, "40", scene=replace(SCENE, play="")) is None


def test_a_commune_plays_its_own_villages(context: Context) -> None:
    play = play_of(context, "40001")
    assert play is not None
    assert [each["code"] for each in play["villages"]] == ["T2", "T1"]
