"""What the analysis page is told when somebody chooses something: all that changes, at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from callbacks.analysis_beside import read_beside
from callbacks.analysis_choices import indicator_choices, read_choices
from callbacks.analysis_missing import read_missing
from callbacks.analysis_view import read_definition, read_order, read_place
from callbacks.context import Context
from data.columns import encode_columns, shown_columns
from data.directories import DirectoryCache
from data.queries.comparison.tables import read_table_changes, read_table_provisional
from data.queries.maps import read_slices
from data.queries.view import View, period_before, resolve_view
from data.store import reading
from ioc.view_state import ViewState
from layouts.analysis import definition_list
from layouts.analysis_words import WORDS
from layouts.html_text import to_html
from layouts.text import LANGUAGES, Words

MAGIC = b"IOC2"
MEDIA_TYPE, HTML = "application/vnd.ioc.view", "text/html; charset=utf-8"


@dataclass(frozen=True)
class Wish:
    """What the browser asks for.

    `held` is the level whose land and selects it has on screen for this very area; empty where it
    needs them too. `carried` is the vintage that the area belongs to, where the vintage was
    changed. `part` is "" for everything, "chart", "definition", "beside" (the map of
    another vintage) or "missing" (why the picked area has no full number).
    """

    state: ViewState
    language: str
    held: str = ""
    carried: str = ""
    part: str = ""


@dataclass
class Answer:
    """The bytes, and what they were made from.

    `revision` is the last one that touched what they show, `reached` the store's own.
    """

    body: bytes
    media_type: str
    revision: int
    reached: int
    day: str


def read_wish(context: Context, state: ViewState, given: Mapping[str, str]) -> Wish:
    """Return the wish of an address; the state's language goes before the page's."""
    language = state.language if state.language in LANGUAGES else given.get("say")
    rest = {name: given.get(name, "") for name in ("held", "carried", "part")}
    return Wish(state, language or context.settings.language, **rest)


def answer_view(context: Context, wish: Wish) -> Answer:
    """Return what changes on the page for a wish.

    "IOC2", uint32 length of a JSON header, the header, then the columns of the areas on the map
    (`data.columns`), in the order of the directory. The header is `read_order` of the view, with
    of `state` only what the wish does not say, and `read_place` where it is not held; `rows` and
    `columns` describe the columns, `before` is the period that `change` is reckoned from,
    `same_level` the level of the areas that it is taken over where some are missing.
    """
    day = context.today()
    with reading(context.engine) as connection:
        view = resolve_view(
            connection, context.directories, wish.state, day, context.settings.province,
            wish.carried,
        )  # fmt: skip
        revision = context.directories.touched(connection, view.indicator.code)
        reached = context.directories.reached(connection)
        if wish.part == "definition":
            listed = definition_list(read_definition(context, connection, view, wish.language))
            body, kind = to_html(listed).encode(), HTML
        elif wish.part == "beside":
            beside = read_beside(context, connection, view, wish.language)
            body, kind = _packed({"beside": beside}, b""), MEDIA_TYPE
        elif wish.part == "missing":
            missing = read_missing(connection, view, wish.language)
            body, kind = _packed({"missing": missing}, b""), MEDIA_TYPE
        else:
            body, kind = _body(context, connection, view, wish), MEDIA_TYPE
    return Answer(body, kind, revision, reached, day.isoformat())


def _body(context: Context, connection: Connection, view: View, wish: Wish) -> bytes:
    header = read_order(context, connection, view, wish.language)
    asked = wish.state.to_dict()
    header["state"] = {name: text for name, text in header["state"].items() if text != asked[name]}
    if wish.part == "chart":
        return _packed({"chart": header["chart"], "state": header["state"]}, b"")
    held = wish.held == view.level.value and not wish.carried
    if not held:
        header["place"] = _place(context, connection, view, wish.language)
    if not held or view.state.group != wish.state.group:
        header["indicators"] = indicator_choices(view, wish.language)
    header["columns"], content = _columns(connection, context.directories, view, header)
    header["rows"] = len(view.directory.areas)
    return _packed(header, content)


def _place(context: Context, connection: Connection, view: View, language: str) -> dict[str, Any]:
    words = Words(WORDS, language)
    choices = read_choices(connection, context.directories, view, words, language)
    return read_place(context, connection, view, language) | {
        "vintages": choices.vintages,
        "provinces": choices.provinces,
        "districts": choices.districts,
        "district_label": choices.district_label,
        "communes": choices.communes,
    }


def _columns(
    connection: Connection, directories: DirectoryCache, view: View, header: dict[str, Any]
) -> tuple[list[list[Any]], bytes]:
    before = period_before(view)
    periods = [view.period] if before is None else [view.period, before]
    cells, *earlier = read_slices(connection, view.indicator, view.directory, periods)
    moved = None
    if before is not None:
        moved = read_table_changes(
            connection, directories, view.indicator, view.directory,
            (view.period, cells), (before, earlier[0]),
        )  # fmt: skip
        header["before"] = before
        if moved.expected.any():
            header["same_level"] = moved.level.value
    provisional = read_table_provisional(
        connection, directories, view.indicator, view.directory, (view.period, cells), view.breaks
    )
    return encode_columns(shown_columns(cells, moved, view.indicator, provisional))


def _packed(header: dict[str, Any], content: bytes) -> bytes:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return MAGIC + len(text).to_bytes(4, "little") + text + content
