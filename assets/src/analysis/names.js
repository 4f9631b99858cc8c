/* Names beside the points of a chart, as many as have room: none over another, the first ones first. */
import { widthOf } from "../core/picture.js";
import { untagged } from "../core/text-lines.js";
import * as charts from "../core/chart-library.js";

const KIND = "pairs"; // layouts.figures.pairs.KIND
const SIZE = 11;
const LINE = 1.35; // height of a line of text, in sizes of its letters
const GAP = 7; // px between a point and its name
const MOST_COVERED = 1; // points that a name may lie over

/** @param {any} graph */
export const isPairs = (graph) => Boolean(graph && graph.layout && (graph.layout.meta || {}).kind === KIND);

/**
 * @param {NameBox} one
 * @param {NameBox} other
 */
const overlap = (one, other) =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;

/**
 * The four places of a name around its point: the text's box, and how it is anchored.
 * @param {NamePoint} point
 * @param {number} width
 * @param {number} height
 * @returns {NamePlace[]}
 */
function placesOf({ x, y }, width, height) {
  /** @type {(left: number, top: number) => NameBox} */
  const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  return [
    { box: box(x + GAP, y - height / 2), xanchor: "left", yanchor: "middle", xshift: GAP, yshift: 0 },
    {
      box: box(x - GAP - width, y - height / 2),
      xanchor: "right",
      yanchor: "middle",
      xshift: -GAP,
      yshift: 0,
    },
    {
      box: box(x - width / 2, y - GAP - height),
      xanchor: "center",
      yanchor: "bottom",
      xshift: 0,
      yshift: GAP,
    },
    { box: box(x - width / 2, y + GAP), xanchor: "center", yanchor: "top", xshift: 0, yshift: -GAP },
  ];
}

/**
 * Places for names in the order in which they are worth one: inside the room, clear of each other and of
 * `blocked`, over as few points as can be. null: this name has no room.
 * @param {NamePoint[]} wishes
 * @param {NamePoint[]} points
 * @param {{ width: number, height: number }} room
 * @param {NameBox[]} blocked
 * @param {(text: string) => number} measure  px of a text's width
 * @param {number} height  of a name
 * @returns {(NamePlace | null)[]}
 */
export function placeNames(wishes, points, room, blocked, measure, height) {
  const boxes = [...blocked];
  return wishes.map((wish) => {
    let best = null;
    let fewest = MOST_COVERED + 1;
    for (const place of placesOf(wish, measure(wish.text), height)) {
      const { box } = place;
      const isInside = box.left >= 0 && box.top >= 0 && box.right <= room.width && box.bottom <= room.height;
      if (!isInside || boxes.some((other) => overlap(box, other))) continue;
      const covered = points.filter(
        ({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom,
      ).length;
      if (covered < fewest) [best, fewest] = [place, covered];
    }
    if (best) boxes.push(best.box);
    return best;
  });
}

/**
 * Boxes of the words in the corners of the plot, px from its left top.
 * @param {any} graph
 * @returns {NameBox[]}
 */
function cornersOf(graph) {
  const frame = graph.querySelector(".nsewdrag").getBoundingClientRect();
  return [...graph.querySelectorAll(".annotation-text")]
    .filter((_, at) => (graph.layout.annotations[at] || {}).name === "corner")
    .map((text) => text.getBoundingClientRect())
    .map(({ left, right, top, bottom }) => ({
      left: left - frame.left,
      right: right - frame.left,
      top: top - frame.top,
      bottom: bottom - frame.top,
    }));
}

/**
 * Write the names that have room into a drawn chart of two indicators.
 * @param {any} graph
 */
export function write(graph) {
  const layout = graph && graph._fullLayout;
  if (!isPairs(graph) || !layout || !layout.xaxis || !charts.library()) return;
  const { xaxis, yaxis } = layout;
  /** @type {(x: number, y: number, text?: string) => NamePoint} */
  const pointAt = (x, y, text = "") => ({ x: xaxis.c2p(x), y: yaxis.c2p(y), text });
  // Those of the tracks, too: a name over a line is hard to read.
  const points = /** @type {{ x: (number | null)[], y: number[] }[]} */ (graph.data).flatMap(({ x, y }) =>
    x.flatMap((across, at) => (across === null ? [] : [pointAt(across, y[at])])),
  );
  const names = /** @type {[string, number, number, string][]} */ (graph.layout.meta.names);
  const face = `600 ${SIZE}px ${getComputedStyle(graph).fontFamily}`;
  const places = placeNames(
    names.map(([text, x, y]) => pointAt(x, y, untagged(text))),
    points,
    { width: xaxis._length, height: yaxis._length },
    cornersOf(graph),
    (text) => widthOf(text, face) + 2,
    SIZE * LINE,
  );
  const others = (graph.layout.annotations || []).filter((/** @type {any} */ note) => note.name !== "point");
  const labels = names.flatMap(([text, x, y, colour], at) => {
    const place = places[at];
    if (!place) return [];
    const { box, ...anchor } = place;
    const font = colour ? { size: SIZE, color: colour } : { size: SIZE };
    return [{ name: "point", text, x, y, showarrow: false, borderpad: 0, font, ...anchor }];
  });
  const next = [...others, ...labels];
  if (JSON.stringify(next) !== JSON.stringify(graph.layout.annotations))
    charts.library().relayout(graph, { annotations: next });
}
