"""`/api/v1/indicators`: every definition in full, with its targets."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.answers import Answering
from api.cells import plain_items
from api.models import IndicatorItem, IndicatorPage, answers_of, columns_of
from api.paging import asked_cursor
from api.parameters import INDICATOR, PAGED, Asked, Parameter
from data.queries.catalogue import all_indicators, read_groups, read_targets
from data.store import read_revision

_PARAMETERS = (
    INDICATOR,
    Parameter("group", "Only indicators of this group, by its code.", "HT", several=True),
    *PAGED,
)
_COLUMNS = columns_of(IndicatorItem)
_TARGET_NAMES = {
    "level": "level", "vintage": "vintage", "area": "area_code", "period": "period",
    "value": "value", "source_vi": "source_vi", "source_en": "source_en", "checked": "checked",
}  # fmt: skip


def indicators_router(engine: Engine) -> APIRouter:
    """Return the route `/indicators`."""
    router = APIRouter(tags=["catalogue"])

    @router.get(
        "/indicators",
        response_class=Response,
        responses=answers_of(IndicatorPage),
        openapi_extra={"parameters": [each.described() for each in _PARAMETERS]},
    )
    def indicators(request: Request) -> Response:
        """Return indicators as they are defined: parts, unit, rules, source, traps, targets."""
        asked = Asked(request, _PARAMETERS)
        with engine.connect() as connection:
            items = _read_items(connection)
            codes = asked.choices("indicator", [item["code"] for item in items])
            groups = asked.choices("group", list(dict.fromkeys(item["group"] for item in items)))
            limit, after = asked.limit(), asked_cursor(asked, (int,))
            answer = Answering(request, asked)
            asked.settle()
            revision = read_revision(connection)
        if known := answer.known(revision):
            return known
        begin = 0 if after is None else after[0]
        chosen = [
            (place, item)
            for place, item in enumerate(items, start=1)
            if place > begin
            and (not codes or item["code"] in codes)
            and (not groups or item["group"] in groups)
        ]
        page = chosen[:limit]
        next_key = [page[-1][0]] if len(chosen) > limit else None
        return answer.page([item for _, item in page], _COLUMNS, revision, next_key)

    return router


def _read_items(connection: Connection) -> list[dict[str, Any]]:
    groups = read_groups(connection).set_index("code")
    targets = read_targets(connection)
    items = []
    for each in all_indicators(connection):
        known = asdict(each) | {
            "group": each.group_code,
            "group_vi": str(groups.loc[each.group_code, "name_vi"]),
            "group_en": str(groups.loc[each.group_code, "name_en"]),
            "targets": _targets(targets[targets["indicator_code"] == each.code]),
        }
        items.append({name: known[name] for name in _COLUMNS})
    return items


def _targets(rows: pd.DataFrame) -> list[dict[str, Any]]:
    found = plain_items(rows, _TARGET_NAMES)
    # In the store an empty text means "every" and can be part of a key; here null says so.
    return [{name: None if value == "" else value for name, value in item.items()}
            for item in found]  # fmt: skip
