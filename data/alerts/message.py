"""Messages to the walls: checked, and stored once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from data.access.callers import Caller
from data.access.keyed_answers import answer_once
from data.access.token_bounds import (
    OutOfBoundsError,
    Sending,
    message_out_of_bounds,
    read_bounds,
    read_reach,
    refuse_sending,
)
from data.access.trail import Act, note_step
from data.alerts.alerts import raise_alert, tell_alerts
from data.queries.areas import find_area, read_vintages
from data.queries.catalogue import indicators_by_code
from data.walls.walls import read_walls
from ioc.alert import AlertKind, Grade, Message
from ioc.area import AreaKey
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.local_time import iso_moment
from ioc.message_form import MOST_TEXT, MOST_TITLE
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

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


class MessageRefusedError(LoadRefusedError):
    """Nothing was sent: `problems` has every fault, by field (`Problem.column`)."""


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
        content: as posted: `title_vi` is needed; `title_en`, `text_vi`, `text_en`, `level`
            ("red", "amber", "info"), `wall`, `vintage`, `area`, `indicator` (codes) and `until` (a
            time with its offset) may be left out or null.
        now: messages end later than this.

    Raises:
        MessageRefusedError: every fault of every field.
    """
    check = _Check(connection)
    for name in content:
        if name not in FIELDS:
            check.refuse(str(name)[:50], "", Phrase("message-field-unknown", fields=FIELDS))
    values = {name: content.get(name) for name in FIELDS}
    texts = {name: check.text(name, values[name]) for name in FIELDS}
    for name, most in _TEXTS.items():
        if len(texts[name]) > most:
            length = Phrase("message-long", count=len(texts[name]), most=most)
            check.refuse(name, texts[name][:50], length)
    if not texts["title_vi"] and isinstance(values["title_vi"], str | None):
        check.refuse("title_vi", "", Phrase("message-title-missing", most=MOST_TITLE))
    grades = [each.value for each in Grade]
    level = texts["level"] or Grade.INFO.value
    if level not in grades:
        check.refuse("level", level, Phrase("message-grade-unknown", grades=tuple(grades)))
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
    if problems := message_out_of_bounds(bounds, reach, area_id, message.indicator_code):
        raise OutOfBoundsError(problems)


def send_message(connection: Connection, content: CheckedMessage, by: str, now: datetime) -> int:
    """Send a message to its wall, or to all, and return the number of its alert.

    Args:
        connection: in a write transaction.
        content: the result of `check_message`.
        by: who sends it, in words for people.
        now: when.
    """
    message = content.message
    at = iso_moment(now)
    number = raise_alert(
        connection,
        kind=AlertKind.MESSAGE,
        key=f"{AlertKind.MESSAGE.value}/{at}",
        grade=message.grade,
        body={name: getattr(message, name) for name in _TEXTS},
        since=at,
        now=now,
        wall=message.wall,
        indicator_code=message.indicator_code,
        area=AreaKey(message.vintage, message.area_code) if message.area_code else None,
        by=by,
        until=content.until,
    )
    tell_alerts(connection, {"raised": [number]})
    return number


def send_message_once(
    connection: Connection,
    content: CheckedMessage,
    caller: Caller,
    key: str,
    body_sha256: str,
    now: datetime,
    address: str,
) -> tuple[dict[str, Any], bool]:
    """Send a message, note it on the trail and store the answer by its key.

    Return the answer, and whether it was there before: then nothing was sent or noted.

    Args:
        connection: in a write transaction.
        content: the result of `check_message`.
        caller: the sender; each token and each account has keys of its own.
        key: new for each message.
        body_sha256: of the request; a repeated key must come with the same.
        now: when.
        address: where the request came from, for the trail.

    Raises:
        SameKeyError: the key was used before with another body; nothing was sent.
    """

    def send() -> dict[str, Any]:
        number = send_message(connection, content, caller.name, now)
        subject = say("trail-message", number=str(number), title=content.message.title_vi)
        note_step(connection, Act.MESSAGE, caller.name, subject, address, now)
        return {"id": number, "until": iso_moment(content.until)}

    return answer_once(connection, caller, key, body_sha256, now, send)


class _Check:
    """Gathers what is wrong."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._faults: list[Problem] = []

    def refuse(self, name: str, value: str, fault: Phrase) -> None:
        self._faults.append(Problem(fault, column=name, value=value))

    def settle(self) -> None:
        if self._faults:
            raise MessageRefusedError(self._faults)

    def text(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(name, str(value)[:50], Phrase("message-no-text"))
            return ""
        # One line of plain text; PostgreSQL takes no NUL.
        return " ".join("".join(each if each.isprintable() else " " for each in value).split())

    def places(self, texts: Mapping[str, str]) -> None:
        """Check the codes of wall, indicator, vintage and area."""
        connection = self._connection
        if wall := texts["wall"]:
            wall_codes = tuple(each.code for each in read_walls(connection))
            if wall not in wall_codes:
                self.refuse("wall", wall, Phrase("message-wall-unknown", known=wall_codes or "–"))
        code = texts["indicator"]
        if code and not indicators_by_code(connection, [code]):
            self.refuse("indicator", code, Phrase("message-indicator-unknown"))
        area, vintage = texts["area"], texts["vintage"]
        codes = tuple(each.code for each in read_vintages(connection))
        if area and not vintage:
            self.refuse("vintage", "", Phrase("message-vintage-missing", codes=codes))
        elif vintage and vintage not in codes:
            self.refuse("vintage", vintage, Phrase("message-vintage-unknown", codes=codes))
        elif area:
            try:
                find_area(connection, AreaKey(vintage, area))
            except NotFoundError:
                self.refuse("area", area, Phrase("message-area-unknown", vintage=vintage))

    def until(self, text: str, now: datetime) -> datetime:
        if not text:
            return now + _USUAL
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.refuse("until", text, Phrase("message-no-time"))
            return now
        if not now < moment <= now + timedelta(days=MOST_DAYS):
            self.refuse("until", text, Phrase("message-time-out", days=MOST_DAYS))
        return moment
