"""Submissions and their withdrawal as the OpenAPI document describes them."""

from __future__ import annotations

from pydantic import Field

from api.v1.models import StrictModel
from data.load.withdrawals import MOST_LETTERS
from ioc.words.catalogue import say


class WithdrawalItem(StrictModel):
    """Who took a hand-in back, when and why."""

    at: str | None = Field(description="ISO, UTC; null: before this was kept")
    by: str | None
    reason: str | None


class SubmissionItem(StrictModel):
    """One hand-in."""

    number: int = Field(description="The `submission` of observations")
    kind: str = Field(description="`file` or `api`")
    name: str = Field(description="Name of the file, or the key of the message")
    sender: str | None
    received_at: str = Field(description="ISO, UTC")
    indicators: list[str]
    periods: list[str]
    cells: int = Field(description="Numbers that were handed in")
    standing: int = Field(description="Numbers of them that count today")
    withdrawn: WithdrawalItem | None


class SubmissionPage(StrictModel):
    """Hand-ins, the newest first; made-up numbers are none."""

    items: list[SubmissionItem]
    revision: int
    next: str | None = Field(description="Address of the next page")


class WithdrawBody(StrictModel):
    """Why a hand-in is taken back; who does it is the name of the token."""

    reason: str = Field(
        min_length=1, max_length=MOST_LETTERS, examples=[say("submission-example-reason")]
    )
    standing: int | None = Field(
        None,
        description="How many of its numbers count, as it was seen: where that is another number "
        "meanwhile, nothing is taken back (409)",
    )


class WithdrawnAnswer(StrictModel):
    """The hand-in is taken back: numbers are as if it had never come."""

    submission: int
    cells: int = Field(description="Numbers of the hand-in, kept on record")
    indicators: list[str]
    periods: list[str]
    revision: int
