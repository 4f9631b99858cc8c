"""The answer to a choice on the analysis page: everything that changes, at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from callbacks.analysis.beside import read_beside
from callbacks.analysis.choices import indicator_choices, read_choices
from callbacks.analysis.missing import read_missing
from callbacks.analysis.pivot import pivot_codes, read_pivot_answer
from callbacks.analysis.view import codes_shown, read_definition, read_order, read_place
from callbacks.frame.context import Context
from data.numbers.pack import Pack
from data.queries.base_period import base_period
from data.queries.comparison.tables import read_table_changes, read_table_provisional
from data.queries.directories import Directories
from data.queries.maps import read_slices
from data.queries.own_targets import targets_in_force
from data.queries.view import View, resolve_view
from data.store.engine import reading
from data.wire.cells import MapNumbers, map_numbers
from data.wire.columns import encode_answer
from ioc.answers import AnalysisOrder, AnalysisPlace
from ioc.view_state import ViewState
from ioc.words.catalogue import LANGUAGES, Words
from layouts.analysis.page import definition_list
from layouts.components.html_text import to_html

MEDIA_TYPE, HTML = "application/vnd.ioc.view", "text/html; charset=utf-8"


@dataclass(frozen=True)
class Wish:
    """The question of the browser.

    `drawn_level` is the level whose land and selects it has on screen for this area; empty where it
    needs them too. `carried` is the vintage of the area, where the vintage was changed. `part` is
    "" for everything, "chart", "definition", "beside" (the map of another vintage), "pivot" (the
    table in place of the ranked one) or "missing" (why the picked area has no complete number).
    """

    state: ViewState
    language: str
    drawn_level: str = ""
    carried: str = ""
    part: str = ""


@dataclass
class ViewAnswer:
    """The bytes, and the state of the store behind them.

    `revision` is the last one that touched their numbers, `store_revision` the store's own.
    """

    body: bytes
    media_type: str
    revision: int
    store_revision: int
    day: str


def read_wish(context: Context, state: ViewState, parameters: Mapping[str, str]) -> Wish:
    """Return the wish of an address; the state's language has priority over the page's."""
    language = state.language if state.language in LANGUAGES else parameters.get("say")
    return Wish(
        state,
        language or context.settings.language,
        drawn_level=parameters.get("held", ""),
        carried=parameters.get("carried", ""),
        part=parameters.get("part", ""),
    )


def answer_view(context: Context, wish: Wish) -> ViewAnswer:
    """Return the changes of the page for a wish.

    The bytes are those of `data.wire`, with the columns of the areas on the map in the order of the
    directory. The header is `read_order` of the view, with only those fields of `state` that differ
    from the wish, and `read_place` where the page does not have it; `before` is the period with
    which `change` compares, `same_level` the level of the compared areas where some are missing.
    """
    day = context.today()
    with reading(context.engine) as connection:
        view = resolve_view(
            connection, context.directories, wish.state, day, context.settings.province,
            wish.carried,
        )  # fmt: skip
        codes = pivot_codes(view) if wish.part == "pivot" else codes_shown(view)
        revision = context.directories.touched(connection, *codes)
        store_revision = context.directories.revision(connection)
        if wish.part == "definition":
            terms = definition_list(read_definition(context, connection, view, wish.language))
            body, kind = to_html(terms).encode(), HTML
        elif wish.part == "beside":
            beside = read_beside(context, connection, view, wish.language)
            body, kind = encode_answer({"beside": beside}), MEDIA_TYPE
        elif wish.part == "pivot":
            body = read_pivot_answer(context, connection, view, wish.language)
            kind = MEDIA_TYPE
        elif wish.part == "missing":
            missing = read_missing(connection, view, wish.language)
            body, kind = encode_answer({"missing": missing}), MEDIA_TYPE
        else:
            body, kind = _body(context, connection, view, wish), MEDIA_TYPE
    return ViewAnswer(body, kind, revision, store_revision, day.isoformat())


def _body(context: Context, connection: Connection, view: View, wish: Wish) -> bytes:
    slices = [] if wish.part == "chart" else _read_slices(connection, view)
    header = read_order(context, connection, view, wish.language, slices[0] if slices else None)
    fields = wish.state.to_dict()
    header["state"] = {name: text for name, text in header["state"].items() if text != fields[name]}
    if wish.part == "chart":
        return encode_answer({name: header[name] for name in ("chart", "title", "state")})
    is_drawn = wish.drawn_level == view.level.value and not wish.carried
    if not is_drawn:
        header["place"] = _place(context, connection, view, wish.language)
    if not is_drawn or view.state.group != wish.state.group:
        header["indicators"] = indicator_choices(view, wish.language)
    about, content = _numbers(connection, context.directories, view, slices, header).encode()
    return encode_answer({**header, **about}, content)


def _place(context: Context, connection: Connection, view: View, language: str) -> AnalysisPlace:
    words = Words("analysis", language)
    choices = read_choices(connection, context.directories, view, words, language)
    return {
        **read_place(context, connection, view, language),
        "vintages": choices.vintages,
        "provinces": choices.provinces,
        "districts": choices.districts,
        "district_label": choices.district_label,
        "communes": choices.communes,
    }


def _read_slices(connection: Connection, view: View) -> list[Pack]:
    """Return the cells of the map in the period shown, and in the base period if there is one."""
    before = base_period(view)
    periods = [view.period] if before is None else [view.period, before]
    return read_slices(connection, view.indicator, view.directory, periods)


def _numbers(
    connection: Connection,
    directories: Directories,
    view: View,
    slices: Sequence[Pack],
    header: AnalysisOrder,
) -> MapNumbers:
    before = base_period(view)
    cells, *earlier = slices
    changes = None
    if before is not None:
        changes = read_table_changes(
            connection, directories, view.indicator, view.directory,
            (view.period, cells), (before, earlier[0]),
        )  # fmt: skip
        header["before"] = before
        if changes.expected.any():
            header["same_level"] = changes.level.value
    provisional = read_table_provisional(
        connection, directories, view.indicator, view.directory, (view.period, cells), view.breaks
    )
    targets = targets_in_force(
        directories.targets(connection, view.indicator.code),
        view.indicator.code, view.directory, view.period,
    )  # fmt: skip
    return map_numbers(
        cells, view.indicator, view.directory.level, targets,
        changes=changes, provisional=provisional,
    )  # fmt: skip
