// The form that people type on a phone: what /nop-so/viec/nhap answers, and what a device remembers.

/** One number that each area gives. */
interface EntrySlot {
  indicator: string;
  part: string;
  /** The indicator's name, above its parts. */
  group: string;
  name: string;
  unit: string;
  whole: boolean;
  /** Whether a % sign may be typed. */
  percent: boolean;
  highest: number | null;
}
interface EntryScreen {
  name: string;
  /** "1/2" where an area takes several screens. */
  part: string;
  areas: { code: string; name: string; slots: EntrySlot[] }[];
}
interface TypedNumber {
  text: string;
  unchanged: boolean;
  /** By this device's clock, in milliseconds. */
  at: number;
  /** Of the server's draft, as far as this device knows. */
  version: number;
  /** Whether the server does not have it yet. */
  waits: boolean;
}
/** Something that another device did to a number; `other` is the number that is not shown. */
interface EntryNote {
  kind: "changed" | "newer" | "older" | "after" | "elsewhere";
  key: string;
  other: string;
  at: string;
}
interface EntryMemory {
  numbers: Record<string, TypedNumber>;
  seen: number;
  submission: number | null;
  screen: number;
  /** A hand-in whose answer has not come. */
  handing: { version: number; missing: number; key: string } | null;
  notes: EntryNote[];
}
interface DraftNumber {
  text: string;
  unchanged: boolean;
  version: number;
  at: string;
}
interface EntryDraftAnswer {
  version: number;
  submission: number | null;
  numbers: Record<string, DraftNumber>;
  clashes?: (DraftNumber & { key: string; is_own: boolean })[];
}
interface EntryContent {
  name: string;
  period_name: string;
  before_name: string;
  days_left: number;
  days_late: number;
  areas: [string, string][];
  slots: EntrySlot[];
  /** Text, and whether it is made up. */
  before: Record<string, [string, boolean]>;
  /** Text, and its submission. */
  reported: Record<string, [string, number]>;
  draft: EntryDraftAnswer;
  /** What was typed for the last submission, where it was returned or withdrawn. */
  returned: {
    submission: number;
    reason: string;
    at: string;
    numbers: Record<string, [string, boolean]>;
  } | null;
}
interface EntryProblem {
  key: string;
  value: string;
  reason: string;
  fix: string;
}
interface EntryReceipt {
  submission: number;
  numbers: number;
  unchanged: number;
  missing: number;
  /** Its numbers do not count before they are verified. */
  waits: boolean;
  /** What should be looked at again. */
  remarks: EntryProblem[];
  file: string;
  sha256: string;
  sender: string;
  at: string;
  period: string;
  indicators: string[];
  vintage: string;
  version: number;
}
interface EntryData {
  language: string;
  account: number;
  form: string;
  period: string;
}
interface EntryPage {
  room: HTMLElement;
  language: string;
  words: Record<string, string>;
  data: EntryData;
  place: string;
  step: "list" | "type" | "review" | "done";
  forms: FormChoiceItem[] | null;
  content: EntryContent | null;
  screens: EntryScreen[];
  memory: EntryMemory;
  /** Slots by key of a number. */
  slots: Map<string, { slot: EntrySlot; area: string; screen: number }>;
  /** "" all is on the server; else a key of words. */
  state: "saved" | "saving" | "offline" | "failed" | "ended" | "over";
  /** Whether the browser keeps what is typed. */
  keeps: boolean;
  problems: EntryProblem[];
  fault: string;
  isHanding: boolean;
  receipt: EntryReceipt | null;
}
interface EntryCount {
  typed: number;
  unchanged: number;
  faulty: number;
  reported: number;
  missing: number;
}
interface EntryActs {
  type(key: string, text: string, unchanged: boolean): void;
  same(key: string, before: string): void;
  settle(): void;
  go(screen: number, key: string): void;
  step(by: number): void;
  review(): void;
  handIn(count: EntryCount): void;
  again(): void;
  dismiss(note: EntryNote): void;
  take(note: EntryNote): void;
  /** Types again what was handed in and returned. */
  refill(): void;
}
