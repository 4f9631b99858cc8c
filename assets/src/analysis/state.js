/* The state of the analysis page, what the server ordered for it, and the address that says both. */
import { absent } from "../core/absent.js";
import * as live from "../core/live.js";
import { FORMAT } from "../core/wire.js";
import { knownLanguage } from "../core/words.js";
import { modeOf } from "../map/scale.js";

export const ID = {
  page: "analysis-page",
  map: "analysis-map",
  table: "analysis-table",
  slider: "analysis-slider",
  pivot: "analysis-pivot",
  pivotTable: "analysis-pivot-table",
  series: "analysis-series",
  chart: "analysis-chart",
  second: "analysis-second",
  chartNote: "analysis-chart-note",
  multiples: "analysis-multiples",
  search: "analysis-search",
  picked: "analysis-picked",
  pinned: "analysis-pinned",
  headline: "analysis-headline",
  updated: "analysis-updated",
  compare: "analysis-compare",
  mode: "analysis-mode",
  move: "analysis-move",
  beside: "analysis-beside",
};
export const ALL = "*"; // as layouts.components.filters.ALL
// What the server must be asked for: everything, or the chart alone.
/** @type {(keyof ViewState)[]} */
export const PLACE_FIELDS = ["vintage", "area", "former"];
/** @type {(keyof ViewState)[]} */
export const VIEW_FIELDS = [...PLACE_FIELDS, "level", "group", "indicator", "period", "base", "language"];
/** @type {(keyof ViewState)[]} */
export const CHART_FIELDS = ["selected", "compare", "chart", "second"];
/** @type {(keyof ViewState)[]} */
export const LOCAL_FIELDS = ["search", "status", "move", "sort", "mode", "beside", "pivot", ...CHART_FIELDS];

/** @type {ViewState} */
let now = absent(); // the state: fields of ioc.view_state.ViewState
/** @type {AnalysisView} */
let viewNow = absent(); // what the server has ordered, put together from its answers
// Areas or the catalogue changed: what the page holds of them is asked for, too.
let isStale = false;

/** @type {AnalysisActs} */
let acts = absent();

/**
 * @param {string} id
 */
export const at = (id) => document.getElementById(id);
export const language = () => knownLanguage(viewNow ? viewNow.language : "");
/**
 * @param {StateChange} one
 * @param {StateChange} two
 * @param {(keyof ViewState)[]} fields
 */
export const differs = (one, two, fields) => fields.some((field) => one[field] !== two[field]);

export const state = () => now;
export const view = () => viewNow;
export const stale = () => isStale;
export const graph = () => document.querySelector(`#${ID.series} .js-plotly-plot`);

/** How the map is to be coloured where nobody has chosen: by verdict, which falls back without a target. */
const UNCHOSEN = "status";
export const mode = () => now.mode || UNCHOSEN;

/**
 * What the map falls back to by itself: the verdict where its areas have a target, else the value.
 */
const ownMode = () =>
  modeOf({ mode: UNCHOSEN, target: targetAt(now.period), own_targets: viewNow.spec.own_targets });

/** How the map is coloured, chosen or not. */
export const modeShown = () => now.mode || ownMode();

/**
 * What is as it would be anyway is no choice: another indicator may have another one.
 * @param {string} chosen
 */
export const chooseMode = (chosen) => change({ mode: chosen === ownMode() ? "" : chosen });

/** @param {ViewState} next */
export const setState = (next) => (now = next);
/** @param {AnalysisView} next */
export const setView = (next) => (viewNow = next);
/** @param {boolean} next */
export const setStale = (next) => (isStale = next);

// ---- what the page does when something is chosen --------------------------------------------

/**
 * Who follows a choice: analysis.js says so when the page begins.
 * @param {AnalysisActs} next
 */
export const setActs = (next) => (acts = next);

/**
 * Change the state and let everything follow that depends on what changed.
 * @param {StateChange} some
 * @param {string} [carried]
 */
export const change = (some, carried) => acts.change(some, carried);

/** What is on its way for another period alone is outdated: time asks when it rests. */
export const holdTime = () => acts.holdTime();

/**
 * Time rests at a period: ask for what the page does not show yet.
 * @param {string} period
 */
export const restTime = (period) => acts.restTime(period);

/** @param {string} code */
export function pick(code) {
  if (now.selected !== code) change({ selected: code });
}

/** @param {string} code */
export function drill(code) {
  if (viewNow.drill) change(inside(code));
  else pick(code);
}

// ---- the address ----------------------------------------------------------------------------

/**
 * The query of a state, as ViewState.to_query writes it.
 * @param {StateChange} state
 * @param {(keyof ViewState)[]} [only]
 */
function query(state, only) {
  const { names, defaults } = viewNow.known;
  const fields = new URLSearchParams();
  for (const field of /** @type {(keyof ViewState)[]} */ (Object.keys(names))) {
    const text = state[field];
    if (only && !only.includes(field)) continue;
    if (text && (field === "area" || text !== defaults[field])) fields.set(names[field], text);
  }
  return fields;
}

/**
 * @param {string} area
 */
export const inside = (area) => ({
  area,
  former: "",
  level: "",
  selected: "",
  search: "",
  status: "",
  move: "",
});

/**
 * Another area or period is a step that "back" undoes; another indicator or order is not.
 * @param {boolean} step
 */
export function writeAddress(step) {
  const page = at(ID.page);
  const text = query(now).toString();
  const theme = new URLSearchParams(location.search).get("nen");
  const address = `${page.dataset.path}?${text}${theme ? `&nen=${theme}` : ""}`;
  if (address !== location.pathname + location.search) {
    if (step) history.pushState({}, "", address);
    else history.replaceState(history.state, "", address);
  }
  for (const link of page.querySelectorAll("a[data-file]")) {
    link.href = `${page.dataset.export}/${link.dataset.file}?${text}`;
  }
  for (const link of page.querySelectorAll("a[data-area]")) {
    link.href = `${page.dataset.path}?${query({ ...now, ...inside(link.dataset.area) })}`;
  }
}

/** The state of the address, after a step back or forward. */
export function readAddress() {
  const { names, defaults, home } = viewNow.known;
  const fields = new URLSearchParams(location.search);
  const state = { ...defaults, area: home };
  for (const field of /** @type {(keyof ViewState)[]} */ (Object.keys(names)))
    state[field] = fields.get(names[field]) || state[field];
  return state;
}

/**
 * @param {{ carried?: string, part?: string }} fields
 */
export function address({ carried = "", part = "" }) {
  const fields = query(now, [...VIEW_FIELDS, ...CHART_FIELDS]);
  const holds = !carried && !isStale && !differs(now, viewNow.state, [...PLACE_FIELDS, "group", "language"]);
  if (part) fields.set("part", part);
  else if (holds) fields.set("held", viewNow.spec.level);
  if (carried) fields.set("carried", carried);
  fields.set("say", language());
  fields.set("rev", String(knownRevision()));
  fields.set("wire", String(FORMAT));
  fields.set("day", viewNow.day);
  return `${at(ID.page).dataset.view}?${fields}`;
}

/** The codes of the indicators whose numbers the page shows. */
export function codesShown() {
  const { indicator, chart, second } = now;
  const others = chart === "two" ? [second] : chart === "group" ? viewNow.chart.codes || [] : [];
  return [indicator, ...others].filter(Boolean);
}

/**
 * Where the table in place of the ranked one is asked for, with all that its rows and cells depend on.
 * @param {string[]} codes  indicators of its numbers, as far as they are known
 */
export function pivotAddress(codes) {
  const fields = query(now, [...VIEW_FIELDS, "pivot", "sort", "selected"]);
  if (now.pivot !== "area") fields.delete(viewNow.known.names.selected);
  const revision = Math.max(viewNow.revision, viewNow.areas_revision, live.touched(codes));
  const known = { rev: String(revision), wire: String(FORMAT), day: viewNow.day };
  const about = { part: "pivot", say: language(), ...known };
  for (const [name, text] of Object.entries(about)) fields.set(name, text);
  return `${at(ID.page).dataset.view}?${fields}`;
}

/** When the numbers asked for changed last, as far as the page knows. */
function knownRevision() {
  const mine = now.indicator === viewNow.state.indicator ? viewNow.revision : viewNow.areas_revision;
  return Math.max(mine, live.touched(codesShown()));
}

/**
 * The base period that the number of a period is compared with; null where there is none.
 * @param {string} period
 */
export function basePeriod(period) {
  const { periods, uncompared, bases } = viewNow;
  const place = periods.indexOf(period);
  if (bases) return bases[place] || null;
  return place < 1 || uncompared.includes(period) ? null : periods[place - 1];
}

/**
 * The last order of the period shown; null where none is set.
 * @param {string} period
 */
export function targetAt(period) {
  let target = null;
  for (const [since, value] of viewNow.targets) if (since <= period) target = value;
  return target;
}
