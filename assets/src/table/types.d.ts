// The ranked table and the time control.

/** What a table shows. */
interface TableWish {
  spec: MapSpec;
  period: string;
  /** The period to compare with. */
  before: string | null;
  selected: string;
  search: string;
  status: string;
  /** Only areas that move so since the base period: "up", "down", "same". */
  move: string;
  /** The choice of the base period; "": the one before. */
  base: string;
  sort: string;
  language: string;
  /** Leaves out what costs another request, while time runs. */
  light: boolean;
  on: {
    select: (code: string) => void;
    /** One more to compare with, or one less. */
    compare: (code: string) => void;
    drill: (code: string) => void;
    hover: (code: string | null) => void;
    sort: (name: string) => void;
  };
}
/** What the rows of a table are made of. */
interface TableRows {
  directory: Directory;
  slice: Slice;
  value: Float64Array;
  status: string[];
  change: Float64Array | null;
  changes: Change | null;
  parts: Parts | null;
  missing: number;
  unranked: number;
  rank: Int32Array;
  /** Whether areas have several parents. */
  parents: boolean;
  /** The number whose bar is full. */
  full: number;
}
interface TableState {
  host: HTMLElement;
  frame: HTMLElement;
  table: HTMLTableElement;
  head: HTMLElement;
  body: HTMLElement;
  notice: HTMLElement;
  foot: HTMLElement;
  caption: HTMLElement;
  heads: { name: string; cell: HTMLTableCellElement; button: HTMLButtonElement }[];
  /** Rows in the order of the table. */
  order: number[];
  rows: TableRows;
  active: number;
  job: AbortController | null;
  wish: TableWish;
  /** The directory that `search` and `nameOrder` were made of. */
  searched?: Directory;
  search: string[];
  nameOrder: Int32Array;
}
/** What follows a time control. */
interface SliderFollower {
  near?: () => void;
  start?: () => void;
  /** Another period; the promise of its picture, if it is not due yet. */
  step: (period: string) => Promise<unknown> | null;
  settle: (period: string) => void;
}
interface SliderState {
  host: HTMLElement;
  play: HTMLButtonElement;
  before: HTMLButtonElement;
  after: HTMLButtonElement;
  range: HTMLInputElement;
  pace: HTMLSelectElement;
  label: HTMLOutputElement;
  marks: HTMLElement;
  periods: string[];
  at: number;
  /** What identifies the run under way. */
  run: object | null;
  running: boolean;
  byKey: boolean;
  timer: number;
  language: string;
  on: SliderFollower;
}
/** Another period of what a map shows. */
interface PeriodStep {
  period: string;
  target: number | null;
}
/** A history that is to be fetched. */
interface HistoryPlan {
  url: string;
  spec: MapSpec;
  job: AbortController;
  under_way: boolean;
  timer: number;
}
/** What a table in place of the ranked one shows of what the server sent. */
interface PivotWish {
  kind: string;
  search: string;
  sort: string;
  selected: string;
  language: string;
  on: {
    select: (code: string) => void;
    hover: (code: string | null) => void;
    sort: (name: string) => void;
  };
}
interface PivotState {
  host: HTMLElement;
  caption: HTMLElement;
  frame: HTMLElement;
  table: HTMLTableElement;
  head: HTMLElement;
  body: HTMLElement;
  foot: HTMLElement;
  order: PivotOrder;
  columns: Columns;
  wish: PivotWish;
  /** Rows of the order that are shown. */
  rows: number[];
  active: number;
}
/** A table of which only the rows in sight are in the page. */
type SightedTable = Pick<PivotState, "host" | "frame" | "table" | "head" | "body" | "active">;
