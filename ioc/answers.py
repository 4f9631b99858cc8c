"""The shapes of what the server sends to scripts.

`scripts/answer_types.py` writes them for TypeScript (assets/src/answers.d.ts), with the dataclasses
and models that are sent as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict


class ClassesAround(TypedDict):
    """The bounds and words of the classes on both sides of a target."""

    target: float
    breaks: Sequence[float]
    texts: Sequence[str]


class MapClasses(TypedDict):
    """The bounds and words of a legend's classes (`callbacks.map.classes.classes_of`).

    `unit` is the one that stands above them, empty where each has it; `around` those by the gap to
    each target that has been in force.
    """

    breaks: Sequence[float]
    texts: Sequence[str]
    unit: str
    around: Sequence[ClassesAround]


class PinText(TypedDict):
    """The label of an area on a wall's map; `status` colours it."""

    name: str
    value: str
    status: str


class MapLand(TypedDict):
    """The part of a map's spec that stays while other numbers are shown of the same areas."""

    vintage: str
    level: str
    parent: str
    topology: str | None
    stale: Sequence[str]
    outline: str | None
    filter_parent: str | None
    directory: str
    points: bool
    tier_label: str
    land_credit: NotRequired[str]
    latest: bool
    islands: bool
    labels: bool
    never: NotRequired[bool]
    pins: NotRequired[Sequence[str]]
    pin_texts: NotRequired[Sequence[PinText]]


class MapMeasure(TypedDict):
    """The part of a map's spec that belongs to the indicator."""

    indicator: str
    title: str
    unit: str
    decimals: int
    direction: str
    own_targets: Mapping[str, Sequence[tuple[str, float | None]]]
    fact_words: tuple[str, str]
    factor: float
    lowest_level: str
    classes: MapClasses
    village_provinces: NotRequired[Mapping[str, bool]]
    awaited: NotRequired[tuple[str, str]]
    counts: NotRequired[Sequence[int | None]]


class MapSpec(MapLand, MapMeasure):
    """What the browser needs to draw one map (`callbacks.map.spec.map_spec`)."""

    period: str
    revision: int
    language: str
    mode: str
    target: float | None
    selected: str | None
    demo_label: str
    wall: bool
    slice: str


class OtherVintage(TypedDict):
    """Another vintage that is laid over a map."""

    spec: MapSpec
    name: str
    own: str
    earlier: bool


class MapHeader(TypedDict):
    """Which map the numbers of an answer belong to."""

    indicator: str
    vintage: str
    level: str
    parent: str
    revision: int
    factor: float
    decimals: int


class DirectoryAnswer(TypedDict):
    """The areas of a level under a parent: equally long lists, one entry per area."""

    vintage: str
    level: str
    parent: str
    codes: list[str]
    names: list[str]
    full_names: list[str]
    parents: list[str]
    parent_names: Sequence[str]
    lon: list[float | None]
    lat: list[float | None]
    moved: NotRequired[list[int]]


class SelectOption(TypedDict):
    """One entry of a select."""

    value: str
    label: str


class ChartOrder(TypedDict):
    """The chart of the analysis page; `empty` says why there is none.

    `note` says what is drawn of how many; `seconds` are the choices of a second indicator, `panels`
    small charts as HTML, in place of the figure, `codes` their indicators.
    """

    title: str
    empty: str
    figure: Mapping[str, Any]
    note: NotRequired[str]
    seconds: NotRequired[Sequence[SelectOption]]
    panels: NotRequired[str]
    codes: NotRequired[Sequence[str]]


class PivotHead(TypedDict):
    """A column of a table of areas or indicators; `key` is what the address sorts by.

    `detail` stands below the label: unit, and the period where it is not the page's.
    """

    key: str
    label: str
    detail: str
    title: str


class PivotOrder(TypedDict):
    """A table in place of the ranked one; its cells are columns of the answer.

    `codes`, `names` and `parents` are those of the rows, `corner` heads them; `indicators` are the
    codes of those whose numbers the cells are.
    """

    kind: str
    indicators: Sequence[str]
    caption: str
    corner: str
    columns: Sequence[PivotHead]
    codes: Sequence[str]
    names: Sequence[str]
    parents: Sequence[str]
    texts: Sequence[str]
    note: str


class AnalysisOrder(TypedDict):
    """What another indicator, period or picked area changes on the analysis page."""

    revision: int
    areas_revision: int
    day: str
    language: str
    state: dict[str, str]
    measure: MapMeasure
    group: str
    source: str
    periods: list[str]
    uncompared: list[str]
    bases: NotRequired[list[str]]
    targets: Sequence[tuple[str, float | None]]
    levels: list[str]
    too_deep: bool
    headline: str
    facts: str
    demo: str
    note: str
    title: str
    chart: ChartOrder
    before: NotRequired[str]
    same_level: NotRequired[str]
    place: NotRequired[AnalysisPlace]
    indicators: NotRequired[Sequence[SelectOption]]


class OrderGround(MapLand):
    """The ground of the analysis page's map."""

    slice: str
    demo_label: str


class ChosenPlaces(TypedDict):
    """The value of each select of areas."""

    province: str
    district: str
    commune: str


class AnalysisPlace(TypedDict):
    """What stays on the analysis page while indicator, period or picked area change."""

    ground: OrderGround
    chosen: ChosenPlaces
    path: str
    drill: bool
    own_districts: bool
    groups: Mapping[str, str]
    vintages: NotRequired[Sequence[SelectOption]]
    provinces: NotRequired[Sequence[SelectOption]]
    districts: NotRequired[Sequence[SelectOption]]
    district_label: NotRequired[str]
    communes: NotRequired[Sequence[SelectOption]]


class AreaAnswer(TypedDict):
    """What a choice, or new numbers, change on an area's page."""

    all: bool
    day: str
    revision: int
    spec: MapSpec | None
    address: str | None
    title: str | None
    props: Mapping[str, Mapping[str, Any]]
    cards: dict[str, str]
    parts: dict[str, str]
    silent: list[str]


class WallScreen(TypedDict):
    """What a wall is beside its scenes."""

    code: str
    digest: str
    until: str | None
    night_from: str
    night_to: str
    inches: float
    metres: float


class PlotTick(TypedDict):
    """A label of an axis, at a value or at a place of the history."""

    at: float
    text: str


class PlotRun(TypedDict):
    """Neighbouring points of a trend, each a place and a value, drawn solid or dashed."""

    points: Sequence[tuple[int, float]]
    converted: bool


class TrendPlot(TypedDict):
    """The trend of a wall's scene (`layouts.wall.plot`); places count periods from 0."""

    count: int
    low: float
    high: float
    runs: Sequence[PlotRun]
    ticks: Sequence[PlotTick]
    periods: Sequence[PlotTick]
    target: float | None
    target_text: str
    whole: bool
    ground: bool
    changes: Sequence[float]


class PlayVillage(TypedDict):
    """A village that a scene names: its line with the running count, since when, and its place.

    One whose place is not known is counted and named, not drawn, and counted again in `more`.
    """

    code: str
    name: str
    line: str
    since: str
    lon: float | None
    lat: float | None


class VillagePlay(TypedDict):
    """The villages that appear on a scene's map one by one, and what is said at the end."""

    villages: Sequence[PlayVillage]
    end: str
    more: str


class WallScene(TypedDict):
    """A scene as its wall begins with it."""

    code: str
    name: str
    seconds: int
    from_time: str
    to_time: str
    days: list[int]
    indicators: list[str]
    map: MapSpec | None
    play: str
    before: MapSpec | None  # of the earlier vintage, where the scene plays a merger
    villages: VillagePlay | None  # where the scene plays them, and villages report them here
    plot: TrendPlot | None
    leaves: Mapping[str, Mapping[str, Any]]


class WallOrder(TypedDict):
    """What a wall's page is told of its screen and its scenes."""

    refused: bool
    shown: str
    hold: bool
    area: str
    vintage: str
    language: str
    theme: str
    revision: int
    screen: WallScreen | None
    words: Mapping[str, str]
    scenes: list[WallScene]


class SceneAnswer(TypedDict):
    """What a scene of a wall says now."""

    scene: str
    area: str
    revision: int
    leaves: Mapping[str, Mapping[str, Any]]
    map: MapSpec
    before: MapSpec | None
    villages: VillagePlay | None
    plot: TrendPlot | None
    shown_area: str


class LiveAnswer(TypedDict):
    """The changes of the store that a page lacks."""

    revision: int
    changes: list[dict[str, Any]]
    touched: dict[str, int]
    whole: bool


class SignalItem(TypedDict):
    """What is no change of numbers: an order to a wall, an alert, a token."""

    number: int
    about: str
    key: str
    body: Mapping[str, Any]


class SignalsAnswer(TypedDict):
    """The signals that a page lacks; `missed`: some are not known any more."""

    number: int
    items: list[SignalItem]
    missed: bool
