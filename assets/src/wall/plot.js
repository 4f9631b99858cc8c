/* The trend of a scene, drawn at its true size: no line is stretched, and its letters are the wall's. */

import { svgNode } from "../core/element.js";
// The width of a letter, at most, in font sizes: room is kept before a browser measures.
const LETTER = 0.6;

/**
 * @typedef {{ tag: keyof SVGElementTagNameMap, kind: string, at: Record<string, string | number>, text?: string }} Mark
 */

/**
 * The periods that have room below the axis: its ends, then the years between them.
 * @param {PlotTick[]} periods
 * @param {(place: number) => number} x
 * @param {number} font
 */
export function roomyPeriods(periods, x, font) {
  const last = periods.length - 1;
  /** @type {{ text: string, left: number, right: number, anchor: string, x: number }[]} */
  const labels = [];
  for (const index of new Set([last, 0, ...periods.keys()])) {
    const { at, text } = periods[index];
    const width = text.length * LETTER * font;
    const anchor = index === 0 ? "start" : index === last ? "end" : "middle";
    const left = x(at) - (anchor === "start" ? 0 : anchor === "end" ? width : width / 2);
    const right = left + width;
    if (labels.every((each) => right + font < each.left || left > each.right + font))
      labels.push({ text, left, right, anchor, x: x(at) });
  }
  return labels;
}

/**
 * The marks of a plot in a box of so many pixels: axis, target, line, last point, labels.
 * @param {TrendPlot} plot
 * @param {number} width
 * @param {number} height
 * @param {number} font
 * @returns {Mark[]}
 */
export function marksOf(plot, width, height, font) {
  const gutter = Math.max(0, ...plot.ticks.map(({ text }) => text.length * LETTER * font)) + font * 0.8;
  const [top, bottom] = [font * 0.75, height - font * 1.6];
  const right = width - font * 0.5;
  const span = plot.high - plot.low || 1;
  const x = (/** @type {number} */ place) =>
    gutter + (place * (right - gutter)) / Math.max(1, plot.count - 1);
  const y = (/** @type {number} */ value) => bottom - ((value - plot.low) * (bottom - top)) / span;
  /** @type {Mark[]} */
  const marks = [];
  for (const { at, text } of plot.ticks) {
    marks.push({ tag: "path", kind: "grid", at: { d: `M${gutter} ${y(at)}H${right}` } });
    const place = { x: gutter - font * 0.35, y: y(at) + font * 0.35, "text-anchor": "end" };
    marks.push({ tag: "text", kind: "label", at: place, text });
  }
  for (const each of roomyPeriods(plot.periods, x, font)) {
    const place = { x: each.x, y: height - font * 0.3, "text-anchor": each.anchor };
    marks.push({ tag: "text", kind: "label", at: place, text: each.text });
  }
  for (const place of plot.changes)
    marks.push({ tag: "path", kind: "upright", at: { d: `M${x(place)} ${top}V${bottom}` } });
  const lineOf = (/** @type {PlotRun} */ { points }) =>
    points.map(([place, value], at) => `${at ? "L" : "M"}${x(place)} ${y(value)}`).join("");
  if (plot.ground) {
    for (const run of plot.runs) {
      const [from, to] = [run.points[0][0], run.points[run.points.length - 1][0]];
      const area = `${lineOf(run)}L${x(to)} ${bottom}L${x(from)} ${bottom}Z`;
      marks.push({ tag: "path", kind: "ground", at: { d: area } });
    }
  }
  if (plot.target !== null) {
    const level = y(plot.target);
    marks.push({ tag: "path", kind: "target", at: { d: `M${gutter} ${level}H${right}` } });
  }
  // "h0" makes a lone point a dot, because line ends are round.
  for (const run of plot.runs)
    marks.push({ tag: "path", kind: run.converted ? "dashed" : "line", at: { d: `${lineOf(run)}h0` } });
  const run = plot.runs[plot.runs.length - 1];
  const [place, value] = run.points[run.points.length - 1];
  const dot = { cx: x(place), cy: y(value), r: font * 0.28 };
  marks.push({ tag: "circle", kind: plot.whole ? "dot" : "ring", at: dot });
  if (plot.target !== null) {
    // Over the line where that has room above it, else below.
    const level = y(plot.target);
    const at = { x: gutter + font * 0.3, y: level + (level - font * 1.2 < 0 ? font * 1.15 : -font * 0.4) };
    marks.push({ tag: "text", kind: "target-label", at, text: plot.target_text });
  }
  return marks;
}

/**
 * Draw a plot into its place; without one the place is empty.
 * @param {HTMLElement} place
 * @param {TrendPlot | null} plot
 */
export function draw(place, plot) {
  const { clientWidth: width, clientHeight: height } = place;
  if (!plot || !width || !height) return place.replaceChildren();
  const font = parseFloat(getComputedStyle(place).fontSize);
  const picture = svgNode("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  for (const mark of marksOf(plot, width, height, font)) {
    picture.append(svgNode(mark.tag, { class: `wall-plot-${mark.kind}`, ...mark.at }, mark.text));
  }
  return place.replaceChildren(picture);
}
