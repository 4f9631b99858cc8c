"""The parameters of a map's areas and numbers, for reading, refusing and documenting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from api.gate.address import MOST_QUERY_BYTES
from api.requests.parameters import Parameter, Query
from api.v1.models import Refused
from data.wire.columns import FORMAT
from ioc.area import COUNTRY_CODE, Level

_KNOWN_REVISION = "Revision that the client knows"
_FORMAT = "Format of the bytes that the client reads (IOC3: 3)"
_COMPARED = "Period that the numbers are compared with"


def _text(title: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "title": title} | more


def _or_none(kind: str, title: str, **more: Any) -> dict[str, Any]:
    return {"anyOf": [{"type": kind}, {"type": "null"}], "title": title} | more


_AREAS = (
    Parameter("vintage", kind=_text("Vintage"), is_required=True),
    Parameter("level", kind={"$ref": "#/components/schemas/Level"}, is_required=True),
)
# The parents of an area that was many before: codes with commas between.
_PARENTS = (
    Parameter("parent", kind=_text("Parent", default=COUNTRY_CODE), most_letters=MOST_QUERY_BYTES),
    Parameter("former", kind=_or_none("string", "Former")),
)
_REVISION = Parameter(
    "rev", _KNOWN_REVISION, kind=_or_none("integer", "Rev", description=_KNOWN_REVISION)
)
_WIRE = Parameter("wire", _FORMAT, kind=_or_none("integer", "Wire", description=_FORMAT))
_INDICATOR = Parameter("indicator", kind=_text("Indicator"), is_required=True)
OF_DIRECTORY = (*_AREAS, *_PARENTS, Parameter("rev", kind=_or_none("integer", "Rev")))
OF_HISTORY = (_INDICATOR, *_AREAS, *_PARENTS, _REVISION, _WIRE)
OF_SLICE = (
    _INDICATOR,
    *_AREAS,
    # Empty on the map of an indicator that has no number in any period.
    Parameter("period", kind=_text("Period"), is_required=True, may_be_empty=True),
    *_PARENTS,
    _REVISION,
    _WIRE,
    Parameter("parts", kind={"type": "boolean", "title": "Parts", "default": False}),
    Parameter("before", _COMPARED, kind=_or_none("string", "Before", description=_COMPARED)),
)


@dataclass(frozen=True)
class MapQuery:
    """The map of a request.

    A parameter that its route does not have is "", None or False.
    """

    indicator: str
    vintage: str
    level: Level
    period: str
    parent: str
    former: str | None
    revision: int | None
    parts: bool
    before: str | None
    wire: int | None

    @property
    def lasting_revision(self) -> int | None:
        """The revision of an address whose packed bytes never change; None: they may."""
        return self.revision if self.wire == FORMAT else None


def read_map_query(request: Request, parameters: Sequence[Parameter]) -> MapQuery:
    """Return the map of a request.

    Args:
        request: of a slice, a directory or a history.
        parameters: `OF_SLICE`, `OF_DIRECTORY` or `OF_HISTORY`.

    Raises:
        BadParametersError: with every fault.
    """
    query = Query(request, parameters)
    level = query.choice("level", [each.value for each in Level]) or Level.COUNTRY
    revision, wire, parts = query.whole("rev"), query.whole("wire"), query.flag("parts")
    query.settle()
    return MapQuery(
        query.one("indicator") or "",
        query.one("vintage") or "",
        Level(level),
        query.one("period") or "",
        query.one("parent") or COUNTRY_CODE,
        query.one("former"),
        revision,
        parts,
        query.one("before"),
        wire,
    )


def described(
    media_type: str, parameters: Sequence[Parameter], missing: str | None = None
) -> dict[str, Any]:
    """Return the description of a route for the OpenAPI document; `missing`: of its 404."""
    responses: dict[int | str, dict[str, Any]] = {
        200: {"content": {media_type: {}}},
        400: {"model": Refused, "description": "Parameters do not fit"},
    }
    if missing is not None:
        responses[404] = {"description": missing}
    return {
        "response_class": Response,
        "responses": responses,
        "openapi_extra": {"parameters": [each.described() for each in parameters]},
    }
