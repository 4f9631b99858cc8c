"""The content of a scene of the wall, in texts. No queries, no Dash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ioc.age import Age, age_of
from ioc.answers import MapSpec, VillagePlay
from ioc.area import Level
from ioc.card import Card, Cell
from ioc.local_time import day_text
from ioc.owner import Owner
from ioc.period import Frequency, Period, parse_period
from ioc.sentences.origin import short_origin
from ioc.sentences.owner import owner_line, owner_text
from ioc.sentences.same_areas import provisional_text
from ioc.sentences.short import short_source, short_unit
from ioc.sentences.values import cell_text, goal_text, level_word
from ioc.sentences.whose import share_words
from ioc.status import Status
from ioc.words.catalogue import Words
from layouts.wall.behind import CardBehind, PlaceLine, card_behind, since_text, unsettled_text
from layouts.wall.changes import Change, change_of
from layouts.wall.gap import gap_text
from layouts.wall.news import NewsLine
from layouts.wall.pictures import draw_line
from layouts.wall.plot import TrendPlot, trend_plot

# Longer values get the size of names.
_WIDE_VALUE = 7
# The areas named beside the map, and the lines of news.
WHERE = 8
NEWS = 6


@dataclass(frozen=True)
class PeriodLine:
    """Of when a number is; briefer, where a line is too short; and how old, or what is awaited."""

    text: str
    brief: str = ""
    more: str = ""


@dataclass(frozen=True)
class RowView:
    """One card of a scene; `target` to `who` are lines of it that may be empty."""

    code: str
    name: str
    value: str
    wide_value: bool
    status: Status
    chip: str
    target: str
    since: str
    unsettled: str
    behind: str
    year: Change
    last: Change
    period: PeriodLine
    who: str
    line: str
    age: Age = Age.FRESH
    owner: str = ""  # who must act, and by when; only of a red number
    owner_brief: str = ""


@dataclass(frozen=True)
class TrendView:
    """The trend: name, value, distance to the target, and its picture (`layouts.wall.plot`)."""

    name: str
    value: str
    gap: str
    note: str
    plot: TrendPlot | None
    change: str = ""  # when areas changed within the series
    origin: str = ""  # the rule by which its dashed stretch was converted


@dataclass(frozen=True)
class SceneView:
    """The content of one scene."""

    code: str
    area: str
    name: str
    seconds: int
    rows: tuple[RowView, ...]
    map_name: str
    where: tuple[PlaceLine, ...]
    silent: str
    tier: str
    trend: TrendView
    news: tuple[NewsLine, ...]
    demo: bool
    has_groups: bool = False  # `where` names groups of indicators, not areas
    owner: str = ""  # of the map's indicator
    note: str = ""
    vintage: str = ""  # said where it is not the newest
    indicators: tuple[str, ...] = ()
    from_time: str = ""  # HH:MM; hours and days (1 = Monday) as ioc.wall.Scene has them
    to_time: str = ""
    days: tuple[int, ...] = ()
    play: str = ""  # as ioc.wall.Scene has it
    before: MapSpec | None = None  # the map of the earlier vintage, where the scene plays a merger
    villages: VillagePlay | None = None  # those that appear one by one, where the scene plays them


def row_view(
    card: Card,
    language: str,
    behind: CardBehind | None = None,
    level: Level | None = None,
    today: date | None = None,
) -> RowView:
    """Return one card of the wall.

    Args:
        card: the card.
        language: "vi" or "en".
        behind: areas inside that miss the target; None: there are none.
        level: of the wall's area; below the indicator's lowest one nobody reports it.
        today: the date for which a number may be overdue; None: it is not.
    """
    words = Words("wall", language)
    indicator = card.indicator
    value = cell_text(indicator, card.cell, language)
    status = card.verdict.status
    last, year = change_of(card, "last", language), change_of(card, "year", language)
    if parting := card.break_last or card.break_year:
        period = parse_period(parting.period).label_inside(language)
        last, year = Change(words("broken", period=period)), Change()
    above = level is not None and level.depth > indicator.lowest_level.depth
    owner = card.owner.without_person() if card.owner and status is Status.RED else None
    age = Age.FRESH
    if today is not None and card.period is not None and card.cell is not None:
        age = age_of(card.period, indicator.frequency, today)
    return RowView(
        code=indicator.code,
        name=card.indicator.short_name(language),
        value=value,
        wide_value=len(value) > _WIDE_VALUE,
        status=status,
        chip=words["chip_above"] if above else words[f"chip_{status.value}"],
        target=_target(card, words, language, above=above),
        since=since_text(card, language),
        unsettled=unsettled_text(card, language),
        behind=card_behind(behind, card, language) if behind else "",
        year=year,
        last=last,
        period=_period(card, age, words, language),
        who=_who(card, language),
        line=draw_line(card.history, ratio=indicator.is_ratio, breaks=card.breaks),
        age=age,
        owner=owner_line(owner, language) if owner else "",
        owner_brief=_owner_brief(owner, language) if owner else "",
    )


def _owner_brief(owner: Owner, language: str) -> str:
    """Return who answers with the unit shortened: "Sở KH&CN, hạn 30/06/2027"."""
    shorter = replace(owner, unit=short_unit(owner.unit))
    # A unit alone could be the source of the number.
    return (owner_text if owner.deadline else owner_line)(shorter, language)


def trend_view(
    card: Card,
    language: str,
    changes: Sequence[date] = (),
    beside: Sequence[Card] = (),
) -> TrendView:
    """Return the trend of a card with its message: value, and distance to the target.

    Args:
        card: the card.
        language: "vi" or "en".
        changes: days on which areas changed within the series.
        beside: the other cards of the scene.
    """
    words = Words("wall", language)
    cells = [cell for cell in card.history if cell.value is not None]
    return TrendView(
        name=card.indicator.short_name(language),
        value=cell_text(card.indicator, card.cell, language),
        gap=gap_text(card, language, beside),
        note="" if cells else words["no_trend"],
        plot=trend_plot(card, language, changes),
        change=words("merger", date=day_text(changes[-1])) if changes else "",
        origin=_origins(cells, words, language),
    )


def _origins(cells: Sequence[Cell], words: Words, language: str) -> str:
    """Return the meaning of a trend's dashed stretch: its least certain rule."""
    estimates = {
        short_origin(cell.converted, cell.estimated, cell.basis, language): cell.estimated
        for cell in cells
        if cell.converted
    }
    return (
        words("dashed", rule=max(estimates, key=lambda each: estimates[each])) if estimates else ""
    )


def _target(card: Card, words: Words, language: str, *, above: bool) -> str:
    """Return the target, or why there is none."""
    indicator = card.indicator
    if above:
        level = level_word(indicator.lowest_level, language).split(",")[0]
        return words("only_above", level=level)
    if card.target is None:
        return words["no_target"]
    return f"{words['target']} {goal_text(indicator, card.target.value, language)}"


def _who(card: Card, language: str) -> str:
    """Return the source of the number, the share of reports, and its provisional value.

    The rule of a converted number comes first, then the provisional value of an incomplete one.
    """
    cell = card.cell
    adds_up = card.indicator.space_rule.adds_up
    origin = share = ""
    if cell and cell.converted:
        origin = short_origin(cell.converted, cell.estimated, cell.basis, language)
    if cell and adds_up and (within := card.within) and not cell.is_self:
        # The first of "tỉnh, thành phố": both are too long here.
        word = level_word(within.level, language).split(",")[0]
        share = "" if cell.is_whole else f"{within.some}/{within.all} {word}"
    elif cell and adds_up:
        share = share_words(
            cell.reported, cell.own, cell.expected, card.reporting_level, language, is_short=True
        )
    source = short_source(card.indicator, language)
    come_to = provisional_text(card.provisional, card.indicator, language)
    parts = [origin, share, come_to, source] if come_to else [origin, source, share]
    return " · ".join(part for part in parts if part)


def _period(card: Card, age: Age, words: Words, language: str) -> PeriodLine:
    """Return of when a number is, and how old."""
    if card.period is None or card.cell is None:
        return PeriodLine(words["no_data"])
    period = card.period.label_inside(language)
    text = words("as_of", period=period)
    if age is not Age.FRESH:
        overdue = words[f"age_{age.value}"]
        return PeriodLine(f"{overdue} · {text}", f"{overdue} · {period}")
    # There is room for one of them: what is awaited implies the age.
    if card.awaited is not None:
        more = words("awaited", period=card.awaited.label_inside(language))
    else:
        more = "" if card.days_old is None else _age(card.period, card.days_old, words)
    return PeriodLine(text, more=f"· {more}" if more else "")


def _age(period: Period, days: int, words: Words) -> str:
    # The age of a yearly number is told in months.
    if period.frequency is Frequency.YEAR and days > 99:
        return words("months_ago", count=days // 30)
    return words("days_ago", count=days)
