/* The points of a chart of two indicators by hand and by key: each is an area that can be picked. */
import * as charts from "../core/chart-library.js";
import { node } from "../core/element.js";
import { say } from "../core/words.js";
import { isPairs } from "./names.js";
import * as analysisPicked from "./picked.js";
import * as analysis from "./state.js";

let active = -1; // the point that keys have come to
let isCompare = false; // whether the last press held a key down that compares

const frame = () => document.querySelector(`#${analysis.ID.series}`)?.parentElement || null;

/**
 * The next point in a direction: of all that lie that way, the one that comes first; the last of the row
 * leads to itself.
 * @param {number[]} keys  places of the points along the axis
 * @param {number} from
 * @param {number} step  1 or -1
 */
export function nextAlong(keys, from, step) {
  const order = keys.map((_, at) => at).sort((one, two) => keys[one] - keys[two] || one - two);
  if (from < 0) return order[step > 0 ? 0 : order.length - 1] ?? -1;
  return order[order.indexOf(from) + step] ?? from;
}

/**
 * Pick the area of a point, or compare with it where the press held Ctrl or Shift.
 * @param {{ customdata?: string[] }} point
 */
export function choose(point) {
  const code = (point.customdata || [])[0];
  if (!code) return;
  if (isCompare) analysisPicked.toggle(code);
  else analysis.pick(code);
}

/**
 * Let keys go through a chart of two indicators; any other chart takes none.
 * @param {any} graph
 */
export function follow(graph) {
  const place = frame();
  if (!place) return;
  active = -1;
  if (!isPairs(graph)) {
    for (const name of ["tabindex", "role", "aria-label"]) place.removeAttribute(name);
    return;
  }
  place.tabIndex = 0;
  place.setAttribute("role", "application");
  place.setAttribute("aria-label", say("pair-keys", analysis.language()));
}

/**
 * Show and say a point.
 * @param {any} graph
 * @param {HTMLElement} place
 */
function show(graph, place) {
  const [all] = graph.data;
  charts.library().Fx.hover(graph, [{ curveNumber: 0, pointNumber: active }]);
  let words = place.querySelector("[role=status]");
  if (!words) {
    words = node("span", "visually-hidden");
    words.setAttribute("role", "status");
    place.append(words);
  }
  const [, ...texts] = all.customdata[active];
  words.textContent = [all.text[active], ...texts].join(", ");
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const graph = analysis.graph();
  const place = frame();
  if (event.target !== place || !place || !isPairs(graph) || !charts.library()) return;
  const [all] = graph.data;
  /** @type {Record<string, [number[], number]>} */
  const ways = {
    ArrowRight: [all.x, 1],
    ArrowLeft: [all.x, -1],
    ArrowUp: [all.y, 1],
    ArrowDown: [all.y, -1],
  };
  if (event.key in ways) active = nextAlong(ways[event.key][0], active, ways[event.key][1]);
  else if ((event.key === "Enter" || event.key === " ") && active >= 0) {
    isCompare = event.ctrlKey || event.shiftKey;
    choose({ customdata: all.customdata[active] });
  } else return;
  event.preventDefault();
  if (active >= 0) show(graph, place);
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  document.addEventListener(
    "pointerdown",
    ({ ctrlKey, metaKey, shiftKey }) => (isCompare = ctrlKey || metaKey || shiftKey),
    true,
  );
  document.addEventListener("keydown", onKey);
}
