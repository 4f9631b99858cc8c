"""What one scene of the wall says, in words short enough for the screen. No queries, no Dash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ioc.age import Age, age_of
from ioc.area import Level
from ioc.card import Card, Cell
from ioc.comparison import Comparison
from ioc.local_time import VIETNAM
from ioc.period import Frequency, Period
from ioc.short_name import ShortName
from ioc.status import Status
from layouts.components.same_areas import provisional_text, same_areas
from layouts.origin import short_origin
from layouts.text import (
    Words,
    cell_text,
    goal_text,
    level_word,
)
from layouts.wall_behind import (
    CardBehind,
    PlaceLine,
    card_behind,
    since_text,
)
from layouts.wall_changes import areas_of, both_changes, change_text
from layouts.wall_gap import gap_text
from layouts.wall_pictures import Pictures, draw_pictures
from layouts.wall_room import fits_below, fits_beside
from layouts.wall_words import WORDS, short_period, short_source
from layouts.whose import share_words

# More letters than these do not fit in the preferred size, and are set in the least one.
# Of the widest that were measured: "CT ≥ 100% · vàng ≥ 24 tháng" beside "▲ Cảnh báo" fits.
_OVER = 0.03
_LONG_NAME = 21
_WIDE_VALUE = 7
# Three areas, and one line about those that are silent.
WHERE = 4
NEWS = 5


@dataclass(frozen=True)
class RowView:
    """One card of a scene. Tones: "good", "bad" or ""."""

    code: str
    name: str
    long_name: bool
    value: str
    wide_value: bool
    status: Status
    chip: str
    target: str
    behind: str
    last: str
    last_tone: str
    year: str
    year_tone: str
    period: str
    who: str
    line: str
    age: Age = Age.FRESH


@dataclass(frozen=True)
class TrendView:
    """The trend: a message of two lines, the picture, and what its ends mean."""

    name: str
    value: str
    gap: str
    note: str
    pictures: Pictures
    start: str
    end: str
    change: str = ""  # when areas changed within the series
    origin: str = ""  # by what rule its dashed stretch was brought over


@dataclass(frozen=True)
class NewsLine:
    """One thing that changed; tone "good", "bad" or ""."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class SceneView:
    """One scene, ready to be shown."""

    code: str
    area: str
    name: str
    seconds: int
    rows: tuple[RowView, ...]
    map_name: str
    where: tuple[PlaceLine, ...]
    trend: TrendView
    news: tuple[NewsLine, ...]
    demo: bool
    note: str = ""
    vintage: str = ""  # said where it is not the newest
    indicators: tuple[str, ...] = ()
    from_time: str = ""  # HH:MM; hours and days (1 = Monday) as ioc.wall.Scene has them
    to_time: str = ""
    days: tuple[int, ...] = ()


@dataclass(frozen=True)
class News:
    """The last change of the store: its kind ("observations", "boundaries"…), its indicators."""

    at: datetime
    codes: tuple[str, ...]
    kind: str = ""


def row_view(
    card: Card,
    names: Mapping[str, ShortName],
    language: str,
    behind: CardBehind | None = None,
    level: Level | None = None,
    today: date | None = None,
) -> RowView:
    """Return what one card says on the wall.

    Args:
        card: the card.
        names: short names by indicator code.
        language: "vi" or "en".
        behind: areas inside that pull it down; None: nothing is behind.
        level: of the wall's area; above the indicator's lowest one nobody reports it.
        today: from which it is reckoned whether the number is overdue; None: it is not.
    """
    words = Words(WORDS, language)
    indicator = card.indicator
    name = short_name_of(card, names, language)
    value = cell_text(indicator, card.cell, language)
    status = card.verdict.status
    last, last_tone = change_text(card, card.last, words["last"], language, card.before_last)
    year, year_tone = change_text(card, card.year, words["year"], language, card.before_year)
    last, year = both_changes(card, last, year, words[f"chip_{status.value}"], language)
    if parting := card.break_last or card.break_year:
        # The two would not fit beside it.
        last, year = words["broken"].format(short_period(parting.period, language)), ""
    above = level is not None and level.depth > indicator.lowest_level.depth
    target = (
        words["only_above"].format(level_word(indicator.lowest_level, language).split(",")[0])
        if above
        else _target(card, words, words[f"chip_{status.value}"], language)
    )
    age = Age.FRESH
    if today is not None and card.period is not None and card.cell is not None:
        age = age_of(card.period, indicator.frequency, today)
    line = draw_pictures(
        card.history,
        None,
        ratio=indicator.is_ratio,
        width=200,
        height=50,
        stroke=6,
        breaks=card.breaks,
    ).line
    return RowView(
        code=indicator.code,
        name=name,
        long_name=len(name) > _LONG_NAME,
        value=value,
        wide_value=len(value) > _WIDE_VALUE,
        status=status,
        chip=words["chip_above"] if above else words[f"chip_{status.value}"],
        target=target,
        behind=card_behind(behind, card, language) if behind else "",
        last=last,
        last_tone=last_tone,
        year=year,
        year_tone=year_tone,
        period=_period(card, age, words, language),
        who=_who(card, words[f"chip_{status.value}"], language),
        line=line,
        age=age,
    )


def trend_view(
    card: Card,
    names: Mapping[str, ShortName],
    language: str,
    changes: Sequence[date] = (),
    beside: Sequence[Card] = (),
) -> TrendView:
    """Return the trend of a card with its message: value, and how far from the target.

    Args:
        card: the card.
        names: short names by indicator code.
        language: "vi" or "en".
        changes: days on which areas changed within the series.
        beside: the other cards of the scene.
    """
    words = Words(WORDS, language)
    indicator = card.indicator
    shown = [cell for cell in card.history if cell.value is not None]
    value = cell_text(indicator, card.cell, language)
    name = short_name_of(card, names, language)
    pictures = draw_pictures(
        card.history,
        card.target.value if card.target else None,
        ratio=indicator.is_ratio,
        width=740,
        height=118,
        stroke=6,
        breaks=card.breaks,
        changes=changes,
    )
    start = end = ""
    if len(shown) > 1 and card.period is not None:
        first = cell_text(indicator, shown[0], language)
        start = f"{short_period(shown[0].period, language)}: {first}"
        end = short_period(card.period.iso, language)
    return TrendView(
        name=name,
        value=value,
        gap=gap_text(card, names, language, beside),
        note="" if shown else words["no_trend"],
        pictures=pictures,
        start=start,
        end=end,
        change=words["merger"].format(f"{changes[-1]:%d/%m/%Y}") if changes else "",
        origin=_origins(shown, words, language),
    )


def _origins(cells: Sequence[Cell], words: Words, language: str) -> str:
    """Return what the dashed stretch of a trend is: the least certain rule of it."""
    said = {
        short_origin(cell.converted, cell.estimated, cell.basis, language): cell.estimated
        for cell in cells
        if cell.converted
    }
    return words["dashed"].format(max(said, key=lambda each: said[each])) if said else ""


def news_lines(
    news: News | None,
    cards: Sequence[Card],
    names: Mapping[str, ShortName],
    language: str,
    today: date,
) -> tuple[NewsLine, ...]:
    """Return what changed, shown in turn: the last change of the store, the worst and best move.

    Moves are those on the last period, over the areas that reported in both; compared by their
    share of the value.
    """
    words = Words(WORDS, language)
    told = []
    if news is not None:
        local = news.at.astimezone(VIETNAM)
        at = f"{local:%H:%M}" if local.date() == today else f"{local:%d/%m}"
        hit = [card for card in cards if card.indicator.code in news.codes]
        if len(hit) == 1:
            what = short_name_of(hit[0], names, language)
        elif news.codes:
            what = words["new_numbers"].format(len(hit) or len(news.codes))
        else:
            what = words.get(f"changed_{news.kind}") or words["changed"]
        told.append(NewsLine(f"{at} · {what}"))
    for tone in ("bad", "good"):
        moved = [card for card in cards if change_text(card, card.last, "", language)[1] == tone]
        if moved:
            most = max(moved, key=lambda card: abs(card.change_last or 0) / abs(card.value or 1))
            text, _ = change_text(most, most.last, short_name_of(most, names, language), language)
            told += _news_over(most.last, text, tone, language)
    return tuple(told[:NEWS])


def short_name_of(card: Card, names: Mapping[str, ShortName], language: str) -> str:
    """Return what the wall calls a card's indicator; its full name where it has no short one."""
    short = names.get(card.indicator.code)
    return short.name(language) if short else card.indicator.name(language)


def _target(card: Card, words: Words, chip: str, language: str) -> str:
    """Return the target and since when the status beside it holds, as far as there is room."""
    if card.target is None:
        return words["no_target"]
    text = f"{words['target']} {goal_text(card.indicator, card.target.value, language)}"
    since = since_text(card, words, language)
    if since and not fits_beside(f"{text} · {since}", chip, _OVER):
        since = since_text(card, words, language, colour=False)
    return f"{text} · {since}" if since else text


def _news_over(moved: Comparison | None, text: str, tone: str, language: str) -> list[NewsLine]:
    """Return what moved, and over which areas: in a line of its own where one has no room."""
    areas = areas_of(moved, language)
    if fits_below(f"{text}{areas}"):
        return [NewsLine(f"{text}{areas}", tone)]
    whole = same_areas(moved, language)
    over = whole if fits_below(whole) else areas.strip(" ()")
    return [NewsLine(text, tone), NewsLine(over, tone)]


def _who(card: Card, chip: str, language: str) -> str:
    """Return who answers for the number, how many of them reported, and what it would come to.

    Of a number that was brought over first by what rule; then what there is room for.
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
        whom = "in" if language == "en" else ""
        share = share_words(
            cell.reported, cell.own, cell.expected, card.reporting_level, language, whom
        )
    source = short_source(card.indicator, language)
    come_to = provisional_text(card.provisional, card.indicator, language)
    if not origin and not come_to:
        return " · ".join(part for part in (source, share) if part)
    # What an unfinished number would come to goes before who usually sends it.
    parts = [origin, share, come_to, source] if come_to else [origin, source, share]
    said, *rest = [part for part in parts if part]
    for each in rest:
        if fits_beside(f"{said} · {each}", chip):
            said = f"{said} · {each}"
    return said


def _period(card: Card, age: Age, words: Words, language: str) -> str:
    if card.period is None or card.cell is None:
        return words["no_data"]
    overdue = [words[f"age_{age.value}"]] if age is not Age.FRESH else []
    parts = [*overdue, short_period(card.period.iso, language)]
    # Overdue says the same, and a row has no room for both.
    if card.awaited is not None and not overdue:
        parts.append(words["awaited"].format(card.awaited.short_label(language)))
    if card.age_days is not None:
        parts.append(_age(card.period, card.age_days, words))
    return " · ".join(parts)


def _age(period: Period, days: int, words: Words) -> str:
    # A yearly number's age in days says less than it takes to read.
    if period.frequency is Frequency.YEAR and days > 99:
        return f"{days // 30} {words['months']}"
    return f"{days} {words['days']}"
