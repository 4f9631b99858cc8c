/* The areas furthest behind, named on the wall's map: name and value beside the area, with a leader. */
import { node, svgNode } from "../core/element.js";
import * as mapView from "../map/map.js";
import { nearest, spread } from "./spread.js";

/**
 * @param {HTMLElement} part
 * @param {DOMRect} box
 */
function frameOf(part, box) {
  const { left, right, top, bottom } = part.getBoundingClientRect();
  return { left: left - box.left, right: right - box.left, top: top - box.top, bottom: bottom - box.top };
}

/**
 * A label to be set beside its spot.
 * @param {string} name
 * @param {string} value
 * @param {string} status
 */
function labelOf(name, value, status) {
  const label = node("span", `wall-pin is-${status}`);
  label.append(node("span", "wall-pin-name", name));
  if (value) label.append(node("b", "wall-pin-value", value));
  return label;
}

/**
 * Name on a scene's map what it shows there now: its areas furthest behind, or the villages that it plays.
 * @param {HTMLElement} map
 * @param {WallSceneState} scene
 * @param {number} most  areas that the panel has room for
 */
export function place(map, { map: spec, villages, reveal }, most) {
  if (villages && reveal !== null) placeVillages(map, villages.villages, reveal);
  else placeAreas(map, spec, Math.min(most, reveal ?? Infinity));
}

/**
 * Name the areas of `spec.pins` on the map, at most so many.
 * @param {HTMLElement} map
 * @param {MapSpec | null} spec
 * @param {number} most
 */
function placeAreas(map, spec, most) {
  const texts = (spec && spec.pin_texts) || [];
  const pins = ((spec && spec.pins) || []).slice(0, most).flatMap((code, at) => {
    const spot = mapView.locate(map.id, code);
    if (!spot || !texts[at]) return [];
    const { name, value, status } = texts[at];
    const label = labelOf(name, value, status);
    label.dataset.code = code;
    return [{ label, status, spot }];
  });
  draw(map, pins, []);
}

/**
 * Mark villages on the map; the last of them is new, and named.
 * @param {HTMLElement} map
 * @param {readonly PlayVillage[]} villages  all that the scene plays
 * @param {number} reveal  so many of them are there; Infinity: all, and none is new
 */
function placeVillages(map, villages, reveal) {
  const spots = villages.flatMap((village, at) => {
    const spot = mapView.locatePlace(map.id, village);
    return spot ? [{ village, spot, at }] : [];
  });
  keepClear(
    map,
    spots.map(({ spot }) => spot),
  );
  const here = spots.filter(({ at }) => at < reveal);
  const last = here.find(({ at }) => at === reveal - 1);
  const label = last && labelOf(last.village.name, "", "red");
  draw(
    map,
    last && label ? [{ label, status: "red", spot: last.spot }] : [],
    here.map(({ village, spot }) => ({ code: village.code, spot })),
  );
}

/**
 * What a play says covers no village: it stands above the land where some are below.
 * @param {HTMLElement} map
 * @param {{ x: number, y: number }[]} spots
 */
function keepClear(map, spots) {
  const text = map.parentElement?.querySelector(".wall-play");
  if (!text) return;
  const { top, bottom } = map.getBoundingClientRect();
  const { height } = text.getBoundingClientRect();
  const isLow = spots.some(({ y }) => y > bottom - 1.5 * height);
  const isHigh = spots.some(({ y }) => y < top + 1.2 * height);
  text.classList.toggle("is-above", isLow && !isHigh);
}

/**
 * @param {HTMLElement} map
 * @param {{ label: HTMLElement, status: string, spot: { x: number, y: number } }[]} pins
 * @param {{ code: string, spot: { x: number, y: number } }[]} marks  without a name
 */
function draw(map, pins, marks) {
  const land = /** @type {HTMLElement} */ (map.parentElement);
  const stage = /** @type {HTMLElement} */ (land.querySelector(".wall-pins"));
  const box = stage.getBoundingClientRect();
  const font = parseFloat(getComputedStyle(stage).fontSize);
  /** @param {{ x: number, y: number }} spot */
  const inside = ({ x, y }) => ({ x: x - box.left, y: y - box.top });
  const leaders = svgNode("svg", {});
  leaders.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  leaders.setAttribute("aria-hidden", "true");
  const half = 0.32 * font;
  /** @param {{ x: number, y: number }} spot */
  const dotOf = ({ x, y }) => ({ left: x - half, top: y - half, right: x + half, bottom: y + half });
  for (const { code, spot } of marks) {
    const { x, y } = inside(spot);
    const mark = { class: "wall-village", x: x - half, y: y - half, width: 2 * half, height: 2 * half };
    leaders.append(svgNode("rect", { ...mark, "data-code": code }));
  }
  for (const { x, y } of marks.length ? pins.map(({ spot }) => inside(spot)) : [])
    leaders.append(svgNode("circle", { class: "wall-village-new", cx: x, cy: y, r: 3 * half }));
  stage.replaceChildren(leaders, ...pins.map(({ label }) => label));
  if (!pins.length) return mapView.cover(map.id, []);
  const spots = pins.map(({ spot }) => inside(spot));
  const covers = [
    ".wall-map-name",
    ".ioc-legend:not([hidden])",
    ".wall-note:not(:empty)",
    ".wall-play:not(:empty)",
  ];
  const whole = land.closest(".wall-map-part") ?? land;
  const obstacles = [...whole.querySelectorAll(covers.join())].map((part) =>
    frameOf(/** @type {HTMLElement} */ (part), box),
  );
  const frames = spread(
    spots,
    pins.map(({ label }) => ({ width: label.offsetWidth, height: label.offsetHeight })),
    { left: 0, top: 0, right: box.width, bottom: box.height },
    obstacles,
    { x: box.width / 2, y: box.height / 2 },
  );
  mapView.cover(
    map.id,
    [...frames, ...obstacles, ...spots.map(dotOf)].flatMap((frame) =>
      frame ? [[frame.left, frame.top, frame.right, frame.bottom]] : [],
    ),
    pins.flatMap(({ label }, at) => (frames[at] && label.dataset.code ? [label.dataset.code] : [])),
  );
  pins.forEach(({ label, status }, at) => {
    const frame = frames[at];
    const spot = spots[at];
    label.hidden = !frame;
    const dot = { class: `wall-pin-dot is-${status}`, cx: spot.x, cy: spot.y, r: font * 0.22 };
    if (!marks.length) leaders.append(svgNode("circle", dot));
    if (!frame) return;
    label.style.left = `${frame.left}px`;
    label.style.top = `${frame.top}px`;
    const end = nearest(spot, frame);
    leaders.prepend(
      svgNode("line", { class: "wall-pin-leader", x1: spot.x, y1: spot.y, x2: end.x, y2: end.y }),
    );
  });
}
