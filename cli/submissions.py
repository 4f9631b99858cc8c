"""Commands for submissions: list them, withdraw one."""

from __future__ import annotations

import argparse

from sqlalchemy import Connection

from api.v1.withdrawal_words import changed_cells, effect_lines, kind_word, name_of
from cli.prepare import open_prepared, prepare
from data.load.withdrawals import withdraw_hand_in
from data.queries.hand_ins import (
    HandIn,
    count_demo_cells,
    find_hand_in,
    read_contents,
    read_hand_ins,
)
from data.queries.withdrawal_effect import read_effect
from data.store.engine import open_engine, writing
from ioc.local_time import time_text
from ioc.sentences.values import demo_word, number
from ioc.settings import Settings
from ioc.words.catalogue import say

_MOST_NAMES = 4


def list_all(settings: Settings, options: argparse.Namespace) -> None:
    """Print the newest submissions."""
    with open_prepared(settings).connect() as connection:
        hand_ins = read_hand_ins(connection, options.limit, options.before)
        contents = read_contents(connection, [each.number for each in hand_ins])
        made_up = count_demo_cells(connection)
    if made_up:
        print(say("command-demo-cells", mark=demo_word(), cells=number(made_up)))
    if not hand_ins:
        print(say("command-no-submission"))
    for each in hand_ins:
        print("\t".join([*_parts(each), _some(contents[each.number][0]),
                         _some(contents[each.number][1]), _state(each)]))  # fmt: skip
    if len(hand_ins) == options.limit:
        print(say("command-more-submissions", number=str(hand_ins[-1].number)))


def withdraw(settings: Settings, options: argparse.Namespace) -> None:
    """Print the effect of a withdrawal, then withdraw; `--dry-run`: only print the effect."""
    engine = open_prepared(settings)
    with engine.connect() as connection:
        for line in _effect(connection, options.number):
            print(line)
    if options.dry_run:
        return
    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        result = withdraw_hand_in(connection, options.number, options.by, options.reason)
    print(
        say(
            "command-withdrawn",
            number=str(result.hand_in.number),
            name=result.hand_in.name,
            cells=number(result.cells),
            indicators=", ".join(result.indicators),
            revision=str(result.revision),
        )
    )


def _effect(connection: Connection, number: int) -> list[str]:
    """Return the effect of a withdrawal; empty for a submission that cannot be withdrawn."""
    hand_in = find_hand_in(connection, number)
    if hand_in.kind == "demo" or hand_in.is_withdrawn:
        return []
    effect = read_effect(connection, number)
    cells = [
        f"  {each['area']} ({each['area_code']}), {each['indicator']}, {each['period']}: "
        f"{each['now']} → {each['then']}"
        for each in changed_cells(effect.first)
    ]
    heading = say("command-if-withdrawn", number=str(number), name=name_of(hand_in))
    return [heading, *effect_lines(hand_in, effect), *cells]


def _parts(each: HandIn) -> list[str]:
    return [
        str(each.number),
        time_text(each.received_at),
        kind_word(each.kind),
        name_of(each),
        each.sender or say("command-sender-unknown"),
        say("command-cells", count=number(each.cells)),
    ]


def _some(texts: tuple[str, ...]) -> str:
    more = len(texts) - _MOST_NAMES
    return ", ".join(texts[:_MOST_NAMES]) + (
        " " + say("command-and-more", count=more) if more > 0 else ""
    )


def _state(each: HandIn) -> str:
    if not each.is_withdrawn:
        return say("command-counts")
    if not each.withdrawn_by:
        return say("command-was-withdrawn")
    return say(
        "command-was-withdrawn-by",
        time=time_text(each.withdrawn_at),
        person=each.withdrawn_by,
        reason=each.reason,
    )
