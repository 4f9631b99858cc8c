/* What all that is drawn on the land shares: colours, and a canvas in lengths of the land or of the screen. */
import * as scale from "./scale.js";

const MIN_ISLET_PX = 1.7;

/**
 * Smallest radius of an island on the screen.
 * @param {MapState} state
 */
export const isletRadius = (state) => MIN_ISLET_PX * state.strong;

/**
 * The class of a shape: of the area that it stands for, OUTSIDE when that has no row.
 * @param {MapState} state
 * @param {number} at
 */
export function keyOf(state, at) {
  const row = state.featureRow[at];
  return row < 0 || !state.classes ? scale.OUTSIDE : state.classes.of[row];
}

/**
 * Let a canvas take lengths of the land, as a pane shows it.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
export function enter(ctx, state, pane) {
  const { dpr } = state;
  ctx.setTransform(dpr * pane.k, 0, 0, dpr * pane.k, dpr * pane.tx, dpr * pane.ty);
}

/**
 * Let a canvas take pixels of the screen again.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 */
export function leave(ctx, state) {
  ctx.setTransform(state.dpr, 0, 0, state.dpr, 0, 0);
}

/**
 * The colour of a class (of its number among the classes, or scale.OUTSIDE, scale.NO_DATA).
 * @param {MapState} state
 * @param {number} key
 */
export function colourOf(state, key) {
  if (key === scale.OUTSIDE) return state.palette["map-quiet"];
  if (key === scale.NO_DATA) return state.palette.nodata;
  return state.palette[state.classes.classes[key].colour];
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 */
export function clear(ctx, state) {
  leave(ctx, state);
  ctx.clearRect(0, 0, state.width, state.height);
}

/**
 * The size of names on a map.
 * @param {MapState} state
 */
export function fontSize(state) {
  return state.spec.wall ? Math.max(18, state.font * 0.5) : Math.max(11, state.font * 0.82);
}

/**
 * Whether a box lies over any other.
 * @param {Box} box
 * @param {Box[]} boxes
 */
export const clash = (box, boxes) =>
  boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
