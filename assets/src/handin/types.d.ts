// The page on which sheets are handed in: what /nop-so answers, and the page's own state.

/** A form that may be handed in for a period. */
interface FormChoiceItem {
  code: string;
  name: string;
  period: string;
  period_name: string;
  /** Null: nothing closes it. */
  days_left: number | null;
  days_late: number;
  /** Numbers that were typed on the phone's page and not handed in. */
  typed: number;
}
/** What corrections may name. */
interface SheetForm {
  period: string;
  slots: { indicator: string; part: string; name: string; part_name: string }[];
  areas: [string, string][];
}
/** A cell; rows and columns count from 0. */
interface SheetPlace {
  sheet: string;
  /** "C14"; empty: the file as a whole. */
  cell: string;
  row: number;
  column: number;
}
interface SheetNote extends SheetPlace {
  text: string;
  reason: string;
  fix?: string;
}
interface SheetDoubt {
  key: string;
  text: string;
  places: SheetPlace[];
  count: number;
  is_settled: boolean;
  is_lasting: boolean;
}
interface SheetTotalNote extends SheetPlace {
  stated: string;
  summed: string;
  agrees: boolean;
}
interface SheetPicture {
  name: string;
  is_hidden: boolean;
  is_read: boolean;
  rows: number;
  columns: number;
  /** Text, and the place of its meaning, by row. */
  cells: [string, number][][];
  meanings: { role: string; reason: string }[];
  /** top, left, bottom, right */
  merges: [number, number, number, number][];
  /** row, column, what it is, ready | alone | waiting | foreign */
  numbers: [number, number, string, string][];
}
interface SheetReading {
  counts: { ready: number; waiting: number; foreign: number; alone: number; unread: number; faults: number };
  left_out: number;
  replacement: { new: number; differing: number; equal: number } | null;
  assumptions: SheetDoubt[];
  unread: SheetNote[];
  foreign: SheetNote[];
  alone: SheetNote[];
  faults: SheetNote[];
  remarks: SheetNote[];
  totals: SheetTotalNote[];
  aside: SheetNote[];
  sheets: SheetPicture[];
}
/** What the sender sets of a cell, a row, a column or a sheet (data/load/office/corrections.py). */
interface SheetCorrection {
  sheet: string;
  role: string;
  row?: number;
  column?: number;
  indicator?: string;
  part?: string;
  area?: string;
  scale?: number;
  manner?: string;
}
interface SheetReceipt {
  submission: number;
  numbers: number;
  observations: number;
  left_out: number;
  /** Its numbers do not count before they are verified. */
  waits: boolean;
  file: string;
  sha256: string;
  sender: string;
  at: string;
  period: string;
  indicators: string[];
  vintage: string;
}
/** One submission of one's own. */
interface SheetRecord {
  number: number;
  name: string;
  form: string;
  period: string;
  sha256: string;
  received_at: string;
  cells: number;
  standing: number;
  withdrawn: object | null;
  /** Its numbers do not count before they are verified. */
  waits: boolean;
  /** The last step of its verification. */
  verification: { state: string; state_name: string; by: string; at: string; reason: string };
}
interface SheetOrigin {
  indicator: string;
  name: string;
  part: string;
  area: string;
  area_code: string;
  period: string;
  /** Empty, as the cell, where it was typed on a page. */
  sheet: string;
  cell: string;
  text: string;
  is_unchanged: boolean;
}
interface HandInData {
  language: string;
  /** Whether the account has an area, so that it may type numbers. */
  has_area: boolean;
  most_bytes: number;
}
interface SheetPage {
  room: HTMLElement;
  language: string;
  words: Record<string, string>;
  most: number;
  mayType: boolean;
  step: "choose" | "send" | "review" | "done";
  forms: FormChoiceItem[] | null;
  choice: FormChoiceItem | null;
  file: { number: number; name: string; sha256: string } | null;
  form: SheetForm | null;
  reading: SheetReading | null;
  corrections: SheetCorrection[];
  agreements: Set<string>;
  /** Whether what is unclear is expressly left out. */
  leaves: boolean;
  /** New for each hand-in: the same one twice is one submission. */
  key: string;
  /** Which sheet is shown, and how many of its rows. */
  sheet: number;
  rows: number;
  /** What is being done; "" = nothing. */
  work: string;
  fault: string;
  problems: SheetNote[];
  receipt: SheetReceipt | null;
  records: RecordPage<SheetRecord>;
}
/** When a submission came, and its number. */
interface LatenessArrival {
  at: string;
  submission: number;
}
interface LatenessRow {
  name: string;
  code: string;
  state: string;
  state_name: string;
  days: number;
  reported: string;
  expected: string;
  made_up: string;
  first: LatenessArrival | null;
  last: LatenessArrival | null;
}
interface LatenessContent {
  forms: { code: string; name: string }[];
  periods: { iso: string; name: string }[];
  form: string;
  period: string;
  days: string;
  summary: string;
  states: Record<string, string>;
  counts: Record<string, number>;
  made_up: boolean;
  rule: string;
  rows: LatenessRow[];
  /** To send to those that lack numbers; "" = nobody does. */
  reminder: string;
}
interface LatenessPage {
  room: HTMLElement;
  language: string;
  words: Record<string, string>;
  /** As in the address: bieu, ky, loc, tim. */
  choice: Record<string, string>;
  content: LatenessContent | null;
  fault: string;
}
interface VerificationNumber {
  name: string;
  /** "" = the submission is of one area. */
  area: string;
  now: string;
  before: string;
  before_demo: string;
  /** What its sender marked it as; "" = nothing. */
  mark: string;
}
/** A submission as its verifier sees it (api/hand_in/verification_items.py). */
interface VerificationRow {
  number: number;
  name: string;
  sender: string;
  login: string;
  unit: string;
  file: string;
  received_at: string;
  state: string;
  state_name: string;
  look: string;
  note: string;
  warnings: string[];
  /** Why this verifier may take no step; "" = may. */
  refusal: string;
  waits: boolean;
  passes: boolean;
  may_return: boolean;
  count: string;
  numbers: VerificationNumber[];
  more: number;
}
interface VerificationContent {
  terms: { form: string; period: string; name: string }[];
  is_administrator: boolean;
  form: string;
  period: string;
  /** The period before, in words. */
  before: string;
  summary: string;
  lock: string;
  permits: string[];
  rows: VerificationRow[];
}
interface VerificationPage {
  room: HTMLElement;
  language: string;
  words: Record<string, string>;
  form: string;
  period: string;
  content: VerificationContent | null;
  /** Numbers of the submissions that pass. */
  ticks: Set<number>;
  /** Which row is current. */
  at: number;
  work: string;
  /** What came of the last step. */
  news: string;
  fault: string;
}
