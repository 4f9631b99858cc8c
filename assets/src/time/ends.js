/* The names at the ends of lines, kept apart whatever the height of the chart: only the page knows it. */
import * as charts from "../core/chart-library.js";

const LINE = 1.4; // height of a line of text, in sizes of its letters

/**
 * Places for labels of these half heights, so that none overlaps another: px from above, ascending as they
 * were wished for; the whole keeps above `low` as far as there is room.
 * @param {number[]} wishes
 * @param {number[]} halves
 * @param {number} low  the lowest place, px from above
 */
export function apart(wishes, halves, low) {
  const order = wishes.map((_, at) => at).sort((one, two) => wishes[one] - wishes[two]);
  const places = [...wishes];
  let top = -Infinity;
  for (const at of order) {
    places[at] = Math.max(wishes[at], top + halves[at]);
    top = places[at] + halves[at];
  }
  // From the foot of the chart they go up again.
  let foot = low;
  for (const at of [...order].reverse()) {
    places[at] = Math.min(places[at], foot - halves[at]);
    foot = places[at] - halves[at];
  }
  return places;
}

/**
 * Half the height of a name in px.
 * @param {{ text: string, font: { size: number } }} note
 */
export const halfOf = ({ text, font }) => (String(text).split("<br>").length * font.size * LINE) / 2;

/**
 * Move the names at the ends of a drawn chart's lines apart.
 * @param {any} graph
 */
export function spread(graph) {
  const layout = graph && graph._fullLayout;
  if (!layout || !layout.yaxis || !charts.library()) return;
  const notes = /** @type {any[]} */ (graph.layout.annotations || []);
  const ends = notes.map((note, place) => ({ note, place })).filter(({ note }) => note.name === "end");
  if (ends.length < 2) return;
  const wishes = ends.map(({ note }) => layout.yaxis.c2p(note.y));
  const halves = ends.map(({ note }) => halfOf(note));
  const places = apart(wishes, halves, layout.yaxis._length + layout.margin.b / 2);
  /** @type {Record<string, number>} */
  const moves = {};
  ends.forEach(({ note, place }, at) => {
    const shift = Math.round(wishes[at] - places[at]);
    if (shift !== (note.yshift || 0)) moves[`annotations[${place}].yshift`] = shift;
  });
  if (Object.keys(moves).length) charts.library().relayout(graph, moves);
}
