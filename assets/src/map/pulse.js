/* Rings that widen around the worst points of a wall, drawn by the browser's styles: no canvas is painted for them. */
import { node } from "../core/element.js";
import * as points from "./points.js";

// Where half a map pulses, nothing stands out; and each ring costs a machine without a graphics card something.
const MOST = 40;

/**
 * Rows whose points pulse: red ones, or those that say no; only on a wall, only few.
 * @param {MapState} state
 */
function rowsOf(state) {
  const { spec, classes, spots } = state;
  if (!spec.wall || !spec.points || !classes || !state.view) return [];
  if (classes.mode !== "status" && !classes.isFact) return [];
  const worst = points.worstOf(state);
  const rows = [...classes.of.keys()].filter(
    (row) => classes.of[row] === worst && !Number.isNaN(spots.x[row]),
  );
  return rows.length > MOST ? [] : rows;
}

/**
 * Put the rings where the points are; called when the land or its colours have been painted.
 * @param {MapState} state
 */
export function place(state) {
  const { pulses, spots, view } = state;
  const rows = rowsOf(state);
  if (!rows.length && !pulses.firstChild) return;
  const key = JSON.stringify([rows, view && view.main, state.font]);
  if (pulses.dataset.of === key) return;
  pulses.dataset.of = key;
  const size = rows.length
    ? 2 * points.radius(state, view.main) * points.growth(state, points.worstOf(state))
    : 0;
  pulses.replaceChildren(
    ...rows.map((row) => {
      const ring = node("span", "ioc-map__pulse");
      ring.style.left = `${spots.x[row] * view.main.k + view.main.tx}px`;
      ring.style.top = `${spots.y[row] * view.main.k + view.main.ty}px`;
      ring.style.setProperty("--size", `${size}px`);
      return ring;
    }),
  );
}
