/* What lies around the land, in pictures of maps as files and on paper: as around.js paints it on the screen. */
import { projectX, projectY } from "../core/land.js";
import { current, isSoft, reliefStrength } from "./around.js";

const THIN_PX = 0.6; // points of a line that are nearer to the one before are left out
const MARGIN_PX = 8; // beyond the frame, so that no line of its own runs along it

/** @typedef {[x: number, y: number]} Point */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Frame */

/**
 * x, y, x, y … in degrees as points of a pane; those that would be seen as one are one.
 * @param {number[]} degrees
 * @param {Pane} pane
 */
export function pointsOf(degrees, { k, tx, ty }) {
  /** @type {Point[]} */
  const points = [];
  for (let at = 0; at < degrees.length; at += 2) {
    /** @type {Point} */
    const point = [projectX(degrees[at]) * k + tx, projectY(degrees[at + 1]) * k + ty];
    const last = points[points.length - 1];
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= THIN_PX) points.push(point);
  }
  return points;
}

/**
 * The part of a ring on one side of a line (Sutherland and Hodgman).
 * @param {Point[]} ring
 * @param {0 | 1} axis
 * @param {number} edge
 * @param {boolean} isLeast  what lies beyond the edge stays, else what lies before it
 */
function cutAt(ring, axis, edge, isLeast) {
  const isIn = (/** @type {Point} */ point) => (isLeast ? point[axis] >= edge : point[axis] <= edge);
  /** @type {Point[]} */
  const rest = [];
  ring.forEach((point, at) => {
    const before = ring[(at || ring.length) - 1];
    if (isIn(point) !== isIn(before)) {
      const share = (edge - before[axis]) / (point[axis] - before[axis]);
      /** @type {Point} */
      const crossing = [0, 0];
      crossing[axis] = edge;
      crossing[1 - axis] = before[1 - axis] + share * (point[1 - axis] - before[1 - axis]);
      rest.push(crossing);
    }
    if (isIn(point)) rest.push(point);
  });
  return rest;
}

/**
 * The part of a ring in a frame; empty where there is none.
 * @param {Point[]} ring
 * @param {Frame} frame
 */
export function cutRing(ring, { left, top, right, bottom }) {
  let rest = cutAt(ring, 0, left, true);
  rest = cutAt(rest, 0, right, false);
  rest = cutAt(rest, 1, top, true);
  return cutAt(rest, 1, bottom, false);
}

/**
 * The stretches of a line that are near a frame.
 * @param {Point[]} line
 * @param {Frame} frame
 */
export function cutLine(line, { left, top, right, bottom }) {
  /** @type {Point[][]} */
  const stretches = [];
  let isOpen = false;
  for (let at = 1; at < line.length; at += 1) {
    const [[x0, y0], [x1, y1]] = [line[at - 1], line[at]];
    const isNear =
      Math.max(x0, x1) >= left &&
      Math.min(x0, x1) <= right &&
      Math.max(y0, y1) >= top &&
      Math.min(y0, y1) <= bottom;
    if (isNear && isOpen) stretches[stretches.length - 1].push(line[at]);
    else if (isNear) stretches.push([line[at - 1], line[at]]);
    isOpen = isNear;
  }
  return stretches;
}

/**
 * @param {Point[]} points
 * @param {boolean} isRing
 */
function pathOf(points, isRing) {
  const text = points.map(([x, y], at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  return isRing ? `${text}Z` : text;
}

/**
 * The relief in the frame as a picture of its own; empty where there is none.
 * @param {Around} around
 * @param {MapState} state
 * @param {Pane} pane
 */
function reliefSvg({ relief, frame: { x, y, w, h } }, { width, height, palette }, { k, tx, ty }) {
  const canvas = document.createElement("canvas");
  // Soft hills need no more pixels than they have.
  const scale = isSoft(k) ? 0.5 : 1;
  [canvas.width, canvas.height] = [Math.ceil(scale * width), Math.ceil(scale * height)];
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  pen.scale(scale, scale);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(relief, x * k + tx, y * k + ty, w * k, h * k);
  return `<image width="${width}" height="${height}" preserveAspectRatio="none" opacity="${reliefStrength(palette, k)}" href="${canvas.toDataURL()}"/>`;
}

/**
 * Neighbours with relief, rivers and borders, as SVG; the provinces around (`provinces`, SVG) are on the
 * neighbours and below the relief.
 * @param {MapState} state
 * @param {Pane} pane
 * @param {string} provinces
 */
export function aroundSvg(state, pane, provinces) {
  const around = current();
  if (!around) return provinces;
  const { width, height, palette, strong } = state;
  const frame = { left: -MARGIN_PX, top: -MARGIN_PX, right: width + MARGIN_PX, bottom: height + MARGIN_PX };
  const { land, borders, rivers } = around.file;
  const lands = land.map((ring) => cutRing(pointsOf(ring, pane), frame)).filter((ring) => ring.length > 2);
  const linesOf = (/** @type {number[][]} */ courses) =>
    courses
      .flatMap((course) => cutLine(pointsOf(course, pane), frame))
      .map((line) => pathOf(line, false))
      .join("");
  const stroke = (/** @type {string} */ d, /** @type {string} */ colour, /** @type {number} */ wide) =>
    d &&
    `<path fill="none" stroke="${palette[colour]}" stroke-width="${wide * strong}" stroke-linejoin="round" stroke-linecap="round" d="${d}"/>`;
  return [
    `<path fill="${palette["map-country"]}" d="${lands.map((ring) => pathOf(ring, true)).join("")}"/>`,
    provinces,
    reliefSvg(around, state, pane),
    ...[1, 2].map((size) =>
      stroke(
        linesOf(rivers.filter(([own]) => own === size).map(([, course]) => course)),
        "map-river",
        0.1 + 0.7 * size,
      ),
    ),
    stroke(linesOf(borders), "map-quiet-border", 1.6),
  ].join("");
}
