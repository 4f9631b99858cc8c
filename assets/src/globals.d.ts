// What the modules may take as known beside the browser's own; checked by `sh scripts/web.sh lint`.

interface Window {
  /** What Dash calls by name, and what it offers: published.js, dash-renderer. */
  dash_clientside: any;
  /** Dash's own state, once it has begun: core/props.js. */
  dash_stores?: { getState: () => any; subscribe: (act: () => void) => void }[];
  /** What tests and benchmarks look at: published.js. */
  ioc: Record<string, unknown>;
  /** The pages of desk/desk.js, once that bundle has come: core/later.js. */
  iocDesk?: Record<string, DeskPage>;
  /** The chart library; a promise of it until it is there (core/chart-library.js). */
  Plotly: any;
  /** Where the chart library is fetched from (callbacks/pages.py). */
  _dashPlotlyJSURL: string;
}

/** What Dash calls when a page opens. */
interface DeskPage {
  start: (...given: any[]) => unknown;
}

interface Navigator {
  /** Chromium's alone. */
  connection?: { saveData: boolean };
}

// ---- events of this program ----------------------------------------------------------------

/** A word of the server, or of the line to it: core/live.js. */
interface LiveWord {
  state: "live" | "polling" | "lost";
  /** The store's revision; -1 while the page knows none. */
  revision: number;
  /** When the server spoke last, in milliseconds since 1970. */
  at: number;
  /** {indicator code: revision} of what changed with this word; "" stands for all. */
  touched: Record<string, number>;
  /** Whether the page knew nothing before. */
  whole: boolean;
  changes: unknown[];
}

interface WindowEventMap {
  "ioc:live": CustomEvent<LiveWord>;
  "ioc:signal": CustomEvent<SignalsAnswer>;
  "ioc:theme": Event;
}

interface DocumentEventMap {
  /** An area was chosen on a map. */
  "ioc:area": CustomEvent<{ code: string; vintage: string; action: "select" | "drill" | "compare" }>;
  /** Areas of a map have other numbers than a moment ago; empty: the marks are over. */
  "ioc:fresh": CustomEvent<{ question: string; codes: string[] }>;
}

// ---- what TypeScript cannot know --------------------------------------------------------------

// A selector and an id name the kind of element that they find.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
}
interface Document {
  getElementById(id: string): any;
}
// Events of a page come from elements.
interface EventTarget {
  readonly id: string;
  readonly tagName: string;
  value: any;
  closest(selectors: string): any;
  matches(selectors: string): boolean;
}
