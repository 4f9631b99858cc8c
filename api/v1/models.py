"""The answers of the machine API as the OpenAPI document describes them.

Answers are written without these classes, which would cost more than the query; tests compare real
answers with them.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ioc.area import Level
from ioc.indicator import Direction, SpaceRule, TimeRule
from ioc.period import Frequency
from ioc.sentences.values import demo_word


class StrictModel(BaseModel):
    """A JSON object of the interface: no keys but those described."""

    model_config = ConfigDict(extra="forbid")


class AreaItem(StrictModel):
    """An administrative area. Its key is (vintage, code): codes were reused."""

    vintage: str
    code: str
    level: Level
    name: str
    full_name: str
    name_en: str | None
    unit_type: str | None
    parent_code: str | None = Field(description="Of the same vintage")
    province_code: str | None
    lon: float | None
    lat: float | None
    area_km2: float | None
    population: float | None
    households: float | None
    source: str
    demo: bool = Field(description="A made-up area")
    former_share: float | None = Field(
        description="With `former`: the share of this area (0 to 1) that lay in the former one"
    )
    former_basis: Literal["whole", "villages", "communes"] | None = Field(
        description="What that share is measured by: all of it; the villages that lay there; the "
        "communes that it was made of"
    )
    relations: str = Field(description="Where its former and later areas are told")


class RelationItem(StrictModel):
    """Land that went from an earlier area to a later one."""

    from_vintage: str
    from_code: str
    from_name: str | None
    to_vintage: str
    to_code: str
    to_name: str | None
    kind: Literal["whole", "part"]
    weight: float | None = Field(
        description="Share of the earlier area's population; null: not known"
    )
    weight_households: float | None = Field(description="The same by households")
    weight_villages: float | None = Field(description="The same by number of villages")
    weight_area: float | None = Field(description="The same by area")
    note: str | None = Field(description="How the decree words it")
    weight_source: str | None


class TargetItem(StrictModel):
    """An intended value. What is null does not narrow: every level, every area, no year."""

    level: Level | None
    vintage: str | None
    area: str | None
    period: str | None
    value: float
    source_vi: str
    source_en: str
    checked: Literal["verified", "partly", "not_verified"]


class IndicatorItem(StrictModel):
    """A defined measure: value = numerator ÷ denominator × factor, or the numerator of a count."""

    code: str
    group: str
    group_vi: str
    group_en: str
    name_vi: str
    name_en: str
    short_vi: str  # for headings; empty: none
    short_en: str
    noun_vi: str  # what the denominator counts; empty: not to be counted
    noun_en: str
    numerator_vi: str
    numerator_en: str
    denominator_vi: str | None
    denominator_en: str | None
    unit_vi: str
    unit_en: str
    factor: float
    direction: Direction
    space_rule: SpaceRule
    time_rule: TimeRule
    frequency: Frequency
    lowest_level: Level
    decimals: int
    source_vi: str
    source_en: str
    trap_vi: str
    trap_en: str
    targets: list[TargetItem]


class _CellItem(StrictModel):
    indicator: str
    vintage: str
    area: str = Field(description="Code of the area in its vintage")
    name: str
    level: Level
    period: str
    numerator: float | None = Field(description="null: not reported, never 0")
    denominator: float | None
    value: float | None = Field(description="In the unit of the indicator, not rounded")


class ObservationItem(_CellItem):
    """One reported cell, as it was handed in."""

    given: float | None = Field(description="Value that was handed in without its parts")
    counts: bool = Field(
        description="false: replaced by a newer report, withdrawn, or waiting to be verified"
    )
    submission: int
    state: Literal["accepted", "waiting", "withdrawn"] = Field(description="Of the submission")
    received_at: str
    demo: bool = Field(description="A made-up number")


class RollupItem(_CellItem):
    """One cell ready to read: an area's own report until its children are complete, else their sum.

    Where both are known the other one stands in `beside_…`.
    """

    reported: int = Field(
        description="Areas of the lowest level that reported themselves; times periods in a sum "
        "over time"
    )
    from_above: int = Field(
        description="Areas of the lowest level for which an area above them answered with a "
        "report of its own, likewise; they are in the number and not in `reported`"
    )
    expected: int = Field(description="Areas of the lowest level that should, likewise")
    demo: int = Field(description="How many of `reported` are made up")
    converted: int = Field(description="How many of `reported` come from another vintage")
    estimated: int = Field(description="How many of those went over by a weight")
    conversion: Literal["reported", "exact", "estimate", "mean"] = Field(
        description="How the number came over: not at all; whole areas added up; divided areas "
        "shared out by `weight`; the plain mean of the former areas"
    )
    weight: Literal["population", "households", "villages", "area"] | None = Field(
        description="The weakest weight used; null: none"
    )
    summed: bool = Field(
        description="true: from children or another vintage; false: the area's own report"
    )
    provisional: float | None = Field(
        description="With `provisional=true`: what an unfinished number above the communes would "
        "come to if those missing kept their last one of the last six periods, in the unit and not "
        "rounded; null: nobody is missing, nothing is known, or it was not asked for"
    )
    beside_numerator: float | None = Field(
        description="The number that is not shown: of the children while the area's own report "
        "stands, else that report; null: there is none"
    )
    beside_denominator: float | None
    beside_value: float | None
    beside_reported: int = Field(
        description="Areas of the lowest level behind it that reported; 0: there is none"
    )
    periods: int = Field(
        description="With `frequency`: periods of the indicator's own that hold a number; else 1"
    )
    periods_expected: int = Field(description="How many such periods there are: 12 months a year")


class ItemsPage(StrictModel):
    """What every page of a list says beside its items."""

    next: str | None = Field(description="Path and query of the next page; null on the last one")
    revision: int = Field(description="Of the store; rises with every change")
    count_on_page: int
    notice: str | None = Field(description=f"“{demo_word()}” where the page holds made-up data")


class AreaPage(ItemsPage):
    """A page of areas, ordered by vintage and code."""

    items: list[AreaItem]


class RelationPage(ItemsPage):
    """A page of the crosswalk, ordered by earlier and later area."""

    items: list[RelationItem]


class IndicatorPage(ItemsPage):
    """A page of indicators, in the order in which they are shown."""

    items: list[IndicatorItem]


class ObservationPage(ItemsPage):
    """A page of reported cells, in a lasting order."""

    items: list[ObservationItem]


class RollupPage(ItemsPage):
    """A page of cells ready to read, in a lasting order."""

    items: list[RollupItem]


class ProblemItem(StrictModel):
    """One parameter that does not fit."""

    parameter: str
    value: str | None
    message: str
    allowed: list[str] | None = Field(description="Values or forms that are allowed, where few")
    see: str | None = Field(description="Where the allowed values are listed, where they are many")


class Refused(StrictModel):
    """What is wrong with a request, all at once."""

    error: str
    problems: list[ProblemItem]


class Failed(StrictModel):
    """A request that has no answer."""

    error: str


def columns_of(item: type[BaseModel]) -> list[str]:
    """Return the keys of an item, which are the columns of its CSV."""
    return list(item.model_fields)


def answers_of(page: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI responses of a route that answers with such pages."""
    header = {"schema": {"type": "string"}}
    return {
        200: {
            "model": page,
            "description": page.__doc__,
            "content": {"text/csv": {"schema": {"type": "string"}}},
            "headers": {
                "ETag": {"description": "Send it back as If-None-Match", **header},
                "Link": {"description": "The next page, rel=next", **header},
                "X-IOC-Revision": {"description": "Revision of the store", **header},
            },
        },
        304: {"description": "Nothing changed since the answer that If-None-Match names"},
        400: {"model": Refused, "description": "Parameters do not fit"},
    }
