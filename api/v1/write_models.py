"""The bodies and answers of writing machines as the OpenAPI document describes them."""

from __future__ import annotations

from pydantic import Field

from api.v1.models import StrictModel
from data.load.machines.posted_rows import MAX_ROWS


class WriteRow(StrictModel):
    """One cell. A ratio has both parts, or `value` alone; a count, median or score one number."""

    indicator: str = Field(description="Code of the indicator", examples=["HT01"])
    area: str = Field(description="Code of the area in the vintage named", examples=["40"])
    area_name: str | None = Field(
        None, description="Held against the code where given: codes were reused"
    )
    period: str = Field(
        description="Of the frequency of the indicator: 2024, 2024-H1, 2024-Q1, 2024-03 or a day",
        examples=["2025-09"],
    )
    numerator: float | None = Field(None, description="null: not reported, never 0")
    denominator: float | None = None
    value: float | None = Field(None, description="The ready ratio, count, median or score")


class WriteBody(StrictModel):
    """A hand-in: all of it is written, or nothing."""

    vintage: str = Field(
        description="Set of areas that all codes belong to", examples=["2025-07-01"]
    )
    rows: list[WriteRow] = Field(min_length=1, max_length=MAX_ROWS)


class WriteRemark(StrictModel):
    """What to look at in a row that was written."""

    row: int | None = Field(description="From 0; null: the hand-in as a whole")
    field: str | None
    value: str | None
    message_vi: str
    message_en: str
    fix_vi: str
    fix_en: str


class WriteProblem(WriteRemark):
    """What is wrong, where, and how to fix it."""


class Written(StrictModel):
    """A receipt: what it counts is on disk, summed up and shown."""

    submission: int = Field(description="Number of the hand-in; see `submission` of observations")
    revision: int = Field(description="Revision of the store that holds it")
    written: int = Field(description="Cells written")
    not_reported: int = Field(description="Rows without a number: not reported, not written")
    indicators: list[str]
    periods: list[str]
    warnings: list[WriteRemark]


class WriteRefused(StrictModel):
    """All that is wrong with a hand-in; nothing was written."""

    error: str
    problems: list[WriteProblem]
