/* Another vintage over the map: its outlines dashed, or its own map on one side of a handle. */
import { node } from "../core/element.js";
import * as data from "../core/data.js";
import * as legend from "./legend.js";
import * as map from "./map.js";
import { say } from "../core/words.js";

const STEP = 2;
/** @type {WeakMap<Element, MapOver>} */
const overlays = new WeakMap(); // map element → what lies over it

/**
 * @param {HTMLElement} element
 */
function build(element) {
  const frame = node("div", "ioc-beside");
  const map = node("div", "ioc-beside__map");
  map.id = `${element.id}-beside`;
  map.setAttribute("aria-hidden", "true");
  const line = node("div", "ioc-beside__line");
  const names = ["left", "right"].map((side) => node("span", `ioc-beside__name ioc-beside__name--${side}`));
  line.append(...names);
  const range = node("input", "ioc-beside__range");
  Object.assign(range, { type: "range", min: "0", max: "100", step: String(STEP), value: "50" });
  frame.append(map, line, range);
  // Over the land, under legend and buttons.
  element.querySelector(".ioc-legend").before(frame);
  /** @type {MapOver} */
  const over = { element, frame, map, line, names, range, content: null, mode: "" };
  range.addEventListener("input", () => place(over));
  overlays.set(element, over);
  return over;
}

/**
 * @param {MapOver} over
 */
function place(over) {
  const { frame, range, content } = over;
  if (!content) return;
  const at = Number(range.value) / 100;
  frame.style.setProperty("--at", String(at));
  const { left, right } = sides(content);
  const share = Number(range.value);
  range.setAttribute("aria-valuetext", `${left}: ${share}%, ${right}: ${100 - share}%`);
}

/**
 * The earlier boundaries stand on the left, whichever are being looked at.
 * @param {OtherVintage} beside
 */
const sides = ({ name, own, earlier }) => (earlier ? { left: name, right: own } : { left: own, right: name });

/**
 * Let two maps move as one: they share the view, and each repaints when the other has moved.
 * @param {MapState} lead
 * @param {MapState} twin
 */
function bind(lead, twin) {
  lead.twin = twin;
  twin.twin = lead;
  twin.lead = lead;
  twin.view = lead.view;
  twin.box = lead.box;
}

/**
 * @param {HTMLElement} element
 */
function unbind(element) {
  const lead = map.stateOf(element.id);
  if (!lead) return;
  if (lead.twin) lead.twin.twin = null;
  lead.twin = null;
  if (lead.other) {
    lead.other = null;
    redraw(lead);
  }
}

/**
 * @param {MapState} lead
 */
function redraw(lead) {
  legend.draw(lead);
  lead.invalidate("base");
}

/**
 * Lay another vintage over a map: `mode` "lines" or "swipe", `content` {spec, name, own, earlier}.
 * Its colours are cut into the classes of the map beneath. Resolves when it is on the screen.
 * @param {string} elementId
 * @param {string} mode
 * @param {OtherVintage} content
 */
export async function show(elementId, mode, content) {
  const element = document.getElementById(elementId);
  const lead = map.stateOf(elementId);
  if (!element || !lead || !lead.spec) return;
  const over = overlays.get(element) || build(element);
  over.content = content;
  over.mode = mode;
  if (mode === "lines") {
    over.frame.hidden = true;
    if (lead.twin) unbind(element);
    const land = await data.land(String(content.spec.topology));
    if (over.content !== content || over.mode !== mode) return;
    lead.other = { land, name: content.name };
    redraw(lead);
    return;
  }
  if (lead.other) unbind(element);
  over.frame.hidden = false;
  over.frame.dataset.side = content.earlier ? "left" : "right";
  const { left, right } = sides(content);
  over.names[0].textContent = left;
  over.names[1].textContent = right;
  over.range.setAttribute("aria-label", say("screen-handle", lead.spec.language));
  place(over);
  const { classes, mode: colours, target } = lead.spec;
  const picture = map.show(over.map, {
    ...content.spec,
    classes,
    mode: colours,
    target,
    selected: null,
  });
  const twin = /** @type {MapState} */ (map.stateOf(over.map.id));
  bind(lead, twin);
  // Beside the map and not in it: there it would be cut off with the land.
  over.frame.append(twin.tip);
  // The map beneath is the one for keys and screen readers.
  twin.overlay.tabIndex = -1;
  await picture;
}

/**
 * Change what both show alike: period, colours.
 * @param {string} elementId
 * @param {Partial<MapSpec>} change
 */
export function preview(elementId, change) {
  const over = overlays.get(document.getElementById(elementId));
  return over && over.content && over.mode === "swipe"
    ? map.preview(over.map.id, change)
    : Promise.resolve(null);
}

/**
 * The id of the map that another one is cut by, or null.
 * @param {string} elementId
 */
export function swiped(elementId) {
  const over = overlays.get(document.getElementById(elementId));
  return over && over.content && over.mode === "swipe" && map.stateOf(over.map.id) ? over.map.id : null;
}

/**
 * @param {string} elementId
 */
export function hide(elementId) {
  const element = document.getElementById(elementId);
  const over = element && overlays.get(element);
  if (!over || !over.content) return;
  over.content = null;
  over.frame.hidden = true;
  unbind(element);
}
