"""The content of the report of an area and period, read as its page reads it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.area.reading import read_changed
from callbacks.frame.context import Context
from callbacks.map.village_places import drawn_places
from callbacks.report.land import MapNames, read_report_map
from callbacks.report.paint import paint_of
from data.queries.areas import Area, find_key
from data.queries.standing import area_standings, furthest_behind, read_standing
from ioc.answers import MapSpec
from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.local_time import day_text, local_date
from ioc.name_order import name_order
from ioc.period import parse_period
from ioc.sentences.owner import owner_text
from ioc.sentences.values import (
    demo_word,
    level_word,
    number,
    shown_text,
    target_line,
    target_text,
)
from ioc.series_break import is_parted
from ioc.standing import AreaStanding
from ioc.status import Status
from ioc.view_state import ViewState
from ioc.words.catalogue import Words, known_language, say
from layouts.area.view import Explorer, Group
from layouts.figures.series import stroke_keys
from layouts.report.content import (
    ReportContent,
    ReportGroup,
    ReportMap,
    ReportRow,
    SeriesPoint,
)
from layouts.report.emblem import emblem_png
from layouts.report.pdf import pdf_bytes
from layouts.report.word import docx_bytes

_MAKERS = {"pdf": pdf_bytes, "docx": docx_bytes}
_MOST_WORST = 8
# Worst first; who has no number is no worst.
_ORDER = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}


def make_report(context: Context, connection: Connection, state: ViewState, kind: str) -> bytes:
    """Return the report of an area as a file, "pdf" or "docx".

    Raises:
        NotFoundError: no such area.
    """
    return _MAKERS[kind](read_report(context, connection, state))


def read_report(context: Context, connection: Connection, state: ViewState) -> ReportContent:
    """Return the content of the report of the area and indicator that a state names.

    Raises:
        NotFoundError: no such area.
    """
    language = known_language(state.language)
    words = Words("report", language)
    key = find_key(connection, state.vintage, state.area)
    state = state.but(vintage=key.vintage, language=language)
    explorer, groups = read_changed(context, connection, key, state)
    indicator, spec = explorer.indicator, explorer.spec
    directory = context.directories.get(
        connection, spec["vintage"], Level(spec["level"]), spec["parent"],
        explorer.state.former or None,
    )  # fmt: skip
    period = str(spec["period"])
    targets = context.directories.targets(connection, indicator.code)
    frame = read_standing(connection, indicator, directory, period, targets)
    areas = area_standings(frame)
    of_code = dict(zip(frame["code"].tolist(), areas, strict=True))
    paint = paint_of(indicator, spec["classes"], frame, language)
    behind = furthest_behind(frame, indicator, _MOST_WORST)
    # Without a target the last in rank are no areas that need attention.
    worst = behind.areas["code"].tolist() if behind.is_judged else []
    rows = sorted(
        areas, key=lambda each: (_ORDER.get(each.status, len(_ORDER)), name_order(each.name))
    )
    target, owner = explorer.card.target, explorer.card.owner
    here = context.directories.path(connection, key)[-1]
    names = MapNames(frozenset(worst), _names_beside(context, connection, here, spec))
    spots = drawn_places(context, connection, directory)
    placed_areas = directory.areas.assign(lon=spots.lon, lat=spots.lat)
    land = read_report_map(context, spec, placed_areas, paint, names)
    return ReportContent(
        language=language,
        area=here.full_name,
        title=explorer.title,
        facts=explorer.facts,
        findings=tuple(
            each
            for each in (explorer.finding, explorer.map_finding, explorer.trend_finding)
            if each
        ),
        groups=tuple(
            ReportGroup(group.name, tuple(_card_row(each, language) for each in group.cards))
            for group in groups
            if group.cards
        ),
        map=land,
        legend=paint.legend,
        series=tuple(
            SeriesPoint(
                parse_period(each.period).label(language),
                each,
                shown_text(indicator, each.value, language),
            )
            for each in explorer.card.history
        ),
        target=target.value if target else None,
        target_label=target_line(explorer.card.indicator, target, language) if target else "",
        worst=tuple(_area_row(of_code[code], indicator, language) for code in worst),
        table=tuple(_area_row(each, indicator, language) for each in rows),
        owner=owner_text(owner.without_person(), language) if owner else "",
        sources=_sources(groups, land.credit if land else "", words, language),
        demo=say("export-demo", language) if _has_demo(explorer, groups) else "",
        day=day_text(local_date()),
        office=context.office.name(language) or words["office"],
        emblem=emblem_png(context.office.emblem),
        breaks=explorer.card.breaks,
        series_notes=_series_notes(explorer.card, words, language),
        not_drawn=_not_drawn(land, spec, words, language),
    )


def _names_beside(
    context: Context, connection: Connection, here: Area, spec: MapSpec
) -> dict[str, str]:
    """Return by code the names of the communes around a map of villages."""
    if not spec["points"] or here.province_code is None:
        return {}
    communes = context.directories.get(
        connection, spec["vintage"], Level.COMMUNE, here.province_code
    ).areas
    return dict(zip(communes["code"].tolist(), communes["name"].tolist(), strict=True))


def _not_drawn(land: ReportMap | None, spec: MapSpec, words: Words, language: str) -> str:
    """Return how many areas are missing on the map, though its legend counts them."""
    if land is None or not land.not_drawn:
        return ""
    return words(
        "no_place" if spec["points"] else "no_shape",
        count=number(land.not_drawn, 0, language),
        areas=level_word(Level(spec["level"]), language),
    )


def _series_notes(card: Card, words: Words, language: str) -> tuple[str, ...]:
    """Return what the strokes of a series mean, and the reasons of its breaks."""
    periods = [each.period for each in card.history]
    breaks = [
        each for each in card.breaks if periods and is_parted([each], periods[0], periods[-1])
    ]
    return (
        *stroke_keys(card.history, language),
        *(words("break", reason=each.reason(language)) for each in breaks),
    )


def _has_demo(explorer: Explorer, groups: Sequence[Group]) -> bool:
    return explorer.demo or any(card.is_demo for group in groups for card in group.cards)


def _card_row(card: Card, language: str) -> ReportRow:
    indicator, value = card.indicator, card.cell.value if card.cell else None
    when = card.period.label(language) if card.period else ""
    marks = [when, demo_word(language) if card.is_demo else ""]
    return ReportRow(
        indicator.name(language),
        shown_text(indicator, value, language),
        target_text(indicator, card.target.value, language) if card.target else "–",
        card.verdict.status.label(language),
        card.verdict.status,
        " · ".join(each for each in marks if each),
    )


def _area_row(each: AreaStanding, indicator: Indicator, language: str) -> ReportRow:
    target = each.target
    return ReportRow(
        each.name,
        shown_text(indicator, each.value, language),
        target_text(indicator, target, language) if target is not None else "–",
        each.status.label(language),
        each.status,
    )


def _sources(groups: Sequence[Group], credit: str, words: Words, language: str) -> tuple[str, ...]:
    sources = dict.fromkeys(
        card.indicator.source(language) for group in groups for card in group.cards
    )
    land = (words("map_credit", credit=credit),) if credit else ()
    return (*sources, *land, words["made"])
