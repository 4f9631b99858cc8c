/* The outlines of another vintage over a map, dashed. */
import { say } from "../core/words.js";

/**
 * Draw the dashed outlines of the other land; the canvas is that of the borders.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
export function drawOutlines(ctx, state, pane) {
  if (!state.other) return;
  const { land } = state.other;
  // Many small areas: thinner lines, or the borders would hide the colours.
  const thin = Math.min(
    1,
    Math.max(0.5, 11 / Math.sqrt(land.features.length) + 0.1 * Math.log2(state.view.zoom + 1)),
  );
  const width = 1.7 * thin * state.strong;
  ctx.lineJoin = "round";
  ctx.setLineDash([(7 * thin) / pane.k, (4 * thin) / pane.k]);
  /** @type {[string, number][]} */
  const strokes = [
    [state.palette["map-halo"], width + 0.9],
    [state.palette["map-selected"], width],
  ];
  for (const [colour, wide] of strokes) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = wide / pane.k;
    ctx.stroke(land.borders.siblings);
    ctx.stroke(land.borders.parents);
  }
  ctx.setLineDash([]);
}

/**
 * What the legend says of the outlines.
 * @param {MapState} state
 */
export const outlineNote = (state) =>
  state.other ? say("screen-outlines", state.spec.language, { name: state.other.name }) : "";
