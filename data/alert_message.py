"""Messages to the walls: what is wrong with one, and one that is right kept once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from data.alerts import raise_alert, tell_alerts, time_text
from data.keyed_answers import answer_once
from data.queries.areas import find_area, read_vintages
from data.queries.catalogue import indicators_by_code
from data.token_bounds import (
    OutOfBoundsError,
    Sending,
    message_out_of_bounds,
    read_bounds,
    read_reach,
    refuse_sending,
)
from data.tokens import Token
from data.walls import read_walls
from ioc.alert import Grade, Kind, Message
from ioc.area import AreaKey
from ioc.errors import LoadRefusedError, NotFoundError, Problem

# What is read on a wall from five metres while it comes forward.
MOST_TITLE, MOST_TEXT = 60, 180
MOST_DAYS = 30
# A message that names no end leaves the walls after a day.
_USUAL = timedelta(hours=24)
_TEXTS = {
    "title_vi": MOST_TITLE,
    "title_en": MOST_TITLE,
    "text_vi": MOST_TEXT,
    "text_en": MOST_TEXT,
}
FIELDS = (*_TEXTS, "level", "wall", "vintage", "area", "indicator", "until")


@dataclass(frozen=True)
class MessageFault:
    """What is wrong with one field, and how to mend it, in both languages."""

    field: str
    value: str
    message_vi: str
    message_en: str
    mend_vi: str
    mend_en: str


class MessageRefusedError(LoadRefusedError):
    """Nothing was sent: `faults` holds all that is wrong, by field."""

    def __init__(self, faults: list[MessageFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            [
                Problem(each.message_vi, each.mend_vi, column=each.field, value=each.value)
                for each in faults
            ]
        )


@dataclass(frozen=True)
class CheckedMessage:
    """A message that can be sent, and when it leaves the walls."""

    message: Message
    until: datetime


def check_message(
    connection: Connection, content: Mapping[str, Any], now: datetime
) -> CheckedMessage:
    """Return what is to be sent.

    Args:
        connection: open connection.
        content: as it came: `title_vi` is needed; `title_en`, `text_vi`, `text_en`, `level` ("red",
            "amber", "info"), `wall`, `vintage`, `area`, `indicator` (codes) and `until` (a time
            with its offset) may be left out or null.
        now: messages end later than this.

    Raises:
        MessageRefusedError: every fault of every field.
    """
    check = _Check(connection)
    for name in content:
        if name not in FIELDS:
            check.refuse(str(name)[:50], "", "không có trường này", "there is no such field",
                         f"dùng {', '.join(FIELDS)}", f"use {', '.join(FIELDS)}")  # fmt: skip
    given = {name: content.get(name) for name in FIELDS}
    texts = {name: check.text(name, given[name]) for name in FIELDS}
    for name, most in _TEXTS.items():
        if len(texts[name]) > most:
            check.refuse(name, texts[name][:50], f"dài {len(texts[name])} ký tự, quá {most}",
                         f"{len(texts[name])} characters, more than {most}",
                         "rút ngắn để đọc được trên màn hình lớn",
                         "shorten it: it is read from afar")  # fmt: skip
    if not texts["title_vi"] and isinstance(given["title_vi"], str | None):
        check.refuse("title_vi", "", "thiếu tiêu đề tiếng Việt", "the Vietnamese title is missing",
                     f"ghi từ 1 đến {MOST_TITLE} ký tự",
                     f"send 1 to {MOST_TITLE} characters")  # fmt: skip
    grades = [each.value for each in Grade]
    level = texts["level"] or Grade.INFO.value
    if level not in grades:
        check.refuse("level", level, "không có mức này", "there is no such level",
                     f"dùng {', '.join(grades)}", f"use {', '.join(grades)}")  # fmt: skip
        level = Grade.INFO.value
    check.places(texts)
    until = check.until(texts["until"], now)
    check.settle()
    return CheckedMessage(
        Message(
            **{name: texts[name] for name in _TEXTS},
            grade=Grade(level),
            wall=texts["wall"],
            indicator_code=texts["indicator"],
            vintage=texts["vintage"] if texts["area"] else "",
            area_code=texts["area"],
        ),
        until,
    )


def check_bounds(connection: Connection, message: Message, token_id: int) -> None:
    """Raise OutOfBoundsError where a token may not send such a message."""
    bounds = read_bounds(connection, {token_id}).get(token_id)
    if bounds is None:
        return
    refuse_sending(bounds, Sending.ALERTS)
    area_id = None
    if message.area_code:
        area_id = find_area(connection, AreaKey(message.vintage, message.area_code)).id
    reach = read_reach(connection, bounds.areas)
    if found := message_out_of_bounds(bounds, reach, area_id, message.indicator_code):
        raise OutOfBoundsError(found)


def send_message(connection: Connection, checked: CheckedMessage, by: str, now: datetime) -> int:
    """Send a message to its wall, or to all, and return the number of its alert.

    Args:
        connection: in a write transaction.
        checked: what `check_message` returned.
        by: who sends it, in words for people.
        now: when.
    """
    message = checked.message
    at = time_text(now)
    number = raise_alert(
        connection,
        kind=Kind.MESSAGE,
        key=f"{Kind.MESSAGE.value}/{at}",
        grade=message.grade,
        body={name: getattr(message, name) for name in _TEXTS},
        since=at,
        now=now,
        wall=message.wall,
        indicator_code=message.indicator_code,
        area=AreaKey(message.vintage, message.area_code) if message.area_code else None,
        by=by,
        until=checked.until,
    )
    tell_alerts(connection, {"raised": [number]})
    return number


def send_message_once(
    connection: Connection,
    checked: CheckedMessage,
    token: Token,
    key: str,
    body_sha256: str,
    now: datetime,
) -> tuple[dict[str, Any], bool]:
    """Send a message and keep the answer by its key; return the answer, and whether it was before.

    Args:
        connection: in a write transaction.
        checked: what `check_message` returned.
        token: of the sender; keys are its own.
        key: new for each message.
        body_sha256: what a repeated key is held against.
        now: when.

    Raises:
        SameKeyError: the key came before with another body; nothing was sent.
    """

    def send() -> dict[str, Any]:
        number = send_message(connection, checked, token.name, now)
        return {"id": number, "until": time_text(checked.until)}

    return answer_once(connection, token, key, body_sha256, now, send)


class _Check:
    """Gathers what is wrong."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._faults: list[MessageFault] = []

    def refuse(self, name: str, value: str, vi: str, en: str, mend_vi: str, mend_en: str) -> None:
        self._faults.append(MessageFault(name, value, vi, en, mend_vi, mend_en))

    def settle(self) -> None:
        if self._faults:
            raise MessageRefusedError(self._faults)

    def text(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(name, str(value)[:50], "không phải là văn bản", "not a text",
                        "gửi một chuỗi ký tự", "send a string")  # fmt: skip
            return ""
        # One line of plain text; PostgreSQL takes no NUL.
        return " ".join("".join(each if each.isprintable() else " " for each in value).split())

    def places(self, texts: Mapping[str, str]) -> None:
        """Check the codes of wall, indicator, vintage and area."""
        connection = self._connection
        if wall := texts["wall"]:
            known = ", ".join(each.code for each in read_walls(connection)) or "–"
            if wall not in known.split(", "):
                self.refuse("wall", wall, "không có màn hình này", "there is no such wall",
                            f"các màn hình: {known}; bỏ trống: mọi màn hình",
                            f"there are: {known}; leave it out for all")  # fmt: skip
        code = texts["indicator"]
        if code and not indicators_by_code(connection, [code]):
            self.refuse("indicator", code, "chỉ tiêu không có trong danh mục",
                        "no such indicator in the catalogue", "xem /api/v1/indicators",
                        "see /api/v1/indicators")  # fmt: skip
        area, vintage = texts["area"], texts["vintage"]
        codes = [each.code for each in read_vintages(connection)]
        if area and not vintage:
            self.refuse("vintage", "", "phải nêu kỳ địa giới của mã địa bàn: mã đã được dùng lại",
                        "name the vintage of the area's code: codes were reused",
                        f"dùng {', '.join(codes)}", f"use {', '.join(codes)}")  # fmt: skip
        elif vintage and vintage not in codes:
            self.refuse("vintage", vintage, "không có kỳ địa giới này", "there is no such vintage",
                        f"dùng {', '.join(codes)}", f"use {', '.join(codes)}")  # fmt: skip
        elif area:
            try:
                find_area(connection, AreaKey(vintage, area))
            except NotFoundError:
                self.refuse("area", area, f"mã địa bàn không có trong kỳ địa giới {vintage}",
                            f"no area of this code in vintage {vintage}",
                            "xem /api/v1/areas", "see /api/v1/areas")  # fmt: skip

    def until(self, text: str, now: datetime) -> datetime:
        if not text:
            return now + _USUAL
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.refuse("until", text, "không phải thời điểm có múi giờ",
                        "not a time with its offset", "ghi ví dụ 2026-11-22T17:00:00+07:00",
                        "send for example 2026-11-22T17:00:00+07:00")  # fmt: skip
            return now
        if not now < moment <= now + timedelta(days=MOST_DAYS):
            self.refuse("until", text, "đã qua, hoặc quá xa", "past, or too far off",
                        f"chọn thời điểm trong {MOST_DAYS} ngày tới",
                        f"choose a time within the next {MOST_DAYS} days")  # fmt: skip
        return moment
