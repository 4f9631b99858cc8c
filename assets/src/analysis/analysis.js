/* The analysis page: one state, that the address, map, series, table and time control all follow. */
import { absent } from "../core/absent.js";
import * as analysisBeside from "./beside.js";
import * as analysisDraw from "./draw.js";
import * as analysisPicked from "./picked.js";
import * as analysisPivot from "./pivot.js";
import * as analysisTime from "./time.js";
import {
  CHART_FIELDS,
  ID,
  LOCAL_FIELDS,
  PLACE_FIELDS,
  VIEW_FIELDS,
  address,
  at,
  basePeriod,
  codesShown,
  differs,
  mode,
  modeShown,
  readAddress,
  setActs,
  setStale,
  setState,
  setView,
  stale,
  state,
  targetAt,
  view,
  writeAddress,
} from "./state.js";
import { quiet, sayFailed, wait } from "./failure.js";
import { bringChanges } from "./list.js";
import { merge } from "./order.js";
import * as analysisWords from "./words.js";
import * as analysisAnswer from "../core/answer.js";
import * as data from "../core/data.js";
import { setProps } from "../core/props.js";
import * as live from "../core/live.js";
import * as beside from "../map/beside.js";
import * as fresh from "../map/fresh.js";
import * as map from "../map/map.js";
import * as table from "../table/table.js";
import * as slider from "../time/slider.js";

let serial = 0; // of the last question; older answers are dropped
let adopted = 0; // of the last order that is on the screen or on its way there
/** @type {{ controller: AbortController, part: string, step: boolean } | null} */
let job = null; // the question that is on its way: {controller, part}
let leaving = false; // another page has been asked for while this one still stands
let refreshing = false; // the next order comes of new numbers: tell that they changed

/**
 * Change the state and let everything follow that depends on what changed.
 * @param {StateChange} some
 * @param {string} [carried]
 */
function change(some, carried) {
  const before = state();
  if (!before || leaving) return;
  const now = setState({ ...before, ...some });
  if (carried || differs(before, now, VIEW_FIELDS)) {
    ask({ carried, step: "period" in some });
    return;
  }
  if (!differs(before, now, LOCAL_FIELDS)) return;
  writeAddress(false);
  if (differs(before, now, CHART_FIELDS)) ask({ part: "chart" });
  follow(some);
}

// ---- asking ---------------------------------------------------------------------------------

/**
 * Put a question in the place of the one that is on its way, which may have wanted more: that is asked
 * for again, or its answer would be missed.
 * @param {string} part
 * @param {boolean} step
 * @param {boolean} restored
 */
function begin(part, step, restored) {
  const isWhole = !part || (job !== null && !job.part);
  const isStep = step || (job !== null && job.step && !restored);
  if (job) job.controller.abort();
  job = { controller: new AbortController(), part: isWhole ? "" : part, step: isStep };
  return job;
}

/** Ask for what the state now stands for; `part` "chart" leaves everything else as it is. */
async function ask({ carried = "", part = "", restored = false, step = false } = {}) {
  const mine = (serial += 1);
  const question = begin(part, step, restored);
  const isOutdated = () => mine !== serial || !at(ID.page);
  at(ID.page).setAttribute("aria-busy", "true");
  const again = () => ask({ carried, part: question.part, restored, step: question.step });
  wait(again);
  try {
    const where = address({ carried, part: question.part });
    const answer = await analysisAnswer.ask(where, question.controller.signal);
    if (isOutdated()) return;
    job = null;
    if (question.part) adoptChart(answer);
    else adopt(answer, restored, question.step);
  } catch (error) {
    if (!isOutdated() && !(error instanceof Error && error.name === "AbortError")) sayFailed(again);
  }
}

// ---- what the server ordered --------------------------------------------------------------

/**
 * The page has been opened: what it shows stands in its own order.
 * @param {any} order
 */
function open(order) {
  const none = window.dash_clientside.no_update;
  if (!order) return none;
  if (job) job.controller.abort();
  job = null;
  serial += 1;
  adopted += 1;
  refreshing = leaving = false;
  setStale(false);
  quiet();
  setView(absent());
  merge(order, setState(order.state));
  at(ID.page).removeAttribute("aria-busy");
  foldFilters();
  writeAddress(false);
  mark();
  analysisDraw.begin();
  analysisDraw.map();
  analysisDraw.rest();
  catchUp();
  return none;
}

/**
 * An answer has come: the map first, all else once it has been painted.
 * @param {Answer<any>} answer
 * @param {boolean} restored
 * @param {boolean} isStep
 */
async function adopt({ header, columns }, restored, isStep) {
  if (header.areas_revision !== view().areas_revision && !header.place) {
    setStale(true);
    ask({ restored, step: isStep });
    return;
  }
  const before = view().state;
  const saidBefore = textOf(view());
  const now = setState({ ...state(), ...header.state });
  merge(header, now);
  const mine = (adopted += 1);
  const step = !restored && (isStep || differs(before, now, PLACE_FIELDS));
  const isRefresh = refreshing;
  refreshing = false;
  setStale(false);
  mark();
  if (header.place) await analysisDraw.steady();
  data.keepSlice(view().spec.slice, analysisAnswer.sliceOf({ header, columns }, view().spec));
  if (mine !== adopted || !at(ID.map)) return;
  await analysisDraw.map();
  if (mine !== adopted || !at(ID.page)) return;
  analysisWords.tell(header, restored);
  writeAddress(step);
  analysisDraw.rest();
  if (isRefresh && (textOf(view()) !== saidBefore || fresh.any(map.stateOf(ID.map)))) tellUpdated();
  settle();
}

/**
 * What the page says in words and lines, to tell whether new numbers changed it.
 * @param {Pick<AnalysisOrder, "headline" | "facts" | "chart">} pick
 */
const textOf = ({ headline, facts, chart }) => JSON.stringify([headline, facts, chart]);

/**
 * Only the chart is another one; the areas on the map stay as they are.
 * @param {Answer<any>} answer
 */
function adoptChart({ header }) {
  const now = setState({ ...state(), ...header.state });
  Object.assign(view(), { chart: header.chart, state: now });
  document.title = header.title;
  // The server has chosen or dropped a second indicator.
  writeAddress(false);
  analysisDraw.chart();
  settle();
}

/** Nothing is on its way any more. */
function settle() {
  if (job) return;
  quiet();
  at(ID.page).removeAttribute("aria-busy");
}

function mark() {
  const page = at(ID.page);
  page.toggleAttribute("data-too-deep", Boolean(view().too_deep));
  // A former district has its own number, which is not asked about.
  page.toggleAttribute("data-no-source", !state().period || Boolean(state().former));
  sayMode();
}

/**
 * The control says how the map is coloured. Chosen colours by target need one: where there is none the map
 * falls back, and the page says why; one of changes needs a base period.
 */
function sayMode() {
  const now = state();
  setProps(ID.mode, { value: modeShown() });
  const needsTarget = now.mode === "status" || now.mode === "target";
  at(ID.page).toggleAttribute("data-no-target", needsTarget && targetAt(now.period) === null);
  sayChange();
}

/** Whether changes are what is looked at, and whether there are any. */
function sayChange() {
  const now = state();
  const isOfChange = now.mode === "change" || Boolean(now.base || now.move || now.sort.endsWith("change"));
  at(ID.page).toggleAttribute("data-change", isOfChange);
  at(ID.page).toggleAttribute("data-no-base", now.mode === "change" && basePeriod(now.period) === null);
}

/**
 * What the browser does alone: raise, filter, sort, recolour.
 * @param {StateChange} some
 */
function follow(some) {
  const now = state();
  if ("mode" in some) {
    bringChanges().then(() => map.preview(ID.map, { mode: mode() }));
    beside.preview(ID.map, { mode: mode() });
    sayMode();
  } else sayChange();
  if ("beside" in some) analysisBeside.follow();
  if ("selected" in some || "compare" in some)
    map.preview(ID.map, { selected: now.selected || null, peers: analysisPicked.pins() });
  const { selected, search, status, move, sort } = now;
  table.change(ID.table, { selected, search, status, move, sort });
  analysisPivot.follow();
  analysisPicked.draw();
}

// ---- time that runs -------------------------------------------------------------------------

/** What is on its way for another period alone is outdated: time asks when it rests. */
function holdTime() {
  const others = VIEW_FIELDS.filter((field) => field !== "period");
  if (!job || job.part || refreshing || differs(state(), view().state, others)) return;
  job.controller.abort();
  job = null;
  serial += 1;
  settle();
}

/**
 * Time rests at a period: ask for what the page does not show yet.
 * @param {string} period
 */
function restTime(period) {
  if (!view() || leaving || !at(ID.page)) return;
  const now = setState({ ...state(), period });
  catchUp();
  if (differs(now, view().state, VIEW_FIELDS)) {
    ask({ step: true });
    return;
  }
  // Back where it began: the words are right, map and table take up what a history leaves out.
  analysisTime.sayAtRest();
  analysisDraw.map().then(() => at(ID.page) && analysisDraw.rest());
}

/** Small screens begin with the picture; the filters are one touch away. */
function foldFilters() {
  const filters = at("analysis-filters");
  if (!filters) return;
  if (matchMedia("(max-width: 1099px)").matches) filters.open = false;
  filters.dataset.ready = ""; // Until then the styles fold them, so that nothing below moves.
}

let telling = 0;

function tellUpdated() {
  const badge = at(ID.updated);
  if (!badge) return;
  badge.hidden = false;
  clearTimeout(telling);
  telling = setTimeout(() => (badge.hidden = true), fresh.MARK_MS);
}

/**
 * What is chosen on a page that is about to give way would be lost with it.
 * @param {HTMLElement} page
 */
function leave(page) {
  leaving = true;
  page.setAttribute("aria-busy", "true");
}

// ---- what Dash calls --------------------------------------------------------------------------

function isBehind() {
  if (!state() || !view() || leaving || !at(ID.page)) return false;
  return live.touched(codesShown()) > Math.max(view().revision, view().areas_revision);
}

/** Numbers may have changed since the page was made: those that it shows are asked for again. */
async function catchUp() {
  // While time runs the map stays what it is: it asks when it rests.
  if (!isBehind() || slider.running(ID.slider)) return;
  refreshing = true;
  setStale(stale() || live.touched([]) > view().areas_revision);
  await ask();
}

/** @type {(() => void) | null} */
let keepUp = null;

export const clientside = {
  open,
  drawn: () => analysisDraw.afterDrawing(),
  /**
   * @param {any} event
   */
  clicked: (event) => analysisDraw.clicked(event),
};

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  setActs({ change, holdTime, restTime });
  // Before Dash hears of it: a step within the page is no new page.
  window.addEventListener(
    "popstate",
    (event) => {
      const page = state() && at(ID.page);
      if (!page) return;
      // Dash may still be on its way to the other page: then it must hear of the way back, too.
      if (location.pathname !== page.dataset.path) leave(page);
      if (leaving) return;
      event.stopImmediatePropagation();
      slider.halt(ID.slider);
      setState(readAddress());
      ask({ restored: true });
    },
    true,
  );
  window.addEventListener("ioc:live", () => {
    keepUp = keepUp || live.steadily(catchUp);
    if (isBehind()) keepUp();
  });
}
