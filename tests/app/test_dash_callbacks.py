"""What is left to Dash: going to pages and rendering each once; starting scripts, controls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from sqlalchemy import Engine

from callbacks.frame.context import Context
from callbacks.pages import create_dash
from data.queries.directories import Directories
from data.store.engine import writing
from ioc.settings import Settings
from server import ASSETS
from tests.store.small_country import build


@pytest.fixture
def pages(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Dash]:
    with writing(sqlite_engine) as connection:
        build(connection)
    settings = Settings(var=tmp_path, province="40")
    app = create_dash(Context(sqlite_engine, settings, Directories()), ASSETS)
    app.server.test_client().get("/_dash-dependencies")  # the first question completes the lists
    yield app


def test_dash_renders_pages_and_answers_nothing_else(pages: Dash) -> None:
    """All that follows a choice or new numbers is a question of `api.pages`."""
    callbacks = {key for key, about in pages.callback_map.items() if "callback" in about}
    assert callbacks == {".._pages_content.children..._pages_store.data.."}


def test_scripts_begin_with_a_page_and_hear_the_controls_that_dash_draws(pages: Dash) -> None:
    dependencies = pages.server.test_client().get("/_dash-dependencies").get_json()
    functions = {
        f"{each['clientside_function']['namespace']}.{each['clientside_function']['function_name']}"
        for each in dependencies
        if each["clientside_function"] is not None
    }
    at_start = {"account.start", "admin.start", "analysis.open", "area.address", "area.cards",
             "area.draw", "area.state", "handin.start", "lateness.start", "phone.start",
             "remote.start", "sign_in.start", "start.open", "verification.start",
             "wall.start"}  # fmt: skip
    on_change = {"analysis.clicked", "analysis.drawn", "area.former", "area.level", "area.list",
             "area.period"}  # fmt: skip
    of_dash = {each for each in functions if each.startswith("_dashprivate")}
    assert functions - of_dash == at_start | on_change
