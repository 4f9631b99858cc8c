// Written by scripts/answer_types.py from ioc/answers.py and the classes that are sent as they are.

/** The bounds and words of the classes on both sides of a target. */
interface ClassesAround {
  target: number;
  breaks: number[];
  texts: string[];
}

/** The bounds and words of a legend's classes (`callbacks.map.classes.classes_of`). */
interface MapClasses {
  breaks: number[];
  texts: string[];
  unit: string;
  around: ClassesAround[];
}

/** The label of an area on a wall's map; `status` colours it. */
interface PinText {
  name: string;
  value: string;
  status: string;
}

/** The part of a map's spec that stays while other numbers are shown of the same areas. */
interface MapLand {
  vintage: string;
  level: string;
  parent: string;
  topology: string | null;
  stale: string[];
  outline: string | null;
  filter_parent: string | null;
  directory: string;
  points: boolean;
  tier_label: string;
  land_credit?: string;
  latest: boolean;
  islands: boolean;
  labels: boolean;
  never?: boolean;
  pins?: string[];
  pin_texts?: PinText[];
}

/** The part of a map's spec that belongs to the indicator. */
interface MapMeasure {
  indicator: string;
  title: string;
  unit: string;
  decimals: number;
  direction: string;
  own_targets: Record<string, [string, number | null][]>;
  fact_words: [string, string];
  factor: number;
  lowest_level: string;
  classes: MapClasses;
  village_provinces?: Record<string, boolean>;
  awaited?: [string, string];
  counts?: (number | null)[];
}

/** What the browser needs to draw one map (`callbacks.map.spec.map_spec`). */
interface MapSpec {
  vintage: string;
  level: string;
  parent: string;
  topology: string | null;
  stale: string[];
  outline: string | null;
  filter_parent: string | null;
  directory: string;
  points: boolean;
  tier_label: string;
  land_credit?: string;
  latest: boolean;
  islands: boolean;
  labels: boolean;
  never?: boolean;
  pins?: string[];
  pin_texts?: PinText[];
  indicator: string;
  title: string;
  unit: string;
  decimals: number;
  direction: string;
  own_targets: Record<string, [string, number | null][]>;
  fact_words: [string, string];
  factor: number;
  lowest_level: string;
  classes: MapClasses;
  village_provinces?: Record<string, boolean>;
  awaited?: [string, string];
  counts?: (number | null)[];
  period: string;
  revision: number;
  language: string;
  mode: string;
  target: number | null;
  selected: string | null;
  demo_label: string;
  wall: boolean;
  slice: string;
}

/** Another vintage that is laid over a map. */
interface OtherVintage {
  spec: MapSpec;
  name: string;
  own: string;
  earlier: boolean;
}

/** Which map the numbers of an answer belong to. */
interface MapHeader {
  indicator: string;
  vintage: string;
  level: string;
  parent: string;
  revision: number;
  factor: number;
  decimals: number;
}

/** The areas of a level under a parent: equally long lists, one entry per area. */
interface DirectoryAnswer {
  vintage: string;
  level: string;
  parent: string;
  codes: string[];
  names: string[];
  full_names: string[];
  parents: string[];
  parent_names: string[];
  lon: (number | null)[];
  lat: (number | null)[];
  moved?: number[];
}

/** One entry of a select. */
interface SelectOption {
  value: string;
  label: string;
}

/** The chart of the analysis page; `empty` says why there is none. */
interface ChartOrder {
  title: string;
  empty: string;
  figure: Record<string, any>;
  note?: string;
  seconds?: SelectOption[];
  panels?: string;
  codes?: string[];
}

/** A column of a table of areas or indicators; `key` is what the address sorts by. */
interface PivotHead {
  key: string;
  label: string;
  detail: string;
  title: string;
}

/** A table in place of the ranked one; its cells are columns of the answer. */
interface PivotOrder {
  kind: string;
  indicators: string[];
  caption: string;
  corner: string;
  columns: PivotHead[];
  codes: string[];
  names: string[];
  parents: string[];
  texts: string[];
  note: string;
}

/** What another indicator, period or picked area changes on the analysis page. */
interface AnalysisOrder {
  revision: number;
  areas_revision: number;
  day: string;
  language: string;
  state: Record<string, string>;
  measure: MapMeasure;
  group: string;
  source: string;
  periods: string[];
  uncompared: string[];
  bases?: string[];
  targets: [string, number | null][];
  levels: string[];
  too_deep: boolean;
  headline: string;
  facts: string;
  demo: string;
  note: string;
  title: string;
  chart: ChartOrder;
  before?: string;
  same_level?: string;
  place?: AnalysisPlace;
  indicators?: SelectOption[];
}

/** The ground of the analysis page's map. */
interface OrderGround {
  vintage: string;
  level: string;
  parent: string;
  topology: string | null;
  stale: string[];
  outline: string | null;
  filter_parent: string | null;
  directory: string;
  points: boolean;
  tier_label: string;
  land_credit?: string;
  latest: boolean;
  islands: boolean;
  labels: boolean;
  never?: boolean;
  pins?: string[];
  pin_texts?: PinText[];
  slice: string;
  demo_label: string;
}

/** The value of each select of areas. */
interface ChosenPlaces {
  province: string;
  district: string;
  commune: string;
}

/** What stays on the analysis page while indicator, period or picked area change. */
interface AnalysisPlace {
  ground: OrderGround;
  chosen: ChosenPlaces;
  path: string;
  drill: boolean;
  own_districts: boolean;
  groups: Record<string, string>;
  vintages?: SelectOption[];
  provinces?: SelectOption[];
  districts?: SelectOption[];
  district_label?: string;
  communes?: SelectOption[];
}

/** What a choice, or new numbers, change on an area's page. */
interface AreaAnswer {
  all: boolean;
  day: string;
  revision: number;
  spec: MapSpec | null;
  address: string | null;
  title: string | null;
  props: Record<string, Record<string, any>>;
  cards: Record<string, string>;
  parts: Record<string, string>;
  silent: string[];
}

/** What a wall is beside its scenes. */
interface WallScreen {
  code: string;
  digest: string;
  until: string | null;
  night_from: string;
  night_to: string;
  inches: number;
  metres: number;
}

/** A label of an axis, at a value or at a place of the history. */
interface PlotTick {
  at: number;
  text: string;
}

/** Neighbouring points of a trend, each a place and a value, drawn solid or dashed. */
interface PlotRun {
  points: [number, number][];
  converted: boolean;
}

/** The trend of a wall's scene (`layouts.wall.plot`); places count periods from 0. */
interface TrendPlot {
  count: number;
  low: number;
  high: number;
  runs: PlotRun[];
  ticks: PlotTick[];
  periods: PlotTick[];
  target: number | null;
  target_text: string;
  whole: boolean;
  ground: boolean;
  changes: number[];
}

/** A village that a scene names: its line with the running count, since when, and its place. */
interface PlayVillage {
  code: string;
  name: string;
  line: string;
  since: string;
  lon: number | null;
  lat: number | null;
}

/** The villages that appear on a scene's map one by one, and what is said at the end. */
interface VillagePlay {
  villages: PlayVillage[];
  end: string;
  more: string;
}

/** A scene as its wall begins with it. */
interface WallScene {
  code: string;
  name: string;
  seconds: number;
  from_time: string;
  to_time: string;
  days: number[];
  indicators: string[];
  map: MapSpec | null;
  play: string;
  before: MapSpec | null;
  villages: VillagePlay | null;
  plot: TrendPlot | null;
  leaves: Record<string, Record<string, any>>;
}

/** What a wall's page is told of its screen and its scenes. */
interface WallOrder {
  refused: boolean;
  shown: string;
  hold: boolean;
  area: string;
  vintage: string;
  language: string;
  theme: string;
  revision: number;
  screen: WallScreen | null;
  words: Record<string, string>;
  scenes: WallScene[];
}

/** What a scene of a wall says now. */
interface SceneAnswer {
  scene: string;
  area: string;
  revision: number;
  leaves: Record<string, Record<string, any>>;
  map: MapSpec;
  before: MapSpec | null;
  villages: VillagePlay | null;
  plot: TrendPlot | null;
  shown_area: string;
}

/** The changes of the store that a page lacks. */
interface LiveAnswer {
  revision: number;
  changes: Record<string, any>[];
  touched: Record<string, number>;
  whole: boolean;
}

/** What is no change of numbers: an order to a wall, an alert, a token. */
interface SignalItem {
  number: number;
  about: string;
  key: string;
  body: Record<string, any>;
}

/** The signals that a page lacks; `missed`: some are not known any more. */
interface SignalsAnswer {
  number: number;
  items: SignalItem[];
  missed: boolean;
}

/** One submission behind a number: terms with texts, and rows of the cells in its file. */
interface SourceReport {
  heading: string;
  state: string;
  terms: [string, string][];
  cells: [string, string, string, string][];
  original: string;
}

/** Submissions under a heading; `note` says how many there are beside those shown. */
interface SourceSection {
  heading: string;
  note: string;
  reports: SourceReport[];
}

/** Sentences under a heading; `address` of a list, with the text of its link. */
interface SourceLines {
  heading: string;
  lines: string[];
  address: string;
  link: string;
}

/** Where a number comes from; `formula` is empty where nothing is computed. */
interface NumberSource {
  title: string;
  value: string;
  demo: string;
  preliminary: string;
  formula: string;
  terms: [string, string][];
  facts: SourceLines[];
  sections: SourceSection[];
  download: string;
}

/** The whole state of an analysis; every field is plain text, empty where nothing is chosen. */
interface ViewState {
  vintage: string;
  area: string;
  former: string;
  level: string;
  group: string;
  indicator: string;
  second: string;
  period: string;
  base: string;
  selected: string;
  mode: string;
  compare: string;
  chart: string;
  beside: string;
  pivot: string;
  status: string;
  move: string;
  search: string;
  sort: string;
  language: string;
}

/** One picture of the wall: a map, at most six cards and one trend, by indicator code. */
interface Scene {
  code: string;
  name_vi: string;
  name_en: string;
  seconds: number;
  map: string;
  cards: string[];
  trend: string;
  area: string;
  vintage: string;
  from_time: string;
  to_time: string;
  days: number[];
  play: string;
  is_shipped: boolean;
}

/** Scenes by code, in the order in which they take turns. */
interface Playlist {
  code: string;
  name: string;
  scenes: string[];
}

/** One screen in one room: what it shows, of which area, how, and how large it is. */
interface Wall {
  code: string;
  name: string;
  playlist: string;
  area_code: string;
  vintage: string;
  language: string;
  theme: string;
  night_from: string;
  night_to: string;
  diagonal_inch: number;
  distance_m: number;
  token_id: number | null;
}

/** One line of an alert. */
interface AlertLineItem {
  about: "where" | "behind" | "since" | "who" | "as_of" | "last" | "due" | "sender" | "until";
  label: string;
  text: string;
}

/** What an alert says in the language asked for; plain text. */
interface AlertWords {
  heading: string;
  name: string;
  value: string;
  mark: string;
  chip: string;
  target: string;
  text: string;
  lines: AlertLineItem[];
  demo: string;
  at: string;
  raised: string;
  seen: string;
}

/** What comes forward on the walls: a number that turned red or stale, or a message. */
interface AlertItem {
  id: number;
  kind: string;
  level: string;
  walls: string[];
  indicator: string | null;
  vintage: string | null;
  area: string | null;
  period: string | null;
  value: number | null;
  target: number | null;
  since: string;
  raised_at: string;
  raised_by: string | null;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  ended_at: string | null;
  until: string | null;
  demo: boolean;
  words: AlertWords;
}

/** The alerts that have not ended, the oldest first. */
interface AlertList {
  items: AlertItem[];
  unseen: number;
  unseen_words: string;
  many: string;
  more: string;
  seconds: number;
}
