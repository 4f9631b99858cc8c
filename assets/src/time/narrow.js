/* A chart in a narrow place: the names of its lines in short lines, and as many dates as have room. */
import * as charts from "../core/chart-library.js";
import { widthOf } from "../core/picture.js";
import { linesOf, untagged } from "../core/text-lines.js";
import * as ends from "./ends.js";

const NARROW = 480; // px of a chart whose names take too much of it
const BESIDE = 84; // px for a line of a name
const DATE = 58; // px for a date and the gap to the next
const CORNERS = 6; // px between the words of a corner and the middle
const FRAMES = 300;

/** @type {WeakSet<Element>} */
const charted = new WeakSet();

/**
 * Name and number of a line's end; what it would come to is said above the chart, too.
 * @param {string} text
 */
function endOf(text) {
  const lines = String(text).split("<br>");
  return lines.slice(0, lines.findIndex((line) => line.includes("</b>")) + 1).join(" ") || lines.join(" ");
}

/**
 * The words of a chart's corners in lines that leave the other half of the plot free.
 * @param {any} layout
 * @param {number} width
 * @param {(text: string, size: number) => number} measure
 */
function cornersFor({ annotations, margin }, width, measure) {
  /** @type {Record<string, unknown>} */
  const changes = {};
  (annotations || []).forEach((/** @type {any} */ { name, text, font }, /** @type {number} */ at) => {
    if (name !== "corner") return;
    const room = (width - margin.l - margin.r) / 2 - CORNERS;
    const lines = linesOf(text.replaceAll("<br>", " "), room, (line) => measure(line, font.size));
    if (lines.join("<br>") !== text) changes[`annotations[${at}].text`] = lines.join("<br>");
  });
  return changes;
}

/**
 * What to change in a chart's layout at a width; empty: nothing.
 * @param {any} layout
 * @param {number} width
 * @param {(text: string, size: number) => number} measure
 */
export function changesFor(layout, width, measure) {
  const changes = cornersFor(layout, width, measure);
  const notes = /** @type {any[]} */ (layout.annotations || []);
  if (width >= NARROW || !notes.some(({ name }) => name === "end")) return changes;
  let widest = 0;
  notes.forEach(({ name, text, font }, at) => {
    if (name !== "end") return;
    const bare = (/** @type {string} */ line) => measure(untagged(line), font.size);
    const lines = linesOf(endOf(text), BESIDE, bare);
    widest = Math.max(widest, ...lines.map(bare));
    if (lines.join("<br>") !== text) changes[`annotations[${at}].text`] = lines.join("<br>");
  });
  const right = Math.ceil(widest + 14);
  if (right < layout.margin.r) changes["margin.r"] = right;
  // Words at the right foot end where the frame does.
  notes.forEach(({ name, x, xanchor }, at) => {
    if (name !== "demo" || x !== 1 || xanchor === "right") return;
    changes[`annotations[${at}].xanchor`] = "right";
    changes[`annotations[${at}].xshift`] = right - 4;
  });
  const plot = width - layout.margin.l - Math.min(right, layout.margin.r);
  const dates = Math.max(2, Math.floor(plot / DATE));
  if (dates < (layout.xaxis.nticks || Infinity)) changes["xaxis.nticks"] = dates;
  return changes;
}

/**
 * Fit a drawn chart into its place, names of its lines apart.
 * @param {any} graph
 */
export function fit(graph) {
  if (!graph || !graph.layout || !graph.isConnected || !charts.library()) return;
  const { fontFamily } = getComputedStyle(graph);
  const measure = (/** @type {string} */ text, /** @type {number} */ size) =>
    widthOf(text, `600 ${size}px ${fontFamily}`);
  const changes = changesFor(graph.layout, graph.clientWidth, measure);
  if (Object.keys(changes).length) charts.library().relayout(graph, changes);
  else if (graph.clientWidth < NARROW) ends.spread(graph);
}

/**
 * Keep a chart fitted that is drawn or will be: whatever is drawn there next, at whatever width.
 * @param {() => any} find
 * @param {(graph: any) => void} [after]  what else follows each drawing
 */
export async function follow(find, after = () => {}) {
  await charts.ready();
  for (let frames = 0; frames < FRAMES && !(find() && find().layout); frames += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  const graph = find();
  if (!graph || !graph.on || charted.has(graph)) return;
  charted.add(graph);
  const adapt = () => {
    fit(graph);
    after(graph);
  };
  graph.on("plotly_afterplot", () => requestAnimationFrame(adapt));
  adapt();
}
