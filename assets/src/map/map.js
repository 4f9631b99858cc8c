/* The map of one place on the page: ioc.map.show(elementId, spec) draws it or changes what it shows. */
import * as data from "../core/data.js";
import { projectX, projectY } from "../core/land.js";
import * as format from "../core/format.js";
import { build } from "./build.js";
import { withCounts } from "./counts.js";
import * as frame from "./frame.js";
import * as input from "./input.js";
import { clash } from "./pen.js";
import { landKey, load, raise, recolour } from "./load.js";

/** @type {WeakMap<Element, MapState>} */
const states = new WeakMap();
/** @type {Set<MapState>} */
const mapsOnPage = new Set();

/**
 * @param {MapState} state
 * @param {number} row
 * @param {AreaAction} action
 */
function emit(state, row, action) {
  const { spec, directory, element } = state;
  const { vintage, level } = spec;
  const detail = { code: directory.codes[row], vintage, level, action };
  if (action === "select" && state.selected !== row) {
    state.selected = row;
    state.spec = { ...spec, selected: detail.code };
    state.invalidate("overlay");
  }
  element.dispatchEvent(new CustomEvent("ioc:area", { detail, bubbles: true }));
}

// ---- what is shown ----------------------------------------------------------------------

/**
 * @param {MapState} state
 */
function describe(state) {
  const { spec, overlay, element } = state;
  const word = format.words(spec.language);
  element.classList.toggle("ioc-map--wall", Boolean(spec.wall));
  const name = [spec.title || word.map, format.period(spec.period, spec.language)].filter(Boolean).join(", ");
  overlay.setAttribute("aria-label", `${name}. ${word.keys}`);
  for (const button of state.buttons) {
    button.title = word[String(button.dataset.word)];
    button.setAttribute("aria-label", button.title);
  }
}

/** @type {(keyof MapSpec)[]} */
const ONLY_COLOUR = [
  "mode",
  "before",
  "target",
  "own_targets",
  "language",
  "unit",
  "decimals",
  "direction",
  "classes",
  "title",
  "tier_label",
  "land_credit",
  "demo_label",
  "labels",
  "wall",
  "lowest_level",
  "village_provinces",
  "awaited",
];

/**
 * The map of an element; made where there is none.
 * @param {HTMLElement} element
 */
function stateIn(element) {
  const present = states.get(element);
  if (present && element.contains(present.base)) return present;
  const state = build(element, emit);
  states.set(element, state);
  mapsOnPage.add(state);
  return state;
}

/**
 * Draw what a map shows already in other colours, or raise another area.
 * @param {MapState} state
 * @param {MapSpec} before
 */
function redraw(state, before) {
  const { spec } = state;
  const colours = ONLY_COLOUR.some((name) => JSON.stringify(before[name]) !== JSON.stringify(spec[name]));
  if (!colours) {
    raise(state);
    state.invalidate("overlay");
    frame.release(state, state.version);
    return;
  }
  frame.restyle(state);
  recolour(state);
  if (before.wall !== spec.wall) frame.refit(state);
  if (before.wall !== spec.wall || before.labels !== spec.labels) state.invalidate("base");
}

/**
 * Whether a spec shows the land and the numbers that another one names.
 * @param {MapSpec} one
 * @param {MapSpec} two
 */
const isSame = (one, two) => landKey(one) === landKey(two) && data.sliceUrl(one) === data.sliceUrl(two);

/**
 * Draw a map in the element, or change the one there by what differs. Resolves when painted.
 * @param {string | HTMLElement} elementId
 * @param {MapSpec} spec
 * @returns {Promise<MapState | null>}
 */
export function show(elementId, spec) {
  const element = typeof elementId === "string" ? document.getElementById(elementId) : elementId;
  if (!element || !spec) return Promise.resolve(null);
  const state = stateIn(element);
  const before = state.spec;
  state.spec = Object.assign({ language: "vi", mode: "value", direction: "up" }, withCounts(spec));
  describe(state);
  const version = (state.lastVersion += 1);
  /** @type {Promise<MapState | null>} */
  const picture = new Promise((resolve) => state.waiting.push({ version, resolve }));
  const isThere = state.landKey === landKey(state.spec) && state.sliceUrl === data.sliceUrl(state.spec);
  if (before && isSame(before, state.spec) && isThere) {
    state.version = version;
    redraw(state, before);
  } else {
    element.setAttribute("aria-busy", "true");
    load(state);
  }
  return picture;
}

/**
 * Change some fields of what is shown; a new period or slice alone is one request and one frame.
 * @param {string} elementId
 * @param {Partial<MapSpec>} change
 */
export function preview(elementId, change) {
  const element = document.getElementById(elementId);
  const state = element && states.get(element);
  if (!state) return Promise.resolve(null);
  const next = { ...state.spec, ...change };
  if (change.period && !change.slice && state.spec.slice)
    next.slice = data.withQuery(state.spec.slice, "period", change.period);
  return show(elementId, next);
}

/**
 * Raise an area as if the pointer stood on it (a hovered table row); null ends it.
 * @param {string} elementId
 * @param {string | null} code
 */
export function highlight(elementId, code) {
  const state = stateOf(elementId);
  if (!state || !state.directory) return;
  const row = code === null ? undefined : state.directory.row.get(code);
  state.hover = row === undefined ? -1 : row;
  state.invalidate("overlay");
}

/**
 * Where an area stands in the window, {x, y}, or null when it is not drawn.
 * @param {string} elementId
 * @param {string} code
 */
export function locate(elementId, code) {
  const state = stateOf(elementId);
  if (!state || !state.view || !state.directory) return null;
  const place = input.placeOf(state, state.directory.row.get(code) ?? -1);
  if (!place) return null;
  const box = state.overlay.getBoundingClientRect();
  return { x: box.left + place[0], y: box.top + place[1] };
}

/**
 * Where a place stands in the window, {x, y}, or null where no land is drawn.
 * @param {string} elementId
 * @param {{ lon: number | null, lat: number | null }} place  in degrees; null: not known
 */
export function locatePlace(elementId, { lon, lat }) {
  const state = stateOf(elementId);
  if (!state || !state.view || lon === null || lat === null) return null;
  const { k, tx, ty } = state.view.main;
  const box = state.overlay.getBoundingClientRect();
  return { x: box.left + projectX(lon) * k + tx, y: box.top + projectY(lat) * k + ty };
}

/**
 * Tell a map what the page lays over it, in its own pixels, and which of its points the page names there.
 * All other names step aside.
 * @param {string} elementId
 * @param {Box[]} boxes
 * @param {string[]} [codes]
 */
export function cover(elementId, boxes, codes = []) {
  const state = stateOf(elementId);
  if (!state) return;
  const isNamed = state.namedAbove.join() !== codes.join() && Boolean(state.spec?.points);
  Object.assign(state, { covered: boxes, namedAbove: codes });
  // Names that were given their places before.
  const names = [...state.nameSpots, ...(state.aroundSpots || [])];
  if (!isNamed && !names.some(({ box }) => clash(box, boxes))) return;
  Object.assign(state, { still: null, aroundSpots: null, lined: "" });
  state.invalidate("base");
}

/**
 * @param {string} elementId
 */
export function stateOf(elementId) {
  const element = document.getElementById(elementId);
  return element ? states.get(element) || null : null;
}

function themeChanged() {
  for (const state of mapsOnPage) {
    if (!state.element.isConnected) {
      state.observer.disconnect();
      mapsOnPage.delete(state);
    } else if (state.spec) {
      frame.restyle(state);
      state.invalidate("base");
    }
  }
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  new MutationObserver(themeChanged).observe(document.documentElement, {
    attributes: true,
    subtree: true,
    attributeFilter: ["data-bs-theme"],
  });
}
