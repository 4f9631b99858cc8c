"""Commands for what was handed in: list it, take it back."""

from __future__ import annotations

import argparse

from cli.prepare import open_prepared, prepare
from data.load.withdrawals import withdraw_hand_in
from data.queries.hand_ins import HandIn, count_demo_cells, read_contents, read_hand_ins
from data.store import open_engine, writing
from ioc.local_time import time_text
from ioc.settings import Settings
from layouts.text import DEMO, number

_KINDS = {"file": "tệp", "api": "máy gửi"}
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
    """Take a hand-in back."""
    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        done = withdraw_hand_in(connection, options.number, options.by, options.reason)
    print(
        f"Đã rút lần nộp số {done.hand_in.number} ({done.hand_in.name}): "
        f"{number(done.cells)} ô số liệu ({', '.join(done.indicators)}) không còn được tính; "
        f"số tổng hợp như khi chưa có lần nộp này. Phiên bản kho {done.revision}."
    )


def _parts(each: HandIn) -> list[str]:
    return [
        str(each.number),
        time_text(each.received_at),
        _KINDS.get(each.kind, each.kind),
        each.name.removeprefix("api:"),
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
