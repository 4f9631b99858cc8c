"""Withdrawal of a hand-in: its numbers no longer count; who withdrew it and why is recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from data.access.trail import Act, note_step
from data.load.observations import withdraw
from data.queries.hand_ins import HandIn, count_standing, find_hand_in, read_contents
from data.store.engine import raise_revision
from data.store.schema import area, idempotency, observation, withdrawal
from ioc.errors import IocError
from ioc.local_time import iso_moment, time_text
from ioc.text import harmless
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

MOST_LETTERS = 500


class WithdrawalRefusedError(IocError):
    """The hand-in cannot be withdrawn, or the name or the reason is missing or too long.

    `field`: "by" or "reason" where that is at fault; "": the hand-in itself.
    """

    def __init__(self, phrase: Phrase, field: str = "") -> None:
        super().__init__(phrase)
        self.field = field


@dataclass(frozen=True)
class WithdrawalReport:
    """What was withdrawn."""

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
    expected_cells: int | None = None,
) -> WithdrawalReport:
    """Withdraw a hand-in, in the caller's write transaction, and raise the revision.

    Its observations stay on record. Where it had replaced an earlier report of a cell, that one
    counts again. The same file, or the same message of a machine, may be sent again.

    Args:
        connection: in a write transaction.
        number: of the hand-in.
        by: who withdraws it.
        reason: why.
        address: of the user, for the trail; empty for a command on the server.
        expected_cells: how many of its cells counted when the user confirmed; None: not checked.

    Raises:
        NotFoundError: there is no such hand-in.
        WithdrawalRefusedError: it was withdrawn before, is demo data, name or reason is missing, or
            another number of its cells counts than expected.
    """
    by, reason = harmless(by).strip(), harmless(reason).strip()
    for text, field in ((by, "by"), (reason, "reason")):
        name = Phrase(f"submission-field-{field}")
        if not text:
            raise WithdrawalRefusedError(Phrase("submission-say", name=name), field)
        if len(text) > MOST_LETTERS:
            most = str(MOST_LETTERS)
            raise WithdrawalRefusedError(Phrase("submission-shorten", name=name, most=most), field)
    hand_in = find_hand_in(connection, number)
    if hand_in.kind == "demo":
        raise WithdrawalRefusedError(Phrase("submission-illustrative", number=str(number)))
    if hand_in.is_withdrawn:
        raise WithdrawalRefusedError(_withdrawn_message(hand_in))
    if (
        expected_cells is not None
        and count_standing(connection, [number])[number] != expected_cells
    ):
        raise WithdrawalRefusedError(Phrase("submission-changed", number=str(number)))
    indicators, periods = read_contents(connection, [number])[number]
    provinces, vintages = _places(connection, number)
    cells = withdraw(connection, [number])
    connection.execute(
        insert(withdrawal).values(
            submission_id=number,
            withdrawn_at=iso_moment(datetime.now(UTC)),
            withdrawn_by=by,
            reason=reason,
        )
    )
    _forget_answer(connection, hand_in)
    step = say("trail-withdrawal", number=str(number), name=hand_in.name, reason=reason)
    note_step(connection, Act.REMOVAL, by, step, address, datetime.now(UTC))
    summary = {
        "observations": cells,
        "indicators": list(indicators),
        "periods": [periods[0], periods[-1]] if periods else [],
        "provinces": provinces,
        "vintages": vintages,
    }
    revision = raise_revision(connection, "withdrawal", summary, number)
    return WithdrawalReport(hand_in, cells, indicators, periods, revision)


def _places(connection: Connection, number: int) -> tuple[list[str], list[str]]:
    """Return the provinces and vintages of the areas of a hand-in."""
    statement = (
        select(area.c.province_code, area.c.vintage)
        .join(observation, observation.c.area_id == area.c.id)
        .where(observation.c.submission_id == number)
        .distinct()
    )
    rows = connection.execute(statement).all()
    return sorted({row[0] or "VN" for row in rows}), sorted({row[1] for row in rows})


def _forget_answer(connection: Connection, hand_in: HandIn) -> None:
    """Delete the answer that the machine got: the same message again is a new hand-in."""
    if hand_in.kind != "api":
        return
    key = hand_in.name.removeprefix("api:")
    statement = select(idempotency.c.token_id, idempotency.c.answer).where(idempotency.c.key == key)
    for token_id, answer in connection.execute(statement).all():
        if json.loads(answer).get("submission") == hand_in.number:
            connection.execute(
                delete(idempotency).where(
                    idempotency.c.token_id == token_id, idempotency.c.key == key
                )
            )


def _withdrawn_message(hand_in: HandIn) -> Phrase:
    """Return the message that a hand-in was withdrawn before: when, by whom and why, if known."""
    when: Phrase | str = ""
    if hand_in.withdrawn_at:
        when = Phrase("submission-withdrawn-at", time=time_text(hand_in.withdrawn_at))
    who: Phrase | str = ""
    if hand_in.withdrawn_by:
        by, reason = hand_in.withdrawn_by, str(hand_in.reason)
        who = Phrase("submission-withdrawn-by", by=by, reason=reason)
    return Phrase("submission-withdrawn", number=str(hand_in.number), when=when, who=who)
