/* Ribbons between the columns of a lineage: how much of which area went where. The lists beside
   them say the same in words; without room for both, the ribbons are left out (assets/src/area/lineage.css). */

const SVG = "http://www.w3.org/2000/svg";
const BROADEST = 16;
const THINNEST = 2;

/** @type {HTMLElement | null} */
let lineage = null;

/**
 * @param {HTMLElement | null} picture
 */
function draw(picture) {
  if (!picture || !picture.isConnected) return;
  let svg = picture.querySelector(":scope > svg");
  if (!svg) {
    svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    picture.prepend(svg);
  }
  svg.replaceChildren();
  const frame = picture.getBoundingClientRect();
  svg.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
  const nodes = new Map();
  for (const node of picture.querySelectorAll("[data-node]")) {
    const box = node.getBoundingClientRect();
    nodes.set(node.dataset.node, {
      left: box.left - frame.left,
      right: box.right - frame.left,
      top: box.top - frame.top,
      height: box.height,
      middle: box.top - frame.top + box.height / 2,
    });
  }
  /** @type {Ribbon[]} */
  const steps = JSON.parse(picture.dataset.steps || "[]")
    .map((/** @type {[string, string, number, string]} */ [source, target, weight, change]) => ({
      source: nodes.get(source),
      target: nodes.get(target),
      width: THINNEST + weight * (BROADEST - THINNEST),
      change,
    }))
    .filter(
      (/** @type {Ribbon} */ step) => step.source && step.target && step.target.left > step.source.right,
    );
  place(steps, "source", "target", "from");
  place(steps, "target", "source", "to");
  for (const step of steps) svg.append(ribbon(step));
}

/* Lay the ends of an area's ribbons side by side, in the order of where they lead. */
/**
 * @param {Ribbon[]} steps
 * @param {"source" | "target"} mine
 * @param {"source" | "target"} other
 * @param {"from" | "to"} end
 */
function place(steps, mine, other, end) {
  for (const node of new Set(steps.map((step) => step[mine]))) {
    const here = steps.filter((step) => step[mine] === node);
    here.sort((one, two) => one[other].middle - two[other].middle);
    const room = node.height / here.length;
    here.forEach((step, index) => {
      step[end] = node.top + room * (index + 0.5);
      step.width = Math.min(step.width, Math.max(THINNEST, room - 2));
    });
  }
}

/**
 * @param {Ribbon} step
 */
function ribbon(step) {
  const left = step.source.right;
  const right = step.target.left;
  const bend = (right - left) / 2;
  const path = document.createElementNS(SVG, "path");
  path.setAttribute(
    "d",
    `M${left},${step.from}C${left + bend},${step.from} ${right - bend},${step.to} ${right},${step.to}`,
  );
  path.setAttribute("stroke-width", String(step.width));
  path.setAttribute("data-change", step.change);
  return path;
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  const resized = new ResizeObserver(() => draw(lineage));
  new MutationObserver(() => {
    const picture = document.querySelector("[data-ioc-lineage]");
    if (picture === lineage) return;
    resized.disconnect();
    lineage = picture;
    if (!picture) return;
    resized.observe(picture);
    for (const node of picture.querySelectorAll("[data-node]")) resized.observe(node);
  }).observe(document.documentElement, { childList: true, subtree: true });
}
