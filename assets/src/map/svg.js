/* Pieces of SVG as text. */

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/**
 * @param {string | number} text
 */
export const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
/**
 * @param {number} value
 */
export const round = (value) => Math.round(value * 10) / 10;

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
export function circle(x, y, r) {
  return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {string} fill
 * @param {string} content
 * @param {string} [more]
 */
export function text(x, y, size, fill, content, more = "") {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${round(size)}" fill="${fill}" ${more}>${escape(content)}</text>`;
}
