/* The chart of the analysis page as a file: title, source and the names of its lines in lines of their room. */
import { linesOf, untagged } from "../core/text-lines.js";
import { apart, halfOf } from "../time/ends.js";

export const SIZE = { width: 1200, height: 675 };
export const FAMILY = "'Be Vietnam Pro','Segoe UI',Roboto,'Noto Sans',sans-serif";
// Files stand on white paper, whatever the screen's theme.
export const GROUND = "#ffffff";
const INK = "#14202a";
const MUTED = "#53616c";

const TITLE = 20;
const TEXT = 15;
const NAMES = 14; // at the ends of lines
const NOTE = 13;
const EDGE = 24; // px between texts and frame
const LEFT = 80;
const TICKS = 46; // px below the plot for the words of the time axis
const MOST_BESIDE = 330; // px beside the plot
const LINE = 1.35;

/** @typedef {(text: string, font: string) => number} Measure */

/**
 * A text of Plotly in lines: <b> and <i> may stand in it.
 * @param {string} text
 * @param {number} room
 * @param {string} font
 * @param {Measure} widthOf
 */
function wrapped(text, room, font, widthOf) {
  const width = (/** @type {string} */ line) => widthOf(untagged(line), font);
  return text.split("<br>").flatMap((line) => linesOf(line, room, width));
}

/**
 * The names at the ends of lines, apart from one another on a plot of this height.
 * @param {any[]} notes
 * @param {[number, number]} range  of the upright axis
 * @param {number} height
 */
function spread(notes, range, height) {
  const ends = notes.filter(({ name }) => name === "end");
  const wishes = ends.map(({ y }) => ((range[1] - y) / (range[1] - range[0] || 1)) * height);
  const places = apart(wishes, ends.map(halfOf), height + TICKS / 2);
  ends.forEach((note, at) => Object.assign(note, { yshift: Math.floor(wishes[at] - places[at]) }));
}

/**
 * px for the title of an axis, which Plotly sets a fifth larger than its ticks; 0 without one.
 * @param {any} axis
 */
function titleRoom(axis) {
  const text = axis && axis.title && axis.title.text;
  return text ? Math.ceil(String(text).split("<br>").length * TEXT * 1.2 * LINE + 10) : 0;
}

/**
 * The layout of a chart as a file.
 * @param {any} chart  the graph that Plotly drew
 * @param {{ title: string[], note: string }} texts  the first of the title's lines is strong
 * @param {Measure} widthOf
 */
export function pictureLayout(chart, texts, widthOf) {
  const { width, height } = SIZE;
  const room = width - 2 * EDGE;
  const [first, ...others] = texts.title;
  const strong = wrapped(first, room, `700 ${TITLE}px ${FAMILY}`, widthOf).map((line) => `<b>${line}</b>`);
  const plain = others.flatMap((line) => wrapped(line, room, `400 ${TITLE}px ${FAMILY}`, widthOf));
  const title = [...strong, ...plain];
  const note = wrapped(texts.note, room, `400 ${NOTE}px ${FAMILY}`, widthOf);
  const notes = (chart.layout.annotations || []).map((/** @type {any} */ each) => {
    // A file is wide enough for the words of a corner in one line.
    if (each.name === "corner") return { ...each, text: each.text.replaceAll("<br>", " ") };
    if (each.name !== "end") return { ...each, font: { ...each.font } };
    const lines = wrapped(each.text, MOST_BESIDE, `600 ${NAMES}px ${FAMILY}`, widthOf);
    return { ...each, text: lines.join("<br>"), font: { ...each.font, size: NAMES } };
  });
  const namesWidth = notes
    .filter((/** @type {any} */ { name }) => name === "end")
    .flatMap((/** @type {any} */ { text }) => text.split("<br>"))
    .map((/** @type {string} */ line) => widthOf(untagged(line), `600 ${NAMES}px ${FAMILY}`));
  const foot = TICKS + titleRoom(chart.layout.xaxis);
  const margin = {
    l: LEFT + titleRoom(chart.layout.yaxis),
    r: Math.ceil(Math.max(60, ...namesWidth)) + EDGE + NAMES,
    t: Math.ceil(EDGE + TITLE / 2 + title.length * TITLE * LINE + chart.layout.margin.t),
    b: Math.ceil(foot + note.length * NOTE * LINE + EDGE),
  };
  const { range } = chart._fullLayout.yaxis;
  spread(notes, range, height - margin.t - margin.b);
  return {
    ...chart.layout,
    title: {
      text: title.join("<br>"),
      xref: "container",
      yref: "container",
      x: EDGE / width,
      xanchor: "left",
      y: 1 - (EDGE + TITLE / 2) / height,
      yanchor: "top",
      font: { size: TITLE, color: INK },
    },
    paper_bgcolor: GROUND,
    plot_bgcolor: GROUND,
    font: { ...chart.layout.font, family: FAMILY, size: TEXT, color: INK },
    margin,
    width,
    height,
    autosize: false,
    annotations: [
      ...notes,
      {
        text: note.join("<br>"),
        xref: "paper",
        yref: "paper",
        x: 0,
        xshift: EDGE - margin.l,
        y: 0,
        yshift: -foot,
        xanchor: "left",
        yanchor: "top",
        showarrow: false,
        align: "left",
        font: { size: NOTE, color: MUTED },
      },
    ],
  };
}
