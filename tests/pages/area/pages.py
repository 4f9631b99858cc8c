"""An area's page in the small country: how tests open it, and what they read of it."""

from __future__ import annotations

import json
from typing import Any

from dash.development.base_component import Component
from sqlalchemy import Engine

from callbacks.area.answer import answer_area
from callbacks.area.reading import read_page
from callbacks.frame.context import Context
from data.store.engine import writing
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from ioc.view_state import ViewState
from layouts.area.view import AreaContent, Explorer
from tests.app.api_store import report

OLD, NEW = BEFORE_2025.code, SINCE_2025.code


MONTH, EARLIER = "2025-09", "2025-08"


def hand_in(
    engine: Engine,
    vintage: str,
    rows: list[tuple[str, str, str, float, float | None]],
    kind: str = "file",
) -> None:
    """Hand in cells: area, indicator, period, numerator, denominator."""
    with writing(engine) as connection:
        report(connection, rows, vintage, kind)


def open_area(context: Context, code: str, vintage: str = NEW, **state: str) -> AreaContent:
    key = AreaKey(vintage, code)
    with context.engine.connect() as connection:
        return read_page(context, connection, key, ViewState(vintage, code, **state))


def explore(context: Context, code: str, vintage: str = NEW, **state: str) -> Explorer:
    return open_area(context, code, vintage, **state).explorer


def parts(component: Any) -> list[Component]:
    return [component, *(e for e in component._traverse() if isinstance(e, Component))]


def texts(component: Any) -> str:
    children = [getattr(each, "children", None) for each in parts(component)]
    return " ".join(each for each in children if isinstance(each, str))


# ---- a choice and a change ----------------------------------------------------------------


def ask(context: Context, state: ViewState, **own: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(answer_area(context, state, own).body)
    return answer
