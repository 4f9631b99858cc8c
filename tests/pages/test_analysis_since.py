"""The heading of the analysis says since when a number is behind, as the card of its area does."""

from __future__ import annotations

import pytest

from callbacks.analysis.view import make_page
from callbacks.frame.context import Context
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.screens.cards import read_cards
from data.queries.view import resolve_view
from ioc.area import AreaKey
from ioc.period import parse_period
from ioc.sentences.since import verdict_since
from ioc.status_run import status_run
from ioc.view_state import ViewState

VINTAGE = "2025-07-01"


@pytest.mark.parametrize("code", ["HT02", "XH07", "HT05", "CQ08"])
@pytest.mark.parametrize("area", ["40", "17329"])
def test_the_facts_say_what_the_card_says(context: Context, code: str, area: str) -> None:
    with context.engine.connect() as connection:
        state = ViewState(vintage=VINTAGE, area=area, indicator=code)
        view = resolve_view(connection, context.directories, state, context.today(), "40")
        facts = make_page(context, connection, view, "vi").facts
        (card,) = read_cards(
            connection, find_area(connection, AreaKey(VINTAGE, area)),
            [find_indicator(connection, code)],
            parse_period(view.period) if view.period else None, context.today(),
            directories=context.directories,
        )  # fmt: skip
    is_shown = card.period is not None and card.period.iso == view.period
    if is_shown and card.needs_action:
        run = status_run(card)
        since = verdict_since(run, card.verdict.status, "vi")
        assert since and facts.endswith(f" · {since}")
    else:
        assert "chưa đạt " not in facts and "cảnh báo " not in facts
