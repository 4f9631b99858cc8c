"""`/api/v1/owners`: who answers for which indicator in which area, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import Connection

from api.doors.session import find_reader
from api.requests.body import fresh_json
from api.requests.parameters import INDICATOR, LANGUAGE, VINTAGE, Parameter, Query
from api.v1.models import Refused, StrictModel
from data.access.sessions import Sessions
from data.queries.areas import read_vintages
from data.queries.catalogue import all_indicators
from data.queries.owners import OwnerRow, owners_of, read_owner_rows
from data.store.engine import read_revision
from ioc.area import AreaKey
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.owner import Owner
from ioc.words.phrase import Phrase

_AREA = Parameter(
    "area", "The units in force in this area, by its code. Needs `vintage`: codes are reused.", "40"
)
_PARAMETERS = (INDICATOR, VINTAGE, _AREA, LANGUAGE)


class OwnerItem(StrictModel):
    """A unit that answers for numbers. What is null does not narrow: all indicators, every area."""

    indicator: str | None = Field(description="Code of the indicator that it is set for")
    group: str | None = Field(description="Code of the group that it is set for")
    vintage: str | None = Field(description="Of `area`: the one that introduced the area")
    area: str | None = Field(description="Code of the area that it is set for, with all below it")
    unit: str
    person: str | None = Field(
        description="Told to tokens of scope `admin` and `write`, and to signed-in administrators; "
        "else null"
    )
    phone: str | None = Field(description="Likewise")
    deadline: str | None = Field(description="A day; null: there is none")
    answers_for: list[str] | None = Field(
        description="With `area`: the indicators for which this unit is in force there"
    )
    demo: bool = Field(description="A made-up unit")


class OwnerList(StrictModel):
    """All units that answer, those of wide areas first; with `area` those in force there."""

    items: list[OwnerItem]
    revision: int = Field(description="Of the store; rises with every change")


def owners_router(sessions: Sessions, *, shows_persons: bool) -> APIRouter:
    """Return the route; `shows_persons`: everybody may read persons and phones."""
    router, engine = APIRouter(tags=["catalogue"]), sessions.engine

    @router.get(
        "/owners",
        response_class=Response,
        responses={200: {"model": OwnerList, "description": "Who answers"},
                   400: {"model": Refused, "description": "A parameter does not fit"}},
        openapi_extra={"parameters": [each.described() for each in _PARAMETERS]},
    )  # fmt: skip
    def owners(request: Request) -> Response:
        """Return the units that answer for indicators, as they are set or as in force in an area.

        The nearest area goes first: a unit of a commune before one of its province. In one area a
        unit of the indicator goes before one of its group, and that before one of all indicators.
        """
        query = Query(request, _PARAMETERS)
        reader = find_reader(request, sessions)
        with_person = shows_persons or (reader is not None and reader.may_read_persons)
        with engine.connect() as connection:
            indicators = all_indicators(connection)
            codes = query.choices("indicator", [each.code for each in indicators])
            matches = [each for each in indicators if not codes or each.code in codes]
            vintages = [each.code for each in read_vintages(connection)]
            vintage = query.choice("vintage", vintages)
            key = _area_key(query, vintage)
            items: list[dict[str, Any]] = []
            if key is None:
                query.settle()
                rows = read_owner_rows(connection)
                items = _as_set(rows, matches if codes else None, vintage)
            else:
                try:
                    items = _in_force(connection, matches, key)
                except NotFoundError as error:
                    query.refuse("area", key.code, error.phrase)
                query.settle()
            revision = read_revision(connection)
        if not with_person:
            items = [each | {"person": None, "phone": None} for each in items]
        return fresh_json({"items": items, "revision": revision}, 200)

    return router


def _area_key(query: Query, vintage: str | None) -> AreaKey | None:
    """Return the area asked about; None: none, or its vintage is missing."""
    area = query.one("area")
    if area and not vintage:
        query.refuse("vintage", None, Phrase("request-vintage-unnamed"))
    return AreaKey(vintage, area) if vintage and area else None


def _as_set(
    rows: Sequence[OwnerRow], indicators: Sequence[Indicator] | None, vintage: str | None
) -> list[dict[str, Any]]:
    """Return the units that may answer for one of these indicators; None: for any.

    `vintage`: only those of its areas, and of every area.
    """
    return [
        _item(owner, None)
        for owner in (each.owner for each in rows)
        if (vintage is None or owner.area is None or owner.area.vintage == vintage)
        and (
            indicators is None or any(owner.covers(one.code, one.group_code) for one in indicators)
        )
    ]


def _in_force(
    connection: Connection, indicators: Sequence[Indicator], key: AreaKey
) -> list[dict[str, Any]]:
    """Return the units in force in an area, each with its indicators, in the catalogue's order."""
    owners = owners_of(connection, None, [(each, key) for each in indicators], with_person=True)
    codes: dict[Owner, list[str]] = {}
    for indicator, owner in zip(indicators, owners, strict=True):
        if owner is not None:
            codes.setdefault(owner, []).append(indicator.code)
    return [_item(owner, mine) for owner, mine in codes.items()]


def _item(owner: Owner, codes: list[str] | None) -> dict[str, Any]:
    # The store writes "every" as an empty text, which can be part of a key; here it is null.
    return {
        "indicator": owner.indicator_code or None,
        "group": owner.group_code or None,
        "vintage": owner.area.vintage if owner.area else None,
        "area": owner.area.code if owner.area else None,
        "unit": owner.unit,
        "person": owner.person or None,
        "phone": owner.phone or None,
        "deadline": owner.deadline.isoformat() if owner.deadline else None,
        "answers_for": codes,
        "demo": owner.is_demo,
    }
