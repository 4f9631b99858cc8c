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
 * Name the areas of `spec.pins` on the map, at most so many.
 * @param {HTMLElement} map
 * @param {MapSpec | null} spec
 * @param {number} most
 */
export function place(map, spec, most) {
  const land = /** @type {HTMLElement} */ (map.parentElement);
  const stage = /** @type {HTMLElement} */ (land.querySelector(".wall-pins"));
  const box = stage.getBoundingClientRect();
  const texts = (spec && spec.pin_texts) || [];
  const pins = ((spec && spec.pins) || []).slice(0, most).flatMap((code, at) => {
    const spot = mapView.locate(map.id, code);
    if (!spot || !texts[at]) return [];
    const { name, value, status } = texts[at];
    const label = node("span", `wall-pin is-${status}`);
    label.dataset.code = code;
    label.append(node("span", "wall-pin-name", name), node("b", "wall-pin-value", value));
    return [{ label, status, spot: { x: spot.x - box.left, y: spot.y - box.top } }];
  });
  const leaders = svgNode("svg", {});
  leaders.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  leaders.setAttribute("aria-hidden", "true");
  stage.replaceChildren(leaders, ...pins.map(({ label }) => label));
  if (!pins.length) return;
  const legends = [...land.querySelectorAll(".ioc-legend:not([hidden]), .wall-note:not(:empty)")];
  const frames = spread(
    pins.map(({ spot }) => spot),
    pins.map(({ label }) => ({ width: label.offsetWidth, height: label.offsetHeight })),
    { left: 0, top: 0, right: box.width, bottom: box.height },
    legends.map((part) => frameOf(/** @type {HTMLElement} */ (part), box)),
    { x: box.width / 2, y: box.height / 2 },
  );
  const font = parseFloat(getComputedStyle(stage).fontSize);
  pins.forEach(({ label, spot, status }, at) => {
    const frame = frames[at];
    label.hidden = !frame;
    leaders.append(
      svgNode("circle", { class: `wall-pin-dot is-${status}`, cx: spot.x, cy: spot.y, r: font * 0.22 }),
    );
    if (!frame) return;
    label.style.left = `${frame.left}px`;
    label.style.top = `${frame.top}px`;
    const end = nearest(spot, frame);
    leaders.prepend(
      svgNode("line", { class: "wall-pin-leader", x1: spot.x, y1: spot.y, x2: end.x, y2: end.y }),
    );
  });
}
