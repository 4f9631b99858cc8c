"""The wall without a browser: what it opens with, what an update answers, where it falls back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, update

from callbacks.frame.context import Context
from callbacks.wall.map import map_level
from callbacks.wall.overview import read_overview
from callbacks.wall.page import find_wall_area, read_scene, tell_scene, tell_screen
from data.load.catalogue.scenes import load_scenes
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.directories import Directories
from data.queries.recent import find_last_change, read_fresh_indicators
from data.queries.standing import read_furthest_behind
from data.store.engine import raise_revision, writing
from data.store.schema import indicator, target
from data.walls.walls import (
    give_wall_token,
    save_playlist,
    save_scene,
    save_wall,
    take_wall_token,
)
from ioc.age import Age
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.settings import Settings
from ioc.wall import DEFAULT, Playlist, Scene, Wall
from layouts.wall.behind import PlaceLine
from layouts.wall.page import part_id, scene_leaves
from tests.app.api_store import report
from tests.store.small_country import build

pytestmark = pytest.mark.same_sql

SCENE = Scene("one", "Cảnh một", "Scene one", 20, "SHARE", ("SHARE", "COUNT"), "SHARE")
NAMES = {"short_vi": "Tỷ lệ", "short_en": "Share", "noun_vi": "thôn", "noun_en": "villages"}
# Over before the year of any test run, so that both months are closed.
EARLIER, LATER = "2025-08", "2025-09"


def hand_in(engine: Engine, rows: list[tuple[str, str, str, float, float | None]]) -> None:
    """Hand in cells: area, indicator, period, numerator, denominator."""
    with writing(engine) as connection:
        report(connection, rows)


@pytest.fixture
def context(engine: Engine) -> Iterator[Context]:
    """The small country: 40001 far behind (8 of 15), 40003 on target (40 of 40)."""
    with writing(engine) as connection:
        country = build(connection)
        connection.execute(
            insert(target).values(
                indicator_id=country.indicators["SHARE"], level="", vintage="", area_code="",
                period="2025", value=80.0, source_vi="Kế hoạch", source_en="Plan", checked="partly",
            )
        )  # fmt: skip
        connection.execute(update(indicator).where(indicator.c.code == "SHARE").values(**NAMES))
        load_scenes(connection)
        save_scene(connection, SCENE, "An")
        save_playlist(connection, Playlist(DEFAULT, "Mặc định", ("one",)), "An")
        raise_revision(connection, "areas", {"areas": 14})
    hand_in(
        engine,
        [
            ("T1", "SHARE", EARLIER, 4, 10),
            ("T1", "SHARE", LATER, 5, 10),
            ("T2", "SHARE", LATER, 3, 5),
            ("40003", "SHARE", LATER, 40, 40),
        ],
    )
    settings = Settings(var=Path("no-such-folder"), province="40")
    yield Context(engine, settings, Directories())


def leaves_of(context: Context, code: str | None = None, language: str = "vi") -> dict[str, Any]:
    with context.engine.connect() as connection:
        own = find_wall_area(connection, context, code)
        view, _ = read_scene(connection, context, SCENE, own, language)
    return scene_leaves(view, language)


def text(leaves: Mapping[str, Any], part: str) -> str:
    return str(leaves[part_id("one", part)]["children"])


def of_card(leaves: Mapping[str, Any], code: str, part: str) -> str:
    """Return a part of an indicator's card: cards stand in the order of their urgency."""
    row = next(key for key, props in leaves.items() if props.get("data-indicator") == code)
    return str(leaves[f"{row}-{part}"]["children"])


@pytest.mark.both_databases
def test_a_scene_says_the_numbers_of_its_area(context: Context) -> None:
    leaves = leaves_of(context)
    # 48 of 55: the sums of what was reported, not the mean of two shares.
    assert of_card(leaves, "SHARE", "value") == "87,3%"
    assert of_card(leaves, "SHARE", "chip") == "● Đạt"
    assert of_card(leaves, "COUNT", "value") == "–"
    assert of_card(leaves, "COUNT", "chip") == "Chưa có số liệu"
    assert text(leaves, "trend-gap") == "Đã đạt · Chỉ tiêu 80%"
    assert text(leaves, "demo") == ""


@pytest.mark.both_databases
def test_the_furthest_behind_is_named_and_marked_on_the_map(context: Context) -> None:
    with context.engine.connect() as connection:
        home = find_wall_area(connection, context, None)
        view, spec = read_scene(connection, context, SCENE, home, "vi")
        behind = find_area(connection, AreaKey(SINCE_2025.code, "40001")).name
    assert (spec["level"], spec["period"], spec["mode"]) == ("commune", LATER, "status")
    assert spec["wall"] is True
    assert spec["pins"] == ["40001"]
    assert spec["pin_texts"] == [{"name": behind, "value": "53,3%", "status": "red"}]
    assert view.where == (
        PlaceLine(behind, "53,3%", "chưa đạt hơn 2 tháng", "thiếu 4 thôn", "red"),
    )
    assert view.silent == "2/4 xã chưa báo cáo"


def test_who_meets_the_target_is_not_behind(context: Context) -> None:
    with context.engine.connect() as connection:
        share = find_indicator(connection, "SHARE")
        directory = context.directories.get(connection, SINCE_2025.code, Level.COMMUNE, "40")
        behind = read_furthest_behind(connection, share, directory, LATER).areas
        nobody = read_furthest_behind(connection, share, directory, "2019-01").areas
    assert behind["code"].tolist() == ["40001"]
    assert behind["value"].tolist() == [pytest.approx(100 * 8 / 15)]
    assert nobody.empty
    assert list(nobody.columns) == ["code", "name", "value", "numerator", "denominator"]


def test_new_numbers_change_only_the_leaves_they_touch(context: Context) -> None:
    before = leaves_of(context)
    hand_in(context.engine, [("T3", "SHARE", LATER, 0, 45)])
    after = leaves_of(context)
    # Red goes to the first place.
    assert text(after, "row-0-value") == "48,0%"
    assert text(after, "row-0-chip") == "■ Chưa đạt"
    assert after.keys() == before.keys()
    assert of_card(after, "COUNT", "value") == of_card(before, "COUNT", "value")
    differences = {ident for ident in after if after[ident] != before[ident]}
    assert part_id("one", "map-name") not in differences


def test_an_update_answers_with_the_scene_and_its_revision(context: Context) -> None:
    scene = tell_scene(context, "one", {"lang": "en"}, "")
    assert scene is not None
    with context.engine.connect() as connection:
        last = find_last_change(connection)
    assert last is not None
    assert (scene["scene"], scene["revision"]) == ("one", last.revision)
    assert scene["leaves"] == leaves_of(context, "40", "en")
    assert last.indicators == ("SHARE",)


@pytest.mark.parametrize("question", [{}, {"scene": "no-such"}, {"scene": None}])
def test_an_unknown_scene_is_answered_with_nothing(
    context: Context, question: dict[str, Any]
) -> None:
    assert tell_scene(context, question.get("scene"), {}, "") is None


@pytest.mark.parametrize(
    ("code", "expected"), [(None, "40"), ("01", "01"), ("99999", "40"), ("VN", "VN")]
)
def test_an_unknown_area_falls_back_to_the_home_province(
    context: Context, code: str | None, expected: str
) -> None:
    with context.engine.connect() as connection:
        assert find_wall_area(connection, context, code).key.code == expected


def test_an_area_where_nobody_reported_says_so(context: Context) -> None:
    with context.engine.connect() as connection:
        hanoi = find_wall_area(connection, context, "01")
        view, _ = read_scene(connection, context, SCENE, hanoi, "vi")
    assert [row.value for row in view.rows] == ["–", "–"]
    assert view.trend.gap == "Chưa đơn vị nào báo cáo"


@pytest.mark.parametrize(
    ("code", "level"),
    [("VN", Level.PROVINCE), ("40", Level.COMMUNE), ("40001", Level.VILLAGE)],
)
def test_the_map_draws_the_level_below(context: Context, code: str, level: Level) -> None:
    with context.engine.connect() as connection:
        assert map_level(find_area(connection, AreaKey(SINCE_2025.code, code))) is level


def test_without_any_number_there_is_no_map_but_a_word(engine: Engine) -> None:
    with writing(engine) as connection:
        build(connection)
    settings = Settings(var=Path("no-such-folder"), province="40")
    bare = Context(engine, settings, Directories())
    leaves = leaves_of(bare)
    assert text(leaves, "silent") == "4/4 xã chưa báo cáo"
    assert text(leaves, "where-0-name") == ""
    assert text(leaves, "trend-note").startswith("Tự cập nhật")
    assert text(leaves, "row-0-value") == "–"


def test_a_red_card_names_who_pulls_it_down(context: Context) -> None:
    # 40001: 8 of 60; 40003 on target.
    hand_in(context.engine, [("T3", "SHARE", LATER, 0, 45)])
    leaves = leaves_of(context)
    assert text(leaves, "row-0-chip") == "■ Chưa đạt"
    assert text(leaves, "row-0-behind") == "Tên 40001 13,3%"
    # Without a target nothing is red and nobody is behind.
    assert text(leaves, "row-1-behind") == ""


def test_what_villages_do_not_report_shows_a_commune_among_its_neighbours(context: Context) -> None:
    hand_in(
        context.engine, [("40001", "COUNT", LATER, 3, None), ("40002", "COUNT", LATER, 9, None)]
    )
    scene = Scene("one", "Cảnh", "Scene", 20, "COUNT", ("COUNT",), "COUNT")
    with context.engine.connect() as connection:
        commune = find_wall_area(connection, context, "40001")
        view, spec = read_scene(connection, context, scene, commune, "vi")
        _, share = read_scene(connection, context, SCENE, commune, "vi")
    assert (spec["parent"], spec["level"], spec["selected"]) == ("40", "commune", "40001")
    assert [line.name for line in view.where] == ["Đứng thứ 2/2 xã"]
    assert view.silent == "2/4 xã chưa báo cáo"
    assert "pins" not in spec
    assert (share["parent"], share["level"], share["labels"]) == ("40001", "village", True)
    assert len(share["pins"]) == 2


def test_the_wall_stands_in_the_vintage_that_is_asked_for(context: Context) -> None:
    with context.engine.connect() as connection:
        for vintage, stands in [
            (None, SINCE_2025.code),
            ("2025-06-30", BEFORE_2025.code),
            (BEFORE_2025.code, BEFORE_2025.code),
            ("no vintage", SINCE_2025.code),
        ]:
            assert find_wall_area(connection, context, "40", vintage).key == AreaKey(stands, "40")
        # Unknown there: the home province's land, as far as it is known, else the country.
        assert find_wall_area(connection, context, "01", BEFORE_2025.code).key.vintage == (
            BEFORE_2025.code
        )


@pytest.mark.both_databases
def test_an_older_vintage_is_said_and_updates_stay_in_it(context: Context) -> None:
    with context.engine.connect() as connection:
        old = find_wall_area(connection, context, "40", BEFORE_2025.code)
        view, spec = read_scene(connection, context, SCENE, old, "vi")
        newest, _ = read_scene(
            connection, context, SCENE, find_wall_area(connection, context, "40"), "vi"
        )
    assert view.vintage == "địa giới trước 01/07/2025"
    assert view.area.endswith(" cũ")
    assert (newest.vintage, newest.area.endswith(" cũ")) == ("", False)
    assert spec["vintage"] == BEFORE_2025.code
    query = {"dia-ban": "40", "ky-dia-gioi": BEFORE_2025.code}
    scene = tell_scene(context, "one", query, "")
    assert scene is not None
    assert scene["map"]["vintage"] == BEFORE_2025.code


def test_a_scene_on_an_area_of_its_own_follows_an_order_all_the_same(context: Context) -> None:
    with writing(context.engine) as connection:
        save_scene(connection, replace(SCENE, area="40001"), "An")
    own = tell_scene(context, "one", {}, "")
    ordered = tell_scene(context, "one", {}, "", "40003")
    assert own is not None and ordered is not None
    assert text(own["leaves"], "title-0-area") == "Tên 40001"
    assert text(ordered["leaves"], "title-0-area") == "Tên 40003"
    assert (own["area"], ordered["area"]) == ("", "40003")


def shown_codes(answer: tuple[list[Any], Mapping[str, Any]] | None) -> list[str]:
    assert answer is not None
    return [each["code"] for each in answer[1]["scenes"]]


@pytest.mark.both_databases
def test_a_screen_is_told_anew_only_when_something_of_it_changed(context: Context) -> None:
    first = tell_screen(context, {}, "", "other")
    assert first is not None
    digest = first[1]["screen"]["digest"]
    assert tell_screen(context, {}, "", digest) is None
    with writing(context.engine) as connection:
        save_scene(connection, replace(SCENE, code="two", name_vi="Cảnh hai"), "An")
        assert tell_screen(context, {}, "", digest) is None
        save_playlist(connection, Playlist(DEFAULT, "Mặc định", ("two", "one")), "An")
    again = tell_screen(context, {}, "", digest, "one")
    assert shown_codes(again) == ["two", "one"]
    assert again is not None and again[1]["shown"] == "one"


@pytest.mark.both_databases
def test_a_token_shows_its_wall_and_nothing_once_it_was_taken(context: Context) -> None:
    now = datetime.now(UTC)
    with writing(context.engine) as connection:
        save_scene(connection, replace(SCENE, code="two", name_vi="Cảnh hai"), "An")
        save_playlist(connection, Playlist("room", "Phòng", ("two",)), "An")
        save_wall(connection, Wall("room", "Phòng", "room", area_code="40001"), "An")
        secret = give_wall_token(connection, "room", None, now)
    answer = tell_screen(context, {}, secret, "")
    assert shown_codes(answer) == ["two"]
    assert answer is not None and answer[1]["area"] == "40001"
    assert tell_scene(context, "one", {}, secret) is None
    by_name = tell_screen(context, {"man-hinh": DEFAULT}, secret, "")
    assert shown_codes(by_name) == ["one"], "the address goes before the token"
    with writing(context.engine) as connection:
        take_wall_token(connection, "room", now)
    refusal = tell_screen(context, {}, secret, "any")
    assert refusal is not None and refusal[1] == {"refused": True, "scenes": []}
    assert tell_screen(context, {}, secret, "") is None
    assert tell_scene(context, "two", {}, secret) is None
    unknown = tell_screen(context, {"man-hinh": "none"}, "", "x")
    assert unknown is not None and unknown[1] == refusal[1]
    assert "“none”" in str(unknown[0])


def test_the_address_stands_in_place_of_what_is_set_for_the_wall(context: Context) -> None:
    query = {"dia-ban": "40003", "lang": "en", "nen": "sang", "man-hinh": DEFAULT}
    answer = tell_screen(context, query, "", "")
    assert answer is not None
    data = answer[1]
    assert (data["area"], data["language"], data["theme"]) == ("40003", "en", "light")


def test_an_overdue_number_is_marked_and_says_how_old_it_is(context: Context) -> None:
    leaves = leaves_of(context)
    with context.engine.connect() as connection:
        home = find_wall_area(connection, context, None)
        view, _ = read_scene(connection, context, SCENE, home, "vi")
    # A month of 2025, seen in 2026 or later: more than two are missing.
    rows = {row.code: row for row in view.rows}
    assert rows["SHARE"].age is Age.STALE
    row = next(props for props in leaves.values() if props.get("data-indicator") == "SHARE")
    assert row["className"].endswith(" is-stale")
    assert of_card(leaves, "SHARE", "period") == "Số cũ · Số liệu tháng 09/2025"
    assert rows["COUNT"].age is Age.FRESH, "what nobody reported has no age"


def test_the_overview_counts_red_by_area_and_says_what_turned_this_week(context: Context) -> None:
    with context.engine.connect() as connection:
        area = find_wall_area(connection, context, None)
        overview = read_overview(connection, context, area, "vi")
    assert overview.map is not None
    assert overview.map["title"] == "Số chỉ số chưa đạt theo xã"
    assert overview.map["counts"] == [1, None, 0, None]
    assert all("chỉ số" in each for each in overview.map["classes"]["texts"])
    assert [each["value"] for each in overview.map["pin_texts"]] == ["1"]
    assert overview.map["pins"] == ["40001"]
    # None of a kind is not a line's business.
    assert overview.lines[0].missing == "1 đạt"
    assert overview.silent == "2/4 xã chưa báo cáo"
    assert overview.fresh == {"SHARE"}


def test_numbers_of_the_week_are_those_that_came_since_then(context: Context) -> None:
    with context.engine.connect() as connection:
        now = datetime.now(UTC)
        assert read_fresh_indicators(connection, now - timedelta(days=1)) == {"SHARE"}
        assert read_fresh_indicators(connection, now + timedelta(days=1)) == set()


def test_a_merger_is_played_from_the_last_period_of_the_vintage_before(context: Context) -> None:
    scene = replace(SCENE, play="merger")

    def before_of(played: Scene, vintage: str | None = None) -> Any:
        with context.engine.connect() as connection:
            area = find_wall_area(connection, context, None, vintage)
            view, _ = read_scene(connection, context, played, area, "vi")
        return view.before

    assert before_of(scene) is None, "nothing was reported before"
    with writing(context.engine) as connection:
        rows = [("40003", "SHARE", period, 30, 40) for period in ("2025-04", "2025-05", "2025-08")]
        report(connection, rows, vintage=BEFORE_2025.code)
    spec = before_of(scene)
    assert (spec["vintage"], spec["period"]) == (BEFORE_2025.code, "2025-05")
    assert before_of(SCENE) is None
    assert before_of(scene, BEFORE_2025.code) is None
