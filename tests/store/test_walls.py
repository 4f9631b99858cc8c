"""Scenes, playlists and walls are kept once they are right, and open walls are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select, update

from data.access.tokens import find_token, read_tokens
from data.load.catalogue.scenes import load_scenes, read_scene_file
from data.store.engine import writing
from data.store.schema import indicator, signal
from data.walls.checks import check_scene
from data.walls.walls import (
    DEFAULT,
    Playlist,
    Scene,
    Wall,
    copy_scene,
    find_scene,
    find_wall,
    find_wall_of_token,
    give_wall_token,
    read_playlists,
    read_scenes,
    read_walls,
    remove_playlist,
    remove_scene,
    remove_wall,
    save_playlist,
    save_scene,
    save_wall,
    send_order,
    take_wall_token,
)
from ioc.area import SINCE_2025
from ioc.errors import LoadRefusedError, NotFoundError
from tests.store.small_country import build

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SCENE = Scene("mot", "Cảnh một", "One", 20, "SHARE", ("SHARE", "COUNT"), "SHARE")
LIST = Playlist("tang-ba", "Tầng ba", ("mot",))
WALL = Wall("phong-a", "Phòng họp A", "tang-ba", "40001", SINCE_2025.code, night_from="22:00",
            night_to="05:30")  # fmt: skip


@pytest.fixture
def store(engine: Engine) -> Iterator[Connection]:
    """The small country with the shipped scenes, in a write transaction."""
    with writing(engine) as connection:
        build(connection)
        load_scenes(connection)
        yield connection


def refusal_of(call: Any, *arguments: Any) -> dict[str, str]:
    """Return the faults of a call by column."""
    with pytest.raises(LoadRefusedError) as caught:
        call(*arguments)
    return {problem.column: problem.message() for problem in caught.value.problems}


def signals(connection: Connection) -> list[tuple[str, str, dict[str, Any]]]:
    rows = connection.execute(
        select(signal.c.about, signal.c.key, signal.c.body).order_by(signal.c.number)
    )
    return [(row.about, row.key, json.loads(row.body)) for row in rows]


def test_a_new_store_has_the_shipped_scenes_a_playlist_and_a_wall(store: Connection) -> None:
    shipped = [each.code for each in read_scene_file()]
    assert sorted(each.code for each in read_scenes(store)) == sorted(shipped)
    assert all(each.is_shipped for each in read_scenes(store))
    assert read_playlists(store) == [Playlist(DEFAULT, "Mặc định", tuple(shipped))]
    assert [each.code for each in read_walls(store)] == [DEFAULT]
    assert load_scenes(store) == 0, "a second time changes nothing"


def test_the_default_playlist_follows_the_file_until_somebody_saves_it(store: Connection) -> None:
    codes = read_playlists(store)[0].scenes
    save_playlist(store, Playlist(DEFAULT, "Của tỉnh", codes[:2]), "An")
    load_scenes(store)
    assert read_playlists(store)[0] == Playlist(DEFAULT, "Của tỉnh", codes[:2])


def test_what_is_saved_reads_the_same_and_is_told(store: Connection) -> None:
    scene = replace(SCENE, area="40", from_time="07:00", to_time="18:00", days=(1, 5), play="years")
    save_scene(store, scene, "An")
    save_playlist(store, LIST, "An")
    save_wall(store, WALL, "An")
    assert find_scene(store, "mot") == scene
    assert read_playlists(store)[1] == LIST
    assert find_wall(store, "phong-a") == WALL
    assert [each[:2] for each in signals(store)] == [
        ("scene", "mot"), ("scene", "tang-ba"), ("wall", "phong-a"),
    ]  # fmt: skip
    save_wall(store, replace(WALL, name="Phòng B"), "Bình")
    assert [each.name for each in read_walls(store) if each.code == "phong-a"] == ["Phòng B"]


def test_every_fault_of_a_scene_is_named_at_once(store: Connection) -> None:
    wrong = Scene(
        "Cảnh 1", " ", "", 4, "NONE", tuple("ABCDEFG"), "", area="99999", from_time="25:00",
        days=(8,), play="backwards",
    )  # fmt: skip
    faults = refusal_of(save_scene, store, wrong, "An")
    assert faults.keys() == {
        "code", "name_vi", "seconds", "map", "cards", "trend", "area", "from_time", "to_time",
        "days", "play",
    }  # fmt: skip
    assert signals(store) == []


def test_villages_are_played_only_where_the_map_counts_them(store: Connection) -> None:
    scene = replace(SCENE, play="villages")
    assert refusal_of(save_scene, store, scene, "An").keys() == {"play"}
    store.execute(
        update(indicator).where(indicator.c.code == "SHARE").values(weight_basis="villages")
    )
    save_scene(store, scene, "An")
    assert find_scene(store, "mot") == scene


def test_a_map_that_plays_no_villages_is_answered_with_names_of_those_that_do(
    store: Connection,
) -> None:
    store.execute(
        update(indicator)
        .where(indicator.c.code == "SHARE")
        .values(weight_basis="villages", short_vi="Thôn có sóng", short_en="Villages with signal")
    )
    (fault,) = check_scene(store, replace(SCENE, play="villages", map="COUNT"))
    assert fault.fix() == "chọn chỉ số bản đồ do thôn báo cáo có hoặc không: Thôn có sóng"
    assert fault.fix("en").endswith(": Villages with signal")


def test_a_map_of_what_no_commune_reports_is_refused(store: Connection) -> None:
    store.execute(
        update(indicator).where(indicator.c.code == "COUNT").values(lowest_level="province")
    )
    faults = refusal_of(save_scene, store, replace(SCENE, map="COUNT"), "An")
    assert faults == {"map": "không xã nào báo cáo chỉ số này, bản đồ sẽ trống"}
    save_scene(store, SCENE, "An")


def test_shipped_scenes_are_copied_not_changed(store: Connection) -> None:
    original = find_scene(store, "coverage")
    assert "code" in refusal_of(save_scene, store, replace(SCENE, code="coverage"), "An")
    assert "code" in refusal_of(remove_scene, store, "coverage", "An")
    copy = copy_scene(store, "coverage", "An")
    again = copy_scene(store, "coverage", "An")
    assert (copy.code, again.code) == ("coverage-2", "coverage-3")
    assert replace(copy, code="coverage", name_vi=original.name_vi, name_en=original.name_en,
                   is_shipped=True) == original  # fmt: skip
    remove_scene(store, copy.code, "An")
    with pytest.raises(NotFoundError):
        find_scene(store, copy.code)


def test_a_copy_of_a_scene_with_a_long_code_and_name_can_be_changed(store: Connection) -> None:
    code = "a" * 27 + "-bcd"
    save_scene(store, replace(SCENE, code=code, name_vi="Á" * 80, name_en="A" * 80), "An")
    for _ in range(9):
        copy = copy_scene(store, code, "An")
        save_scene(store, copy, "An")
    assert find_scene(store, copy.code) == copy and copy.name_vi.endswith(" (10)")


def test_what_is_used_is_not_removed_and_the_users_are_named(store: Connection) -> None:
    save_scene(store, SCENE, "An")
    save_playlist(store, LIST, "An")
    save_wall(store, WALL, "An")
    assert "“Tầng ba”" in refusal_of(remove_scene, store, "mot", "An")["code"]
    assert "“Phòng họp A”" in refusal_of(remove_playlist, store, "tang-ba", "An")["code"]
    assert "code" in refusal_of(remove_playlist, store, DEFAULT, "An")
    assert "code" in refusal_of(remove_wall, store, DEFAULT, "An")
    remove_wall(store, "phong-a", "An")
    remove_playlist(store, "tang-ba", "An")
    remove_scene(store, "mot", "An")
    assert [each.code for each in read_walls(store)] == [DEFAULT]


@pytest.mark.parametrize(
    ("scenes", "fault"), [((), "chưa có cảnh"), (("mot", "mot"), "lặp"), (("x",), "không có")]
)
def test_a_playlist_holds_known_scenes_once(
    store: Connection, scenes: tuple[str, ...], fault: str
) -> None:
    save_scene(store, SCENE, "An")
    assert fault in refusal_of(save_playlist, store, Playlist("p", "P", scenes), "An")["scenes"]


def test_every_fault_of_a_wall_is_named_at_once(store: Connection) -> None:
    wrong = Wall("a", "A", "none", "99999", "", "fr", "blue", "22:00", "", 5, 0)
    assert refusal_of(save_wall, store, wrong, "An").keys() == {
        "playlist", "area_code", "language", "theme", "night_to", "diagonal_inch", "distance_m",
    }  # fmt: skip


def test_a_token_shows_one_wall_until_the_next_one_or_until_it_is_taken(store: Connection) -> None:
    first = give_wall_token(store, DEFAULT, 30, NOW)
    token = find_token(store, first, NOW)
    assert token is not None
    wall = find_wall_of_token(store, token.id)
    assert wall is not None and wall.code == DEFAULT
    second = give_wall_token(store, DEFAULT, None, NOW)
    assert find_token(store, first, NOW) is None
    assert find_wall_of_token(store, token.id) is None
    assert take_wall_token(store, DEFAULT, NOW) is True
    assert take_wall_token(store, DEFAULT, NOW) is False
    assert find_token(store, second, NOW) is None
    assert [each.scope.value for each in read_tokens(store)] == ["wall", "wall"]
    assert {each[:2] for each in signals(store) if each[0] != "token"} == {("wall", DEFAULT)}


def test_a_removed_wall_takes_its_token_along(store: Connection) -> None:
    save_scene(store, SCENE, "An")
    save_playlist(store, LIST, "An")
    save_wall(store, WALL, "An")
    secret = give_wall_token(store, "phong-a", None, NOW)
    save_wall(store, replace(WALL, name="Khác"), "An")
    assert find_token(store, secret, NOW) is not None, "a saved wall keeps its token"
    remove_wall(store, "phong-a", "An")
    assert find_token(store, secret, datetime.now(UTC)) is None


def test_an_order_is_told_to_its_wall_or_refused(store: Connection) -> None:
    send_order(store, DEFAULT, "next", by="An")
    send_order(store, DEFAULT, "scene", "telehealth", "An")
    send_order(store, DEFAULT, "area", "40001", "An")
    send_order(store, DEFAULT, "area", "", "An")
    assert [(key, body["action"], body["argument"]) for _, key, body in signals(store)] == [
        (DEFAULT, "next", ""),
        (DEFAULT, "scene", "telehealth"),
        (DEFAULT, "area", "40001"),
        (DEFAULT, "area", ""),
    ]
    assert "action" in refusal_of(send_order, store, DEFAULT, "dance")
    assert "argument" in refusal_of(send_order, store, DEFAULT, "scene", "mot")
    assert "argument" in refusal_of(send_order, store, DEFAULT, "area", "99999")
    with pytest.raises(NotFoundError, match="mac-dinh"):
        send_order(store, "nowhere", "next")
