/* An element with its class and its text: what most of a page's own parts are. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function node(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element of a drawing with its attributes and its text; numbers are written to a tenth.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} at
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svgNode(tag, at, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(at))
    element.setAttribute(name, typeof value === "number" ? value.toFixed(1) : value);
  if (text) element.textContent = text;
  return element;
}

/**
 * The element that an event came to.
 * @param {Event} event
 */
export const targetOf = (event) => /** @type {HTMLElement} */ (event.target);
