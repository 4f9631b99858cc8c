/* The small charts of the analysis page as a file, with the colours of light paper whatever the screen's. */
import { linesOf } from "../core/text-lines.js";
import { escape } from "../map/svg.js";
import { FAMILY } from "./chart-picture.js";

const WIDTH = 1200;
const EDGE = 24; // px between the frame and what is in it
const COLUMNS = 4;
const GAP = 16; // px between charts
const PAD = 10; // px inside the frame of a chart
const LINE = 1.35;
const CHART = 84; // px of a line's height
const TITLE = 20;
const NAME = 14;
const VALUE = 17;
const SMALL = 13;

/** @typedef {{ name: string, value: string, chip: string, status: string, scale: string, pictures: string[] }} SmallChart */
/** @typedef {import("./chart-picture.js").Measure} Measure */

/**
 * What the small charts say and draw: the target and the period shown behind the line.
 * @param {Element} host
 * @returns {SmallChart[]}
 */
export function chartsOf(host) {
  return [...host.querySelectorAll(".ana-multiple")].map((each) => {
    const words = (/** @type {string} */ selector) =>
      each.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() || "";
    const pictures = [".ioc-spark-target", ".ioc-spark-line"].map((selector) => {
      const mark = /** @type {HTMLElement | null} */ (each.querySelector(selector));
      const address = mark ? mark.style.getPropertyValue("--ioc-picture") : "";
      return decodeURIComponent(/data:image\/svg\+xml,([^"]*)/.exec(address)?.[1] || "");
    });
    const chip = each.querySelector(".ioc-status");
    return {
      name: words(".ana-multiple-name"),
      value: words(".ana-multiple-value strong"),
      chip: words(".ioc-status"),
      status: /ioc-status-(\w+)/.exec(chip?.className || "")?.[1] || "",
      scale: words(".ana-multiple-scale"),
      pictures,
    };
  });
}

/** The colours of light paper, as core/variables.css has them. */
export function paperColours() {
  const sheet = document.createElement("div");
  sheet.dataset.bsTheme = "light";
  document.body.append(sheet);
  const style = getComputedStyle(sheet);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--ioc-${name}`).trim();
  const colours = {
    ground: "#ffffff",
    ink: colour("ink"),
    muted: colour("muted"),
    line: colour("line"),
    accent: colour("accent"),
    green: colour("good-ink"),
    amber: colour("warn-ink"),
    red: colour("bad-ink"),
  };
  sheet.remove();
  return colours;
}

/**
 * A picture of the page, black as a mask, in a colour and at a place of another.
 * @param {string} svg
 * @param {number[]} box  [left, top, width, height]
 * @param {string} colour
 */
function tinted(svg, [x, y, width, height], colour) {
  return svg
    .replace("<svg ", `<svg x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}" `)
    .replaceAll('"black"', `"${colour}"`);
}

/**
 * The small charts side by side, below a title and above a note, in as many lines as their room needs.
 * @param {SmallChart[]} charts
 * @param {{ title: string[], note: string }} texts  the first of the title's lines is strong
 * @param {Record<string, string>} colours
 * @param {Measure} widthOf
 */
export function multiplesSvg(charts, texts, colours, widthOf) {
  const parts = /** @type {string[]} */ ([]);
  let y = EDGE;
  /** @type {(text: string, x: number, room: number, size: number, weight: number, colour: string) => void} */
  const write = (text, x, room, size, weight, colour) => {
    for (const line of linesOf(text, room, (each) => widthOf(each, `${weight} ${size}px ${FAMILY}`))) {
      y += size * LINE;
      parts.push(
        `<text x="${x}" y="${(y - size * 0.35).toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escape(line)}</text>`,
      );
    }
  };
  texts.title.forEach((line, at) => write(line, EDGE, WIDTH - 2 * EDGE, TITLE, at ? 400 : 700, colours.ink));
  y += GAP;
  const width = (WIDTH - 2 * EDGE - (COLUMNS - 1) * GAP) / COLUMNS;
  for (let from = 0; from < charts.length; from += COLUMNS) {
    const row = charts.slice(from, from + COLUMNS);
    const room = width - 2 * PAD;
    const leftOf = (/** @type {number} */ at) => EDGE + at * (width + GAP);
    const top = y;
    const heads = row.map(({ name, value, chip, status }, at) => {
      y = top + PAD;
      write(name, leftOf(at) + PAD, room, NAME, 600, colours.ink);
      write(value, leftOf(at) + PAD, room, VALUE, 700, colours.ink);
      if (chip) write(chip, leftOf(at) + PAD, room, SMALL, 600, colours[status] || colours.muted);
      return y + PAD;
    });
    // The lines of a row are on one height, so that they can be compared.
    const middle = Math.max(...heads);
    const feet = row.map(({ scale, pictures }, at) => {
      y = middle + CHART;
      pictures.forEach((each, layer) => {
        const colour = layer ? colours.accent : colours.muted;
        if (each) parts.push(tinted(each, [leftOf(at) + PAD, middle, room, CHART], colour));
      });
      if (scale) write(scale, leftOf(at) + PAD, room, SMALL, 400, colours.muted);
      return y + PAD;
    });
    const bottom = Math.max(...feet);
    row.forEach((_, at) =>
      parts.push(
        `<rect x="${leftOf(at)}" y="${top}" width="${width}" height="${(bottom - top).toFixed(1)}" rx="8" fill="none" stroke="${colours.line}"/>`,
      ),
    );
    y = bottom + GAP;
  }
  write(texts.note, EDGE, WIDTH - 2 * EDGE, SMALL, 400, colours.muted);
  const height = Math.ceil(y + EDGE);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ` +
    `font-family="${FAMILY}">${parts.join("")}</svg>`
  );
}
