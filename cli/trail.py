"""The command that prints the trail: who did what to tokens, sessions, walls and numbers."""

from __future__ import annotations

import argparse
from datetime import datetime

from api.admin.snapshots import ChangeWords
from api.admin.trail_words import act_word, chain_words, moment
from api.v1.spreadsheet import csv_text
from data.access.trail import Act, TrailStep, read_steps
from data.access.trail_chain import read_chain
from data.store.engine import open_engine
from ioc.errors import IocError
from ioc.local_time import VIETNAM, iso_moment
from ioc.period import PeriodError, parse_period
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

_COLUMNS = ("at", "act", "actor", "subject", "address", "changes")


def show(settings: Settings, options: argparse.Namespace) -> None:
    """Print the newest steps, the newest first; with --csv as CSV; or verify the trail.

    Raises:
        IocError: the trail was changed, or does not contain the noted digest.
    """
    if options.verify or options.digest:
        _verify(settings, options.digest.strip().lower())
        return
    acts = [Act(each) for each in options.act]
    with open_engine(settings.url).connect() as connection:
        steps = read_steps(connection, options.most, acts, _since(options.since))
        words = ChangeWords(connection, "vi")
        rows = [(*_fields(each), _changes(words, each)) for each in steps]
    if options.csv:
        print(csv_text([say(f"command-trail-{each}") for each in _COLUMNS], rows, "vi"), end="")
        return
    if not rows:
        print(say("command-trail-empty"))
    for row in rows:
        print("\t".join(each or "–" for each in row).removesuffix("\t–"))


def _changes(words: ChangeWords, step: TrailStep) -> str:
    """Return what a step changed, on one line: "Số giây: 20 → 45; …"."""
    return "; ".join(
        f"{name}: {' → '.join(filter(None, texts))}" for name, *texts in words.of(step)
    )


def _verify(settings: Settings, mark: str) -> None:
    with open_engine(settings.url).connect() as connection:
        chain = read_chain(connection, mark)
    is_whole, words = chain_words(chain, mark)
    if not is_whole:
        raise IocError(words)
    print(words.text("vi"))


def _fields(step: TrailStep) -> tuple[str, ...]:
    return (moment(step), act_word(step.act), step.actor, step.subject, step.address)


def _since(text: str) -> str:
    """Return the start of a day in the form of the trail's times; "" for none."""
    if not text:
        return ""
    try:
        day = parse_period(text).start
    except PeriodError:
        raise IocError(Phrase("command-no-day", text=text)) from None
    start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    return iso_moment(start)
