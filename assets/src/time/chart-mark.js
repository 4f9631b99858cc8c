/* The upright line of a chart at the period shown: all of a chart that is not the server's to say. */
import * as charts from "../core/chart-library.js";
import * as periodText from "../core/period.js";

const NAME = "shown-period"; // layouts.figures.series.PERIOD_MARK

/**
 * @param {any} graph
 */
const placeOf = (graph) =>
  ((graph && graph.layout && graph.layout.shapes) || []).findIndex(
    (/** @type {{name?: string}} */ shape) => shape.name === NAME,
  );
/**
 * @param {any} graph
 * @param {number} place
 */
const lines = (graph, place) => graph.querySelectorAll(`.shapelayer path[data-index="${place}"]`);

/**
 * A figure as text, with the mark wherever it stands: the same for every period.
 * @param {object} figure
 */
export const without = (figure) =>
  JSON.stringify(figure, (_, value) => (value && value.name === NAME ? NAME : value));

/**
 * Lay the chart out with the mark at a period.
 * @param {any} graph
 * @param {string} period
 */
export function set(graph, period) {
  const place = placeOf(graph);
  if (place < 0 || !charts.library() || !period) return;
  const day = periodText.lastDay(period);
  for (const line of lines(graph, place)) line.removeAttribute("transform");
  if (graph.layout.shapes[place].x0 === day) return;
  charts.library().relayout(graph, { [`shapes[${place}].x0`]: day, [`shapes[${place}].x1`]: day });
}

/**
 * Push the mark aside as it is drawn: laying the chart out anew takes longer than a frame.
 * @param {any} graph
 * @param {string} period
 */
export function slide(graph, period) {
  const place = placeOf(graph);
  const plot = place >= 0 && graph.querySelector(".nsewdrag");
  const { range } = plot ? graph.layout.xaxis : {};
  if (!range) return;
  const days = [range[0], range[1], graph.layout.shapes[place].x0, periodText.lastDay(period)];
  const [first, last, from, to] = days.map((day) => Date.parse(day));
  const far = (Number(plot.getAttribute("width")) * (to - from)) / (last - first);
  for (const line of lines(graph, place)) line.setAttribute("transform", `translate(${far} 0)`);
}
