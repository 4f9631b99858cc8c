/* The time control: a native range over the periods, step buttons, and play. */
import { absent } from "../core/absent.js";
import { node } from "../core/element.js";
import * as format from "../core/format.js";
import { knownLanguage, room } from "../core/words.js";

// Periods a second; the slowest is also what somebody sees who wants less motion.
/** @type {Record<string, number>} */
const RATES = { "1×": 2.5, "2×": 5, "4×": 10, "16×": 40 };
const SLOWEST = "1×";
// Presses of a key or button that follow each other so closely are one step in time.
const TOGETHER_MS = 300;
const YEAR_PX = 38; // of a year's figures under the track, and the room between two of them
const ICONS = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z",
  before: "M10.5 2.5 5 8l5.5 5.5",
  after: "M5.5 2.5 11 8l-5.5 5.5",
};

/**
 * @param {keyof typeof ICONS} name
 */
function icon(name) {
  const stroke = name === "before" || name === "after";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  path.setAttribute("fill", stroke ? "none" : "currentColor");
  if (stroke) {
    path.setAttribute("stroke", "currentColor");
    path.setAttribute("stroke-width", "2");
  }
  svg.append(path);
  return svg;
}

/** @type {WeakMap<Element, SliderState>} */
const sliders = new WeakMap();
const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
let speed = "2×"; // kept from page to page

/**
 * @param {HTMLElement} host
 */
function build(host) {
  /**
   * @param {keyof typeof ICONS} kind
   */
  const button = (kind) => {
    const element = node("button", `ana-slider-button ana-slider-${kind}`);
    element.type = "button";
    element.append(icon(kind));
    return element;
  };
  const play = button("play");
  const before = button("before");
  const after = button("after");
  const range = node("input", "ana-slider-range");
  range.type = "range";
  range.min = "0";
  range.step = "1";
  const label = node("output", "ana-slider-label");
  const marks = node("div", "ana-slider-marks");
  const track = node("div", "ana-slider-track");
  track.append(range, marks);
  const pace = node("select", "ana-slider-speed");
  pace.append(...Object.keys(RATES).map((text) => new Option(text, text)));
  host.replaceChildren(play, before, track, after, pace, label);
  /** @type {SliderState} */
  const state = {
    host,
    play,
    before,
    after,
    range,
    pace,
    label,
    marks,
    periods: [],
    at: 0,
    run: null,
    running: false,
    byKey: false,
    timer: 0,
    language: "vi",
    on: absent(),
  };
  play.addEventListener("click", () => toggle(state));
  before.addEventListener("click", () => step(state, -1));
  after.addEventListener("click", () => step(state, 1));
  pace.addEventListener("change", () => (speed = pace.value));
  range.addEventListener("pointerdown", () => (state.byKey = false));
  range.addEventListener("input", () => {
    stop(state);
    go(state, Number(range.value));
  });
  range.addEventListener("change", () => (state.byKey ? settleSoon(state) : settle(state)));
  // Whoever drags away and back has changed nothing, as the browser sees it: no "change" comes.
  for (const kind of ["pointerup", "pointercancel"])
    range.addEventListener(kind, () => setTimeout(() => state.run || settle(state)));
  range.addEventListener("keydown", (event) => {
    state.byKey = true;
    if (event.key === " ") {
      event.preventDefault();
      toggle(state);
    }
  });
  for (const kind of ["pointerenter", "pointerdown", "focusin"])
    host.addEventListener(kind, () => onApproach(state), { passive: true });
  new ResizeObserver(() => drawMarks(state)).observe(marks);
  sliders.set(host, state);
  return state;
}

/**
 * A hand or a key has come near.
 * @param {SliderState} state
 */
function onApproach(state) {
  if (state.periods.length > 1 && state.on.near) state.on.near();
}

/**
 * Move to a period; what comes back is the promise of its picture, or nothing once it is due.
 * @param {SliderState} state
 * @param {number} at
 */
function go(state, at) {
  const place = Math.max(0, Math.min(state.periods.length - 1, at));
  clearTimeout(state.timer);
  if (!state.running) {
    state.running = true;
    if (state.on.start) state.on.start();
  }
  state.at = place;
  say(state);
  return state.on.step(state.periods[place]);
}

/**
 * Time rests at this period.
 * @param {SliderState} state
 */
function settle(state) {
  clearTimeout(state.timer);
  if (!state.running) return;
  state.running = false;
  if (state.periods.length) state.on.settle(state.periods[state.at]);
}

/**
 * @param {SliderState} state
 */
function settleSoon(state) {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => settle(state), TOGETHER_MS);
}

/**
 * @param {SliderState} state
 * @param {number} by
 */
function step(state, by) {
  stop(state);
  if (!state.periods.length) return;
  go(state, state.at + by);
  settleSoon(state);
}

/**
 * @param {SliderState} state
 */
function say(state) {
  const { range, label, periods, at, language } = state;
  const text = periods.length ? format.period(periods[at], language) : "–";
  range.value = String(at);
  range.setAttribute("aria-valuetext", text);
  range.style.setProperty("--done", periods.length > 1 ? `${(100 * at) / (periods.length - 1)}%` : "0%");
  label.textContent = text;
  state.before.disabled = at <= 0;
  state.after.disabled = at >= periods.length - 1;
}

/**
 * @param {SliderState} state
 */
function toggle(state) {
  if (state.run) {
    stop(state);
    settle(state);
    return;
  }
  if (state.periods.length < 2) return;
  if (state.at >= state.periods.length - 1) state.at = -1;
  play(state);
}

/**
 * Resolves in the first frame that is due; half a frame early is on time.
 * @param {number} due
 */
async function until(due) {
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (performance.now() < due - 8);
}

/**
 * One period after the other, each painted before the next; what came late is not made up for.
 * @param {SliderState} state
 */
async function play(state) {
  const mine = (state.run = {});
  face(state);
  let due = performance.now();
  while (state.run === mine) {
    await go(state, state.at + 1);
    const rate = RATES[isStill() ? SLOWEST : speed];
    due = Math.max(due + 1000 / rate, performance.now());
    await until(due);
    if (state.run !== mine) return;
    if (!state.host.isConnected) {
      stop(state);
    } else if (state.at >= state.periods.length - 1) {
      stop(state);
      settle(state);
    }
  }
}

/**
 * @param {SliderState} state
 */
function stop(state) {
  if (!state.run) return;
  state.run = null;
  face(state);
}

/**
 * @param {SliderState} state
 */
function face(state) {
  const name = state.run ? "pause" : "play";
  const word = room("slider", state.language);
  if (state.play.title !== word[name]) {
    state.play.replaceChildren(icon(name));
    state.play.setAttribute("aria-label", word[name]);
    state.play.title = word[name];
  }
  state.pace.setAttribute("aria-label", word.speed);
  state.pace.title = word.speed;
  state.pace.value = isStill() ? SLOWEST : speed;
  state.pace.disabled = isStill() || state.periods.length < 2;
  state.host.toggleAttribute("data-playing", Boolean(state.run));
}

/**
 * A year under the track where a new one begins, as many as fit.
 * @param {SliderState} state
 */
function drawMarks(state) {
  const { periods, marks } = state;
  const stepPx = marks.clientWidth / Math.max(1, periods.length - 1);
  /** @type {{year: string, at: number}[]} */
  const years = [];
  periods.forEach((period, at) => {
    const year = period.slice(0, 4);
    if (!years.length || years[years.length - 1].year !== year) years.push({ year, at });
  });
  // A series that begins late in a year has no room for that year before the next.
  if (years.length > 1 && years[1].at - years[0].at < periods.length / 10) years.shift();
  const fits = (/** @type {typeof years} */ some) =>
    some.every(({ at }, place) => !place || (at - some[place - 1].at) * stepPx >= YEAR_PX);
  let every = 1;
  const some = () => years.filter((_, place) => place % every === 0);
  while (every < years.length && !fits(some())) every += 1;
  marks.replaceChildren(
    ...some().map(({ year, at }) => {
      const mark = node("span", "ana-slider-mark", year);
      mark.style.left = `${periods.length > 1 ? (100 * at) / (periods.length - 1) : 0}%`;
      return mark;
    }),
  );
}

/**
 * Show these periods at this one. `on`: `near()` when somebody reaches for the control, `start()`
 * before the first of several steps, `step(period)` for each (it may return the promise of its
 * picture), `settle(period)` once time rests.
 * @param {string} hostId
 * @param {{ periods: string[], period: string, language: string, on: SliderFollower }} fields
 */
export function show(hostId, { periods, period, language, on }) {
  const host = document.getElementById(hostId);
  if (!host) return;
  let state = sliders.get(host);
  if (!state || !host.contains(state.range)) state = build(host);
  const fresh = state.periods.join() !== periods.join();
  if (fresh) end(state);
  Object.assign(state, { periods, language: knownLanguage(language), on });
  state.range.max = String(Math.max(0, periods.length - 1));
  state.range.disabled = state.play.disabled = periods.length < 2;
  if (!state.running) state.at = Math.max(0, periods.indexOf(period));
  const word = room("slider", state.language);
  state.range.setAttribute("aria-label", word.slider);
  for (const name of /** @type {const} */ (["before", "after"])) {
    state[name].setAttribute("aria-label", word[name]);
    state[name].title = word[name];
  }
  if (fresh) drawMarks(state);
  face(state);
  say(state);
}

/**
 * @param {SliderState} state
 */
function end(state) {
  stop(state);
  clearTimeout(state.timer);
  state.running = false;
}

/**
 * @param {string} hostId
 */
const find = (hostId) => sliders.get(document.getElementById(hostId));

/**
 * Whether time is moving: played, dragged, or stepped through and not yet at rest.
 * @param {string} hostId
 */
export const running = (hostId) => Boolean(find(hostId)?.running);

/**
 * End whatever moves, without a word: something else has chosen the period.
 * @param {string} hostId
 */
export function halt(hostId) {
  const state = find(hostId);
  if (state) end(state);
}

/**
 * @param {string} hostId
 * @param {number} by
 */
export function move(hostId, by) {
  const state = find(hostId);
  if (!state) return;
  onApproach(state);
  step(state, by);
}
