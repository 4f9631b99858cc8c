"""What is wrong with a scene, a playlist, a wall or an order: every fault, by its field."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import Connection

from data.queries.areas import find_area, read_vintages
from data.queries.catalogue import indicators_by_code
from ioc.area import AreaKey, Level, resolve_vintage
from ioc.errors import NotFoundError, Problem
from ioc.wall import MOST_CARDS, Action, Playlist, Scene, Wall, is_hour

LEAST_SECONDS, MOST_SECONDS = 5, 600
MOST_SCENES = 24
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_scene(connection: Connection, thing: Scene) -> list[Problem]:
    """Return every fault of a scene; empty for a good one."""
    problems = [*_named(thing.code, {"name_vi": thing.name_vi})]
    problems += _check_indicators(connection, thing)
    problems += check_place(connection, thing.area, thing.vintage, "area", "vintage")
    if type(thing.seconds) is not int or not LEAST_SECONDS <= thing.seconds <= MOST_SECONDS:
        problems.append(
            Problem(
                f"không phải số giây từ {LEAST_SECONDS} đến {MOST_SECONDS}",
                "ghi số nguyên, ví dụ 30",
                column="seconds",
                value=str(thing.seconds),
            )
        )
    problems += _check_hours(thing.from_time, thing.to_time, "from_time", "to_time")
    if len(set(thing.days)) != len(thing.days) or not set(thing.days) <= set(range(1, 8)):
        problems.append(
            Problem("ngày trong tuần không dùng được", "chọn từ thứ hai (1) đến chủ nhật (7)",
                    column="days", value=", ".join(map(str, thing.days)))
        )  # fmt: skip
    return problems


def check_playlist(thing: Playlist, known: Collection[str]) -> list[Problem]:
    """Return every fault of a playlist; `known` are the codes of all scenes."""
    problems = [*_named(thing.code, {"name": thing.name})]
    if not 1 <= len(thing.scenes) <= MOST_SCENES:
        problems.append(
            Problem("danh sách phát chưa có cảnh, hoặc quá dài", f"chọn 1 đến {MOST_SCENES} cảnh",
                    column="scenes")
        )  # fmt: skip
    for each in dict.fromkeys(thing.scenes):
        if each not in known:
            problems.append(
                Problem("không có cảnh này", "chọn cảnh khác", column="scenes", value=each)
            )
        elif thing.scenes.count(each) > 1:
            problems.append(
                Problem("cảnh bị lặp", "giữ lại một lần", column="scenes", value=each)
            )  # fmt: skip
    return problems


def check_wall(connection: Connection, thing: Wall, playlists: Collection[str]) -> list[Problem]:
    """Return every fault of a wall; `playlists` are the codes of all playlists."""
    problems = [*_named(thing.code, {"name": thing.name})]
    if thing.playlist not in playlists:
        problems.append(
            Problem("không có danh sách phát này", "chọn danh sách khác",
                    column="playlist", value=thing.playlist)
        )  # fmt: skip
    problems += check_place(connection, thing.area_code, thing.vintage, "area_code", "vintage")
    for column, value, allowed in (
        ("language", thing.language, ("vi", "en")),
        ("theme", thing.theme, ("dark", "light")),
    ):
        if value not in allowed:
            mend = f"chọn {' hoặc '.join(allowed)}"
            problems.append(Problem("giá trị không dùng được", mend, column=column, value=value))
    problems += _check_hours(thing.night_from, thing.night_to, "night_from", "night_to")
    for column, number, least, most, unit in (
        ("diagonal_inch", thing.diagonal_inch, 20, 500, "inch"),
        ("distance_m", thing.distance_m, 0.5, 50, "m"),
    ):
        if not least <= number <= most:
            problems.append(
                Problem(f"phải từ {least} đến {most} {unit}", "đo lại", column=column,
                        value=str(number))
            )  # fmt: skip
    return problems


def check_order(
    connection: Connection, on: Wall, scenes: Collection[str], action: str, argument: str
) -> list[Problem]:
    """Return what is wrong with an order to a wall that shows these scenes."""
    if action not in tuple(Action):
        mend = f"dùng một trong: {', '.join(Action)}"
        return [Problem("không có lệnh này", mend, column="action", value=action)]
    if action == Action.SCENE and argument not in scenes:
        return [
            Problem("màn hình không có cảnh này", "chọn cảnh trong danh sách phát của màn hình",
                    column="argument", value=argument)
        ]  # fmt: skip
    if action == Action.AREA:
        return check_place(connection, argument, on.vintage, "argument", "argument")
    return []


def check_place(
    connection: Connection, area: str, vintage: str, area_column: str, vintage_column: str
) -> list[Problem]:
    """Return what is wrong with an area in a vintage; empty texts name none and are right."""
    vintages = read_vintages(connection)
    try:
        shown = resolve_vintage(vintage, vintages).code if vintage else vintages[-1].code
    except NotFoundError as error:
        return [Problem(str(error), "chọn kỳ địa giới đã nạp", column=vintage_column)]
    except IndexError:
        return [Problem("kho chưa có địa bàn nào", "chạy: python app.py prepare",
                        column=area_column)]  # fmt: skip
    try:
        if area:
            find_area(connection, AreaKey(shown, area))
    except NotFoundError:
        return [
            Problem(f"không có địa bàn này trong kỳ địa giới {shown}", "chọn địa bàn khác",
                    column=area_column, value=area)
        ]  # fmt: skip
    return []


def _check_indicators(connection: Connection, thing: Scene) -> list[Problem]:
    known = indicators_by_code(connection, [each for each in thing.indicator_codes if each])
    problems = []
    for column, code in (
        ("map", thing.map),
        *(("cards", card) for card in thing.cards),
        ("trend", thing.trend),
    ):
        if not code:
            problems.append(Problem("chưa chọn chỉ số", "chọn một chỉ số", column=column))
        elif code not in known:
            problems.append(
                Problem("không có chỉ số này", "chọn trong danh mục", column=column, value=code)
            )
        elif column == "map" and known[code].lowest_level.depth < Level.COMMUNE.depth:
            problems.append(
                Problem("không xã nào báo cáo chỉ số này, bản đồ sẽ trống",
                        "chọn chỉ số có số liệu đến cấp xã hoặc thôn", column=column, value=code)
            )  # fmt: skip
    if not 1 <= len(thing.cards) <= MOST_CARDS:
        problems.append(
            Problem(f"có {len(thing.cards)} thẻ", f"chọn từ 1 đến {MOST_CARDS} chỉ số",
                    column="cards")
        )  # fmt: skip
    repeated = [each for each in dict.fromkeys(thing.cards) if thing.cards.count(each) > 1]
    problems += [
        Problem("chỉ số bị lặp", "mỗi thẻ một chỉ số", column="cards", value=each)
        for each in repeated
    ]
    return problems


def _named(code: str, texts: dict[str, str]) -> list[Problem]:
    problems = []
    if not _CODE.fullmatch(code) or len(code) > 32:
        problems.append(
            Problem("mã không dùng được", "viết chữ thường không dấu, số và gạch nối, tối đa 32 ký "
                    "tự, ví dụ phong-hop-a", column="code", value=code)
        )  # fmt: skip
    for column, text in texts.items():
        if not text.strip():
            problems.append(Problem("chưa có tên", "ghi tên", column=column))
        elif len(text) > 80:
            problems.append(Problem("tên quá dài", "viết trong 80 ký tự", column=column))
    return problems


def _check_hours(start: str, end: str, start_column: str, end_column: str) -> list[Problem]:
    problems = [
        Problem("không phải giờ trong ngày", "viết như 07:30", column=column, value=text)
        for column, text in ((start_column, start), (end_column, end))
        if text and not is_hour(text)
    ]
    if bool(start) != bool(end):
        column = end_column if start else start_column
        problems.append(Problem("thiếu một đầu của khoảng giờ", "ghi cả hai, hoặc bỏ cả hai",
                                column=column))  # fmt: skip
    elif start and start == end:
        problems.append(Problem("khoảng giờ trống", "ghi hai giờ khác nhau", column=end_column,
                                value=end))  # fmt: skip
    return problems
