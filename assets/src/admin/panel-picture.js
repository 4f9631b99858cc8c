/* The picture of a wall before it hangs: its panel, and what a reader reads on it. */
import { compose } from "../core/composition.js";
import { svgNode } from "../core/element.js";
import { panelParts } from "../core/panel-parts.js";

// A land's outline in a square of one, and places on it: where names of areas stand.
const LAND = [
  [0.3, 0.02], [0.52, 0.1], [0.6, 0.3], [0.98, 0.4], [0.9, 0.72], [0.72, 0.98], [0.5, 0.78], [0.1, 0.5],
  [0.02, 0.34], [0.2, 0.28],
]; // prettier-ignore
const PLACES = [
  [0.4, 0.2], [0.25, 0.42], [0.55, 0.5], [0.72, 0.62], [0.45, 0.66], [0.68, 0.84], [0.84, 0.52], [0.36, 0.56],
]; // prettier-ignore
const CARDS = 6;
const TONES = ["bad", "bad", "warn", "warn", "good", "good"];
const LINE = 1.35;
// Lines of a card below its name and its value.
const DETAILS = { whole: 4, pair: 2, turns: 1 };
/** Sizes in pixels of the shapes that a panel may have. */
export const SHAPES = {
  single: { width: 1920, height: 1080 },
  double: { width: 3840, height: 1080 },
  triple: { width: 5760, height: 1080 },
  portrait: { width: 1080, height: 1920 },
};

/**
 * A line of text as a bar as high as its capitals.
 * @param {SVGElement} root
 * @param {{ x: number, y: number, width: number }} at
 * @param {number} font
 * @param {string} tone
 */
function bar(root, { x, y, width }, font, tone = "quiet") {
  root.append(
    svgNode("rect", { class: `is-${tone}`, x, y: y + 0.3 * font, width, height: 0.7 * font, rx: 0.1 * font }),
  );
}

/**
 * Lines in a part, one below the other, as many as it has room for; `each` draws one.
 * @param {PanelPart} part
 * @param {number} height
 * @param {number} most
 * @param {(y: number, at: number) => void} each
 */
function down(part, height, most, each) {
  const count = Math.min(most, Math.floor(part.height / height));
  for (let at = 0; at < count; at += 1) each(part.y + at * height, at);
}

/**
 * @param {SVGElement} root
 * @param {PanelPart} part
 * @param {WallComposition} composition
 */
function drawCards(root, part, { font, columns, cards, kind }) {
  const isTwo = columns === 2;
  // The least urgent have no room where letters are large.
  const rows = Math.min(CARDS / columns, Math.floor(part.height / ((kind === "tv" ? 3 : 3.8) * font)));
  const width = part.width / columns - (isTwo ? 0.4 * font : 0);
  const height = part.height / rows;
  for (let at = 0; at < rows * columns; at += 1) {
    const x = part.x + (at % columns) * (width + 0.8 * font);
    const y = part.y + Math.floor(at / columns) * height;
    root.append(svgNode("line", { class: "is-line", x1: x, y1: y, x2: x + width, y2: y }));
    root.append(
      svgNode("rect", {
        class: `is-${TONES[at]}`,
        x,
        y: y + 0.2 * font,
        width: 0.25 * font,
        height: height - 0.4 * font,
      }),
    );
    const left = x + 0.6 * font;
    bar(root, { x: left, y: y + 0.2 * font, width: 0.5 * width }, 1.25 * font, "ink");
    const chip = { x: x + width - 4.5 * font, width: 4.5 * font };
    if (kind === "tv") {
      bar(root, { x: x + width - 4 * font, y: y + 0.2 * font, width: 4 * font }, 1.5 * font, "ink");
      bar(root, { x: left, y: y + 1.9 * font, width: 0.4 * width }, font);
      bar(root, { ...chip, y: y + 1.9 * font }, font, TONES[at]);
      continue;
    }
    bar(root, { x: left, y: y + 1.8 * font, width: 0.3 * width }, 1.7 * font, "ink");
    bar(root, { ...chip, y: y + 2.2 * font }, font, TONES[at]);
    const rest = { ...part, y: y + 3.8 * font, height: height - 3.8 * font };
    down(rest, LINE * font, DETAILS[cards], (top, line) =>
      bar(root, { x: left, y: top, width: (line % 2 ? 0.62 : 0.8) * (width - font) }, font),
    );
  }
}

/**
 * @param {SVGElement} root
 * @param {PanelPart} part
 * @param {WallComposition} composition
 */
function drawLand(root, part, { font, worst }) {
  const size = Math.min(part.width, part.height) * 0.92;
  const left = part.x + (part.width - size) / 2;
  const top = part.y + (part.height - size) / 2;
  const points = LAND.map(([x, y]) => `${left + x * size},${top + y * size}`).join(" ");
  root.append(svgNode("polygon", { class: "is-land", points }));
  for (const [x, y] of PLACES.slice(0, worst)) {
    root.append(
      svgNode("circle", { class: "is-bad", cx: left + x * size, cy: top + y * size, r: 0.35 * font }),
    );
    bar(
      root,
      { x: left + x * size + 0.6 * font, y: top + y * size - 0.65 * font, width: 5 * font },
      font,
      "ink",
    );
  }
}

/**
 * @param {SVGElement} root
 * @param {PanelPart} part
 * @param {WallComposition} composition
 */
function drawSide(root, part, { font, worst, kind, shape }) {
  const isWide = shape === "double" || shape === "triple" || shape === "portrait";
  const width = isWide ? part.width / 2 - 0.4 * font : part.width;
  if (kind === "tv") {
    down(part, LINE * font, 2, (y) => bar(root, { x: part.x, y, width: 0.6 * width }, font));
    return;
  }
  const list = { ...part, height: isWide ? part.height : 0.5 * part.height };
  down(list, 2 * LINE * font, worst, (y) => {
    bar(root, { x: part.x, y, width: 0.45 * width }, font, "ink");
    bar(root, { x: part.x + width - 3 * font, y, width: 3 * font }, font, "ink");
    bar(root, { x: part.x, y: y + LINE * font, width: 0.6 * width }, font, "bad");
  });
  const x = isWide ? part.x + width + 0.8 * font : part.x;
  const top = isWide ? part.y : part.y + 0.54 * part.height;
  const hasNews = kind === "hall" && shape !== "portrait";
  const height = part.y + part.height - top - (hasNews ? 3 * LINE * font : 0);
  const steps = [0.2, 0.35, 0.3, 0.55, 0.6, 0.8];
  const points = steps.map(
    (each, at) => `${x + (at / (steps.length - 1)) * width},${top + (1 - each) * height}`,
  );
  root.append(
    svgNode("polyline", { class: "is-trend", points: points.join(" "), "stroke-width": 0.16 * font }),
  );
  root.append(
    svgNode("line", {
      class: "is-line",
      x1: x,
      y1: top + 0.95 * height,
      x2: x + width,
      y2: top + 0.95 * height,
    }),
  );
  if (hasNews)
    down({ ...part, y: top + height, height: 3 * LINE * font }, LINE * font, 3, (y) =>
      bar(root, { x, y, width: 0.8 * width }, font),
    );
}

/**
 * Draw what a panel shows to its farthest reader.
 * @param {{ inches: number, metres: number }} panel
 * @param {WallShape} shape
 * @param {string} label  for those who do not see it
 */
export function panelPicture(panel, shape, label) {
  const size = SHAPES[shape];
  const composition = compose({ ...panel, ...size });
  const width = size.width / composition.scenes;
  const parts = panelParts(composition, { ...size, width });
  const root = svgNode("svg", {
    class: "ioc-panel-picture",
    role: "img",
    viewBox: `0 0 ${size.width} ${size.height}`,
  });
  root.setAttribute("aria-label", label);
  root.setAttribute("data-kind", composition.kind);
  root.append(svgNode("rect", { class: "is-ground", x: 0, y: 0, width: size.width, height: size.height }));
  for (let at = 0; at < composition.scenes; at += 1) {
    const scene = svgNode("g", { transform: `translate(${at * width} 0)` });
    drawScene(scene, parts, composition);
    root.append(scene);
  }
  return root;
}

/**
 * @param {SVGElement} root
 * @param {PanelParts} parts
 * @param {WallComposition} composition
 */
function drawScene(root, parts, composition) {
  const { font } = composition;
  bar(
    root,
    { ...parts.head, width: 0.3 * parts.head.width, y: parts.head.y + 0.2 * font },
    1.25 * font,
    "ink",
  );
  bar(
    root,
    { x: parts.head.x + parts.head.width - 4 * font, y: parts.head.y + 0.2 * font, width: 4 * font },
    1.25 * font,
    "ink",
  );
  drawLand(root, parts.land, composition);
  drawCards(root, parts.cards, composition);
  drawSide(root, parts.side, composition);
}
