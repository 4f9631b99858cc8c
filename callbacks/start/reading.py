"""Reads the content of the start page: what needs attention in the home area, and what came in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from callbacks.area.reading import cards_by_group, read_all_cards
from callbacks.frame.context import Context
from callbacks.map.counts import red_map_spec
from data.queries.areas import Area
from data.queries.recent import RecentChange, read_recent_changes
from data.queries.screens.tally import Tally, greatest, read_tally
from data.queries.screens.urgent import Urgent, read_urgent
from ioc.age import Age, age_of, due_day
from ioc.area import AreaKey
from ioc.card import Card
from ioc.period import Period
from ioc.status import Status
from ioc.view_state import ViewState
from layouts.area.view import total_counts
from layouts.start.view import (
    AreaCount,
    ChangeLine,
    GroupTile,
    LateReports,
    Matter,
    RedMap,
    StartContent,
)

_MOST_CHANGES, _MOST_LATE = 3, 3


def read_start(
    context: Context, connection: Connection, key: AreaKey, language: str
) -> StartContent:
    """Return the content of the start page of an area.

    Raises:
        NotFoundError: no such area.
    """
    path = context.directories.path(connection, key)
    here, today = path[-1], context.today()
    state = ViewState(vintage=key.vintage, area=key.code, language=language)
    cards, _ = read_all_cards(context, connection, here, state)
    groups = cards_by_group(connection, cards, language)
    directories = context.directories
    matters = [_matter(each, here) for each in read_urgent(connection, directories, here, cards)]
    tally = read_tally(connection, directories, here, cards)
    address = area_address(key)
    return StartContent(
        language=language,
        area=here.full_name,
        address=address,
        today=today,
        counts=total_counts(groups),
        is_demo=any(card.is_demo for card in cards),
        red=tuple(each for each in matters if each.urgency.status is Status.RED),
        turning=tuple(
            each for each in matters if each.urgency.turn and each.urgency.status is not Status.RED
        ),
        amber=tuple(
            each
            for each in matters
            if each.urgency.status is Status.AMBER and each.urgency.turn is None
        ),
        map=_red_map(context, connection, here, tally, language) if tally else None,
        groups=tuple(
            GroupTile(each.name, f"{address}#nhom-{each.code}", each.counts()) for each in groups
        ),
        changes=tuple(
            _change(each, cards, language)
            for each in read_recent_changes(connection, _MOST_CHANGES)
        ),
        late=_late_reports(cards, tally, here, today),
        silent=_most(tally.names, tally.silent) if tally else (),
        codes=tuple(card.indicator.code for card in cards),
    )


def area_address(key: AreaKey, indicator_code: str = "") -> str:
    """Return the address of an area's page, on which an indicator is chosen."""
    address = f"/dia-ban/{key.vintage}/{key.code}"
    return f"{address}?{urlencode({'chi-so': indicator_code})}" if indicator_code else address


def _matter(urgent: Urgent, here: Area) -> Matter:
    address = area_address(here.key, urgent.card.indicator.code)
    return Matter(urgent.urgency, address, urgent.worst, urgent.count, urgent.level)


def _most(names: Sequence[str], counts: NDArray[np.int64]) -> tuple[AreaCount, ...]:
    return tuple(AreaCount(name, count) for name, count in greatest(names, counts))


def _red_map(
    context: Context, connection: Connection, here: Area, tally: Tally, language: str
) -> RedMap:
    spec = red_map_spec(context, connection, here, tally, language)
    return RedMap(spec, tally.level, _most(tally.names, tally.red))


def _change(change: RecentChange, cards: Sequence[Card], language: str) -> ChangeLine:
    names = [
        card.indicator.name(language) for card in cards if card.indicator.code in change.indicators
    ]
    name = names[0] if len(change.indicators) == 1 and names else ""
    return ChangeLine(
        change.at, change.kind, change.indicators, name, change.cells, change.sender,
        change.periods, change.areas, change.counts, change.is_demo,
    )  # fmt: skip


def _late_reports(
    cards: Sequence[Card], tally: Tally | None, here: Area, today: date
) -> tuple[LateReports, ...]:
    """Return the reports that are due, those of most indicators first; at most three groups."""
    groups: dict[tuple[Period, date, int], list[Card]] = {}
    for card in cards:
        indicator, period = card.indicator, card.period
        if period is None:
            continue
        due = due_day(period.previous(), indicator.frequency)
        missing = tally.missing_areas.get(indicator.code, 0) if tally else 0
        if age_of(period, indicator.frequency, today) is not Age.FRESH:
            due, missing = due_day(period, indicator.frequency), 0
        elif not missing or today <= due:
            continue
        groups.setdefault((period, due, missing), []).append(card)
    reports = [
        LateReports(
            tuple(card.indicator for card in members),
            area_address(here.key, members[0].indicator.code),
            period,
            due,
            missing,
            len(tally.names) if tally else 0,
            tally.level if tally else None,
        )
        for (period, due, missing), members in groups.items()
    ]
    reports.sort(key=lambda each: (-len(each.indicators), each.due))
    return tuple(reports[:_MOST_LATE])
