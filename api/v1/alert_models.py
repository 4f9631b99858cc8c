"""Alerts and messages to walls as the OpenAPI document describes them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.v1.models import StrictModel
from ioc.alert import AlertKind, Grade
from ioc.message_form import MOST_TEXT, MOST_TITLE
from ioc.sentences.values import demo_word
from ioc.words.catalogue import say


class MessageBody(StrictModel):
    """A message to the walls. Plain text: mark-up is shown as it is."""

    title_vi: str = Field(
        min_length=1, max_length=MOST_TITLE, examples=[say("message-example-title")]
    )
    title_en: str | None = Field(
        None, max_length=MOST_TITLE, description="null: the Vietnamese one"
    )
    text_vi: str | None = Field(None, max_length=MOST_TEXT)
    text_en: str | None = Field(None, max_length=MOST_TEXT)
    level: Grade = Grade.INFO
    wall: str | None = Field(None, description="Code of a wall; null: every wall")
    vintage: str | None = Field(None, description="Of `area`", examples=["2025-07-01"])
    area: str | None = Field(None, description="Code of the area that it is about", examples=["40"])
    indicator: str | None = Field(None, description="Code of the indicator that it is about")
    until: str | None = Field(
        None,
        description="When it leaves the walls by itself, at most 30 days ahead; null: after a day",
        examples=["2026-11-22T17:00:00+07:00"],
    )


class MessageSent(StrictModel):
    """The message is on disk, and on its way to the walls."""

    id: int = Field(description="Number of its alert")
    until: str


class MessageProblem(StrictModel):
    """What is wrong with a field, and how to fix it."""

    field: str
    value: str | None
    message_vi: str
    message_en: str
    fix_vi: str
    fix_en: str


class MessageRefused(StrictModel):
    """All that is wrong with a message; nothing was sent."""

    error: str
    problems: list[MessageProblem]


class AlertLineItem(StrictModel):
    """One line of an alert."""

    about: Literal["where", "behind", "since", "who", "as_of", "last", "due", "sender", "until"]
    label: str
    text: str


class AlertWords(StrictModel):
    """What an alert says in the language asked for; plain text."""

    heading: str
    name: str
    value: str = Field(description="With its unit; empty but for numbers")
    mark: str = Field(description="The shape that stands beside the colour")
    chip: str = Field(description="The word that stands beside the colour")
    target: str
    text: str = Field(description="Of a message")
    lines: list[AlertLineItem]
    demo: str = Field(description=f"“{demo_word()}” where the number holds made-up data")
    at: str = Field(description="When it was raised, in Vietnam")
    raised: str = Field(description="The same as a sentence")
    seen: str = Field(description="Who has seen it, and when; empty: nobody yet")


class AlertItem(StrictModel):
    """What comes forward on the walls: a number that turned red or stale, or a message."""

    id: int
    kind: AlertKind
    level: Grade
    walls: list[str] = Field(description="Codes of the walls that show it; empty: every wall")
    indicator: str | None
    vintage: str | None
    area: str | None
    period: str | None = Field(description="Of the number")
    value: float | None
    target: float | None
    since: str = Field(description="A period, a day or a time: since when it holds")
    raised_at: str
    raised_by: str | None = Field(description="Told to scopes `remote` and `admin` alone")
    acknowledged_at: str | None
    acknowledged_by: str | None = Field(description="Told to scopes `remote` and `admin` alone")
    ended_at: str | None
    until: str | None
    demo: bool = Field(description="The number holds made-up data")
    words: AlertWords


class AlertList(StrictModel):
    """The alerts that have not ended, the oldest first."""

    items: list[AlertItem]
    unseen: int = Field(description="How many of them nobody has said to have seen")
    unseen_words: str
    many: str = Field(description="Heading of several at once; `{}` is their number")
    more: str
    seconds: int = Field(description="How long a wall shows each at first")
