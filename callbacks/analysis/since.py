"""Since when the number of a view is behind its target."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.comparison.cards import with_comparisons
from data.queries.view import View
from ioc.card import Cell, TargetValue, make_card
from ioc.period import parse_period
from ioc.sentences.since import verdict_since
from ioc.status_run import status_run


def read_since(
    context: Context,
    connection: Connection,
    view: View,
    series: Sequence[Cell],
    target: TargetValue | None,
    language: str,
) -> str:
    """Return since when the number shown is red or amber, as the card of its area; else empty.

    Empty too where reports are missing to say it: the finding has what is missing already.
    """
    if not view.period:
        return ""
    period = parse_period(view.period)
    card = make_card(view.indicator, series, target, period, context.today(), breaks=view.breaks)
    if card.period != period or not card.needs_action:
        return ""
    area = view.former or view.area
    card = with_comparisons(connection, context.directories, area, card)
    return verdict_since(status_run(card), card.verdict.status, language)
