/* Pointer, wheel, pinch and keys: from a gesture to a view or to an area. */
import * as points from "./points.js";
import * as scale from "./scale.js";
import * as tip from "./tip.js";
import * as view from "./view.js";

const STILL_PX = 5;
export const STEP = 1.6;
// So near an area is meant, also where it is too small to be hit: a finger is wider.
const REACH_PX = [2, 4, 7];

/**
 * @param {MapState} state
 * @param {MouseEvent} event
 * @returns {[number, number]}
 */
function at(state, event) {
  const box = state.overlay.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/**
 * @param {MapState} state
 * @param {number} x
 * @param {number} y
 */
function pointAt(state, x, y) {
  const { spots, view, classes } = state;
  const reach = points.radius(state, view.main) + 6;
  let best = -1;
  let nearest = reach * reach;
  for (let row = 0; row < spots.x.length; row += 1) {
    if (classes && classes.of[row] === scale.OUTSIDE) continue;
    const dx = spots.x[row] * view.main.k + view.main.tx - x;
    const dy = spots.y[row] * view.main.k + view.main.ty - y;
    const far = dx * dx + dy * dy;
    if (far < nearest) {
      nearest = far;
      best = row;
    }
  }
  return best;
}

/**
 * @param {Rect} rect
 * @param {number} x
 * @param {number} y
 */
const isIn = (rect, x, y) => x >= rect.x && y >= rect.y && x <= rect.x + rect.w && y <= rect.y + rect.h;

/**
 * Whether a place lies in a box that is so much larger.
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 * @param {number} far
 */
const isNear = (box, x, y, far) =>
  x >= box[0] - far && x <= box[2] + far && y >= box[1] - far && y <= box[3] + far;

/**
 * @param {MapState} state
 * @param {number} x
 * @param {number} y
 */
function isletAt(state, x, y) {
  const { land, view } = state;
  const { inset } = view;
  if (inset && !isIn(inset.rect, x, y)) return -1;
  const pane = inset || view.main;
  const wx = (x - pane.tx) / pane.k;
  const wy = (y - pane.ty) / pane.k;
  let best = -1;
  let nearest = 14 * 14;
  land.features.forEach((feature, index) => {
    for (const islet of feature.islets) {
      // A large island is hit anywhere on it.
      if (state.probe.isPointInPath(islet.path, wx, wy)) [best, nearest] = [index, 0];
      const dx = islet.x * pane.k + pane.tx - x;
      const dy = islet.y * pane.k + pane.ty - y;
      const far = dx * dx + dy * dy;
      if (far < nearest) {
        nearest = far;
        best = index;
      }
    }
  });
  return best;
}

/**
 * The directory row under a place on the canvas, -1 for none.
 * @param {MapState} state
 * @param {number} x
 * @param {number} y
 */
export function rowAt(state, x, y) {
  const { land, view, spec } = state;
  if (!land || !state.directory) return -1;
  if (spec.points) return pointAt(state, x, y);
  const islet = isletAt(state, x, y);
  if (islet >= 0) return state.featureRow[islet];
  if (view.inset && isIn(view.inset.rect, x, y)) return -1;
  const wx = (x - view.main.tx) / view.main.k;
  const wy = (y - view.main.ty) / view.main.k;
  for (let index = 0; index < land.features.length; index += 1) {
    const { box, path } = land.features[index];
    if (!box || !path || !isNear(box, wx, wy, 0)) continue;
    if (state.probe.isPointInPath(path, wx, wy, "evenodd")) return state.featureRow[index];
  }
  return nearRow(state, wx, wy);
}

/**
 * The row of the nearest area within a few pixels of a place that lies in none.
 * @param {MapState} state
 * @param {number} wx
 * @param {number} wy
 */
function nearRow(state, wx, wy) {
  const { land, view, probe } = state;
  for (const reach of REACH_PX) {
    const far = reach / view.main.k;
    probe.lineWidth = 2 * far;
    for (let index = 0; index < land.features.length; index += 1) {
      const { box, path } = land.features[index];
      if (!box || !path || state.featureRow[index] < 0) continue;
      if (!isNear(box, wx, wy, far)) continue;
      if (probe.isPointInStroke(path, wx, wy)) return state.featureRow[index];
    }
  }
  return -1;
}

/**
 * Where a row stands on the canvas, or null.
 * @param {MapState} state
 * @param {number} row
 * @returns {[number, number] | null}
 */
export function placeOf(state, row) {
  const { spots, view, spec } = state;
  if (row < 0 || Number.isNaN(spots.x[row])) return null;
  const feature = spec.points ? null : state.land.features[state.rowFeature[row]];
  const pane = feature && !feature.path && view.inset ? view.inset : view.main;
  return [spots.x[row] * pane.k + pane.tx, spots.y[row] * pane.k + pane.ty];
}

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The nearest area in a direction; what lies aside counts as further.
 * @param {MapState} state
 * @param {number} row
 * @param {[number, number]} fields
 */
function neighbour(state, row, [dx, dy]) {
  const from = placeOf(state, row);
  if (!from) return row;
  let best = row;
  let least = Infinity;
  for (let other = 0; other < state.spots.x.length; other += 1) {
    if (other === row || (state.classes && state.classes.of[other] === scale.OUTSIDE)) continue;
    const place = placeOf(state, other);
    if (!place) continue;
    const along = (place[0] - from[0]) * dx + (place[1] - from[1]) * dy;
    const aside = Math.abs((place[0] - from[0]) * dy) + Math.abs((place[1] - from[1]) * dx);
    if (along <= 0.5 || aside > 2.5 * along) continue;
    const far = along + 1.6 * aside;
    if (far < least) {
      least = far;
      best = other;
    }
  }
  return best;
}

/**
 * @param {MapState} state
 */
function firstRow(state) {
  if (state.selected >= 0 && placeOf(state, state.selected)) return state.selected;
  const middle = [state.width / 2, state.height / 2];
  let best = -1;
  let least = Infinity;
  for (let row = 0; row < state.spots.x.length; row += 1) {
    if (state.classes && state.classes.of[row] === scale.OUTSIDE) continue;
    const place = placeOf(state, row);
    if (!place) continue;
    const far = (place[0] - middle[0]) ** 2 + (place[1] - middle[1]) ** 2;
    if (far < least) {
      least = far;
      best = row;
    }
  }
  return best;
}

/**
 * @param {MapState} state
 * @param {number} row
 */
function focusRow(state, row) {
  if (row < 0) return;
  state.focus = row;
  state.keyboard = true;
  let place = placeOf(state, row);
  if (!place) return;
  const margin = 40;
  const dx =
    place[0] < margin
      ? margin - place[0]
      : place[0] > state.width - margin
        ? state.width - margin - place[0]
        : 0;
  const dy =
    place[1] < margin
      ? margin - place[1]
      : place[1] > state.height - margin
        ? state.height - margin - place[1]
        : 0;
  if ((dx || dy) && state.view.zoom > 1) {
    view.pan(state.view, dx, dy, state.box, state.width, state.height);
    state.invalidate("base");
    place = placeOf(state, row) || place;
  }
  tip.show(state, row, place[0], place[1], { aloud: true });
  state.invalidate("overlay");
}

/**
 * @param {MapState} state
 * @param {number} row
 * @param {number} x
 * @param {number} y
 */
function hover(state, row, x, y) {
  state.overlay.style.cursor = row >= 0 ? "pointer" : state.view.zoom > 1 ? "grab" : "default";
  if (row === state.hover) {
    if (row >= 0) tip.move(state, x, y);
    return;
  }
  state.hover = row;
  if (row >= 0) tip.show(state, row, x, y);
  else tip.hide(state);
  state.invalidate("overlay");
}

/**
 * @param {MapState} state
 * @param {number} row
 */
function choose(state, row) {
  if (row < 0) return;
  const again = row === state.selected;
  state.emit(row, again ? "drill" : "select");
}

/**
 * What keys do besides moving from area to area.
 * @type {Record<string, (state: MapState) => unknown>}
 */
const KEYS = {
  Enter: (state) => choose(state, state.focus),
  " ": (state) => choose(state, state.focus),
  "+": (state) => zoom(state, STEP),
  "=": (state) => zoom(state, STEP),
  "-": (state) => zoom(state, 1 / STEP),
  "−": (state) => zoom(state, 1 / STEP),
  0: (state) => home(state),
};

/**
 * @param {MapState} state
 * @param {KeyboardEvent} event
 */
function onKey(state, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !state.directory || !state.land) return;
  const direction = DIRECTIONS[event.key];
  if (event.key === "Escape") {
    state.focus = -1;
    tip.hide(state);
    state.invalidate("overlay");
  } else if (direction) {
    focusRow(state, state.focus < 0 ? firstRow(state) : neighbour(state, state.focus, direction));
    event.preventDefault();
  } else if (KEYS[event.key]) {
    KEYS[event.key](state);
    event.preventDefault();
  }
}

/**
 * @param {MapState} state
 * @param {number} factor
 * @param {number} [x]
 * @param {number} [y]
 */
export function zoom(state, factor, x, y) {
  const centre = state.focus >= 0 && state.keyboard ? placeOf(state, state.focus) : null;
  const [cx, cy] =
    x !== undefined && y !== undefined ? [x, y] : centre || [state.width / 2, state.height / 2];
  const hasZoomed = view.zoomAt(state.view, factor, cx, cy);
  if (hasZoomed) state.invalidate("base");
  touchRule(state);
  return hasZoomed;
}

/**
 * @param {MapState} state
 */
export function home(state) {
  view.reset(state.view);
  touchRule(state);
  state.invalidate("base");
}

/**
 * At rest one finger scrolls the page; once zoomed in it moves the map.
 * @param {MapState} state
 */
function touchRule(state) {
  state.overlay.style.touchAction = state.view && state.view.zoom > 1 ? "none" : "pan-y";
}

/**
 * @param {MapState} state
 */
export function attach(state) {
  const { overlay } = state;
  /** @type {Map<number, [number, number]>} */
  const pointers = new Map();
  /** @type {{ place: [number, number], moved: boolean } | null} */
  let start = null;
  let spread = 0;
  touchRule(state);

  overlay.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    state.keyboard = false;
    const place = at(state, event);
    pointers.set(event.pointerId, place);
    start = pointers.size === 1 ? { place, moved: false } : null;
    if (pointers.size === 2) spread = distance(pointers);
  });

  overlay.addEventListener("pointermove", (event) => {
    const place = at(state, event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") hover(state, rowAt(state, ...place), ...place);
      return;
    }
    pointers.set(event.pointerId, place);
    if (!state.view) return;
    if (pointers.size === 2) {
      const now = distance(pointers);
      const [one, two] = [...pointers.values()];
      tip.hide(state);
      if (spread > 0)
        state.gesture(() => zoom(state, now / spread, (one[0] + two[0]) / 2, (one[1] + two[1]) / 2));
      spread = now;
      return;
    }
    if (!start) return;
    if (!start.moved && Math.hypot(place[0] - start.place[0], place[1] - start.place[1]) < STILL_PX) return;
    if (!start.moved) {
      start.moved = true;
      overlay.setPointerCapture(event.pointerId);
      tip.hide(state);
      state.hover = -1;
    }
    if (state.view.zoom > 1) {
      overlay.style.cursor = "grabbing";
      state.gesture(() =>
        view.pan(
          state.view,
          place[0] - before[0],
          place[1] - before[1],
          state.box,
          state.width,
          state.height,
        ),
      );
    }
  });

  /**
   * @param {PointerEvent} event
   */
  const release = (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size < 2) spread = 0;
  };
  overlay.addEventListener("pointerup", (event) => {
    const clicked = pointers.has(event.pointerId) && start && !start.moved;
    release(event);
    if (!clicked) return;
    const place = at(state, event);
    const row = rowAt(state, ...place);
    if (event.pointerType === "touch") {
      state.hover = -1;
      hover(state, row, ...place);
    }
    if (row >= 0) {
      state.focus = row;
      // As lists everywhere: with a key held down, one more.
      const isMore = state.spec.peers && (event.ctrlKey || event.metaKey || event.shiftKey);
      state.emit(row, isMore ? "compare" : "select");
    }
  });
  overlay.addEventListener("pointercancel", release);
  overlay.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") hover(state, -1, 0, 0);
  });
  overlay.addEventListener("dblclick", (event) => {
    const place = at(state, event);
    const row = rowAt(state, ...place);
    if (row >= 0) state.emit(row, "drill");
    else if (state.view) zoom(state, STEP * STEP, ...place);
    event.preventDefault();
  });
  overlay.addEventListener(
    "wheel",
    (event) => {
      if (!state.view || (event.ctrlKey === false && state.view.zoom === 1 && event.deltaY > 0)) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const place = at(state, event);
      state.gesture(() => zoom(state, Math.exp(-event.deltaY * lines * 0.0022), ...place));
    },
    { passive: false },
  );
  overlay.addEventListener("keydown", (event) => onKey(state, event));
  overlay.addEventListener("focus", () => {
    if (!overlay.matches(":focus-visible") || !state.directory || !state.land) return;
    focusRow(state, state.focus >= 0 ? state.focus : firstRow(state));
  });
  overlay.addEventListener("blur", () => {
    state.keyboard = false;
    tip.hide(state);
    state.invalidate("overlay");
  });
}

/**
 * @param {Map<number, [number, number]>} pointers
 */
function distance(pointers) {
  const [one, two] = [...pointers.values()];
  return Math.hypot(one[0] - two[0], one[1] - two[1]);
}
