"""What of an area's page is not true any more, for pages that stand open when numbers change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plotly.io.json import to_json_plotly

from callbacks.analysis_answer import Answer
from callbacks.area import OUTPUTS, explorer_properties
from callbacks.area_reading import read_changed
from callbacks.context import Context
from data.store import EVERYTHING, latest_of, read_all_touched, reading
from ioc.view_state import ViewState
from layouts.area_groups import balance_parts, card_of, count_parts
from layouts.area_ids import card_id
from layouts.html_text import to_html

# What new numbers of the shown indicator may change; choices and definition stay.
_FOLLOWS_NUMBERS = (
    "spec", "finding", "facts", "demo", "map_finding", "map_note", "figure", "trend_why",
    "trend_next", "trend_empty", "trend_finding", "periods", "period", "period_place",
)  # fmt: skip


def answer_area(context: Context, state: ViewState, own: Mapping[str, str]) -> Answer:
    """Return as JSON what changed of a page since the revision that it shows.

    Args:
        context: the page's context.
        state: what the page shows.
        own: `since`, the revision that the page was made from.

    `all` where areas or the catalogue changed, or a card came or went: then the page asks for the
    whole. Else `props`: [id, property, value] of the explorer, empty where its indicator did not
    change; `cards`: HTML of the cards that did, by the ids of their places; `counts`: HTML of the
    counts by status, by the ids of theirs; `silent`: the places that cards without a number would
    have.
    """
    since = int(own.get("since", 0))
    state = state.but(language=state.language or own.get("say", ""))
    language = state.language or "vi"
    with reading(context.engine) as connection:
        touched_at = read_all_touched(connection)
        explorer, groups = read_changed(context, connection, state.area_key, state)
    fresh = {code for code, at in touched_at.items() if at > since}
    codes = [card.indicator.code for group in groups for card in group.cards]
    silent = [each.code for group in groups for each in group.missing]
    told: dict[str, Any] = {
        "all": EVERYTHING in fresh,
        "day": context.today().isoformat(),
        "silent": [card_id(code) for code in silent if code in fresh],
        "cards": {},
        "counts": {},
        "props": [],
    }
    for group in groups:
        changed = [card for card in group.cards if card.indicator.code in fresh]
        for card in changed:
            told["cards"][card_id(card.indicator.code)] = to_html(card_of(card, language))
        if changed:
            told["counts"] |= count_parts(group, language)
    if told["cards"]:
        told["counts"] |= balance_parts(groups, language)
    if explorer.indicator.code in fresh:
        values = explorer_properties(explorer)
        told["props"] = [
            [OUTPUTS[name].component_id, OUTPUTS[name].component_property, values[name]]
            for name in _FOLLOWS_NUMBERS
        ]
    revision = latest_of(touched_at, [*codes, *silent])
    told["revision"] = revision
    body = to_json_plotly(told).encode()
    return Answer(
        body, "application/json", revision, max(touched_at.values(), default=0), told["day"]
    )
