// What passes between the modules: the land, what the server answers, how it is read.
// Types are known everywhere without an import.

type Language = "vi" | "en";
/** west, north, east, south in units of the land (core/land.js). */
type Box = [number, number, number, number];
/** A place on the canvas: land x times k plus tx. */
interface Pane {
  k: number;
  tx: number;
  ty: number;
}
/** A part of the canvas, in pixels. */
interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

// ---- what the server answers --------------------------------------------------------------------

/** The columns of an answer, by name: numbers of the areas in the order of their directory. */
type Columns = Record<string, Float64Array>;
/** An answer of numbers as it came: its header, as the route says it, and its columns (core/wire.js). */
interface Answer<Header> {
  header: Header;
  columns: Columns;
}

/** The areas of a level, a row each (/api/v1/directory). */
interface Directory extends DirectoryAnswer {
  /** Code → row. */
  row: Map<string, number>;
  parentName: Map<string, string>;
  /** The rows of `moved`, made when they are first asked for. */
  movedRows?: Set<number>;
}

/** The numbers of areas in one period, in the order of the directory. NaN: not reported. */
interface Numbers {
  value: Float64Array;
  /** Row → decimals of the few numbers that take more than the others. */
  finer: Map<number, number>;
  /** Places in STATUSES (core/shown.js). */
  status: Uint8Array;
  /** Bits as in docs/api.md: 1 reported, 2 made up, 4 not all reported, 32 yes or no, 64 too few, 128 below one. */
  flags: Uint8Array;
  origin: Uint8Array | null;
}
/** Which map and period numbers belong to. */
interface SliceHeader extends MapHeader {
  period: string;
  /** How many areas. */
  n: number;
}
/** One indicator in one period, as it came. */
interface SliceAnswer extends Numbers {
  header: SliceHeader;
  /** Numerator, denominator, reported, expected; undefined while nobody has asked for them. */
  partsNow?: Parts;
  change?: Change | null;
  /** What the numbers of rows still lack, as lines, once somebody asked. */
  whys?: Map<number, string[]>;
}
/** The same, with the way to what it is made of. */
interface Slice extends SliceAnswer {
  /** Numerator, denominator, reported, expected; asked for on first use. */
  parts: () => Promise<Parts | undefined>;
}
/** What numbers are made of. */
interface Parts {
  numerator: Float64Array;
  denominator: Float64Array;
  reported: Float64Array;
  expected: Float64Array;
  /** For how many of `reported` an area above answered. */
  above?: Float64Array;
  /** ioc.rollup.Voice */
  voice?: Float64Array;
  beside_reported?: Float64Array;
  beside?: Float64Array;
  besideFiner?: Map<number, number>;
  /** What the unfinished would come to. */
  provisional?: Float64Array;
  provisionalFiner?: Map<number, number>;
}
/** How areas moved since a period; `same` of `of` areas of `level` are compared where some are missing. */
interface Change {
  before: string;
  values: Float64Array;
  same: Float64Array | null;
  of: Float64Array | null;
  level: string;
}
/** All periods of one map. */
interface PeriodHistory extends Numbers {
  header: HistoryHeader;
  /** How many areas. */
  count: number;
  /** Period → its place. */
  place: Map<string, number>;
  slices: Map<string, Slice>;
}
/** What the server says of one area's number. */
interface Cell {
  value: number;
  /** Undefined: those of the indicator. */
  decimals?: number;
  status: string;
  flags: number;
}
/** What a number is written with. */
type Writing = Pick<MapSpec, "language" | "unit" | "decimals" | "direction">;

// ---- the land -----------------------------------------------------------------------------------

/** A published topology (TopoJSON), as far as it is read. */
interface Topology {
  transform?: { scale: [number, number]; translate: [number, number] };
  arcs: number[][][];
  objects: Record<string, { geometries?: Geometry[] }>;
}
interface Geometry {
  type: string;
  id: string | number;
  /** Numbers of arcs, in lists of lists; ~number: backwards. */
  arcs?: any[];
  properties?: { codes?: string[]; p?: string | number };
}
/** An offshore part of an area. */
interface Islet {
  path: Path2D;
  rings: Float32Array[];
  x: number;
  y: number;
  size: number;
  box: Box;
  group: string;
}
/** The shape of an area, or of several that the file has as one. */
interface Feature {
  code: string;
  codes: string[];
  parent: string | null;
  /** The mainland; null where there is none. */
  path: Path2D | null;
  islets: Islet[];
  rings: Float32Array[];
  box: Box | null;
  size: number;
  /** Where its name stands, and how much room that has. */
  anchor: [number, number] | null;
  room: number;
}
/** Between areas of one parent, of two parents, and towards the outside. */
type BorderKind = "siblings" | "parents" | "outer";
/** A line of a border: whose it is, and how wide the smaller of its areas is. */
interface BorderLine {
  points: Float32Array;
  owner: number;
  span: number;
}
/** Land that can be drawn: a published topology. */
interface Land {
  features: Feature[];
  byCode: Map<string, number>;
  borders: {
    siblings: Path2D;
    parents: Path2D;
    outer: Path2D;
    bySpan: Map<number, { span: number; path: Path2D }>;
  };
  lines: Record<BorderKind, BorderLine[]>;
  box: Box | null;
}

// ---- what a page hears of the server ---------------------------------------------------------

/** A request of the administration or the remote: status 0 where the server was not reached. */
interface Reply {
  status: number;
  /** The answer's JSON, as the route says it. */
  content: any;
}
/** A fault of a form's field. */
interface FormFault {
  field: string;
  value: string;
  message: string;
  fix: string;
}

/** What names a slice: its address, or what that is built from. */
type SliceQuestion = Partial<MapSpec>;
interface Scaling {
  decimals: number;
  finer?: ColumnHeader["finer"];
}
/** A column as it is shown, and the decimals of those of its rows that take more than the others. */
interface ShownColumn {
  numbers: Float64Array;
  finer: Map<number, number>;
}
/** The words that maps, tables and legends share. */
type FormatWords = Record<string, string> & FormatSentences;
interface FormatSentences {
  provisional: (amount: string) => string;
  /** What areas of a level are called where they are counted. */
  areas: Record<string, string>;
}
/** The words of the ranked table. */
type RankingWords = Record<string, string> & RankingSentences;
interface RankingSentences {
  counts: (some: string, all: string, hidden: string) => string;
  missing: (count: string) => string;
  unranked: (count: string) => string;
  noNumber: (period: string) => string;
  provisional: (amount: string) => string;
  same: (count: string, all: string, areas: string) => string;
  few: (count: string, all: string, areas: string) => string;
  areasOf: (level: string) => string;
}
/** What the form for signing in is told. */
interface SignInData {
  path: string;
  account: string;
  to: string;
  back: string;
  language: string;
  enter: string;
  entering: string;
  empty: string;
  empty_account: string;
  unreached: string;
}
/** What the page of one's own account is told. */
interface AccountData {
  path: string;
  everywhere: string;
  must_change: boolean;
  language: string;
  unlike: string;
  empty: string;
  saved: string;
  unreached: string;
  save: string;
  saving: string;
}
interface ColumnHeader {
  rows: number;
  columns: [string, number, number | null, number?][];
  finer?: Record<string, [number, number, number][]>;
}
interface HistoryHeader extends MapHeader, ColumnHeader {
  n: number;
  periods: string[];
  /** Those before which the series breaks. */
  parted?: string[];
}
