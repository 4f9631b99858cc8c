/* The colours of the theme in force, for the canvas. */

const COLOURS = [
  "seq-1",
  "seq-2",
  "seq-3",
  "seq-4",
  "seq-5",
  "seq-6",
  "seq-7",
  "div-0",
  "div-1",
  "div-2",
  "div-3",
  "div-4",
  "div-5",
  "div-6",
  "good",
  "warn",
  "bad",
  "nodata",
  "nodata-ink",
  "map-sea",
  "map-quiet",
  "map-country",
  "map-relief",
  "map-river",
  "map-quiet-border",
  "map-land",
  "map-border",
  "map-outline",
  "map-focus",
  "map-fresh",
  "map-selected",
  "map-label",
  "map-halo",
  "map-frame",
  "map-point-edge",
  "map-tip",
  "map-panel",
  "map-panel-border",
  "map-text",
  "map-muted",
];
/**
 * The colours of the theme in force, read from the CSS variables of map.css.
 * @param {HTMLElement} element
 */
export function read(element) {
  const style = getComputedStyle(element);
  const size = parseFloat(style.getPropertyValue("font-size")) || 14;
  const palette = /** @type {Palette} */ (/** @type {unknown} */ ({ font: style.fontFamily, size }));
  for (const name of COLOURS) palette[name] = style.getPropertyValue(`--ioc-${name}`).trim() || "#888";
  palette.key = COLOURS.map((name) => palette[name]).join();
  palette.light = new Map();
  palette.hatch = hatch(palette["nodata-ink"]);
  return palette;
}

/**
 * @param {string} ink
 */
function hatch(ink) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  pen.strokeStyle = ink;
  pen.lineWidth = 1.4;
  pen.beginPath();
  for (const at of [-8, 0, 8]) {
    pen.moveTo(at - 2, 10);
    pen.lineTo(at + 10, -2);
  }
  pen.stroke();
  return /** @type {CanvasPattern} */ (pen.createPattern(tile, "repeat"));
}
