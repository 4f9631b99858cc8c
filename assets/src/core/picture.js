/* Pictures as files: texts that lie inside their frame, SVG as PNG, and their download. */
import { plain } from "./word-search.js";

const SCALE = 2; // px of a PNG for one of the SVG
const EDGE = 14; // px between a text and the frame

/** @type {CanvasRenderingContext2D | null} */
let pen = null;

/**
 * How wide a text is in px.
 * @param {string} text
 * @param {string} font  as CSS writes it
 */
export function widthOf(text, font) {
  pen = pen || document.createElement("canvas").getContext("2d");
  if (!pen) return 0;
  pen.font = font;
  return pen.measureText(text).width;
}

/**
 * The frame of a picture grown to these boxes: [left, top, width, height].
 * @param {number[]} frame  [left, top, width, height]
 * @param {number[][]} boxes  [left, top, right, bottom]
 */
export function grown([left, top, width, height], boxes) {
  let [x, y, right, bottom] = [left, top, left + width, top + height];
  for (const box of boxes) {
    if (box[0] < x) x = Math.floor(box[0] - EDGE);
    if (box[1] < y) y = Math.floor(box[1] - EDGE);
    if (box[2] > right) right = Math.ceil(box[2] + EDGE);
    if (box[3] > bottom) bottom = Math.ceil(box[3] + EDGE);
  }
  return [x, y, right - x, bottom - y];
}

/**
 * An SVG whose frame has grown to all its texts, on a ground of this colour.
 * @param {string} svg
 * @param {string} ground
 */
export function framed(svg, ground) {
  const host = document.createElement("div");
  Object.assign(host.style, { position: "fixed", left: "0", top: "0", visibility: "hidden" });
  host.setAttribute("aria-hidden", "true");
  host.append(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement);
  document.body.append(host);
  try {
    const picture = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (host.firstElementChild));
    const { left, top } = picture.getBoundingClientRect();
    const frame = [0, 0, picture.width.baseVal.value, picture.height.baseVal.value];
    const boxes = [...picture.querySelectorAll("text")]
      .map((text) => text.getBoundingClientRect())
      .filter((box) => box.width > 0)
      .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
    const [x, y, width, height] = grown(frame, boxes);
    const sheet = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const fields = { x, y, width, height, fill: ground };
    for (const [name, value] of Object.entries(fields)) sheet.setAttribute(name, String(value));
    picture.prepend(sheet);
    picture.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    picture.setAttribute("width", String(width));
    picture.setAttribute("height", String(height));
    return new XMLSerializer().serializeToString(picture);
  } finally {
    host.remove();
  }
}

/**
 * @param {string} svg
 * @returns {Promise<Blob>}
 */
async function rasterise(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))),
        "image/png",
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Download an SVG as "svg" or "png"; resolves to {name, blob}.
 * @param {string} svg
 * @param {string} format
 * @param {string} title  its file is called by
 */
export async function savePicture(svg, format, title) {
  const name = `${plain(title)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}.${format}`;
  const blob = format === "png" ? await rasterise(svg) : new Blob([svg], { type: "image/svg+xml" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the blob once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  return { name, blob };
}
