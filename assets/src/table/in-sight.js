/* Tables of thousands of rows, of which only those in sight are in the page: painting, keys, paper. */
import { node } from "../core/element.js";

const SPARE_ROWS = 8;
let isPrinting = false;

/**
 * Px of a row's height, as the styles say it.
 * @param {SightedTable} state
 */
const heightOf = ({ host }) => parseFloat(getComputedStyle(host).getPropertyValue("--ana-row")) || 40;

/**
 * The first of the rows to be in the page, and the one after the last.
 * @param {{ scrollTop: number, clientHeight: number }} frame
 * @param {number} height  of a row
 * @param {number} count  of all rows
 */
export function rowsInSight({ scrollTop, clientHeight }, height, count) {
  const from = Math.max(0, Math.floor(scrollTop / height) - SPARE_ROWS);
  return [from, Math.min(count, Math.ceil((scrollTop + clientHeight) / height) + SPARE_ROWS)];
}

/**
 * Where the frame scrolls to, so that a row is in sight: its middle if it was out of it.
 * @param {{ scrollTop: number, clientHeight: number }} frame
 * @param {number} headHeight
 * @param {number} height  of a row
 * @param {number} at
 */
export function scrollFor({ scrollTop, clientHeight }, headHeight, height, at) {
  const room = clientHeight - headHeight;
  const top = at * height;
  const isInSight = top >= scrollTop && top + height <= scrollTop + room;
  return at < 0 || isInSight ? scrollTop : Math.max(0, top - room / 2 + height / 2);
}

/**
 * The row that a key leads to; null: the key is for something else.
 * @param {string} key
 * @param {number} active
 * @param {number} count  of all rows
 * @param {number} page  rows of a page
 */
export function nextRow(key, active, count, page) {
  /** @type {Record<string, number>} */
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  return key in moves ? Math.max(0, Math.min(count - 1, active + moves[key])) : null;
}

/**
 * Rows of a page, for the page keys.
 * @param {SightedTable} state
 */
export const pageOf = (state) => Math.max(1, Math.floor(state.frame.clientHeight / heightOf(state)) - 2);

/**
 * Bring the active row into sight.
 * @param {SightedTable} state
 */
export function reveal(state) {
  const { frame, head, active } = state;
  const scrollTop = scrollFor(frame, head.offsetHeight, heightOf(state), active);
  if (scrollTop !== frame.scrollTop) frame.scrollTop = scrollTop;
}

/**
 * Put the rows in sight into the page, all of them on paper.
 * @param {SightedTable} state
 * @param {number} count  of all rows
 * @param {(at: number) => HTMLElement} rowAt
 */
export function paintRows(state, count, rowAt) {
  const { host, frame, body, table, active } = state;
  const height = heightOf(state);
  const [from, to] = isPrinting ? [0, count] : rowsInSight(frame, height, count);
  /** @param {number} rows */
  const spacer = (rows) => {
    const line = node("tr", "ana-spacer");
    line.setAttribute("aria-hidden", "true");
    line.style.height = `${rows * height}px`;
    return line;
  };
  const lines = [];
  if (from > 0) lines.push(spacer(from));
  for (let at = from; at < to; at += 1) lines.push(rowAt(at));
  if (to < count) lines.push(spacer(count - to));
  body.replaceChildren(...lines);
  table.setAttribute("aria-rowcount", String(count + 1));
  if (active >= from && active < to) table.setAttribute("aria-activedescendant", `${host.id}-row-${active}`);
  else table.removeAttribute("aria-activedescendant");
}

/**
 * Paint while the frame scrolls or gets another size, once a picture; the frame shows the focus, because the
 * table may be larger than what is in sight.
 * @param {SightedTable} state
 * @param {() => void} paint
 */
export function watch({ frame, table }, paint) {
  let request = 0;
  const soon = () => {
    request ||= requestAnimationFrame(() => {
      request = 0;
      paint();
    });
  };
  frame.addEventListener("scroll", soon, { passive: true });
  new ResizeObserver(soon).observe(frame);
  for (const kind of ["focus", "blur"])
    table.addEventListener(kind, () => frame.toggleAttribute("data-focus", table.matches(":focus-visible")));
}

/**
 * Hear when the page is laid out for paper, and when it is a screen again.
 * @param {(isPaper: boolean) => void} paint
 */
export function onPaper(paint) {
  for (const event of ["beforeprint", "afterprint"])
    window.addEventListener(event, () => {
      isPrinting = event === "beforeprint";
      paint(isPrinting);
    });
}
