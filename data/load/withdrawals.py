"""A hand-in taken back: its numbers count no more, as if it had never come; who and why is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from data.load.observations import withdraw
from data.queries.hand_ins import HandIn, count_standing, find_hand_in, read_contents
from data.schema import area, idempotency, observation, withdrawal
from data.store import raise_revision
from data.trail import Act, note_step
from ioc.errors import IocError
from ioc.local_time import time_text
from ioc.text import harmless

MOST_LETTERS = 500


class WithdrawalRefusedError(IocError):
    """A hand-in that cannot be taken back, or nobody said who does it and why.

    `field`: "by" or "reason" where that is what is wrong; "" = the hand-in itself.
    """

    def __init__(self, said: str, field: str = "") -> None:
        super().__init__(said)
        self.field = field


@dataclass(frozen=True)
class Withdrawn:
    """What was taken back."""

    hand_in: HandIn
    cells: int
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    revision: int


def withdraw_hand_in(
    connection: Connection,
    number: int,
    by: str,
    reason: str,
    address: str = "",
    agreed: int | None = None,
) -> Withdrawn:
    """Take a hand-in back, in the caller's write transaction, and raise the revision.

    What it reported stays on record. Where an earlier report of a cell was replaced by it, that one
    counts again. The same file, or the same message of a machine, may come again.

    Args:
        connection: in a write transaction.
        number: of the hand-in.
        by: who takes it back.
        reason: why.
        address: of who asked, for the trail; empty for a command on the server.
        agreed: how many of its cells counted when somebody agreed; None: nobody was asked.

    Raises:
        NotFoundError: there is no such hand-in.
        WithdrawalRefusedError: it was taken back before, is demo data, who and why is missing, or
            another number of its cells counts than was agreed to.
    """
    by, reason = harmless(by).strip(), harmless(reason).strip()
    for text, name, field in ((by, "người rút", "by"), (reason, "lý do", "reason")):
        if not text:
            raise WithdrawalRefusedError(f"Hãy nêu {name}: kho giữ lại ai rút và vì sao.", field)
        if len(text) > MOST_LETTERS:
            raise WithdrawalRefusedError(f"Hãy viết {name} trong {MOST_LETTERS} ký tự.", field)
    hand_in = find_hand_in(connection, number)
    if hand_in.kind == "demo":
        raise WithdrawalRefusedError(
            f"Lần nộp số {number} là số liệu minh hoạ, không phải số liệu của đơn vị nào. "
            "Xoá số liệu minh hoạ: python app.py demo remove."
        )
    if hand_in.is_withdrawn:
        when = f" lúc {time_text(hand_in.withdrawn_at)}" if hand_in.withdrawn_at else ""
        who = f", {hand_in.withdrawn_by} rút: {hand_in.reason}" if hand_in.withdrawn_by else ""
        raise WithdrawalRefusedError(f"Lần nộp số {number} đã được rút trước đó{when}{who}.")
    if agreed is not None and count_standing(connection, [number])[number] != agreed:
        raise WithdrawalRefusedError(
            f"Số liệu vừa thay đổi: lần nộp số {number} không còn đúng như vừa xem. "
            "Hãy xem lại rồi rút."
        )
    indicators, periods = read_contents(connection, [number])[number]
    provinces, vintages = _places(connection, number)
    cells = withdraw(connection, [number])
    connection.execute(
        insert(withdrawal).values(
            submission_id=number,
            withdrawn_at=datetime.now(UTC).isoformat(timespec="seconds"),
            withdrawn_by=by,
            reason=reason,
        )
    )
    _forget_answer(connection, hand_in)
    said = f"lần nộp số {number} ({hand_in.name}): {reason}"
    note_step(connection, Act.REMOVAL, by, said, address, datetime.now(UTC))
    summary = {
        "observations": cells,
        "indicators": list(indicators),
        "periods": [periods[0], periods[-1]] if periods else [],
        "provinces": provinces,
        "vintages": vintages,
    }
    revision = raise_revision(connection, "withdrawal", summary, number)
    return Withdrawn(hand_in, cells, indicators, periods, revision)


def _places(connection: Connection, number: int) -> tuple[list[str], list[str]]:
    """Return the provinces and vintages that a hand-in speaks of."""
    asked = (
        select(area.c.province_code, area.c.vintage)
        .join(observation, observation.c.area_id == area.c.id)
        .where(observation.c.submission_id == number)
        .distinct()
    )
    rows = connection.execute(asked).all()
    return sorted({row[0] or "VN" for row in rows}), sorted({row[1] for row in rows})


def _forget_answer(connection: Connection, hand_in: HandIn) -> None:
    """Forget what the machine was answered: the same message again is a new hand-in."""
    if hand_in.kind != "api":
        return
    key = hand_in.name.removeprefix("api:")
    kept = select(idempotency.c.token_id, idempotency.c.answer).where(idempotency.c.key == key)
    for token_id, answer in connection.execute(kept).all():
        if json.loads(answer).get("submission") == hand_in.number:
            connection.execute(
                delete(idempotency).where(
                    idempotency.c.token_id == token_id, idempotency.c.key == key
                )
            )
