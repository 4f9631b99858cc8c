"""The content of the report of an area and period, read as its page reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.area.reading import read_changed
from callbacks.frame.context import Context
from data.queries.areas import find_key
from data.queries.standing import area_standings, read_standing
from geo.topology import decode_topology
from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.local_time import day_text, local_date
from ioc.period import parse_period
from ioc.sentences.owner import owner_text
from ioc.sentences.values import demo_word, shown_text, target_text
from ioc.standing import AreaStanding
from ioc.status import STATUSES, Status
from ioc.view_state import ViewState
from ioc.words.catalogue import Words, known_language, say
from layouts.area.view import Explorer, Group
from layouts.report.content import MapArea, ReportContent, ReportGroup, ReportRow, SeriesPoint
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
    statuses = dict(zip(frame["code"].tolist(), (each.status for each in areas), strict=True))
    owner = explorer.card.owner
    ranked = sorted(
        (each for each in areas if each.status in (Status.RED, Status.AMBER)),
        key=lambda each: (_ORDER[each.status], _gap(each)),
    )
    rows = sorted(areas, key=lambda each: (_ORDER.get(each.status, len(_ORDER)), each.name))
    counts = Counter(statuses.values())
    return ReportContent(
        language=language,
        area=context.directories.path(connection, key)[-1].full_name,
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
        areas=_shapes(context, str(spec.get("topology") or ""), statuses),
        legend=tuple(
            (each, f"{each.label(language)} ({counts[each]})") for each in STATUSES if counts[each]
        ),
        series=tuple(
            SeriesPoint(
                parse_period(each.period).label(language),
                each.value,
                shown_text(indicator, each.value, language),
            )
            for each in explorer.card.history
        ),
        target=explorer.card.target.value if explorer.card.target else None,
        worst=tuple(_area_row(each, indicator, language) for each in ranked[:_MOST_WORST]),
        table=tuple(_area_row(each, indicator, language) for each in rows),
        owner=owner_text(owner.without_person(), language) if owner else "",
        sources=_sources(groups, words, language),
        demo=say("export-demo", language) if _has_demo(explorer, groups) else "",
        day=day_text(local_date()),
        office=context.office.name(language) or words["office"],
    )


def _gap(each: AreaStanding) -> float:
    """Return minus how far an area is from its target, so that the furthest goes first."""
    if each.value is None or each.target is None:
        return 0.0
    return -abs(each.value - each.target)


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


def _shapes(context: Context, address: str, statuses: dict[str, Status]) -> tuple[MapArea, ...]:
    """Return the published shapes of the areas; empty where there are none."""
    file = context.settings.published / address.rpartition("/")[2]
    if not address or not file.is_file():
        return ()
    frame = decode_topology(file.read_bytes(), set(statuses))
    shapes = []
    for codes, geometry in zip(frame["codes"], frame["geometry"], strict=True):
        status = next((statuses[each] for each in codes if each in statuses), Status.NO_DATA)
        parts = getattr(geometry, "geoms", [geometry])
        rings = tuple(tuple(part.exterior.coords) for part in parts)
        shapes.append(MapArea(status, rings))
    return tuple(shapes)


def _sources(groups: Sequence[Group], words: Words, language: str) -> tuple[str, ...]:
    sources = dict.fromkeys(
        card.indicator.source(language) for group in groups for card in group.cards
    )
    return (*sources, words["made"])
