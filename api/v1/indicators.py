"""`/api/v1/indicators`: the complete definition of each indicator, with its targets."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.requests.parameters import INDICATOR, PAGED, Parameter, Query
from api.v1.answers import Answering
from api.v1.cells import plain_number
from api.v1.models import IndicatorItem, IndicatorPage, answers_of, columns_of
from api.v1.paging import cursor_of, cut_items
from data.queries.catalogue import (
    Target,
    all_indicators,
    read_groups,
    read_targets,
    targets_by_indicator,
)
from data.store.engine import read_revision

_PARAMETERS = (
    INDICATOR,
    Parameter("group", "Only indicators of this group, by its code.", "HT", several=True),
    *PAGED,
)
_COLUMNS = columns_of(IndicatorItem)


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
        query = Query(request, _PARAMETERS)
        with engine.connect() as connection:
            items = _read_items(connection)
            codes = query.choices("indicator", [item["code"] for item in items])
            groups = query.choices("group", list(dict.fromkeys(item["group"] for item in items)))
            limit, after = query.limit(), cursor_of(query, (int,))
            answer = Answering(request, query)
            query.settle()
            revision = read_revision(connection)
        if unchanged := answer.not_modified(revision):
            return unchanged
        page, next_key = cut_items(
            items,
            lambda item: (
                (not codes or item["code"] in codes) and (not groups or item["group"] in groups)
            ),
            limit,
            after,
        )
        return answer.page(page, _COLUMNS, revision, next_key)

    return router


def _read_items(connection: Connection) -> list[dict[str, Any]]:
    groups = {each.code: each for each in read_groups(connection)}
    targets = targets_by_indicator(read_targets(connection))
    items = []
    for each in all_indicators(connection):
        group = groups[each.group_code]
        fields = asdict(each) | {
            "group": group.code,
            "group_vi": group.name_vi,
            "group_en": group.name_en,
            "targets": [_target_item(target) for target in targets.get(each.code, ())],
        }
        items.append({name: fields[name] for name in _COLUMNS})
    return items


def _target_item(target: Target) -> dict[str, Any]:
    # The store writes "every" as an empty text, which can be part of a key; here it is null.
    return {
        "level": target.level or None,
        "vintage": target.vintage or None,
        "area": target.area_code or None,
        "period": target.period or None,
        "value": plain_number(target.value),
        "source_vi": target.source_vi,
        "source_en": target.source_en,
        "checked": target.checked,
    }
