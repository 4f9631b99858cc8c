"""Commands for what was handed in: list it, take it back."""

from __future__ import annotations

import argparse

from sqlalchemy import Connection

from api.withdrawal_words import changed_cells, effect_lines, kind_word, name_of
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
from data.store import open_engine, writing
from ioc.local_time import time_text
from ioc.settings import Settings
from layouts.text import DEMO, number

_NAMED = 4


def list_all(settings: Settings, options: argparse.Namespace) -> None:
    """Show the newest hand-ins."""
    with open_prepared(settings).connect() as connection:
        found = read_hand_ins(connection, options.limit, options.before)
        contents = read_contents(connection, [each.number for each in found])
        made_up = count_demo_cells(connection)
    if made_up:
        print(
            f"{DEMO['vi']}: {number(made_up)} ô, không phải lần nộp nào; "
            "xoá: python app.py demo remove"
        )
    if not found:
        print("Chưa có lần nộp nào.")
    for each in found:
        print("\t".join([*_parts(each), _some(contents[each.number][0]),
                         _some(contents[each.number][1]), _state(each)]))  # fmt: skip
    if len(found) == options.limit:
        print(f"Còn nữa: python app.py submissions --before {found[-1].number}")


def withdraw(settings: Settings, options: argparse.Namespace) -> None:
    """Take a hand-in back, and say before what it changes; `--dry-run`: say it alone."""
    engine = open_prepared(settings)
    with engine.connect() as connection:
        for line in _effect(connection, options.number):
            print(line)
    if options.dry_run:
        return
    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        done = withdraw_hand_in(connection, options.number, options.by, options.reason)
    print(
        f"Đã rút lần nộp số {done.hand_in.number} ({done.hand_in.name}): "
        f"{number(done.cells)} ô số liệu ({', '.join(done.indicators)}) không còn được tính; "
        f"số tổng hợp như khi chưa có lần nộp này. Phiên bản kho {done.revision}."
    )


def _effect(connection: Connection, wanted: int) -> list[str]:
    """Return what taking a hand-in back would change; nothing of one that cannot be."""
    hand_in = find_hand_in(connection, wanted)
    if hand_in.kind == "demo" or hand_in.is_withdrawn:
        return []
    effect = read_effect(connection, wanted)
    cells = [
        f"  {each['area']} ({each['area_code']}), {each['indicator']}, {each['period']}: "
        f"{each['now']} → {each['then']}"
        for each in changed_cells(effect.first)
    ]
    heading = f"Nếu rút lần nộp số {wanted} ({name_of(hand_in)}):"
    return [heading, *effect_lines(hand_in, effect), *cells]


def _parts(each: HandIn) -> list[str]:
    return [
        str(each.number),
        time_text(each.received_at),
        kind_word(each.kind),
        name_of(each),
        each.sender or "không rõ đơn vị gửi",
        f"{number(each.cells)} ô",
    ]


def _some(texts: tuple[str, ...]) -> str:
    more = len(texts) - _NAMED
    return ", ".join(texts[:_NAMED]) + (f" và {more} nữa" if more > 0 else "")


def _state(each: HandIn) -> str:
    if not each.is_withdrawn:
        return "đang tính"
    if not each.withdrawn_by:
        return "đã rút"
    return f"đã rút {time_text(each.withdrawn_at)}, {each.withdrawn_by}: {each.reason}"
