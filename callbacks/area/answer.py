"""The parts of an area's page that change with a choice or with new numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from callbacks.analysis.answer import ViewAnswer
from callbacks.area.reading import read_changed
from callbacks.frame.context import Context
from data.store.engine import EVERYTHING, latest_of, read_all_touched, reading
from ioc.answers import AreaAnswer
from ioc.compact_json import compact_json
from ioc.view_state import ViewState
from layouts.area.explorer import ALL, HIDDEN, VISIBLE, report_address
from layouts.area.groups import all_parts, balance_parts, card_of, count_parts
from layouts.area.ids import AreaIds, card_id, definition_id
from layouts.area.view import Explorer
from layouts.components.html_text import to_html

# What new numbers of the shown indicator may change; choices and definition stay.
_FOLLOWS_NUMBERS = (
    AreaIds.FINDING,
    AreaIds.FACTS,
    AreaIds.DEMO,
    AreaIds.MAP_FINDING,
    AreaIds.MAP_NOTE,
    AreaIds.TREND,
    AreaIds.TREND_WHY,
    AreaIds.TREND_NEXT,
    AreaIds.TREND_EMPTY,
    AreaIds.TREND_FINDING,
    AreaIds.PERIOD,
    AreaIds.PERIOD_PLACE,
)


def answer_area(context: Context, state: ViewState, own: Mapping[str, str]) -> ViewAnswer:
    """Return as JSON the parts of a page that changed since the revision that it shows.

    Args:
        context: the page's context.
        state: of the page.
        own: `since`, the revision of the page; `cards`, the period of its cards, where the user
            chose something; `day`, the date of the page.

    `all` is true where areas or the catalogue changed without a choice: then the page reloads
    itself. Else `spec` and `address` are those of the map and the page (None: unchanged); `props`
    are the explorer's properties by id; `cards` is the HTML of the cards that changed, by the ids
    of their places; `parts` is the HTML of the counts, or of all cards and counts where another
    period was chosen, by the ids of their places; `silent` are the places of cards without a
    number.
    """
    since, day = int(own.get("since", 0)), context.today().isoformat()
    state = state.but(language=state.language or own.get("say", ""))
    language = state.language or "vi"
    with reading(context.engine) as connection:
        touched_at = read_all_touched(connection)
        explorer, groups = read_changed(context, connection, state.area_key, state)
    fresh = {code for code, at in touched_at.items() if at > since}
    codes = [card.indicator.code for group in groups for card in group.cards]
    silent = [each.code for group in groups for each in group.missing]
    is_choice = "cards" in own
    answer: AreaAnswer = {
        "all": EVERYTHING in fresh and not is_choice,
        "day": day,
        "revision": latest_of(touched_at, [*codes, *silent]),
        "spec": None,
        "address": None,
        "title": None,
        "props": {},
        "cards": {},
        "parts": {},
        "silent": [],
    }
    if is_choice and (EVERYTHING in fresh or own["cards"] != state.period or own.get("day") != day):
        answer["parts"] = all_parts(groups, language)
    else:
        answer["silent"] = [card_id(code) for code in silent if code in fresh]
        for group in groups:
            cards = [card for card in group.cards if card.indicator.code in fresh]
            for card in cards:
                answer["cards"][card_id(card.indicator.code)] = to_html(card_of(card, language))
            if cards:
                answer["parts"] |= count_parts(group, language)
        if answer["cards"]:
            answer["parts"] |= balance_parts(groups, language)
    if is_choice or explorer.indicator.code in fresh:
        answer["spec"] = explorer.spec
        properties = explorer_properties(explorer)
        answer["props"] = {
            str(each): values
            for each, values in properties.items()
            if is_choice or each in _FOLLOWS_NUMBERS
        }
    if is_choice:
        answer["address"] = explorer.address
        answer["title"] = explorer.title
    body = compact_json(answer).encode()
    store_revision = max(touched_at.values(), default=0)
    return ViewAnswer(body, "application/json", answer["revision"], store_revision, day)


def explorer_properties(explorer: Explorer) -> dict[str, dict[str, Any]]:
    """Return the properties of the page's elements that an explorer fills, by their ids."""
    why, following = explorer.trend_empty
    return {
        AreaIds.FINDING: {"children": explorer.finding},
        AreaIds.FACTS: {"children": explorer.facts},
        AreaIds.DEMO: {"style": VISIBLE if explorer.demo else HIDDEN},
        AreaIds.MAP_FINDING: {"children": explorer.map_finding},
        AreaIds.MAP_NOTE: {"children": explorer.map_note},
        AreaIds.TREND: {"figure": explorer.figure},
        AreaIds.TREND_WHY: {"children": why},
        AreaIds.TREND_NEXT: {"children": following},
        AreaIds.TREND_EMPTY: {"hidden": not why},
        AreaIds.TREND_FINDING: {"children": explorer.trend_heading},
        AreaIds.LIST_TITLE: {"children": explorer.list_title},
        AreaIds.LEVEL: {
            "options": [asdict(each) for each in explorer.levels],
            "value": explorer.level,
        },
        AreaIds.LEVEL_PLACE: {"style": VISIBLE if len(explorer.levels) > 1 else HIDDEN},
        AreaIds.FORMER: {"value": explorer.state.former or ALL},
        AreaIds.FORMER_PLACE: {"style": VISIBLE if explorer.formers else HIDDEN},
        AreaIds.PERIOD: {
            "options": [asdict(each) for each in explorer.periods],
            "value": explorer.period,
        },
        AreaIds.PERIOD_PLACE: {"style": VISIBLE if explorer.periods else HIDDEN},
        AreaIds.ANALYSIS: {"href": explorer.analysis},
        AreaIds.REPORT: {"href": report_address(explorer)},
        **{definition_id(name): {"children": text} for name, text in explorer.definition.items()},
    }
