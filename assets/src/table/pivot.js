/* A table of areas or indicators with many columns, its cells in the colours of their verdicts; of
   thousands of rows only those in sight are in the page. */
import { absent } from "../core/absent.js";
import { node, targetOf } from "../core/element.js";
import * as format from "../core/format.js";
import { hasWords, plain, typedWords } from "../core/word-search.js";
import { say } from "../core/words.js";
import * as ranking from "../map/ranking.js";
import { nextRow, onPaper, pageOf, paintRows, reveal, watch } from "./in-sight.js";
import { bodyRow, headRow, widthsOf } from "./pivot-cells.js";
import * as paper from "./pivot-paper.js";

const STEP = 124; // px that an arrow to the side scrolls
/** @type {WeakMap<Element, PivotState>} */
const tables = new WeakMap();

/**
 * The rows that a search lets through, in the order in which they came.
 * @param {PivotOrder} order
 * @param {string} search
 */
export function rowsOf({ names, codes }, search) {
  const words = typedWords(search || "");
  const rows = [];
  for (let row = 0; row < codes.length; row += 1)
    if (!words.length || hasWords(words, plain(`${names[row]} ${codes[row]}`))) rows.push(row);
  return rows;
}

/**
 * The next sort of a column: the greatest first, then the least; of names the first.
 * @param {string} key
 * @param {string} now
 */
export function nextSort(key, now) {
  const first = key === "name" ? key : `-${key}`;
  const other = key === "name" ? `-${key}` : key;
  return now === first ? other : first;
}

/**
 * @param {HTMLElement} host
 */
function build(host) {
  const caption = node("p", "ana-pivot-caption");
  const frame = node("div", "ana-scroll");
  const table = node("table", "ana-grid ana-pivot-grid");
  table.setAttribute("role", "grid");
  table.tabIndex = 0;
  const head = node("thead", "");
  const body = node("tbody", "");
  table.append(head, body);
  frame.append(table);
  const foot = node("div", "ana-table-foot");
  host.replaceChildren(caption, frame, foot);
  /** @type {PivotState} */
  const state = {
    host,
    caption,
    frame,
    table,
    head,
    body,
    foot,
    order: absent(),
    columns: absent(),
    wish: absent(),
    rows: [],
    active: -1,
  };
  watch(state, () => paint(state));
  table.addEventListener("keydown", (event) => onKey(state, event));
  body.addEventListener("click", (event) => {
    const row = targetOf(event).closest("tr[data-at]");
    if (row) choose(state, Number(row.dataset.at));
  });
  body.addEventListener("pointerover", (event) => {
    const row = targetOf(event).closest("tr[data-at]");
    if (event.pointerType !== "touch") state.wish.on.hover(row ? String(row.dataset.code) : null);
  });
  body.addEventListener("pointerleave", () => state.wish.on.hover(null));
  head.addEventListener("click", (event) => {
    const button = targetOf(event).closest("button[data-key]");
    if (button) state.wish.on.sort(nextSort(button.dataset.key, state.wish.sort));
  });
  tables.set(host, state);
  return state;
}

/**
 * @param {PivotState} state
 */
const placesOf = ({ order }) => order.columns.map((_, place) => place);

/**
 * @param {PivotState} state
 */
function paintHead(state) {
  const { head, order, columns, table } = state;
  const widths = widthsOf(order, columns);
  head.replaceChildren(headRow(state, placesOf(state), widths));
  table.style.width = `${widths.reduce((sum, one) => sum + one, 0)}px`;
  table.setAttribute("aria-colcount", String(order.columns.length + 1));
}

/**
 * @param {PivotState} state
 */
function paint(state) {
  const { host, order, wish, rows, active } = state;
  if (!order) return;
  const places = placesOf(state);
  paintRows(state, rows.length, (at) => {
    const line = bodyRow(state, at, places);
    line.classList.toggle("ana-active", at === active);
    line.id = `${host.id}-row-${at}`;
    line.dataset.at = String(at);
    line.dataset.code = order.codes[rows[at]];
    line.setAttribute("aria-rowindex", String(at + 2));
    line.setAttribute("aria-selected", String(order.codes[rows[at]] === wish.selected));
    return line;
  });
}

/**
 * Filter the rows, and say how many there are and what is left out.
 * @param {PivotState} state
 */
function arrange(state) {
  const { order, wish, table } = state;
  state.rows = rowsOf(order, wish.search);
  state.active = state.rows.findIndex((row) => order.codes[row] === wish.selected);
  state.caption.textContent = order.caption;
  table.setAttribute("aria-label", say("pivot-keys", wish.language, { caption: order.caption }));
  const [some, all] = [state.rows.length, order.codes.length].map((one) =>
    format.number(one, 0, wish.language),
  );
  const count =
    some === all
      ? say("pivot-rows", wish.language, { count: all })
      : say("pivot-rows_some", wish.language, { some, all });
  state.foot.textContent = [count, order.note].filter(Boolean).join(" · ");
}

/**
 * @param {PivotState} state
 * @param {number} at
 */
function choose(state, at) {
  const row = state.rows[at];
  if (row !== undefined) state.wish.on.select(state.order.codes[row]);
}

/**
 * @param {PivotState} state
 * @param {KeyboardEvent} event
 */
function onKey(state, event) {
  if (event.target !== state.table) return;
  const next = nextRow(event.key, state.active, state.rows.length, pageOf(state));
  if (next !== null) {
    state.active = next;
    reveal(state);
    paint(state);
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight")
    state.frame.scrollLeft += event.key === "ArrowLeft" ? -STEP : STEP;
  else if (event.key === "Enter" || event.key === " ") choose(state, state.active);
  else return;
  event.preventDefault();
}

/**
 * Show a table of the server's.
 * @param {HTMLElement} host
 * @param {PivotOrder} order
 * @param {Columns} columns
 * @param {PivotWish} wish
 */
export function show(host, order, columns, wish) {
  let state = tables.get(host);
  if (!state || !host.contains(state.frame)) state = build(host);
  const isSame = Boolean(state.order) && state.order.kind === order.kind;
  Object.assign(state, { order, columns, wish });
  paintHead(state);
  arrange(state);
  if (!isSame) [state.frame.scrollTop, state.frame.scrollLeft] = [0, 0];
  paint(state);
  const { scrollTop } = state.frame;
  reveal(state);
  if (state.frame.scrollTop !== scrollTop) paint(state);
}

/**
 * Change what needs no answer: picked row, search.
 * @param {HTMLElement} host
 * @param {PivotWish} wish
 */
export function change(host, wish) {
  const state = tables.get(host);
  if (!state || !state.order) return;
  const isMove = state.wish.selected !== wish.selected;
  if (state.wish.search !== wish.search) state.frame.scrollTop = 0;
  state.wish = wish;
  arrange(state);
  if (isMove) reveal(state);
  paint(state);
}

/**
 * @param {HTMLElement} host
 * @param {string} language
 * @param {() => void} again
 */
export function sayFailure(host, language, again) {
  const word = ranking.words(language);
  const button = node("button", "ioc-map__retry", word.retry);
  button.type = "button";
  button.addEventListener("click", again);
  const notice = node("p", "ana-pivot-caption", `${word.failed} `);
  notice.setAttribute("role", "alert");
  notice.append(button);
  tables.delete(host);
  host.replaceChildren(notice);
}

/** What this module hears from the page's begin on; main.js calls it once: paper shows all rows. */
export function listen() {
  onPaper((isPaper) => {
    for (const host of document.querySelectorAll(".ana-pivot")) {
      const state = tables.get(host);
      if (!state || !state.order || state.host.hidden) continue;
      if (isPaper) paper.layOut(state);
      else paper.clear(state);
    }
  });
}
