"""The command that reads the trail: who did what to tokens, sessions, walls and numbers."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from api.spreadsheet import csv_text
from api.trail_words import act_word, moment
from data.store import open_engine
from data.trail import Act, Step, read_steps
from ioc.errors import IocError
from ioc.local_time import VIETNAM
from ioc.period import PeriodError, parse_period
from ioc.settings import Settings

_COLUMNS = ("thời gian", "việc", "ai", "với gì", "địa chỉ")


def show(settings: Settings, options: argparse.Namespace) -> None:
    """Print the newest steps, the newest first; as CSV where that is asked for."""
    acts = [Act(each) for each in options.act]
    with open_engine(settings.url).connect() as connection:
        steps = read_steps(connection, options.most, acts, _since(options.since))
    if options.csv:
        print(csv_text(_COLUMNS, [_fields(each) for each in steps], "vi"), end="")
        return
    if not steps:
        print("Nhật ký chưa có việc nào như vậy.")
    for step in steps:
        print("\t".join(each or "–" for each in _fields(step)))


def _fields(step: Step) -> tuple[str, ...]:
    return (moment(step), act_word(step.act), step.actor, step.subject, step.address)


def _since(text: str) -> str:
    """Return a day as the trail's times are compared; "" for none."""
    if not text:
        return ""
    try:
        day = parse_period(text).start
    except PeriodError:
        raise IocError(f"“{text}” không phải là ngày. Ghi ví dụ 2026-11-29.") from None
    start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    return start.astimezone(UTC).isoformat(timespec="seconds")
