"""What a file of the analysis page may be asked by, for reading, refusing and documenting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import Request, Response

from api.errors import BadParametersError, Fault
from api.models import Failed, Refused
from api.parameters import ASKED_FREQUENCIES, FREQUENCY, Parameter
from ioc.period import Frequency
from ioc.view_state import ViewState

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What the fields of the page's address mean; a file is asked for with the address as it is.
_ABOUT = {
    "vintage": ("Set of areas, by its code.", "2025-07-01"),
    "area": ("Area whose inside is shown, by code; without it the home province.", "40"),
    "former": ("Former district that gathers the areas shown, by code.", None),
    "level": ("Level that the area is shown by.", "commune"),
    "group": ("Group of indicators that the page offers, by code.", None),
    "indicator": ("Indicator, by its code.", "HT01"),
    "period": ("Period; without it the latest that is closed.", None),
    "selected": ("Area picked among those shown: the series is its.", None),
    "mode": ("How the page paints its map; changes nothing in a file.", None),
    "compare": ("Series besides it: parent, siblings or codes, with commas.", "parent"),
    "status": ("Only areas in this status.", None),
    "search": ("Only areas whose name holds this, with or without diacritics.", "thanh"),
    "sort": ("Order of the table.", None),
    "language": ("Language of headings and words: vi or en.", "vi"),
}
_FREQUENCY = "tan-suat"
OF_TABLE = tuple(
    Parameter(name, _ABOUT.get(field, (f"Field {field} of the page's address.", None))[0],
              _ABOUT.get(field, ("", None))[1])
    for field, name in ViewState.names().items()
)  # fmt: skip
OF_SERIES = (*OF_TABLE, replace(FREQUENCY, name=_FREQUENCY, about=(
    "Tell the series by periods of this kind, by the indicator's rule in time; without it as "
    "reported. Empty where the indicator cannot be told so."
)))  # fmt: skip


def described(media_type: str, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return what a route says of itself in the OpenAPI document."""
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


def frequency_asked(request: Request, parameters: Sequence[Parameter]) -> Frequency | None:
    """Return the kind of period asked for; refuse names that the page does not know.

    Raises:
        BadParametersError: with every name and kind of period that does not fit.
    """
    known = [each.name for each in parameters]
    english = request.query_params.get("lang") == "en"
    faults = [
        Fault(name, value, "There is no such parameter." if english else "Không có tham số này.",
              tuple(known))
        for name, value in request.query_params.multi_items()
        if name not in known
    ]  # fmt: skip
    wanted = request.query_params.get(_FREQUENCY) if _FREQUENCY in known else None
    kinds = tuple(each.value for each in ASKED_FREQUENCIES)
    if wanted is not None and wanted not in kinds:
        said = (
            "This value is not one of those allowed."
            if english
            else "Giá trị này không thuộc danh sách cho phép."
        )
        faults.append(Fault(_FREQUENCY, wanted, said, kinds))
    if faults:
        raise BadParametersError(faults, "en" if english else "vi")
    return None if wanted is None else Frequency(wanted)
