/* One repaint per frame, of no more than what changed; the fit to the place and to the hand. */
import { absent } from "../core/absent.js";
import * as landShapes from "../core/land.js";
import * as around from "./around.js";
import * as draw from "./draw.js";
import * as overlay from "./overlay.js";
import { follow } from "./twin.js";
import * as palette from "./palette.js";
import * as pulse from "./pulse.js";
import * as viewport from "./view.js";

const SETTLE_MS = 140;
const MOST_OUTLINE_POINTS = 1500;
const BESIDE_PX = 8; // between the land and what lies over the map

/**
 * Ask for a repaint: `base` all, `colours` the areas whose colour changed, `overlay` neither.
 * @param {MapState} state
 * @param {Repaint} what
 */
export function invalidate(state, what) {
  // Time that runs changes nothing above the land, unless an area is raised there.
  if (what !== "colours" || !state.running || overlay.shows(state)) state.dirty.overlay = true;
  if (what !== "overlay") state.dirty[what] = true;
  if (!state.frame) state.frame = requestAnimationFrame(() => paint(state));
}

/**
 * @param {MapState} state
 */
function paint(state) {
  state.frame = 0;
  if (!state.element.isConnected || !state.width) return;
  const { dirty } = state;
  const began = performance.now();
  const hasNewLand = dirty.base || dirty.colours;
  if (hasNewLand) {
    settleNow(state);
    draw.paintLand(state, !dirty.base);
    pulse.place(state);
  }
  if (dirty.overlay || dirty.base) overlay.paint(state);
  // Other colours leave the land, and the map beside it, where they are.
  if (state.twin) follow(state, dirty.base);
  dirty.base = dirty.colours = dirty.overlay = false;
  // After this frame has been handed over, not merely drawn into.
  if (hasNewLand && state.slice && state.classes && state.land) {
    const picture = { began, key: keyOf(state), version: state.version };
    afterFrame(() => announce(state, picture));
  }
}

/**
 * @param {() => void} work
 */
function afterFrame(work) {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    work();
  };
  channel.port2.postMessage(0);
}

/**
 * @param {MapState} state
 */
function keyOf(state) {
  const { spec, slice } = state;
  const { header } = slice;
  return [
    header.indicator || spec.indicator,
    header.period || spec.period,
    header.revision ?? spec.revision,
  ].join("|");
}

/**
 * Count the picture, for tests and benchmarks, and tell those who wait for it.
 * @param {MapState} state
 * @param {{ began: number, key: string, version: number }} picture
 */
function announce(state, picture) {
  const { element } = state;
  state.cost = performance.now() - picture.began;
  state.painted += 1;
  element.dataset.painted = String(state.painted);
  element.dataset.paintedKey = picture.key;
  performance.mark("ioc:map:painted", { detail: { id: element.id, key: picture.key, ms: state.cost } });
  release(state, picture.version);
  around.ask(state);
  around.drawWhenIdle(state);
}

/**
 * Lay a map out in its place and paint it now: paper waits for no frame.
 * @param {MapState} state
 */
export function paintNow(state) {
  restyle(state);
  if (resize(state)) return;
  if (state.frame) cancelAnimationFrame(state.frame);
  state.dirty.base = true;
  paint(state);
}

/**
 * Resolve the promises of show() up to this version of the spec.
 * @param {MapState} state
 * @param {number} version
 */
export function release(state, version) {
  const ready = state.waiting.filter((one) => one.version <= version);
  state.waiting = state.waiting.filter((one) => one.version > version);
  for (const one of ready) one.resolve(state);
}

/**
 * While the land is being moved the last picture is moved as it is, and drawn anew when the hand
 * rests, or as often as the machine can afford.
 * @param {MapState} state
 * @param {() => void} change
 */
export function gesture(state, change) {
  const { view } = state;
  if (!state.moving) {
    state.moving = true;
    state.from = { ...view.main };
    state.drawnAt = performance.now();
  }
  change();
  state.dirty.base = false;
  const now = performance.now();
  if (now - state.drawnAt > Math.max(60, 5 * state.cost)) {
    invalidate(state, "base");
    state.drawnAt = now;
  } else {
    const scale = view.main.k / state.from.k;
    const x = view.main.tx - state.from.tx * scale;
    const y = view.main.ty - state.from.ty * scale;
    around.follow(state);
    for (const canvas of [state.base, state.lines]) {
      canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    }
    invalidate(state, "overlay");
  }
  clearTimeout(state.settleTimer);
  state.settleTimer = setTimeout(() => {
    state.moving = false;
    invalidate(state, "base");
  }, SETTLE_MS);
}

/**
 * @param {MapState} state
 */
function settleNow(state) {
  state.base.style.transform = state.lines.style.transform = "";
  if (state.moving) state.from = { ...state.view.main };
}

// ---- layout -----------------------------------------------------------------------------

/**
 * Lay a map out in its place; tells whether that was another one, and the map was painted.
 * @param {MapState} state
 */
export function resize(state) {
  const { element } = state;
  const width = element.clientWidth;
  const height = element.clientHeight;
  const dpr = Math.min(window.devicePixelRatio || 1, 2);
  const legend = state.running ? state.legendSize : legendSize(state);
  if (!width || !height) return false;
  if (width === state.width && height === state.height && dpr === state.dpr && legend === state.legendSize)
    return false;
  Object.assign(state, { width, height, dpr, legendSize: legend });
  for (const canvas of [state.ground, state.base, state.lines, state.overlay]) {
    canvas.width = Math.round(width * dpr);
    canvas.height = Math.round(height * dpr);
  }
  restyle(state);
  refit(state);
  // In the same frame as the resize, or the emptied canvas would flash.
  if (state.frame) cancelAnimationFrame(state.frame);
  state.dirty.base = true;
  paint(state);
  return true;
}

/**
 * @param {MapState} state
 */
const legendSize = (state) => `${state.legend.offsetWidth}x${state.legend.offsetHeight}`;

/**
 * A legend of another size may leave the land another place: known now, it costs no second picture.
 * @param {MapState} state
 */
export function seat(state) {
  const size = legendSize(state);
  if (size === state.legendSize || !state.view) return;
  state.legendSize = size;
  const place = () => JSON.stringify([state.view.main, state.view.inset]);
  const before = place();
  refit(state);
  if (place() !== before) invalidate(state, "base");
}

/**
 * @param {MapState} state
 */
export function restyle(state) {
  state.palette = palette.read(state.element);
  state.font = state.palette.size;
  // Lines and marks grow with the screen, and once more on the wall, which is seen from afar.
  state.strong =
    Math.max(1, Math.min(state.width, state.height) / 1300) * (state.spec && state.spec.wall ? 1.6 : 1);
}

/**
 * Mark legend and buttons as taken, for land and names; returns the box of each, or null. A heading that
 * the page lays over the map (`data-over-map`) is one with its legend.
 * @param {MapState} state
 */
function reserve(state) {
  const stage = state.element.getBoundingClientRect();
  /** @param {HTMLElement | null} part */
  const boxOf = (part) => {
    if (!part || part.hidden || !part.offsetWidth) return null;
    const box = part.getBoundingClientRect();
    const [x, y] = [box.left - stage.left, box.top - stage.top];
    return /** @type {Box} */ ([x, y, x + box.width, y + box.height]);
  };
  const heading = state.spec.wall
    ? boxOf(document.querySelector(`[data-over-map="${CSS.escape(state.element.id)}"]`))
    : null;
  const [legend, buttons] = [boxOf(state.legend), boxOf(state.controls)];
  const isOver = heading !== null && heading[3] > 1;
  state.reserved = [legend, buttons, isOver ? heading : null].filter((box) => box !== null);
  return [isOver ? landShapes.unite([legend, heading]) : legend, buttons];
}

// How much of the legend's side, or of what is above its lower end, the land leaves free.
const SHARES = [0, 0.25, 0.5, 0.75, 1];

// How much of the buttons' side, and of what is above their lower end, the land leaves free: from nothing on.
/** @type {[aside: number, below: number][]} */
const AROUND_BUTTONS = [
  [0, 0],
  [0.5, 0],
  [0, 1],
  [1, 0],
];

/**
 * @param {MapState} state
 */
const edgeOf = ({ width, height, spec }) =>
  Math.max(10, Math.min(width, height) * (spec.wall ? 0.012 : 0.025));

/**
 * Whether a legend takes so much of a map's width that the land goes above it.
 * @param {MapState} state
 * @param {Box | null} legend
 */
const isWide = ({ width }, legend) => legend !== null && legend[2] - legend[0] > 0.6 * width;

/**
 * The canvas less an edge, less a share of the side that the legend stands on or of what is above its lower end,
 * and less what the buttons take.
 * @param {MapState} state
 * @param {Box | null} legend
 * @param {number} share
 * @param {number} drop
 * @param {Box | null} buttons
 * @param {[aside: number, below: number]} around
 */
function freeArea(state, legend, share, drop, buttons, [aside, below]) {
  const { width, height } = state;
  const edge = edgeOf(state);
  const area = { x: edge, y: edge, w: width - 2 * edge, h: height - 2 * edge };
  if (legend && isWide(state, legend)) {
    area.h -= height - legend[1];
  } else if (legend) {
    const legendWidth = (legend[2] - edge / 2) * share;
    area.x += legendWidth;
    area.w -= legendWidth;
    area.y += drop * legend[3];
    area.h -= drop * legend[3];
  }
  if (buttons) {
    area.w -= aside * (width - edge - buttons[0] + BESIDE_PX);
    const lower = below * (buttons[3] + BESIDE_PX - edge);
    area.y += lower;
    area.h -= lower;
  }
  // A place too small for all of it still has a map.
  return { ...area, w: Math.max(1, area.w), h: Math.max(1, area.h) };
}

/**
 * The areas that the land may have, by how much of the legend's side they leave free; the largest first.
 * @param {MapState} state
 * @param {Box | null} legend
 * @param {Box | null} buttons
 */
function freeAreas(state, legend, buttons) {
  // A wide legend leaves no side: every share of it gives the same area.
  const shares = legend && !isWide(state, legend) ? SHARES : [0];
  // A wall has its legend above: land that is wider than tall may go below it.
  const drops = state.spec.wall ? shares : [0];
  const arounds = buttons ? AROUND_BUTTONS : AROUND_BUTTONS.slice(0, 1);
  return shares.map((share) =>
    drops.flatMap((drop) => arounds.map((around) => freeArea(state, legend, share, drop, buttons, around))),
  );
}

/**
 * Whether land, or a point on it, lies under a part of the page.
 * @param {MapState} state
 * @param {Box} part
 * @param {View} view
 */
function hidesLand(state, part, view) {
  const { land, spots, spec, inner, islandBoxes } = state;
  const { k, tx, ty } = view.main;
  /**
   * @param {Box | null} box
   */
  const under = (box) =>
    box &&
    box[0] * k + tx < part[2] + BESIDE_PX &&
    box[2] * k + tx > part[0] - BESIDE_PX &&
    box[1] * k + ty < part[3] + BESIDE_PX &&
    box[3] * k + ty > part[1] - BESIDE_PX;
  if (land.features.some((feature, at) => inner[at] && under(feature.box))) return true;
  if (!view.inset && Object.values(islandBoxes).some(under)) return true;
  return (
    Boolean(spec.points) &&
    spots.x.some((x, row) => under(/** @type {Box} */ ([x, spots.y[row], x, spots.y[row]])))
  );
}

/**
 * As large as can be without land under the legend or the buttons.
 * @param {MapState} state
 * @param {Box | null} box
 * @param {Box | null} islands
 * @param {[number, number][]} anchors
 */
function fitted(state, box, islands, anchors) {
  const [legend, buttons] = reserve(state);
  const edge = edgeOf(state);
  /** @type {View | null} */
  let best = null;
  /** @type {View} */
  let view = absent();
  for (const areas of freeAreas(state, legend, buttons)) {
    for (const area of areas) {
      // The frame of far islands may stand wherever no button does: also where the land may not.
      const whole = { x: area.x, y: edge, w: state.width - edge - area.x, h: area.y + area.h - edge };
      view = viewport.fit(box, islands, area, anchors, state.font, whole, state.reserved);
      const isClear = !state.reserved.some((part) => hidesLand(state, part, view));
      if (isClear && (!best || view.main.k > best.main.k)) best = view;
      if (isClear && area === areas[0]) break;
    }
    if (best && !state.spec.wall) break;
  }
  return best || view;
}

/**
 * The land with its points: villages may lie far beyond a schematic border. One that is further
 * away than twice the land is wide is a mistake in a table, and must not shrink all the others.
 * @param {(Box | null)[]} boxes
 * @param {Spots} spots
 */
function withSpots(boxes, spots) {
  const land = landShapes.unite(boxes);
  if (!land || !spots.box) return [land || spots.box];
  const reach = 2 * Math.max(land[2] - land[0], land[3] - land[1]);
  const far = [land[0] - reach, land[1] - reach, land[2] + reach, land[3] + reach];
  /** @type {Box[]} */
  const near = [];
  spots.x.forEach((x, row) => {
    const y = spots.y[row];
    if (x > far[0] && y > far[1] && x < far[2] && y < far[3]) near.push([x, y, x, y]);
  });
  return [land, ...near];
}

/**
 * Some points on the borders of the land: what a frame for far islands must not cover.
 * @param {Land} land
 */
function outlinePoints(land) {
  const arcs = Object.values(land.lines || {}).flat();
  const count = arcs.reduce((sum, { points }) => sum + points.length / 2, 0);
  const step = Math.max(1, Math.ceil(count / MOST_OUTLINE_POINTS));
  /** @type {[number, number][]} */
  const places = [];
  let at = 0;
  for (const { points } of arcs) {
    for (let place = 0; place < points.length; place += 2, at += 1) {
      if (at % step === 0) places.push([points[place], points[place + 1]]);
    }
  }
  return places;
}

/**
 * @param {MapState} state
 */
export function refit(state) {
  const { land, spots, spec } = state;
  if (!land || !state.width) return;
  // A map beside another stands where that one does.
  if (state.lead && state.lead.view) {
    Object.assign(state, { view: state.lead.view, box: state.lead.box });
    return;
  }
  const former = state.view && state.view.zoom > 1 ? state.view : null;
  const inside = land.features.filter((_, at) => state.inner[at]);
  const boxes = (inside.length ? inside : land.features).map((feature) => feature.box);
  const box = landShapes.unite(spec.points ? withSpots(boxes, spots) : boxes) || land.box;
  const islands = landShapes.unite(Object.values(state.islandBoxes));
  const anchors = land.features.flatMap(({ path, anchor }) => (path && anchor ? [anchor] : []));
  if (islands) anchors.push(...outlinePoints(land));
  state.view = fitted(state, box, islands, anchors);
  state.box = /** @type {Box} */ (landShapes.unite([box, state.view.inset ? null : islands]));
  if (former) {
    const centre = [
      (state.centreX - former.main.tx) / former.main.k,
      (state.centreY - former.main.ty) / former.main.k,
    ];
    viewport.zoomAt(state.view, former.zoom, state.width / 2, state.height / 2);
    state.view.main.tx = state.width / 2 - centre[0] * state.view.main.k;
    state.view.main.ty = state.height / 2 - centre[1] * state.view.main.k;
  }
  state.centreX = state.width / 2;
  state.centreY = state.height / 2;
}
