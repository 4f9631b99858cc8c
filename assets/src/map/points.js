/* Points by the thousand: each is a stamp set into the pixels of the picture itself. */
import * as pen from "./pen.js";
import * as scale from "./scale.js";

/** @type {Record<string, (path: Canvas2D, r: number) => void>} */
export const MARKS = {
  /**
   * @param {Canvas2D} path
   * @param {number} r
   */
  good: (path, r) => path.arc(0, 0, r, 0, 2 * Math.PI),
  /**
   * @param {Canvas2D} path
   * @param {number} r
   */
  warn: (path, r) => {
    path.moveTo(0, -1.25 * r);
    path.lineTo(1.15 * r, 0.85 * r);
    path.lineTo(-1.15 * r, 0.85 * r);
    path.closePath();
  },
  /**
   * @param {Canvas2D} path
   * @param {number} r
   */
  bad: (path, r) => path.rect(-0.95 * r, -0.95 * r, 1.9 * r, 1.9 * r),
};

/**
 * How the outline of a row's point is drawn.
 * @param {MapState} state
 * @param {number} row
 */
export const shapeOf = ({ classes }, row) =>
  MARKS[classes?.classes[classes.of[row]]?.colour ?? ""] || MARKS.good;

/**
 * One point as the pixels that it covers: {side, x, y, pixels}, drawn by the canvas and read back.
 * @param {MapState} state
 * @param {number} key
 * @param {number} radius
 */
function stamp(state, key, radius) {
  const { palette, dpr } = state;
  const side = 2 * Math.ceil((radius * 1.4 + 2) * dpr);
  const sheet = new OffscreenCanvas(side, side);
  const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (
    sheet.getContext("2d", { willReadFrequently: true })
  );
  brush.setTransform(dpr, 0, 0, dpr, side / 2, side / 2);
  const colour = key >= 0 ? state.classes.classes[key].colour : "";
  brush.beginPath();
  (MARKS[colour] || MARKS.good)(brush, radius);
  brush.fillStyle = pen.colourOf(state, key);
  brush.fill();
  if (key === scale.NO_DATA) {
    palette.hatch.setTransform(new DOMMatrix());
    brush.fillStyle = palette.hatch;
    brush.fill();
  }
  brush.strokeStyle = key === scale.NO_DATA ? palette["nodata-ink"] : palette["map-point-edge"];
  brush.lineWidth = Math.min(1, radius / 3);
  brush.stroke();
  const all = new Uint32Array(brush.getImageData(0, 0, side, side).data.buffer);
  const covered = [...all.keys()].filter((at) => all[at] >>> 24);
  return {
    side,
    x: Int32Array.from(covered, (at) => at % side),
    y: Int32Array.from(covered, (at) => Math.floor(at / side)),
    pixels: Uint32Array.from(covered, (at) => all[at]),
  };
}

/**
 * Stamps are made once per look: colours, size and screen.
 * @param {MapState} state
 * @param {number} key
 * @param {number} radius
 */
function stampOf(state, key, radius) {
  const look = [state.palette.key, state.dpr].join();
  if (state.stampLook !== look) Object.assign(state, { stampLook: look, stamps: new Map() });
  const name = `${key >= 0 ? state.classes.classes[key].colour : key} ${radius}`;
  const ready = state.stamps.get(name);
  if (ready) return ready;
  if (state.stamps.size > 60) state.stamps.clear();
  const mark = stamp(state, key, radius);
  state.stamps.set(name, mark);
  return mark;
}

/**
 * How large a point is: less where many stand close together.
 * @param {MapState} state
 * @param {Pane} pane
 */
export function radius(state, pane) {
  const { spots, land } = state;
  const box = /** @type {Box} */ (spots.box || land.box);
  const span = Math.sqrt(((box[2] - box[0]) * (box[3] - box[1])) / Math.max(spots.count, 1)) * pane.k;
  // A wall's letters grow with the panel, and its points with them.
  if (state.spec.wall) return Math.min(0.19 * state.font, Math.max(0.06 * state.font, span * 0.22));
  return Math.min(7, Math.max(2, span * 0.22)) * Math.sqrt(state.strong);
}

// How much larger a point is drawn that asks for action: as a verdict, as a no, as the worst of the values.
const LARGER = { warn: 1.25, bad: 1.6, no: 1.6, worst: 1.25 };

/**
 * The class that nobody wants to be in.
 * @param {MapState} state
 */
export function worstOf({ classes, spec }) {
  const last = classes.classes.length - 1;
  return classes.mode === "status" || spec.direction === "down" ? last : 0;
}

/**
 * How much larger the points of a class are than the others.
 * @param {MapState} state
 * @param {number} key
 */
export function growth(state, key) {
  const { classes } = state;
  if (key < 0 || !classes.classes[key]) return key === scale.OUTSIDE ? 0.6 : 1;
  if (classes.mode === "status") return LARGER[/** @type {"warn"} */ (classes.classes[key].colour)] || 1;
  if (key !== worstOf(state) || classes.classes.length < 2) return 1;
  return classes.isFact ? LARGER.no : LARGER.worst;
}

/**
 * The classes in the order in which their points are drawn: the worst lie on top, for those are looked for.
 * @param {MapState} state
 */
export function order(state) {
  const keys = state.classes.classes.map((_, at) => at);
  if (worstOf(state) === 0) keys.reverse();
  return [scale.OUTSIDE, scale.NO_DATA, ...keys];
}

/**
 * One half-covered pixel over another; both as a canvas hands them out, not multiplied.
 * @param {number} above
 * @param {number} below
 */
function over(above, below) {
  const a = above >>> 24;
  const rest = ((below >>> 24) * (255 - a)) / 255;
  const all = a + rest;
  /**
   * @param {number} shift
   */
  const mix = (shift) =>
    Math.round((((above >>> shift) & 255) * a + ((below >>> shift) & 255) * rest) / all) << shift;
  return ((Math.round(all) << 24) | mix(16) | mix(8) | mix(0)) >>> 0;
}

/**
 * @param {Uint32Array} sheet
 * @param {number} width
 * @param {number} height
 * @param {Stamp} stamp
 * @param {number} left
 * @param {number} top
 */
function press(sheet, width, height, { side, x, y, pixels }, left, top) {
  const inside = left >= 0 && top >= 0 && left + side <= width && top + side <= height;
  for (let one = 0; one < pixels.length; one += 1) {
    const column = left + x[one];
    const line = top + y[one];
    if (!inside && (column < 0 || line < 0 || column >= width || line >= height)) continue;
    const at = line * width + column;
    const above = pixels[one];
    const below = sheet[at];
    sheet[at] = above >>> 24 === 255 || below >>> 24 === 0 ? above : over(above, below);
  }
}

/**
 * Draw all points; whatever was on the canvas goes. A canvas takes 10 µs for each picture that
 * is drawn on it, its pixels less than 2.
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
export function draw(ctx, state, pane) {
  const { spots, classes, dpr } = state;
  const { width, height } = ctx.canvas;
  if (!state.sheet || state.sheet.width !== width || state.sheet.height !== height)
    state.sheet = ctx.createImageData(width, height);
  const sheet = new Uint32Array(state.sheet.data.buffer).fill(0);
  if (classes) {
    const size = radius(state, pane);
    for (const key of order(state)) {
      const mark = stampOf(state, key, size * growth(state, key));
      const half = mark.side / 2;
      for (let row = 0; row < spots.x.length; row += 1) {
        if (classes.of[row] !== key) continue;
        // Whole pixels of the screen: no blending between them.
        const left = Math.round((spots.x[row] * pane.k + pane.tx) * dpr) - half;
        const top = Math.round((spots.y[row] * pane.k + pane.ty) * dpr) - half;
        if (left > -mark.side && top > -mark.side && left < width && top < height)
          press(sheet, width, height, mark, left, top);
      }
    }
  }
  ctx.putImageData(state.sheet, 0, 0);
}
