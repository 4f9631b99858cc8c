/* Time that runs: a map goes from period to period out of memory, a picture per frame, and asks nothing. */
import { whenIdle } from "../core/idle.js";
import * as legend from "../map/legend.js";
import * as map from "../map/map.js";
import * as notice from "../map/notice.js";
import * as scale from "../map/scale.js";
import * as tip from "../map/tip.js";
import * as histories from "./history.js";

const IDLE_MS = 1500;
/** @type {Map<string, {change: PeriodStep, coming: Promise<unknown>}>} */
const steps = new Map(); // map id → {change, coming}: the newest step, and its picture to come
/** @type {HistoryPlan | null} */
let coming = null; // what is to be fetched when the browser is idle

/**
 * Show another period of what is on the map, in the next frame. False: it cannot be done from memory.
 * @param {string} id
 * @param {PeriodHistory} history
 * @param {PeriodStep} periodStep
 */
function flip(id, history, { period, target }) {
  const state = map.stateOf(id);
  if (!state) return false;
  const { directory, element } = state;
  if (
    !state.land ||
    !state.view ||
    element.hasAttribute("aria-busy") ||
    directory.codes.length !== history.count
  )
    return false;
  if (!state.running) {
    state.running = true;
    // A legend that grows with its numbers would push the land about.
    state.legend.style.minWidth = `${state.legend.offsetWidth}px`;
  }
  const slice = histories.at(history, state.spec, period);
  // No address: whoever shows this period at rest brings what a history leaves out.
  Object.assign(state, {
    slice,
    sliceUrl: "",
    version: state.lastVersion,
    spec: { ...state.spec, period, target },
  });
  state.classes = scale.classify(state.spec, slice, directory);
  legend.tell(state);
  if (state.classes.empty) notice.empty(state);
  else if (!state.notice.hidden) notice.clear(state);
  if (state.tipRow >= 0 && !state.tip.hidden) tip.show(state, state.tipRow, ...state.tipAt);
  state.invalidate("colours");
  return true;
}

/**
 * Let a map show another period: `change` {period, target}. Done at once when its history is in
 * memory; else the promise of the picture, of the newest step if several were asked for meanwhile.
 * @param {string} id
 * @param {PeriodStep} change
 */
export function step(id, change) {
  const state = map.stateOf(id);
  if (!state || !state.spec) return null;
  const { spec } = state;
  const history = histories.inMemory(spec);
  if (history && flip(id, history, change)) {
    steps.delete(id);
    return null;
  }
  const waiting = steps.get(id);
  if (waiting) {
    waiting.change = change;
    return waiting.coming;
  }
  const picture = histories.load(spec).then(
    (history) => {
      const newest = take(id);
      if (newest && !flip(id, history, newest)) return map.preview(id, newest);
      return null;
    },
    // Without its history a map goes by single slices, and says what it cannot get.
    () => {
      const newest = take(id);
      return newest ? map.preview(id, newest) : null;
    },
  );
  steps.set(id, { change, coming: picture });
  return picture;
}

/**
 * @param {string} id
 */
function take(id) {
  const step = steps.get(id);
  steps.delete(id);
  return step ? step.change : null;
}

/**
 * Time has come to rest on a map: it may ask again, and take its room.
 * @param {string} id
 */
export function rest(id) {
  take(id);
  const state = map.stateOf(id);
  if (!state || !state.running) return;
  state.running = false;
  state.legend.style.minWidth = "";
}

/**
 * @param {HistoryPlan} mine
 */
function fetchNow(mine) {
  mine.under_way = true;
  histories.load(mine.spec, mine.job.signal).catch(() => {
    // Another touch asks again.
    if (coming === mine) coming = null;
  });
}

/**
 * Take over what is to be fetched; the same again is left as it is. Null: it is on its way.
 * @param {MapSpec} spec
 */
function plan(spec) {
  const url = histories.addressOf(spec);
  if (coming && coming.url === url && coming.under_way) return null;
  if (coming) {
    clearTimeout(coming.timer);
    coming.job.abort();
  }
  coming = { url, spec, job: new AbortController(), under_way: false, timer: 0 };
  return coming;
}

/**
 * Somebody reaches for the time control: fetch the history now.
 * @param {MapSpec} spec
 */
export function near(spec) {
  const mine = plan(spec);
  if (mine) fetchNow(mine);
}

const thrifty = () => Boolean(navigator.connection && navigator.connection.saveData);

/**
 * Fetch the history when the page has come to rest; a new call replaces the last.
 * @param {MapSpec} spec
 */
export function soon(spec) {
  const mine = plan(spec);
  if (!mine || thrifty()) return;
  mine.timer = setTimeout(() => {
    whenIdle(() => {
      if (coming === mine && !document.hidden) fetchNow(mine);
    });
  }, IDLE_MS);
}
