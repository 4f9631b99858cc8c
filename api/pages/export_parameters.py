"""The parameters of the analysis page's files, for reading, refusing and documenting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from api.requests.parameters import FREQUENCY, Parameter, Query
from api.v1.models import Failed, Refused
from ioc.period import Frequency
from ioc.view_state import ViewState

CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The meaning of the fields in the page's address; the address of a file has the same ones.
_ABOUT = {
    "vintage": ("Set of areas, by its code.", "2025-07-01"),
    "area": ("Area whose inside is shown, by code; without it the home province.", "40"),
    "former": ("Former district that gathers the areas shown, by code.", None),
    "level": ("Level that the area is shown by.", "commune"),
    "group": ("Group of indicators that the page offers, by code.", None),
    "indicator": ("Indicator, by its code.", "HT01"),
    "second": ("Second indicator of the chart; changes nothing in a file.", None),
    "period": ("Period; without it the latest that is closed.", None),
    "base": (
        "Period to compare with: year (a year ago) or a period; without it the one before.",
        "year",
    ),
    "selected": ("Area picked among those shown: the series is its.", None),
    "mode": ("How the page paints its map; changes nothing in a file.", None),
    "compare": ("Series besides it: parent, siblings or codes, with commas.", "parent"),
    "chart": ("Kind of chart on the page; changes nothing in a file.", None),
    "pivot": ("Table on the page: indicators, area or periods; for /xuat/bang-cheo.", "indicators"),
    "status": ("Only areas in this status.", None),
    "move": ("Only areas whose number moved so since then: up, down or same.", "down"),
    "search": (
        "Only areas whose name has words that begin so, with or without diacritics.",
        "thanh",
    ),
    "sort": ("Order of the table.", None),
    "language": ("Language of headings and words: vi or en.", "vi"),
}
_FREQUENCY = "tan-suat"
OF_TABLE = tuple(
    Parameter(name, _ABOUT.get(field, (f"Field {field} of the page's address.", None))[0],
              _ABOUT.get(field, ("", None))[1], may_be_empty=True)
    for field, name in ViewState.names().items()
)  # fmt: skip
OF_SERIES = (*OF_TABLE, replace(FREQUENCY, name=_FREQUENCY, about=(
    "Tell the series by periods of this kind, by the indicator's rule in time; without it as "
    "reported. Empty where the indicator cannot be told so."
)))  # fmt: skip


def described(media_type: str, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return the description of a route for the OpenAPI document."""
    kind = {"type": "string"} if media_type == CSV else {"type": "string", "format": "binary"}
    header = {"description": "Name of the file", "schema": {"type": "string"}}
    return {
        "response_class": Response,
        "responses": {
            200: {
                "description": "The file",
                "content": {media_type.partition(";")[0]: {"schema": kind}},
                "headers": {"Content-Disposition": header},
            },
            400: {"model": Refused, "description": "Parameters do not fit"},
            404: {"model": Failed, "description": "The store holds no areas or indicators yet"},
        },
        "openapi_extra": {"parameters": [each.described() for each in parameters]},
    }


def read_file_query(
    request: Request, parameters: Sequence[Parameter], home: str
) -> tuple[ViewState, Frequency | None]:
    """Return the state of the page in a request, and the kind of period.

    Args:
        request: of a file.
        parameters: `OF_TABLE` or `OF_SERIES`.
        home: area of a state that names none.

    Raises:
        BadParametersError: with every fault.
    """
    # As on the page that the file is of.
    query = Query(request, parameters, any_language=True)
    frequency = query.frequency(_FREQUENCY)
    query.settle()
    return ViewState.from_query(query.values(), area=home), frequency


def file_answer(body: bytes, media_type: str, name: str) -> Response:
    """Return a file that the browser stores under a name."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=media_type, headers=headers)


def page_link(request: Request, state: ViewState) -> str:
    """Return the address of the analysis page that shows what a file has."""
    return f"{str(request.base_url).rstrip('/')}/phan-tich?{state.to_query()}"
