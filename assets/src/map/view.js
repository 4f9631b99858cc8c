/* Where the land stands on the canvas: fitted, zoomed, with the archipelagos in place or in an inset. */
import * as land from "../core/land.js";

const MAX_ZOOM = 60;
const MOST_LARGER = 1.6;
const LEAST_SMALLER = 0.6; // of the land for the sake of a frame beside it

/**
 * @param {Box} box
 * @param {Rect} area
 */
function fitted(box, area) {
  const width = Math.max(box[2] - box[0], 1e-3);
  const height = Math.max(box[3] - box[1], 1e-3);
  const k = Math.min(area.w / width, area.h / height);
  return {
    k,
    tx: area.x + (area.w - width * k) / 2 - box[0] * k,
    ty: area.y + (area.h - height * k) / 2 - box[1] * k,
  };
}

/**
 * @param {Box} box
 * @param {number} share
 * @returns {Box}
 */
function grown(box, share) {
  const pad = Math.max(box[2] - box[0], box[3] - box[1], 1) * share;
  return [box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad];
}

// Places for a frame, as shares of the free width and height: at the edges first, in the east if it can.
const ACROSS = [1, 0, 0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.5];
const DOWN = [0.75, 0.6, 0.45, 0.3, 1, 0, 0.9, 0.15];

/**
 * The place that hides the least of the land, given by points on it, and no part of the page.
 * @param {Rect} area
 * @param {{w: number, h: number}} size
 * @param {Pane} pane
 * @param {[number, number][]} anchors
 * @param {Box[]} reserved
 */
function quietPlace(area, size, pane, anchors, reserved) {
  const places = [];
  for (const along of ACROSS) {
    for (const share of DOWN) {
      places.push({ x: area.x + (area.w - size.w) * along, y: area.y + (area.h - size.h) * share });
    }
  }
  let best = places[0];
  let fewest = Infinity;
  for (const place of places) {
    let hidden = 0;
    for (const [x0, y0, x1, y1] of reserved) {
      if (x0 < place.x + size.w + 4 && x1 > place.x - 4 && y0 < place.y + size.h + 4 && y1 > place.y - 4)
        hidden += anchors.length + 1;
    }
    for (const [x, y] of anchors) {
      const sx = x * pane.k + pane.tx;
      const sy = y * pane.k + pane.ty;
      if (sx > place.x - 8 && sx < place.x + size.w + 8 && sy > place.y - 8 && sy < place.y + size.h + 8)
        hidden += 1;
    }
    if (hidden < fewest) {
      fewest = hidden;
      best = place;
    }
  }
  return { ...best, hidden: fewest };
}

/**
 * What is left of an area beside a frame on each of its sides.
 * @param {Rect} area
 * @param {{w: number, h: number}} size
 */
function besides(area, size) {
  return [
    { ...area, w: area.w - size.w },
    { ...area, x: area.x + size.w, w: area.w - size.w },
    { ...area, h: area.h - size.h },
    { ...area, y: area.y + size.h, h: area.h - size.h },
  ].filter(({ w, h }) => w > 0 && h > 0);
}

/**
 * Land and frame together: as large as can be, and smaller where the frame would lie over land.
 * @param {Box} fixed
 * @param {Rect} area
 * @param {Rect} whole
 * @param {{w: number, h: number}} size
 * @param {Pane} pane
 * @param {[number, number][]} anchors
 * @param {Box[]} reserved
 */
function seated(fixed, area, whole, size, pane, anchors, reserved) {
  let best = { pane, place: quietPlace(whole, size, pane, anchors, reserved) };
  if (!best.place.hidden) return best;
  const others = besides(area, size)
    .map((left) => fitted(fixed, left))
    .filter(({ k }) => k >= LEAST_SMALLER * pane.k)
    .sort((one, other) => other.k - one.k);
  for (const other of others) {
    const place = quietPlace(whole, size, other, anchors, reserved);
    if (place.hidden < best.place.hidden) best = { pane: other, place };
    if (!place.hidden) break;
  }
  return best;
}

/**
 * The view that shows the boxes in a free area of the canvas: {fit, main, inset, zoom}.
 * The archipelagos stay where they are on the globe unless that would shrink the mainland by
 * more than a fifth; then they get a frame of their own.
 * @param {Box | null} mainland
 * @param {Box | null} islands
 * @param {Rect} area
 * @param {[number, number][]} anchors
 * @param {number} font
 * @param {Rect | null} whole
 * @param {Box[]} [reserved]  parts of the page that lie over the canvas
 * @returns {View}
 */
export function fit(mainland, islands, area, anchors, font, whole, reserved = []) {
  const fixed = /** @type {Box} */ (mainland || islands);
  let pane = fitted(fixed, area);
  /** @type {View["inset"]} */
  let inset = null;
  if (mainland && islands) {
    const together = fitted(/** @type {Box} */ (land.unite([mainland, islands])), area);
    if (together.k >= 0.8 * pane.k) {
      pane = together;
    } else {
      // Room for a name under each archipelago.
      const box = grown(islands, 0.06);
      const ratio = (box[2] - box[0]) / (box[3] - box[1]);
      const nameHeight = 2.8 * font;
      // One island alone would fill a frame made for a group: it is not drawn much larger than the rest.
      const most = (box[3] - box[1]) * MOST_LARGER * pane.k + nameHeight;
      const tall = Math.min(
        area.h * 0.36,
        Math.max(area.w * 0.26, font * 8) / ratio + nameHeight,
        Math.max(most, font * 6),
      );
      const size = { w: Math.max((tall - nameHeight) * ratio, font * 7.5), h: tall };
      const { pane: left, place } = seated(fixed, area, whole || area, size, pane, anchors, reserved);
      pane = left;
      const rect = { x: place.x, y: place.y, ...size };
      inset = { rect, ...fitted(box, { ...rect, h: tall - nameHeight }) };
    }
  }
  return { fit: pane, main: { ...pane }, inset, zoom: 1 };
}

/**
 * Zoom by a factor about a point of the canvas, within 1 and MAX_ZOOM.
 * @param {View} view
 * @param {number} factor
 * @param {number} x
 * @param {number} y
 */
export function zoomAt(view, factor, x, y) {
  const zoom = Math.min(MAX_ZOOM, Math.max(1, view.zoom * factor));
  const real = zoom / view.zoom;
  view.zoom = zoom;
  view.main.tx = x - (x - view.main.tx) * real;
  view.main.ty = y - (y - view.main.ty) * real;
  view.main.k = view.fit.k * zoom;
  if (zoom === 1) reset(view);
  return real !== 1;
}

/**
 * @param {View} view
 */
export function reset(view) {
  view.zoom = 1;
  Object.assign(view.main, view.fit);
}

/**
 * Move the land, but never wholly off the canvas.
 * @param {View} view
 * @param {number} dx
 * @param {number} dy
 * @param {Box} box
 * @param {number} width
 * @param {number} height
 */
export function pan(view, dx, dy, box, width, height) {
  const { main } = view;
  main.tx += dx;
  main.ty += dy;
  const keep = 80;
  main.tx = Math.min(width - keep - box[0] * main.k, Math.max(keep - box[2] * main.k, main.tx));
  main.ty = Math.min(height - keep - box[1] * main.k, Math.max(keep - box[3] * main.k, main.ty));
}
